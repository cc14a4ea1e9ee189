//! Where a chain of nouns is cut: the ezafe is not written, so the noun of a prepositional phrase, the subject and the
//! object may stand side by side. The verb says which of them is wanted («در این سال | زلزله‌ای … ویران کرد»), the words
//! say where an ezafe is least likely.

use super::phrase::{Chunker, Phrase};
use super::valence;
use super::verb_group::VerbGroup;
use super::words::Word;
use crate::rules::lexicon::{Features, Pos, Reading, Tense};
use crate::rules::{Mark, Pack};
use crate::text::TokenKind;

/// What the clause still wants when a run of nouns ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// The run begins with the subject and ends with the object.
    SubjectAndObject,
    /// The same without the marker: the object is indefinite or counted.
    SubjectAndIndefinite,
    /// The run stands after a preposition, and the subject at its end.
    Subject,
    /// The run stands after a preposition, and the object at its end.
    Object,
}

/// Nouns side by side that may be one phrase or two.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    /// The first word.
    pub(super) start: usize,
    /// After the last word.
    pub(super) end: usize,
    /// The noun that heads it, or its first phrase.
    pub(super) head: usize,
    /// The word before it that is its preposition.
    pub(super) preposition: Option<usize>,
    /// Phrases that stand before it.
    pub(super) found: &'a [Phrase],
}

/// For each word, where the longest name of several words that begins there or before ends (0: in none).
pub(crate) fn names(pack: &Pack, text: &str, words: &[Word]) -> Vec<usize> {
    let mut inside = vec![0; words.len()];
    let mut key = String::new();
    for start in 0..words.len() {
        if words[start].kind != TokenKind::Word || inside[start] > start {
            continue;
        }
        key.clear();
        let mut longest = start;
        for (n, word) in words[start..].iter().enumerate() {
            if word.kind != TokenKind::Word {
                break;
            }
            for part in word.span.of(text).split_whitespace() {
                pack.orthography.fold_into(part, &mut key);
            }
            let Some(symbol) = pack.lexicon.symbols.get(&key) else { break };
            let named = |e: &crate::rules::gazetteer::Entry| {
                let record = pack.gazetteer.record(*e);
                record.entity.is_some() || matches!(record.kind, "office" | "ministry")
            };
            if n > 0 && pack.gazetteer.entries(symbol).iter().any(named) {
                longest = start + n + 1;
            }
            if !pack.gazetteer.is_prefix(symbol) {
                break;
            }
        }
        for end in &mut inside[start..longest] {
            *end = longest;
        }
    }
    inside
}

