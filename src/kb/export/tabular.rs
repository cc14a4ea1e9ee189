//! CSV of nodes and of edges, with the column names that Gephi reads; fields by RFC 4180.

use super::super::graph::View;
use super::class;
use petgraph::visit::EdgeRef;

/// Values that get a column of their own.
const COLUMNS: &[&str] = &["english", "polarity", "modality", "begin", "end", "number", "unit", "position"];

pub(super) fn nodes(graph: &View) -> String {
    let mut out = line(["Id", "Label", "Class", "Type"].into_iter().chain(COLUMNS.iter().copied()));
    for node in graph.node_weights() {
        let values = COLUMNS.iter().map(|c| node.values.get(c).map_or("", String::as_str));
        out += &line([&*node.iri, &*node.label, class(node.kind), node.kind.name()].into_iter().chain(values));
    }
    out
}

pub(super) fn edges(graph: &View) -> String {
    let mut out = line(["Source", "Target", "Type", "Label"].into_iter());
    for edge in graph.edge_references() {
        let (from, to) = (&graph[edge.source()].iri, &graph[edge.target()].iri);
        out += &line([&**from, &**to, "Directed", edge.weight().property].into_iter());
    }
    out
}

fn line<'a>(fields: impl Iterator<Item = &'a str>) -> String {
    let fields: Vec<String> = fields
        .map(|field| {
            if field.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", field.replace('"', "\"\""))
            } else {
                field.to_owned()
            }
        })
        .collect();
    fields.join(",") + "\n"
}
