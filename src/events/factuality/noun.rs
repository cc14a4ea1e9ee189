//! Polarity and modality of a nominal event: by the words before and after it in its phrase, by the phrases on which it
//! hangs, and by its clause.

use super::{Factuality, View, is_unwilled};
use crate::analysis::{Clause, ClauseKind, Phrase, SlotKind, VerbGroup};
use crate::rules::lexicon::{Pos, Tense};
use crate::schema::{EventType, Modality};
use crate::text::TokenKind;
use crate::events::{Anchor, EventDraft};

impl View<'_> {
    /// A nominal event takes the factuality of what governs it.
    pub fn of_noun(&self, word: usize, kind: EventType) -> Factuality {
        let phrases = &self.scene.sentence.phrases;
        if let Some(shared) = self.shared_verb(word) {
            return shared;
        }
        let Some(n) = phrases.iter().position(|p| p.words.contains(&word)) else { return Factuality::ACTUAL };
        if self.is_held_back(word) {
            return Factuality { negative: true, modality: Modality::Possible, ..Factuality::ACTUAL };
        }
        if self.is_put_off(n) || self.is_within_plan(n, word) || self.is_described_as_planned(word) {
            return Factuality { modality: Modality::Planned, existing: true, ..Factuality::ACTUAL };
        }
        if self.is_existing(n, word) {
            return Factuality { existing: true, ..Factuality::ACTUAL };
        }
        let mut found = Factuality::ACTUAL;
        let direct = self.is_direct(&phrases[n], word);
        self.inside_phrase(&phrases[n], word, kind, &mut found);
        // «خواستار توقف جنگ و آزادی گروگان‌ها»: what governs the first of joined phrases governs all.
        let mut first = n;
        while let Some(before) = self.joined_before(first) {
            first = before;
        }
        if first != n && (direct || !is_unwilled(kind)) {
            self.signs_shared(&phrases[first], &mut found);
        }
        self.dated_to_come(n, word, kind, &mut found);
        self.before_phrase(first, direct, kind, &mut found);
        let root = self.along_owners(first, direct, kind, &mut found);
        self.in_clause(first, root, word, direct, kind, &mut found);
        found
    }

    /// The phrase to which one is joined by «و», with or without the analysis having said so.
    fn joined_before(&self, n: usize) -> Option<usize> {
        let phrases = &self.scene.sentence.phrases;
        let phrase = &phrases[n];
        if phrase.preposition.is_some() {
            return None;
        }
        let before = n.checked_sub(1)?;
        let and = phrase.words.start.checked_sub(1)?;
        let near = phrases[before].words.end == and && self.scene.word(and).is(self.scene.grammar().and);
        phrase.joined_to.filter(|b| *b < n).or_else(|| near.then_some(before))
    }

    /// What stands before the first event of a phrase holds for what is joined to it, too.
    fn signs_shared(&self, phrase: &Phrase, found: &mut Factuality) {
        let event = self.nouns.iter().copied().find(|e| phrase.words.contains(e));
        for i in phrase.words.start..event.unwrap_or(phrase.words.start) {
            self.sign(i, phrase.head, found);
        }
    }

    /// «دستگیر و … تحویل داده شود», «را بازداشت و محاکمه کند»: the verb of what is joined says how it is meant.
    fn shared_verb(&self, word: usize) -> Option<Factuality> {
        let g = self.scene.grammar();
        let joined = self.scene.sentence.words.get(word + 1).is_some_and(|w| w.is(g.and));
        let marked = word.checked_sub(1).is_some_and(|b| self.scene.word(b).is(g.object_marker));
        if !joined || !(marked || self.scene.word(word).pos() == Pos::Adj) {
            return None;
        }
        let clauses = &self.scene.sentence.clauses.list;
        let next = self.scene.sentence.groups.iter().position(|v| v.words.start > word + 1)?;
        let clause = clauses.iter().position(|c| c.verb == Some(next))?;
        Some(self.of_clause(next, clause))
    }

    /// «این سفر به تعویق افتاد»
    fn is_put_off(&self, n: usize) -> bool {
        let phrase = &self.scene.sentence.phrases[n];
        let (c, verb) = self.clause_of(phrase.head);
        let slots = &self.scene.sentence.clauses.list[c].slots;
        let core = slots.iter().any(|s| s.phrase == n && matches!(s.kind, SlotKind::Subject | SlotKind::Object));
        core && verb.is_some_and(|v| !v.negative && !v.copula && self.bears(v, self.signs.postpone))
    }

    /// «در این سفر … دیدار خواهد کرد», «در آستانه این نشست»: what something to come happens in is to come.
    fn is_within_plan(&self, n: usize, word: usize) -> bool {
        let phrase = &self.scene.sentence.phrases[n];
        let Some(p) = phrase.preposition.filter(|_| self.is_taken_up(n, word)) else { return false };
        let (c, verb) = self.clause_of(word);
        let to_come = verb.is_some_and(|v| {
            let group = self.scene.sentence.groups.iter().position(|o| o.words == v.words);
            let found = group.map_or(Factuality::ACTUAL, |v| self.of_clause(v, c));
            found.modality == Modality::Planned && !found.hypothetical && word < v.words.start
        });
        let preposition = self.scene.word(p);
        preposition.is(self.signs.intent) || preposition.is(self.signs.inside) && to_come
    }

    /// «این نشست که فردا برگزار می‌شود»: what a clause about it says.
    fn is_described_as_planned(&self, word: usize) -> bool {
        let list = &self.scene.sentence.clauses.list;
        list.iter().enumerate().any(|(c, clause)| {
            let about = clause.kind == ClauseKind::Relative
                && clause.antecedent.is_some_and(|a| a == word || a == word + 1 && self.scene.word(a).is(self.scene.grammar().object_marker));
            let Some(v) = clause.verb.filter(|_| about) else { return false };
            let held = crate::events::fill::support_name(self.scene, v) == Some("happen");
            let host = clause.parent.and_then(|p| self.verb_of(p)).is_some_and(|h| h.future);
            let found = self.of_clause(v, c);
            let verb = &self.scene.sentence.groups[v];
            held && !found.negative && (found.modality == Modality::Planned || host && self.is_present(verb))
        })
    }

    /// «جلوی افزایش قیمت‌ها را بگیرد»: a word for the place before it, and the verb that holds it back there.
    fn is_held_back(&self, word: usize) -> bool {
        let near = (0..word).rev().find(|i| !self.may_be(*i, self.signs.phase));
        let front = near.is_some_and(|i| self.may_be(i, self.signs.front));
        let verb = self.scene.sentence.groups.iter().find(|v| v.words.start > word && !v.attributive);
        front && verb.is_some_and(|v| !v.negative && self.scene.word(v.main).is(self.signs.holding))
    }

    /// Whether a noun tells something that is there whatever the sentence plans or wishes: a demonstrative or a past time
    /// stands by it, or a word that presupposes it («توقف جنگ», «به درگیری‌ها پایان دهند»).
    fn is_existing(&self, n: usize, word: usize) -> bool {
        let phrase = &self.scene.sentence.phrases[n];
        let signs = &self.signs;
        let dated = (word + 1..phrase.words.end).any(|i| self.may_be(i, signs.past))
            || phrase.preposition.is_some_and(|p| self.scene.word(p).is(signs.existing));
        // The nearest sign decides: in «خواستار توقف جنگ» that of the stop.
        let other = signs.hope.with(signs.intent).with(signs.lack).with(signs.prevent).with(signs.rumour);
        let nearest = (phrase.words.start.saturating_sub(1)..word).rev().find(|i| {
            self.may_be(*i, signs.existing.with(other)) && (*i >= phrase.words.start || self.is_infinitive(*i + 1))
        });
        let presupposed = nearest.is_some_and(|i| self.may_be(i, signs.existing));
        self.is_taken_up(n, word) || dated || presupposed || self.presupposed_by_verb(n, word)
    }

    fn is_infinitive(&self, word: usize) -> bool {
        self.scene.word(word).reading.verb.is_some_and(|v| v.tense == Tense::Infinitive)
    }

    /// «این نشست»; but not where the sentence itself tells that it is held («این نشست فردا برگزار می‌شود»), nor with a
    /// word that counts its parts («دور بعدی این مذاکرات»).
    fn is_taken_up(&self, n: usize, word: usize) -> bool {
        let phrase = &self.scene.sentence.phrases[n];
        let pointed = word.checked_sub(1).is_some_and(|b| {
            // «چنین دیداری» is any of its kind.
            let word = self.scene.word(b);
            word.is(self.scene.grammar().demonstrative) && !word.is(self.signs.generic) && word.pos() != Pos::Pron
        });
        let part = (phrase.words.start..word).any(|i| self.may_be(i, self.signs.phase));
        let clause = &self.scene.sentence.clauses.list[self.scene.sentence.clauses.of_word[phrase.head]];
        let held = clause.verb.and_then(|v| crate::events::fill::support_name(self.scene, v));
        let subject =
            clause.slots.iter().any(|s| s.phrase == n && matches!(s.kind, SlotKind::Subject | SlotKind::Object));
        pointed && !part && !(subject && matches!(held, Some("happen" | "perform" | "begin")))
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
        // «راه‌های پایان دادن به جنگ»
        let ended = phrase.preposition.filter(|_| self.is_governed(phrase)).and_then(|p| p.checked_sub(2)).is_some_and(|b| {
            self.is_infinitive(b + 1) && self.may_be(b, self.signs.existing)
        });
        let hangs = hangs || ended;
        direct && (hangs || complement && verb.is_some_and(|v| self.bears(v, self.signs.existing)))
    }

    /// Whether the noun heads its phrase, but for words that only say which part of it («دور دوم مذاکرات», «وقوع سیل»).
    fn is_direct(&self, phrase: &Phrase, word: usize) -> bool {
        let round = phrase.preposition.is_some_and(|p| self.may_be(p, self.signs.phase));
        phrase.head == word
            || (phrase.head < word
                && (round || self.may_be(phrase.head, self.signs.phase))
                && !self.nouns.iter().any(|e| (phrase.head..word).contains(e)))
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

    fn is_governed(&self, phrase: &Phrase) -> bool {
        phrase
            .preposition
            .is_some_and(|p| self.scene.word(p).is(self.signs.governed) && !self.scene.word(p).is(self.signs.inside))
    }

    /// Words of negation, lack, hope, plan and prevention in its own phrase.
    fn inside_phrase(&self, phrase: &Phrase, word: usize, kind: EventType, found: &mut Factuality) {
        let signs = &self.signs;
        let held = matches!(kind, EventType::Meet | EventType::Visit | EventType::Talk | EventType::Gather | EventType::Elect);
        for i in phrase.words.start..word {
            // «لغو سفر»; but «لغو تحریم‌ها»
            found.negative |= held && i + 1 == word && self.may_be(i, signs.cancel);
            // «خواستار بررسی حمله»: what is demanded is the inquiry.
            let other = self.nouns.iter().any(|e| i < *e && *e < word);
            if other && is_unwilled(kind) {
                continue;
            }
            self.sign(i, phrase.head, found);
        }
        // «حکم اعدام», «به اعدام محکوم شد»: what is imposed is not carried out yet.
        let before = phrase.preposition.filter(|_| phrase.head == word).unwrap_or(word).checked_sub(1);
        let imposed = before.is_some_and(|b| self.may_be(b, signs.verdict))
            || self.is_governed(phrase) && self.clause_of(word).1.is_some_and(|v| self.bears(v, signs.verdict));
        if kind == EventType::Execute && imposed {
            let verb = self.clause_of(word).1.filter(|v| v.words.start > word);
            let group = verb.and_then(|verb| self.scene.sentence.groups.iter().position(|v| v.words == verb.words));
            let carried = group.is_some_and(|v| {
                matches!(crate::events::fill::support_name(self.scene, v), Some("happen" | "perform"))
                    && !self.scene.sentence.groups[v].negative
            });
            found.modality = if carried { found.modality } else { Modality::Possible };
        }
        // «زمان برگزاری انتخابات», «تاریخ دیدار دو وزیر»: what has a day set for it is still to come.
        let set = phrase.head < word
            && phrase.preposition.is_none()
            && self.may_be(phrase.head, signs.appointed)
            && !is_unwilled(kind)
            && (phrase.head + 1..word).all(|i| self.may_be(i, signs.phase));
        if set {
            found.modality = Modality::Planned;
        }
        for i in word + 1..phrase.words.end {
            if self.scene.word(i).pos() != Pos::Adj {
                break;
            }
            if self.may_be(i, signs.hope) {
                found.modality = Modality::Possible;
            } else if self.may_be(i, signs.future.with(signs.intent)) {
                found.modality = Modality::Planned;
            }
        }
    }

    /// «سفر هفته آینده وزیر», «از سفر او در روزهای آینده خبر داد»: a date to come that cannot be that of the verb.
    fn dated_to_come(&self, n: usize, word: usize, kind: EventType, found: &mut Factuality) {
        let clauses = &self.scene.sentence.clauses;
        let phrase = &self.scene.sentence.phrases[n];
        let (c, verb) = self.clause_of(word);
        let told = verb.is_none_or(|v| {
            v.words.start > word && matches!(v.tense, Tense::Past | Tense::Perfect) && v.modal.is_none()
        });
        let end = if told { clauses.list[c].end } else { phrase.words.end };
        let next = self.nouns.iter().copied().filter(|e| *e > word).min().unwrap_or(end);
        let dated = (word + 1..end.min(next)).any(|i| {
            let here = phrase.words.contains(&i) || clauses.of_word[i] == c;
            here && self.is_future_date(i)
        });
        if dated && self.is_direct(phrase, word) && found.modality == Modality::Actual {
            found.modality = if is_unwilled(kind) { Modality::Possible } else { Modality::Planned };
        }
    }

    /// «دستور بازداشت … را صادر کرد», «جلوگیری از سقوط»: the word before the phrase, where the phrase hangs on it without
    /// being part of it.
    fn before_phrase(&self, n: usize, direct: bool, kind: EventType, found: &mut Factuality) {
        let phrase = &self.scene.sentence.phrases[n];
        if !direct && is_unwilled(kind) {
            return;
        }
        let before = |at: usize| at.checked_sub(1).filter(|b| self.scene.word(*b).kind == TokenKind::Word);
        // «خواستار ارائه | کمک‌های بیشتر»
        let past_phases = |at: usize| {
            let named = |i: usize| self.may_be(i, self.signs.phase) && !self.nouns.contains(&i);
            let first = before(at)?;
            if named(first) { before(first).or(Some(first)) } else { Some(first) }
        };
        match phrase.preposition {
            Some(p) if self.is_governed(phrase) => {
                let Some(at) = before(p) else { return };
                let owner = self.scene.sentence.phrases.iter().find(|o| o.words.end == p).map_or(at, |o| o.head);
                self.owner_sign(at, at, found);
                if owner != at {
                    self.owner_sign(owner, owner, found);
                }
            }
            // «برای شرکت در نشست»
            Some(p) => {
                let joins = |o: &Phrase| o.words.end == p && self.may_be(o.head, self.signs.phase);
                let purpose = |o: &Phrase| o.preposition.is_some_and(|q| self.scene.word(q).is(self.signs.purpose));
                let inside = self.scene.word(p).is(self.signs.inside) && !is_unwilled(kind);
                if inside && self.scene.sentence.phrases.iter().any(|o| joins(o) && purpose(o)) {
                    found.modality = Modality::Planned;
                }
            }
            None => {
                if let Some(at) = past_phases(phrase.words.start) {
                    self.sign(at, at, found);
                }
            }
        }
    }

    /// What a noun says of the event that hangs on it by a preposition.
    fn owner_sign(&self, at: usize, head: usize, found: &mut Factuality) {
        if self.may_be(at, self.signs.charged.with(self.signs.urge)) {
            found.modality = Modality::Possible;
        } else {
            self.sign(at, head, found);
        }
    }

    /// What a noun or adjective says of the event that depends on it.
    fn sign(&self, at: usize, head: usize, found: &mut Factuality) {
        let signs = &self.signs;
        let denied = || self.clause_of(head).1.is_some_and(|v| v.negative && self.says_whether_there(v, head));
        if self.may_be(at, signs.lack) {
            found.negative = true;
        }
        if self.may_be(at, signs.prevent) {
            // «مانع فروش نفت نشد»: what was not kept off happened.
            found.negative = !self.is_denied_clause(head);
            found.modality = if found.negative { Modality::Possible } else { Modality::Actual };
        } else if self.may_be(at, signs.hope.with(signs.rumour).with(signs.able)) {
            found.modality = Modality::Possible;
            // «امکان دیدار وجود ندارد», «اجازه معامله ندارند»: what is not possible does not happen.
            found.negative |= denied();
        } else if self.may_be(at, signs.intent.with(signs.postpone)) {
            found.modality = Modality::Planned;
            found.negative |= denied();
        }
    }

    /// Whether the clause of a word is denied, by its own verb or by the one that governs it («نتوانست مانع … شود»).
    fn is_denied_clause(&self, word: usize) -> bool {
        let c = self.scene.sentence.clauses.of_word[word];
        self.scene.sentence.clauses.list[c].verb.is_some_and(|v| {
            let clause = self.of_clause(v, c);
            clause.negative && (clause.modality == Modality::Actual || self.scene.sentence.groups[v].negative)
        })
    }

    /// «وجود ندارد», «گرفته نشد», «صادر نشد»: a verb that says of a noun only whether it is there or came about, and not
    /// what it did.
    fn says_whether_there(&self, verb: &VerbGroup, head: usize) -> bool {
        let g = self.scene.grammar();
        let group = self.scene.sentence.groups.iter().position(|v| v.words == verb.words);
        let supports = group.is_some_and(|v| crate::events::fill::support_name(self.scene, v).is_some());
        let before = verb.start().checked_sub(1).filter(|b| *b > head);
        let described = before.is_some_and(|b| self.scene.word(b).readings.iter().any(|r| r.pos == Pos::Adj));
        let light = self.scene.word(verb.main).is(self.signs.light) || g.have.contains(&verb.lemma);
        let own = verb.elements.iter().all(|e| e.words.contains(&head)) || verb.elements.is_empty();
        supports || (verb.copula && !described) || (light && own)
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
                if preposition.is(signs.purpose) && !self.is_reason(p, m) && (if own { direct } else { acts && !unwilled }) {
                    let open = !found.negative && found.modality == Modality::Actual;
                    found.modality = if open { Modality::Planned } else { Modality::Possible };
                }
                if own && direct && preposition.is(signs.hope) {
                    found.modality = Modality::Possible;
                }
                if preposition.is(signs.without) && (direct || !unwilled) {
                    found.negative = true;
                }
                if preposition.is(signs.condition)
                    || (own && preposition.is(signs.charge) && !self.convicts(phrases[n].head))
                {
                    found.modality = Modality::Possible;
                }
                // «در انتظار تشکیل»; but «در آستانه جنگ»
                if own && direct && preposition.is(signs.intent) {
                    found.modality = if unwilled { Modality::Possible } else { Modality::Planned };
                }
            }
            let attached = self.scene.sentence.clauses.attached.get(m).copied().flatten();
            let Some(owner) = attached.or_else(|| self.told_before(m).filter(|_| own)) else { return m };
            // «پیشنهاد برای گفت‌وگو», «مهلت مبنی بر تسلیم»; but not «پیشنهاد در نشست».
            let complement = self.is_governed(&phrases[m])
                || phrases[m].preposition.is_some_and(|p| self.scene.word(p).is(signs.purpose.with(signs.topic)));
            if complement && (own || acts) && (direct || !unwilled) {
                let last = phrases[owner].words.end - 1;
                for at in [phrases[owner].head, last] {
                    self.owner_sign(at, phrases[owner].head, found);
                }
                // «تلاش ناکام برای ترور»
                if phrases[owner].words.clone().any(|i| self.may_be(i, signs.failed)) {
                    found.negative = true;
                    found.modality = Modality::Actual;
                }
            }
            m = owner;
        }
    }

    /// «برای کشته شدن غیرنظامیان عذرخواهی کرد», «اعتراض به دولت برای افزایش قیمت‌ها»: with words for what answers a deed,
    /// «برای» tells the reason.
    fn is_reason(&self, preposition: usize, n: usize) -> bool {
        let phrases = &self.scene.sentence.phrases;
        let word = self.scene.word(preposition);
        let plain = !word.is(self.scene.grammar().complex_preposition);
        let (c, verb) = self.clause_of(phrases[n].head);
        let answers = verb.is_some_and(|v| self.bears(v, self.signs.reacting));
        let noun = phrases.iter().any(|o| {
            o.words.end <= preposition
                && self.scene.sentence.clauses.of_word[o.head] == c
                && self.may_be(o.head, self.signs.reacting)
        });
        plain && (answers || noun)
    }

    /// «نگرانی‌ها درباره حمله», «برنامه‌ای برای دیدار»: the noun of content directly before the phrase, where the analysis
    /// has the phrase hang on the verb.
    fn told_before(&self, n: usize) -> Option<usize> {
        let phrases = &self.scene.sentence.phrases;
        let signs = &self.signs;
        let start = phrases[n].preposition?;
        let owner = phrases.iter().position(|o| o.words.end == start)?;
        let content = signs.hope.with(signs.intent).with(signs.rumour).with(signs.plan);
        let failed = |o: usize| phrases[o].words.clone().any(|i| self.may_be(i, signs.failed));
        (self.may_be(phrases[owner].head, content) || failed(owner)).then_some(owner)
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
        // «دور دوم مذاکرات برگزار نشد», read as «around the second …».
        let round = direct && phrases[n].preposition.is_some_and(|p| self.may_be(p, signs.phase));
        let core = core_kind(kind_of(n)) || round;
        let root_core = core_kind(kind_of(root));
        // «خبر بازداشت او صحت ندارد», «شایعه خواند»
        let told = direct || (phrases[n].words.start..word).all(|i| self.may_be(i, signs.report.with(signs.phase)));
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
        if about && direct && self.talking.contains(&v) && found.modality == Modality::Actual {
            // «درباره پایان جنگ گفت‌وگو می‌کنند»: an act that is talked about is not done; but «درباره مذاکرات».
            if act {
                found.modality = Modality::Possible;
            }
            return;
        }
        // «باید مورد حمایت قرار گیرد»
        let undergone = phrases[n].head + 1 == word && self.may_be(phrases[n].head, signs.undergo);
        if undergone && crate::events::fill::support_name(self.scene, v) == Some("undergo") {
            found.negative |= clause_found.negative;
            if found.modality == Modality::Actual {
                found.modality = clause_found.modality;
                found.hypothetical = clause_found.hypothetical;
            }
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
        let undergoes = crate::events::fill::support_name(self.scene, v) == Some("undergo");
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
        let fails = crate::events::fill::support_name(self.scene, v) == Some("fail");
        if fails && root_core && root != n && found.modality == Modality::Planned && !verb.negative {
            found.negative = true;
            found.modality = Modality::Actual;
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
        // «تا تشکیل مجلس صبر خواهند کرد», «پس از افتتاح آن …»
        let later = phrases[n].preposition.is_some_and(|p| self.scene.word(p).is(signs.later));
        if later && direct && !verb.perfect && clause_found.modality != Modality::Actual && !clause_found.hypothetical {
            found.modality = Modality::Planned;
            return;
        }
        if core && direct {
            let support = crate::events::fill::support_name(self.scene, v);
            // «مذاکرات به پایان نرسید»: what ends was there.
            if support == Some("end") {
                return;
            }
            if support.is_some() {
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
        let subject = matches!(
            self.slot_kind(n, verb),
            Some(SlotKind::Subject | SlotKind::Object)
        );
        if subject && self.bears(verb, signs.confirm) {
            found.modality = Modality::Possible;
            return true;
        }
        false
    }

    fn slot_kind(&self, n: usize, verb: &VerbGroup) -> Option<SlotKind> {
        let clause = self.scene.sentence.clauses.list.iter().find(|c| {
            c.verb.is_some_and(|v| self.scene.sentence.groups[v].words == verb.words)
        })?;
        clause.slots.iter().find(|s| s.phrase == n).map(|s| s.kind)
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
    fn convicts(&self, word: usize) -> bool {
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

    fn clause_of(&self, word: usize) -> (usize, Option<&VerbGroup>) {
        let clause = self.scene.sentence.clauses.of_word[word];
        (clause, self.verb_of(clause))
    }
}
