//! Noun phrases by adjacency: the ezafe that joins their words is hardly ever written, so a phrase goes on until
//! something forbids it.

use super::boundary::{self, Run};
use super::parallel;
use super::verb_group::VerbGroup;
use super::words::Word;
use crate::rules::grammar::{Grammar, HeadPlace};
use crate::rules::lexicon::{Classes, Features, Pos, Tense};
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
    /// Stands in brackets: it says again what stands before and takes no part in the clause.
    pub bracketed: bool,
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
pub(crate) fn phrases(pack: &Pack, text: &str, words: &[Word], groups: &[VerbGroup], roles: &Roles) -> Vec<Phrase> {
    let mut chunker = Chunker {
        pack,
        g: &pack.grammar,
        sole: pack.lexicon.classes.get("sole"),
        rate: pack.lexicon.classes.get("rate"),
        each: pack.lexicon.classes.get("each"),
        daypart: pack.lexicon.classes.get("daypart"),
        target: pack.lexicon.classes.get("target"),
        range: pack.lexicon.classes.get("range"),
        between: pack.lexicon.classes.get("role-between"),
        several: pack.lexicon.classes.get("several"),
        open: &pack.pieces.open,
        text,
        words,
        groups,
        names: boundary::names(pack, text, words),
        roles,
    };
    let mut found: Vec<Phrase> = Vec::new();
    let mut preposition = None;
    let mut bracket_end = 0;
    let mut i = 0;
    while i < words.len() {
        let word = &words[i];
        if i >= bracket_end
            && let Some(end) = chunker.bracket(i)
        {
            bracket_end = end;
        }
        if roles.verbal[i] {
            preposition = None;
            i += 1;
            continue;
        }
        if word.is(pack.grammar.object_marker) && word.pos() == Pos::Adp {
            // The marker belongs to the whole object: its first phrase, when others hang on it by a preposition.
            mark_object(&mut found, words, i);
            preposition = None;
            i += 1;
            continue;
        }
        if word.pos() == Pos::Adp && !chunker.approximates(i) {
            preposition = Some(i);
            i += 1;
            continue;
        }
        let adverb = word.pos() == Pos::Adv && word.tokens.len() > 1;
        if adverb && !word.is(pack.grammar.connective) && !chunker.approximates(i) {
            // An adverb of several words («به سرعت») is a phrase of its own.
            found.push(Phrase {
                words: i..i + 1,
                head: i,
                preposition: None,
                object_marked: false,
                joined_to: None,
                apposition_of: None,
                bracketed: i < bracket_end,
            });
            preposition = None;
            i += 1;
            continue;
        }
        if let Some((mut end, mut head)) = chunker.phrase(i) {
            if let Some(at) = chunker.cut(Run { start: i, end, head, preposition, found: &found }) {
                end = at;
                head = head.min(at - 1);
            }
            let mut phrase = Phrase {
                words: i..end,
                head,
                preposition,
                object_marked: false,
                joined_to: None,
                apposition_of: None,
                bracketed: i < bracket_end,
            };
            chunker.join(&mut phrase, &found);
            found.push(phrase);
            preposition = None;
            i = end;
            continue;
        }
        // «با «نام»»: quotation marks and brackets may open a phrase; after a comma begins another one («در مقابل، …»).
        if word.kind != TokenKind::Mark || word.mark == Some(Mark::Comma) {
            preposition = None;
        }
        i += 1;
    }
    parallel::join_pairs(&pack.grammar, words, groups, &mut found);
    found
}

/// Marks the phrase to which the object marker before word `at` belongs: the first of those that hang on each other by
/// prepositions («حمله به پایگاه را») or are joined («نان و آب را»).
fn mark_object(found: &mut [Phrase], words: &[Word], at: usize) {
    let Some(mut n) = found.len().checked_sub(1).filter(|n| found[*n].words.end == at) else { return };
    let mut best = None;
    loop {
        if found[n].preposition.is_none() {
            best = Some(n);
        }
        let next = match (found[n].joined_to, found[n].preposition) {
            (Some(first), None) => Some(first),
            (_, Some(preposition)) => n.checked_sub(1).filter(|b| {
                found[*b].words.end == preposition && !matches!(words[found[*b].head].pos(), Pos::Pron | Pos::Propn)
            }),
            (None, None) => None,
        };
        // «۲۸۰ نفر از جمله سه کودک و دو زن را»: what is joined to a governed phrase is governed, too.
        let governed = best.is_some_and(|b| b > n) && found[n].preposition.is_some();
        match next {
            Some(next) if best.is_none() || found[n].joined_to.is_some() => n = next,
            Some(next) if governed => {
                best = None;
                n = next;
            }
            _ => break,
        }
    }
    if let Some(best) = best {
        found[best].object_marked = true;
    } else if let Some(last) = found.last_mut().filter(|p| words[p.head].pos() != Pos::Adv) {
        last.object_marked = true;
    }
}

