//! The words behind nodes and edges: passages of the articles with the places that matter in them.

use super::super::graph::{Kind, View};
use super::super::query::QueryError;
use crate::rdf::terms::{dct, kb, local_name, nif, oa};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::Store;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many passages are given of one node; a country is named in every article.
const MOST: usize = 20;

/// How many characters of a line are given on each side of the words.
const AROUND: usize = 160;

/// Some words of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Passage {
    /// Id of the article.
    pub article: String,
    /// Its headline.
    pub title: String,
    /// The sentence, or a piece of the line.
    pub text: String,
    /// First and last place in `text` (Unicode code points), and what stands there: a role, an event type, `words`.
    pub marks: Vec<(usize, usize, String)>,
    /// Id of the rule that read it.
    pub rule: String,
    /// The measured precision of the rule, where it was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
}

/// Reads passages from a store. Keeps the articles that it met.
pub(super) struct Evidence<'s> {
    store: &'s Store,
    articles: BTreeMap<String, (String, String, Vec<char>)>,
    /// Fact nodes by subject, predicate and object.
    facts: BTreeMap<(String, String, String), NamedNode>,
}

/// The statements about one thing.
type Description = BTreeMap<String, Vec<Term>>;

impl<'s> Evidence<'s> {
    pub(super) fn new(store: &'s Store) -> Result<Self, QueryError> {
        let mut evidence = Self { store, articles: BTreeMap::new(), facts: BTreeMap::new() };
        for fact in evidence.subjects(rdf::TYPE, kb::FACT)? {
            let about = evidence.describe(&fact)?;
            let part = |property: NamedNodeRef<'_>| node(&about, property).map(|n| n.as_str().to_owned());
            if let (Some(s), Some(p), Some(o)) = (part(rdf::SUBJECT), part(rdf::PREDICATE), part(rdf::OBJECT)) {
                evidence.facts.entry((s, p, o)).or_insert(fact);
            }
        }
        Ok(evidence)
    }

    /// The passages that tell a node of the graph, in the order of their IRIs; how many there are in all.
    pub(super) fn of_node(
        &mut self,
        graph: &View,
        n: petgraph::graph::NodeIndex,
    ) -> Result<(Vec<Passage>, usize), QueryError> {
        let node = &graph[n];
        let iri = NamedNode::new_unchecked(&node.iri);
        match node.kind {
            Kind::Event(_) => {
                let passages = self.of_event(&node.iri)?;
                let count = passages.len();
                Ok((passages, count))
            }
            Kind::Phrase => {
                let passages: Vec<Passage> = self.of_words(&iri, "words")?.into_iter().collect();
                Ok((passages, 1))
            }
            Kind::Entity(_) => {
                let mentions = self.subjects(kb::REFERS_TO, iri.as_ref())?;
                let mut passages = Vec::new();
                for mention in mentions.iter().take(MOST) {
                    passages.extend(self.of_words(mention, "words")?);
                }
                Ok((passages, mentions.len()))
            }
        }
    }

    /// The sentences that tell an event, with its trigger and what fills its roles.
    pub(super) fn of_event(&mut self, iri: &str) -> Result<Vec<Passage>, QueryError> {
        let event = self.describe(&NamedNode::new_unchecked(iri))?;
        let mut passages = Vec::new();
        for mention in nodes(&event, kb::MENTION) {
            let about = self.describe(&mention)?;
            let Some(sentence) = node(&about, kb::SENTENCE) else { continue };
            let sentence = self.describe(&sentence)?;
            let (Some(text), Some((first, last))) = (value(&sentence, oa::EXACT), place(&sentence)) else { continue };
            let mut marks = Vec::new();
            let mut mark = |about: &Description, what: &str| {
                if let Some((start, end)) = place(about).filter(|(start, end)| first <= *start && *end <= last) {
                    marks.push((start - first, end - first, what.to_owned()));
                }
            };
            let kind = node(&about, kb::EVENT_TYPE);
            mark(&about, kind.as_ref().and_then(|kind| local_name(kind.as_str())).unwrap_or("event"));
            for argument in nodes(&about, kb::ARGUMENT) {
                let argument = self.describe(&argument)?;
                let role = node(&argument, kb::ROLE);
                mark(&argument, role.as_ref().and_then(|role| local_name(role.as_str())).unwrap_or("role"));
            }
            marks.sort();
            let text = text.to_owned();
            passages.extend(self.passage(&about, text, marks)?);
        }
        Ok(passages)
    }

