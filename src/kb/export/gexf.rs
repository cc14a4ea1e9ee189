//! GEXF 1.3: dynamic by the days of events, with colours by type and sizes by degree.

use super::super::graph::View;
use super::attributes::{self, OF_EDGES, OF_NODES, Type};
use super::xml::{Xml, document, legal};
use super::{class, colour};
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;
use std::io;

/// What every node has.
const FIXED: &[(&str, Type)] = &[("class", Type::Text), ("type", Type::Text)];

/// Sizes of nodes: that of one without edges, and what the first edge adds.
const SIZE: (f64, f64) = (6.0, 4.0);

pub(super) fn text(graph: &View) -> io::Result<String> {
    document(|xml| {
        let root = xml.create_element("gexf").with_attributes([
            ("xmlns", "http://gexf.net/1.3"),
            ("xmlns:viz", "http://gexf.net/1.3/viz"),
            ("version", "1.3"),
        ]);
        root.write_inner_content(|xml| {
            xml.create_element("meta").write_inner_content(|xml| {
                xml.create_element("creator").write_text_content(quick_xml::events::BytesText::new("khabar"))?;
                Ok(())
            })?;
            let body = xml.create_element("graph").with_attributes([
                ("defaultedgetype", "directed"),
                ("mode", "dynamic"),
                ("timeformat", "date"),
                ("timerepresentation", "interval"),
            ]);
            body.write_inner_content(|xml| {
                declared(xml, "node", FIXED.iter().chain(OF_NODES))?;
                declared(xml, "edge", OF_EDGES.iter().filter(|(name, _)| *name != "weight"))?;
                nodes(graph, xml)?;
                edges(graph, xml)
            })?;
            Ok(())
        })?;
        Ok(())
    })
}

fn declared<'a>(xml: &mut Xml, of: &str, names: impl Iterator<Item = &'a (&'static str, Type)>) -> io::Result<()> {
    let attributes = xml.create_element("attributes").with_attributes([("class", of), ("mode", "static")]);
    attributes.write_inner_content(|xml| {
        for (name, kind) in names {
            let kind = match kind {
                Type::Text | Type::Date => "string",
                Type::Integer => "long",
                Type::Real => "double",
            };
            xml.create_element("attribute")
                .with_attributes([("id", *name), ("title", *name), ("type", kind)])
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn nodes(graph: &View, xml: &mut Xml) -> io::Result<()> {
    xml.create_element("nodes").write_inner_content(|xml| {
        for n in graph.node_indices() {
            let node = &graph[n];
            let (id, label) = (legal(&node.iri), legal(&node.label));
            let element = xml.create_element("node").with_attributes([("id", id.as_str()), ("label", label.as_str())]);
            element.with_attributes(period(&node.values)).write_inner_content(|xml| {
                let fixed = [("class", class(node.kind)), ("type", node.kind.name())];
                values(xml, fixed.into_iter().chain(attributes::of_node(node).map(|(name, _, value)| (name, value))))?;
                let (r, g, b) = colour(node);
                let [r, g, b] = [r, g, b].map(|c| c.to_string());
                xml.create_element("viz:color")
                    .with_attributes([("r", r.as_str()), ("g", g.as_str()), ("b", b.as_str())])
                    .write_empty()?;
                let degree = u32::try_from(graph.neighbors_undirected(n).count()).unwrap_or(u32::MAX);
                let size = format!("{:.1}", f64::from(degree).sqrt().mul_add(SIZE.1, SIZE.0));
                xml.create_element("viz:size").with_attribute(("value", size.as_str())).write_empty()?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn edges(graph: &View, xml: &mut Xml) -> io::Result<()> {
    xml.create_element("edges").write_inner_content(|xml| {
        for edge in graph.edge_references() {
            let (from, to) = (legal(&graph[edge.source()].iri), legal(&graph[edge.target()].iri));
            let (id, weight) = (edge.id().index().to_string(), edge.weight().weight().to_string());
            let element = xml.create_element("edge").with_attributes([
                ("id", id.as_str()),
                ("source", from.as_str()),
                ("target", to.as_str()),
                ("label", edge.weight().property),
                ("weight", weight.as_str()),
            ]);
            element.with_attributes(period(&edge.weight().values)).write_inner_content(|xml| {
                let values: Vec<_> = attributes::of_edge(edge.weight()).collect();
                let written = values.iter().filter(|(name, _, _)| *name != "weight");
                self::values(xml, written.map(|(name, _, value)| (*name, value.as_str())))
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn values<'a>(xml: &mut Xml, values: impl Iterator<Item = (&'static str, &'a str)>) -> io::Result<()> {
    xml.create_element("attvalues").write_inner_content(|xml| {
        for (name, value) in values {
            let value = legal(value);
            xml.create_element("attvalue").with_attributes([("for", name), ("value", value.as_str())]).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

/// When something is there, where both its days are known. What has no days is always there.
fn period<'v>(values: &'v BTreeMap<&'static str, String>) -> impl Iterator<Item = (&'v str, &'v str)> + use<'v> {
    let day = |name| values.get(name).map(String::as_str);
    let both = day("begin").zip(day("end"));
    both.into_iter().flat_map(|(begin, end)| [("start", begin), ("end", end)])
}
