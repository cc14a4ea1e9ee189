//! GeoJSON (RFC 7946): a point for every place of an event; in a graph without events, a point for every place.

use super::super::graph::{Kind, Node, View};
use super::{attributes, hexadecimal};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Roles that say where an event was.
const WHERE: &[&str] = &["destination", "origin", "place"];

pub(super) fn text(graph: &View) -> String {
    let mut features = Vec::new();
    let is_event = |n: &NodeIndex| matches!(graph[*n].kind, Kind::Event(_));
    if graph.node_indices().any(|n| is_event(&n)) {
        for event in graph.node_indices().filter(is_event) {
            features.extend(places(graph, event).into_iter().filter_map(|(role, place)| {
                let mut properties = properties(&graph[event]);
                properties.insert("role".into(), role.into());
                properties.insert("place".into(), graph[place].label.as_str().into());
                properties.insert("placeIri".into(), graph[place].iri.as_str().into());
                for (role, names) in others(graph, event) {
                    properties.insert(role.into(), names.into());
                }
                let id = format!("{}/{role}/{}", graph[event].iri, graph[place].iri);
                feature(&graph[place], id, properties)
            }));
        }
    } else {
        features.extend(graph.node_weights().filter_map(|node| feature(node, node.iri.clone(), properties(node))));
    }
    format!("{:#}\n", json!({ "type": "FeatureCollection", "features": features }))
}

/// A point with properties, when the place has coordinates.
fn feature(place: &Node, id: String, properties: Map<String, Value>) -> Option<Value> {
    let degrees = |name| place.values.get(name)?.parse::<f64>().ok();
    let (longitude, latitude) = (degrees("longitude")?, degrees("latitude")?);
    Some(json!({
        "type": "Feature",
        "id": id,
        "geometry": { "type": "Point", "coordinates": [longitude, latitude] },
        "properties": properties,
    }))
}

fn properties(node: &Node) -> Map<String, Value> {
    let mut map = Map::new();
    for (name, value) in [
        ("iri", node.iri.as_str()),
        ("label", &node.label),
        ("type", node.kind.name()),
        ("marker-color", &hexadecimal(node)),
    ] {
        map.insert(name.to_owned(), value.into());
    }
    map.extend(attributes::of_node(node).map(|(name, kind, value)| (name.to_owned(), kind.json(value))));
    if let Kind::Event(_) = node.kind {
        map.insert("happened".to_owned(), node.reservation().unwrap_or("yes").into());
    }
    map
}

/// Where an event was: places that fill the role, or that a phrase in it names.
fn places(graph: &View, event: NodeIndex) -> BTreeSet<(&'static str, NodeIndex)> {
    let mut found = BTreeSet::new();
    for edge in graph.edges(event).filter(|e| WHERE.contains(&e.weight().property)) {
        let named = graph.edges(edge.target()).filter(|e| e.weight().property == "names").map(|e| e.target());
        let located = |n: &NodeIndex| graph[*n].values.contains_key("latitude");
        let place = edge.target();
        let places: Vec<NodeIndex> = if located(&place) { vec![place] } else { named.filter(located).collect() };
        found.extend(places.into_iter().map(|n| (edge.weight().property, n)));
    }
    found
}

/// Labels of what fills the other roles, by role.
fn others(graph: &View, event: NodeIndex) -> Vec<(&'static str, Vec<&str>)> {
    let roles: BTreeSet<(&'static str, &str)> = graph
        .edges(event)
        .filter(|e| !WHERE.contains(&e.weight().property) && !matches!(graph[e.target()].kind, Kind::Event(_)))
        .map(|e| (e.weight().property, graph[e.target()].label.as_str()))
        .collect();
    let mut grouped: Vec<(&'static str, Vec<&str>)> = Vec::new();
    for (role, label) in roles {
        match grouped.last_mut() {
            Some((last, labels)) if *last == role => labels.push(label),
            _ => grouped.push((role, vec![label])),
        }
    }
    grouped
}
