//! Elements of Cytoscape.js.

use super::super::graph::View;
use super::{class, colour};
use petgraph::visit::EdgeRef;
use serde_json::{Value, json};

pub(super) fn text(graph: &View) -> String {
    let nodes: Vec<Value> = graph
        .node_weights()
        .map(|node| {
            let (r, g, b) = colour(node.kind);
            let mut data = json!({
                "id": node.iri, "label": node.label, "class": class(node.kind), "type": node.kind.name(),
                "color": format!("#{r:02x}{g:02x}{b:02x}"),
            });
            for (name, value) in &node.values {
                data[*name] = Value::from(value.as_str());
            }
            json!({ "data": data, "classes": class(node.kind) })
        })
        .collect();
    let edges: Vec<Value> = graph
        .edge_references()
        .map(|edge| {
            json!({ "data": {
                "id": format!("e{}", edge.id().index()),
                "source": graph[edge.source()].iri,
                "target": graph[edge.target()].iri,
                "label": edge.weight().property,
            }})
        })
        .collect();
    format!("{:#}\n", json!({ "elements": { "nodes": nodes, "edges": edges } }))
}
