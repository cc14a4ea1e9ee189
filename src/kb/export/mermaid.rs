//! Mermaid flowcharts.

use super::super::graph::{Kind, View};
use petgraph::visit::EdgeRef;
use std::fmt::Write as _;

pub(super) fn text(graph: &View) -> String {
    let mut out = String::from("flowchart RL\n");
    for n in graph.node_indices() {
        let node = &graph[n];
        let (open, close, mut class) = match node.kind {
            Kind::Event(_) => ("[", "]", "event"),
            Kind::Entity(_) => ("([", "])", "entity"),
            Kind::Phrase => (">", "]", "phrase"),
        };
        if node.reservation().is_some() {
            class = "reserved";
        }
        // Writing into a String cannot fail; so below.
        let _ = writeln!(
            out,
            "  n{}{open}\"{}<br/>{}\"{close}:::{class}",
            n.index(),
            escaped(&node.label),
            escaped(&node.caption()),
        );
    }
    for edge in graph.edge_references() {
        let (from, to) = (edge.source().index(), edge.target().index());
        let arrow = if graph[edge.source()].reservation().is_some() { "-.->" } else { "-->" };
        let (property, weight) = (edge.weight().property, edge.weight().weight());
        let times = if weight > 1 { format!(" ×{weight}") } else { String::new() };
        let _ = writeln!(out, "  n{from} {arrow}|\"{property}{times}\"| n{to}");
    }
    out.push_str("  classDef reserved fill:#fff3dc,stroke-dasharray:5 5\n");
    out.push_str("  classDef event fill:#ffcc80\n  classDef entity fill:#a8d5ff\n  classDef phrase fill:#ebebeb\n");
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
