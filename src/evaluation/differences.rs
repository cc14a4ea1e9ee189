//! Where gold and answers differ, with the words around: what to look at first when a rule is to become better.

use super::matching::Matches;
use super::{Annotated, GoldArticle, Labelled};
use crate::knowledge::Knowledge;
use crate::span::Span;
use serde::Serialize;
use std::collections::BTreeMap;

/// Characters of context on each side.
const CONTEXT: usize = 40;

/// What kind of thing differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Thing {
    /// An event mention.
    Event,
    /// An entity mention.
    Entity,
    /// An argument of an event whose type was right.
    Argument,
}

/// On which side it is alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    /// Gold has it, the answer does not.
    Missed,
    /// The answer has it, gold does not.
    False,
}

/// All differences of one kind with the same type and words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Event, entity or argument.
    pub thing: Thing,
    /// Missed or false.
    pub fault: Fault,
    /// Type or role.
    pub r#type: &'static str,
    /// The words, on one line.
    pub words: String,
    /// How often.
    pub count: usize,
    /// The rule of the first, when it is a false find.
    pub rule: Option<String>,
    /// Article of the first.
    pub article: String,
    /// The first with the words around it; the words themselves stand in `[ ]`.
    pub context: String,
}

/// All differences: events, entities, arguments; missed before false; the most frequent first.
#[must_use]
pub fn differences(gold: &[GoldArticle], found: &[Knowledge]) -> Vec<Difference> {
    let mut list = Collector::default();
    for (article, found) in gold.iter().zip(found) {
        let (gold, found) = (&article.annotated, &Annotated::from(found));
        let matches = Matches::new(&article.article.text, gold, found);
        list.article = Some(article);
        for (fault, events, pairs) in [
            (Fault::Missed, &gold.events, matches.events.iter().map(|p| p.0).collect::<Vec<_>>()),
            (Fault::False, &found.events, matches.events.iter().map(|p| p.1).collect()),
        ] {
            for (_, event) in events.iter().enumerate().filter(|(n, _)| !pairs.contains(n)) {
                list.add(Thing::Event, fault, event.kind.name(), event.trigger, event.rule.as_deref());
            }
        }
        list.labelled(Thing::Entity, &gold.entities, &found.entities, &matches.entities, |k| k.name());
        for (&(i, j), arguments) in matches.events.iter().zip(&matches.arguments) {
            let (a, b) = (&gold.events[i].arguments, &found.events[j].arguments);
            list.labelled(Thing::Argument, a, b, arguments, |k| k.name());
        }
    }
    let mut all: Vec<Difference> = list.all.into_values().collect();
    all.sort_by(|a, b| {
        let key = |d: &Difference| (d.thing, d.fault, std::cmp::Reverse(d.count));
        key(a).cmp(&key(b)).then_with(|| (a.r#type, &a.words).cmp(&(b.r#type, &b.words)))
    });
    all
}

#[derive(Default)]
struct Collector<'g> {
    article: Option<&'g GoldArticle>,
    all: BTreeMap<(Thing, Fault, &'static str, String), Difference>,
}

impl Collector<'_> {
    fn labelled<K: Copy>(
        &mut self,
        thing: Thing,
        gold: &[Labelled<K>],
        found: &[Labelled<K>],
        matched: &[(usize, usize)],
        name: impl Fn(K) -> &'static str,
    ) {
        for (n, item) in gold.iter().enumerate() {
            if !matched.iter().any(|p| p.0 == n) {
                self.add(thing, Fault::Missed, name(item.kind), item.span, None);
            }
        }
        for (n, item) in found.iter().enumerate() {
            if !matched.iter().any(|p| p.1 == n) {
                self.add(thing, Fault::False, name(item.kind), item.span, item.rule.as_deref());
            }
        }
    }

    fn add(&mut self, thing: Thing, fault: Fault, kind: &'static str, span: Span, rule: Option<&str>) {
        let Some(article) = self.article else { return };
        let text = &article.article.text;
        let words = one_line(span.of(text));
        let entry = self.all.entry((thing, fault, kind, words.clone())).or_insert_with(|| Difference {
            thing,
            fault,
            r#type: kind,
            words,
            count: 0,
            rule: rule.map(str::to_owned),
            article: article.article.id.clone(),
            context: context(text, span),
        });
        entry.count += 1;
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a span in brackets, with some characters on each side.
fn context(text: &str, span: Span) -> String {
    let before = text[..span.start].char_indices().rev().take(CONTEXT).last().map_or(span.start, |(at, _)| at);
    let after = text[span.end..].char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| span.end + at);
    let edge = |cut: bool| if cut { "…" } else { "" };
    one_line(&format!(
        "{}{}[{}]{}{}",
        edge(before > 0),
        &text[before..span.start],
        span.of(text),
        &text[span.end..after],
        edge(after < text.len())
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_cut_between_characters() {
        let text = "آ".repeat(60) + "دیدار" + &"ب".repeat(3);
        let span = Span::new(120, 130);
        assert_eq!(context(&text, span), format!("…{}[دیدار]ببب", "آ".repeat(CONTEXT)));
    }
}
