//! Nouns that tell what is there, or is to come, whatever the sentence around plans, wishes or denies.

use super::{Factuality, View};
use crate::analysis::{ClauseKind, SlotKind};
use crate::events::{Anchor, EventDraft};
use crate::rules::lexicon::{Pos, Tense};
use crate::schema::{EventType, Modality};

impl View<'_> {
    /// «این سفر به تعویق افتاد»
    pub fn is_put_off(&self, n: usize) -> bool {
        let phrase = &self.scene.sentence.phrases[n];
        let (c, verb) = self.clause_of(phrase.head);
        let slots = &self.scene.sentence.clauses.list[c].slots;
        let core = slots.iter().any(|s| s.phrase == n && matches!(s.kind, SlotKind::Subject | SlotKind::Object));
        core && verb.is_some_and(|v| !v.negative && !v.copula && self.bears(v, self.signs.postpone))
    }

    /// «در این سفر … دیدار خواهد کرد», «در آستانه این نشست»: what something to come happens in is to come.
    pub fn is_within_plan(&self, n: usize, word: usize) -> bool {
        let phrase = &self.scene.sentence.phrases[n];
        let Some(p) = phrase.preposition.filter(|_| self.is_taken_up(n, word)) else { return false };
        let (c, verb) = self.clause_of(word);
        let to_come = verb.is_some_and(|v| {
            let group = self.scene.sentence.clauses.list[c].verb;
            let found = group.map_or(Factuality::ACTUAL, |v| self.of_clause(v, c));
            found.modality == Modality::Planned && !found.hypothetical && word < v.words.start
        });
        let preposition = self.scene.word(p);
        preposition.is(self.signs.intent) || preposition.is(self.signs.inside) && to_come
    }

    /// «این نشست که فردا برگزار می‌شود»: what a clause about it says.
    pub fn is_described_as_planned(&self, word: usize) -> bool {
        let list = &self.scene.sentence.clauses.list;
        list.iter().enumerate().any(|(c, clause)| {
            let about = clause.kind == ClauseKind::Relative
                && clause.antecedent.is_some_and(|a| {
                    a == word || a == word + 1 && self.scene.word(a).is(self.scene.grammar().object_marker)
                });
            let Some(v) = clause.verb.filter(|_| about) else { return false };
            let held = self.support_at(v) == Some("happen");
            let host = clause.parent.and_then(|p| self.verb_of(p)).is_some_and(|h| h.future);
            let found = self.of_clause(v, c);
            let verb = &self.scene.sentence.groups[v];
            held && !found.negative && (found.modality == Modality::Planned || host && self.is_present(verb))
        })
    }

    /// «جلوی افزایش قیمت‌ها را بگیرد»: a word for the place before it, and the verb that holds it back there.
    pub fn is_held_back(&self, word: usize) -> bool {
        let near = (0..word).rev().find(|i| !self.may_be(*i, self.signs.phase));
        let front = near.is_some_and(|i| self.may_be(i, self.signs.front));
        let verb = self.scene.sentence.groups.iter().find(|v| v.words.start > word && !v.attributive);
        front && verb.is_some_and(|v| !v.negative && self.scene.word(v.main).is(self.signs.holding))
    }

    /// Whether a noun tells something that is there whatever the sentence plans or wishes: a demonstrative or a past time
    /// stands by it, or a word that presupposes it («توقف جنگ», «به درگیری‌ها پایان دهند»).
    pub fn is_existing(&self, n: usize, word: usize, kind: EventType) -> bool {
        let phrase = &self.scene.sentence.phrases[n];
        let signs = &self.signs;
        let dated = (word + 1..phrase.words.end).any(|i| self.may_be(i, signs.past))
            || phrase.preposition.is_some_and(|p| {
                // «طبق توافق»
                let preposition = self.scene.word(p);
                preposition.is(signs.existing) || preposition.is(signs.source) && phrase.head == word
            });
        // «طبق آتش‌بس سال گذشته … خواهد کرد»: a date that is over, beside a verb that tells nothing past.
        let next = self.scene.sentence.phrases.get(n + 1).filter(|o| o.words.start == phrase.words.end);
        let over = next.is_some_and(|o| {
            let time = self.scene.word(o.head).is(self.scene.grammar().time);
            let (c, verb) = self.clause_of(word);
            let later = verb.is_some_and(|v| {
                v.words.start >= o.words.end
                    && !matches!(v.tense, Tense::Past | Tense::Perfect)
                    && self.scene.sentence.clauses.of_word[o.head] == c
            });
            o.preposition.is_none() && time && later && o.words.clone().any(|i| self.may_be(i, signs.past))
        });
        // The nearest sign decides: in «خواستار توقف جنگ» that of the stop.
        let other = signs.hope.with(signs.intent).with(signs.lack).with(signs.prevent).with(signs.rumour);
        let nearest = (phrase.words.start.saturating_sub(1)..word).rev().find(|i| {
            self.may_be(*i, signs.existing.with(other)) && (*i >= phrase.words.start || self.is_infinitive(*i + 1))
        });
        let presupposed = nearest.is_some_and(|i| self.may_be(i, signs.existing));
        // «لغو حکم», «اجرای حکم»: it has been passed.
        let before = word.checked_sub(1).filter(|b| phrase.words.contains(b) || phrase.preposition.is_none());
        let passed = kind == EventType::Sentence && before.is_some_and(|b| self.may_be(b, signs.carrying));
        // «با اجرای توافق آتش‌بس»
        let applied = (phrase.words.start..word)
            .any(|i| self.may_be(i, signs.carrying) && self.agreements.contains(&(i + 1)) && i + 2 == word);
        // «حمله را محکوم و از آنان خواست …»
        let marked =
            self.scene.sentence.words.get(phrase.words.end).is_some_and(|w| w.is(self.scene.grammar().object_marker));
        let next = phrase.words.end + 1;
        let condemned = marked && next < self.scene.sentence.words.len() && self.may_be(next, signs.existing);
        self.is_taken_up(n, word)
            || dated
            || presupposed
            || passed
            || condemned
            || applied
            || over
            || self.presupposed_by_verb(n, word)
    }

    fn is_infinitive(&self, word: usize) -> bool {
        self.scene.word(word).reading.verb.is_some_and(|v| v.tense == Tense::Infinitive)
    }

    /// «این نشست»; but not where the sentence itself tells that it is held («این نشست فردا برگزار می‌شود»), nor with a
    /// word that counts its parts («دور بعدی این مذاکرات»).
    pub fn is_taken_up(&self, n: usize, word: usize) -> bool {
        let phrase = &self.scene.sentence.phrases[n];
        let pointed = word.checked_sub(1).is_some_and(|b| {
            // «چنین دیداری» is any of its kind.
            let word = self.scene.word(b);
            word.is(self.scene.grammar().demonstrative) && !word.is(self.signs.generic) && word.pos() != Pos::Pron
        });
        let part = (phrase.words.start..word).any(|i| self.may_be(i, self.signs.phase));
        let clause = &self.scene.sentence.clauses.list[self.scene.sentence.clauses.of_word[phrase.head]];
        let held = clause.verb.and_then(|v| self.support_at(v));
        let subject =
            clause.slots.iter().any(|s| s.phrase == n && matches!(s.kind, SlotKind::Subject | SlotKind::Object));
        // «این دیدار قرار بود در سئول انجام شود»
        let planned =
            subject && self.clause_of(phrase.head).1.is_some_and(|v| v.copula && self.bears(v, self.signs.plan));
        let told_here = subject && matches!(held, Some("happen" | "perform" | "begin"));
        pointed && !part && !planned && !told_here
    }

    fn presupposed_by_verb(&self, n: usize, word: usize) -> bool {
        let phrase = &self.scene.sentence.phrases[n];
        let direct = self.is_direct(phrase, word);
        let (clause, verb) = self.clause_of(phrase.head);
        let slot = self.scene.sentence.clauses.list[clause].slots.iter().find(|s| s.phrase == n);
        let complement = slot.is_some_and(|s| match s.kind {
            SlotKind::Subject | SlotKind::Object => true,
            SlotKind::Oblique(_) => self.is_governed(phrase),
            SlotKind::Adverbial | SlotKind::Predicate => false,
        });
        let owner = self.scene.sentence.clauses.attached.get(n).copied().flatten();
        let hangs = owner.is_some_and(|o| {
            // «با مهار آتش از نابودی … جلوگیری شد»: what is checked stands in the owner itself.
            let owner = &self.scene.sentence.phrases[o];
            let bare = !self.nouns.iter().any(|e| owner.words.contains(e) && *e != owner.head);
            bare && self.is_governed(phrase) && self.may_be(owner.head, self.signs.existing)
        });
        // «راه‌های پایان دادن به جنگ»
        let ended = phrase
            .preposition
            .filter(|_| self.is_governed(phrase))
            .and_then(|p| p.checked_sub(2))
            .is_some_and(|b| self.is_infinitive(b + 1) && self.may_be(b, self.signs.existing));
        let hangs = hangs || ended;
        direct && (hangs || complement && verb.is_some_and(|v| self.bears(v, self.signs.existing)))
    }

    /// «پس از بازداشت … تهدید کرد»: a noun that dates what is told.
    pub fn is_dating(&self, draft: &EventDraft) -> bool {
        let Anchor::Noun { word } = draft.anchor else { return false };
        let phrase = self.scene.sentence.phrases.iter().find(|p| p.words.contains(&word));
        phrase.and_then(|p| p.preposition).is_some_and(|n| self.scene.word(n).is(self.signs.dating))
    }

    /// «رأی‌گیری درباره تحریم‌ها», «سفر برای دیدار»: a noun about which or for which another happening is.
    pub fn is_aside(&self, draft: &EventDraft) -> bool {
        let Anchor::Noun { word } = draft.anchor else { return false };
        let phrases = &self.scene.sentence.phrases;
        let aside = self.signs.topic.with(self.signs.purpose);
        phrases.iter().find(|p| p.words.contains(&word)).and_then(|p| p.preposition).is_some_and(|n| {
            let clause = self.scene.sentence.clauses.of_word[word];
            let other = |e: &usize| *e < n && self.scene.sentence.clauses.of_word[*e] == clause;
            self.scene.word(n).is(aside) && self.nouns.iter().any(other)
        })
    }

    /// «دست داشتن در انفجار», «حضور در نشست»: who denies to have been in something does not deny that it happened.
    pub fn is_taken_part_in(&self, draft: &EventDraft) -> bool {
        let Anchor::Noun { word } = draft.anchor else { return false };
        let phrases = &self.scene.sentence.phrases;
        phrases.iter().find(|p| p.words.contains(&word)).is_some_and(|p| {
            let inside = p.preposition.filter(|n| self.scene.word(*n).is(self.signs.inside));
            inside.is_some_and(|n| phrases.iter().any(|o| o.words.end == n && !self.nouns.contains(&o.head)))
        })
    }
}
