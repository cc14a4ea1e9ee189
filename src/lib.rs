//! khabar reads Persian news articles and writes what happened, who did it, to whom, where and when, as RDF.

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
