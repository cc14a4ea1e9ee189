//! JSON-LD with short names: one object a node, its edges inside.
//!
//! As RDF it says what the knowledge base says and nothing else. Measures, and edges that a projection makes, are read
//! by programs that take it as JSON: the context gives their names no meaning.

use super::super::graph::{View, full, properties};
use super::attributes;
use crate::rdf::terms::{KB, PREFIXES};
use crate::rules::DEFAULT_LANGUAGE;
use petgraph::visit::EdgeRef;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What a value of a node is in RDF: name, property, and how its text is to be read.
const VALUES: &[(&str, &str, Reading)] = &[
    ("basis", "kb:basis", Reading::Language("en")),
    ("begin", "sem:hasBeginTimeStamp", Reading::Datatype("xsd:date")),
    ("date", "time:inXSDDate", Reading::Datatype("xsd:date")),
    ("end", "sem:hasEndTimeStamp", Reading::Datatype("xsd:date")),
    ("english", "rdfs:label", Reading::Language("en")),
    ("formerPosition", "kb:formerPosition", Reading::Words),
    ("label", "rdfs:label", Reading::Words),
    ("modality", "kb:modality", Reading::Name),
    ("number", "kb:number", Reading::Datatype("xsd:decimal")),
    ("polarity", "kb:polarity", Reading::Name),
    ("position", "kb:position", Reading::Words),
    ("start", "oa:start", Reading::Datatype("xsd:integer")),
    ("unit", "kb:unit", Reading::Words),
    ("wikidata", "skos:exactMatch", Reading::Node),
];

/// Names without a meaning in RDF.
const PLAIN: &[&str] =
    &["actsOn", "article", "betweenness", "community", "degree", "latitude", "longitude", "pageRank", "together"];

enum Reading {
    /// In the language of the articles.
    Words,
    Language(&'static str),
    Datatype(&'static str),
    Name,
    Node,
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
            for (name, kind, value) in attributes::of_node(node).filter(|(name, _, _)| PLAIN.contains(name)) {
                object.insert(name.into(), kind.json(value));
            }
            let mut edges: Vec<_> = graph.edges(n).map(|e| (&graph[e.target()].iri, e.weight())).collect();
            edges.sort();
            for (target, edge) in edges {
                let values = object.entry(edge.property).or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(values) = values {
                    values.push(match PLAIN.contains(&edge.property) {
                        true => json!({ "with": target, "weight": edge.weight(), "events": edge.events }),
                        false => target.as_str().into(),
                    });
                }
            }
            Value::Object(object)
        })
        .collect();
    format!("{:#}\n", json!({ "@context": context(&language(graph)), "@graph": nodes }))
}

/// The language of most labels.
fn language(graph: &View) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for node in graph.node_weights().filter(|node| !node.language.is_empty()) {
        *counts.entry(&node.language).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map_or(DEFAULT_LANGUAGE, |(language, _)| language).to_owned()
}

fn context(words: &str) -> Value {
    let mut context = Map::new();
    context.insert("@vocab".into(), KB.into());
    for (name, property, reading) in VALUES {
        // In full: `time` is a prefix in the table and a role in this context.
        let property = long(property);
        let definition = match reading {
            Reading::Words => json!({ "@id": property, "@language": words }),
            Reading::Language(language) => json!({ "@id": property, "@language": language }),
            Reading::Datatype(datatype) => json!({ "@id": property, "@type": long(datatype) }),
            Reading::Name => json!({ "@id": property, "@type": "@vocab" }),
            Reading::Node => json!({ "@id": property, "@type": "@id" }),
        };
        context.insert((*name).into(), definition);
    }
    for name in PLAIN {
        context.insert((*name).into(), Value::Null);
    }
    for property in properties() {
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
