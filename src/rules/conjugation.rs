//! Conjugation: all forms of a verb from its two stems, with the pieces that `morphology.toml` gives.

use super::lexicon::{Person, Tense, VerbForm};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The `[verb]` table of `morphology.toml`.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conjugation {
    negation: String,
    imperfective: String,
    subjunctive: String,
    participle: String,
    infinitive: String,
    agent: Vec<String>,
    glide: String,
    long_a: String,
    short_a: String,
    vowels: String,
    past: Endings,
    present: Endings,
    perfect: Endings,
    /// Forms that `[[form]]` writes out, for languages whose verbs are words beside each other.
    #[serde(skip)]
    written: Vec<(String, VerbForm)>,
}

/// Endings by person, in the order of the persons' names.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(from = "BTreeMap<String, String>")]
struct Endings(Vec<(Person, String)>);

impl From<BTreeMap<String, String>> for Endings {
    fn from(table: BTreeMap<String, String>) -> Self {
        Self(table.into_iter().filter_map(|(name, ending)| Some((Person::parse(&name)?, ending))).collect())
    }
}

/// A verb of the lexicon. Stems are folded keys.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stems<'s> {
    pub past: &'s str,
    pub present: &'s str,
    pub preverb: &'s str,
}

impl Conjugation {
    /// Adds a form written out with `{past}` or `{present}` where the stem stands.
    pub(crate) fn add(&mut self, text: &str, form: VerbForm) {
        self.written.push((text.to_owned(), form));
    }

    /// Calls `each` with every form of a verb: a folded key, or several words with spaces. The same form may come more
    /// than once.
    pub(crate) fn forms(&self, stems: Stems<'_>, mut each: impl FnMut(&str, VerbForm)) {
        let Stems { past, present, preverb } = stems;
        for (text, form) in &self.written {
            each(&text.replace("{past}", past).replace("{present}", present), *form);
        }
        // Without endings there is nothing to conjugate.
        if self.past.0.is_empty() && self.present.0.is_empty() {
            return;
        }
        let third = Person::THIRD;
        let mut form = String::new();
        let mut give = |parts: &[&str], tense: Tense, person: Person, negative: bool| {
            form.clear();
            form.push_str(preverb);
            for part in parts {
                form.push_str(part);
            }
            each(&form, VerbForm { tense, person, negative });
        };
        let negative_imperfective = format!("{}{}", self.negation, self.imperfective);

        // Past stem: ن before آ is نیا, before ا it is نی.
        let negative_past = self.prefixed(&self.negation, past);
        for negative in [false, true] {
            let stem: &str = if negative { &negative_past } else { past };
            let imperfective = if negative { &negative_imperfective } else { &self.imperfective };
            for (person, ending) in &self.past.0 {
                give(&[stem, ending], Tense::Past, *person, negative);
                give(&[imperfective, past, ending], Tense::Imperfect, *person, negative);
            }
            give(&[stem, &self.participle], Tense::Participle, third, negative);
            give(&[imperfective, past, &self.participle], Tense::Perfect, third, negative);
            for (person, ending) in &self.perfect.0 {
                give(&[stem, &self.participle, ending], Tense::Perfect, *person, negative);
                give(&[imperfective, past, &self.participle, ending], Tense::Perfect, *person, negative);
            }
            give(&[stem, &self.infinitive], Tense::Infinitive, third, negative);
        }

        // Present stem: a final glide stays before endings that begin with a vowel letter and is lost before none.
        if present.is_empty() {
            return;
        }
        let bare = present.strip_suffix(self.glide.as_str()).filter(|b| b.ends_with(|c| self.vowels.contains(c)));
        let full = if bare.is_none() && present.chars().count() > 1 && present.ends_with(|c| self.vowels.contains(c)) {
            // A stem in و such as شو and رو takes its endings as it is; one in ا takes the glide.
            if present.ends_with(self.short_a.as_str()) {
                format!("{present}{}", self.glide)
            } else {
                present.to_owned()
            }
        } else {
            present.to_owned()
        };
        let stems: Vec<&str> = match bare {
            Some(bare) if bare.chars().count() > 1 => vec![full.as_str(), bare],
            _ => vec![full.as_str()],
        };
        for (nth, stem) in stems.iter().enumerate() {
            let negative_stem = self.prefixed(&self.negation, stem);
            let subjunctive_stem = self.prefixed(&self.subjunctive, stem);
            for (person, ending) in &self.present.0 {
                for negative in [false, true] {
                    let imperfective = if negative { &negative_imperfective } else { &self.imperfective };
                    give(&[imperfective, stem, ending], Tense::Present, *person, negative);
                    let bare_stem: &str = if negative { &negative_stem } else { stem };
                    give(&[bare_stem, ending], Tense::Subjunctive, *person, negative);
                }
                give(&[&subjunctive_stem, ending], Tense::Subjunctive, *person, false);
                // The short a is often kept in writing after the glide.
                if stem.starts_with(self.short_a.as_str()) && !subjunctive_stem.ends_with(stem) {
                    give(&[&self.subjunctive, &self.glide, stem, ending], Tense::Subjunctive, *person, false);
                    give(&[&self.negation, &self.glide, stem, ending], Tense::Subjunctive, *person, true);
                }
            }
            if nth + 1 == stems.len() {
                // The imperative singular has no ending.
                let second = Person { person: 2, plural: false };
                give(&[&subjunctive_stem], Tense::Subjunctive, second, false);
                give(&[&negative_stem], Tense::Subjunctive, second, true);
            }
            if nth == 0 {
                for ending in &self.agent {
                    give(&[stem, ending], Tense::Agent, third, false);
                }
            }
        }
    }

    /// A one-letter prefix before a stem, with the glide that a stem in ا takes.
    fn prefixed(&self, prefix: &str, stem: &str) -> String {
        if let Some(rest) = stem.strip_prefix(self.long_a.as_str()) {
            format!("{prefix}{}{}{rest}", self.glide, self.short_a)
        } else if let Some(rest) =
            stem.strip_prefix(self.short_a.as_str()).filter(|rest| !rest.starts_with(self.glide.as_str()))
        {
            format!("{prefix}{}{rest}", self.glide)
        } else {
            format!("{prefix}{stem}")
        }
    }
}