pub(super) struct Chunker<'a> {
    pub(super) pack: &'a Pack,
    pub(super) g: &'a Grammar,
    /// Bodies that are one of their kind, so that nothing need hang on them («دولت», «پلیس»).
    pub(super) sole: Classes,
    /// What is told of each unit («قیمت»), and the word for each («هر»).
    pub(super) rate: Classes,
    pub(super) each: Classes,
    /// Parts of a day («شب»): they follow its name, and no number names them.
    pub(super) daypart: Classes,
    /// What is hit or met by a happening («هدف»).
    pub(super) target: Classes,
    /// What stands between the two ends of a range («تا»), and before them («بین»).
    range: Classes,
    between: Classes,
    /// Words for a number that nobody knows («چند»).
    several: Classes,
    /// Last letters after which an ezafe would be written.
    pub(super) open: &'a str,
    pub(super) text: &'a str,
    pub(super) words: &'a [Word],
    pub(super) groups: &'a [VerbGroup],
    /// Where the name of several words ends in which a word stands.
    pub(super) names: Vec<usize>,
    pub(super) roles: &'a Roles,
}

impl Chunker<'_> {
    pub(super) fn word(&self, i: usize) -> Option<&Word> {
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
                Pos::Adp | Pos::Adv | Pos::Sconj | Pos::Cconj => self.approximates(at) || at > i && self.spans(at),
                // «سه نفر کارگر», but «هزاران نفر | کارگران را».
                Pos::Noun => {
                    let counts = word.is(self.g.classifier) && at > i && self.words[at - 1].pos() == Pos::Num;
                    counts && !self.word(at + 1).is_some_and(|n| n.has(Features::PLURAL) && n.pos() == Pos::Noun)
                }
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
        let end = self.extend(head).max(head + 1);
        let head = match self.g.head_place {
            HeadPlace::First => head,
            HeadPlace::Last => (head..end).rfind(|n| self.words[*n].pos().is_nominal()).unwrap_or(head),
        };
        Some((end, head))
    }

    /// «بیش از ۲۰ نفر», «حدود ده روز», «دست‌کم سه تن»: before a number it says how exact that is.
    fn approximates(&self, at: usize) -> bool {
        let names = &self.pack.gazetteer;
        let listed = |w: &Word| {
            let list = names.list("approximators");
            w.form.is_some_and(|f| names.entries(f).iter().any(|e| Some(e.list) == list))
        };
        self.word(at).is_some_and(|w| w.pos() == Pos::Adp && w.is(self.g.amount) || w.pos() == Pos::Adv && listed(w))
            && self.word(at + 1).is_some_and(|w| w.pos() == Pos::Num)
            || self.opens_range(at)
    }

    /// «بین ۱۰ تا ۱۵ میلیون دلار», «بین ده و دوازده نفر»: before a range of what is counted.
    fn opens_range(&self, at: usize) -> bool {
        let number = |at: usize| self.word(at).is_some_and(|w| w.pos() == Pos::Num);
        if !self.word(at).is_some_and(|w| w.pos() == Pos::Adp && w.is(self.between)) {
            return false;
        }
        let middle = (at + 1..).find(|i| !number(*i)).unwrap_or(at + 1);
        let end = (middle + 1..).find(|i| !number(*i)).unwrap_or(middle);
        let parts = |w: &Word| w.is(self.range) || w.is(self.g.and);
        let counted = |w: &Word| w.pos() == Pos::Noun && !w.is(self.g.month);
        middle > at + 1
            && end > middle + 1
            && self.word(middle).is_some_and(parts)
            && self.word(end).is_some_and(counted)
    }

    /// «۴۰ تا ۵۰», «دو الی سه», «۱۱ هزار و ۸۵۷», «صد و اندی»: whether word `at` stands inside a number or between the two
    /// ends of a range.
    pub(super) fn spans(&self, at: usize) -> bool {
        let Some((left, right)) = at.checked_sub(1).and_then(|b| self.word(b)).zip(self.word(at + 1)) else {
            return false;
        };
        let less = match (left.number, right.number) {
            (Some(left), Some(right)) => right < left,
            (Some(_), None) => right.is(self.several),
            (None, _) => false,
        };
        let adds = left.kind == TokenKind::Word && less;
        left.pos() == Pos::Num
            && matches!(right.pos(), Pos::Num | Pos::Det)
            && self.word(at).is_some_and(|w| w.is(self.range) && right.pos() == Pos::Num || w.is(self.g.and) && adds)
    }

    fn precedes_noun(&self, at: usize) -> bool {
        self.word(at + 1).is_some_and(|w| matches!(w.pos(), Pos::Noun | Pos::Propn))
    }

    /// Goes on from the head as long as an ezafe may join the next word.
    fn extend(&mut self, head: usize) -> usize {
        let mut at = head + 1;
        loop {
            let previous = &self.words[at - 1];
            let Some(word) = self.word(at) else { return self.quoted_name(at).unwrap_or(at) };
            if previous.has(Features::CLITIC) && previous.has(Features::DERIVED) && !word.is(self.g.ordinal) {
                // «همتای پاکستانی‌اش»: nothing hangs on a word with a possessive ending but an adjective.
                if word.pos() != Pos::Adj {
                    return at;
                }
            }
            if self.cannot_take_ezafe(previous) && !(word.pos() == Pos::Propn && previous.pos() == Pos::Propn) {
                return at;
            }
            let closes = previous.pos() == Pos::Pron && !previous.is(self.g.quantifier);
            let indefinite = previous.has(Features::INDEFINITE) && previous.has(Features::DERIVED);
            match word.pos() {
                Pos::Adj => {
                    // Superlatives and ordinals of the kind of «نخستین» begin a phrase.
                    let begins = word.has(Features::SUPERLATIVE) || word.is(self.g.prehead);
                    if closes && !previous.is(self.g.reflexive)
                        || begins && self.precedes_noun(at) && !(at == head + 1 && self.is_of_first(head, at))
                        || self.is_predicate(at)
                        || self.governs_to_copula(head, at)
                    {
                        return at;
                    }
                    at += 1;
                }
                Pos::Noun | Pos::X => {
                    if closes || indefinite || self.breaks(head, at) {
                        return at;
                    }
                    at += 1;
                }
                Pos::Propn => {
                    if closes || (indefinite && previous.pos() != Pos::Adj) || self.name_breaks(head, at) {
                        return at;
                    }
                    at += 1;
                }
                Pos::Pron => {
                    // «ناصر امینی، یکی از …», also without the comma.
                    let one = previous.pos() == Pos::Propn && word.is(self.g.indefinite);
                    let another = word.is(self.g.interrogative) || word.is(self.g.quantifier) || one;
                    if closes || indefinite || another || self.time_breaks(head, at) {
                        return at;
                    }
                    if self.pronoun_is_object(head, at) {
                        return at;
                    }
                    at += 1;
                }
                Pos::Num => {
                    if closes || indefinite || !self.number_continues(head, at) {
                        return at;
                    }
                    at += 1;
                    // The number's own noun.
                    while self
                        .word(at)
                        .is_some_and(|w| w.pos() == Pos::Num || w.is(self.g.classifier) || self.spans(at))
                    {
                        at += 1;
                    }
                }
                Pos::Det => {
                    let asks =
                        previous.has(Features::EZAFE) || previous.is(self.g.event) || previous.is(self.g.relational);
                    // «قیمت هر گرم طلا»: what is measured of each.
                    let asks = asks || previous.is(self.rate) && word.is(self.each);
                    // «بازگشایی فوری همه گذرگاه‌ها».
                    let described = self.words[head + 1..at].iter().all(|w| w.pos() == Pos::Adj);
                    let asks = asks || described && self.words[head].is(self.g.event);
                    // «تعطیل شدن برخی روزنامه‌ها».
                    let asks = asks || previous.reading.verb.is_some_and(|v| v.tense == Tense::Infinitive);
                    let quantifier = word.is(self.g.quantifier) && !asks;
                    if closes || indefinite || quantifier || !self.precedes_noun(at) {
                        return at;
                    }
                    at += 2;
                }
                // «سه سال پیش», «هفته بعد».
                Pos::Adv
                    if word.tokens.len() == 1
                        && word.is(self.g.time)
                        && previous.is(self.g.time)
                        && self.words[head].is(self.g.time) =>
                {
                    return at + 1;
                }
                // «سریع و مؤثر آنها»: two adjectives of one noun, when the phrase goes on after them.
                Pos::Cconj if word.is(self.g.and) && previous.pos() == Pos::Adj && self.adjectives_go_on(at) => at += 2,
                _ => return at,
            }
        }
    }

    fn adjectives_go_on(&self, at: usize) -> bool {
        let adjective = self.word(at + 1).is_some_and(|w| w.pos() == Pos::Adj && !w.has(Features::SUPERLATIVE));
        adjective
            && self.words.get(at + 2).is_some_and(|w| {
                !matches!(w.pos(), Pos::Verb | Pos::Aux) && !self.roles.verbal.get(at + 2).copied().unwrap_or(false)
            })
    }

    /// Whether a phrase without preposition stands before in the same clause.
    pub(super) fn has_subject(&self, start: usize, found: &[Phrase]) -> bool {
        found
            .iter()
            .rev()
            .take_while(|p| (p.words.end..start).all(|i| !self.roles.verbal[i] && self.words[i].pos() != Pos::Sconj))
            .any(|p| {
                let head = &self.words[p.head];
                let beside = head.is(self.g.time) || head.is(self.g.weekday) || head.pos() == Pos::Adv;
                let governed = std::iter::successors(Some(p), |p| p.joined_to.or(p.apposition_of).map(|n| &found[n]))
                    .any(|p| p.preposition.is_some());
                !beside && !governed
            })
    }
}

/// The name of a phrase's preposition: the symbol of the word or words.
pub(crate) fn preposition_symbol(words: &[Word], phrase: &Phrase) -> Option<Symbol> {
    phrase.preposition.and_then(|p| words[p].form)
}
