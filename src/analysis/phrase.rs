//! Noun phrases by adjacency: the ezafe that joins their words is hardly ever written, so a phrase goes on until
//! something forbids it.

use super::verb_group::VerbGroup;
use super::words::Word;
use crate::rules::grammar::Grammar;
use crate::rules::lexicon::{Features, Pos};
use crate::rules::symbols::Symbol;
use crate::rules::{Mark, Pack};
use crate::text::TokenKind;
use std::ops::Range;

/// A noun phrase, with its preposition when it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Words from the first determiner to the last modifier, without the preposition.
    pub words: Range<usize>,
    /// The head noun.
    pub head: usize,
    /// The word that is its preposition (simple or complex).
    pub preposition: Option<usize>,
    /// Followed by the object marker.
    pub object_marked: bool,
    /// Joined by «و», «یا» or a comma to the phrase before it: index of that phrase.
    pub joined_to: Option<usize>,
    /// Stands in apposition to the phrase before it (after a comma or in brackets).
    pub apposition_of: Option<usize>,
}

/// What each word of a sentence is for the phrases.
pub(crate) struct Roles {
    /// The word belongs to a verb group or its element.
    pub verbal: Vec<bool>,
}

impl Roles {
    pub(crate) fn new(count: usize, groups: &[VerbGroup]) -> Self {
        let mut verbal = vec![false; count];
        for group in groups {
            for i in group.words.clone().chain(group.elements.iter().flat_map(|e| e.words.clone())) {
                verbal[i] = true;
            }
            if let Some(modal) = group.modal {
                verbal[modal] = true;
            }
        }
        Self { verbal }
    }
}

/// Finds the noun phrases of a sentence.
pub(crate) fn phrases(pack: &Pack, words: &[Word], roles: &Roles) -> Vec<Phrase> {
    let mut chunker = Chunker { g: &pack.grammar, words, roles };
    let mut found: Vec<Phrase> = Vec::new();
    let mut preposition = None;
    let mut i = 0;
    while i < words.len() {
        let word = &words[i];
        if roles.verbal[i] {
            preposition = None;
            i += 1;
            continue;
        }
        if word.is(pack.grammar.object_marker) && word.pos() == Pos::Adp {
            // The marker belongs to the whole object: its first phrase, when others hang on it by a preposition.
            if let Some(last) = found.last_mut().filter(|p| p.words.end <= i) {
                last.object_marked = true;
            }
            preposition = None;
            i += 1;
            continue;
        }
        if word.pos() == Pos::Adp {
            preposition = Some(i);
            i += 1;
            continue;
        }
        if let Some((mut end, mut head)) = chunker.phrase(i) {
            if preposition.is_none()
                && let Some(at) = chunker.object_after_subject(i, end, head, &found)
            {
                end = at;
                head = head.min(at - 1);
            }
            let mut phrase =
                Phrase { words: i..end, head, preposition, object_marked: false, joined_to: None, apposition_of: None };
            chunker.join(&mut phrase, &found);
            found.push(phrase);
            preposition = None;
            i = end;
            continue;
        }
        if word.kind != TokenKind::Mark {
            preposition = None;
        }
        i += 1;
    }
    found
}

struct Chunker<'a> {
    g: &'a Grammar,
    words: &'a [Word],
    roles: &'a Roles,
}

