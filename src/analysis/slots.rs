//! Slots: which phrase is the subject, the object, an oblique of which clause.

use super::clause::{ClauseKind, Clauses, Slot, SlotKind, is_indefinite, oblique};
use super::phrase::Phrase;
use super::valence;
use super::verb_group::VerbGroup;
use super::words::Word;
use crate::rules::grammar::ObjectPlace;
use crate::rules::lexicon::{Features, Pos, Tense};
use crate::rules::symbols::Symbol;
use crate::rules::{Mark, Pack};
use crate::text::TokenKind;

pub(crate) fn fill(pack: &Pack, words: &[Word], groups: &[VerbGroup], phrases: &[Phrase], clauses: &mut Clauses) {
    let governed_from = governed_from(pack, words, groups);
    let filler = Filler { pack, words, groups, phrases, governed_from };
    let mut of_clause: Vec<Vec<usize>> = vec![Vec::new(); clauses.list.len()];
    for (n, phrase) in phrases.iter().enumerate() {
        of_clause[clauses.of_word[phrase.head]].push(n);
    }
    for (c, members) in of_clause.iter().enumerate() {
        let mut attached = Vec::new();
        let slots = filler.slots(clauses, c, members, &mut attached);
        for n in attached {
            clauses.attached[n] = n.checked_sub(1);
        }
        clauses.list[c].slots = slots;
    }
    for c in 0..clauses.list.len() {
        filler.carry_object(clauses, c);
        filler.carry(clauses, c);
    }
}

struct Filler<'a> {
    pack: &'a Pack,
    words: &'a [Word],
    groups: &'a [VerbGroup],
    phrases: &'a [Phrase],
    /// For the first word of a verb group, the modal word or the last word of the verb that governs it.
    governed_from: Vec<Option<usize>>,
}

/// Where the verb or modal stands that governs each verb group («می‌تواند … بگیرد», «باید … بگیرد»).
fn governed_from(pack: &Pack, words: &[Word], groups: &[VerbGroup]) -> Vec<Option<usize>> {
    let g = &pack.grammar;
    let mut made = vec![None; words.len()];
    for (n, group) in groups.iter().enumerate() {
        let before = n.checked_sub(1).map(|b| &groups[b]).filter(|b| {
            (g.can.contains(&b.lemma) || g.want.contains(&b.lemma))
                && group.tense == Tense::Subjunctive
                && words[b.words.end..group.words.start]
                    .iter()
                    .all(|w| w.kind == TokenKind::Word && !matches!(w.pos(), Pos::Sconj | Pos::Cconj))
        });
        made[group.words.start] = group.modal.or(before.map(|b| b.words.end - 1));
    }
    made
}

