//! Stage `discourse`: all mentions of an article become entities and events: what is the same thing.
//!
//! Takes what `mentions` and `events` found sentence by sentence and gives the [`Knowledge`] of the article: name
//! variants, pronouns, «this meeting», «both officials», offices, memberships, and how events hang together.

mod entities;
mod events;
mod facts;
mod links;
mod quantities;
mod times;

use crate::analysis::Sentence;
use crate::article::Article;
use crate::events::EventDraft;
use crate::knowledge::Knowledge;
use crate::mentions::Mention;
use crate::rules::Pack;
use std::sync::Arc;

/// One sentence with what was found in it.
#[derive(Debug, Clone)]
pub struct ReadSentence {
    /// The article's text.
    text: Arc<str>,
    /// Its skeleton.
    pub sentence: Sentence,
    /// Its mentions.
    pub mentions: Vec<Mention>,
    /// Its events.
    pub events: Vec<EventDraft>,
}

impl ReadSentence {
    /// Puts together what the stages before found in one sentence of `text`.
    #[must_use]
    pub fn new(text: Arc<str>, sentence: Sentence, mentions: Vec<Mention>, events: Vec<EventDraft>) -> Self {
        Self { text, sentence, mentions, events }
    }

    /// The text of the whole article.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Resolves an article. [`crate::extract`] calls the stages before it as this example does.
///
/// ```
/// # use khabar::rules::Pack;
/// # let pack = Pack::embedded()?;
/// use khabar::discourse::{ReadSentence, resolve};
/// use khabar::mentions::{KnownNames, mentions};
/// use std::sync::Arc;
///
/// let text: Arc<str> = "وزیر کشور به هرات سفر کرد. او به کابل بازگشت.".into();
/// let article = khabar::article::Article { id: "a".into(), text: text.to_string(), ..Default::default() };
/// let tokens = khabar::text::sentences(&text, &pack.orthography);
/// let mut known = KnownNames::default();
/// let read: Vec<ReadSentence> = khabar::analysis::analyse(&text, &tokens, &pack)
///     .into_iter()
///     .map(|sentence| {
///         let named = mentions(&text, &sentence, &mut known, &pack);
///         let events = khabar::events::events(&text, &sentence, &named, &pack);
///         ReadSentence::new(Arc::clone(&text), sentence, named, events)
///     })
///     .collect();
/// assert_eq!(resolve(&article, &read, &pack), khabar::extract(&article, &pack));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn resolve(article: &Article, sentences: &[ReadSentence], pack: &Pack) -> Knowledge {
    let mut registry = entities::Registry::new(&article.text, pack, sentences);
    registry.resolve();
    let clusters = events::cluster(&registry, sentences, pack);
    let mut knowledge = Knowledge { article: article.clone(), ..Knowledge::default() };
    facts::find(&mut registry, sentences, pack, &mut knowledge.facts);
    links::find(&clusters, sentences, pack, &mut knowledge.links);
    knowledge.events = events::build(&clusters, &registry, sentences, pack);
    times::resolve(article, sentences, pack, &mut registry, &mut knowledge.events);
    knowledge.entities = registry.into_entities();
    knowledge.facts.sort_by_key(|f| (f.subject, f.property, f.evidence));
    knowledge.facts.dedup_by(|a, b| (a.subject, a.property, &a.value) == (b.subject, b.property, &b.value));
    knowledge.links.sort_by_key(|l| (l.from, l.property, l.to));
    knowledge.links.dedup_by(|a, b| (a.from, a.property, a.to) == (b.from, b.property, b.to));
    knowledge
}
