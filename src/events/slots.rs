//! What stands around a trigger: phrases by their grammatical place, and what they are.

use crate::analysis::valence;
use crate::analysis::{Clause, ClauseKind, Phrase, Sentence, SlotKind, VerbGroup, Word};
use crate::mentions::Mention;
use crate::rules::Pack;
use crate::rules::event_rules::{SlotName, SlotSpec, Test};
use crate::rules::grammar::Grammar;
use crate::rules::lexicon::{Features, Pos};
use crate::rules::symbols::Symbol;
use crate::schema::EntityType;
use crate::span::Span;
use crate::text::TokenKind;
use std::ops::Range;

/// One sentence with all that earlier stages found in it.
pub(crate) struct Scene<'a> {
    pub text: &'a str,
    pub sentence: &'a Sentence,
    pub mentions: &'a [Mention],
    pub pack: &'a Pack,
}

/// Grammatical place of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Subject,
    Object,
    Genitive,
    Adverbial,
    Predicate,
    Element,
    Preposition(Option<Symbol>),
    /// A complement clause; it fills no role.
    Clause,
}

/// A phrase that may fill a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub place: Place,
    pub words: Range<usize>,
    pub head: usize,
    pub carried: bool,
}

impl<'a> Scene<'a> {
    pub(crate) fn grammar(&self) -> &'a Grammar {
        &self.pack.grammar
    }

    pub(crate) fn word(&self, at: usize) -> &Word {
        &self.sentence.words[at]
    }

    pub(crate) fn span(&self, words: &Range<usize>) -> Span {
        self.sentence.words[words.start].span.cover(self.sentence.words[words.end - 1].span)
    }

    /// The mention that covers exactly these words, or else the one whose head is this head.
    pub(crate) fn mention_at(&self, words: &Range<usize>, head: usize) -> Option<&Mention> {
        self.mentions.iter().find(|m| m.words == *words).or_else(|| {
            self.mentions
                .iter()
                .filter(|m| m.words.contains(&head) && words.start <= m.words.start && m.words.end <= words.end)
                .max_by_key(|m| m.words.len())
        })
    }

    /// What a phrase is: the type of the mention at its head, or what its head noun says.
    pub(crate) fn is_kind(&self, c: &Candidate, kind: EntityType) -> bool {
        let g = self.grammar();
        if let Some(whole) = self.whole(c).filter(|_| kind != EntityType::Time) {
            return kind != EntityType::Quantity && self.is_kind(&whole, kind);
        }
        let head = self.word(c.head);
        let mentioned = self.mention_at(&c.words, c.head).filter(|m| m.words.contains(&c.head));
        // «سه بانک», «دو فراکسیون»: what is counted is still what it is, unless only the measure is named.
        let thing = kind != EntityType::Time && !head.is(g.classifier) && !head.is(g.unit);
        let counted = |m: &&Mention| m.kind == EntityType::Quantity && thing;
        if mentioned.is_some_and(|m| m.kind == kind) {
            return true;
        }
        if mentioned.is_some_and(|m| !counted(&m)) {
            return false;
        }
        let named =
            self.mentions.iter().any(|m| m.kind == kind && m.words.end == c.words.end && m.words.start > c.head);
        let plural =
            head.has(Features::PLURAL) || (c.words.start..c.head).any(|i| self.word(i).number.is_some_and(|n| n > 1.0));
        match kind {
            EntityType::Person => head.is(g.human) && !plural || (head.pos() == Pos::Pron && head.is(g.personal)),
            EntityType::Group => {
                (head.is(g.human) && plural)
                    || head.is(g.collective)
                    || (head.pos() == Pos::Pron && head.is(g.personal))
            }
            EntityType::Organization => head.is(g.body) || (head.is(g.title) && named),
            EntityType::Place => head.is(g.place) || head.is(g.place_name),
            EntityType::Time => head.is(g.time) || head.is(g.weekday) || head.is(g.month),
            EntityType::Quantity => head.is(g.classifier) || head.is(g.unit) || head.pos() == Pos::Num,
            EntityType::Product => head.is(g.vehicle.with(g.weapon).with(g.document).with(g.product)),
        }
    }

    /// «یکی از روستاها», «بخشی از مردم»: what is taken a part of says what it is.
    fn whole(&self, c: &Candidate) -> Option<Candidate> {
        let g = self.grammar();
        let head = self.word(c.head);
        let part = head.is(g.quantifier) || head.is(g.indefinite) || head.pos() == Pos::Num;
        let at = c.head + 1;
        let phrase = self.sentence.phrases.iter().find(|p| p.preposition == Some(at) && p.words.end <= c.words.end)?;
        (part && self.word(at).is(g.partitive)).then(|| Candidate {
            words: phrase.words.clone(),
            head: phrase.head,
            ..c.clone()
        })
    }

    pub(crate) fn is_human(&self, c: &Candidate) -> bool {
        [EntityType::Person, EntityType::Organization, EntityType::Group, EntityType::Place]
            .into_iter()
            .any(|k| self.is_kind(c, k))
    }

    fn is_plural(&self, c: &Candidate) -> bool {
        let g = self.grammar();
        let words = &self.sentence.words[c.words.clone()];
        let head = self.word(c.head);
        let joined = words.iter().any(|w| w.is(g.and));
        head.has(Features::PLURAL)
            || joined
            || (c.words.start..c.head)
                .any(|i| self.word(i).number.is_some_and(|n| n > 1.0) || self.word(i).is(g.quantifier))
    }

    fn passes(&self, c: &Candidate, test: &Test) -> bool {
        match test {
            Test::Kinds(kinds) => kinds.iter().any(|k| self.is_kind(c, *k)),
            Test::Human => self.is_human(c),
            Test::Plural => self.is_plural(c),
            Test::Words(words) => {
                words.contains(&self.word(c.head).reading.lemma)
                    || self.word(c.head).form.is_some_and(|f| words.contains(&f))
            }
            Test::Phrase => true,
            Test::Any(tests) => tests.iter().any(|t| self.passes(c, t)),
        }
    }

    /// Whether a candidate is what a slot asks for.
    pub(crate) fn fits(&self, c: &Candidate, spec: &SlotSpec) -> bool {
        let place = match (&spec.slot, c.place) {
            (SlotName::Subject, Place::Subject)
            | (SlotName::Object, Place::Object)
            | (SlotName::Genitive, Place::Genitive)
            | (SlotName::Adverbial, Place::Adverbial)
            | (SlotName::Predicate, Place::Predicate)
            | (SlotName::Element, Place::Element)
            | (SlotName::Clause, Place::Clause) => true,
            (SlotName::Preposition(list), Place::Preposition(Some(p))) => list.contains(&p),
            (SlotName::Number, Place::Subject | Place::Object | Place::Genitive) => {
                return self.is_kind(c, EntityType::Quantity);
            }
            (SlotName::Measure, Place::Adverbial | Place::Predicate | Place::Object) => {
                return self.is_kind(c, EntityType::Quantity);
            }
            _ => false,
        };
        place && spec.test.as_ref().is_none_or(|t| self.passes(c, t) != spec.negated)
    }

    /// A phrase with all that hangs on it by prepositions, up to a limit.
    pub(crate) fn extent(&self, n: usize) -> Range<usize> {
        let phrases = &self.sentence.phrases;
        let mut end = phrases[n].words.end;
        let mut at = n + 1;
        while let Some(next) = phrases.get(at) {
            let hangs = self.sentence.clauses.attached.get(at).copied().flatten().is_some_and(|o| o >= n)
                && next.preposition == Some(end);
            let joined = next.joined_to == Some(at - 1)
                && at - 1 > n
                && next.preposition.is_none()
                && next.words.start == end + 1;
            if !hangs && !joined {
                break;
            }
            // What merely stands beside the noun (where, what for, by which way) is no part of the filler, unless it is an
            // act («مشارکت در قتل»).
            let event = |n: usize| self.word(phrases[n].head).is(self.grammar().event);
            let inside = self.pack.lexicon.classes.get("inside");
            let act = |p: usize| self.word(p).is(inside) && event(at) && event(n) && !self.is_time(at);
            if hangs && next.preposition.is_some_and(|p| !self.governed(p) && !self.part_of(at - 1, p) && !act(p)) {
                break;
            }
            end = next.words.end;
            at += 1;
        }
        phrases[n].words.start..end
    }

    fn is_thing(&self, n: usize) -> bool {
        let phrase = &self.sentence.phrases[n];
        let (words, head) = (phrase.words.clone(), phrase.head);
        let candidate = Candidate { place: Place::Object, words, head, carried: false };
        self.is_kind(&candidate, EntityType::Product) && !self.is_human(&candidate)
    }

    fn is_time(&self, n: usize) -> bool {
        let phrase = &self.sentence.phrases[n];
        let (words, head) = (phrase.words.clone(), phrase.head);
        self.is_kind(&Candidate { place: Place::Object, words, head, carried: false }, EntityType::Time)
    }

    /// Whether a preposition marks a complement that a noun governs.
    fn governed(&self, preposition: usize) -> bool {
        let class = |name: &str| self.pack.lexicon.classes.get(name);
        let word = self.word(preposition);
        word.is(class("governed").with(class("role-topic")).with(class("role-against")).with(class("role-between")))
    }

    /// Whether a preposition makes a phrase a part of the one before it: «صدها نفر از کارگران», or what the noun takes
    /// («تأخیر در …»).
    fn part_of(&self, owner: usize, preposition: usize) -> bool {
        let g = self.grammar();
        let phrase = &self.sentence.phrases[owner];
        let word = self.word(preposition);
        let head = self.word(phrase.head);
        let last = self.word(phrase.words.end - 1);
        let noun = if self.pack.events.nouns.contains_key(&head.reading.lemma) { head } else { last };
        let some = self.sentence.words[phrase.words.clone()].iter().any(|w| {
            w.number.is_some()
                || w.is(g.quantifier)
                || w.is(g.indefinite)
                || w.has(Features::INDEFINITE) && w.has(Features::DERIVED)
        });
        word.is(g.partitive) && some || valence::take(&valence::of_noun(self.pack, noun), word.form)
    }

    /// Candidates of a slot: a phrase with what hangs on it, and the phrases that are joined to it.
    pub(super) fn conjuncts(&self, n: usize, place: Place, carried: bool, out: &mut Vec<Candidate>) {
        let phrases = &self.sentence.phrases;
        let mut list = vec![n];
        let mut last = n;
        let mut apposition = false;
        let mut pairs = false;
        for (m, phrase) in phrases.iter().enumerate().skip(n + 1) {
            let same_preposition = phrase.preposition.is_none() || phrase.preposition == phrases[n].preposition;
            let hangs = self.sentence.clauses.attached.get(m).copied().flatten().is_some_and(|o| o >= n);
            let joined = phrase.joined_to == Some(last) || phrase.joined_to.is_some_and(|j| list.last() == Some(&j));
            if joined && same_preposition {
                // After an apposition («الف، وزیر امور خارجه و دارایی، و ب») only another name goes on with the list.
                if apposition && !self.names_like(n, m) {
                    last = m;
                    continue;
                }
                apposition = false;
                list.push(m);
                last = m;
            } else if phrase.apposition_of == Some(last) && phrase.preposition.is_none() {
                let name = self.word(phrases[n].head).pos() == Pos::Propn && !phrase.bracketed;
                if name && self.names_like(n, m) && !self.is_office(m) {
                    list.push(m);
                } else {
                    apposition = true;
                }
                last = m;
            } else if hangs || (apposition && phrase.preposition.is_some_and(|p| p == phrases[last].words.end)) {
                last = m;
            } else if self.joined_further_on(last, m) {
                pairs = true;
                // «الف به …، ب به … و پ به …»: the other half of the pair stands between.
            } else {
                break;
            }
        }
        let named = |m: usize| {
            let p = &phrases[m];
            self.mention_at(&p.words, p.head).is_some_and(|mention| mention.words.start <= p.head)
                || self.word(p.head).pos() == Pos::Propn
        };
        if pairs || list.len() > 1 && list.iter().all(|m| named(*m)) && !self.shared_head(&list) {
            for m in list {
                out.push(Candidate { place, words: self.extent(m), head: phrases[m].head, carried });
            }
        } else {
            let first = self.extent(n);
            let end = list.iter().map(|m| self.extent(*m).end).max().unwrap_or(first.end);
            out.push(Candidate { place, words: first.start..end, head: phrases[n].head, carried });
        }
    }

    /// Whether a phrase after `m` is joined to `last`, with `m` as the only one between that is not.
    fn joined_further_on(&self, last: usize, m: usize) -> bool {
        let next = self.sentence.phrases.get(m + 1);
        m == last + 1 && next.is_some_and(|p| p.joined_to == Some(last))
    }

    /// Whether two phrases name the same sort of thing: both mentions of one type, or both names.
    fn names_like(&self, a: usize, b: usize) -> bool {
        let phrases = &self.sentence.phrases;
        let of = |n: usize| self.mention_at(&phrases[n].words, phrases[n].head).map(|m| m.kind);
        match (of(a), of(b)) {
            (Some(x), Some(y)) => x == y,
            _ => self.word(phrases[a].head).pos() == Pos::Propn && self.word(phrases[b].head).pos() == Pos::Propn,
        }
    }

    fn is_office(&self, n: usize) -> bool {
        let head = self.word(self.sentence.phrases[n].head);
        head.is(self.grammar().title) || head.is(self.grammar().human)
    }

    /// «شهرستان‌های بروجرد و نورآباد»: the head before the first name is shared by all.
    fn shared_head(&self, list: &[usize]) -> bool {
        let phrases = &self.sentence.phrases;
        let first = &phrases[list[0]];
        let head = self.word(first.head);
        head.has(Features::PLURAL)
            && first.words.len() > 1
            && list[1..].iter().all(|m| self.word(phrases[*m].head).pos() == Pos::Propn && phrases[*m].words.len() == 1)
    }

    /// Everything around a verb, by deep place: in a passive the subject is the object, and an agent phrase the subject.
    pub(crate) fn around_verb(&self, group: &VerbGroup, clause: usize, passive: bool) -> Vec<Candidate> {
        let mut out = Vec::new();
        let by = self.pack.events.by();
        let clause = &self.sentence.clauses.list[clause];
        let element_end = group.elements.iter().filter(|e| e.words.end < group.words.start).map(|e| e.words.end).max();
        for slot in &clause.slots {
            let phrase = &self.sentence.phrases[slot.phrase];
            let place = if element_end
                .is_some_and(|end| phrase.words.start == end && phrase.preposition.is_none() && !slot.carried)
            {
                Place::Element
            } else {
                match slot.kind {
                    SlotKind::Subject if passive => Place::Object,
                    SlotKind::Subject => Place::Subject,
                    SlotKind::Object if passive && !phrase.object_marked => Place::Predicate,
                    SlotKind::Object => Place::Object,
                    SlotKind::Adverbial => Place::Adverbial,
                    SlotKind::Predicate => Place::Predicate,
                    // «توسط بالگرد منتقل شدند»: a vehicle or weapon is what it is done with.
                    SlotKind::Oblique(Some(p)) if by.contains(&p) && !self.is_thing(slot.phrase) => Place::Subject,
                    SlotKind::Oblique(p) => Place::Preposition(p),
                }
            };
            // «که در آن …»: the pronoun stands for the noun that the clause describes.
            if let (SlotKind::Oblique(_), Some(owner)) = (slot.kind, self.resumed(clause, slot.phrase)) {
                self.conjuncts(owner, place, true, &mut out);
                continue;
            }
            // «نجات شهروندان گرفتارشده»: a participle describes the last noun of the chain that is a thing of its own.
            let inner = self.mentions.iter().filter(|m| {
                m.words.end == phrase.words.end && phrase.words.start < m.words.start && m.kind != EntityType::Place
            });
            if group.attributive
                && slot.carried
                && let Some(m) = inner.max_by_key(|m| m.words.len())
            {
                out.push(Candidate { place, words: m.words.clone(), head: m.head, carried: true });
                continue;
            }
            self.conjuncts(slot.phrase, place, slot.carried, &mut out);
            self.nested_places(slot.phrase, &mut out);
        }
        self.complete_element(group, &mut out);
        out
    }

    /// «خواستار | دستیابی به توافق با همسایه | شد»: what hangs on the noun after the element belongs to it.
    fn complete_element(&self, group: &VerbGroup, candidates: &mut Vec<Candidate>) {
        let takes = valence::of_verb(self.pack, group);
        // «… آزادی زندانیان از دولت شد»: who is asked stands beside the noun.
        let asked = |phrase: &Phrase, p: usize| {
            let (words, head) = (phrase.words.clone(), phrase.head);
            let human = self.is_human(&Candidate { place: Place::Object, words, head, carried: false });
            human && valence::take(&takes, self.word(p).form)
        };
        let Some(n) = candidates.iter().position(|c| c.place == Place::Element) else { return };
        let mut whole = candidates[n].words.clone();
        for (m, phrase) in self.sentence.phrases.iter().enumerate() {
            let hangs = phrase.preposition.is_some_and(|p| p == whole.end && self.governed(p) && !asked(phrase, p));
            if hangs && phrase.words.end <= group.words.start {
                whole.end = self.extent(m).end.min(group.words.start);
            }
        }
        candidates[n].words = whole.clone();
        candidates.retain(|c| c.place == Place::Element || !whole.contains(&c.words.start));
    }

    /// «شهر راور در استان کرمان را»: a place inside a place is where it happens, too.
    fn nested_places(&self, n: usize, out: &mut Vec<Candidate>) {
        let phrases = &self.sentence.phrases;
        let is_place = |m: usize| {
            let phrase = &phrases[m];
            let (words, head) = (phrase.words.clone(), phrase.head);
            self.is_kind(&Candidate { place: Place::Object, words, head, carried: false }, EntityType::Place)
        };
        let inside = self.pack.lexicon.classes.get("inside");
        for (m, phrase) in phrases.iter().enumerate().skip(n + 1) {
            let attached = self.sentence.clauses.attached.get(m).copied().flatten();
            if attached != Some(m - 1) || !is_place(m - 1) {
                break;
            }
            if let Some(p) = phrase.preposition.filter(|p| self.word(*p).is(inside))
                && is_place(m)
            {
                let place = Place::Preposition(self.word(p).form);
                out.push(Candidate { place, words: phrase.words.clone(), head: phrase.head, carried: false });
            }
        }
    }

    /// The phrase for which a pronoun at the beginning of a relative clause stands.
    fn resumed(&self, clause: &crate::analysis::Clause, phrase: usize) -> Option<usize> {
        let antecedent = clause.antecedent.filter(|_| clause.kind == crate::analysis::ClauseKind::Relative)?;
        let pronoun = &self.sentence.phrases[phrase];
        let head = self.word(pronoun.head);
        let stands_for = pronoun.words.len() == 1 && head.pos() == Pos::Pron && head.is(self.grammar().demonstrative);
        if !stands_for || pronoun.preposition != Some(clause.start + 1) {
            return None;
        }
        self.sentence.phrases.iter().rposition(|p| p.words.start <= antecedent && p.words.end <= clause.start)
    }

    /// The clause that says what is said, wanted or denied: it hangs on the clause of a verb, or follows the verb
    /// without a conjunction («مدعی شد این کار …»), or describes the noun. One that no conjunction opens is `carried`.
    pub(crate) fn complement(&self, clause: usize, noun: Option<&Range<usize>>) -> Option<Candidate> {
        let list = &self.sentence.clauses.list;
        let verb = list[clause].verb.map_or(0, |g| self.sentence.groups[g].words.end);
        let phrase = noun.and_then(|n| self.sentence.phrases.iter().find(|p| p.head == n.start));
        let describes = |c: &Clause, noun: &Range<usize>| {
            c.antecedent.is_some_and(|a| noun.contains(&a) || phrase.is_some_and(|p| p.words.contains(&a)))
        };
        let hangs = |c: &Clause| c.kind == ClauseKind::Complement && c.parent == Some(clause);
        let follows = |c: &Clause| {
            let first = (verb..c.end).find(|at| self.word(*at).kind != TokenKind::Mark);
            let joined = c.joined_to == Some(clause) && c.kind == list[clause].kind;
            (joined && first.is_some_and(|at| c.start <= at && self.word(at).pos() != Pos::Cconj))
                || (c.kind == ClauseKind::Purpose && c.parent == Some(clause))
        };
        let told = || list.iter().filter(|c| c.start < c.end && c.verb.is_some());
        let (found, carried) = match noun {
            Some(noun) => (told().find(|c| describes(c, noun))?, false),
            None => {
                told().find(|c| hangs(c)).map(|c| (c, false)).or_else(|| Some((told().find(|c| follows(c))?, true)))?
            }
        };
        Some(Candidate { place: Place::Clause, words: found.start..found.end, head: found.start, carried })
    }
}