impl Filler<'_> {
    fn slots(&self, clauses: &Clauses, c: usize, members: &[usize], attached: &mut Vec<usize>) -> Vec<Slot> {
        let clause = &clauses.list[c];
        let mut slots = Vec::new();
        let Some(group) = clause.verb.map(|v| &self.groups[v]) else {
            // A fragment (a headline): every prepositional phrase hangs on what stands before it.
            attached.extend(members.iter().copied().filter(|n| {
                let phrase = &self.phrases[*n];
                n.checked_sub(1).is_some_and(|b| phrase.preposition == Some(self.phrases[b].words.end))
            }));
            return slots;
        };
        let mut bare: Vec<usize> = Vec::new();
        let mut has_object = false;
        for &n in members {
            let phrase = &self.phrases[n];
            if phrase.bracketed && phrase.apposition_of.or(phrase.joined_to).is_some() {
                continue;
            }
            if self.hangs_on_phrase(n, members, group) {
                attached.push(n);
                continue;
            }
            let slot = |kind| Slot { kind, phrase: n, carried: false };
            let marked = phrase.object_marked || self.words[phrase.head].is(self.pack.grammar.object_marker);
            if marked && phrase.preposition.is_none() {
                has_object = true;
                slots.push(slot(SlotKind::Object));
            } else if phrase.preposition.is_some() {
                slots.push(slot(oblique(self.words, phrase)));
            } else if self.is_adverbial(phrase) {
                // «امروز (سه‌شنبه)», «فردا، نهم آبان»: the same time once more.
                let again = n.checked_sub(1).is_some_and(|b| {
                    let before = &self.phrases[b];
                    let mark = self.words[before.words.end].mark;
                    let dated =
                        self.words[phrase.words.start..phrase.words.end].iter().any(|w| w.is(self.pack.grammar.month));
                    let day = self.words[before.words.clone()]
                        .iter()
                        .any(|w| w.is(self.pack.grammar.weekday.with(self.pack.grammar.deictic)));
                    members.contains(&b)
                        && self.is_adverbial(before)
                        && before.words.end + 1 == phrase.words.start
                        && (mark == Some(Mark::Open) || mark == Some(Mark::Comma) && dated && day)
                });
                if !again {
                    slots.push(slot(SlotKind::Adverbial));
                }
            } else if self.is_bare_quality(phrase) {
                slots.push(slot(SlotKind::Predicate));
            } else if phrase.joined_to.is_some_and(|j| members.contains(&j)) {
                // A conjunct belongs to its first conjunct's slot.
            } else if phrase.apposition_of.is_none_or(|a| !members.contains(&a)) {
                bare.push(n);
            }
        }
        // What is said stands in the clause that hangs on this one, so the phrase before the verb is who says it.
        let told = clauses.list.iter().any(|o| {
            o.parent == Some(c)
                && o.kind == ClauseKind::Complement
                && o.subordinator.is_some()
                && o.start >= group.words.end
        });
        self.settle(clause.kind, group, &bare, has_object, told, &mut slots);
        slots.sort_by_key(|s| self.phrases[s.phrase].words.start);
        slots
    }

    /// Subject, object and predicate among the phrases without preposition.
    fn settle(
        &self,
        kind: ClauseKind,
        group: &VerbGroup,
        bare: &[usize],
        has_object: bool,
        told: bool,
        slots: &mut Vec<Slot>,
    ) {
        let slot = |kind, n: usize| Slot { kind, phrase: n, carried: false };
        // «وارد تهران شد»: what stands between the element and its verb belongs to the element.
        let element_end = group.element().filter(|e| e.words.end < group.words.start).map(|e| e.words.end);
        let inner = |n: &usize| element_end.is_some_and(|end| self.phrases[*n].words.start >= end);
        slots.extend(bare.iter().copied().filter(inner).map(|n| slot(SlotKind::Predicate, n)));
        let outside: Vec<usize> = bare.iter().copied().filter(|n| !inner(n)).collect();
        let bare = outside.as_slice();
        if self.pack.grammar.object_place == ObjectPlace::After {
            slots.extend(self.settle_around(group, bare).map(|(kind, n)| slot(kind, n)));
            return;
        }
        let Some(&first) = bare.first() else { return };
        let last = bare[bare.len() - 1];
        let adjacent = |n: usize| self.phrases[n].words.end == group.start();
        let g = &self.pack.grammar;
        let becomes = g.become_.contains(&group.lemma) && group.element().is_none() && !group.passive;
        let links = group.copula || becomes;
        if group.person.person != 3 {
            // «ما …یم»: only the pronoun can be the subject of a first or second person.
            for &n in bare {
                let personal = self.words[self.phrases[n].head].is(g.personal);
                if personal {
                    slots.push(slot(SlotKind::Subject, n));
                } else if n == last && links {
                    slots.push(slot(SlotKind::Predicate, n));
                } else if n == last && !has_object && !group.passive && self.may_take_object(group) {
                    slots.push(slot(SlotKind::Object, n));
                } else {
                    slots.push(slot(SlotKind::Adverbial, n));
                }
            }
            return;
        }
        if bare.len() == 1 {
            let phrase = &self.phrases[first];
            // After a modal («باید», «می‌تواند») stands no subject: that came before it.
            let after_modal = self
                .governed_from
                .get(group.words.start)
                .copied()
                .flatten()
                .is_some_and(|modal| modal < phrase.words.start)
                && valence::acts(self.pack, group);
            let indefinite = after_modal || self.is_unmarked_indefinite(phrase);
            // «دو کشور توافق کردند»: many who do something with each other.
            let many = self.words[phrase.words.start].number.is_some_and(|n| n > 1.0);
            let sides = many && group.person.plural && valence::symmetric(self.pack, group);
            let agentive = !after_modal && (sides || self.agentive(phrase));
            let object = !has_object
                && !links
                && (!told || indefinite)
                && !group.passive
                && (adjacent(first) || self.is_sum(phrase))
                && self.words[phrase.head].pos() != Pos::Pron
                && if self.is_sum(phrase) {
                    self.may_take_object(group)
                } else if group.element().is_some() {
                    indefinite && !agentive && self.may_take_object(group)
                } else {
                    self.takes_object(group) && (indefinite || !agentive)
                };
            // «مدعی است»: what rules list with the verb is said of the subject.
            let listed = self.words[phrase.head].form.is_some_and(|f| {
                phrase.words.len() == 1 && self.pack.events.verbs.contains_key(&(group.lemma, Some(f)))
            });
            let predicate = links && adjacent(first) && (listed || !agentive && (becomes || kind != ClauseKind::Main));
            slots.push(slot(
                if object {
                    SlotKind::Object
                } else if predicate {
                    SlotKind::Predicate
                } else {
                    SlotKind::Subject
                },
                first,
            ));
            return;
        }
        slots.push(slot(SlotKind::Subject, first));
        let indefinite = self.is_unmarked_indefinite(&self.phrases[last]) && self.takes_object(group);
        // «نام نام خانوادگی سخنگوی …، گفت که …»: what is said follows, so this says once more who speaks.
        if told && !links && !indefinite {
            return;
        }
        if has_object || links || group.passive || !(indefinite || self.may_take_object(group)) {
            if adjacent(last) {
                slots.push(slot(SlotKind::Predicate, last));
            }
        } else {
            slots.push(slot(SlotKind::Object, last));
        }
    }

    /// Where the verb stands between subject and object: the last phrase before it is the subject, the first after it the
    /// object, or the predicate of a copula.
    fn settle_around<'b>(&self, group: &VerbGroup, bare: &'b [usize]) -> impl Iterator<Item = (SlotKind, usize)> + 'b {
        let (before, after) = bare.split_at(bare.partition_point(|n| self.phrases[*n].words.start < group.words.start));
        let complement = if group.copula || !self.takes_object(group) { SlotKind::Predicate } else { SlotKind::Object };
        let subject = before.last().map(|n| (SlotKind::Subject, *n));
        let object = after.first().map(|n| (complement, *n));
        subject.into_iter().chain(object)
    }

    /// «نامه‌ای», «یک نامه», «سه نامه»: an object of this kind needs no marker.
    fn is_unmarked_indefinite(&self, phrase: &Phrase) -> bool {
        is_indefinite(self.words, phrase) || self.words[phrase.words.start].pos() == Pos::Num
    }

    /// «۵۵۰ میلیون تومان»: a sum of money does nothing itself.
    fn is_sum(&self, phrase: &Phrase) -> bool {
        let currency = self.pack.lexicon.classes.get("currency");
        self.words[phrase.words.start].pos() == Pos::Num && self.words[phrase.head].is(currency)
    }

    /// Whether the verb, with its element, may have an object.
    fn may_take_object(&self, group: &VerbGroup) -> bool {
        if !self.takes_object(group) {
            return false;
        }
        if let Some(takes) = valence::takes_object(self.pack, group).filter(|_| group.element().is_some()) {
            return takes;
        }
        let Some(element) = group.element().filter(|e| e.listed) else { return true };
        let g = &self.pack.grammar;
        // A compound whose passive with become is listed has an object.
        let Some(symbol) = element.symbol else { return true };
        let light = g.light_any.contains(&g.standard(group.lemma));
        !light || g.become_.iter().any(|b| self.pack.verbs.compound(*b, symbol).is_some())
    }

    fn takes_object(&self, group: &VerbGroup) -> bool {
        let g = &self.pack.grammar;
        let verb = &self.words[group.main].reading.classes;
        !verb.meets(g.intransitive) && !g.become_.contains(&group.lemma) && !group.copula
    }

    fn agentive(&self, phrase: &Phrase) -> bool {
        let g = &self.pack.grammar;
        let head = &self.words[phrase.head];
        // A word that no list knows is most often a name.
        let unknown = head.has(Features::UNKNOWN) && !head.has(Features::PLURAL) && !head.has(Features::INDEFINITE);
        head.is(g.human)
            || head.is(g.body)
            || head.is(g.collective)
            || unknown
            || matches!(head.pos(), Pos::Propn | Pos::Pron)
    }

    fn is_adverbial(&self, phrase: &Phrase) -> bool {
        let g = &self.pack.grammar;
        let head = &self.words[phrase.head];
        if head.pos() == Pos::Adv || head.is(g.directional) {
            return true;
        }
        (head.is(g.time) || head.is(g.weekday) || head.is(g.month)) && phrase.joined_to.is_none()
    }

    /// «۲۹ نفر را زنده از آب گرفت»: an adjective alone is no subject, unless it means people («زخمی‌ها», «مجروح»).
    fn is_bare_quality(&self, phrase: &Phrase) -> bool {
        let head = &self.words[phrase.head];
        let guessed = head.has(Features::DERIVED) || head.has(Features::UNKNOWN);
        let thing = guessed || head.has(Features::PLURAL) || head.has(Features::SUPERLATIVE);
        head.pos() == Pos::Adj && phrase.words.len() == 1 && !thing && !head.is(self.pack.grammar.human)
    }

    /// Whether a prepositional phrase hangs on the phrase before it and not on the verb.
    fn hangs_on_phrase(&self, n: usize, members: &[usize], group: &VerbGroup) -> bool {
        let phrase = &self.phrases[n];
        let Some(preposition) = phrase.preposition else { return false };
        let Some(before) = n.checked_sub(1).filter(|b| members.contains(b)) else { return false };
        let owner = &self.phrases[before];
        if owner.words.end != preposition || phrase.words.end > group.words.start {
            return false;
        }
        let g = &self.pack.grammar;
        let word = &self.words[preposition];
        // «مانند», «از جمله»: an example of what stands before; «مبنی بر»: said of it.
        if word.is(g.example) || word.is(g.attribute) {
            return true;
        }
        // «بسیاری از کشورها», «یکی از شاهدان», «بخشی از شهر».
        let quantity = noun_of(self.words, owner);
        if word.is(g.partitive)
            && (quantity.is(g.quantifier)
                || quantity.is(g.indefinite)
                || quantity.pos() == Pos::Num
                || is_indefinite(self.words, owner)
                    && (phrase.words.end != group.start() || self.takes_no_other(group, word.form)))
            && !quantity.is(g.time)
        {
            return true;
        }
        // «صدها نفر از کارگران»: so many of a group.
        let number = &self.words[owner.words.start];
        let many = number.pos() == Pos::Num || number.number.is_some() || number.is(g.quantifier);
        let currency = self.pack.lexicon.classes.get("currency");
        let counted = many && quantity.is(g.unit.with(g.classifier)) && !quantity.is(currency);
        let some = &self.words[phrase.head];
        if word.is(g.partitive) && counted && (some.is(g.human) && some.has(Features::PLURAL) || some.is(g.collective))
        {
            return true;
        }
        let complex = word.is(g.complex_preposition);
        // «عامل سوءقصد نافرجام علیه …»: the last noun, not what describes it.
        let last = owner.words.clone().rev().map(|i| &self.words[i]).find(|w| w.pos() != Pos::Adj);
        let last = last.unwrap_or(&self.words[owner.words.end - 1]);
        let noun = &self.words[owner.head];
        // Between the object and its marker everything belongs to the object.
        let object = self.phrases[..n].iter().rposition(|p| p.object_marked);
        let unmarked =
            |o: usize| !self.words[self.phrases[o].words.end..preposition].iter().any(|w| w.is(g.object_marker));
        let marker = self.words[phrase.words.end..group.words.start].iter().any(|w| w.is(g.object_marker));
        if marker && object.is_some_and(|o| members.contains(&o) && unmarked(o)) {
            return true;
        }
        let form = word.form;
        // «نشست سران | به فردا موکول شد»: no noun takes a time as its addressee.
        let when = some.is(g.time.with(g.weekday).with(g.month).with(g.deictic));
        let governed = word.is(self.pack.lexicon.classes.get("governed")) && !word.is(g.partitive);
        if when && governed && valence::take_time(&valence::of_verb(self.pack, group), form) {
            return false;
        }
        let nouns = valence::of_noun(self.pack, if noun.is(g.event) { noun } else { last });
        let noun_takes = valence::take(&nouns, form);
        let verb_takes = valence::take(&valence::of_verb(self.pack, group), form);
        if noun_takes && !verb_takes {
            return true;
        }
        // «توفان | به شبکه برق | خسارت زد»: what the verb takes is not left to another noun, when it stands but once.
        let again = members
            .iter()
            .any(|m| self.phrases[*m].preposition.is_some_and(|p| p > preposition && self.words[p].form == form));
        if verb_takes && !again && !noun_takes && owner.preposition.is_none() {
            return false;
        }
        // An event noun keeps its complements when it stands under a preposition or heads the subject.
        // «نیروهای پشتیبانی سریع | از آوریل …»: a time hangs on no noun that only describes.
        let some = &self.words[phrase.head];
        let acts = noun.is(g.human.with(g.body).with(g.collective));
        let time = acts && some.is(g.time.with(g.month).with(g.weekday));
        let governs = noun.is(g.event) || last.is(g.event) && !time;
        // «در حادثه‌ای | حوالی ساعت شش | …»: what happens in it happens at that time, too.
        let in_it = owner.preposition.is_some_and(|p| self.words[p].is(self.pack.lexicon.classes.get("inside")));
        if in_it && complex && some.is(g.time.with(g.month).with(g.weekday)) {
            return false;
        }
        if complex && !(governs && self.words[preposition].is(self.attaching())) {
            return false;
        }
        // «این دیدار | بر …»: what is known already takes no complement.
        let known = self.words[owner.words.start].is(g.demonstrative);
        let first = before == members[0] && owner.preposition.is_none() && !known;
        let inside = owner.preposition.is_some() || owner.joined_to.is_some();
        // «از همکاری … در استرداد … | قدردانی کرد»: what happens in it, before a verb that wants nothing of the kind.
        let act = word.is(self.pack.lexicon.classes.get("inside")) && self.words[phrase.head].is(g.event);
        let apart = phrase.words.end != group.start() || act && self.takes_no_other(group, word.form);
        governs && (first || (inside && apart))
    }

    /// Whether rules know the verb and none of them has a role for this preposition.
    fn takes_no_other(&self, group: &VerbGroup, preposition: Option<Symbol>) -> bool {
        let rules = valence::of_verb(self.pack, group);
        !rules.is_empty() && !valence::take(&rules, preposition)
    }

    /// Complex prepositions that may hang on a noun: about, against, between, where.
    fn attaching(&self) -> crate::rules::lexicon::Classes {
        let class = |name: &str| self.pack.lexicon.classes.get(name);
        class("role-topic").with(class("role-against")).with(class("role-between")).with(class("role-place"))
    }

    /// A clause without subject takes that of the clause it is joined to, or of the clause it hangs on.
    fn carry(&self, clauses: &mut Clauses, c: usize) {
        let clause = &clauses.list[c];
        let Some(group) = clause.verb.map(|v| &self.groups[v]) else { return };
        if clause.slots.iter().any(|s| s.kind == SlotKind::Subject) || group.person.person != 3 {
            return;
        }
        let mut source = clause.joined_to;
        if source.is_none() {
            source = match clause.kind {
                ClauseKind::Relative => None,
                ClauseKind::Main => None,
                _ => clause.parent,
            };
        }
        let relative_head = (clause.kind == ClauseKind::Relative).then_some(clause.antecedent).flatten();
        if let Some(antecedent) = relative_head {
            let owner = self.phrases.iter().rposition(|p| p.words.start <= antecedent && p.words.end <= antecedent + 1);
            if let Some(mut phrase) = owner {
                // «نام، وزیر …، که …»: the name, not what stands beside it.
                while let Some(name) = self.phrases[phrase].apposition_of {
                    phrase = name;
                }
                // «الف و ب که … بودند»: many who are named one by one.
                let one = |n: usize| {
                    let head = &self.words[self.phrases[n].head];
                    !head.has(Features::PLURAL) && self.phrases[n].preposition.is_none()
                };
                while let Some(first) = self.phrases[phrase].joined_to.filter(|_| group.person.plural && one(phrase)) {
                    phrase = first;
                }
                // «هزاران تن از کارگران که …», «سه نفر از جمله یک کودک که … شدند»: all of them.
                let g = &self.pack.grammar;
                let single = !self.words[self.phrases[phrase].head].has(Features::PLURAL);
                let part = self.phrases[phrase].preposition.is_some_and(|p| {
                    self.words[p].is(g.partitive) || self.words[p].is(g.example) && group.person.plural && single
                });
                if let Some(some) = clauses.attached[phrase].filter(|_| part) {
                    phrase = some;
                }
                clauses.list[c].slots.push(Slot { kind: SlotKind::Subject, phrase, carried: true });
            }
            return;
        }
        let Some(source) = source else { return };
        let subject = match self.agrees(clauses, c, source) {
            true => clauses.list[source].slots.iter().find(|s| s.kind == SlotKind::Subject).copied(),
            false => self.other_actor(clauses, source, group),
        };
        if let Some(subject) = subject {
            clauses.list[c].slots.push(Slot { carried: true, ..subject });
        }
    }
}

