//! Analysis as JSON: the shape that treebank scorers read. Offsets are Unicode code points.

use super::{ClauseKind, Element, Sentence, SlotKind, VerbGroup, Word};
use crate::rules::Pack;
use crate::rules::lexicon::{Features, Pos, Reading, Tense};
use crate::span::{CodePoints, Span};
use crate::text::{Sentences, TokenKind};
use serde::Serialize;

/// One text.
#[derive(Debug, Serialize)]
pub struct Analysis<'a> {
    /// The article's id.
    pub id: &'a str,
    /// Its sentences.
    pub sentences: Vec<AnalysedSentence>,
}

/// One sentence.
#[derive(Debug, Serialize)]
pub struct AnalysedSentence {
    start: usize,
    end: usize,
    tokens: Vec<AnalysedToken>,
    clauses: Vec<AnalysedClause>,
}

#[derive(Debug, Serialize)]
struct AnalysedToken {
    start: usize,
    end: usize,
    lemma: String,
    pos: &'static str,
}

#[derive(Debug, Serialize)]
struct AnalysedClause {
    kind: &'static str,
    verb: Place,
    complement: Option<Place>,
    slots: Vec<AnalysedSlot>,
}

#[derive(Debug, Serialize)]
struct AnalysedSlot {
    slot: String,
    head: Place,
    phrase: Place,
}

#[derive(Debug, Serialize, Clone, Copy)]
struct Place {
    start: usize,
    end: usize,
}

/// Converts the analysis of one text.
#[must_use]
pub fn analysis<'a>(id: &'a str, text: &str, tokens: &Sentences, sentences: &[Sentence], pack: &Pack) -> Analysis<'a> {
    let points = CodePoints::new(text);
    let place = |span: Span| {
        let (start, end) = points.range(span);
        Place { start, end }
    };
    let converted = sentences
        .iter()
        .enumerate()
        .map(|(n, sentence)| {
            let Place { start, end } = place(sentence.span);
            AnalysedSentence {
                start,
                end,
                tokens: analysed_tokens(text, tokens, n, sentence, pack, &points),
                clauses: analysed_clauses(sentence, pack, &place),
            }
        })
        .collect();
    Analysis { id, sentences: converted }
}

fn analysed_tokens(
    text: &str,
    tokens: &Sentences,
    n: usize,
    sentence: &Sentence,
    pack: &Pack,
    points: &CodePoints<'_>,
) -> Vec<AnalysedToken> {
    let list = tokens.tokens_of(n);
    list.iter()
        .enumerate()
        .map(|(t, token)| {
            let word = sentence.words.iter().find(|w| w.tokens.contains(&t));
            let (start, end) = points.range(token.span);
            let lemma = word.map_or_else(|| token.span.of(text).to_owned(), |w| lemma_of(text, w, pack));
            AnalysedToken {
                start,
                end,
                lemma,
                pos: word.map_or(Pos::X, |w| token_pos(sentence, w, t, token.span, text, pack)).name(),
            }
        })
        .collect()
}

/// The citation form of a word, or its own letters when it has none.
#[must_use]
pub fn lemma_of(text: &str, word: &Word, pack: &Pack) -> String {
    let lemma = pack.lexicon.symbols.display(word.reading.lemma);
    if lemma.is_empty() || word.kind != TokenKind::Word { word.span.of(text).to_owned() } else { lemma.to_owned() }
}

/// Part of speech of one token of a word: in a word of several tokens each keeps the tag it has alone.
fn token_pos(sentence: &Sentence, word: &Word, t: usize, token: Span, text: &str, pack: &Pack) -> Pos {
    if word.tokens.len() == 1 || matches!(word.pos(), Pos::Verb | Pos::Aux) {
        return verb_tag(sentence, word, pack);
    }
    let key = pack.orthography.key(token.of(text));
    let readings = pack.lexicon.symbols.get(&key).map(|s| pack.lexicon.readings(s)).unwrap_or_default();
    let Some(alone) = readings.first() else {
        return if word.pos() == Pos::Noun { Pos::Noun } else { pack.pieces.unknown.unwrap_or(Pos::X) };
    };
    let of = |pos: Pos| readings.iter().find(|r| r.pos == pos);
    let chosen = if word.pos() == Pos::Sconj {
        // «پیش از آن که»: the demonstrative stands for the clause.
        of(Pos::Pron).filter(|r| r.classes.meets(pack.grammar.demonstrative)).unwrap_or(alone)
    } else if word.pos() != Pos::Adp {
        alone
    } else if t == word.tokens.start {
        // «نسبت به»: a noun that only opens a preposition of two words is part of it.
        let opens = word.tokens.len() == 2 && alone.pos == Pos::Noun && word.is(pack.grammar.simple_second);
        if opens {
            return Pos::Adp;
        }
        of(Pos::Adp).unwrap_or(alone)
    } else if alone.classes.meets(pack.grammar.preposition) && t + 1 == word.tokens.end && word.tokens.len() > 2
        || t > word.tokens.start && of(Pos::Noun).is_none()
        || alone.classes.meets(pack.grammar.core)
    {
        alone
    } else {
        // A noun that is a preposition elsewhere is a noun after another preposition («در کنار»).
        of(Pos::Noun).unwrap_or(alone)
    };
    tag(chosen, pack)
}

