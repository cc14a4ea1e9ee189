//! One-to-one matching of what gold has and what was found, best pairs first, and the sums that follow from it.

use super::Annotated;
use crate::span::{CodePoints, Span};
use regex::Regex;
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How much was right, of how much in gold and of how much found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pairs of gold and found that match.
    pub right: usize,
    /// How many gold has.
    pub gold: usize,
    /// How many were found.
    pub found: usize,
}

impl Tally {
    pub(super) const fn add(&mut self, right: usize, gold: usize, found: usize) {
        self.right += right;
        self.gold += gold;
        self.found += found;
    }

    /// Share of what was found that is right; 0 when nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    /// Share of the gold that was found; 0 when gold has nothing.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    /// Harmonic mean of both.
    #[must_use]
    pub fn f1(self) -> f64 {
        harmonic(self.precision(), self.recall())
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Tally", 6)?;
        fields.serialize_field("precision", &self.precision())?;
        fields.serialize_field("recall", &self.recall())?;
        fields.serialize_field("f1", &self.f1())?;
        fields.serialize_field("right", &self.right)?;
        fields.serialize_field("gold", &self.gold)?;
        fields.serialize_field("found", &self.found)?;
        fields.end()
    }
}

/// How well mentions of one thing are brought together: B³ over the mentions that matched.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Coreference {
    precisions: f64,
    recalls: f64,
    /// Matched mentions.
    pub mentions: usize,
}

impl Coreference {
    /// Mean share of the mentions brought together with a mention that belong to it; 0 without mentions.
    #[must_use]
    pub fn precision(self) -> f64 {
        if self.mentions == 0 { 0.0 } else { self.precisions / self.mentions as f64 }
    }

    /// Mean share of the mentions that belong to a mention that are brought together with it; 0 without mentions.
    #[must_use]
    pub fn recall(self) -> f64 {
        if self.mentions == 0 { 0.0 } else { self.recalls / self.mentions as f64 }
    }

    /// Harmonic mean of both.
    #[must_use]
    pub fn f1(self) -> f64 {
        harmonic(self.precision(), self.recall())
    }

    /// Adds one article: its matched (gold, found) mentions and the ids of all mentions on both sides.
    pub(super) fn add(&mut self, matched: &[(usize, usize)], gold: &[Option<&str>], found: &[Option<&str>]) {
        let (mut precisions, mut recalls) = (0.0, 0.0);
        for &(i, j) in matched {
            let same_gold = |&(a, _): &(usize, usize)| gold[a] == gold[i];
            let same_found = |&(_, b): &(usize, usize)| b == j || (found[j].is_some() && found[b] == found[j]);
            let both = matched.iter().filter(|m| same_gold(m) && same_found(m)).count() as f64;
            precisions += both / matched.iter().filter(|m| same_found(m)).count() as f64;
            recalls += both / matched.iter().filter(|m| same_gold(m)).count() as f64;
        }
        self.precisions += precisions;
        self.recalls += recalls;
        self.mentions += matched.len();
    }
}

impl Serialize for Coreference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Coreference", 4)?;
        fields.serialize_field("precision", &self.precision())?;
        fields.serialize_field("recall", &self.recall())?;
        fields.serialize_field("f1", &self.f1())?;
        fields.serialize_field("mentions", &self.mentions)?;
        fields.end()
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b == 0.0 { 0.0 } else { 2.0 * a * b / (a + b) }
}

/// Which things of gold and of the program are the same, in one article. All pairs are (gold, found).
#[derive(Debug, Clone, Default)]
pub(super) struct Matches {
    /// Entities of one type that share half of their words.
    pub entities: Vec<(usize, usize)>,
    /// Events whose triggers overlap.
    pub triggers: Vec<(usize, usize)>,
    /// Events of one type whose triggers overlap.
    pub events: Vec<(usize, usize)>,
    /// For each pair of `events`, its arguments of one role that share half of their words.
    pub arguments: Vec<Vec<(usize, usize)>>,
}

