//! Reading the whole view from a store.

use super::super::query::QueryError;
use super::{Edge, Kind, Node, View};
use crate::rdf::iri;
use crate::rdf::terms::{dct, geo, kb, local_name, oa, own, sem, skos, time};
use crate::schema::{EntityType, EventType, FactProperty, LinkProperty, Role};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::Store;
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

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
    ("wikidata", skos::EXACT_MATCH),
];

/// The graph view of a store: all entities, events and phrases, and all that connects them.
///
/// # Errors
/// When the engine cannot read its own store.
pub fn view(store: &Store) -> Result<View, QueryError> {
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    for (class, kind) in classes() {
        for quad in quads(store, rdf::TYPE, Some(own(class).into()))? {
            let NamedOrBlankNode::NamedNode(node) = quad.subject else { continue };
            let iri = node.into_string();
            let node = nodes.entry(iri.clone()).or_insert_with(|| Node {
                iri,
                kind,
                label: String::new(),
                language: String::new(),
                values: BTreeMap::new(),
            });
            if let GraphName::NamedNode(graph) = quad.graph_name
                && graph.as_str() != iri::REFERENCE_GRAPH
            {
                first(node.values.entry("article").or_default(), graph.as_str());
            }
        }
    }
    articles(store, &mut nodes)?;
    labels(store, &mut nodes)?;
    values(store, &mut nodes)?;
    coordinates(store, &mut nodes)?;

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
                edges.insert((*from, *to, property));
            }
        }
    }
    for (from, to, property) in edges {
        graph.add_edge(from, to, Edge::of(property));
    }
    Ok(graph)
}

fn classes() -> impl Iterator<Item = (&'static str, Kind)> {
    let entities = EntityType::ALL.iter().map(|k| (k.name(), Kind::Entity(*k)));
    let events = EventType::ALL.iter().map(|k| (k.name(), Kind::Event(*k)));
    entities.chain(events).chain([("Phrase", Kind::Phrase)])
}

/// Names of the properties that are edges, each once (`cause` is a role and a link).
pub(in crate::kb) fn properties() -> BTreeSet<&'static str> {
    let roles = Role::ALL.iter().map(|p| p.name());
    let facts = FactProperty::ALL.iter().map(|p| p.name());
    let links = LinkProperty::ALL.iter().map(|p| p.name());
    roles.chain(facts).chain(links).chain(["attributedTo", "names"]).collect()
}

/// Puts the id of its article in the place of the IRI of its graph.
fn articles(store: &Store, nodes: &mut BTreeMap<String, Node>) -> Result<(), QueryError> {
    let mut ids = BTreeMap::new();
    for quad in quads(store, dct::IDENTIFIER, None)? {
        if let (NamedOrBlankNode::NamedNode(article), Term::Literal(id)) = (quad.subject, quad.object) {
            ids.insert(article.into_string(), id.value().to_owned());
        }
    }
    for node in nodes.values_mut() {
        if let Some(article) = node.values.get_mut("article")
            && let Some(id) = ids.get(article)
        {
            id.clone_into(article);
        }
    }
    Ok(())
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
            first(&mut node.language, label.language().unwrap_or_default());
        }
    }
    // Of articles in English, that is the only label.
    for node in nodes.values_mut().filter(|node| node.label.is_empty()) {
        if let Some(english) = node.values.get("english") {
            node.label.clone_from(english);
            "en".clone_into(&mut node.language);
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

/// `latitude` and `longitude` of places, from their points.
fn coordinates(store: &Store, nodes: &mut BTreeMap<String, Node>) -> Result<(), QueryError> {
    let mut points = BTreeMap::new();
    for quad in quads(store, geo::AS_WKT, None)? {
        if let (NamedOrBlankNode::NamedNode(point), Term::Literal(wkt)) = (quad.subject, quad.object) {
            points.insert(point.into_string(), wkt.value().to_owned());
        }
    }
    for quad in quads(store, geo::HAS_GEOMETRY, None)? {
        let (NamedOrBlankNode::NamedNode(s), Term::NamedNode(point)) = (&quad.subject, &quad.object) else { continue };
        let Some(node) = nodes.get_mut(s.as_str()) else { continue };
        let degrees = points.get(point.as_str()).and_then(|wkt| {
            let (longitude, latitude) = wkt.strip_prefix("POINT(")?.strip_suffix(')')?.split_once(' ')?;
            Some((longitude.parse::<f64>().ok()?, latitude.parse::<f64>().ok()?))
        });
        if let Some((longitude, latitude)) = degrees {
            node.values.insert("longitude", longitude.to_string());
            node.values.insert("latitude", latitude.to_string());
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
