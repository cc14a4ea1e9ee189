//! khabar reads Persian news articles and writes what happened, who did it, to whom, where and when, as RDF.
//!
//! ```
//! use khabar::article::Article;
//! use khabar::rules::Pack;
//!
//! let pack = Pack::embedded()?;
//! let article = Article {
//!     id: "visit".to_owned(),
//!     text: "وزیر کشور به هرات سفر کرد.".to_owned(),
//!     ..Article::default()
//! };
//! let knowledge = khabar::extract(&article, &pack);
//! let event = &knowledge.events[0];
//! assert_eq!(event.mentions[0].kind.to_string(), "Visit");
//! assert_eq!(event.mentions[0].trigger.of(&article.text), "سفر کرد");
//!
//! let quads = khabar::rdf::quads(&knowledge, &pack);
//! let turtle = khabar::rdf::write(&quads, khabar::rdf::Syntax::Turtle, Vec::new())?;
//! assert!(String::from_utf8(turtle)?.contains("kb:Visit"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What to build on
//!
//! These names keep their meaning within a version `0.x`; each has an example that is executed as a test.
//!
//! | stage | entry point | gives |
//! | --- | --- | --- |
//! | reading | [`article::read::articles`], [`article::read::of_bytes`] | [`article::Article`]s or [`article::read::ReadError`]s |
//! | rules | [`rules::Pack::embedded`], [`rules::Pack::load`] | a [`rules::Pack`], loaded once and shared |
//! | all that follows on one article | [`extract`] | [`knowledge::Knowledge`] |
//! | RDF | [`rdf::quads`], [`rdf::write`] | statements and their text |
//! | knowledge base | [`kb::KnowledgeBase`], [`kb::query::ask`] | a folder of graphs, and answers |
//!
//! The single stages behind [`extract`] are public for tools that look inside: [`text::sentences`],
//! [`analysis::analyse`], [`mentions::mentions`], [`events::events`], [`discourse::resolve`]. Their types, and
//! everything else, change whenever the analysis gets better. [`cli`] is the program; it is public for `main.rs` alone.

pub mod analysis;
pub mod article;
mod calendar;
pub mod cli;
pub mod coverage;
pub mod diff;
pub mod discourse;
pub mod evaluation;
pub mod events;
pub mod examples;
pub mod expectations;
pub mod findings;
pub mod kb;
pub mod knowledge;
pub mod mentions;
pub mod rdf;
pub mod rules;
pub mod schema;
pub mod span;
pub mod text;

use article::Article;
use discourse::ReadSentence;
use knowledge::Knowledge;
use rules::Pack;
use std::sync::Arc;

/// The whole way of one article: text → analysis → mentions → events → discourse → knowledge.
///
/// Never fails: what the rules do not understand is left out.
#[must_use]
pub fn extract(article: &Article, pack: &Pack) -> Knowledge {
    let text: Arc<str> = article.text.as_str().into();
    let tokens = text::sentences(&text, &pack.orthography);
    let mut known = mentions::KnownNames::default();
    let sentences: Vec<ReadSentence> = (0..tokens.sentences.len())
        .map(|n| {
            let sentence = analysis::analyse_sentence(&text, &tokens, n, pack);
            let mentions = mentions::mentions(&text, &sentence, &mut known, pack);
            let events = events::events(&text, &sentence, &mentions, pack);
            ReadSentence::new(Arc::clone(&text), sentence, mentions, events)
        })
        .collect();
    discourse::resolve(article, &sentences, pack)
}
