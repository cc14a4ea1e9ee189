//! JSON-LD with short names: one object a node, its edges inside.

use super::super::graph::{View, full};
use crate::rdf::terms::{KB, PREFIXES};
use crate::schema::{FactProperty, LinkProperty, Role};
use petgraph::visit::EdgeRef;
use serde_json::{Map, Value, json};

/// What a value of a node is in RDF: name, property, and how its text is to be read.
const VALUES: &[(&str, &str, Reading)] = &[
    ("basis", "kb:basis", Reading::Language("en")),
    ("begin", "sem:hasBeginTimeStamp", Reading::Datatype("xsd:date")),
    ("date", "time:inXSDDate", Reading::Datatype("xsd:date")),
    ("end", "sem:hasEndTimeStamp", Reading::Datatype("xsd:date")),
    ("english", "rdfs:label", Reading::Language("en")),
    ("formerPosition", "kb:formerPosition", Reading::Language("fa")),
    ("label", "rdfs:label", Reading::Language("fa")),
    ("modality", "kb:modality", Reading::Name),
    ("number", "kb:number", Reading::Datatype("xsd:decimal")),
    ("polarity", "kb:polarity", Reading::Name),
    ("position", "kb:position", Reading::Language("fa")),
    ("start", "oa:start", Reading::Datatype("xsd:integer")),
    ("unit", "kb:unit", Reading::Language("fa")),
];

enum Reading {
    Language(&'static str),
    Datatype(&'static str),
    Name,
}

pub(super) fn text(graph: &View) -> String {
    let nodes: Vec<Value> = graph
        .node_indices()
        .map(|n| {
            let node = &graph[n];
            let mut object = Map::new();
            object.insert("@id".into(), node.iri.as_str().into());
            object.insert("@type".into(), node.kind.name().into());
            object.insert("label".into(), node.label.as_str().into());
            for (name, value) in &node.values {
                if VALUES.iter().any(|(known, _, _)| known == name) {
                    object.insert((*name).into(), value.as_str().into());
                }
            }
            let mut edges: Vec<_> = graph.edges(n).map(|e| (e.weight().property, &graph[e.target()].iri)).collect();
            edges.sort();
            for (property, target) in edges {
                let values = object.entry(property).or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(values) = values {
                    values.push(target.as_str().into());
                }
            }
            Value::Object(object)
        })
        .collect();
    format!("{:#}\n", json!({ "@context": context(), "@graph": nodes }))
}

fn context() -> Value {
    let mut context = Map::new();
    context.insert("@vocab".into(), KB.into());
    for (name, property, reading) in VALUES {
        // In full: `time` is a prefix in the table and a role in this context.
        let property = long(property);
        let definition = match reading {
            Reading::Language(language) => json!({ "@id": property, "@language": language }),
            Reading::Datatype(datatype) => json!({ "@id": property, "@type": long(datatype) }),
            Reading::Name => json!({ "@id": property, "@type": "@vocab" }),
        };
        context.insert((*name).into(), definition);
    }
    let roles = Role::ALL.iter().map(|p| p.name());
    let facts = FactProperty::ALL.iter().map(|p| p.name());
    let links = LinkProperty::ALL.iter().map(|p| p.name());
    for property in roles.chain(facts).chain(links).chain(["names"]) {
        if property != "position" && property != "formerPosition" {
            context.insert(property.into(), json!({ "@id": full(property), "@type": "@id" }));
        }
    }
    Value::Object(context)
}

/// The IRI that a short name stands for.
fn long(short: &str) -> String {
    let found = short.split_once(':').and_then(|(prefix, local)| {
        let (_, namespace) = PREFIXES.iter().find(|(p, _)| *p == prefix)?;
        Some(format!("{namespace}{local}"))
    });
    found.unwrap_or_else(|| short.to_owned())
}