/// The tag of a reading in Universal Dependencies.
fn tag(reading: &Reading, pack: &Pack) -> Pos {
    let own = pack.grammar.tags.iter().find(|(classes, _)| reading.classes.meets(*classes));
    own.map_or(reading.pos, |(_, pos)| *pos)
}

/// In Universal Dependencies a form of be is an auxiliary, except where it says that something exists.
fn verb_tag(_sentence: &Sentence, word: &Word, pack: &Pack) -> Pos {
    if word.pos() == Pos::Verb && pack.grammar.be.contains(&word.reading.lemma) {
        return Pos::Aux;
    }
    if word.pos() == Pos::Aux && word.is(pack.grammar.exist) {
        return Pos::Verb;
    }
    tag(&word.reading, pack)
}

fn analysed_clauses(sentence: &Sentence, pack: &Pack, place: &impl Fn(Span) -> Place) -> Vec<AnalysedClause> {
    let words = &sentence.words;
    let cover = |range: std::ops::Range<usize>| words[range.start].span.cover(words[range.end - 1].span);
    let mut out = Vec::new();
    for (c, clause) in sentence.clauses.list.iter().enumerate() {
        let Some(group) = clause.verb.map(|v| &sentence.groups[v]) else { continue };
        let main = &words[group.main];
        if group.elided || (group.copula && !main.is(pack.grammar.exist) && !main.has(Features::PERSONAL)) {
            continue;
        }
        // A preverb that stands apart is also the element of a compound («باز می‌گردد»).
        let first = &words[group.words.start];
        let compound = |element| pack.verbs.compound(main.reading.lemma, element).is_some();
        let apart = group.words.start < group.main && first.form.is_some_and(compound);
        let mut complement = apart.then(|| place(first.span));
        let mut element_slot = None;
        if let Some(element) = group.element() {
            match element_role(words, group, element, pack) {
                ElementRole::Complement => complement = Some(place(cover(element.words.clone()))),
                ElementRole::Oblique(slot) => {
                    let inner = element.words.start + usize::from(element.words.len() > 1);
                    let head = cover(inner..element.words.end);
                    let phrase = place(cover(element.words.clone()));
                    element_slot = Some(AnalysedSlot { slot, head: place(head), phrase });
                }
                ElementRole::Quality => {}
            }
        }
        let slots = clause
            .slots
            .iter()
            .filter(|s| !s.carried && s.kind != SlotKind::Predicate)
            .map(|s| {
                let phrase = &sentence.phrases[s.phrase];
                let slot = slot_name(s.kind, pack).to_owned();
                // The head of a complex preposition's phrase is the noun inside the preposition.
                let complex = phrase.preposition.filter(|p| words[*p].is(pack.grammar.complex_preposition));
                let head = complex.map_or(words[phrase.head].span, |p| words[p].span.cover(words[phrase.head].span));
                // So is a quantifier that is tagged as a noun («همهٔ مردم»).
                let first = &words[phrase.words.start];
                let quantifier = first.is(pack.grammar.quantifier) && tag(&first.reading, pack) == Pos::Noun;
                let head = if quantifier { head.cover(first.span) } else { head };
                AnalysedSlot { slot, head: place(head), phrase: place(cover(phrase.words.clone())) }
            })
            .chain(element_slot)
            .chain(clauses_as_adverbials(sentence, c, pack, place))
            .collect();
        out.push(AnalysedClause {
            kind: kind_name(clause.kind),
            verb: place(cover(group.words.clone())),
            complement,
            slots,
        });
    }
    out
}

/// The name of a slot: `subject`, `object`, a preposition, `adverbial` or `predicate`.
#[must_use]
pub fn slot_name(kind: SlotKind, pack: &Pack) -> &str {
    match kind {
        SlotKind::Subject => "subject",
        SlotKind::Object => "object",
        SlotKind::Oblique(Some(p)) => pack.lexicon.symbols.display(p),
        SlotKind::Oblique(None) | SlotKind::Adverbial => "adverbial",
        SlotKind::Predicate => "predicate",
    }
}

/// Form, lemma, part of speech and features of each token of sentence `n`, as CoNLL-U writes them.
#[must_use]
pub fn tokens(
    text: &str,
    tokens: &Sentences,
    n: usize,
    sentence: &Sentence,
    pack: &Pack,
) -> Vec<(String, String, &'static str, String)> {
    let list = tokens.tokens_of(n);
    list.iter()
        .enumerate()
        .map(|(t, token)| {
            let word = sentence.words.iter().find(|w| w.tokens.contains(&t));
            let form = token.span.of(text).to_owned();
            let lemma = word.map_or_else(|| form.clone(), |w| lemma_of(text, w, pack));
            let pos = word.map_or(Pos::X, |w| token_pos(sentence, w, t, token.span, text, pack));
            (form, lemma, pos.name(), word.map_or_else(|| "_".to_owned(), features))
        })
        .collect()
}

