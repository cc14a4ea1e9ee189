//! `morphology.toml`: how forms are built from stems, which endings nouns and adjectives take, which pieces stand apart.

use super::conjugation::Conjugation;
use super::files::RuleFiles;
use super::lexicon::{Features, Guess, Person, Pos, Suffix, Tense, VerbForm};
use super::load::Loader;
use super::strict;
use super::symbols::Symbol;
use serde::Deserialize;
use toml::Spanned;

/// Pieces of `morphology.toml` that the word builder needs, folded.
#[derive(Debug, Clone, Default)]
pub struct Pieces {
    /// Plural endings that stand apart from their noun.
    pub noun: Vec<Symbol>,
    /// Degree endings that stand apart from their adjective.
    pub adjective: Vec<Symbol>,
    /// Endings that stand apart after a word in silent heh.
    pub after_heh: Vec<Symbol>,
    /// Personal endings that stand apart from their participle.
    pub perfect: Vec<Symbol>,
    /// Imperfective prefixes that stand apart from their verb.
    pub verbal: Vec<Symbol>,
    /// Little words glued to the front of the next word, folded.
    pub front: Vec<Box<str>>,
    /// Little words glued to the end, folded.
    pub back: Vec<Box<str>>,
    /// Auxiliaries glued to a participle («شده‌است»), folded.
    pub auxiliary: Vec<Box<str>>,
    /// The preposition glued as one letter, and what it stands for, folded.
    pub short_to: (Box<str>, Box<str>),
    /// How unknown words are read.
    pub unknown: Option<Pos>,
    /// Last letters after which an ezafe is always written.
    pub open: Box<str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Morphology {
    #[serde(default)]
    verb: Option<Conjugation>,
    #[serde(default)]
    form: Vec<FormSource>,
    #[serde(default)]
    suffix: Vec<SuffixSource>,
    #[serde(default)]
    split: Split,
    #[serde(default)]
    glued: Glued,
    unknown: Unknown,
    #[serde(default)]
    guess: Vec<GuessSource>,
}

/// A form of every verb written out: `text` holds `{past}` or `{present}` where the stem stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormSource {
    text: String,
    tense: Spanned<String>,
    person: Spanned<String>,
    #[serde(default)]
    negative: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SuffixSource {
    form: String,
    of: Vec<String>,
    #[serde(default)]
    after: String,
    #[serde(default)]
    restore: String,
    features: Vec<String>,
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuessSource {
    #[serde(default)]
    ending: String,
    #[serde(default)]
    beginning: String,
    rest: usize,
    pos: String,
    #[serde(default)]
    features: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Split {
    noun: Vec<String>,
    adjective: Vec<String>,
    after_heh: Vec<String>,
    perfect: Vec<String>,
    verbal: Vec<String>,
    #[serde(default)]
    open: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Glued {
    front: Vec<String>,
    back: Vec<String>,
    #[serde(default)]
    auxiliary: Vec<String>,
    short_to: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unknown {
    pos: String,
}

impl Loader<'_> {
    pub(super) fn morphology(&mut self, files: &RuleFiles) -> Conjugation {
        let file = "morphology.toml";
        let proposal = "write the tables [verb] or [[form]], [[suffix]], [split], [glued] and [unknown]";
        let Some(source) = strict::read::<Morphology>(file, files.get(file).unwrap_or(""), proposal, self.faults)
        else {
            return Conjugation::default();
        };
        for suffix in source.suffix {
            let features =
                suffix.features.iter().filter_map(|f| Features::parse(f)).fold(Features::default(), Features::with);
            self.lexicon.suffixes.push(Suffix {
                form: self.orthography.key(&suffix.form).into(),
                of: suffix.of.iter().filter_map(|p| Pos::parse(p)).collect(),
                after: suffix.after.into(),
                restore: suffix.restore.into(),
                features,
                to: Pos::parse(&suffix.to),
            });
        }
        for guess in source.guess {
            let Some(pos) = Pos::parse(&guess.pos) else {
                let at = files.get(file).and_then(|t| t.find(&guess.ending)).unwrap_or(0);
                self.faults.error(file, at..at, format!("unknown part of speech `{}`", guess.pos), "use a UD tag");
                continue;
            };
            self.lexicon.guesses.push(Guess {
                ending: self.orthography.key(&guess.ending).into(),
                beginning: self.orthography.key(&guess.beginning).into(),
                rest: guess.rest,
                pos,
                features: guess
                    .features
                    .iter()
                    .filter_map(|f| Features::parse(f))
                    .fold(Features::default(), Features::with),
            });
        }
        let mut symbols = |list: &[String]| list.iter().map(|w| self.symbol(w)).collect::<Vec<_>>();
        let (noun, adjective, after_heh, perfect, verbal) = (
            symbols(&source.split.noun),
            symbols(&source.split.adjective),
            symbols(&source.split.after_heh),
            symbols(&source.split.perfect),
            symbols(&source.split.verbal),
        );
        let keys = |list: &[String]| list.iter().map(|w| self.orthography.key(w).into()).collect();
        self.pieces = Pieces {
            noun,
            adjective,
            after_heh,
            perfect,
            verbal,
            front: keys(&source.glued.front),
            back: keys(&source.glued.back),
            auxiliary: keys(&source.glued.auxiliary),
            short_to: (
                self.orthography.key(&source.glued.short_to).into(),
                self.orthography.key(&source.glued.to).into(),
            ),
            unknown: Pos::parse(&source.unknown.pos),
            open: source.split.open.into(),
        };
        let mut conjugation = source.verb.unwrap_or_default();
        for form in source.form {
            let (Some(tense), Some(person)) =
                (Tense::parse(form.tense.get_ref()), Person::parse(form.person.get_ref()))
            else {
                let span = form.tense.span().start..form.person.span().end.max(form.tense.span().end);
                let proposal = "tenses are past, present, participle, perfect, future …; persons 1sg … 3pl";
                self.faults.error(file, span, "unknown tense or person", proposal);
                continue;
            };
            conjugation.add(&form.text, VerbForm { tense, person, negative: form.negative });
        }
        conjugation
    }
}
