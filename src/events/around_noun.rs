//! What stands around a noun of happening: its complement by ezafe, when it was, and the prepositional phrases after it.

use super::slots::{Candidate, Place, Scene};
use crate::analysis::Phrase;
use crate::rules::lexicon::{Features, Pos};
use crate::schema::EntityType;
use std::ops::Range;

impl Scene<'_> {
    /// Everything around a nominal trigger: its ezafe complement and the prepositional phrases that follow.
    pub(crate) fn around_noun(&self, trigger: &Range<usize>) -> Vec<Candidate> {
        let mut out = Vec::new();
        let g = self.grammar();
        let by = self.pack.events.by();
        let phrases = &self.sentence.phrases;
        let Some(n) = phrases.iter().position(|p| p.words.contains(&trigger.start)) else { return out };
        let phrase = &phrases[n];
        let clitic = self.word(trigger.end - 1).has(Features::CLITIC);
        let mut at = trigger.end;
        while at < phrase.words.end
            && (self.word(at).pos() == Pos::Adj && !self.word(at).has(Features::PLURAL) || self.word(at).is(g.ordinal))
            && !self.starts_mention(at)
        {
            at += 1;
        }
        // «حمله بامداد یکشنبه ارتش»: when, before whose.
        let when = self.mentions.iter().find(|m| {
            m.words.start == at && m.kind == EntityType::Time && m.words.end < phrase.words.end && m.words.len() > 1
        });
        if let Some(m) = when {
            out.push(Candidate { place: Place::Adverbial, words: m.words.clone(), head: m.head, carried: false });
            at = m.words.end;
        }
        if at < phrase.words.end && !clitic {
            let time = self
                .mentions
                .iter()
                .find(|m| m.words.start == at && m.kind == EntityType::Time && m.words.end == phrase.words.end);
            let words = at..phrase.words.end;
            if time.is_some() {
                out.push(Candidate { place: Place::Adverbial, words, head: at, carried: false });
            } else {
                // What is joined to the complement («دیدار وزیران ایران و عراق») belongs to it.
                let before = out.len();
                let end = self.joined_end(n, phrase.words.end);
                let genitive = Candidate {
                    place: Place::Genitive,
                    head: self.head_from(at, phrase),
                    words: at..end,
                    carried: false,
                };
                self.part(genitive, n, &mut out);
                debug_assert!(out.len() > before);
            }
        }
        // Time phrases directly after the noun phrase.
        let mut last = n;
        for (m, next) in phrases.iter().enumerate().skip(n + 1) {
            let first = next.preposition.unwrap_or(next.words.start);
            let owner = self.sentence.clauses.attached.get(m).copied().flatten();
            let contiguous = first == phrases[last].words.end;
            if next.joined_to == Some(last) {
                last = m;
                continue;
            }
            if !contiguous {
                break;
            }
            if let Some(p) = next.preposition {
                let symbol = self.word(p).form;
                let place =
                    if symbol.is_some_and(|s| by.contains(&s)) { Place::Subject } else { Place::Preposition(symbol) };
                if owner.is_none() && !self.owns(trigger, n, m) && !self.is_inside_too(n, last, m) {
                    break;
                }
                self.conjuncts(m, place, false, &mut out);
            } else if self.word(next.head).is(g.time) {
                out.push(Candidate {
                    place: Place::Adverbial,
                    words: next.words.clone(),
                    head: next.head,
                    carried: false,
                });
            } else {
                break;
            }
            last = m;
        }
        if let Some(m) = self.mentions.iter().find(|m| {
            let before = m.words.end == trigger.start && phrase.words.contains(&m.words.start);
            m.kind == EntityType::Quantity && (before || m.words.contains(&trigger.start))
        }) {
            out.push(Candidate { place: Place::Genitive, words: m.words.clone(), head: m.head, carried: false });
        }
        out
    }

    fn starts_mention(&self, at: usize) -> bool {
        self.mentions.iter().any(|m| m.words.start == at)
    }

    fn head_from(&self, at: usize, phrase: &Phrase) -> usize {
        (at..phrase.words.end).find(|i| matches!(self.word(*i).pos(), Pos::Noun | Pos::Propn | Pos::Pron)).unwrap_or(at)
    }

    fn joined_end(&self, n: usize, end: usize) -> usize {
        let phrases = &self.sentence.phrases;
        let mut last = n;
        let mut end = end;
        for (m, phrase) in phrases.iter().enumerate().skip(n + 1) {
            if phrase.joined_to == Some(last) && phrase.preposition.is_none() && self.same_sort(n, m) {
                end = phrase.words.end;
                last = m;
            } else {
                break;
            }
        }
        end
    }

    /// Whether two joined phrases end in the same sort of thing, so that they are joined inside the complement.
    fn same_sort(&self, a: usize, b: usize) -> bool {
        let phrases = &self.sentence.phrases;
        let last = |n: usize| self.word(phrases[n].words.end - 1).pos();
        // «افزایش تنش‌ها و درگیری‌ها»: a thing that is joined to what hangs on a happening hangs on it, too.
        let happens = |at: usize| {
            let word = self.word(at);
            word.is(self.grammar().event) || self.pack.events.nouns.contains_key(&word.reading.lemma)
        };
        let things = happens(phrases[a].head) && !happens(phrases[b].head) && phrases[a].preposition.is_some();
        last(a) == Pos::Propn && last(b) == Pos::Propn || self.word(phrases[b].head).pos() == Pos::Propn || things
    }

    /// Parts a complement with «و» into its conjuncts when each is a name of its own.
    fn part(&self, candidate: Candidate, n: usize, out: &mut Vec<Candidate>) {
        let phrases = &self.sentence.phrases;
        let head_named = self.mentions.iter().any(|m| m.words == (candidate.words.start..phrases[n].words.end));
        if candidate.words.end > phrases[n].words.end && head_named {
            let Candidate { place, words, head, carried } = candidate;
            out.push(Candidate { place, words: words.start..phrases[n].words.end, head, carried });
            for phrase in phrases.iter().skip(n + 1).take_while(|p| p.words.end <= words.end) {
                out.push(Candidate { place, words: phrase.words.clone(), head: phrase.head, carried });
            }
        } else {
            out.push(candidate);
        }
    }

    /// «در دیدار با همتای خود در مسکو گفت»: whether a phrase is the place in which what is told after a preposition of place
    /// happens, and stands after its complement.
    fn is_inside_too(&self, n: usize, last: usize, m: usize) -> bool {
        let inside = self.pack.lexicon.classes.get("inside");
        let phrases = &self.sentence.phrases;
        let within = |n: usize| phrases[n].preposition.is_some_and(|p| self.word(p).is(inside));
        let (words, head) = (phrases[m].words.clone(), phrases[m].head);
        let place = Candidate { place: Place::Object, words, head, carried: false };
        last != n && within(n) && within(m) && self.is_kind(&place, EntityType::Place)
    }

    /// Whether a prepositional phrase that the analysis gave to the verb may belong to the noun directly before it.
    fn owns(&self, trigger: &Range<usize>, n: usize, m: usize) -> bool {
        let phrases = &self.sentence.phrases;
        phrases[m].preposition == Some(phrases[n].words.end)
            && trigger.end <= phrases[n].words.end
            && phrases[n].preposition.is_some()
    }
}
