//! Noun phrases by adjacency: the ezafe that joins their words is hardly ever written, so a phrase goes on until
//! something forbids it.

use super::boundary::{self, Run};
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
    rate: Classes,
    each: Classes,
    /// Parts of a day («شب»): they follow its name, and no number names them.
    daypart: Classes,
    /// What is hit or met by a happening («هدف»).
    target: Classes,
    /// Last letters after which an ezafe would be written.
    open: &'a str,
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
                Pos::Adp | Pos::Adv => self.approximates(at),
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

    /// «لکه‌ها | او را», «اروپا | قرارداد را»: after such a letter an ezafe is written, so a word without it ends its phrase.
    fn cannot_take_ezafe(&self, word: &Word) -> bool {
        matches!(word.pos(), Pos::Noun | Pos::Propn | Pos::Adj)
            && !word.is(self.g.title)
            && !word.has(Features::EZAFE)
            && word.span.of(self.text).chars().next_back().is_some_and(|c| self.open.contains(c))
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
                    let another = word.is(self.g.interrogative) || word.is(self.g.quantifier);
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
                    while self.word(at).is_some_and(|w| w.pos() == Pos::Num || w.is(self.g.classifier)) {
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

    /// «صدور نخستین اخطار», but «دیدار | نخستین بار»: an act that asks for what it is done to.
    fn is_of_first(&self, head: usize, at: usize) -> bool {
        let after = &self.words[at + 1];
        self.words[head].is(self.g.event) && self.words[head].is(self.g.relational) && !after.is(self.g.time)
    }

    /// «حزب کار | مدعی است», but «مرد بزرگی است»: a plain adjective before the copula is what is said of the noun.
    fn is_predicate(&self, at: usize) -> bool {
        let word = &self.words[at];
        !word.has(Features::INDEFINITE)
            && !word.has(Features::SUPERLATIVE)
            && !word.is(self.g.ordinal)
            && self.groups.iter().any(|v| v.copula && v.words.start == at + 1 && !self.words[at].has(Features::COPULA))
    }

    /// Whether a common noun cannot belong to the phrase on its left.
    fn breaks(&self, head: usize, at: usize) -> bool {
        let previous = &self.words[at - 1];
        let word = &self.words[at];
        // A plural that shows no ezafe where one would be written ends its phrase.
        // «خودرو | هدف حمله قرار گرفت»: a target of what happens, as in «مورد حمله».
        let target = word.is(self.target) && self.word(at + 1).is_some_and(|w| w.is(self.g.event));
        if previous.has(Features::FINAL) || word.is(self.g.undergo) || target {
            return true;
        }
        // A place name is complete: a common noun after it begins something else.
        if previous.pos() == Pos::Propn && previous.is(self.g.place_name) && !word.is(self.g.ordinal) {
            return true;
        }
        // So is a person's name, unless what the person is follows.
        if previous.pos() == Pos::Propn
            && (previous.is(self.g.given) || previous.is(self.g.family))
            && !word.is(self.g.human)
            && !word.is(self.g.title)
            && !previous.has(Features::EZAFE)
            && !word.has(Features::UNKNOWN)
        {
            return true;
        }
        if self.time_breaks(head, at) || self.is_had(head, at) || self.is_performed(head, at) {
            return true;
        }
        // «نشست | فردا برگزار شد»: before the verb or another phrase a day stands for itself.
        if word.is(self.g.deictic)
            && !self.words[head].is(self.g.time)
            && !previous.is(self.daypart)
            && self.ends_nominal(at + 1)
        {
            return true;
        }
        // «خبرنگار | نامه‌ای نوشت»: a person, and an indefinite thing before the verb.
        let thing = word.has(Features::INDEFINITE)
            && word.has(Features::DERIVED)
            && !word.is(self.g.human)
            && !word.is(self.g.body)
            && !word.is(self.g.place);
        if thing && at == head + 1 && self.words[head].is(self.g.human) && self.roles.verbal.get(at + 1) == Some(&true)
        {
            return true;
        }
        false
    }

    /// «دولت | قصد افزایش مالیات ندارد»: whether word `at` is what the verb of having makes a verb of, after who has it.
    fn is_had(&self, head: usize, at: usize) -> bool {
        let g = self.g;
        let first = &self.words[head];
        let acts = first.is(g.body) || first.is(g.human) || first.is(g.collective) || first.pos() == Pos::Propn;
        let verb = self.groups.iter().find(|v| v.words.start > at && !v.attributive);
        let element = self.words[at].form;
        acts && verb.zip(element).is_some_and(|(verb, element)| {
            g.have.contains(&verb.lemma)
                && verb.elements.is_empty()
                && self.pack.verbs.compound(verb.lemma, element).is_some_and(|c| c.stative)
        })
    }

    /// «از سه مأمور | بازجویی به عمل آورد»: whether word `at` is what the verb after it performs, after people.
    fn is_performed(&self, head: usize, at: usize) -> bool {
        let (people, act) = (&self.words[head], &self.words[at]);
        let counted = people.has(Features::PLURAL) || head > 0 && self.words[head - 1].pos() == Pos::Num;
        let performs = |v: &VerbGroup| {
            let element = v.elements.iter().filter_map(|e| e.symbol);
            v.start() == at + 1
                && element
                    .map(Some)
                    .any(|e| self.pack.verbs.support.get(&(v.lemma, e)).is_some_and(|k| &**k == "perform"))
        };
        act.is(self.g.event) && people.is(self.g.human) && counted && self.groups.iter().any(performs)
    }

    /// Whether a time begins or ends before word `at`.
    fn time_breaks(&self, head: usize, at: usize) -> bool {
        let g = self.g;
        let (previous, word, first) = (&self.words[at - 1], &self.words[at], &self.words[head]);
        // A time expression stands by itself unless its noun asks for it: «نشست روز یکشنبه», but «نشست وزیران | روز یکشنبه».
        let time = word.is(g.time) || word.is(g.weekday);
        // «این دیدار | عصر دیروز»: what is pointed at takes no time of its own.
        let pointed = head.checked_sub(1).is_some_and(|b| self.words[b].is(g.demonstrative));
        let asks = first.is(g.time)
            || !pointed && first.is(g.event) && self.words[head + 1..at].iter().all(|w| w.pos() == Pos::Adj);
        let day = |w: &Word| w.is(g.weekday) || w.is(g.deictic);
        let goes_on = previous.is(g.time) && previous.pos() == Pos::Noun || day(previous) && word.is(self.daypart);
        // «بودجه دفاعی سال آینده را»: a time before the object marker belongs to the object.
        let marked = self.words.get(at + 2).is_some_and(|w| w.is(g.object_marker)) && word.is(g.time);
        let acts = first.is(g.human) || first.is(g.body) || first.pos() == Pos::Propn;
        if time && !asks && !goes_on && (!marked || acts) && self.time_begins(at) {
            return true;
        }
        // «سال گذشته | مدیران», «فردا | خورشید», «بامداد شنبه | غواصان را»: a time that is complete takes no genitive.
        let complete = previous.is(g.deictic)
            // «در این سال | زلزله‌ای»: what is pointed at needs no more.
            || (pointed && first.is(g.time) && at == head + 1 && !first.is(g.event) && !word.is(g.time))
            || (previous.is(g.weekday) && !word.is(g.time))
            || (previous.is(self.daypart) && at == head + 2 && day(first) && !word.is(g.time))
            || (first.is(g.time)
                && !first.is(g.classifier)
                && at > head + 1
                && !word.is(g.time)
                && matches!(previous.pos(), Pos::Adj | Pos::Num));
        let part = day(previous) && word.is(self.daypart);
        complete && !part && !previous.has(Features::EZAFE) && !word.is(g.weekday) && !word.is(g.month)
    }

    /// Whether nothing nominal stands at `at`.
    fn ends_nominal(&self, at: usize) -> bool {
        self.word(at).is_none_or(|w| matches!(w.pos(), Pos::Adp | Pos::Cconj | Pos::Sconj | Pos::Adv))
    }

    /// «دولت آن را تأیید کرد»: the pronoun before the object marker is the object when an agent stands before it.
    fn pronoun_is_object(&self, head: usize, at: usize) -> bool {
        let agent = &self.words[head];
        let acts = agent.is(self.g.body)
            || agent.pos() == Pos::Propn
            || (agent.is(self.g.human) && agent.has(Features::PLURAL))
            || agent.is(self.g.collective);
        acts && self.words[at].is(self.g.personal_or_demonstrative())
            && self.words.get(at + 1).is_some_and(|w| w.is(self.g.object_marker))
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

    fn name_breaks(&self, head: usize, at: usize) -> bool {
        if self.words[head].is(self.g.time) && !self.words[at].is(self.g.month) && self.time_breaks(head, at) {
            return true;
        }
        let previous = &self.words[at - 1];
        let word = &self.words[at];
        // Two place names side by side are two places, two persons' names one name.
        previous.pos() == Pos::Propn && previous.is(self.g.place_name) && word.is(self.g.place_name)
    }

    fn adjectives_go_on(&self, at: usize) -> bool {
        let adjective = self.word(at + 1).is_some_and(|w| w.pos() == Pos::Adj && !w.has(Features::SUPERLATIVE));
        adjective
            && self.words.get(at + 2).is_some_and(|w| {
                !matches!(w.pos(), Pos::Verb | Pos::Aux) && !self.roles.verbal.get(at + 2).copied().unwrap_or(false)
            })
    }

    fn number_continues(&self, head: usize, at: usize) -> bool {
        let previous = &self.words[at - 1];
        // «سال گذشته | سه میلیون تن»: a time that is described is complete.
        if self.words[head].is(self.g.time) && previous.pos() == Pos::Adj && !previous.is(self.g.ordinal) {
            return false;
        }
        // «طی دو سال | ۱۲۰۰ مهاجر»: a time that is counted already.
        if previous.is(self.g.time) && at >= 2 && self.words[at - 2].pos() == Pos::Num && at - 2 < head {
            return false;
        }
        // «امسال | ۲۵ نفر»: a day or year that is named takes no number.
        if previous.is(self.g.deictic) {
            return false;
        }
        let mut after = at + 1;
        while self.word(after).is_some_and(|w| w.pos() == Pos::Num) {
            after += 1;
        }
        let Some(next) = self.word(after) else { return true };
        // «۵ مهر | دو کارگر», but «۵ مهر ۱۴۰۳»: a month is numbered by its year only.
        let small = self.words[at].number.is_some_and(|n| n < 100.0);
        if previous.is(self.g.month) && small && next.pos() == Pos::Noun && !next.is(self.g.time) {
            return false;
        }
        // «شنبه شب | یک انفجار»: after a time «one» counts what follows.
        let one = after == at + 1 && self.words[at].number == Some(1.0);
        if one && previous.is(self.g.time) && next.pos() == Pos::Noun && !next.is(self.g.time) && !next.is(self.g.month)
        {
            return false;
        }
        // «به تهران | دو روز طول کشید», «این بندر | سه هفته»: how long, after what is complete.
        let complete = previous.pos() == Pos::Propn || previous.is(self.g.human.with(self.g.body).with(self.g.place));
        if complete && next.is(self.g.time) && !previous.has(Features::EZAFE) {
            return false;
        }
        // «سال ۱۴۰۳», «وزیران دو کشور»; but «پلیس ۱۲ نفر …», «تولید ۸ درصد …» are two phrases.
        // «شنبه شب | دو کارگر», but «صبح ۱۲ خرداد».
        if previous.is(self.daypart) && !next.is(self.g.month) && !next.is(self.g.time) {
            return false;
        }
        let counted = next.is(self.g.classifier) || next.is(self.g.unit) && !next.is(self.g.time);
        !counted || previous.is(self.g.event) || previous.is(self.g.time)
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
