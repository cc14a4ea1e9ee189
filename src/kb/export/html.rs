//! One page with the graph in it: drawn on a canvas, to be dragged, zoomed, searched and filtered, with the sentence
//! behind whatever is clicked.
//!
//! The page holds all that it needs: its script, the layout of d3-force (`assets/VENDORED.md`), the graph and the
//! passages as JSON. It asks no network, and its policy forbids it to.

use super::super::graph::View;
use super::super::query::QueryError;
use super::evidence::{Evidence, Passage};
use super::{attributes, class, hexadecimal};
use oxigraph::store::Store;
use petgraph::visit::EdgeRef;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const PAGE: &str = include_str!("assets/page.html");
const STYLE: &str = include_str!("assets/page.css");
const SCRIPT: &str = include_str!("assets/page.js");
const LICENCE: &str = include_str!("assets/d3-LICENSE.txt");

/// In the order in which they need each other.
const LIBRARIES: &[&str] = &[
    include_str!("assets/d3-dispatch.min.js"),
    include_str!("assets/d3-quadtree.min.js"),
    include_str!("assets/d3-timer.min.js"),
    include_str!("assets/d3-force.min.js"),
];

pub(super) fn text(graph: &View, store: &Store) -> Result<String, QueryError> {
    let data = harmless(&graph_with_passages(graph, store)?.to_string());
    let libraries = format!("/*\n{LICENCE}*/\n{}", LIBRARIES.join("\n"));
    // The data goes in last, so that no placeholder inside it is taken for one.
    let page = PAGE.replacen("{{style}}", STYLE, 1).replacen("{{libraries}}", &libraries, 1);
    Ok(page.replacen("{{script}}", SCRIPT, 1).replacen("{{data}}", &data, 1))
}

/// JSON that cannot end the element in which it stands, nor a line of a script.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// Passages, each once, with their places.
#[derive(Default)]
struct Passages {
    all: Vec<Passage>,
    of_event: BTreeMap<String, Vec<usize>>,
}

impl Passages {
    fn add(&mut self, passages: impl IntoIterator<Item = Passage>) -> Vec<usize> {
        let start = self.all.len();
        self.all.extend(passages);
        (start..self.all.len()).collect()
    }

    fn event(&mut self, iri: &str, evidence: &mut Evidence<'_>) -> Result<Vec<usize>, QueryError> {
        if let Some(known) = self.of_event.get(iri) {
            return Ok(known.clone());
        }
        let places = self.add(evidence.of_event(iri)?);
        self.of_event.insert(iri.to_owned(), places.clone());
        Ok(places)
    }
}

fn graph_with_passages(graph: &View, store: &Store) -> Result<Value, QueryError> {
    let mut evidence = Evidence::new(store)?;
    let mut passages = Passages::default();
    let mut nodes = Vec::new();
    for n in graph.node_indices() {
        let node = &graph[n];
        let (places, told) = if class(node.kind) == "event" {
            let places = passages.event(&node.iri, &mut evidence)?;
            let count = places.len();
            (places, count)
        } else {
            let (found, count) = evidence.of_node(graph, n)?;
            (passages.add(found), count)
        };
        let values: Map<String, Value> =
            attributes::of_node(node).map(|(name, kind, value)| (name.to_owned(), kind.json(value))).collect();
        let mut object = json!({
            "iri": node.iri, "label": node.label, "class": class(node.kind), "type": node.kind.name(),
            "color": hexadecimal(node), "values": values, "passages": places, "told": told,
        });
        if let Some(reservation) = node.reservation() {
            object["reservation"] = reservation.into();
        }
        nodes.push(object);
    }
    let mut edges = Vec::new();
    for edge in graph.edge_references() {
        let (from, to, weight) = (&graph[edge.source()], &graph[edge.target()], edge.weight());
        let mut places = Vec::new();
        for event in &weight.events {
            places.extend(passages.event(event, &mut evidence)?);
        }
        if class(from.kind) == "event" {
            places.extend(passages.event(&from.iri, &mut evidence)?);
        } else if let Some(passage) = evidence.of_fact(&from.iri, weight.property, &to.iri)? {
            places.extend(passages.add([passage]));
        }
        edges.push(json!({
            "source": edge.source().index(), "target": edge.target().index(), "property": weight.property,
            "weight": weight.weight(), "types": weight.values.get("types"), "passages": places,
        }));
    }
    Ok(json!({ "nodes": nodes, "edges": edges, "passages": passages.all }))
}
