//! Where in which article the things of a row stand.
//!
//! A mention, an argument, a fact has its place in the text; an event and an entity have that of their first mention;
//! an article has its first line. Of the cells of a row, the one with the narrowest place says where the row is.

use super::query::QueryError;
use crate::findings::{Location, SourceFile, TextRange};
use crate::rdf::iri::{ARTICLES, THINGS};
use crate::rdf::terms::{dct, kb, nif, oa};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::Store;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Finds places, and remembers the texts in which it found some.
pub struct Places<'s> {
    store: &'s Store,
    files: &'s BTreeMap<String, SourceFile>,
    articles: BTreeMap<String, Option<Rc<Text>>>,
}

/// What is needed of an article.
struct Text {
    id: String,
    text: String,
    /// Code points of the sentences that hold events.
    sentences: Vec<Range>,
}

/// How a cell leads to a place; the first is the best.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Itself,
    Mention,
    Reference,
    Article,
    Graph,
}

/// From one code point of an article to before another.
type Range = (usize, usize);

/// A place in an article.
type Place = (NamedNode, Range);

type Candidate = (Nearness, NamedNode, Option<Range>);

impl<'s> Places<'s> {
    /// Places in the articles of `store`; `files` says for ids of articles in which files their texts stand.
    #[must_use]
    pub const fn new(store: &'s Store, files: &'s BTreeMap<String, SourceFile>) -> Self {
        Self { store, files, articles: BTreeMap::new() }
    }

    /// The place of a row with these cells; `None` when no cell stands in an article.
    ///
    /// # Errors
    /// When the engine cannot read its own store.
    pub fn of(&mut self, cells: &[&Term]) -> Result<Option<Location>, QueryError> {
        let nodes: Vec<&NamedNode> = cells
            .iter()
            .filter_map(|cell| match cell {
                Term::NamedNode(node) => Some(node),
                _ => None,
            })
            .collect();
        // The article that a cell names, or below which one stands, is the one that the row is about.
        let within = nodes.iter().find_map(|node| article_in(node));
        let mut best: Option<Candidate> = None;
        for node in nodes {
            if let Some(found) = self.candidate(node, within.as_ref(), best.as_ref().map(|b| b.0))?
                && best.as_ref().is_none_or(|b| found.0 < b.0)
            {
                best = Some(found);
            }
        }
        let Some((_, article, range)) = best else { return Ok(None) };
        let Some(text) = self.text(&article)? else { return Ok(None) };
        let sentence = range.map_or_else(String::new, |(start, _)| text.sentence(start));
        let range = range.map(|(start, end)| TextRange::of(&text.text, start, end));
        let file = self.files.get(&text.id).cloned();
        Ok(Some(Location { article: text.id.clone(), file, range, sentence }))
    }

    /// How a thing is called; of several labels, the first in the alphabet.
    ///
    /// # Errors
    /// When the engine cannot read its own store.
    pub fn label(&self, term: &Term) -> Result<Option<String>, QueryError> {
        let Term::NamedNode(node) = term else { return Ok(None) };
        if !node.as_str().starts_with(THINGS) {
            return Ok(None);
        }
        let labels = self.quads(Some(node), Some(rdfs::LABEL), None)?.into_iter().filter_map(|q| match q.object {
            // Things have a label in the language of the text; a second one is for readers of English.
            Term::Literal(label) => Some((label.language() == Some("en"), label.value().to_owned())),
            _ => None,
        });
        Ok(labels.min().map(|(_, label)| label))
    }

    /// The best place of one node. An entity of many articles is looked for in `within` first, and not at all when a
    /// nearer thing is known: a country has mentions without end.
    fn candidate(
        &self,
        node: &NamedNode,
        within: Option<&NamedNode>,
        known: Option<Nearness>,
    ) -> Result<Option<Candidate>, QueryError> {
        if let Some((article, range)) = self.range(node)? {
            return Ok(Some((Nearness::Itself, article, Some(range))));
        }
        let mentions = self.quads(Some(node), Some(kb::MENTION), None)?.into_iter();
        let mentions = mentions.filter_map(|quad| Some((article_of(&quad)?, named(quad.object)?)));
        if let Some((article, range)) = self.first(mentions.collect(), within)? {
            return Ok(Some((Nearness::Mention, article, Some(range))));
        }
        if known.is_some_and(|k| k <= Nearness::Reference) {
            return Ok(None);
        }
        let references = self.quads(None, Some(kb::REFERS_TO), Some(node))?.into_iter();
        let references = references.filter_map(|quad| Some((article_of(&quad)?, named(quad.subject.into())?)));
        if let Some((article, range)) = self.first(references.collect(), within)? {
            return Ok(Some((Nearness::Reference, article, Some(range))));
        }
        if !self.quads(Some(node), Some(nif::IS_STRING), None)?.is_empty() {
            return Ok(Some((Nearness::Article, node.clone(), None)));
        }
        let graphs = self.quads(Some(node), None, None)?.into_iter().filter_map(|q| article_of(&q));
        Ok(graphs.min().map(|article| (Nearness::Graph, article, None)))
    }