/// Features in the notation of Universal Dependencies, sorted; `_` when there is none.
fn features(word: &Word) -> String {
    let mut list = Vec::new();
    if let Some(form) = word.reading.verb {
        let tense = match form.tense {
            Tense::Past | Tense::Imperfect | Tense::Perfect => Some("Tense=Past"),
            Tense::Present => Some("Tense=Pres"),
            Tense::Future => Some("Tense=Fut"),
            _ => None,
        };
        list.extend(tense.map(str::to_owned));
        if form.tense == Tense::Subjunctive {
            list.push("Mood=Sub".to_owned());
        }
        if form.tense.is_finite() || form.tense == Tense::Future {
            list.push(format!("Number={}", if form.person.plural { "Plur" } else { "Sing" }));
            list.push(format!("Person={}", form.person.person));
        }
        if form.negative {
            list.push("Polarity=Neg".to_owned());
        }
        match form.tense {
            Tense::Infinitive => list.push("VerbForm=Inf".to_owned()),
            Tense::Participle | Tense::Agent => list.push("VerbForm=Part".to_owned()),
            _ => {}
        }
    } else if matches!(word.pos(), Pos::Noun | Pos::Propn) {
        list.push(format!("Number={}", if word.has(Features::PLURAL) { "Plur" } else { "Sing" }));
    } else if word.pos() == Pos::Adj {
        let degree = if word.has(Features::SUPERLATIVE) {
            Some("Degree=Sup")
        } else if word.has(Features::COMPARATIVE) {
            Some("Degree=Cmp")
        } else {
            None
        };
        list.extend(degree.map(str::to_owned));
    }
    list.sort();
    if list.is_empty() { "_".to_owned() } else { list.join("|") }
}

/// Adverbial clauses are adverbials of their parent: their head is the noun in the conjunction (“in the case that”).
fn clauses_as_adverbials(
    sentence: &Sentence,
    parent: usize,
    pack: &Pack,
    place: &impl Fn(Span) -> Place,
) -> Vec<AnalysedSlot> {
    let words = &sentence.words;
    let of_parent = sentence.clauses.list.iter().filter(|c| c.parent == Some(parent));
    of_parent
        .filter_map(|c| c.subordinator)
        .filter(|at| {
            let word = &words[*at];
            let noun = tag(&word.reading, pack) == Pos::Noun;
            word.pos() == Pos::Sconj && (noun || word.is(pack.grammar.phrasal) && word.tokens.len() > 1)
        })
        .map(|at| {
            let head = place(words[at].span);
            AnalysedSlot { slot: "adverbial".to_owned(), head, phrase: head }
        })
        .collect()
}

/// What the element of a compound verb is in the terms of Universal Dependencies.
enum ElementRole {
    /// A light verb's complement.
    Complement,
    /// A phrase with preposition (“came to approval”) or a direction (“went up”).
    Oblique(String),
    /// A quality into which something changes or is changed (“became clear”).
    Quality,
}

fn element_role(words: &[Word], group: &VerbGroup, element: &Element, pack: &Pack) -> ElementRole {
    let g = &pack.grammar;
    let first = &words[element.words.start];
    let last = &words[element.words.end - 1];
    let standard = g.standard(group.lemma);
    let bound = |verb| element.symbol.and_then(|s| pack.verbs.compound(verb, s)).is_some_and(|info| info.bound);
    let active = g.active_of.get(&standard).into_iter().flatten();
    if [group.lemma, standard].iter().chain(active).any(|verb| bound(*verb)) {
        return ElementRole::Complement;
    }
    if first.pos() == Pos::Adp {
        let name = first.form.map_or("", |f| pack.lexicon.symbols.display(f));
        return ElementRole::Oblique(name.to_owned());
    }
    if last.is(g.directional) {
        return ElementRole::Oblique("adverbial".to_owned());
    }
    let degree = last.has(Features::COMPARATIVE) || !last.has(Features::DERIVED);
    if last.pos() == Pos::Adj && degree { ElementRole::Quality } else { ElementRole::Complement }
}

/// The name of a clause kind in output.
#[must_use]
pub const fn kind_name(kind: ClauseKind) -> &'static str {
    match kind {
        ClauseKind::Main => "main",
        ClauseKind::Complement => "complement",
        ClauseKind::Relative => "relative",
        ClauseKind::Conditional => "conditional",
        ClauseKind::Purpose => "purpose",
        ClauseKind::Concessive => "concessive",
        ClauseKind::Adverbial => "adverbial",
    }
}
