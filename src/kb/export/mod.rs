//! Exports: a graph in the formats of visualizers, graph stores and maps.
//!
//! Each format is a file here with one function from a [`View`] to text. Output is deterministic, and labels come
//! through character by character: a ZWNJ stays a ZWNJ. In every format an event that was denied, planned or merely
//! possible says so.

mod attributes;
mod cx2;
mod cypher;
mod cytoscape;
mod dot;
mod evidence;
mod geojson;
mod gexf;
mod graphml;
mod html;
mod jsonld;
mod mermaid;
mod tabular;
mod xml;

use super::graph::{Kind, Node, View};
use super::query::QueryError;
use crate::schema::EntityType;
use oxigraph::store::Store;
use std::str::FromStr;

/// A format of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Graphviz.
    Dot,
    /// GraphML (yEd, Gephi, networkx, igraph).
    GraphMl,
    /// GEXF 1.3 with dates and colours (Gephi).
    Gexf,
    /// Cytoscape.js elements.
    Cytoscape,
    /// CX2 (Cytoscape, NDEx).
    Cx2,
    /// JSON-LD with a context of short names.
    JsonLd,
    /// Mermaid flowchart, for documents.
    Mermaid,
    /// Nodes and edges as CSV with the headers of `neo4j-admin database import`: two files.
    Csv,
    /// Nodes as CSV with the headers of Gephi.
    CsvNodes,
    /// Edges as CSV with the headers of Gephi.
    CsvEdges,
    /// Cypher statements that may be run again and again.
    Cypher,
    /// GeoJSON: events at places, or places.
    GeoJson,
    /// One page with the graph in it, which needs nothing else.
    Html,
}

impl Format {
    /// All formats with their names on the command line.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("html", Self::Html),
        ("gexf", Self::Gexf),
        ("graphml", Self::GraphMl),
        ("cytoscape", Self::Cytoscape),
        ("cx2", Self::Cx2),
        ("dot", Self::Dot),
        ("mermaid", Self::Mermaid),
        ("csv", Self::Csv),
        ("csv-nodes", Self::CsvNodes),
        ("csv-edges", Self::CsvEdges),
        ("cypher", Self::Cypher),
        ("jsonld", Self::JsonLd),
        ("geojson", Self::GeoJson),
    ];
}

/// A name that is no format of export.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown export format `{name}`; known are {}", known.join(", "))]
pub struct UnknownFormat {
    /// The name.
    pub name: String,
    /// The names that exist.
    pub known: Vec<&'static str>,
}

impl FromStr for Format {
    type Err = UnknownFormat;
    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, format)| *format)
            .ok_or_else(|| UnknownFormat { name: name.to_owned(), known: Self::ALL.iter().map(|(n, _)| *n).collect() })
    }
}

/// One file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name where a format has several.
    pub name: &'static str,
    /// What stands in it.
    pub text: String,
}

/// The files of a graph in a format: one, but for [`Format::Csv`]. The page shows the sentences of `store`.
///
/// # Errors
/// When the engine cannot read its own store.
pub fn files(graph: &View, format: Format, store: &Store) -> Result<Vec<File>, QueryError> {
    let text = match format {
        Format::Dot => dot::text(graph),
        Format::GraphMl => graphml::text(graph)?,
        Format::Gexf => gexf::text(graph)?,
        Format::Cytoscape => cytoscape::text(graph),
        Format::Cx2 => cx2::text(graph),
        Format::JsonLd => jsonld::text(graph),
        Format::Mermaid => mermaid::text(graph),
        Format::CsvNodes => tabular::gephi_nodes(graph),
        Format::CsvEdges => tabular::gephi_edges(graph),
        Format::Cypher => cypher::text(graph),
        Format::GeoJson => geojson::text(graph),
        Format::Html => html::text(graph, store)?,
        Format::Csv => {
            return Ok(vec![
                File { name: "nodes.csv", text: tabular::neo4j_nodes(graph) },
                File { name: "edges.csv", text: tabular::neo4j_edges(graph) },
            ]);
        }
    };
    Ok(vec![File { name: "graph", text }])
}

/// Colour of a node, by type: events warm, and pale when they did not happen; entities cool, phrases grey. All are
/// legible under black text.
fn colour(node: &Node) -> (u8, u8, u8) {
    match (node.kind, node.reservation()) {
        (Kind::Event(_), None) => (255, 204, 128),
        (Kind::Event(_), Some("denied")) => (244, 199, 195),
        (Kind::Event(_), Some(_)) => (255, 243, 220),
        (Kind::Phrase, _) => (235, 235, 235),
        (Kind::Entity(kind), _) => match kind {
            EntityType::Person => (168, 213, 255),
            EntityType::Organization => (190, 200, 255),
            EntityType::Place => (178, 232, 192),
            EntityType::Group => (200, 230, 245),
            EntityType::Time => (240, 230, 170),
            EntityType::Quantity => (245, 205, 215),
            EntityType::Product => (225, 205, 240),
        },
    }
}

/// The colour as `#rrggbb`.
fn hexadecimal(node: &Node) -> String {
    let (r, g, b) = colour(node);
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The class of classes: `event`, `entity` or `phrase`.
const fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Event(_) => "event",
        Kind::Entity(_) => "entity",
        Kind::Phrase => "phrase",
    }
}
