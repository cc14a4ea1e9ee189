//! khabar reads Persian news articles and writes what happened, who did it, to whom, where and when, as RDF.

pub mod analysis;
pub mod article;
pub mod events;
pub mod knowledge;
pub mod mentions;
pub mod rules;
pub mod schema;
pub mod span;
pub mod text;
