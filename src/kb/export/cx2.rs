//! CX2, the exchange format of Cytoscape and NDEx: a list of aspects, with the look of nodes by their type.

use super::super::graph::{Kind, View};
use super::attributes::{self, OF_EDGES, OF_NODES, Type};
use super::{class, hexadecimal};
use petgraph::visit::EdgeRef;
use serde_json::{Map, Value, json};

pub(super) fn text(graph: &View) -> String {
    let nodes: Vec<Value> = graph
        .node_indices()
        .map(|n| {
            let node = &graph[n];
            let mut values = Map::new();
            for (name, value) in [
                ("name", node.label.as_str()),
                ("iri", &node.iri),
                ("class", class(node.kind)),
                ("type", node.kind.name()),
                ("color", &hexadecimal(node)),
            ] {
                values.insert(name.to_owned(), value.into());
            }
            values.extend(attributes::of_node(node).map(|(name, kind, value)| (name.to_owned(), kind.json(value))));
            if let Kind::Event(_) = node.kind {
                values.insert("happened".to_owned(), node.reservation().unwrap_or("yes").into());
            }
            json!({ "id": n.index(), "v": values })
        })
        .collect();
    let edges: Vec<Value> = graph
        .edge_references()
        .map(|edge| {
            let mut values = Map::new();
            values.insert("interaction".to_owned(), edge.weight().property.into());
            let written = attributes::of_edge(edge.weight()).filter(|(name, _, _)| *name != "property");
            values.extend(written.map(|(name, kind, value)| (name.to_owned(), kind.json(&value))));
            json!({ "id": edge.id().index(), "s": edge.source().index(), "t": edge.target().index(), "v": values })
        })
        .collect();
    let aspects = [
        ("attributeDeclarations", vec![declarations()]),
        ("networkAttributes", vec![json!({ "name": "khabar" })]),
        ("nodes", nodes),
        ("edges", edges),
        ("visualProperties", vec![look()]),
    ];
    let meta: Vec<Value> =
        aspects.iter().map(|(name, items)| json!({ "name": name, "elementCount": items.len() })).collect();
    let mut whole = vec![json!({ "CXVersion": "2.0", "hasFragments": false }), json!({ "metaData": meta })];
    whole.extend(aspects.into_iter().map(|(name, items)| json!({ name: items })));
    whole.push(json!({ "status": [{ "success": true, "error": "" }] }));
    format!("{:#}\n", Value::Array(whole))
}

fn declarations() -> Value {
    let declare = |names: &mut dyn Iterator<Item = (&'static str, Type)>| -> Value {
        names
            .map(|(name, kind)| {
                let kind = match kind {
                    Type::Text | Type::Date => "string",
                    Type::Integer => "long",
                    Type::Real => "double",
                };
                (name.to_owned(), json!({ "d": kind }))
            })
            .collect::<Map<String, Value>>()
            .into()
    };
    let texts = |names: &'static [&'static str]| names.iter().map(|name| (*name, Type::Text));
    let nodes = texts(&["name", "iri", "class", "type", "color", "happened"]);
    let edges = OF_EDGES.iter().filter(|(name, _)| *name != "property").copied();
    json!({
        "networkAttributes": declare(&mut texts(&["name"])),
        "nodes": declare(&mut nodes.chain(OF_NODES.iter().copied())),
        "edges": declare(&mut texts(&["interaction"]).chain(edges)),
    })
}

/// Nodes show their labels in their colours, edges the names of their properties.
fn look() -> Value {
    let shown =
        |attribute: &str| json!({ "type": "PASSTHROUGH", "definition": { "attribute": attribute, "type": "string" } });
    json!({
        "default": {
            "network": { "NETWORK_BACKGROUND_COLOR": "#ffffff" },
            "node": { "NODE_SHAPE": "ellipse", "NODE_LABEL_COLOR": "#000000", "NODE_LABEL_FONT_SIZE": 12 },
            "edge": { "EDGE_LABEL_FONT_SIZE": 10, "EDGE_TARGET_ARROW_SHAPE": "triangle" },
        },
        "nodeMapping": { "NODE_LABEL": shown("name"), "NODE_BACKGROUND_COLOR": shown("color") },
        "edgeMapping": { "EDGE_LABEL": shown("interaction") },
    })
}
