//! Links: how the events of an article hang together.

use super::ReadSentence;
use super::events::Clusters;
use crate::analysis::{Sentence, SlotKind};
use crate::events::{Anchor, EventDraft};
use crate::knowledge::Link;
use crate::rules::Pack;
use crate::schema::{LinkProperty, Modality, Polarity, Role};

pub(crate) fn find(clusters: &Clusters, sentences: &[ReadSentence], pack: &Pack, links: &mut Vec<Link>) {
    for (s, read) in sentences.iter().enumerate() {
        let finder = Finder { s, read, pack, clusters };
        for d in 0..read.events.len() {
            finder.content(d, links);
            finder.during(d, links);
            finder.cause(d, links);
            finder.result(d, links);
        }
    }
}

struct Finder<'a> {
    s: usize,
    read: &'a ReadSentence,
    pack: &'a Pack,
    clusters: &'a Clusters,
}

impl Finder<'_> {
    fn push(&self, from: usize, property: LinkProperty, to: usize, rule: &str, links: &mut Vec<Link>) {
        let ends = (self.clusters.of(self.s, from), self.clusters.of(self.s, to));
        if let (Some(from), Some(to)) = ends
            && from != to
        {
            links.push(Link { from, property, to, rule: rule.to_owned() });
        }
    }

    /// An event inside what another says, promises, demands.
    fn content(&self, d: usize, links: &mut Vec<Link>) {
        if let Some(outer) = self.read.events[d].inside {
            self.push(outer, LinkProperty::Content, d, "content", links);
        }
    }

    /// «در این نشست … تأکید شد», «طی نشستی»: the frame of what is told in its clause.
    fn during(&self, d: usize, links: &mut Vec<Link>) {
        let sentence = &self.read.sentence;
        let frame = &self.read.events[d];
        if !self.pack.discourse.frame.contains(&frame.kind) {
            return;
        }
        let Anchor::Noun { word } = frame.anchor else { return };
        let Some(phrase) = sentence.phrases.iter().position(|p| p.head == word) else { return };
        let Some(preposition) = sentence.phrases[phrase].preposition else { return };
        let inside = self.pack.lexicon.classes.get("role-during").with(self.pack.lexicon.classes.get("inside"));
        if !sentence.words[preposition].is(inside) {
            return;
        }
        let clause = sentence.clauses.of_word[word];
        for (other, event) in self.read.events.iter().enumerate() {
            if other != d && self.told_in(sentence, event, clause) {
                self.push(other, LinkProperty::During, d, "during", links);
            }
        }
    }

    /// Whether an event is the verb of a clause, or its subject or object.
    fn told_in(&self, sentence: &Sentence, event: &EventDraft, clause: usize) -> bool {
        match event.anchor {
            Anchor::Verb { clause: own, .. } => own == clause,
            Anchor::Noun { word } => sentence.clauses.list[clause].slots.iter().any(|s| {
                !s.carried
                    && matches!(s.kind, SlotKind::Subject | SlotKind::Object)
                    && sentence.phrases[s.phrase].head == word
            }),
        }
    }

    /// The cause of an event is another event.
    fn cause(&self, d: usize, links: &mut Vec<Link>) {
        for filler in self.read.events[d].fillers.iter().filter(|f| f.role == Role::Cause) {
            let inner = self
                .read
                .events
                .iter()
                .position(|e| e.trigger.start == filler.head || filler.words.contains(&e.trigger.start));
            if let Some(inner) = inner.filter(|i| *i != d) {
                self.push(d, LinkProperty::Cause, inner, "cause", links);
            }
        }
    }

    /// Deaths and damage told directly after an accident or attack in the same sentence.
    fn result(&self, d: usize, links: &mut Vec<Link>) {
        let rules = &self.pack.discourse;
        let effect = &self.read.events[d];
        let real = |e: &EventDraft| e.modality == Modality::Actual && e.polarity == Polarity::Positive;
        if !rules.effects.contains(&effect.kind) || !real(effect) {
            return;
        }
        let cause =
            self.read.events[..d].iter().enumerate().rev().find(|(_, e)| rules.causes.contains(&e.kind) && real(e));
        if let Some((cause, _)) = cause {
            self.push(cause, LinkProperty::Result, d, "result", links);
        }
    }
}
