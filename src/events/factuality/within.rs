//! What its clause says of a nominal event: that it happened, is planned, kept off, forbidden, not there, false.

use super::{Factuality, View, is_held, is_unwilled};
use crate::analysis::{Clause, Phrase, Slot, SlotKind, VerbGroup};
use crate::rules::lexicon::{Pos, Tense};
use crate::schema::{EventType, Modality};

impl View<'_> {
    /// What the clause says of the event.
    pub fn in_clause(&self, n: usize, root: usize, word: usize, direct: bool, kind: EventType, found: &mut Factuality) {
        let phrases = &self.scene.sentence.phrases;
        let signs = &self.signs;
        let c = self.scene.sentence.clauses.of_word[phrases[n].head];
        let clause = &self.scene.sentence.clauses.list[c];
        let Some(v) = clause.verb else { return };
        let verb = &self.scene.sentence.groups[v];
        let kind_of = |phrase: usize| clause.slots.iter().find(|s| s.phrase == phrase).map(|s| s.kind);
        let core_kind =
            |k: Option<SlotKind>| matches!(k, Some(SlotKind::Subject | SlotKind::Object | SlotKind::Predicate));
        // «دور دوم مذاکرات برگزار نشد», read as «around the second …».
        let round = direct && phrases[n].preposition.is_some_and(|p| self.may_be(p, signs.phase));
        let core = core_kind(kind_of(n)) || round;
        let held = is_held(kind);
        let root_core = core_kind(kind_of(root));
        // «خبر بازداشت او صحت ندارد», «شایعه خواند»
        // «هر گونه معامله را شایعه خواند»
        let passing = |i: usize| self.may_be(i, signs.report.with(signs.phase).with(signs.each).with(signs.classifier));
        let told = direct || (phrases[n].words.start..word).all(passing);
        if self.is_untrue(verb) && told && (root_core || self.is_reported(clause)) {
            found.negative = true;
            found.modality = Modality::Actual;
            return;
        }
        let governed = self.follows_element(verb, word)
            || (root == n && self.is_governed(&phrases[n]) && !self.is_attendant(&phrases[n]));
        // «خطر انفجار را برطرف کردند»
        let risked = direct || found.modality != Modality::Actual;
        if (core || governed) && risked && self.bears(verb, signs.prevent) {
            // «نتوانست مانع حمله شود»: what was not kept off happened.
            found.negative = !self.is_denied_clause(word);
            found.modality = if found.negative { Modality::Possible } else { Modality::Actual };
            return;
        }
        if self.is_missed(v, n, word, kind, found) {
            return;
        }
        // «سفر او به تعویق افتاد», «انتخابات برای پاییز برنامه‌ریزی شده است»
        let arranged = !verb.copula && self.bears(verb, signs.arranged);
        // «انتخابات در راه است»
        let coming = verb.copula && verb.words.start.checked_sub(1).is_some_and(|b| self.may_be(b, signs.coming));
        let arranged = arranged || coming;
        if core && direct && !verb.negative && (arranged || self.bears(verb, signs.postpone)) {
            found.modality = Modality::Planned;
            return;
        }
        if core && self.forbids(verb) {
            found.negative = true;
            found.modality = Modality::Possible;
            return;
        }
        let clause_found = self.of_clause(v, c);
        let about = phrases[n].preposition.is_some_and(|p| self.scene.word(p).is(signs.topic));
        let act = matches!(
            kind,
            EventType::Stop | EventType::Launch | EventType::Release | EventType::Concede | EventType::Legislate
        );
        if about && direct && found.modality == Modality::Actual {
            // «درباره پایان جنگ گفت‌وگو می‌کنند»: an act that is talked about is not done; but «درباره مذاکرات».
            if self.talking.contains(&v) {
                found.modality = if act { Modality::Possible } else { Modality::Actual };
                return;
            }
            // «درباره خروج نیروها به تفاهم رسیدند»
            if act && self.agreeing.contains(&v) {
                found.modality = if verb.negative { Modality::Possible } else { Modality::Planned };
                return;
            }
        }
        // «با قحطی روبه‌رو خواهند شد»
        let met = phrases[n].preposition.is_some() && self.support_of(verb) == Some("undergo");
        if met && direct && root == n && found.modality == Modality::Actual && clause_found.modality != Modality::Actual
        {
            *found = clause_found;
            return;
        }
        // «مذاکرات قرار است فردا برگزار شود»: before what plans it.
        let planned = verb.copula && word < verb.start() && direct && self.bears(verb, signs.plan);
        let held_then = self.scene.sentence.clauses.list.iter().position(|d| {
            let hangs = d.parent == Some(c) || d.joined_to == Some(c);
            hangs
                && d.verb.is_some_and(|v| {
                    self.scene.sentence.groups[v].tense == Tense::Subjunctive
                        && matches!(self.support_at(v), Some("happen" | "begin" | "continue"))
                })
        });
        if let Some(d) = held_then.filter(|_| planned && (core || root == n))
            && let Some(v) = self.scene.sentence.clauses.list[d].verb
        {
            *found = self.of_clause(v, d);
            return;
        }
        // «از بازگشایی مدارس اطمینان داد»
        let beside = self.is_attendant(&phrases[n])
            || phrases
                .iter()
                .any(|o| Some(o.words.end) == phrases[n].preposition && self.nouns.iter().any(|e| o.words.contains(e)));
        let promised = self.is_governed(&phrases[n]) && !beside && self.pledging.contains(&v);
        if promised && direct && found.modality == Modality::Actual && !is_unwilled(kind) {
            found.modality = if verb.negative { Modality::Possible } else { Modality::Planned };
            return;
        }
        // «باید مورد حمایت قرار گیرد»
        let undergone = phrases[n].head + 1 == word && self.may_be(phrases[n].head, signs.undergo);
        if undergone && self.support_at(v) == Some("undergo") {
            *found = clause_found;
            return;
        }
        if governed && direct && self.bears(verb, signs.implicative) {
            found.negative |= clause_found.negative;
            if found.modality == Modality::Actual {
                found.modality = clause_found.modality;
            }
            return;
        }
        // «قادر به توافق نیستند»
        if governed && direct && verb.copula && self.bears(verb, signs.able) {
            found.negative |= verb.negative;
            let past = matches!(verb.tense, Tense::Past | Tense::Perfect);
            found.modality = if past && verb.negative { Modality::Actual } else { Modality::Possible };
            return;
        }
        // «با افزایش قیمت مخالف نیست», «وقوع سیل محتمل است», «بر عقب‌نشینی تأکید کردند», «نسبت به وقوع سیل هشدار داد»
        let undergoes = self.support_at(v) == Some("undergo");
        let predicated = (verb.copula || undergoes) && self.bears(verb, signs.hope);
        let told = self.scene.pack.events.spared.contains(&kind);
        let urged = !is_unwilled(kind) && !told && !self.is_attendant(&phrases[n]) && self.bears(verb, signs.urge);
        let warned =
            phrases[n].preposition.is_some_and(|p| self.scene.word(p).is(signs.topic)) && self.bears(verb, signs.hope);
        if direct && ((governed || core) && predicated || self.is_governed(&phrases[n]) && urged || warned) {
            found.modality = Modality::Possible;
            return;
        }
        // «تلاش برای ترور او ناکام ماند»
        let fails = self.support_at(v) == Some("fail");
        if fails && root_core && root != n && found.modality == Modality::Planned && !verb.negative {
            found.negative = true;
            found.modality = Modality::Actual;
            return;
        }
        // «در نجات او ناکام ماندند», «در دستیابی به توافق ناکام ماندند»
        let inside = phrases[root].preposition.is_some_and(|p| self.scene.word(p).is(signs.inside));
        let aimed = root == n || self.may_be(phrases[root].head, signs.phase);
        if inside && aimed && direct && !held && !is_unwilled(kind) && !verb.negative && self.bears(verb, signs.failed)
        {
            found.negative = true;
            return;
        }
        if found.modality != Modality::Actual {
            return;
        }
        // «این قراردادها شامل فروش … است»
        let agreed = verb.copula
            && clause.slots.iter().any(|s| {
                let head = phrases[s.phrase].head;
                s.kind == SlotKind::Subject && head < word && self.may_be(head, signs.intent)
            });
        // «قرار است در دیدار با …» at the end of a page that was cut off.
        let cut_off = word >= verb.words.end && self.bears(verb, signs.plan);
        if (agreed || cut_off) && direct {
            found.modality = Modality::Planned;
            return;
        }
        // «پیشنهاد دولت افزایش مالیات است»
        let proposed = verb.copula
            && !is_unwilled(kind)
            && !self.scene.pack.events.spared.contains(&kind)
            && clause.slots.iter().any(|s| {
                let head = phrases[s.phrase].head;
                s.kind == SlotKind::Subject
                    && head < word
                    && !phrases[n].words.contains(&head)
                    && self.may_be(head, signs.hope)
            });
        if proposed && direct && root == n && phrases[n].preposition.is_none() {
            found.modality = Modality::Possible;
            return;
        }
        // «تا تشکیل مجلس صبر خواهند کرد», «پس از افتتاح آن …»
        let later = phrases[n].preposition.is_some_and(|p| self.may_be(p, signs.later));
        if later && direct && !verb.perfect && clause_found.modality != Modality::Actual && !clause_found.hypothetical {
            found.modality = Modality::Planned;
            return;
        }
        // «با توجه به وعده دولت … خواهد کرد»: what a plan rests on is there.
        let because =
            phrases[root].preposition.is_some_and(|p| self.scene.word(p).is(signs.because.with(signs.source)));
        if core && direct {
            let support = self.support_at(v);
            // «مذاکرات به پایان نرسید», «نشست به تعویق نیفتاد», «فرمان را لغو نکرد»: what ends was there.
            if matches!(support, Some("end" | "postpone")) || support == Some("fail") && verb.negative {
                return;
            }
            if support.is_some() {
                found.negative = clause_found.negative;
                found.modality = clause_found.modality;
                found.hypothetical = clause_found.hypothetical;
            } else if clause_found.modality != Modality::Actual && verb.tense != Tense::Perfect {
                found.modality = clause_found.modality;
            }
        } else if clause_found.modality == Modality::Planned && !is_unwilled(kind) && !because {
            // What stands beside a plan is still to come.
            found.modality = clause_found.modality;
        }
    }

    /// «حمله تلفات نداشت», «خسارتی گزارش نشده», «خبری از آتش‌بس نیست»: what is said not to be there, not to be reported
    /// or not to be confirmed.
    fn is_missed(&self, v: usize, n: usize, word: usize, kind: EventType, found: &mut Factuality) -> bool {
        let phrases = &self.scene.sentence.phrases;
        let signs = &self.signs;
        let verb = &self.scene.sentence.groups[v];
        if !verb.negative || word >= verb.words.start {
            return false;
        }
        let adjective = |i: usize| self.scene.word(i).readings.iter().any(|r| r.pos == Pos::Adj);
        let beside = (word + 1..verb.words.start).all(adjective);
        let had = self.scene.grammar().have.contains(&verb.lemma) && beside;
        let traced = phrases[n].preposition.is_some_and(|p| {
            let before = p.checked_sub(1).is_some_and(|b| self.may_be(b, signs.trace));
            before && self.is_governed(&phrases[n]) && phrases[n].head == word
        });
        if had || traced {
            found.negative = true;
            return true;
        }
        let harm = matches!(kind, EventType::Die | EventType::Injure | EventType::Damage);
        if harm && phrases[n].preposition.is_none() && self.bears(verb, signs.report) {
            found.negative = true;
            return true;
        }
        let clause = &self.scene.sentence.clauses.list[self.scene.sentence.clauses.of_word[phrases[n].head]];
        // «از آزادی او گزارشی منتشر نشده»
        if self.is_governed(&phrases[n]) && phrases[n].head == word && self.is_reported(clause) {
            found.modality = Modality::Possible;
            return true;
        }
        let core = |s: &Slot| s.phrase == n && matches!(s.kind, SlotKind::Subject | SlotKind::Object);
        if clause.slots.iter().any(core) && self.bears(verb, signs.confirm) {
            found.modality = Modality::Possible;
            return true;
        }
        false
    }

    /// «صحت ندارد», «کذب است», «شایعه خواند»
    pub fn is_untrue(&self, verb: &VerbGroup) -> bool {
        (verb.negative && self.bears(verb, self.signs.truth))
            || (!verb.negative && self.bears(verb, self.signs.falsehood))
    }

    /// Whether the phrase stands beside the clause, with what it tells («با انتقاد از …»).
    fn is_attendant(&self, phrase: &Phrase) -> bool {
        let verb = self.clause_of(phrase.head).1;
        let copula = verb.is_some_and(|v| v.copula);
        !copula && phrase.preposition.is_some_and(|p| self.scene.word(p).is(self.scene.grammar().attendant))
    }

    /// Whether a court finds somebody guilty in the clause, so that the offence is no mere charge.
    pub fn convicts(&self, word: usize) -> bool {
        let clause = self.scene.sentence.clauses.of_word[word];
        self.scene.sentence.clauses.list[clause].verb.is_some_and(|v| self.sentencing.contains(&v))
    }

    /// Whether what the clause tells of is a report.
    fn is_reported(&self, clause: &Clause) -> bool {
        clause.slots.iter().any(|s| {
            let phrase = &self.scene.sentence.phrases[s.phrase];
            matches!(s.kind, SlotKind::Subject | SlotKind::Object)
                && phrase.words.clone().any(|w| self.may_be(w, self.signs.report))
        })
    }

    /// «موفق به دستگیری … شد», «موجب کاهش … شد»: between the element and its verb.
    fn follows_element(&self, verb: &VerbGroup, word: usize) -> bool {
        verb.elements.iter().any(|e| e.words.end <= word && word < verb.words.start)
    }
}