    /// The words that state a fact.
    pub(super) fn of_fact(&mut self, from: &str, property: &str, to: &str) -> Result<Option<Passage>, QueryError> {
        let key = (from.to_owned(), super::super::graph::full(property), to.to_owned());
        match self.facts.get(&key).cloned() {
            Some(fact) => self.of_words(&fact, property),
            None => Ok(None),
        }
    }

    /// The line of the article around the words at which `iri` stands.
    fn of_words(&mut self, iri: &NamedNode, what: &str) -> Result<Option<Passage>, QueryError> {
        let about = self.describe(iri)?;
        let (Some((start, end)), Some(article)) = (place(&about), node(&about, nif::REFERENCE_CONTEXT)) else {
            return Ok(None);
        };
        let (_, _, characters) = self.article(&article)?;
        if start > end || end > characters.len() {
            return Ok(None);
        }
        let before = characters[..start].iter().rev().take_while(|c| **c != '\n').take(AROUND).count();
        let after = characters[end..].iter().take_while(|c| **c != '\n').take(AROUND).count();
        let text: String = characters[start - before..end + after].iter().collect();
        self.passage(&about, text, vec![(before, before + end - start, what.to_owned())])
    }

    fn passage(
        &mut self,
        about: &Description,
        text: String,
        marks: Vec<(usize, usize, String)>,
    ) -> Result<Option<Passage>, QueryError> {
        let Some(article) = node(about, nif::REFERENCE_CONTEXT) else { return Ok(None) };
        let rule = match node(about, kb::RULE) {
            Some(rule) => self.describe(&rule)?,
            None => Description::new(),
        };
        let (id, title, _) = self.article(&article)?;
        Ok(Some(Passage {
            article: id.clone(),
            title: title.clone(),
            text,
            marks,
            rule: value(&rule, dct::IDENTIFIER).unwrap_or_default().to_owned(),
            precision: value(&rule, kb::PRECISION).map(str::to_owned),
        }))
    }

    /// Id, headline and characters of an article.
    fn article(&mut self, iri: &NamedNode) -> Result<&(String, String, Vec<char>), QueryError> {
        if !self.articles.contains_key(iri.as_str()) {
            let about = self.describe(iri)?;
            let text = |property| value(&about, property).unwrap_or_default();
            let read = (
                text(dct::IDENTIFIER).to_owned(),
                text(rdfs::LABEL).to_owned(),
                text(nif::IS_STRING).chars().collect(),
            );
            self.articles.insert(iri.as_str().to_owned(), read);
        }
        Ok(&self.articles[iri.as_str()])
    }

    /// What is stated of a thing, in whatever graph, values sorted.
    fn describe(&self, iri: &NamedNode) -> Result<Description, QueryError> {
        let mut found = Description::new();
        for quad in self.store.quads_for_pattern(Some(iri.as_ref().into()), None, None, None) {
            let quad = quad.map_err(unreadable)?;
            found.entry(quad.predicate.into_string()).or_default().push(quad.object);
        }
        for values in found.values_mut() {
            values.sort_by_key(ToString::to_string);
            values.dedup();
        }
        Ok(found)
    }

    fn subjects(&self, property: NamedNodeRef<'_>, object: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, QueryError> {
        let graph: Option<GraphNameRef<'_>> = None;
        let mut found = Vec::new();
        for quad in self.store.quads_for_pattern(None, Some(property), Some(object.into()), graph) {
            if let NamedOrBlankNode::NamedNode(subject) = quad.map_err(unreadable)?.subject {
                found.push(subject);
            }
        }
        found.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        found.dedup();
        Ok(found)
    }
}

fn unreadable(error: oxigraph::store::StorageError) -> QueryError {
    QueryError::Evaluation(QueryEvaluationError::Dataset(Box::new(error)))
}

fn nodes(about: &Description, property: NamedNodeRef<'_>) -> Vec<NamedNode> {
    let values = about.get(property.as_str()).into_iter().flatten();
    values
        .filter_map(|term| match term {
            Term::NamedNode(node) => Some(node.clone()),
            _ => None,
        })
        .collect()
}

fn node(about: &Description, property: NamedNodeRef<'_>) -> Option<NamedNode> {
    nodes(about, property).into_iter().next()
}

fn value<'d>(about: &'d Description, property: NamedNodeRef<'_>) -> Option<&'d str> {
    about.get(property.as_str())?.iter().find_map(|term| match term {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    })
}

/// `oa:start` and `oa:end`.
fn place(about: &Description) -> Option<(usize, usize)> {
    let number = |property| value(about, property)?.parse::<usize>().ok();
    Some((number(oa::START)?, number(oa::END)?))
}