impl Filler<'_> {
    /// «لایحه را تصویب و به دولت ابلاغ کرد», «او را شناسایی و بازداشت کردند»: two acts that share a light verb are done to
    /// one object, when the second has no phrase of its own that could be it.
    fn carry_object(&self, clauses: &mut Clauses, c: usize) {
        let Some(before) = clauses.list[c].joined_to else { return };
        let verb = |c: usize| clauses.list[c].verb.map(|v| &self.groups[v]);
        let shared = verb(before).zip(verb(c)).is_some_and(|(first, second)| {
            let takes = valence::takes_object(self.pack, second) == Some(true);
            first.elided && first.lemma == second.lemma && !second.passive && takes
        });
        let bare = |s: &Slot| matches!(s.kind, SlotKind::Subject | SlotKind::Object | SlotKind::Predicate);
        if !shared || clauses.list[c].slots.iter().any(bare) {
            return;
        }
        let object = clauses.list[before].slots.iter().find(|s| s.kind == SlotKind::Object).copied();
        clauses.list[c].slots.extend(object.map(|s| Slot { carried: true, ..s }));
    }

    /// Whether one subject can stand for a clause and the one on which it hangs: «از شورا انتظار دارند … تصویب کند» has
    /// two, because many do not do what one does.
    fn agrees(&self, clauses: &Clauses, c: usize, source: usize) -> bool {
        let verb = |c: usize| clauses.list[c].verb.map(|v| &self.groups[v]);
        let number = |c: usize| verb(c).map(|v| v.person.plural);
        let hangs = clauses.list[c].kind == ClauseKind::Complement && clauses.list[c].parent == Some(source);
        // «دو وزیر قرار است … کنند»: the subject stands before a verb that has none.
        !hangs || number(c) == number(source) || verb(source).is_some_and(|v| v.copula)
    }

    /// Who else in a clause may do what hangs on it: «از شورا», «به مأموران», «سرباز را».
    fn other_actor(&self, clauses: &Clauses, source: usize, group: &VerbGroup) -> Option<Slot> {
        let fits = |s: &&Slot| {
            let phrase = &self.phrases[s.phrase];
            let head = &self.words[phrase.head];
            let governed = phrase.preposition.is_none_or(|p| {
                let core = self.pack.lexicon.classes.get("governed");
                self.words[p].is(core)
            });
            let actor = matches!(s.kind, SlotKind::Object | SlotKind::Oblique(_)) && governed && self.agentive(phrase);
            actor && (head.has(Features::PLURAL) == group.person.plural || head.is(self.pack.grammar.collective))
        };
        let found = clauses.list[source].slots.iter().filter(|s| !s.carried).find(fits).copied();
        found.map(|s| Slot { kind: SlotKind::Subject, ..s })
    }
}

/// The head of a phrase, or its last determiner when it has no noun.
fn noun_of<'w>(words: &'w [Word], phrase: &Phrase) -> &'w Word {
    &words[phrase.head]
}
