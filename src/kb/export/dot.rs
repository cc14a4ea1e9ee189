//! Graphviz DOT.

use super::super::graph::{Kind, View};
use super::hexadecimal;
use petgraph::visit::EdgeRef;
use std::fmt::Write as _;

pub(super) fn text(graph: &View) -> String {
    let mut out = String::from(
        "digraph khabar {\n  graph [charset=\"UTF-8\", rankdir=\"RL\"];\n  \
         node [fontname=\"Vazirmatn\", style=\"filled\"];\n  edge [fontname=\"Vazirmatn\"];\n",
    );
    for node in graph.node_weights() {
        let shape = match node.kind {
            Kind::Event(_) => "box",
            Kind::Entity(_) => "ellipse",
            Kind::Phrase => "note",
        };
        let style = if node.reservation().is_some() { "filled,dashed" } else { "filled" };
        // Writing into a String cannot fail; so below.
        let _ = writeln!(
            out,
            "  {} [label={}, shape={shape}, style={}, fillcolor=\"{}\", class={}];",
            quoted(&node.iri),
            quoted(&drawn(&format!("{}\n{}", node.label, node.caption()))),
            quoted(style),
            hexadecimal(node),
            quoted(node.kind.name()),
        );
    }
    for edge in graph.edge_references() {
        let (from, to) = (&graph[edge.source()], &graph[edge.target()]);
        let weight = edge.weight().weight();
        let label = match weight {
            1 => edge.weight().property.to_owned(),
            _ => format!("{} ×{weight}", edge.weight().property),
        };
        let dashed = if from.reservation().is_some() { ", style=\"dashed\"" } else { "" };
        let _ = writeln!(
            out,
            "  {} -> {} [label={}, weight={weight}{dashed}];",
            quoted(&from.iri),
            quoted(&to.iri),
            quoted(&label)
        );
    }
    out.push_str("}\n");
    out
}

/// A label as Graphviz draws it: it reads entities of HTML in labels, so that an ampersand has to be one.
fn drawn(text: &str) -> String {
    text.replace('&', "&amp;")
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
