//! The graph view: entities, events and phrases as nodes, roles, facts and links as edges.
//!
//! Built from a store, so it holds whatever the store holds, of one article or of many. Nodes are sorted by IRI and
//! edges by their ends, so the same knowledge base always gives the same graph. [`super::export`] writes it.

use super::query::QueryError;
use crate::rdf::terms::{KB, dct, kb, local_name, oa, own, sem, time};
use crate::schema::{EntityType, EventType, FactProperty, LinkProperty, Role};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::Store;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Its Persian label; the first one when articles give several.
    pub label: String,
    /// Other values, by name: `english`, `polarity`, `modality`, `position`, `begin`, `end`, `number` ….
    pub values: BTreeMap<&'static str, String>,
}

/// An edge: one property between two things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edge {
    /// The local name of the property.
    pub property: &'static str,
}

/// Entities, events and phrases with what connects them.
pub type View = DiGraph<Node, Edge>;

/// What the view shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether phrases that fill roles are nodes.
    pub phrases: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { phrases: true }
    }
}

/// Values that a node carries, by name.
const VALUES: &[(&str, NamedNodeRef<'static>)] = &[
    ("basis", kb::BASIS),
    ("begin", sem::BEGIN),
    ("date", time::IN_XSD_DATE),
    ("end", sem::END),
    ("modality", kb::MODALITY),
    ("number", kb::NUMBER),
    ("polarity", kb::POLARITY),
    ("start", oa::START),
    ("title", dct::TITLE),
    ("unit", kb::UNIT),
];

/// The graph view of a store.
///
/// # Errors
/// When the engine cannot read its own store.
pub fn view(store: &Store, options: Options) -> Result<View, QueryError> {
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    for (class, kind) in classes(options) {
        for quad in quads(store, rdf::TYPE, Some(own(class).into()))? {
            if let NamedOrBlankNode::NamedNode(node) = quad.subject {
                let iri = node.into_string();
                nodes.entry(iri.clone()).or_insert_with(|| Node {
                    iri,
                    kind,
                    label: String::new(),
                    values: BTreeMap::new(),
                });
            }
        }
    }
    labels(store, &mut nodes)?;
    values(store, &mut nodes)?;

    let mut graph = View::new();
    let mut index: BTreeMap<String, NodeIndex> = BTreeMap::new();
    for (iri, node) in nodes {
        index.insert(iri, graph.add_node(node));
    }
    let mut edges = BTreeSet::new();
    for property in properties() {
        for quad in quads(store, own(property).as_ref(), None)? {
            let (NamedOrBlankNode::NamedNode(from), Term::NamedNode(to)) = (&quad.subject, &quad.object) else {
                continue;
            };
            if let (Some(from), Some(to)) = (index.get(from.as_str()), index.get(to.as_str())) {
                edges.insert((*from, *to, Edge { property }));
            }
        }
    }
    for (from, to, edge) in edges {
        graph.add_edge(from, to, edge);
    }
    Ok(graph)
}

fn classes(options: Options) -> impl Iterator<Item = (&'static str, Kind)> {
    let entities = EntityType::ALL.iter().map(|k| (k.name(), Kind::Entity(*k)));
    let events = EventType::ALL.iter().map(|k| (k.name(), Kind::Event(*k)));
    let phrases = options.phrases.then_some(("Phrase", Kind::Phrase));
    entities.chain(events).chain(phrases)
}

/// Names of the properties that are edges, each once (`cause` is a role and a link).
fn properties() -> BTreeSet<&'static str> {
    let roles = Role::ALL.iter().map(|p| p.name());
    let facts = FactProperty::ALL.iter().map(|p| p.name());
    let links = LinkProperty::ALL.iter().map(|p| p.name());
    roles.chain(facts).chain(links).chain(["names"]).collect()
}

fn labels(store: &Store, nodes: &mut BTreeMap<String, Node>) -> Result<(), QueryError> {
    for quad in quads(store, rdfs::LABEL, None)? {
        let (NamedOrBlankNode::NamedNode(s), Term::Literal(label)) = (&quad.subject, &quad.object) else { continue };
        let Some(node) = nodes.get_mut(s.as_str()) else { continue };
        let value = label.value();
        if label.language() == Some("en") {
            first(node.values.entry("english").or_default(), value);
        } else {
            first(&mut node.label, value);
        }
    }
    // Of articles in English, that is the only label.
    for node in nodes.values_mut().filter(|node| node.label.is_empty()) {
        if let Some(english) = node.values.get("english") {
            node.label.clone_from(english);
        }
    }
    Ok(())
}

fn values(store: &Store, nodes: &mut BTreeMap<String, Node>) -> Result<(), QueryError> {
    let texts = [FactProperty::Position, FactProperty::FormerPosition].map(|p| (p.name(), own(p.name())));
    let known = VALUES.iter().map(|(name, property)| (*name, property.into_owned()));
    for (name, property) in known.chain(texts) {
        for quad in quads(store, property.as_ref(), None)? {
            let NamedOrBlankNode::NamedNode(s) = &quad.subject else { continue };
            let Some(node) = nodes.get_mut(s.as_str()) else { continue };
            let value = match &quad.object {
                Term::Literal(literal) => literal.value(),
                Term::NamedNode(iri) => local_name(iri.as_str()).unwrap_or(iri.as_str()),
                Term::BlankNode(_) => continue,
            };
            first(node.values.entry(name).or_default(), value);
        }
    }
    Ok(())
}

/// Keeps the longer of two values, and the first in the alphabet of two equally long: a choice that does not depend on
/// the order in which the store gives them.
fn first(slot: &mut String, value: &str) {
    let rank = |s: &str| (std::cmp::Reverse(s.chars().count()), s.to_owned());
    if slot.is_empty() || rank(value) < rank(slot) {
        value.clone_into(slot);
    }
}

fn quads(store: &Store, property: NamedNodeRef<'_>, object: Option<Term>) -> Result<Vec<Quad>, QueryError> {
    store
        .quads_for_pattern(None, Some(property), object.as_ref().map(Term::as_ref), None)
        .collect::<Result<_, _>>()
        .map_err(|error| QueryError::Evaluation(QueryEvaluationError::Dataset(Box::new(error))))
}

/// The full IRI of a local name of our vocabulary.
pub(super) fn full(local: &str) -> String {
    format!("{KB}{local}")
}
