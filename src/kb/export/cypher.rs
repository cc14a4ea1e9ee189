//! Cypher: one `MERGE` a node and one an edge, so that a file may be run twice, or after a newer one, and nothing stands
//! double.
//!
//! Every node has the label `Khabar` and its IRI, which the constraint keeps unique and finds; values are set anew as a
//! whole, so that none is left over from an older run.

use super::super::graph::View;
use super::attributes::{self, Type};
use super::class;
use petgraph::visit::EdgeRef;
use std::fmt::Write as _;

pub(super) fn text(graph: &View) -> String {
    let mut out = String::from("CREATE CONSTRAINT khabar_iri IF NOT EXISTS FOR (n:Khabar) REQUIRE n.iri IS UNIQUE;\n");
    for node in graph.node_weights() {
        let mut map = vec![format!("iri: {}", quoted(&node.iri)), format!("label: {}", quoted(&node.label))];
        map.extend(attributes::of_node(node).map(|(name, kind, value)| format!("{name}: {}", literal(kind, value))));
        let class = match class(node.kind) {
            "event" => "Event:",
            "entity" => "Entity:",
            _ => "",
        };
        // Writing into a String cannot fail; so below.
        let _ = writeln!(
            out,
            "MERGE (n:Khabar {{iri: {}}}) SET n = {{{}}}, n:{class}{};",
            quoted(&node.iri),
            map.join(", "),
            node.kind.name(),
        );
    }
    for edge in graph.edge_references() {
        let mut map: Vec<String> = attributes::of_edge(edge.weight())
            .filter(|(name, _, _)| *name != "property")
            .map(|(name, kind, value)| format!("{name}: {}", literal(kind, &value)))
            .collect();
        if !edge.weight().events.is_empty() {
            let events: Vec<String> = edge.weight().events.iter().map(|iri| quoted(iri)).collect();
            map.push(format!("events: [{}]", events.join(", ")));
        }
        let _ = writeln!(
            out,
            "MATCH (a:Khabar {{iri: {}}}), (b:Khabar {{iri: {}}}) MERGE (a)-[r:{}]->(b) SET r = {{{}}};",
            quoted(&graph[edge.source()].iri),
            quoted(&graph[edge.target()].iri),
            edge.weight().property,
            map.join(", "),
        );
    }
    out
}

fn literal(kind: Type, value: &str) -> String {
    match kind {
        Type::Text => quoted(value),
        Type::Date => format!("date({})", quoted(value)),
        Type::Integer if value.parse::<i64>().is_ok() => value.to_owned(),
        Type::Real if value.parse::<f64>().is_ok_and(f64::is_finite) => value.to_owned(),
        Type::Integer | Type::Real => quoted(value),
    }
}

/// A string of Cypher. Escapes are those of openCypher; what controls a terminal or ends a line never stands raw.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}
