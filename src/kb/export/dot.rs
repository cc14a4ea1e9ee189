//! Graphviz DOT.

use super::super::graph::{Kind, View};
use super::colour;
use petgraph::visit::EdgeRef;
use std::fmt::Write as _;

pub(super) fn text(graph: &View) -> String {
    let mut out = String::from(
        "digraph khabar {\n  graph [charset=\"UTF-8\", rankdir=\"RL\"];\n  \
         node [fontname=\"Vazirmatn\", style=\"filled\"];\n  edge [fontname=\"Vazirmatn\"];\n",
    );
    for n in graph.node_indices() {
        let node = &graph[n];
        let shape = match node.kind {
            Kind::Event(_) => "box",
            Kind::Entity(_) => "ellipse",
            Kind::Phrase => "note",
        };
        let (r, g, b) = colour(node.kind);
        let dashed =
            if node.values.get("modality").is_some_and(|m| m != "actual") { "filled,dashed" } else { "filled" };
        let label = format!("{}\n{}", node.label, node.kind.name());
        // Writing into a String cannot fail; so below.
        let _ = writeln!(
            out,
            "  {} [label={}, shape={shape}, style={}, fillcolor=\"#{r:02x}{g:02x}{b:02x}\", class={}];",
            quoted(&node.iri),
            quoted(&label),
            quoted(dashed),
            quoted(node.kind.name()),
        );
    }
    for edge in graph.edge_references() {
        let (from, to) = (&graph[edge.source()], &graph[edge.target()]);
        let _ =
            writeln!(out, "  {} -> {} [label={}];", quoted(&from.iri), quoted(&to.iri), quoted(edge.weight().property));
    }
    out.push_str("}\n");
    out
}

/// A quoted string of DOT. Only quotes, backslashes and line ends are escaped; all other characters, ZWNJ among them,
/// stand for themselves.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
