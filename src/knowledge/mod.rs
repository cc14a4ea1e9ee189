//! Stage `knowledge`: what an article says, independent of any format.
//!
//! [`Knowledge`] is what `discourse` hands on: entities, events, facts and links with the places in the text that
//! support them. `rdf` writes it as quads, `cli` as JSON Lines or a table, and [`Knowledge::graph`] gives it as a
//! petgraph graph. Indices (`EntityIndex`, `EventIndex`) are positions in the vectors of the same [`Knowledge`].

pub mod output;

use crate::article::Article;
use crate::schema::{Coreference, EntityType, EventType, FactProperty, LinkProperty, Modality, Polarity, Role};
use crate::span::Span;
use petgraph::graph::{DiGraph, NodeIndex};

/// Position of an entity in [`Knowledge::entities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIndex(pub usize);

/// Position of an event in [`Knowledge::events`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventIndex(pub usize);

/// All that one article says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Knowledge {
    /// The article itself; all spans point into its `text`.
    pub article: Article,
    /// Entities in the order of their first mention.
    pub entities: Vec<Entity>,
    /// Events in the order of their first mention.
    pub events: Vec<Event>,
    /// What is stated of entities outside events, in a fixed order.
    pub facts: Vec<Fact>,
    /// How events hang together, in a fixed order.
    pub links: Vec<Link>,
}

/// Whether an entity is known beyond its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// In the gazetteer, or a person with a full name: one IRI in all articles.
    Everywhere,
    /// A surname, description or number: stays inside its article.
    Article,
}

/// One thing that the article speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Stable key: the same words give the same key in every run, and the same entity of [`Scope::Everywhere`] has
    /// the same key in every article. Made of letters, digits, `-` and `_`.
    pub key: String,
    /// What kind of thing it is.
    pub kind: EntityType,
    /// The fullest name by which the text calls it.
    pub label: String,
    /// Whether the key means the same in other articles.
    pub scope: Scope,
    /// What the gazetteer or the calendar knows of it.
    pub identity: Identity,
    /// Where the text names it, in text order. Pronouns are mentions too.
    pub mentions: Vec<EntityMention>,
}

/// What is known of an entity beyond its words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Identity {
    /// Wikidata id (`Q1028`), only where the gazetteer confirms it.
    pub wikidata: Option<String>,
    /// English name of the gazetteer.
    pub english: Option<String>,
    /// The entry of the gazetteer that it is: the name there, and the kind (`city`, `ministry`).
    pub entry: Option<(String, String)>,
    /// Latitude and longitude in degrees (WGS 84).
    pub coordinates: Option<(f64, f64)>,
    /// The days of a resolved time.
    pub days: Option<Days>,
    /// The number that a quantity means.
    pub number: Option<f64>,
    /// Unit or counted noun of a quantity.
    pub unit: Option<String>,
}

/// When a time is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    /// First day, `YYYY-MM-DD`, Gregorian.
    pub first: String,
    /// Last day; the first again for a single day.
    pub last: String,
    /// On what it rests: `stated` in the text, or counted from the `publication` or the `dateline`; with `, lunar table`
    /// when a day was added on both sides because the lunar calendar is known to a day only.
    pub basis: String,
}

/// How a mention names its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionForm {
    /// A name or a description that is an entity under the schema.
    Named,
    /// A pronoun or an anaphoric phrase; not an entity of its own in the output, but a mention in the graph.
    Anaphor,
}

/// One place where the text names an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityMention {
    /// Where.
    pub span: Span,
    /// Name or anaphor.
    pub form: MentionForm,
    /// The pattern, gazetteer or resolution rule that found it.
    pub rule: String,
    /// Why it is a mention of this entity, when the article had named the entity before.
    pub joined: Option<Join>,
}

/// The step that took a mention for one more of something that was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Join {
    /// Why.
    pub reason: Coreference,
    /// The mention that it was compared with: its words, or those of its trigger.
    pub antecedent: Span,
}

/// One happening.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Stable key inside the article: type, trigger lemma and a running number. Letters, digits, `-` and `_`.
    pub key: String,
    /// Type of the first (most specific) mention.
    pub kind: EventType,
    /// A short readable label, in the words of the text.
    pub label: String,
    /// Asserted or denied: `Negative` only when no mention asserts it.
    pub polarity: Polarity,
    /// The strongest modality of its mentions that is not denied.
    pub modality: Modality,
    /// The days of its narrowest time that is resolved and says when it was.
    pub days: Option<Days>,
    /// Its mentions in text order, at least one.
    pub mentions: Vec<EventMention>,
}

