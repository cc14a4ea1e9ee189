//! Why something is in a knowledge base: the words, the rules and the decisions behind it.
//!
//! [`Explainer::explain`] takes the IRI of an event, an entity, a fact, a link, or of anything below them (a mention,
//! an argument), and walks the trace that stands in the graph. Nothing is extracted again: what is told here is what
//! was decided when the article was read.

mod walk;

use super::error::KbError;
use super::lookup::Lookup;
use super::{KnowledgeBase, Loaded};
use crate::rdf::iri::{self, THINGS};
use crate::rdf::terms::{kb, sem};
use oxigraph::model::NamedNode;
use serde::Serialize;
use walk::Walk;

/// Explains things of a knowledge base.
pub struct Explainer {
    store: Loaded,
}

/// What stands behind a thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Explanation {
    /// An event.
    Event(Event),
    /// An entity.
    Entity(Entity),
    /// A fact of an entity, or a link between events.
    Statement(Statement),
}

/// A thing by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its IRI, relative to our things where it is one of them.
    pub iri: String,
    /// What it is called.
    pub label: String,
}

/// An event with all that tells it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// The event.
    #[serde(flatten)]
    pub named: Named,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// `positive` or `negative`.
    pub polarity: String,
    /// `actual`, `planned` or `possible`.
    pub modality: String,
    /// First day, last day, and on what they rest.
    pub days: Option<[String; 3]>,
    /// Where it is told, in text order.
    pub mentions: Vec<EventMention>,
    /// Links to other events of the article.
    pub links: Vec<Statement>,
    /// Events of other articles that are the same.
    pub identities: Vec<Identity>,
}

/// A place that tells an event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventMention {
    /// The trigger.
    pub place: Place,
    /// The type under which it is told here.
    #[serde(rename = "type")]
    pub kind: String,
    /// Polarity here.
    pub polarity: String,
    /// Modality here.
    pub modality: String,
    /// Who says so.
    pub attributed: Option<Named>,
    /// The rule that found it.
    pub rule: Rule,
    /// Why it tells this event and no new one.
    pub joined: Option<Join>,
    /// Its roles.
    pub arguments: Vec<Argument>,
}

/// What fills a role, and why it is that.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Argument {
    /// The role.
    pub role: String,
    /// The words.
    pub words: String,
    /// First character, from 0.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// What the words stand for.
    pub filler: Named,
    /// From the mention in these words back to the first mention of the entity.
    pub chain: Vec<Mention>,
    /// What the gazetteer and Wikidata say that the entity is.
    pub known: Option<Known>,
}

/// A place that names an entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mention {
    /// The words.
    pub words: String,
    /// First character, from 0.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// `named` or `anaphor`.
    pub form: String,
    /// The rule that found it.
    pub rule: Rule,
    /// Why it is a mention of this entity, when the article had named it before.
    pub joined: Option<Join>,
}

/// What is known of an entity from outside the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Known {
    /// The name of its entry in the gazetteer.
    pub gazetteer: Option<String>,
    /// What the gazetteer says that it is.
    pub gazetteer_kind: Option<String>,
    /// Its Wikidata id.
    pub wikidata: Option<String>,
}

/// A step of coreference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Join {
    /// Its name in the vocabulary.
    pub reason: String,
    /// What that means.
    pub meaning: String,
    /// The words of the mention before.
    pub words: String,
    /// Where that stands.
    pub start: usize,
}

/// An entity with where it is named and what is stated of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entity {
    /// The entity.
    #[serde(flatten)]
    pub named: Named,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is known of it from outside the articles.
    pub known: Option<Known>,
    /// Where it is named: the article, and the mention.
    pub mentions: Vec<(Named, Mention)>,
    /// What is stated of it.
    pub facts: Vec<Statement>,
    /// Entities of other articles that are the same.
    pub identities: Vec<Identity>,
}

/// A fact or a link with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statement {
    /// Its IRI, relative to our things.
    pub iri: String,
    /// Of what.
    pub subject: Named,
    /// What.
    pub property: String,
    /// The value: words, or a thing.
    pub value: Named,
    /// The words that say so; a link has none of its own.
    pub place: Option<Place>,
    /// The rule that read them.
    pub rule: Rule,
}

/// Words in their sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The article.
    pub article: Named,
    /// Its day of publication.
    pub published: Option<String>,
    /// The words.
    pub words: String,
    /// First character in the article, from 0.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// The sentence in which they stand, or the line when no sentence is kept.
    pub sentence: String,
    /// First character of the sentence in the article.
    pub sentence_start: usize,
}

/// A rule with its measured worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// What it finds.
    pub about: Option<String>,
    /// The share of its results that gold confirms.
    pub precision: Option<f64>,
    /// How many gold confirms.
    pub correct: Option<u32>,
    /// How many were compared with gold.
    pub judged: Option<u32>,
}

/// The finding that a thing of another article is the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Identity {
    /// The other thing.
    pub same_as: Named,
    /// How sure that is.
    pub score: f64,
    /// What speaks for it and against it.
    pub reason: String,
}

impl Explainer {
    /// An explainer for a knowledge base; when all that is asked about belongs to one article, only that is loaded.
    ///
    /// # Errors
    /// When the knowledge base cannot be read.
    pub fn new(base: &KnowledgeBase, thing: Option<&NamedNode>) -> Result<Self, KbError> {
        let article = thing.and_then(iri::article_of);
        let id = match article {
            Some(article) => base.list()?.into_iter().map(|e| e.id).find(|id| iri::article(id).as_str() == article),
            None => None,
        };
        let store = match id {
            Some(id) => base.load_only(&[&id])?.into(),
            None => base.load()?,
        };
        Ok(Self { store })
    }

    /// An explainer for a store that is loaded already.
    #[must_use]
    pub const fn of(store: Loaded) -> Self {
        Self { store }
    }

    /// What stands behind a thing; nothing when it is nothing that can be explained.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn explain(&self, thing: &NamedNode) -> Result<Option<Explanation>, KbError> {
        let walk = Walk { lookup: Lookup::new(&self.store) };
        let lookup = walk.lookup;
        if lookup.is_a(thing, sem::EVENT)? {
            return Ok(Some(Explanation::Event(walk.event(thing)?)));
        }
        if lookup.is_a(thing, kb::ENTITY)? {
            return Ok(Some(Explanation::Entity(walk.entity(thing)?)));
        }
        if lookup.is_a(thing, kb::FACT)? || lookup.is_a(thing, kb::LINK)? {
            return Ok(Some(Explanation::Statement(walk.statement(thing)?)));
        }
        // What lies below: a mention belongs to its event or entity, an argument to its mention.
        let above = match lookup.node(thing, kb::REFERS_TO)? {
            Some(entity) => Some(entity),
            None => [kb::MENTION, kb::ARGUMENT]
                .into_iter()
                .map(|property| lookup.subjects(property, thing))
                .collect::<Result<Vec<_>, _>>()?
                .concat()
                .into_iter()
                .next(),
        };
        match above {
            Some(above) => self.explain(&above),
            None => Ok(None),
        }
    }
}

/// The thing that a person names: a whole IRI, with or without `<>`, or what answers show of it.
#[must_use]
pub fn thing(written: &str) -> Option<NamedNode> {
    let bare = written.strip_prefix('<').and_then(|w| w.strip_suffix('>')).unwrap_or(written);
    let whole = if bare.contains("://") { bare.to_owned() } else { format!("{THINGS}{bare}") };
    NamedNode::new(whole).ok()
}
