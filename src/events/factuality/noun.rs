//! Polarity and modality of a nominal event: by the words before and after it in its phrase, by the phrases on which it
//! hangs, and by its clause.

use super::{Factuality, View, is_unwilled};
use crate::analysis::{Phrase, SlotKind, VerbGroup};
use crate::rules::lexicon::{Pos, Tense};
use crate::schema::{EventType, Modality};

impl View<'_> {
    /// A nominal event takes the factuality of what governs it.
    pub fn of_noun(&self, word: usize, kind: EventType) -> Factuality {
        let phrases = &self.scene.sentence.phrases;
        let Some(n) = phrases.iter().position(|p| p.words.contains(&word)) else { return Factuality::ACTUAL };
        if self.is_existing(n, word) {
            return Factuality { existing: true, ..Factuality::ACTUAL };
        }
        let mut found = Factuality::ACTUAL;
        let direct = self.is_direct(&phrases[n], word);
        self.inside_phrase(&phrases[n], word, kind, &mut found);
        let root = self.along_owners(n, direct, kind, &mut found);
        self.in_clause(n, root, word, direct, kind, &mut found);
        found
    }

    /// Whether a noun tells something that is there whatever the sentence plans or wishes: a demonstrative or a past time
    /// stands by it, or a word that presupposes it («توقف جنگ», «به درگیری‌ها پایان دهند»).
    fn is_existing(&self, n: usize, word: usize) -> bool {
        let phrase = &self.scene.sentence.phrases[n];
        let signs = &self.signs;
        let taken_up = word.checked_sub(1).is_some_and(|b| self.scene.word(b).is(self.scene.grammar().demonstrative));
        let dated = (word + 1..phrase.words.end).any(|i| self.may_be(i, signs.past));
        let presupposed = (phrase.words.start..word).any(|i| self.may_be(i, signs.existing));
        taken_up || dated || presupposed || self.presupposed_by_verb(n, word)
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
            self.is_governed(phrase) && self.may_be(self.scene.sentence.phrases[o].head, self.signs.existing)
        });
        direct && (hangs || complement && verb.is_some_and(|v| self.bears(v, self.signs.existing)))
    }

    /// Whether the noun heads its phrase, but for words that only say which part of it («دور دوم مذاکرات», «وقوع سیل»).
    fn is_direct(&self, phrase: &Phrase, word: usize) -> bool {
        phrase.head == word
            || (phrase.head < word
                && self.may_be(phrase.head, self.signs.phase)
                && !self.nouns.iter().any(|e| (phrase.head..word).contains(e)))
    }

    fn is_governed(&self, phrase: &Phrase) -> bool {
        phrase
            .preposition
            .is_some_and(|p| self.scene.word(p).is(self.signs.governed) && !self.scene.word(p).is(self.signs.inside))
    }

    /// Words of negation, lack, hope, plan and prevention in its own phrase.
    fn inside_phrase(&self, phrase: &Phrase, word: usize, kind: EventType, found: &mut Factuality) {
        let signs = &self.signs;
        for i in phrase.words.start..word {
            // «خواستار بررسی حمله»: what is demanded is the inquiry.
            let other = self.nouns.iter().any(|e| i < *e && *e < word);
            if other && is_unwilled(kind) {
                continue;
            }
            self.sign(i, phrase.head, found);
        }
        for i in word + 1..phrase.words.end {
            if self.scene.word(i).pos() != Pos::Adj {
                break;
            }
            if self.may_be(i, signs.hope) {
                found.modality = Modality::Possible;
            } else if self.may_be(i, signs.future) {
                found.modality = Modality::Planned;
            }
        }
    }

    /// What a noun or adjective says of the event that depends on it.
    fn sign(&self, at: usize, head: usize, found: &mut Factuality) {
        let signs = &self.signs;
        let denied = || self.clause_of(head).1.is_some_and(|v| v.negative);
        if self.may_be(at, signs.lack) {
            found.negative = true;
        }
        if self.may_be(at, signs.prevent) {
            found.negative = true;
            found.modality = Modality::Possible;
        } else if self.may_be(at, signs.hope.with(signs.rumour)) {
            found.modality = Modality::Possible;
            // «امکان دیدار وجود ندارد», «اجازه معامله ندارند»: what is not possible does not happen.
            found.negative |= denied();
        } else if self.may_be(at, signs.intent) {
            found.modality = Modality::Planned;
            found.negative |= denied();
        }
    }

    /// The prepositions and nouns on which the phrase hangs; returns the outermost phrase.
    fn along_owners(&self, n: usize, direct: bool, kind: EventType, found: &mut Factuality) -> usize {
        let phrases = &self.scene.sentence.phrases;
        let signs = &self.signs;
        let unwilled = is_unwilled(kind);
        let mut m = n;
        loop {
            let own = m == n;
            let acts = own || self.nouns.contains(&phrases[m].head) || self.may_be(phrases[m].head, signs.phase);
            if let Some(p) = phrases[m].preposition {
                let preposition = self.scene.word(p);
                if preposition.is(signs.purpose) && (if own { direct } else { acts && !unwilled }) {
                    found.modality = if found.negative { Modality::Possible } else { Modality::Planned };
                }
                if preposition.is(signs.without) && (direct || !unwilled) {
                    found.negative = true;
                }
                if preposition.is(signs.condition) || (own && preposition.is(signs.charge)) {
                    found.modality = Modality::Possible;
                }
            }
            let Some(owner) = self.scene.sentence.clauses.attached.get(m).copied().flatten() else { return m };
            // «پیشنهاد برای گفت‌وگو», «مهلت مبنی بر تسلیم»; but not «پیشنهاد در نشست».
            let complement = self.is_governed(&phrases[m])
                || phrases[m].preposition.is_some_and(|p| self.scene.word(p).is(signs.purpose.with(signs.topic)));
            if complement && (own || acts) && (direct || !unwilled) {
                let last = phrases[owner].words.end - 1;
                for at in [phrases[owner].head, last] {
                    self.sign(at, phrases[owner].head, found);
                }
            }
            m = owner;
        }
    }

    /// What the clause says of the event.
    fn in_clause(&self, n: usize, root: usize, word: usize, direct: bool, kind: EventType, found: &mut Factuality) {
        let phrases = &self.scene.sentence.phrases;
        let signs = &self.signs;
        let c = self.scene.sentence.clauses.of_word[phrases[n].head];
        let clause = &self.scene.sentence.clauses.list[c];
        let Some(v) = clause.verb else { return };
        let verb = &self.scene.sentence.groups[v];
        let kind_of = |phrase: usize| clause.slots.iter().find(|s| s.phrase == phrase).map(|s| s.kind);
        let core_kind =
            |k: Option<SlotKind>| matches!(k, Some(SlotKind::Subject | SlotKind::Object | SlotKind::Predicate));
        let core = core_kind(kind_of(n));
        let root_core = core_kind(kind_of(root));
        // «خبر بازداشت او صحت ندارد», «شایعه خواند»
        if root_core && self.is_untrue(verb) && self.is_reported(root, n, word) {
            found.negative = true;
            found.modality = Modality::Actual;
            return;
        }
        let governed = self.follows_element(verb, word) || (root == n && self.is_governed(&phrases[n]));
        if (core || governed) && direct && !verb.negative && self.bears(verb, signs.prevent) {
            found.negative = true;
            found.modality = Modality::Possible;
            return;
        }
        if core && self.forbids(verb) {
            found.negative = true;
            found.modality = Modality::Possible;
            return;
        }
        let clause_found = self.of_clause(v, c);
        if governed && direct && self.bears(verb, signs.implicative) {
            found.negative |= clause_found.negative;
            if found.modality == Modality::Actual {
                found.modality = clause_found.modality;
            }
            return;
        }
        if governed && direct && self.bears(verb, signs.hope) {
            found.modality = Modality::Possible;
            return;
        }
        if found.modality != Modality::Actual {
            return;
        }
        if core && direct {
            if crate::events::fill::support_name(self.scene, v).is_some() {
                found.negative = clause_found.negative;
                found.modality = clause_found.modality;
                found.hypothetical = clause_found.hypothetical;
            } else if clause_found.modality != Modality::Actual && verb.tense != Tense::Perfect {
                found.modality = clause_found.modality;
            }
        } else if clause_found.modality == Modality::Planned && !is_unwilled(kind) {
            // What stands beside a plan is still to come.
            found.modality = clause_found.modality;
        }
    }

    /// «صحت ندارد», «کذب است», «شایعه خواند»
    fn is_untrue(&self, verb: &VerbGroup) -> bool {
        (verb.negative && self.bears(verb, self.signs.truth))
            || (!verb.negative && self.bears(verb, self.signs.falsehood))
    }

    /// Whether the phrase is the event itself, or a report of it.
    fn is_reported(&self, root: usize, n: usize, word: usize) -> bool {
        let head = self.scene.sentence.phrases[root].head;
        let report = self.may_be(head, self.signs.rumour.with(self.signs.hope).with(self.signs.speech));
        report || (root == n && self.is_direct(&self.scene.sentence.phrases[n], word))
    }

    /// «موفق به دستگیری … شد», «موجب کاهش … شد»: between the element and its verb.
    fn follows_element(&self, verb: &VerbGroup, word: usize) -> bool {
        verb.elements.iter().any(|e| e.words.end <= word && word < verb.words.start)
    }

    fn clause_of(&self, word: usize) -> (usize, Option<&VerbGroup>) {
        let clause = self.scene.sentence.clauses.of_word[word];
        (clause, self.verb_of(clause))
    }
}
