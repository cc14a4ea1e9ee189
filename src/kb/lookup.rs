//! Statements of a store, asked one property at a time; SPARQL is for questions, this for walking from thing to thing.

use super::error::KbError;
use crate::rdf::terms::local_name;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use oxigraph::store::Store;
use std::str::FromStr;

/// A store that is walked through. All lists are sorted and hold each value once, whatever graphs repeat it.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'a> {
    pub(super) store: &'a Store,
}

impl<'a> Lookup<'a> {
    /// Walks through a store.
    pub(super) const fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// All statements with this property.
    pub(super) fn with(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = Result<Quad, KbError>> + use<'_> {
        self.store.quads_for_pattern(None, Some(property), None, None).map(|quad| quad.map_err(KbError::from))
    }

    /// Values of a property.
    pub(super) fn values(&self, thing: &NamedNode, property: NamedNodeRef<'_>) -> Result<Vec<Term>, KbError> {
        let mut values = Vec::new();
        for quad in self.store.quads_for_pattern(Some(thing.into()), Some(property), None, None) {
            values.push(quad?.object);
        }
        values.sort_by_cached_key(ToString::to_string);
        values.dedup();
        Ok(values)
    }

    /// Things that are values of a property.
    pub(super) fn nodes(&self, thing: &NamedNode, property: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, KbError> {
        let node = |term| if let Term::NamedNode(node) = term { Some(node) } else { None };
        Ok(self.values(thing, property)?.into_iter().filter_map(node).collect())
    }

    /// The thing that is the value of a property.
    pub(super) fn node(&self, thing: &NamedNode, property: NamedNodeRef<'_>) -> Result<Option<NamedNode>, KbError> {
        Ok(self.nodes(thing, property)?.into_iter().next())
    }

    /// The words of a literal.
    pub(super) fn text(&self, thing: &NamedNode, property: NamedNodeRef<'_>) -> Result<Option<String>, KbError> {
        let literal = |term| if let Term::Literal(literal) = term { Some(literal.destruct().0) } else { None };
        Ok(self.values(thing, property)?.into_iter().find_map(literal))
    }

    /// A literal that is a number.
    pub(super) fn number<N: FromStr>(
        &self,
        thing: &NamedNode,
        property: NamedNodeRef<'_>,
    ) -> Result<Option<N>, KbError> {
        Ok(self.text(thing, property)?.and_then(|text| text.parse().ok()))
    }

    /// The local name of a value out of our own vocabulary: `positive`, `agent`, `Meet`.
    pub(super) fn name(&self, thing: &NamedNode, property: NamedNodeRef<'_>) -> Result<Option<String>, KbError> {
        Ok(self.node(thing, property)?.and_then(|node| local_name(node.as_str()).map(str::to_owned)))
    }

    /// Things whose property has this value.
    pub(super) fn subjects<'v>(
        &self,
        property: NamedNodeRef<'_>,
        value: impl Into<TermRef<'v>>,
    ) -> Result<Vec<NamedNode>, KbError> {
        let mut found = Vec::new();
        for quad in self.store.quads_for_pattern(None, Some(property), Some(value.into()), None) {
            if let NamedOrBlankNode::NamedNode(subject) = quad?.subject {
                found.push(subject);
            }
        }
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// The label that is shown: the first that is not English.
    pub(super) fn label(&self, thing: &NamedNode) -> Result<Option<String>, KbError> {
        let mut labels: Vec<(bool, String)> = self
            .values(thing, rdfs::LABEL)?
            .into_iter()
            .filter_map(|term| match term {
                Term::Literal(label) => Some((label.language() == Some("en"), label.value().to_owned())),
                _ => None,
            })
            .collect();
        labels.sort();
        Ok(labels.into_iter().next().map(|(_, label)| label))
    }

    /// Whether a thing is in a class.
    pub(super) fn is_a(&self, thing: &NamedNode, class: NamedNodeRef<'_>) -> Result<bool, KbError> {
        Ok(self.nodes(thing, rdf::TYPE)?.iter().any(|node| *node == class))
    }
}
