//! Polarity and modality of a clause: by the form of its verb, its place among the clauses, and the verb that governs it.

use super::{Factuality, View};
use crate::analysis::{Clause, ClauseKind, Phrase, Slot, SlotKind, VerbGroup, Word};
use crate::events::{Anchor, EventDraft};
use crate::rules::lexicon::{Features, Pos, Tense};
use crate::schema::Modality;
use crate::text::TokenKind;

impl View<'_> {
    fn group(&self, at: usize) -> &VerbGroup {
        &self.scene.sentence.groups[at]
    }

    fn list(&self) -> &[Clause] {
        &self.scene.sentence.clauses.list
    }

    /// The verb group of a clause.
    pub fn verb_of(&self, clause: usize) -> Option<&VerbGroup> {
        self.list()[clause].verb.map(|v| self.group(v))
    }

    /// Present indicative, no future.
    #[expect(clippy::unused_self, reason = "it reads as a question to the sentence")]
    pub fn is_present(&self, verb: &VerbGroup) -> bool {
        verb.tense == Tense::Present && !verb.future && !verb.perfect
    }

    /// Polarity and modality of a clause by the form of its verb and its place.
    pub fn of_clause(&self, group: usize, clause: usize) -> Factuality {
        let verb = self.group(group);
        if let Some((next, after)) = self.finished_by(verb, clause) {
            return self.of_clause(next, after);
        }
        let mut found = Factuality { negative: verb.negative || self.is_neither(clause), ..Factuality::ACTUAL };
        if verb.future || self.is_to_come(clause) {
            found.modality = Modality::Planned;
        }
        if verb.tense == Tense::Subjunctive {
            found.modality = Modality::Possible;
        }
        if let Some(modal) = verb.modal {
            found.modality = Modality::Possible;
            found.negative |= self.scene.word(modal).reading.verb.is_some_and(|v| v.negative);
        }
        let here = &self.list()[clause];
        if here.kind == ClauseKind::Purpose && verb.tense == Tense::Subjunctive {
            // «تا کسی زخمی نشود»: what is to be kept off is not planned.
            found.modality = if verb.negative { Modality::Possible } else { Modality::Planned };
        }
        if self.is_condition(clause) || self.hangs_on_condition(clause, verb) {
            found.modality = Modality::Possible;
            found.hypothetical = true;
        }
        if verb.tense == Tense::Subjunctive
            && let Some(governor) = self.governor(clause)
        {
            self.govern(governor, &mut found);
        }
        if self.is_doubted(clause) {
            found.modality = Modality::Possible;
        }
        if self.is_asked(clause) {
            found.modality = Modality::Possible;
        }
        if self.is_told_untrue(clause) {
            found.negative = true;
            found.modality = Modality::Actual;
        }
        if let Some(host) = here.parent.filter(|_| self.is_unrealised(clause)) {
            // «بدون آنکه کسی را بازداشت کند، رفت»: what did not come with it is denied, of the same time.
            found.negative = true;
            found.modality = self.list()[host].verb.map_or(Modality::Actual, |v| self.of_clause(v, host).modality);
        }
        found
    }

    /// «وزیر برکنار می‌شود؟»: the last clause of a question without a word that asks who, when or why.
    fn is_asked(&self, clause: usize) -> bool {
        let words = &self.scene.sentence.words;
        let marks = |w: &Word| matches!(w.span.of(self.scene.text), "?" | "\u{61f}");
        let Some(mark) =
            words.iter().rposition(|w| w.kind != TokenKind::Mark || marks(w)).filter(|m| marks(&words[*m]))
        else {
            return false;
        };
        let last = self.scene.sentence.groups.iter().rposition(|v| v.words.end <= mark && !v.attributive);
        let asks = words.iter().any(|w| w.is(self.signs.interrogative));
        last.is_some() && self.list()[clause].verb == last && !asks
    }

    /// «باید زندانیان را آزاد کرده و مذاکره کند»: a participle without auxiliary is as the verb to which it is joined, where
    /// that is in the subjunctive. Gives that verb and its clause.
    fn finished_by(&self, verb: &VerbGroup, clause: usize) -> Option<(usize, usize)> {
        let last = verb.words.end.checked_sub(1)?;
        let participle = self.scene.word(last).reading.verb.is_some_and(|v| v.tense == Tense::Participle);
        // «را بازداشت و محاکمه کند»: a noun that reads as a past tense, too.
        let noun = verb.tense == Tense::Past
            && verb.elements.is_empty()
            && verb.start().checked_sub(1).is_some_and(|b| self.scene.word(b).is(self.scene.grammar().object_marker))
            && self.scene.word(last).readings.iter().any(|r| r.pos == Pos::Noun);
        let bare = (participle || noun) && verb.modal.is_none();
        let list = self.list();
        let next = list.iter().position(|c| c.joined_to == Some(clause)).filter(|_| bare)?;
        let joined = self.scene.word(list[next].start).is(self.scene.grammar().and);
        let group = list[next].verb.filter(|_| joined)?;
        (self.group(group).tense == Tense::Subjunctive).then_some((group, next))
    }

    /// «این خبر که … درست نیست», «این ادعا را که … رد کرد»: a clause that tells what a report says, and the report is false
    /// or denied.
    fn is_told_untrue(&self, clause: usize) -> bool {
        let here = &self.list()[clause];
        let report = self.signs.report.with(self.signs.rumour);
        let g = self.scene.grammar();
        let told = here.antecedent.is_some_and(|a| {
            let marked = self.scene.word(a).is(g.object_marker);
            let noun = if marked { a.checked_sub(1) } else { Some(a) };
            noun.is_some_and(|n| self.may_be(n, report))
        });
        let told = told && here.subordinator.is_some();
        let Some(host) = here.parent.filter(|_| told && here.kind == ClauseKind::Relative) else { return false };
        let Some(at) = self.list()[host].verb else { return false };
        let verb = self.group(at);
        at != self.list()[clause].verb.unwrap_or(at)
            && (self.is_untrue(verb) || !verb.negative && self.denying.contains(&at))
    }

    /// «بدون آنکه …», «به جای آنکه …»: a clause that tells what did not happen.
    fn is_unrealised(&self, clause: usize) -> bool {
        self.list()[clause].subordinator.is_some_and(|s| self.may_be(s, self.signs.unrealised))
    }

    /// «نه … و نه …»: two clauses that are denied by the word at their head.
    fn is_neither(&self, clause: usize) -> bool {
        let neither = |i: &usize| self.may_be(*i, self.signs.neither);
        let all = (0..self.scene.sentence.words.len()).filter(neither).count();
        let start = self.list()[clause].start;
        let end = self.scene.sentence.words.len().min(start + 2);
        all > 1 && (start..end).any(|i| neither(&i) && self.scene.sentence.clauses.of_word[i] == clause)
    }

    /// What the governing verb makes of a clause in the subjunctive.
    fn govern(&self, governor: usize, found: &mut Factuality) {
        let Some(at) = self.list()[governor].verb else { return };
        let verb = self.group(at);
        let g = self.scene.grammar();
        let signs = &self.signs;
        let past = matches!(verb.tense, Tense::Past | Tense::Perfect);
        if g.can.contains(&verb.lemma) || verb.copula && self.bears(verb, signs.able) {
            found.negative |= verb.negative;
            // «توانستند نجات دهند»: they did; «نتوانستند», «قادر نبودند»: they did not.
            if past && (!verb.copula || verb.negative) {
                found.modality = Modality::Actual;
            }
        } else if g.want.contains(&verb.lemma) {
            found.negative |= verb.negative;
            found.modality = if past || self.asking.contains(&at) { Modality::Possible } else { Modality::Planned };
        } else if past && !verb.negative && self.bears(verb, signs.nearly) {
            // «نزدیک بود سقوط کند»: it did not.
            found.negative = true;
            found.modality = Modality::Actual;
        } else if self.bears(verb, signs.plan) {
            found.negative |= verb.negative;
            found.modality = Modality::Planned;
        } else if self.bears(verb, signs.implicative) {
            // «موفق شد … کند», «باعث شد … شود»: it happened as surely as what brought it about.
            let cause = self.of_clause(at, governor);
            found.negative ^= cause.negative;
            // «حاضر نیست … کند»: with the copula it tells an attitude.
            found.modality = if verb.copula && !past { Modality::Possible } else { cause.modality };
        } else if self.bears(verb, signs.prevent) {
            found.negative |= !verb.negative;
        } else if self.bears(verb, signs.permit) {
            found.negative |= self.of_clause(at, governor).negative;
            // «اجازه داده شود تا … بروند»
            if found.modality == Modality::Planned {
                found.modality = Modality::Possible;
            }
        }
    }

    /// The clause on which a subjunctive clause depends: its parent, or the one directly before it.
    fn governor(&self, clause: usize) -> Option<usize> {
        let list = self.list();
        let here = &list[clause];
        // «قرار است … سفر کرده و … دیدار کند»
        let shares =
            |c: &usize| self.verb_of(*c).and_then(|v| self.finished_by(v, *c)).is_some_and(|(_, n)| n == clause);
        if let Some(first) = here.joined_to.filter(|c| shares(c) && list[*c].parent.or(list[*c].joined_to).is_some()) {
            return self.governor(first);
        }
        let parent = here.parent.or(here.joined_to)?;
        let g = self.scene.grammar();
        let governing = self
            .signs
            .plan
            .with(self.signs.implicative)
            .with(self.signs.prevent)
            .with(self.signs.permit)
            .with(self.signs.hope);
        let governs = |c: usize| {
            self.verb_of(c)
                .is_some_and(|v| g.can.contains(&v.lemma) || g.want.contains(&v.lemma) || self.bears(v, governing))
        };
        // «می‌گوید قرار است مردی که … بود، بازگردانده شود»: without conjunction it is joined to what governs it.
        let bare = here.subordinator.is_none() && self.scene.word(here.start).pos() != Pos::Cconj;
        if let Some(before) = here.joined_to.filter(|c| bare && governs(*c)) {
            return Some(before);
        }
        // «نتوانست قطعنامه‌ای را که … بود، تصویب کند»: a relative clause in between governs nothing.
        let between = here.subordinator.is_none()
            && here.parent.is_some()
            && list[parent].kind == ClauseKind::Relative
            && self.verb_of(parent).is_some()
            && !governs(parent);
        let described = || list[parent].antecedent.map(|a| self.scene.sentence.clauses.of_word[a]);
        let mut found = if between {
            described()
                .filter(|c| list[*c].verb.is_none() && *c != clause)
                .or_else(|| self.holding(parent))
                .or_else(described)?
        } else {
            parent
        };
        // «قرار است | مردی که … بود، بازگردانده شود»: what stands before the description has its verb further on.
        while list[found].verb.is_none() {
            found = list[found].joined_to.or(list[found].parent).filter(|c| *c < found)?;
        }
        Some(found)
    }

    /// Whether a clause opens with a conjunction of condition; «مگر» with a statement only contrasts.
    fn is_condition(&self, clause: usize) -> bool {
        let here = &self.list()[clause];
        if self.is_unrealised(clause) {
            return false;
        }
        let contrast = here.subordinator.is_some_and(|s| {
            let word = self.scene.word(s);
            word.is(self.scene.grammar().unless) && !word.is(self.scene.grammar().that)
        }) && self.verb_of(clause).is_some_and(|v| v.tense != Tense::Subjunctive);
        here.kind == ClauseKind::Conditional && !contrast
    }

    /// The result of a condition is as hypothetical as the condition.
    fn hangs_on_condition(&self, clause: usize, verb: &VerbGroup) -> bool {
        let list = self.list();
        let here = &list[clause];
        let subjunctive = |c: usize| self.verb_of(c).is_some_and(|v| v.tense == Tense::Subjunctive);
        let opens = self.signs.lasting.with(self.signs.whenever);
        let lasting = |c: usize| list[c].subordinator.is_some_and(|s| self.scene.word(s).is(opens));
        if lasting(clause) && subjunctive(clause) {
            return true;
        }
        let past = matches!(verb.tense, Tense::Past | Tense::Perfect);
        let hypothetical = list.iter().enumerate().any(|(n, c)| {
            let parent = self.holding(n);
            let child = parent == Some(clause)
                || (here.joined_to == Some(0) && parent == Some(0))
                || (here.joined_to == Some(n) && lasting(n));
            let condition = self.is_condition(n) && !self.is_told(verb, c.start);
            // «تا زمانی که … نشود، …», «هر کس که … کند، …»
            let until = lasting(n) && subjunctive(n) && !past && !self.is_told(verb, c.start);
            let whoever = c.kind == ClauseKind::Relative
                && subjunctive(n)
                && verb.tense != Tense::Subjunctive
                && !past
                && c.end <= verb.start()
                && verb.modal.is_none();
            child && (condition || until || (whoever && here.kind != ClauseKind::Purpose))
        });
        // «در صورت تأیید، … خواهد شد»
        let given = || {
            here.slots.iter().any(|s| {
                let preposition = self.scene.sentence.phrases[s.phrase].preposition;
                preposition.is_some_and(|p| self.scene.word(p).is(self.signs.condition))
            })
        };
        hypothetical || (!past && given())
    }

    /// The clause with a verb on which a clause hangs.
    fn holding(&self, clause: usize) -> Option<usize> {
        let list = self.list();
        let mut parent = list[clause].parent?;
        while list[parent].verb.is_none() {
            parent = list[parent].parent?;
        }
        Some(parent)
    }

    /// Whether a condition that begins here is what the verb tells, and not what it hangs on: it follows a verb of
    /// saying, or a verb of something past.
    fn is_told(&self, verb: &VerbGroup, start: usize) -> bool {
        let speech = self.scene.word(verb.main).is(self.signs.speech);
        start >= verb.words.end && (speech || matches!(verb.tense, Tense::Past | Tense::Perfect))
    }

    /// An adverb of doubt stands in the clause, or it tells what is rumoured or supposed.
    fn is_doubted(&self, clause: usize) -> bool {
        let clauses = &self.scene.sentence.clauses;
        let adverb = clauses.of_word.iter().enumerate().any(|(i, c)| {
            *c == clause && !self.scene.word(i).pos().is_nominal() && self.scene.word(i).is(self.signs.doubt)
        });
        let here = &clauses.list[clause];
        // Without conjunction the clause after the rumour is joined to it («شایعه می‌کند … کشته شده است»).
        let bare = here.joined_to.filter(|_| self.scene.word(here.start).pos() != Pos::Cconj);
        let teller = here.parent.or(bare).and_then(|p| self.verb_of(p));
        let rumoured = !matches!(here.kind, ClauseKind::Adverbial | ClauseKind::Purpose)
            && teller.is_some_and(|v| self.bears(v, self.signs.rumour));
        adverb || rumoured
    }

    /// A present tense that tells what is to come: with a future date, by a decree or agreement, or beside a clause in
    /// the future.
    fn is_to_come(&self, clause: usize) -> bool {
        self.verb_of(clause).is_some_and(|v| self.is_present(v))
            && (self.has_future_date(clause)
                || self.is_decreed(clause)
                || self.is_scheduled(clause)
                || self.is_after_what_comes(clause)
                || self.is_beside_future(clause))
    }

    fn has_future_date(&self, clause: usize) -> bool {
        let of_word = &self.scene.sentence.clauses.of_word;
        of_word.iter().enumerate().any(|(i, c)| *c == clause && self.is_future_date(i))
    }

    /// «تا پایان سال»
    pub fn is_term(&self, phrase: &Phrase) -> bool {
        let g = self.scene.grammar();
        let Some(preposition) = phrase.preposition else { return false };
        let term = self.scene.word(preposition).is(self.signs.term)
            || self.may_be(preposition, self.signs.until)
                && phrase.words.clone().any(|w| self.may_be(w, self.signs.term));
        term && phrase.words.clone().any(|w| self.scene.word(w).is(g.time.with(g.month)))
    }

    /// «زندگی آینده» is no date; «سال آینده» is one, and so is «فردا» alone.
    pub fn is_future_date(&self, i: usize) -> bool {
        let g = self.scene.grammar();
        let dates = |i: usize| {
            let before = i.checked_sub(1);
            let word = self.scene.word(i);
            word.pos() != Pos::Adj
                || before.is_none_or(|b| {
                    let noun = self.scene.word(b);
                    !noun.pos().is_nominal()
                        || noun.is(g.time.with(g.weekday).with(g.month))
                        || self.nouns.contains(&b)
                        || noun.number.is_some()
                })
        };
        self.may_be(i, self.signs.future) && dates(i)
    }

    /// «بر پایه این توافق، … صادر می‌کند»
    fn is_decreed(&self, clause: usize) -> bool {
        let list = self.list();
        let decreed = |c: usize| {
            list[c].slots.iter().any(|s| {
                let phrase = &self.scene.sentence.phrases[s.phrase];
                let based = phrase.preposition.is_some_and(|p| {
                    let word = self.scene.word(p);
                    !word.is(self.signs.governed) && !word.is(self.signs.inside)
                });
                based
                    && matches!(s.kind, SlotKind::Oblique(_))
                    && phrase.words.end <= list[c].end
                    && self.may_be(phrase.head, self.signs.decree)
            })
        };
        let here = &list[clause];
        let stative = self.verb_of(clause).is_some_and(|v| v.copula);
        !stative && (decreed(clause) || here.joined_to.is_some_and(decreed))
    }

    /// «مراسم روز سوم خرداد برگزار می‌شود»: a support verb in the present with a date that does not come again and again,
    /// or any verb with a day of a month.
    fn is_scheduled(&self, clause: usize) -> bool {
        let g = self.scene.grammar();
        let here = &self.list()[clause];
        let held = here.verb.is_some_and(|v| self.support_at(v) == Some("happen"))
            || here.verb.is_some_and(|v| self.launching.contains(&v));
        let stative = self.verb_of(clause).is_none_or(|v| {
            v.copula || self.scene.word(v.main).is(self.signs.speech) || self.bears(v, self.signs.hope)
        });
        // «تا پایان سال افتتاح می‌شود»
        let within = |s: &Slot| self.is_term(&self.scene.sentence.phrases[s.phrase]);
        if !stative && here.slots.iter().any(within) {
            return true;
        }
        // «با سه ماه تأخیر ۲۹ سرطان برگزار می‌شود»: the day may stand in a longer phrase.
        let past = |c: usize| {
            let words = &self.scene.sentence.clauses.of_word;
            words.iter().enumerate().any(|(i, of)| *of == c && self.may_be(i, self.signs.each.with(self.signs.past)))
        };
        let day = |i: usize| self.scene.word(i).number.is_some() && self.scene.word(i + 1).is(g.month);
        let dated = || {
            (here.start..here.end.saturating_sub(1)).any(|i| self.scene.sentence.clauses.of_word[i] == clause && day(i))
        };
        // «امسال هفت خط مترو افتتاح می‌شود»
        let timed = || {
            let words = &self.scene.sentence.clauses.of_word;
            here.verb.is_some_and(|v| self.launching.contains(&v))
                && words.iter().enumerate().any(|(i, of)| *of == clause && self.scene.word(i).is(g.time))
        };
        if held && (dated() || timed()) && !past(clause) {
            return true;
        }
        here.slots.iter().any(|s| {
            let phrase = &self.scene.sentence.phrases[s.phrase];
            let month = !stative
                && s.kind == SlotKind::Adverbial
                && self.scene.word(phrase.words.start).number.is_some()
                && phrase.words.clone().any(|w| self.scene.word(w).is(g.month));
            // «روز سه‌شنبه در نشست شرکت می‌کند»; but «روزهای سه‌شنبه»
            let weekday = !stative
                && s.kind == SlotKind::Adverbial
                && phrase.words.clone().any(|w| self.scene.word(w).is(g.weekday))
                && !phrase.words.clone().any(|w| self.scene.word(w).has(Features::PLURAL));
            let date = weekday || held && self.scene.word(phrase.head).is(g.time.with(g.weekday).with(g.month));
            matches!(s.kind, SlotKind::Adverbial | SlotKind::Oblique(_))
                && (date || month)
                && !phrase.words.clone().any(|w| self.may_be(w, self.signs.each.with(self.signs.past)))
        })
    }

    /// «وقتی از سفر بازگردد، … دیدار می‌کند»: a time clause in the subjunctive is still to come, and so is what it dates.
    fn is_after_what_comes(&self, clause: usize) -> bool {
        self.list().iter().enumerate().any(|(n, c)| {
            self.holding(n) == Some(clause)
                && c.subordinator.is_some_and(|s| self.scene.word(s).is(self.signs.when))
                && self.verb_of(n).is_some_and(|v| v.tense == Tense::Subjunctive && v.modal.is_none())
                && self.verb_of(clause).is_some_and(|v| !self.scene.word(v.main).is(self.signs.speech))
        })
    }

    /// «واگذار می‌شود و بهای آن دریافت خواهد شد»
    fn is_beside_future(&self, clause: usize) -> bool {
        let list = self.list();
        let here = &list[clause];
        let future = |c: usize| self.verb_of(c).is_some_and(|v| v.future);
        let told = here.verb.is_some_and(|v| {
            let verb = self.group(v);
            let foretells = self.bears(verb, self.signs.hope.with(self.signs.plan));
            verb.copula || self.scene.word(verb.main).is(self.signs.speech) || foretells
        });
        let next = list.iter().enumerate().any(|(n, c)| c.joined_to == Some(clause) && n > clause && future(n));
        let last = here.joined_to.filter(|_| self.scene.word(here.start).pos() == Pos::Cconj).is_some_and(future);
        !told && (next || last)
    }

    /// Whether a verb stands in a clause that is the complement of the verb that promises or threatens.
    pub fn is_complement(&self, draft: &EventDraft) -> bool {
        matches!(draft.anchor, Anchor::Verb { clause, .. } if self.list()[clause].kind == ClauseKind::Complement)
    }

    /// Whether the clause of a word, another than that of `outer`, tells something past.
    pub fn is_in_past_clause(&self, word: usize, outer: usize) -> bool {
        let of_word = &self.scene.sentence.clauses.of_word;
        let past = |v: &VerbGroup| matches!(v.tense, Tense::Past | Tense::Perfect) && !v.future;
        of_word[word] != of_word[outer] && self.verb_of(of_word[word]).is_some_and(past)
    }

    /// Whether an event is told by a copula or a verb of having, or by a noun beside one.
    pub fn is_stative(&self, draft: &EventDraft) -> bool {
        let verb = match draft.anchor {
            Anchor::Verb { group, .. } => Some(self.group(group)),
            Anchor::Noun { word } => self.verb_of(self.scene.sentence.clauses.of_word[word]),
        };
        verb.is_some_and(|v| self.is_present(v) && (v.copula || self.scene.grammar().have.contains(&v.lemma)))
    }

    /// Whether the clause forbids what stands in it: its verb has an element or a predicate of prohibition.
    pub fn forbids(&self, verb: &VerbGroup) -> bool {
        // «ممنوع اعلام شد»
        let declared = verb.start().checked_sub(1).is_some_and(|b| self.may_be(b, self.signs.ban));
        !verb.negative && (declared || self.bears(verb, self.signs.ban))
    }
}