    /// The first in the text of some mentions with their articles: in `within`, else in the first article.
    fn first(
        &self,
        mentions: Vec<(NamedNode, NamedNode)>,
        within: Option<&NamedNode>,
    ) -> Result<Option<Place>, QueryError> {
        let order = |article: &NamedNode| (within.is_some_and(|w| w != article), article.clone());
        let Some(chosen) = mentions.iter().map(|(article, _)| order(article)).min() else { return Ok(None) };
        let mut found = Vec::new();
        for (_, mention) in mentions.iter().filter(|(article, _)| *article == chosen.1) {
            found.extend(self.range(mention)?);
        }
        Ok(found.into_iter().min_by_key(|(_, range)| *range))
    }

    /// The code points at which a node stands, and its article.
    fn range(&self, node: &NamedNode) -> Result<Option<Place>, QueryError> {
        let (starts, ends) =
            (self.quads(Some(node), Some(oa::START), None)?, self.quads(Some(node), Some(oa::END), None)?);
        let (Some(start), Some(end)) = (starts.first(), ends.first()) else { return Ok(None) };
        let (Some(from), Some(to), Some(article)) = (number(&start.object), number(&end.object), article_of(start))
        else {
            return Ok(None);
        };
        Ok(Some((article, (from, to))))
    }

    fn text(&mut self, article: &NamedNode) -> Result<Option<Rc<Text>>, QueryError> {
        if let Some(known) = self.articles.get(article.as_str()) {
            return Ok(known.clone());
        }
        let value = |property| -> Result<Option<String>, QueryError> {
            let quads = self.quads(Some(article), Some(property), None)?;
            Ok(quads.into_iter().find_map(|q| match q.object {
                Term::Literal(literal) => Some(literal.value().to_owned()),
                _ => None,
            }))
        };
        let made = match value(dct::IDENTIFIER)? {
            None => None,
            Some(id) => {
                let mut sentences = Vec::new();
                let graph = GraphName::NamedNode(article.clone());
                let of_type = self.store.quads_for_pattern(
                    None,
                    Some(rdf::TYPE),
                    Some(nif::SENTENCE.into()),
                    Some(graph.as_ref()),
                );
                for quad in of_type.collect::<Result<Vec<_>, _>>().map_err(dataset)? {
                    if let NamedOrBlankNode::NamedNode(sentence) = quad.subject {
                        sentences.extend(self.range(&sentence)?.map(|(_, range)| range));
                    }
                }
                sentences.sort_unstable();
                Some(Rc::new(Text { id, text: value(nif::IS_STRING)?.unwrap_or_default(), sentences }))
            }
        };
        self.articles.insert(article.as_str().to_owned(), made.clone());
        Ok(made)
    }

    fn quads(
        &self,
        subject: Option<&NamedNode>,
        property: Option<NamedNodeRef<'_>>,
        object: Option<&NamedNode>,
    ) -> Result<Vec<Quad>, QueryError> {
        let subject = subject.map(|s| s.as_ref().into());
        let object = object.map(|o| o.as_ref().into());
        self.store.quads_for_pattern(subject, property, object, None).collect::<Result<_, _>>().map_err(dataset)
    }
}

impl Text {
    /// The sentence around a code point; its line where no sentence is known.
    fn sentence(&self, at: usize) -> String {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.sentences.iter().find(|(start, end)| (*start..*end).contains(&at)) {
            Some((start, end)) => words(&self.text.chars().skip(*start).take(end - start).collect::<String>()),
            None => {
                let byte = self.text.char_indices().nth(at).map_or(self.text.len(), |(n, _)| n);
                let (before, after) = self.text.split_at(byte);
                let start = before.rfind('\n').map_or(0, |n| n + 1);
                let end = after.find('\n').map_or(self.text.len(), |n| byte + n);
                words(&self.text[start..end])
            }
        }
    }
}

fn dataset(error: oxigraph::store::StorageError) -> QueryError {
    QueryError::Evaluation(QueryEvaluationError::Dataset(Box::new(error)))
}

fn named(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}

/// The article that an IRI is, or below which it stands.
fn article_in(node: &NamedNode) -> Option<NamedNode> {
    let rest = node.as_str().strip_prefix(ARTICLES)?;
    let id = rest.split('/').next().filter(|id| !id.is_empty())?;
    Some(NamedNode::new_unchecked(format!("{ARTICLES}{id}")))
}

/// The article in whose graph a statement stands.
fn article_of(quad: &Quad) -> Option<NamedNode> {
    match &quad.graph_name {
        GraphName::NamedNode(name) if name.as_str().starts_with(ARTICLES) => Some(name.clone()),
        _ => None,
    }
}

fn number(term: &Term) -> Option<usize> {
    match term {
        Term::Literal(literal) => literal.value().parse().ok(),
        _ => None,
    }
}