impl Matches {
    pub(super) fn new(text: &str, gold: &Annotated, found: &Annotated) -> Self {
        let words = Words::new(text);
        let points = CodePoints::new(text);
        let overlap = |a: Span, b: Span| {
            let ((a_start, a_end), (b_start, b_end)) = (points.range(a), points.range(b));
            a_end.min(b_end) as f64 - a_start.max(b_start) as f64
        };
        let (gold_words, found_words) = (words.of(&gold.entities), words.of(&found.entities));
        let entities = pairs(gold.entities.len(), found.entities.len(), 0.5, |i, j| {
            if gold.entities[i].kind == found.entities[j].kind { dice(&gold_words[i], &found_words[j]) } else { 0.0 }
        });
        let triggers = pairs(gold.events.len(), found.events.len(), 0.1, |i, j| {
            let (a, b) = (&gold.events[i], &found.events[j]);
            let shared = overlap(a.trigger, b.trigger);
            if shared <= 0.0 { 0.0 } else { shared + if a.kind == b.kind { 0.5 } else { 0.0 } }
        });
        let events = pairs(gold.events.len(), found.events.len(), 0.1, |i, j| {
            let (a, b) = (&gold.events[i], &found.events[j]);
            if a.kind == b.kind { overlap(a.trigger, b.trigger) } else { 0.0 }
        });
        let arguments = events
            .iter()
            .map(|&(i, j)| {
                let (a, b) = (&gold.events[i].arguments, &found.events[j].arguments);
                let (left, right) = (words.of(a), words.of(b));
                pairs(
                    a.len(),
                    b.len(),
                    0.5,
                    |x, y| {
                        if a[x].kind == b[y].kind { dice(&left[x], &right[y]) } else { 0.0 }
                    },
                )
            })
            .collect();
        Self { entities, triggers, events, arguments }
    }
}

/// A run of letters, digits, `_` and joiners. Vowel signs part words, as they do in the published scorer.
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{N}_\x{200C}]+").expect("the expression is a constant, and a test compiles it")
});

/// The words of a text.
struct Words {
    spans: Vec<Span>,
}

impl Words {
    fn new(text: &str) -> Self {
        Self { spans: WORD.find_iter(text).map(|m| Span::new(m.start(), m.end())).collect() }
    }

    /// For each item, the words that it touches.
    fn of<K>(&self, items: &[super::Labelled<K>]) -> Vec<BTreeSet<usize>> {
        let touched = |span: Span| self.spans.iter().filter(move |w| w.overlaps(span)).map(|w| w.start).collect();
        items.iter().map(|item| touched(item.span)).collect()
    }
}

fn dice(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 0.0;
    }
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64
}

/// Greedy one-to-one pairs of `0..gold` and `0..found` whose score is at least `least`: the best first, then by place.
fn pairs(gold: usize, found: usize, least: f64, score: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let mut ranked: Vec<(f64, usize, usize)> = (0..gold)
        .flat_map(|i| (0..found).map(move |j| (i, j)))
        .map(|(i, j)| (score(i, j), i, j))
        .filter(|(s, ..)| *s >= least)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut gold_used, mut found_used) = (vec![false; gold], vec![false; found]);
    ranked.retain(|&(_, i, j)| {
        let free = !gold_used[i] && !found_used[j];
        if free {
            (gold_used[i], found_used[j]) = (true, true);
        }
        free
    });
    ranked.into_iter().map(|(_, i, j)| (i, j)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_is_matched_once_and_the_best_pair_first() {
        let scores = [[0.6, 0.9], [0.5, 0.8]];
        assert_eq!(pairs(2, 2, 0.5, |i, j| scores[i][j]), [(0, 1), (1, 0)]);
        assert_eq!(pairs(2, 2, 0.55, |i, j| scores[i][j]), [(0, 1)]);
    }

    #[test]
    fn half_of_the_words_is_enough_and_a_joiner_does_not_part_them() {
        let text = "وزیر کتاب\u{200C}ها رفت";
        let item = |start, end| super::super::Labelled { kind: (), span: Span::new(start, end), id: None, rule: None };
        let first = text.find(' ').unwrap();
        let words = Words::new(text).of(&[item(0, first), item(0, text.len()), item(0, text.rfind(' ').unwrap())]);
        assert_eq!([words[0].len(), words[1].len(), words[2].len()], [1, 3, 2]);
        assert!((dice(&words[0], &words[1]) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn what_is_apart_in_gold_and_together_in_the_answer_costs_precision_alone() {
        let mut sum = Coreference::default();
        sum.add(&[(0, 0), (1, 1)], &[Some("a"), Some("b")], &[Some("x"), Some("x")]);
        assert!((sum.precision() - 0.5).abs() < 1e-9 && (sum.recall() - 1.0).abs() < 1e-9);
    }
}
