//! Polarity and modality of a nominal event: by the words before and after it in its phrase, by the phrases on which it
//! hangs, and by its clause.

use super::{Factuality, View, is_held, is_unwilled};
use crate::analysis::{Phrase, VerbGroup};
use crate::rules::lexicon::{Pos, Tense};
use crate::schema::{EventType, Modality};
use crate::text::TokenKind;

impl View<'_> {
    /// A nominal event takes the factuality of what governs it.
    pub fn of_noun(&self, word: usize, kind: EventType) -> Factuality {
        let phrases = &self.scene.sentence.phrases;
        if let Some(shared) = self.shared_verb(word).or_else(|| self.own_verb(word)) {
            return shared;
        }
        let Some(n) = phrases.iter().position(|p| p.words.contains(&word)) else { return Factuality::ACTUAL };
        if self.is_held_back(word) {
            return Factuality { negative: true, modality: Modality::Possible, ..Factuality::ACTUAL };
        }
        if self.is_put_off(n) || self.is_within_plan(n, word) || self.is_described_as_planned(word) {
            return Factuality { modality: Modality::Planned, existing: true, ..Factuality::ACTUAL };
        }
        if self.is_existing(n, word, kind) {
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
        // «خواستار کاهش … و ازسرگیری …»: a request is an event and a sign.
        let first = |e: &usize| phrase.words.contains(e) && !self.may_be(*e, self.signs.demanding);
        let event = self.nouns.iter().copied().find(first);
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

    /// «دست به اعتصاب و تجمع خواهند زد»: a noun that makes one predicate with its verb.
    fn own_verb(&self, word: usize) -> Option<Factuality> {
        let (c, verb) = self.clause_of(word);
        let verb = verb.filter(|v| v.elements.iter().any(|e| e.words.contains(&word)) && !v.copula)?;
        // «پیشنهاد میانجیگری داد», «موفق به مهار آتش‌سوزی نشد»
        let other = self.signs.hope.with(self.signs.intent).with(self.signs.existing);
        let offered = word.checked_sub(1).is_some_and(|b| self.may_be(b, other));
        let group = self.scene.sentence.clauses.list[c].verb;
        let group = group.filter(|_| !offered && matches!(self.support_of(verb), None | Some("end" | "postpone")))?;
        Some(self.of_clause(group, c))
    }

    /// Whether the noun heads its phrase, but for words that only say which part of it («دور دوم مذاکرات», «وقوع سیل»).
    pub fn is_direct(&self, phrase: &Phrase, word: usize) -> bool {
        let round = phrase.preposition.is_some_and(|p| self.may_be(p, self.signs.phase));
        phrase.head == word
            || (phrase.head < word
                && (round || self.may_be(phrase.head, self.signs.phase))
                && !self.nouns.iter().any(|e| (phrase.head..word).contains(e)))
    }

    pub fn is_governed(&self, phrase: &Phrase) -> bool {
        phrase
            .preposition
            .is_some_and(|p| self.scene.word(p).is(self.signs.governed) && !self.scene.word(p).is(self.signs.inside))
    }

    /// Words of negation, lack, hope, plan and prevention in its own phrase.
    fn inside_phrase(&self, phrase: &Phrase, word: usize, kind: EventType, found: &mut Factuality) {
        let signs = &self.signs;
        let held = is_held(kind);
        for i in phrase.words.start..word {
            // «لغو سفر»; but «لغو تحریم‌ها»
            found.negative |= held && i + 1 == word && self.may_be(i, signs.cancel);
            // «خواستار بررسی حمله»: what is demanded is the inquiry.
            let other = self.nouns.iter().any(|e| i < *e && *e < word);
            if other && (is_unwilled(kind) || self.may_be(i, signs.lack)) {
                continue;
            }
            self.sign(i, phrase.head, found);
        }
        // «حکم اعدام», «به اعدام محکوم شد»: what is imposed is not carried out yet.
        let before = phrase.preposition.filter(|_| phrase.head == word).unwrap_or(word).checked_sub(1);
        let before = before.map(|b| (0..=b).rev().find(|i| self.scene.word(*i).pos() != Pos::Adj).unwrap_or(b));
        let imposed = before.is_some_and(|b| self.may_be(b, signs.verdict))
            || self.is_governed(phrase) && self.clause_of(word).1.is_some_and(|v| self.bears(v, signs.verdict));
        if kind == EventType::Execute && imposed {
            let verb = self.clause_of(word).1.filter(|v| v.words.start > word);
            // «اجرا شد»
            let carried =
                verb.is_some_and(|v| self.bears(v, signs.phase) && self.support_of(v).is_some() && !v.negative);
            found.modality = if carried { found.modality } else { Modality::Possible };
        }
        // «بررسی اخراج پناهجویان»: what is considered is not done.
        let act = matches!(
            kind,
            EventType::Move
                | EventType::Stop
                | EventType::Launch
                | EventType::Release
                | EventType::Concede
                | EventType::Sanction
                | EventType::Legislate
        );
        if act && word.checked_sub(1).is_some_and(|b| self.may_be(b, signs.considering)) {
            found.modality = Modality::Possible;
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
        let end = self.ends.iter().find(|(w, _)| *w == word).map_or(word + 1, |(_, end)| *end);
        for i in end..phrase.words.end {
            if self.scene.word(i).pos() != Pos::Adj {
                break;
            }
            if self.may_be(i, signs.hope) {
                found.modality = Modality::Possible;
            } else if self.may_be(i, signs.future.with(signs.intent)) || self.is_next(i) {
                found.modality = Modality::Planned;
            }
        }
    }

    /// «در انتخابات بعدی رأی نمی‌آورند»; but «انتخابات بعدی دو سال بعد برگزار شد».
    fn is_next(&self, i: usize) -> bool {
        let past = |v: &VerbGroup| matches!(v.tense, Tense::Past | Tense::Perfect);
        self.may_be(i, self.signs.next) && self.clause_of(i).1.is_some_and(|v| !past(v) && !v.copula)
    }

    /// «سفر هفته آینده وزیر», «از سفر او در روزهای آینده خبر داد»: a date to come that cannot be that of the verb.
    fn dated_to_come(&self, n: usize, word: usize, kind: EventType, found: &mut Factuality) {
        let clauses = &self.scene.sentence.clauses;
        let phrase = &self.scene.sentence.phrases[n];
        let (c, verb) = self.clause_of(word);
        let told = verb.is_none_or(|v| {
            v.words.start > word && matches!(v.tense, Tense::Past | Tense::Perfect) && v.modal.is_none()
        });
        let end = if told { verb.map_or(clauses.list[c].end, |v| v.words.start) } else { phrase.words.end };
        let next = self.nouns.iter().copied().filter(|e| *e > word).min().unwrap_or(end);
        let term = |p: &Phrase| (word + 1..end.min(next)).contains(&p.words.start) && self.is_term(p);
        let dated = told && self.scene.sentence.phrases.iter().any(term)
            || (word + 1..end.min(next)).any(|i| {
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
                let holder = self.scene.sentence.phrases.iter().find(|o| o.words.end == p);
                // «طبق برنامه به تخریب پرداختند»
                if holder.and_then(|o| o.preposition).is_some_and(|q| self.scene.word(q).is(self.signs.source)) {
                    return;
                }
                let owner = holder.map_or(at, |o| o.head);
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
    pub fn is_denied_clause(&self, word: usize) -> bool {
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
        let supports = self.support_of(verb).is_some();
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
                if preposition.is(signs.purpose)
                    && !self.is_reason(p, m)
                    && (if own { direct } else { acts && !unwilled })
                {
                    let open = !found.negative && found.modality == Modality::Actual;
                    // «برای سرقت محاکمه شد»
                    let (c, _) = self.clause_of(phrases[n].head);
                    let charged = unwilled
                        && self.scene.sentence.clauses.list[c].verb.is_some_and(|v| self.charging.contains(&v));
                    // «خواستار فشار برای آزادی او شد»
                    let demanded =
                        (0..p).any(|i| self.scene.sentence.clauses.of_word[i] == c && self.may_be(i, signs.demanding));
                    found.modality = if open && !charged && !demanded { Modality::Planned } else { Modality::Possible };
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
                // «توافقی درباره عملیات مشترک»
                let agreed = own && self.agreements.contains(&phrases[owner].head) && !is_held(kind);
                if agreed && found.modality == Modality::Actual {
                    found.modality = Modality::Planned;
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

    /// What kind of support verb a verb is.
    pub fn support_of(&self, verb: &VerbGroup) -> Option<&str> {
        let group = self.scene.sentence.groups.iter().position(|v| v.words == verb.words)?;
        self.support_at(group)
    }

    /// What kind of support verb a verb group is.
    pub fn support_at(&self, group: usize) -> Option<&str> {
        crate::events::support::support_name(self.scene, group)
    }

    pub fn clause_of(&self, word: usize) -> (usize, Option<&VerbGroup>) {
        let clause = self.scene.sentence.clauses.of_word[word];
        (clause, self.verb_of(clause))
    }
}