impl Chunker<'_> {
    fn word(&self, i: usize) -> Option<&Word> {
        self.words.get(i).filter(|w| w.kind != TokenKind::Mark && !self.roles.verbal[i])
    }

    /// The phrase that begins at word `i`: its end and its head.
    fn phrase(&mut self, i: usize) -> Option<(usize, usize)> {
        let mut at = i;
        // What stands before the head.
        while let Some(word) = self.word(at) {
            let pre = match word.pos() {
                Pos::Det => true,
                Pos::Num => true,
                Pos::Noun => word.is(self.g.classifier) && at > i && self.words[at - 1].pos() == Pos::Num,
                Pos::Adj => word.has(Features::SUPERLATIVE) || (word.is(self.g.ordinal) && self.precedes_noun(at)),
                _ => false,
            };
            if !pre {
                break;
            }
            at += 1;
        }
        let head = match self.word(at) {
            Some(word) if matches!(word.pos(), Pos::Noun | Pos::Propn | Pos::Pron | Pos::X) => at,
            Some(word) if word.pos() == Pos::Adj && !(at > i && self.words[at - 1].pos() == Pos::Noun) => {
                // A bare adjective heads a phrase only when it is used as a noun.
                at
            }
            _ if at > i => at - 1,
            _ => return None,
        };
        let end = self.extend(i, head.max(at.min(head + 1)), head);
        Some((end.max(head + 1), head))
    }

    fn precedes_noun(&self, at: usize) -> bool {
        self.word(at + 1).is_some_and(|w| matches!(w.pos(), Pos::Noun | Pos::Propn))
    }

    /// Goes on from the head as long as an ezafe may join the next word.
    fn extend(&mut self, start: usize, _from: usize, head: usize) -> usize {
        let mut at = head + 1;
        loop {
            let previous = &self.words[at - 1];
            let Some(word) = self.word(at) else { return at };
            if previous.has(Features::CLITIC) && previous.has(Features::DERIVED) && !word.is(self.g.ordinal) {
                // «همتای پاکستانی‌اش»: nothing hangs on a word with a possessive ending but an adjective.
                if word.pos() != Pos::Adj {
                    return at;
                }
            }
            let closes = previous.pos() == Pos::Pron && !previous.is(self.g.quantifier);
            let indefinite = previous.has(Features::INDEFINITE) && previous.has(Features::DERIVED);
            match word.pos() {
                Pos::Adj => {
                    if closes && !previous.is(self.g.reflexive) {
                        return at;
                    }
                    at += 1;
                }
                Pos::Noun | Pos::X => {
                    if closes || indefinite || self.breaks(start, head, at) {
                        return at;
                    }
                    at += 1;
                }
                Pos::Propn => {
                    if closes || (indefinite && previous.pos() != Pos::Adj) || self.name_breaks(at) {
                        return at;
                    }
                    at += 1;
                }
                Pos::Pron => {
                    if closes || indefinite || word.is(self.g.interrogative) {
                        return at;
                    }
                    at += 1;
                }
                Pos::Num => {
                    if closes || indefinite || !self.number_continues(at) {
                        return at;
                    }
                    at += 1;
                    // The number's own noun.
                    while self.word(at).is_some_and(|w| w.pos() == Pos::Num || w.is(self.g.classifier)) {
                        at += 1;
                    }
                }
                Pos::Det => {
                    if closes || indefinite || !self.precedes_noun(at) || self.object_begins(start, head, at) {
                        return at;
                    }
                    at += 2;
                }
                _ => return at,
            }
        }
    }

    /// Whether a common noun cannot belong to the phrase on its left.
    fn breaks(&self, start: usize, head: usize, at: usize) -> bool {
        let previous = &self.words[at - 1];
        let word = &self.words[at];
        // A plural that shows no ezafe where one would be written ends its phrase.
        if previous.has(Features::FINAL) || word.is(self.g.undergo) {
            return true;
        }
        // A place name is complete: a common noun after it begins something else.
        if previous.pos() == Pos::Propn && previous.is(self.g.place_name) && !word.is(self.g.ordinal) {
            return true;
        }
        // A time expression stands by itself unless its noun asks for it.
        if word.is(self.g.time)
            && !self.words[head].is(self.g.time)
            && !self.words[head].is(self.g.event)
            && self.time_begins(at)
        {
            return true;
        }
        self.object_begins(start, head, at)
    }

    fn time_begins(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        self.words[at].is(self.g.weekday)
            || next.is_some_and(|w| {
                w.is(self.g.weekday)
                    || w.is(self.g.month)
                    || w.pos() == Pos::Num
                    || w.is(self.g.time)
                    || w.pos() == Pos::Adj
            })
    }

    fn name_breaks(&self, at: usize) -> bool {
        let previous = &self.words[at - 1];
        let word = &self.words[at];
        // Two place names side by side are two places, two persons' names one name.
        previous.pos() == Pos::Propn && previous.is(self.g.place_name) && word.is(self.g.place_name)
    }

    fn number_continues(&self, at: usize) -> bool {
        let previous = &self.words[at - 1];
        let Some(next) = self.word(at + 1) else { return true };
        // «سال ۱۴۰۳», «وزیران دو کشور»; but «پلیس ۱۲ نفر …» are two phrases.
        !next.is(self.g.classifier) || previous.is(self.g.event) || previous.is(self.g.time)
    }

    /// Where the object begins in a run of nouns that ends in «را» and holds the subject as well («شهرداری | خانه‌های
    /// کهنه را …»): the place where an ezafe is least likely. None when the run is all object.
    fn object_after_subject(&self, start: usize, end: usize, head: usize, found: &[Phrase]) -> Option<usize> {
        let g = self.g;
        if !self.words.get(end).is_some_and(|w| w.is(g.object_marker) && w.pos() == Pos::Adp) {
            // The marker may come after what hangs on the object by a preposition.
            let mut at = end;
            while let Some(w) = self.word(at).filter(|w| !w.is(g.object_marker)) {
                if matches!(w.pos(), Pos::Sconj | Pos::Verb | Pos::Aux) {
                    return None;
                }
                at += 1;
            }
            self.word(at).filter(|w| w.is(g.object_marker))?;
        }
        let first = &self.words[head];
        let agentive = first.is(g.human)
            || first.is(g.body)
            || first.is(g.collective)
            || matches!(first.pos(), Pos::Propn | Pos::Pron)
            || first.is(g.place_name);
        if !agentive || self.has_subject(start, found) {
            return None;
        }
        let mut best: Option<(i32, usize)> = None;
        for at in head + 1..end {
            let (left, right) = (&self.words[at - 1], &self.words[at]);
            if !matches!(right.pos(), Pos::Noun | Pos::Propn | Pos::Num | Pos::Det)
                || left.has(Features::EZAFE)
                || matches!(left.pos(), Pos::Num | Pos::Det)
                || left.is(g.classifier)
            {
                continue;
            }
            let mut score = 0;
            if left.pos() == Pos::Propn {
                score += 2;
            }
            if left.has(Features::PLURAL) && left.has(Features::DERIVED) {
                score += 1;
            }
            if matches!(right.pos(), Pos::Det) || right.number.is_some() {
                score += 2;
            }
            let thing = g.document.with(g.product).with(g.vehicle).with(g.weapon);
            if right.is(g.event) || right.is(g.abstract_) || right.is(thing) {
                score += 2;
            }
            if right.has(Features::PLURAL) {
                score += 1;
            }
            if left.is(g.title) || (left.is(g.body) && right.is(g.place)) || right.is(g.relational) {
                score -= 2;
            }
            if score > 0 && best.is_none_or(|(s, _)| score > s) {
                best = Some((score, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// Whether a phrase without preposition stands before in the same clause.
    fn has_subject(&self, start: usize, found: &[Phrase]) -> bool {
        found.iter().rev().take_while(|p| (p.words.end..start).all(|i| !self.roles.verbal[i] && self.words[i].pos() != Pos::Sconj)).any(|p| {
            p.preposition.is_none() && !self.words[p.head].is(self.g.time) && p.apposition_of.is_none()
        })
    }

    /// Whether the object of the clause begins here: the phrase so far is an agent, and the rest ends in «را».
    fn object_begins(&self, start: usize, head: usize, at: usize) -> bool {
        let agent = self.words[head].is(self.g.human) || self.words[head].is(self.g.body);
        if !agent || self.words[at - 1].has(Features::EZAFE) || at != head + 1 || start + 1 < head {
            return false;
        }
        let word = &self.words[at];
        if word.is(self.g.human) || word.is(self.g.body) || word.is(self.g.place) {
            return false;
        }
        let determined = matches!(word.pos(), Pos::Det | Pos::Num);
        let mut end = at;
        while let Some(w) = self.word(end) {
            if w.is(self.g.object_marker) {
                return determined || word.is(self.g.event) || !word.is(self.g.relational);
            }
            if w.pos() == Pos::Adp {
                return false;
            }
            end += 1;
        }
        false
    }

    /// Notes coordination and apposition with the phrase before.
    fn join(&self, phrase: &mut Phrase, found: &[Phrase]) {
        let Some((n, last)) = found.len().checked_sub(1).map(|n| (n, &found[n])) else { return };
        let first = phrase.preposition.unwrap_or(phrase.words.start);
        if first == 0 || last.words.end + 1 != first {
            return;
        }
        let between = &self.words[last.words.end];
        let conjunction = between.is(self.g.and) || between.is(self.g.or);
        let comma = between.mark == Some(Mark::Comma);
        if conjunction {
            phrase.joined_to = Some(n);
        } else if comma && phrase.preposition.is_none() {
            if self.list_goes_on(phrase.words.end) {
                phrase.joined_to = Some(n);
            } else {
                phrase.apposition_of = Some(n);
            }
        }
    }

    /// Whether a list with commas («الف، ب و پ») goes on after a phrase.
    fn list_goes_on(&self, end: usize) -> bool {
        let mut at = end;
        let mut commas = 0;
        while let Some(word) = self.words.get(at) {
            if self.roles.verbal[at] || word.pos() == Pos::Adp || word.pos() == Pos::Sconj {
                return false;
            }
            if word.is(self.g.and) {
                return at == end || commas > 0 || at - end < 5;
            }
            if word.kind == TokenKind::Mark {
                if word.mark != Some(Mark::Comma) {
                    return false;
                }
                commas += 1;
            }
            at += 1;
            if at - end > 8 {
                return false;
            }
        }
        false
    }
}

/// The name of a phrase's preposition: the symbol of the word or words.
pub(crate) fn preposition_symbol(words: &[Word], phrase: &Phrase) -> Option<Symbol> {
    phrase.preposition.and_then(|p| words[p].form)
}
