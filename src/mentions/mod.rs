//! Stage `mentions`: what is named in a sentence, and of what type.
//!
//! Three sources: names of the gazetteer, token patterns of the pack, and the head-noun grammar that types a noun phrase
//! by its head. Where they overlap, [`settle`] decides by one policy.

mod attempts;
mod heads;
mod known;
mod names;
pub mod trace;
mod view;

pub use known::KnownNames;
pub use names::NameMatch;

use crate::analysis::Sentence;
use crate::rules::Pack;
use crate::rules::pattern::Scratch;
use crate::rules::patterns::PatternGroup;
use crate::schema::EntityType;
use crate::span::Span;
use std::ops::Range;
use view::View;

/// A typed mention of an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// What kind of thing is named.
    pub kind: EntityType,
    /// Words of the sentence.
    pub words: Range<usize>,
    /// The word that the mention is about: the head noun of a description, the first word of a name.
    pub head: usize,
    /// Where it stands.
    pub span: Span,
    /// Number of the gazetteer record that is named.
    pub record: Option<u32>,
    /// The rule, list or grammar that found it.
    pub rule: String,
    /// Higher wins where mentions of different sources claim the same words.
    pub strength: i32,
}

impl Mention {
    fn new(kind: EntityType, words: Range<usize>, sentence: &Sentence, rule: &str, strength: i32) -> Self {
        let span = sentence.words[words.start].span.cover(sentence.words[words.end - 1].span);
        Self { kind, head: words.start, words, span, record: None, rule: rule.to_owned(), strength }
    }
}

/// Finds the mentions of one sentence, in text order; nested mentions stand after the one that holds them.
///
/// `known` holds the persons that the sentences before named in full, and is told those of this one.
///
/// ```
/// # use khabar::rules::Pack;
/// # let pack = Pack::embedded()?;
/// use khabar::mentions::{KnownNames, mentions};
///
/// let text = "وزیر کشور به هرات سفر کرد.";
/// let tokens = khabar::text::sentences(text, &pack.orthography);
/// let sentence = khabar::analysis::analyse_sentence(text, &tokens, 0, &pack);
/// let found = mentions(text, &sentence, &mut KnownNames::default(), &pack);
/// assert!(found.iter().any(|mention| mention.span.of(text) == "هرات"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn mentions(text: &str, sentence: &Sentence, known: &mut KnownNames, pack: &Pack) -> Vec<Mention> {
    find(text, sentence, known, pack, &mut |_| ())
}

