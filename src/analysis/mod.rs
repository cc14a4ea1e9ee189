//! Stage `analysis`: tokens become words, verb groups, phrases, clauses and slots: the skeleton of each sentence.
//!
//! Analysis never fails. What it does not understand stays a word of a clause without verb. The next stage, `mentions`,
//! names things; `events` reads the slots.

mod boundary;
pub mod clause;
mod ezafe;
mod gapping;
mod gluing;
mod joining;
pub mod output;
mod parallel;
pub mod phrase;
mod slots;
mod tag;
pub(crate) mod valence;
pub mod verb_group;
pub mod words;

pub use clause::{Clause, ClauseKind, Clauses, Slot, SlotKind};
pub use phrase::Phrase;
pub(crate) use verb_group::is_pointed_at;
pub use verb_group::{Element, VerbGroup};
pub use words::Word;

use crate::rules::Pack;
use crate::span::Span;
use crate::text::Sentences;

/// The skeleton of one sentence. All indices point into the vectors of the same sentence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sentence {
    /// Where the sentence stands.
    pub span: Span,
    /// Words and marks.
    pub words: Vec<Word>,
    /// Verb groups in text order.
    pub groups: Vec<VerbGroup>,
    /// Noun phrases in text order.
    pub phrases: Vec<Phrase>,
    /// Clauses with their slots.
    pub clauses: Clauses,
}

/// Analyses all sentences of a text.
///
/// ```
/// # use khabar::rules::Pack;
/// # let pack = Pack::embedded()?;
/// let text = "وزیر کشور به هرات سفر کرد.";
/// let tokens = khabar::text::sentences(text, &pack.orthography);
/// let sentences = khabar::analysis::analyse(text, &tokens, &pack);
/// assert_eq!(sentences[0].words.len(), 7);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn analyse(text: &str, sentences: &Sentences, pack: &Pack) -> Vec<Sentence> {
    (0..sentences.sentences.len()).map(|n| analyse_sentence(text, sentences, n, pack)).collect()
}

/// Analyses one sentence.
#[must_use]
pub fn analyse_sentence(text: &str, sentences: &Sentences, n: usize, pack: &Pack) -> Sentence {
    let tokens = sentences.tokens_of(n);
    let mut words = words::WordBuilder::new(pack, text, tokens).words();
    tag::tag(&mut words, pack);
    let groups = verb_group::verb_groups(pack, text, &words);
    let roles = phrase::Roles::new(words.len(), &groups);
    let phrases = phrase::phrases(pack, text, &words, &groups, &roles);
    let clauses = clause::clauses(pack, text, &words, &groups, &phrases);
    Sentence { span: sentences.span_of(n), words, groups, phrases, clauses }
}
