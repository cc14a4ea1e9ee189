//! Mermaid flowcharts.

use super::super::graph::{Kind, View};
use petgraph::visit::EdgeRef;
use std::fmt::Write as _;

pub(super) fn text(graph: &View) -> String {
    let mut out = String::from("flowchart RL\n");
    for n in graph.node_indices() {
        let node = &graph[n];
        let (open, close, class) = match node.kind {
            Kind::Event(_) => ("[", "]", "event"),
            Kind::Entity(_) => ("([", "])", "entity"),
            Kind::Phrase => (">", "]", "phrase"),
        };
        // Writing into a String cannot fail; so below.
        let _ = writeln!(
            out,
            "  n{}{open}\"{}<br/>{}\"{close}:::{class}",
            n.index(),
            escaped(&node.label),
            node.kind.name()
        );
    }
    for edge in graph.edge_references() {
        let (from, to) = (edge.source().index(), edge.target().index());
        let _ = writeln!(out, "  n{from} -->|{}| n{to}", edge.weight().property);
    }
    out.push_str("  classDef event fill:#ffd699\n  classDef entity fill:#a8d5ff\n  classDef phrase fill:#ebebeb\n");
    out
}

/// Mermaid has entity codes in place of escapes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '&' => out.push_str("#amp;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '`' => out.push_str("#96;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
