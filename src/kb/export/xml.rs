//! GraphML and GEXF.

use super::super::graph::View;
use super::{class, colour};
use petgraph::visit::EdgeRef;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// Values that nodes carry as attributes, with their GEXF types.
const VALUES: &[&str] = &[
    "basis",
    "begin",
    "date",
    "end",
    "english",
    "formerPosition",
    "modality",
    "number",
    "polarity",
    "position",
    "unit",
];

type Xml = Writer<Vec<u8>>;

fn document(body: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<String> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    body(&mut xml)?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Text without the characters that XML 1.0 has no way to write.
fn legal(text: &str) -> String {
    let legal = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    text.chars().filter(legal).collect()
}

pub(super) fn graphml(graph: &View) -> io::Result<String> {
    document(|xml| {
        let root = xml.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
        root.write_inner_content(|xml| {
            for (name, holder) in
                ["label", "class", "type"].iter().chain(VALUES).map(|n| (*n, "node")).chain([("property", "edge")])
            {
                xml.create_element("key")
                    .with_attributes([("id", name), ("for", holder), ("attr.name", name), ("attr.type", "string")])
                    .write_empty()?;
            }
            let body = xml.create_element("graph").with_attributes([("id", "khabar"), ("edgedefault", "directed")]);
            body.write_inner_content(|xml| {
                for node in graph.node_weights() {
                    let element = xml.create_element("node").with_attribute(("id", &*legal(&node.iri)));
                    element.write_inner_content(|xml| {
                        data(xml, "label", &node.label)?;
                        data(xml, "class", class(node.kind))?;
                        data(xml, "type", node.kind.name())?;
                        for (name, value) in node.values.iter().filter(|(name, _)| VALUES.contains(name)) {
                            data(xml, name, value)?;
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
                    element.write_inner_content(|xml| data(xml, "property", edge.weight().property))?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })
}

fn data(xml: &mut Xml, key: &str, value: &str) -> io::Result<()> {
    let element = xml.create_element("data").with_attribute(("key", key));
    element.write_text_content(BytesText::new(&legal(value)))?;
    Ok(())
}

pub(super) fn gexf(graph: &View) -> io::Result<String> {
    document(|xml| {
        let root = xml.create_element("gexf").with_attributes([
            ("xmlns", "http://gexf.net/1.3"),
            ("xmlns:viz", "http://gexf.net/1.3/viz"),
            ("version", "1.3"),
        ]);
        root.write_inner_content(|xml| {
            let body = xml.create_element("graph").with_attributes([
                ("defaultedgetype", "directed"),
                ("mode", "dynamic"),
                ("timeformat", "date"),
            ]);
            body.write_inner_content(|xml| {
                let attributes = xml.create_element("attributes").with_attribute(("class", "node"));
                attributes.write_inner_content(|xml| {
                    for name in ["class", "type"].iter().chain(VALUES) {
                        xml.create_element("attribute")
                            .with_attributes([("id", *name), ("title", *name), ("type", "string")])
                            .write_empty()?;
                    }
                    Ok(())
                })?;
                gexf_nodes(graph, xml)?;
                gexf_edges(graph, xml)
            })?;
            Ok(())
        })?;
        Ok(())
    })
}

fn gexf_nodes(graph: &View, xml: &mut Xml) -> io::Result<()> {
    xml.create_element("nodes").write_inner_content(|xml| {
        for n in graph.node_indices() {
            let node = &graph[n];
            let (begin, end) = period(graph, n);
            let (id, label) = (legal(&node.iri), legal(&node.label));
            let mut element =
                xml.create_element("node").with_attributes([("id", id.as_str()), ("label", label.as_str())]);
            if let (Some(begin), Some(end)) = (begin, end) {
                element = element.with_attributes([("start", begin), ("end", end)]);
            }
            element.write_inner_content(|xml| {
                xml.create_element("attvalues").write_inner_content(|xml| {
                    let fixed = [("class", class(node.kind)), ("type", node.kind.name())];
                    let values = node.values.iter().map(|(name, value)| (*name, value.as_str()));
                    for (name, value) in fixed.into_iter().chain(values.filter(|(name, _)| VALUES.contains(name))) {
                        let value = legal(value);
                        xml.create_element("attvalue")
                            .with_attributes([("for", name), ("value", value.as_str())])
                            .write_empty()?;
                    }
                    Ok(())
                })?;
                let (r, g, b) = colour(node.kind);
                let [r, g, b] = [r, g, b].map(|c| c.to_string());
                xml.create_element("viz:color")
                    .with_attributes([("r", r.as_str()), ("g", g.as_str()), ("b", b.as_str())])
                    .write_empty()?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn gexf_edges(graph: &View, xml: &mut Xml) -> io::Result<()> {
    xml.create_element("edges").write_inner_content(|xml| {
        for edge in graph.edge_references() {
            let (from, to) = (legal(&graph[edge.source()].iri), legal(&graph[edge.target()].iri));
            let id = edge.id().index().to_string();
            xml.create_element("edge")
                .with_attributes([
                    ("id", id.as_str()),
                    ("source", from.as_str()),
                    ("target", to.as_str()),
                    ("label", edge.weight().property),
                ])
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

/// When a node is there: a time by its own dates, an event by those of the time that it has.
fn period(graph: &View, n: petgraph::graph::NodeIndex) -> (Option<&str>, Option<&str>) {
    let own = |n: petgraph::graph::NodeIndex| {
        let values = &graph[n].values;
        (values.get("begin").map(String::as_str), values.get("end").map(String::as_str))
    };
    let mut times: Vec<_> = graph.edges(n).filter(|e| e.weight().property == "time").map(|e| own(e.target())).collect();
    times.push(own(n));
    let begin = times.iter().filter_map(|(begin, _)| *begin).min();
    let end = times.iter().filter_map(|(_, end)| *end).max();
    (begin, end)
}
