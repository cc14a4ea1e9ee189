//! Which values of nodes and edges are written, and of what type they are: one list for all formats.

use super::super::graph::{Edge, Node};
use serde_json::Value;

/// How a value is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Integer,
    Real,
    /// `YYYY-MM-DD`.
    Date,
}

/// Values of nodes, sorted by name.
pub(super) const OF_NODES: &[(&str, Type)] = &[
    ("article", Type::Text),
    ("basis", Type::Text),
    ("begin", Type::Date),
    ("betweenness", Type::Real),
    ("community", Type::Integer),
    ("date", Type::Date),
    ("degree", Type::Integer),
    ("end", Type::Date),
    ("english", Type::Text),
    ("formerPosition", Type::Text),
    ("latitude", Type::Real),
    ("longitude", Type::Real),
    ("modality", Type::Text),
    ("number", Type::Real),
    ("pageRank", Type::Real),
    ("polarity", Type::Text),
    ("position", Type::Text),
    ("unit", Type::Text),
    ("wikidata", Type::Text),
];

/// Values of edges, sorted by name; `property` and `weight` every edge has.
pub(super) const OF_EDGES: &[(&str, Type)] = &[
    ("begin", Type::Date),
    ("end", Type::Date),
    ("property", Type::Text),
    ("types", Type::Text),
    ("weight", Type::Integer),
];

impl Type {
    /// The value as JSON: a number where it is one.
    pub(super) fn json(self, value: &str) -> Value {
        let number = match self {
            Self::Text | Self::Date => None,
            Self::Integer => value.parse::<i64>().ok().map(Value::from),
            Self::Real => value.parse::<f64>().ok().map(Value::from),
        };
        number.unwrap_or_else(|| Value::from(value))
    }
}

/// The values that a node has, in the order of [`OF_NODES`].
pub(super) fn of_node(node: &Node) -> impl Iterator<Item = (&'static str, Type, &str)> {
    OF_NODES.iter().filter_map(|(name, kind)| Some((*name, *kind, node.values.get(name)?.as_str())))
}

/// The values that an edge has, in the order of [`OF_EDGES`].
pub(super) fn of_edge(edge: &Edge) -> impl Iterator<Item = (&'static str, Type, String)> {
    OF_EDGES.iter().filter_map(|(name, kind)| {
        let value = match *name {
            "property" => edge.property.to_owned(),
            "weight" => edge.weight().to_string(),
            _ => edge.values.get(name)?.clone(),
        };
        Some((*name, *kind, value))
    })
}
