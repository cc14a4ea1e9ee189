//! Elements of Cytoscape.js.

use super::super::graph::View;
use super::{attributes, class, hexadecimal};
use petgraph::visit::EdgeRef;
use serde_json::{Value, json};

pub(super) fn text(graph: &View) -> String {
    let nodes: Vec<Value> = graph
        .node_weights()
        .map(|node| {
            let mut data = json!({
                "id": node.iri, "value": node.iri, "label": node.label, "class": class(node.kind), "type": node.kind.name(),
                "color": hexadecimal(node),
            });
            for (name, kind, value) in attributes::of_node(node) {
                data[name] = kind.json(value);
            }
            let classes = [class(node.kind)].into_iter().chain(node.reservation()).collect::<Vec<_>>().join(" ");
            json!({ "data": data, "classes": classes })
        })
        .collect();
    let edges: Vec<Value> = graph
        .edge_references()
        .map(|edge| {
            let mut data = json!({
                "id": format!("e{}", edge.id().index()),
                "source": graph[edge.source()].iri,
                "target": graph[edge.target()].iri,
                "label": edge.weight().property,
                "key": edge.weight().property,
            });
            for (name, kind, value) in attributes::of_edge(edge.weight()) {
                data[name] = kind.json(&value);
            }
            if !edge.weight().events.is_empty() {
                data["events"] = json!(edge.weight().events);
            }
            let classes = graph[edge.source()].reservation().unwrap_or_default();
            json!({ "data": data, "classes": classes })
        })
        .collect();
    // `directed`, `multigraph`, `value` and `key` belong to the format as networkx reads it; others pass over them.
    let whole =
        json!({ "data": {}, "directed": true, "multigraph": true, "elements": { "nodes": nodes, "edges": edges } });
    format!("{whole:#}\n")
}