impl Chunker<'_> {
    /// Where a run of nouns is cut, when the clause wants more than one phrase of it.
    pub(super) fn cut(&self, run: Run<'_>) -> Option<usize> {
        if run.end < run.start + 2 {
            return None;
        }
        let verb = self.verb_after(run.end)?;
        let (wanted, least) = self.wanted(run, verb)?;
        let source = run.preposition.is_some_and(|p| self.words[p].is(self.pack.lexicon.classes.get("role-source")));
        let mut best: Option<(i32, usize)> = None;
        for at in run.head + 1..run.end {
            let Some(score) = self.cut_score(run, at, wanted, verb) else { continue };
            // «به گفته رضایی | سه نفر»: who says it is known, what is told begins with something new.
            let new = source && self.words[at].pos() == Pos::Num;
            let score = score + if new { 2 } else { 0 };
            if score >= least && best.is_none_or(|(s, _)| score > s) {
                best = Some((score, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// What is wanted, and the least score of a cut.
    fn wanted(&self, run: Run<'_>, verb: &VerbGroup) -> Option<(Wanted, i32)> {
        let Run { start, end, head, preposition, found } = run;
        let g = self.g;
        if verb.person.person != 3 || verb.attributive {
            return None;
        }
        let marked = self.words.get(end).is_some_and(|w| w.is(g.object_marker) && w.pos() == Pos::Adp);
        let subject = self.has_subject(start, found);
        // After «و» and in a clause that hangs on another one the subject may be that of the clause before.
        let carried = self.continues(run, verb);
        match preposition {
            None if marked || self.marker_follows(end) => {
                let acts = self.may_act(head);
                // «تصادف | دو خانواده را به کام مرگ کشاند», but «قتل دو نفر را محکوم کرد».
                let event = i32::from(self.words[head].is(g.event) && !valence::caused(self.pack, verb)) * 2;
                let apart = i32::from(!marked);
                (!subject && acts).then_some((Wanted::SubjectAndObject, 1 + carried + event + apart))
            }
            // «حزب لیبرال | ۲۴ کرسی به دست آورد», «نخست‌وزیر | کمیته‌ای برای … تشکیل داد».
            None => {
                let takes = self.takes_object(verb);
                let event = i32::from(self.words[head].is(g.event));
                let acts = self.may_act(head);
                let wants = takes && acts && !verb.passive && !subject && !self.bare_follows(end, verb.start());
                wants.then_some((Wanted::SubjectAndIndefinite, 2 + carried + event))
            }
            Some(p) if marked => {
                // «حمله به پایگاه را»: the marker may belong to what stands before the preposition.
                let owner = found.last().is_some_and(|f| f.words.end == p && f.preposition.is_none());
                // «چهار تن از معدنچیان | جان خود را»: whose it is stands before.
                let own = self.words[start..end].iter().any(|w| w.is(g.reflexive));
                (!owner || subject && found.len() > 1 || own).then_some((Wanted::Object, if owner { 2 } else { 1 }))
            }
            // «… به یک پاسگاه | پنج کشته داشت».
            Some(_) if subject => {
                let wants = self.takes_object(verb) && !verb.passive && !self.bare_follows(end, verb.start());
                wants.then_some((Wanted::SubjectAndIndefinite, 3))
            }
            Some(_) => {
                let copula = i32::from(verb.copula) * 2;
                (!subject && !self.bare_follows(end, verb.start())).then_some((Wanted::Subject, 2 + carried + copula))
            }
        }
    }

    /// How little an ezafe is likely between word `at` and the one before it; none where it is certain.
    fn cut_score(&self, run: Run<'_>, at: usize, wanted: Wanted, verb: &VerbGroup) -> Option<i32> {
        let Run { start, end, head, .. } = run;
        let g = self.g;
        let (left, right) = (&self.words[at - 1], &self.words[at]);
        if !self.may_begin(at, end) || self.belongs(at) {
            return None;
        }
        let object = matches!(wanted, Wanted::SubjectAndObject | Wanted::SubjectAndIndefinite);
        // «نامه‌ای», «خسارت سنگینی».
        let described = self.words[at + 1..end].iter().take_while(|w| w.pos() == Pos::Adj);
        let indefinite =
            std::iter::once(right).chain(described).any(|w| w.has(Features::INDEFINITE) && w.has(Features::DERIVED));
        if wanted == Wanted::SubjectAndIndefinite {
            let counted = right.pos() == Pos::Num || right.pos() == Pos::Det && !right.is(g.demonstrative);
            if !indefinite && !counted {
                return None;
            }
        }
        let thing = g.document.with(g.product).with(g.vehicle).with(g.weapon).with(g.abstract_);
        let first = &self.words[head];
        let bare_head = at == head + 1;
        let mut score = 0;
        // The phrase on the left is complete.
        let name = self.names[at - 1] == at || left.tokens.len() > 1 && left.is(g.body);
        if left.pos() == Pos::Propn || name {
            score += 2;
        }
        if left.pos() == Pos::Adj || left.has(Features::PLURAL) && left.has(Features::DERIVED) {
            score += 1;
        }
        if bare_head && (start..head).any(|i| self.words[i].is(g.demonstrative)) {
            score += 2;
        }
        if left.is(g.deictic) || left.is(g.weekday) {
            score += 2;
        }
        if bare_head && left.is(self.sole) {
            score += 2;
        } else if !name
            && bare_head
            && !indefinite
            && (left.is(g.title) && !left.has(Features::PLURAL) || left.is(g.body))
        {
            score -= 2;
        } else if !name && left.is(g.body) && !left.is(self.sole) {
            score -= 1;
        }
        // «پیمانکار | کار حفر تونل را»: who acts ends in no thing.
        let person = g.human.with(g.body).with(g.collective).with(g.place);
        if object && left.pos() == Pos::Noun && !left.is(person) && !name && !first.is(g.body) {
            score -= 1;
        } else if object && (left.is(g.human) || !bare_head) && right.pos() == Pos::Noun && !right.is(person) {
            score += 1;
        }
        // «بنا بر اطلاعات پلیس | راننده …»: a body that is one of its kind is complete before a person.
        if !bare_head && left.is(self.sole) && right.is(g.human) && !right.is(g.title) && right.pos() == Pos::Noun {
            score += 2;
        }
        // The word on the right begins a phrase.
        let counts = matches!(right.pos(), Pos::Det | Pos::Num) || right.is(g.quantifier);
        if counts && (object || !bare_head) || right.is(g.given) {
            // «در حضور دو وزیر», «اجرای این طرح»: after a bare noun it says whose.
            score += if right.is(g.demonstrative) && !object { 1 } else { 2 };
        }
        if right.has(Features::SUPERLATIVE) || right.is(g.prehead) {
            score += 2;
        }
        if indefinite {
            score += 2;
            // «زلزله | خسارت زیادی بر جا گذاشت»: of what happens something is left that is new.
            score += if object && bare_head && first.is(g.event) { 2 } else { 0 };
        }
        if right.is(g.reflexive) {
            // «دو زندانی فراری | خود را», «مراحل درمان خود را».
            score += if first.is(g.human) && !first.has(Features::PLURAL) { 0 } else { -3 };
        } else if self.words[at..end].iter().any(|w| w.is(g.reflexive)) {
            score += 1;
        }
        // «با تفصیل | آن را»: what stands after a preposition is not marked, so the pronoun is no part of it.
        if wanted == Wanted::Object && right.is(g.personal_or_demonstrative()) && right.pos() == Pos::Pron {
            score += 1;
        }
        // What the phrase on the right is about: «این گفتگوها», «سه پرونده».
        let noun = self.words[at..end].iter().find(|w| matches!(w.pos(), Pos::Noun | Pos::Propn)).unwrap_or(right);
        if noun.has(Features::PLURAL) && right.pos() != Pos::Pron {
            score += 1;
        }
        if right.is(g.human)
            && matches!(right.pos(), Pos::Noun | Pos::Adj)
            && first.is(g.human)
            && first.has(Features::PLURAL)
        {
            score += 1;
        }
        let acts = first.is(g.human) || first.is(g.body) || first.is(g.collective) || first.pos() == Pos::Propn;
        if object && acts && (noun.is(g.event) || noun.is(thing)) {
            score += 2;
        }
        // «خواست | عاملان حمله را محاکمه کند»: many people do not do what one does.
        if object && first.is(g.human) && first.has(Features::PLURAL) && !verb.person.plural {
            score -= 3;
        }
        // «وزیران دو کشور»: places and bodies are counted as those of somebody.
        let whose = first.is(g.title) || wanted == Wanted::SubjectAndIndefinite && first.is(g.human);
        if counts && whose && noun.is(g.place.with(g.body)) {
            score -= 2;
        }
        // «قصد خرید دو کشتی»: what an act is done to follows it.
        let of_body = first.is(g.body) && at == head + 2;
        // «در پی وقوع این حادثه | دو تن کشته شدند»: what is pointed at is complete, and people who are only counted are
        // those of the verb.
        let pointed = !bare_head && at >= 2 && self.words[at - 2].is(g.demonstrative);
        let only_counted = right.pos() == Pos::Num && self.words[at + 1..end].iter().any(|w| w.is(g.classifier));
        if pointed && only_counted {
            score += 1;
        } else if left.is(g.event) && !bare_head && !of_body {
            score -= 2;
        } else if left.is(g.event) && right.is(g.event) {
            score -= 1;
        }
        if right.pos() == Pos::Propn && right.is(g.place_name) || left.is(g.body) && right.is(g.place) {
            score -= 2;
        }
        // «رئیس | مجلس»: a noun that asks for a complement and is followed by none.
        if left.is(g.relational) && bare_head {
            score -= 1;
        }
        if wanted == Wanted::Subject {
            let plural = right.has(Features::PLURAL) || right.number.is_some_and(|n| n > 1.0) || right.is(g.collective);
            if verb.person.plural {
                score += if plural { 1 } else { -1 };
            }
        }
        Some(score)
    }

    /// Whether a phrase may begin with word `at`.
    fn may_begin(&self, at: usize, end: usize) -> bool {
        let g = self.g;
        let word = &self.words[at];
        let next = (at + 1 < end).then(|| &self.words[at + 1]);
        match word.pos() {
            Pos::Noun | Pos::X => {
                // «رویداد جداگانه‌ای»: what may be an adjective with the indefinite ending is one.
                let described = |r: &Reading| r.pos == Pos::Adj && r.features.has(Features::INDEFINITE);
                let guessed = word.has(Features::INDEFINITE) && word.has(Features::UNKNOWN);
                let adjective = guessed || word.readings.iter().any(described);
                !adjective && !word.is(g.time) && !word.is(g.weekday) && !word.is(g.month)
            }
            Pos::Propn => !word.is(g.month) && !word.is(g.weekday),
            // «۲۹ بهمن», «سال ۸۸», «۹ ساله»: only a number that counts something begins a phrase here.
            Pos::Num => next.is_some_and(|n| !n.is(g.month) && !n.is(g.time) && n.pos() != Pos::Adj),
            Pos::Det => next.is_some(),
            // «مأموران | متهم را»: an adjective that means a person.
            Pos::Adj if word.is(g.human) && next.is_none() && end > at => {
                self.words.get(end).is_some_and(|w| w.is(g.object_marker))
            }
            // «خود را»: alone before the marker.
            Pos::Pron => next.is_none() && word.is(g.personal_or_demonstrative().with(g.reflexive)),
            _ => word.has(Features::SUPERLATIVE) || word.is(g.prehead) && next.is_some(),
        }
    }

    /// Whether an ezafe or a name certainly joins word `at` to the one before it.
    fn belongs(&self, at: usize) -> bool {
        let g = self.g;
        let (left, right) = (&self.words[at - 1], &self.words[at]);
        let name = left.pos() == Pos::Propn && left.is(g.given) && (right.pos() == Pos::Propn || right.is(g.family));
        left.has(Features::EZAFE)
            || matches!(left.pos(), Pos::Num | Pos::Det)
            || self.spans(at - 1)
            // «سه نفر کارگر», but «هزاران نفر | کارگران را».
            || left.is(g.classifier) && !right.has(Features::PLURAL) && right.pos() == Pos::Noun
            || left.has(Features::SUPERLATIVE)
            || self.names[at - 1] > at
            || name
    }

    /// Whether a verb has an object, by the event rules or by itself.
    fn takes_object(&self, verb: &VerbGroup) -> bool {
        let g = self.g;
        valence::takes_object(self.pack, verb).unwrap_or_else(|| {
            !self.words[verb.main].is(g.intransitive) && !g.become_.contains(&verb.lemma) && !verb.copula
        })
    }

    /// The verb of the clause in which a run ends, when nothing but phrases stands between them.
    pub(super) fn verb_after(&self, end: usize) -> Option<&VerbGroup> {
        let group = self.groups.iter().find(|v| v.words.start >= end && !v.attributive)?;
        let between = end..group.start().max(end);
        self.words[between].iter().all(|w| !matches!(w.pos(), Pos::Sconj | Pos::Verb)).then_some(group)
    }

    /// Whether the object marker comes after what hangs on the run by prepositions.
    fn marker_follows(&self, end: usize) -> bool {
        let mut at = end;
        while let Some(w) = self.word(at) {
            if w.is(self.g.object_marker) {
                return true;
            }
            if matches!(w.pos(), Pos::Sconj | Pos::Verb | Pos::Aux) {
                return false;
            }
            at += 1;
        }
        false
    }

    /// Whether a phrase without preposition stands between a run and the verb.
    fn bare_follows(&self, end: usize, verb: usize) -> bool {
        let mut governed = true;
        for i in end..verb {
            let word = &self.words[i];
            if self.roles.verbal[i] || word.is(self.g.object_marker) {
                return true;
            }
            match word.pos() {
                Pos::Adp => governed = true,
                Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::X
                    if !governed && !word.is(self.g.time) && !word.is(self.g.weekday) =>
                {
                    return true;
                }
                Pos::Cconj => governed = true,
                Pos::Adv => governed = false,
                _ if word.kind == TokenKind::Mark => governed = false,
                _ => {}
            }
        }
        false
    }

    /// How likely the subject of the clause stands before it: the clause is joined to another one, hangs on a verb
    /// without conjunction, or describes a noun.
    fn continues(&self, run: Run<'_>, verb: &VerbGroup) -> i32 {
        let mut at = run.preposition.unwrap_or(run.start);
        for phrase in run.found.iter().rev() {
            if phrase.words.end != at {
                break;
            }
            at = phrase.preposition.unwrap_or(phrase.words.start);
        }
        let Some(before) = at.checked_sub(1) else { return 0 };
        let word = &self.words[before];
        if self.roles.verbal[before] {
            return if verb.tense == Tense::Subjunctive { 2 } else { 0 };
        }
        // «وزیر، که … بود، بر … تأکید کرد»: after a clause that lies inside, the subject may stand before it.
        if word.mark == Some(Mark::Comma) && before.checked_sub(1).is_some_and(|b| self.roles.verbal[b]) {
            return 2;
        }
        match word.pos() {
            Pos::Cconj => 1,
            Pos::Sconj if word.is(self.g.that) => {
                let noun = before.checked_sub(1).is_some_and(|b| !self.roles.verbal[b] && self.word(b).is_some());
                if noun { 2 } else { 0 }
            }
            _ => 0,
        }
    }

    /// Whether the head of a run may be who or what does something.
    fn may_act(&self, head: usize) -> bool {
        let g = self.g;
        let first = &self.words[head];
        let people = first.has(Features::PLURAL) && first.is(g.quality);
        first.is(g
            .human
            .with(g.body)
            .with(g.collective)
            .with(g.place_name)
            .with(g.event)
            .with(g.vehicle)
            .with(g.weapon))
            || matches!(first.pos(), Pos::Propn | Pos::Pron)
            || first.is(g.classifier)
            || people
    }
}