/// One place where the text tells an event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventMention {
    /// Type under which this mention tells it.
    pub kind: EventType,
    /// The trigger words.
    pub trigger: Span,
    /// The sentence in which it stands.
    pub sentence: Span,
    /// Role fillers of this mention, in text order.
    pub arguments: Vec<Argument>,
    /// Asserted or denied here.
    pub polarity: Polarity,
    /// Factuality here.
    pub modality: Modality,
    /// Who says so, when it is reported.
    pub attributed: Option<Source>,
    /// Id of the event rule.
    pub rule: String,
    /// Why it tells this event, when the article had told the event before.
    pub joined: Option<Join>,
}

/// Who is behind a reported event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The words that name the source.
    pub span: Span,
    /// The entity, when the words name one.
    pub entity: Option<EntityIndex>,
}

/// What fills a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The role.
    pub role: Role,
    /// The full noun phrase without its preposition and without a relative clause.
    pub span: Span,
    /// The entity that the filler names or stands for.
    pub entity: Option<EntityIndex>,
    /// The event that the filler tells («این حادثه تاکید کرد»), when it is one.
    pub event: Option<EventIndex>,
}

/// A statement of an entity outside events.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Of whom.
    pub subject: EntityIndex,
    /// What.
    pub property: FactProperty,
    /// The value.
    pub value: FactValue,
    /// The words that say so.
    pub evidence: Span,
    /// The rule that read them.
    pub rule: String,
}

/// Value of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue {
    /// Words of the text (a position).
    Text(String),
    /// Another entity.
    Entity(EntityIndex),
}

/// A connection between two events.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// From this event …
    pub from: EventIndex,
    /// … by this relation …
    pub property: LinkProperty,
    /// … to this event.
    pub to: EventIndex,
    /// The rule that made the connection.
    pub rule: String,
}

/// A node of the graph view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// An entity.
    Entity(EntityIndex),
    /// An event.
    Event(EventIndex),
}

/// An edge of the graph view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edge {
    /// Event → filler.
    Role(Role),
    /// Entity → entity.
    Fact(FactProperty),
    /// Event → event.
    Link(LinkProperty),
}

impl Knowledge {
    /// The entity at an index.
    ///
    /// # Panics
    /// When the index was made for another [`Knowledge`].
    #[must_use]
    pub fn entity(&self, index: EntityIndex) -> &Entity {
        &self.entities[index.0]
    }

    /// The event at an index.
    ///
    /// # Panics
    /// When the index was made for another [`Knowledge`].
    #[must_use]
    pub fn event(&self, index: EventIndex) -> &Event {
        &self.events[index.0]
    }

    /// Entities and events as nodes; roles, facts between entities and links as edges. Each edge stands once, however
    /// many mentions say it. Nodes are in the order entities, then events.
    #[must_use]
    pub fn graph(&self) -> DiGraph<Node, Edge> {
        let mut graph = DiGraph::new();
        let entities: Vec<NodeIndex> =
            (0..self.entities.len()).map(|i| graph.add_node(Node::Entity(EntityIndex(i)))).collect();
        let events: Vec<NodeIndex> =
            (0..self.events.len()).map(|i| graph.add_node(Node::Event(EventIndex(i)))).collect();
        let mut edges = std::collections::BTreeSet::new();
        for (n, event) in self.events.iter().enumerate() {
            for argument in event.mentions.iter().flat_map(|m| &m.arguments) {
                if let Some(EntityIndex(e)) = argument.entity {
                    edges.insert((events[n], entities[e], Edge::Role(argument.role)));
                } else if let Some(EventIndex(e)) = argument.event {
                    edges.insert((events[n], events[e], Edge::Role(argument.role)));
                }
            }
        }
        for fact in &self.facts {
            if let FactValue::Entity(EntityIndex(e)) = fact.value {
                edges.insert((entities[fact.subject.0], entities[e], Edge::Fact(fact.property)));
            }
        }
        for link in &self.links {
            edges.insert((events[link.from.0], events[link.to.0], Edge::Link(link.property)));
        }
        for (from, to, edge) in edges {
            graph.add_edge(from, to, edge);
        }
        graph
    }
}
