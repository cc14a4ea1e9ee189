//! The graph view: entities, events and phrases as nodes, roles, facts and links as edges.
//!
//! [`view`] builds it from a store, so it holds whatever the store holds, of one article or of many. [`Selection`] says
//! what of it is wanted, [`project()`] gives that as a graph of events, of actors or of entities, and [`measure()`] adds
//! degree, centrality and communities. Nodes are sorted by IRI and edges by their ends, so the same knowledge base
//! always gives the same graph. [`super::export`] writes it.

pub mod around;
pub mod betweenness;
pub mod communities;
pub mod measure;
pub mod project;
mod read;
pub mod select;

pub use measure::measure;
pub use project::{Projection, project};
pub(super) use read::properties;
pub use read::view;
pub use select::Selection;

use crate::rdf::terms::KB;
use crate::schema::{EntityType, EventType};
use petgraph::graph::DiGraph;
use std::collections::BTreeMap;

/// What kind of thing a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An entity.
    Entity(EntityType),
    /// An event.
    Event(EventType),
    /// Words that fill a role without being an entity or an event.
    Phrase,
}

impl Kind {
    /// The local name of the class.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entity(kind) => kind.name(),
            Self::Event(kind) => kind.name(),
            Self::Phrase => "Phrase",
        }
    }
}

/// A node: a thing of the knowledge base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its IRI.
    pub iri: String,
    /// What it is.
    pub kind: Kind,
    /// Its label in the language of the articles; the longest one when articles give several.
    pub label: String,
    /// Other values, by name: `english`, `language` (of the label), `polarity`, `modality`, `position`, `begin`, `end`,
    /// `number`, `pageRank` ….
    pub values: BTreeMap<&'static str, String>,
}

impl Node {
    /// What must be said of an event so that nobody takes it for one that happened: `denied`, `planned` or `possible`.
    /// Nothing for an event that happened, and for everything that is no event.
    #[must_use]
    pub fn reservation(&self) -> Option<&str> {
        let value = |name| self.values.get(name).map(String::as_str);
        match (self.kind, value("polarity"), value("modality")) {
            (Kind::Event(_), Some("negative"), _) => Some("denied"),
            (Kind::Event(_), _, Some(modality)) if modality != "actual" => Some(modality),
            _ => None,
        }
    }

    /// The kind, and the reservation: `Meet`, `Meet, planned`.
    #[must_use]
    pub fn caption(&self) -> String {
        match self.reservation() {
            Some(reservation) => format!("{}, {reservation}", self.kind.name()),
            None => self.kind.name().to_owned(),
        }
    }
}

/// An edge: a property between two things, or what two entities have to do with each other in events.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edge {
    /// The local name of the property; `actsOn` between actors and `together` between entities.
    pub property: &'static str,
    /// IRIs of the events that it stands for, sorted; none when it is a statement of its own.
    pub events: Vec<String>,
    /// Other values, by name: `types` (event types with their counts), `begin`, `end`.
    pub values: BTreeMap<&'static str, String>,
}

impl Edge {
    /// An edge that is a statement of its own.
    #[must_use]
    pub const fn of(property: &'static str) -> Self {
        Self { property, events: Vec::new(), values: BTreeMap::new() }
    }

    /// For how many events it stands; a statement counts as one.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.events.len().max(1)
    }
}

/// Entities, events and phrases with what connects them.
pub type View = DiGraph<Node, Edge>;

/// The full IRI of a local name of our vocabulary.
pub(super) fn full(local: &str) -> String {
    format!("{KB}{local}")
}
