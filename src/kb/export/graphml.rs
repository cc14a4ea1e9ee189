//! GraphML.

use super::super::graph::View;
use super::attributes::{self, OF_EDGES, OF_NODES, Type};
use super::class;
use super::xml::{Xml, document, legal};
use petgraph::visit::EdgeRef;
use quick_xml::events::BytesText;
use std::io;

/// What every node has.
const FIXED: &[(&str, Type)] = &[("label", Type::Text), ("class", Type::Text), ("type", Type::Text)];

pub(super) fn text(graph: &View) -> io::Result<String> {
    document(|xml| {
        let root = xml.create_element("graphml").with_attributes([
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
            ),
        ]);
        root.write_inner_content(|xml| {
            for (name, kind) in FIXED.iter().chain(OF_NODES) {
                key(xml, "node", name, *kind)?;
            }
            for (name, kind) in OF_EDGES {
                key(xml, "edge", name, *kind)?;
            }
            let body = xml.create_element("graph").with_attributes([("id", "khabar"), ("edgedefault", "directed")]);
            body.write_inner_content(|xml| elements(graph, xml))?;
            Ok(())
        })?;
        Ok(())
    })
}

fn elements(graph: &View, xml: &mut Xml) -> io::Result<()> {
    for node in graph.node_weights() {
        let element = xml.create_element("node").with_attribute(("id", &*legal(&node.iri)));
        element.write_inner_content(|xml| {
            data(xml, "node", "label", &node.label)?;
            data(xml, "node", "class", class(node.kind))?;
            data(xml, "node", "type", node.kind.name())?;
            for (name, _, value) in attributes::of_node(node) {
                data(xml, "node", name, value)?;
            }
            Ok(())
        })?;
    }
    for edge in graph.edge_references() {
        let (from, to) = (legal(&graph[edge.source()].iri), legal(&graph[edge.target()].iri));
        let id = format!("e{}", edge.id().index());
        let element = xml.create_element("edge").with_attributes([
            ("id", id.as_str()),
            ("source", from.as_str()),
            ("target", to.as_str()),
        ]);
        element.write_inner_content(|xml| {
            for (name, _, value) in attributes::of_edge(edge.weight()) {
                data(xml, "edge", name, &value)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Nodes and edges have values of the same name, so the ids of keys say whose they are.
fn key(xml: &mut Xml, of: &str, name: &str, kind: Type) -> io::Result<()> {
    let id = format!("{of}.{name}");
    let kind = match kind {
        Type::Text | Type::Date => "string",
        Type::Integer => "long",
        Type::Real => "double",
    };
    xml.create_element("key")
        .with_attributes([("id", id.as_str()), ("for", of), ("attr.name", name), ("attr.type", kind)])
        .write_empty()?;
    Ok(())
}

fn data(xml: &mut Xml, of: &str, name: &str, value: &str) -> io::Result<()> {
    let key = format!("{of}.{name}");
    let element = xml.create_element("data").with_attribute(("key", key.as_str()));
    element.write_text_content(BytesText::new(&legal(value)))?;
    Ok(())
}
