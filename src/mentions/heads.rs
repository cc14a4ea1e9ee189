//! Mentions by their head noun: a phrase whose head is a kind of people, body, place or thing.

use super::{Mention, NameMatch};
use crate::analysis::{Element, Phrase, Sentence, Word};
use crate::rules::Pack;
use crate::rules::heads::{Extent, HeadRule, Need, NumberCondition};
use crate::rules::lexicon::{Features, Pos, Reading};
use crate::schema::EntityType;
use crate::text::TokenKind;
use std::ops::Range;

pub(crate) fn mentions(
    sentence: &Sentence,
    known: &[Mention],
    matches: &[Vec<NameMatch>],
    pack: &Pack,
) -> Vec<Mention> {
    let finder = Finder { sentence, known, matches, pack };
    let mut found = Vec::new();
    for (n, phrase) in sentence.phrases.iter().enumerate() {
        for rule in &pack.heads {
            let mut at = phrase.words.start;
            while at < phrase.words.end {
                if (at == phrase.head || rule.inside)
                    && let Ok((words, head)) = finder.apply(rule, phrase, at)
                {
                    let words = finder.partitive(rule, n, words);
                    let mut mention = Mention::new(rule.kind, words, sentence, &rule.id, rule.strength);
                    mention.head = head;
                    found.push(mention);
                }
                at += 1;
            }
        }
    }
    found
}

/// Head rules that name a word of the sentence as their head and give nothing there, with the first condition that fails.
pub(crate) fn refused(
    sentence: &Sentence,
    known: &[Mention],
    matches: &[Vec<NameMatch>],
    pack: &Pack,
) -> Vec<(usize, usize, Unfit)> {
    let finder = Finder { sentence, known, matches, pack };
    let mut found = Vec::new();
    for phrase in &sentence.phrases {
        for (number, rule) in pack.heads.iter().enumerate() {
            for at in phrase.words.clone().filter(|at| *at == phrase.head || rule.inside) {
                if let Err(Some(why)) = finder.apply(rule, phrase, at) {
                    found.push((number, at, why));
                }
            }
        }
    }
    found
}

/// Why a head rule gives nothing at a word that can be its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unfit {
    /// The word is in `except`.
    Except,
    /// The word describes the one before it.
    Describes,
    /// The word stands inside a name.
    InName,
    /// The word is also the name or kind of a place.
    Place,
    /// The grammatical number is another.
    Number,
    /// A name hangs on it, which `unless_named` forbids.
    Named,
    /// Several bodies are no body.
    Several,
    /// The number before it is none of `values`.
    Values,
    /// It is somebody's, so it has no name of its own.
    Owned,
    /// The number before it makes an adjective of it.
    Adjectival,
    /// None of `needs` holds.
    Needs,
}

/// Strength from which a person's name is no part of a body's name.
const SURE: i32 = 50;

struct Finder<'a> {
    sentence: &'a Sentence,
    known: &'a [Mention],
    matches: &'a [Vec<NameMatch>],
    pack: &'a Pack,
}

