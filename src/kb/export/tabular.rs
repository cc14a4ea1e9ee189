//! CSV of nodes and of edges, with the headers of Gephi or those of `neo4j-admin database import`; fields by RFC 4180.

use super::super::graph::View;
use super::attributes::{self, OF_EDGES, OF_NODES, Type};
use super::class;
use petgraph::visit::EdgeRef;
use std::borrow::Cow;

pub(super) fn gephi_nodes(graph: &View) -> String {
    let names = OF_NODES.iter().map(|(name, _)| *name);
    let mut out = line(["Id", "Label", "Class", "Type"].into_iter().chain(names).map(Cow::from));
    for node in graph.node_weights() {
        let fixed = [&*node.iri, &*node.label, class(node.kind), node.kind.name()];
        let values = OF_NODES.iter().map(|(name, _)| node.values.get(name).map_or("", String::as_str));
        out += &line(fixed.into_iter().chain(values).map(Cow::from));
    }
    out
}

pub(super) fn gephi_edges(graph: &View) -> String {
    let header = ["Source", "Target", "Type", "Label", "Weight", "begin", "end", "types"];
    let mut out = line(header.into_iter().map(Cow::from));
    for edge in graph.edge_references() {
        let (from, to, weight) = (&graph[edge.source()].iri, &graph[edge.target()].iri, edge.weight());
        let value = |name| weight.values.get(name).map_or("", String::as_str);
        let count = weight.weight().to_string();
        let fields = [from, to, "Directed", weight.property, &count, value("begin"), value("end"), value("types")];
        out += &line(fields.into_iter().map(Cow::from));
    }
    out
}

pub(super) fn neo4j_nodes(graph: &View) -> String {
    let typed = OF_NODES.iter().map(|(name, kind)| header(name, *kind));
    let mut out = line(["iri:ID", "label", ":LABEL"].into_iter().map(Cow::from).chain(typed));
    for node in graph.node_weights() {
        let labels = match class(node.kind) {
            "event" => format!("Khabar;Event;{}", node.kind.name()),
            "entity" => format!("Khabar;Entity;{}", node.kind.name()),
            _ => format!("Khabar;{}", node.kind.name()),
        };
        let fixed = [Cow::from(&node.iri), Cow::from(&node.label), Cow::from(labels)];
        let values = OF_NODES.iter().map(|(name, _)| Cow::from(node.values.get(name).map_or("", String::as_str)));
        out += &line(fixed.into_iter().chain(values));
    }
    out
}

pub(super) fn neo4j_edges(graph: &View) -> String {
    let names = || OF_EDGES.iter().filter(|(name, _)| *name != "property");
    let typed = names().map(|(name, kind)| header(name, *kind));
    let mut out = line([":START_ID", ":END_ID", ":TYPE"].into_iter().map(Cow::from).chain(typed));
    for edge in graph.edge_references() {
        let (from, to) = (&graph[edge.source()].iri, &graph[edge.target()].iri);
        let values: Vec<_> = attributes::of_edge(edge.weight()).collect();
        let value = |name: &str| values.iter().find(|(n, _, _)| *n == name).map_or("", |(_, _, value)| value);
        let fixed = [from, to, edge.weight().property].into_iter().map(Cow::from);
        out += &line(fixed.chain(names().map(|(name, _)| Cow::from(value(name)))));
    }
    out
}

fn header(name: &str, kind: Type) -> Cow<'_, str> {
    match kind {
        Type::Text => Cow::from(name),
        Type::Integer => format!("{name}:long").into(),
        Type::Real => format!("{name}:double").into(),
        Type::Date => format!("{name}:date").into(),
    }
}

fn line<'a>(fields: impl Iterator<Item = Cow<'a, str>>) -> String {
    let fields: Vec<Cow<'_, str>> = fields
        .map(|field| {
            if field.contains([',', '"', '\n', '\r']) {
                Cow::from(format!("\"{}\"", field.replace('"', "\"\"")))
            } else {
                field
            }
        })
        .collect();
    fields.join(",") + "\n"
}