/// What claims are laid, by whom, before they are settled.
enum Claims<'a> {
    /// By a group of patterns, which sees these mentions before it runs.
    Sought(&'a View<'a>, &'a PatternGroup, &'a [Mention]),
    /// By names and patterns.
    Named(&'a [Mention]),
    /// By head rules, which see what is settled and the entries of lists.
    Described(&'a [Mention], &'a [Mention], &'a [Vec<NameMatch>]),
}

/// Finds the mentions, while `watch` sees the claims.
fn find(
    text: &str,
    sentence: &Sentence,
    known: &mut KnownNames,
    pack: &Pack,
    watch: &mut dyn FnMut(&Claims<'_>),
) -> Vec<Mention> {
    let matches = names::matches(text, sentence, pack);
    let mut found = names::mentions(sentence, &matches, pack);
    let view = View::new(text, sentence, &matches, pack);
    let mut scratch = Scratch::default();
    watch(&Claims::Sought(&view, &pack.other_patterns, &found));
    found.extend(view.run(&pack.other_patterns, &found, &mut scratch));
    watch(&Claims::Named(&found));
    found = settle(found);
    watch(&Claims::Sought(&view, &pack.person_patterns, &found));
    found.extend(view.run(&pack.person_patterns, &found, &mut scratch));
    found.extend(known.again(text, sentence, pack));
    watch(&Claims::Named(&found));
    found = settle(found);
    let described = heads::mentions(sentence, &found, &matches, pack);
    watch(&Claims::Described(&described, &found, &matches));
    let described = without_inner_places(described);
    let mut found = absorb(found, &described);
    leave_inner_measures(&mut found);
    known.learn(text, sentence, &found, pack);
    found
}

/// What the heads of a sentence describe, settled. A place that a body's description ends in («police of the province
/// of Alborz») belongs to the body, when that stays.
fn without_inner_places(described: Vec<Mention>) -> Vec<Mention> {
    let belongs = |body: &Mention, place: &Mention| {
        body.kind == EntityType::Organization
            && place.kind == EntityType::Place
            && body.words.start < place.words.start
            && place.words.end <= body.words.end
    };
    let (inner, free): (Vec<Mention>, Vec<Mention>) =
        described.iter().cloned().partition(|m| described.iter().any(|body| belongs(body, m)));
    let mut kept = settle(free);
    let back: Vec<Mention> = inner.into_iter().filter(|m| !kept.iter().any(|body| belongs(body, m))).collect();
    kept.extend(back);
    settle(kept)
}

/// The name of a place or body inside the name of a body («the court of appeal of Paris») or place («the east coast of
/// Spain») is no mention of its own, unless the longer one only adds words to the same name.
///
/// A description that does not stay in the end takes no name with it.
fn absorb(mut found: Vec<Mention>, described: &[Mention]) -> Vec<Mention> {
    let places: Vec<Range<usize>> =
        found.iter().filter(|m| m.kind == EntityType::Place).map(|m| m.words.clone()).collect();
    found.retain(|m| !described.iter().any(|longer| localizes(longer, m, &places)));
    let (free, inner): (Vec<Mention>, Vec<Mention>) =
        found.into_iter().partition(|m| !described.iter().any(|outer| absorbs(outer, m)));
    let mut kept = settle(free.into_iter().chain(described.iter().cloned()).collect());
    let stays = |m: &Mention| kept.iter().any(|outer| absorbs(outer, m));
    let back: Vec<Mention> = inner.into_iter().filter(|m| !stays(m)).collect();
    if !back.is_empty() {
        kept.extend(back);
        kept = settle(kept);
    }
    kept
}

/// Whether a description only adds a place to the name of a body («the rescue organization of Oman»): then it is the name.
fn localizes(longer: &Mention, m: &Mention, places: &[Range<usize>]) -> bool {
    let both = longer.kind == EntityType::Organization && m.kind == EntityType::Organization && m.record.is_some();
    both && longer.words.start == m.words.start
        && places.iter().any(|p| m.words.end <= p.start && p.end == longer.words.end)
}

/// Whether a description swallows a name inside it.
fn absorbs(outer: &Mention, m: &Mention) -> bool {
    let inside = outer.words.start < m.words.start && m.words.end <= outer.words.end;
    let takes = match m.kind {
        EntityType::Place => true,
        EntityType::Organization | EntityType::Product => outer.kind == EntityType::Organization,
        EntityType::Person => m.strength < outer.strength,
        _ => false,
    };
    let named = m.record.is_some() || m.kind == EntityType::Person;
    inside && takes && named && matches!(outer.kind, EntityType::Organization | EntityType::Place)
}

/// A time or number inside a description («the budget of next year») only describes.
fn leave_inner_measures(found: &mut Vec<Mention>) {
    let outer: Vec<Range<usize>> = found
        .iter()
        .filter(|m| matches!(m.kind, EntityType::Group | EntityType::Product))
        .map(|m| m.words.clone())
        .collect();
    found.retain(|m| {
        !matches!(m.kind, EntityType::Time | EntityType::Quantity)
            || !outer.iter().any(|o| o.start <= m.words.start && m.words.end <= o.end)
    });
}

/// One policy for overlaps: a stronger mention removes weaker ones that cross it or cover the same words; of equal
/// strength the longer wins, then the earlier. A mention wholly inside another of another type may stay (the country in
/// an official's description), unless the outer one is a name or a number, whose inside is no longer text.
#[must_use]
pub fn settle(mut found: Vec<Mention>) -> Vec<Mention> {
    found.sort_by(|a, b| {
        (b.strength, b.words.len(), a.words.start, a.kind).cmp(&(a.strength, a.words.len(), b.words.start, b.kind))
    });
    let mut kept: Vec<Mention> = Vec::new();
    for mention in found {
        let fits = kept.iter().all(|k| {
            let apart = k.words.end <= mention.words.start || mention.words.end <= k.words.start;
            let inside = k.words.start <= mention.words.start && mention.words.end <= k.words.end;
            let outside = mention.words.start <= k.words.start && k.words.end <= mention.words.end;
            apart
                || (k.words != mention.words
                    && ((inside && !is_closed(k) && nests(k, &mention))
                        || (outside && !is_closed(&mention) && nests(&mention, k))))
        });
        if fits {
            kept.push(mention);
        }
    }
    kept.sort_by_key(|m| (m.words.start, std::cmp::Reverse(m.words.end), m.kind));
    kept
}

/// Whether the inside of a mention is no text any more.
const fn is_closed(mention: &Mention) -> bool {
    matches!(mention.kind, EntityType::Person | EntityType::Time | EntityType::Quantity | EntityType::Organization)
}

fn nests(outer: &Mention, inner: &Mention) -> bool {
    match (outer.kind, inner.kind) {
        (EntityType::Group, EntityType::Group) | (EntityType::Product, EntityType::Product) => false,
        (EntityType::Group | EntityType::Product, _) => true,
        // «Hospital of the Martyrs», «Street of the Workers»: people in the name of a place are no people.
        (EntityType::Place, EntityType::Place | EntityType::Group) => false,
        // Nor is anybody inside the known name of a place.
        (EntityType::Place, EntityType::Person) => outer.record.is_none(),
        (EntityType::Place, _) => true,
        _ => false,
    }
}