impl Finder<'_> {
    fn word(&self, at: usize) -> &Word {
        &self.sentence.words[at]
    }

    /// The words of a mention with its head at `at`, when the rule allows it; else the first condition that fails, or
    /// nothing when the word is no head of the rule at all.
    fn apply(&self, rule: &HeadRule, phrase: &Phrase, at: usize) -> Result<(Range<usize>, usize), Option<Unfit>> {
        let word = self.word(at);
        // The head may be a phrase of several words («اداره کل»).
        let listed = self.matches[at].iter().filter(|m| rule.lists.contains(&m.entry.list)).map(|m| m.end).max();
        // «این زندانی» is no prison: of a person that is listed as he is called, the derived readings tell nothing.
        let listed_so = word.pos() == Pos::Noun && word.is(self.pack.grammar.human) && !word.has(Features::DERIVED);
        let heads = |r: &Reading| {
            r.pos != Pos::Verb
                && r.pos != Pos::Propn
                && !(listed_so && r.features.has(Features::DERIVED))
                && r.classes.meets(rule.classes)
        };
        let classed = matches!(word.pos(), Pos::Noun | Pos::Adj) && word.readings.iter().any(heads);
        let named_so = rule.words.contains(&word.reading.lemma);
        // A head of several words tells itself what distinguishes it («the interior ministry»), whatever its first word
        // alone would be.
        let whole = listed.is_some_and(|end| end > at + 1);
        let excepted = rule.except.contains(&word.reading.lemma) && !(whole && rule.kind == EntityType::Organization);
        if !(classed || listed.is_some() || named_so) {
            return Err(None);
        }
        if excepted {
            return Err(Some(Unfit::Except));
        }
        if word.pos() == Pos::Adj
            && at > phrase.words.start
            && matches!(self.word(at - 1).pos(), Pos::Noun | Pos::Adj | Pos::Propn)
        {
            return Err(Some(Unfit::Describes));
        }
        if self.inside_closed(at) {
            return Err(Some(Unfit::InName));
        }
        // A form that is also a place or its name is no people, unless it is counted («هفت سرباز»).
        let place =
            |r: &Reading| r.classes.meets(self.pack.grammar.place_name) || r.classes.meets(self.pack.grammar.place);
        let counted = at > phrase.words.start && self.word(at - 1).pos() == Pos::Num;
        let people = counted && word.pos() == Pos::Noun && word.is(self.pack.grammar.human);
        if rule.kind == EntityType::Group && !named_so && !people && word.readings.iter().any(place) {
            return Err(Some(Unfit::Place));
        }
        // The reading that makes it a head tells the number; the tagger may have preferred another.
        let plural = word.has(Features::PLURAL)
            || (classed && word.readings.iter().any(|r| heads(r) && r.features.has(Features::PLURAL)));
        match rule.number {
            NumberCondition::Plural if !plural => return Err(Some(Unfit::Number)),
            NumberCondition::Singular if plural => return Err(Some(Unfit::Number)),
            _ => {}
        }
        let head_end = listed.unwrap_or(at + 1).min(phrase.words.end).max(at + 1);
        let start = self.determiners(phrase, at);
        let mut end = self.chain_end(rule, phrase, head_end);
        // «Three of the thieves, two men»: a number in words at the end counts what follows.
        let counts = |i: usize| self.word(i).pos() == Pos::Num && self.word(i).kind == TokenKind::Word;
        while rule.kind == EntityType::Group && end > head_end && counts(end - 1) {
            end -= 1;
        }
        let named = (head_end..end).any(|i| self.is_name(i));
        if rule.unless_named && named {
            return Err(Some(Unfit::Named));
        }
        // One person is no group, nor is each or none.
        let many = self.pack.lexicon.classes.get("several");
        let several = |i: usize| {
            self.word(i).is(many) || self.word(i).number.map_or(self.word(i).pos() == Pos::Num, |n| n != 1.0)
        };
        let counted = (start..at).any(|i| several(i) || (plural && self.word(i).is(self.pack.grammar.quantifier)))
            || (!plural && rule.kind != EntityType::Group && (start..at).any(|i| self.word(i).number.is_some()));
        // Several bodies are no body.
        if rule.kind == EntityType::Organization && (start..at).any(several) {
            return Err(Some(Unfit::Several));
        }
        if !rule.values.is_empty() {
            let value = (start..at).find_map(|i| self.word(i).number);
            if !value.is_some_and(|v| rule.values.contains(&v)) {
                return Err(Some(Unfit::Values));
            }
        }
        // «اتاق کارش»: what is somebody's has no name of its own.
        let owned = rule.kind == EntityType::Organization && (at..end).any(|i| self.word(i).has(Features::CLITIC));
        if owned {
            return Err(Some(Unfit::Owned));
        }
        // «بلوک ۲۷ عضوی»: with the ending the number makes an adjective, unless a clause says which.
        let adjectival = rule.kind == EntityType::Group
            && start < at
            && self.word(at - 1).pos() == Pos::Num
            && word.has(Features::INDEFINITE)
            && !self.sentence.words.get(at + 1).is_some_and(|w| w.is(self.pack.grammar.that));
        if adjectival {
            return Err(Some(Unfit::Adjectival));
        }
        let demonstrative = (start..at).any(|i| self.word(i).is(self.pack.grammar.demonstrative));
        let holds = |need: &Need| match need {
            Need::Counted => counted,
            Need::Modified => end > head_end || whole,
            Need::Named => named,
            Need::Noun => (head_end..end).any(|i| matches!(self.word(i).pos(), Pos::Noun | Pos::Propn)),
            Need::Demonstrative => demonstrative,
            Need::Indefinite => word.has(Features::INDEFINITE),
            Need::Bare => end == head_end && start == at,
            Need::One => (start..at).any(|i| self.word(i).number == Some(1.0)),
            Need::Compound => word.tokens.len() > 1,
        };
        if !rule.needs.iter().any(holds) {
            return Err(Some(Unfit::Needs));
        }
        // «Two units, helicopters»: what a classifier counts is named by itself, but one unit of it is the thing.
        let classified = rule.kind == EntityType::Product
            && (start..at).any(|i| self.word(i).is(self.pack.grammar.classifier) && self.word(i).pos() == Pos::Noun)
            && (start..at).all(|i| self.word(i).number != Some(1.0));
        let from = match rule.extent {
            Extent::Phrase if classified => at,
            Extent::Phrase => start,
            Extent::Chain if demonstrative || (counted && self.one_before(at)) => start,
            Extent::Chain => at,
        };
        Ok((from..end, at))
    }

    /// Whether a demonstrative stands before the head that ends at `head_end`.
    fn points(&self, phrase: &Phrase, head_end: usize) -> bool {
        (phrase.words.start..head_end).any(|i| self.word(i).is(self.pack.grammar.demonstrative))
    }

    fn one_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|p| self.word(p).number == Some(1.0))
    }

    /// First determiner, number or classifier directly before the word at `at`.
    fn determiners(&self, phrase: &Phrase, at: usize) -> usize {
        let g = &self.pack.grammar;
        let mut start = at;
        while start > phrase.words.start {
            let before = self.word(start - 1);
            let belongs = matches!(before.pos(), Pos::Det | Pos::Num)
                || (before.is(g.classifier) && before.pos() == Pos::Noun)
                || before.has(Features::SUPERLATIVE)
                || (before.pos() == Pos::Adj && before.is(g.ordinal) && start - 1 < phrase.head);
            // «۱۱ هزار و ۸۵۷ بیمار»: a number of several words.
            let joins = before.is(g.and.with(self.pack.lexicon.classes.get("range")))
                && start < at
                && self.word(start).pos() == Pos::Num
                && start - 1 > phrase.words.start
                && self.word(start - 2).pos() == Pos::Num;
            if !belongs && !joins {
                break;
            }
            start -= 1;
        }
        start
    }

    /// Where the mention ends: with the phrase, but before what cannot be part of its name.
    fn chain_end(&self, rule: &HeadRule, phrase: &Phrase, head_end: usize) -> usize {
        let g = &self.pack.grammar;
        let mut end = head_end;
        while end < phrase.words.end {
            let word = self.word(end);
            if word.is(g.time) && word.pos() == Pos::Noun && !self.is_name(end) && rule.kind != EntityType::Group {
                break;
            }
            // A time stands by itself, and so does a person that is surely one; a weak name may belong to the body.
            if self.known.iter().any(|m| {
                m.words.start == end
                    && (m.kind == EntityType::Time
                        || (matches!(m.kind, EntityType::Person | EntityType::Quantity) && m.strength >= SURE))
            }) {
                break;
            }
            // What carries the copula is the predicate.
            if word.has(Features::COPULA) {
                break;
            }
            // Nothing indefinite hangs on what is definite: «this country» and «a new stage» are two phrases.
            let definite = || (head_end..end).any(|i| self.is_name(i)) || self.points(phrase, head_end);
            if word.pos() == Pos::Noun
                && word.has(Features::INDEFINITE)
                && !word.readings.iter().any(|r| r.pos == Pos::Adj)
                && definite()
            {
                break;
            }
            // A place that lies around a place with a name of its own is another place.
            if rule.kind == EntityType::Place
                && (head_end..end).any(|i| self.names_alone(i))
                && self.known.iter().any(|m| m.words.start == end && m.kind == EntityType::Place && m.record.is_some())
            {
                break;
            }
            // «خودروی مذکور | تعداد ۲۰ کیسه»: a noun of quantity with its number counts what follows.
            if word.is(self.pack.lexicon.classes.get("amount"))
                && self.sentence.words.get(end + 1).is_some_and(|w| w.pos() == Pos::Num)
            {
                break;
            }
            // «The third …» and «the greatest …» begin another phrase; an ordinal after its noun belongs to it.
            let before_its_noun = word.is(self.pack.lexicon.classes.get("prehead"))
                && end + 1 < phrase.words.end
                && self.word(end + 1).pos() == Pos::Noun;
            // «A mosque, seven worshippers»: a number of people is another phrase.
            let counts_people = word.pos() == Pos::Num
                && end + 1 < phrase.words.end
                && self.word(end + 1).is(g.human)
                && self.word(end + 1).pos() == Pos::Noun;
            if word.has(Features::SUPERLATIVE) || before_its_noun || counts_people || self.is_element(end) {
                break;
            }
            if matches!(rule.kind, EntityType::Organization | EntityType::Place)
                && matches!(word.pos(), Pos::Det | Pos::Pron)
            {
                break;
            }
            end += 1;
        }
        end
    }

    fn is_name(&self, at: usize) -> bool {
        let word = self.word(at);
        // A word that nobody knows is a name.
        let strange = word.has(Features::UNKNOWN) && word.pos() == Pos::Noun;
        word.pos() == Pos::Propn || strange || self.known.iter().any(|m| m.words.contains(&at) && m.record.is_some())
    }

    /// An adjective that makes a verb with the verb after it («became clear») describes nothing, nor does a noun that
    /// takes a complement before its verb («handed over to»).
    fn is_element(&self, at: usize) -> bool {
        let describes_nothing = |e: &Element| self.word(at).pos() == Pos::Adj || e.takes_complement;
        self.sentence.groups.iter().any(|g| g.elements.iter().any(|e| e.words.contains(&at) && describes_nothing(e)))
    }

    /// A name that is none of a known place.
    fn names_alone(&self, at: usize) -> bool {
        let word = self.word(at);
        word.pos() == Pos::Propn || word.has(Features::UNKNOWN)
    }

    /// Inside a name nothing else begins.
    fn inside_closed(&self, at: usize) -> bool {
        self.known.iter().any(|m| {
            m.words.contains(&at)
                && m.words.start < at
                && (matches!(m.kind, EntityType::Time | EntityType::Organization)
                    || (m.kind == EntityType::Person && m.strength >= SURE))
        })
    }

    /// «صدها نفر از کارگران»: the number before «از» belongs to the group.
    fn partitive(&self, rule: &HeadRule, n: usize, words: Range<usize>) -> Range<usize> {
        let g = &self.pack.grammar;
        let phrase = &self.sentence.phrases[n];
        let (Some(preposition), Some(before)) =
            (phrase.preposition, n.checked_sub(1).map(|b| &self.sentence.phrases[b]))
        else {
            return words;
        };
        // What counts stands directly before the preposition: «in the last year | fifty of the employees».
        let words_before = &self.sentence.words[before.words.clone()];
        let counts = |w: &Word| w.is(g.classifier) || w.pos() == Pos::Num || w.is(g.quantifier) || w.number.is_some();
        let run = words_before.iter().rev().take_while(|w| counts(w)).count();
        let from = before.words.end - run;
        // «In the year 1400 of …»: that number belongs to the time before it.
        let dated = from > before.words.start
            && self.word(from - 1).is(g.time)
            && !(from..before.words.end).any(|i| self.word(i).is(g.classifier));
        let counts = run > 0
            && !dated
            && before.words.end == preposition
            && self.word(preposition).is(self.pack.lexicon.classes.get("partitive"));
        if rule.kind == EntityType::Group && counts && words.start == phrase.words.start {
            from..words.end
        } else {
            words
        }
    }
}
