//! Exports: the graph view in the formats of visualizers.
//!
//! Each format is a file here with one function from a [`View`] to text. Output is deterministic, and labels come
//! through character by character: a ZWNJ stays a ZWNJ.

mod cytoscape;
mod dot;
mod jsonld;
mod mermaid;
mod tabular;
mod xml;

use super::graph::{Kind, View};
use crate::schema::EntityType;
use std::io::{self, Write};
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
    /// Cytoscape.js and Cytoscape elements.
    Cytoscape,
    /// JSON-LD with a context of short names.
    JsonLd,
    /// Mermaid flowchart, for documents.
    Mermaid,
    /// Nodes as CSV.
    CsvNodes,
    /// Edges as CSV.
    CsvEdges,
}

impl Format {
    /// All formats with their names on the command line.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("dot", Self::Dot),
        ("graphml", Self::GraphMl),
        ("gexf", Self::Gexf),
        ("cytoscape", Self::Cytoscape),
        ("jsonld", Self::JsonLd),
        ("mermaid", Self::Mermaid),
        ("csv-nodes", Self::CsvNodes),
        ("csv-edges", Self::CsvEdges),
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

/// Writes the graph.
///
/// # Errors
/// When the output cannot be written.
pub fn write(graph: &View, format: Format, mut output: impl Write) -> io::Result<()> {
    let text = match format {
        Format::Dot => dot::text(graph),
        Format::GraphMl => xml::graphml(graph)?,
        Format::Gexf => xml::gexf(graph)?,
        Format::Cytoscape => cytoscape::text(graph),
        Format::JsonLd => jsonld::text(graph),
        Format::Mermaid => mermaid::text(graph),
        Format::CsvNodes => tabular::nodes(graph),
        Format::CsvEdges => tabular::edges(graph),
    };
    output.write_all(text.as_bytes())
}

/// Colour of a node, by kind: events warm, entities cool, phrases grey. All are legible under black text.
const fn colour(kind: Kind) -> (u8, u8, u8) {
    match kind {
        Kind::Event(_) => (255, 214, 153),
        Kind::Phrase => (235, 235, 235),
        Kind::Entity(EntityType::Person) => (168, 213, 255),
        Kind::Entity(EntityType::Organization) => (190, 200, 255),
        Kind::Entity(EntityType::Place) => (178, 232, 192),
        Kind::Entity(EntityType::Group) => (200, 230, 245),
        Kind::Entity(EntityType::Time) => (240, 230, 170),
        Kind::Entity(EntityType::Quantity) => (245, 205, 215),
        Kind::Entity(EntityType::Product) => (225, 205, 240),
    }
}

/// The class of classes: `event`, `entity` or `phrase`.
const fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Event(_) => "event",
        Kind::Entity(_) => "entity",
        Kind::Phrase => "phrase",
    }
}
