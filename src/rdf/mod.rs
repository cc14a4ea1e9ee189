//! Stage `rdf`: what an article says, as quads.
//!
//! [`quads`] takes a [`Knowledge`] and gives RDF in a fixed order, without blank nodes, random ids or a clock: the same
//! knowledge gives the same bytes. What the article says stands in a named graph whose name is the article's IRI;
//! what does not depend on the article (an entity known everywhere, a rule, a rule pack) stands in the graph
//! [`iri::REFERENCE_GRAPH`], so that it is one statement in a knowledge base however many articles repeat it.
//! Nothing is decided here; every statement follows from the knowledge. `docs/model.md` draws the result.

mod build;
pub mod iri;
mod pack;
#[cfg(test)]
pub(crate) mod sample;
pub mod terms;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use build::is_day;
pub use build::quads;
pub use write::{Syntax, UnknownSyntax, Writer, sorted_nquads, write};

use crate::article::Article;
#[cfg(doc)]
use crate::knowledge::Knowledge;
use crate::schema::{EntityType, EventType, FactProperty, LinkProperty};
use sha2::{Digest, Sha256};

/// The vocabulary: classes and properties with labels and definitions, in Turtle.
pub const VOCABULARY: &str = include_str!("../../rules/vocabulary.ttl");

/// What a rule makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Yield {
    /// Mentions of entities.
    Entity(EntityType),
    /// Mentions of events.
    Event(EventType),
    /// Statements of an entity.
    Fact(FactProperty),
    /// Connections of events.
    Link(LinkProperty),
}

impl Yield {
    /// The local name of the class or property.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entity(kind) => kind.name(),
            Self::Event(kind) => kind.name(),
            Self::Fact(property) => property.name(),
            Self::Link(property) => property.name(),
        }
    }
}

/// How often a rule was right on gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precision {
    /// Results that the gold confirms.
    pub correct: u32,
    /// All results that were compared with gold.
    pub judged: u32,
}

/// What is known of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleFact {
    /// What it makes.
    pub makes: Option<Yield>,
    /// What it finds, in a sentence of English.
    pub description: Option<String>,
    /// Its measured precision, when it was measured.
    pub precision: Option<Precision>,
}

/// What is known of the rule pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFact {
    /// Its name.
    pub name: String,
    /// The language of the texts that it reads, as a language tag.
    pub language: String,
    /// Its version.
    pub version: String,
    /// Hash of all its files, in hexadecimal digits.
    pub hash: String,
}

/// Tells what is known of the rules that made a [`Knowledge`].
pub trait RuleFacts {
    /// The rule with this id.
    fn rule(&self, id: &str) -> Option<RuleFact>;

    /// The pack in use.
    fn pack(&self) -> Option<PackFact> {
        None
    }
}

/// Knows nothing of any rule; for tests and tools that do not care.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoRuleFacts;

impl RuleFacts for NoRuleFacts {
    fn rule(&self, _: &str) -> Option<RuleFact> {
        None
    }
}

/// Hash of everything that is read of an article, in hexadecimal digits (SHA-256).
///
/// Articles with equal hashes say the same, so a knowledge base need not read the second.
#[must_use]
pub fn content_hash(article: &Article) -> String {
    let mut hash = Sha256::new();
    let fields = [Some(&article.id), Some(&article.text)]
        .into_iter()
        .chain([&article.title, &article.url, &article.published, &article.publisher].map(Option::as_ref));
    for field in fields {
        // The length goes first, so that no two different articles give the same bytes.
        match field {
            Some(text) => {
                hash.update((text.len() as u64 + 1).to_le_bytes());
                hash.update(text.as_bytes());
            }
            None => hash.update(0u64.to_le_bytes()),
        }
    }
    hexadecimal(&hash.finalize())
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| char::from(DIGITS[usize::from(n)]);
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}
