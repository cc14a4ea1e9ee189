//! How far token patterns came that gave nothing in a sentence: for the people who write rules.

use super::Mention;
use super::view::{Seen, View, kind_number};
use crate::rules::pattern::{Condition, Item, Scratch};
use crate::rules::patterns::{FORMS, KINDS, PatternGroup};
use crate::schema::EntityType;
use std::collections::BTreeSet;
use std::ops::Range;

/// A token pattern and why it gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternTrial {
    /// Its place in the list of patterns of the pack.
    pub rule: usize,
    /// What came of it.
    pub outcome: PatternOutcome,
}

/// Why a token pattern gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternOutcome {
    /// It began, and failed. Of all places where it can begin, this is the one from which it took most words.
    Stopped {
        /// The words that it took, perhaps none.
        taken: Range<usize>,
        /// The parts of its expression that were wanted after them, in the order written.
        wanted: Vec<Item>,
        /// The word that stands there, unless the sentence ends.
        there: Option<Standing>,
        /// The word before that one, where the pattern looks behind.
        before: Option<Standing>,
    },
    /// No word begins it.
    Unbegun {
        /// With what it can begin.
        first: Vec<Item>,
    },
}

/// A word as patterns see it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// Its number in the sentence.
    pub word: usize,
    /// What patterns can ask of it, in their own language.
    pub passes: String,
}

impl PatternTrial {
    /// For the order: where the furthest attempt stopped, those that began nowhere last.
    pub(super) fn place(&self) -> (usize, usize, usize) {
        match &self.outcome {
            PatternOutcome::Stopped { taken, .. } => (taken.start, taken.end, self.rule),
            PatternOutcome::Unbegun { .. } => (usize::MAX, usize::MAX, self.rule),
        }
    }
}

impl View<'_> {
    /// What became of the patterns of a group that see these mentions and match nowhere. Those whose id begins with
    /// `asked` tell it even if they begin nowhere, or match in another place.
    pub(super) fn attempts(
        &self,
        group: &PatternGroup,
        mentions: &[Mention],
        asked: Option<&str>,
    ) -> Vec<PatternTrial> {
        let seen = Seen::new(self, mentions);
        let mut scratch = Scratch::default();
        let mut trials = Vec::new();
        seen.each_pattern(group, |number, starts| {
            let rule = &self.pack.patterns[number];
            let asked = asked.is_some_and(|prefix| rule.id.starts_with(prefix));
            let (found, attempt) = rule.pattern.explain_among(&seen, starts.iter().copied(), &mut scratch);
            let outcome = match attempt.filter(|_| asked || found.is_empty()) {
                Some(attempt) => {
                    let looks_behind =
                        |item: &Item| matches!(item.condition, Condition::Precedes | Condition::DoesNotPrecede);
                    let before = attempt.at.checked_sub(1).filter(|_| attempt.wanted.iter().any(looks_behind));
                    PatternOutcome::Stopped {
                        taken: attempt.start..attempt.at,
                        there: seen.standing(attempt.at),
                        before: before.and_then(|word| seen.standing(word)),
                        wanted: attempt.wanted,
                    }
                }
                None if asked && found.is_empty() => PatternOutcome::Unbegun { first: rule.pattern.first_items() },
                None => return,
            };
            trials.push(PatternTrial { rule: number, outcome });
        });
        trials
    }
}

impl Seen<'_> {
    /// What patterns can ask of a word, written as they would ask it.
    fn standing(&self, word: usize) -> Option<Standing> {
        let (view, pack) = (self.view, self.view.pack);
        let read = view.sentence.words.get(word)?;
        let lemma = pack.lexicon.symbols.display(read.reading.lemma);
        let mut passes = match lemma.chars().all(|c| c.is_alphanumeric() || c == '\u{200C}') {
            _ if lemma.is_empty() => String::new(),
            true => format!("lemma({lemma}) "),
            false => format!("lemma(\"{lemma}\") "),
        };
        passes += &format!("[{}]", self.features(word).join(" & "));
        let lists: Vec<&str> = pack.gazetteer.lists().collect();
        let begins: BTreeSet<&str> =
            view.matches[word].iter().filter_map(|m| lists.get(usize::from(m.entry.list.0)).copied()).collect();
        begins.iter().for_each(|list| passes += &format!(" @{list}"));
        let kinds = EntityType::ALL.iter().filter(|kind| self.beginning[word].contains(**kind as u8));
        kinds.for_each(|kind| passes += &format!(" <{}>", kind.name()));
        Some(Standing { word, passes })
    }

    /// The features of a word, each with its values.
    fn features(&self, word: usize) -> Vec<String> {
        let read = &self.view.sentence.words[word];
        let forms = FORMS.iter().filter(|(_, form)| read.has(*form)).map(|(name, _)| *name);
        let tense = read.reading.verb.map(|verb| verb.tense.name());
        let classes = self.view.pack.lexicon.classes.of(self.view.classes[word]);
        let features: [(&str, Vec<&str>); 5] = [
            ("kind", vec![KINDS[kind_number(read.kind)]]),
            ("pos", vec![read.pos().name()]),
            ("tense", tense.into_iter().collect()),
            ("form", forms.collect()),
            ("class", classes.collect()),
        ];
        let told = features.iter().filter(|(_, values)| !values.is_empty());
        told.map(|(name, values)| format!("{name}={}", values.join("|"))).collect()
    }
}
