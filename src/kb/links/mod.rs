//! What is the same across articles: events that tell one happening, entities that are one thing.
//!
//! Articles' graphs are never touched. What is found stands in a graph of its own ([`iri::LINKS_GRAPH`], file
//! `links.nq`), each identity with a score and a reason, so that it can be dropped and computed anew at any time. It
//! holds for the articles from which it was computed: when they change, it is out of date and is not loaded until it is
//! computed again. The same articles and the same rules give the same bytes.
//!
//! `entities` decides first, `events` builds on it; `docs/model.md` explains the scores.

mod entities;
mod events;
mod group;

use super::error::KbError;
use super::lookup::Lookup;
use super::manifest::Manifest;
use super::{KnowledgeBase, files, load};
use crate::rdf::terms::kb;
use crate::rdf::{hexadecimal, iri, sorted_nquads};
use crate::rules::Pack;
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use oxigraph::store::Store;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Name of the file in the folder of a knowledge base.
pub(super) const NAME: &str = "links.nq";

/// The score from which on two things are taken for one, when nobody says otherwise.
pub const THRESHOLD: f64 = 0.65;

/// Whether a knowledge base has links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It has none.
    None,
    /// They were computed from the articles that are there now.
    Current,
    /// Articles have changed since; the links are not loaded.
    Outdated,
}

/// Two things of different articles that are taken for one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Identity {
    /// One thing.
    #[serde(serialize_with = "as_string")]
    pub thing: NamedNode,
    /// The other: of entities, the one that stands for all that are the same.
    #[serde(serialize_with = "as_string")]
    pub same_as: NamedNode,
    /// How sure it is, between 0 and 1, in steps of a hundredth.
    pub score: f64,
    /// What speaks for it and against it.
    pub reason: String,
}

/// All that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Links {
    /// The threshold in use.
    pub threshold: f64,
    /// How many events the articles tell.
    pub events: usize,
    /// How many happenings these are.
    pub happenings: usize,
    /// Entities that are the same.
    pub same_entities: Vec<Identity>,
    /// Events that are the same.
    pub same_events: Vec<Identity>,
    /// Groups of events, each sorted.
    #[serde(skip)]
    groups: Vec<Vec<NamedNode>>,
}

fn as_string<S: Serializer>(node: &NamedNode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(node.as_str())
}

impl Links {
    /// Finds what is the same in the articles of a store, without writing anything.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn find(store: &Store, pack: &Pack, threshold: f64) -> Result<Self, KbError> {
        let lookup = Lookup::new(store);
        let entities = entities::find(lookup, pack, threshold)?;
        let (events, found) = events::find(lookup, pack, &entities, threshold)?;
        let joined: usize = found.groups.iter().map(|group| group.len() - 1).sum();
        Ok(Self {
            threshold,
            events,
            happenings: events - joined,
            same_entities: entities.identities,
            same_events: found.identities,
            groups: found.groups,
        })
    }

    /// Statements for the graph of links.
    fn quads(&self, store: &Store, fingerprint: &str) -> Result<Vec<Quad>, KbError> {
        let lookup = Lookup::new(store);
        let graph = NamedNode::new_unchecked(iri::LINKS_GRAPH);
        let mut quads = Vec::new();
        let mut add = |s: &NamedNode, p: NamedNodeRef<'_>, o: Term| {
            quads.push(Quad::new(s.clone(), p, o, GraphName::from(graph.clone())));
        };
        add(&graph, kb::COMPUTED_FROM, Literal::new_simple_literal(fingerprint).into());
        add(&graph, kb::THRESHOLD, decimal(self.threshold));
        let all = self.same_entities.iter().map(|i| (i, kb::SAME_ENTITY));
        for (identity, property) in all.chain(self.same_events.iter().map(|i| (i, kb::SAME_EVENT))) {
            let node = iri::of_things("identity", &[&identity.thing, &identity.same_as]);
            add(&identity.thing, property, identity.same_as.clone().into());
            add(&node, rdf::TYPE, kb::IDENTITY.into());
            add(&node, rdf::SUBJECT, identity.thing.clone().into());
            add(&node, rdf::PREDICATE, property.into());
            add(&node, rdf::OBJECT, identity.same_as.clone().into());
            add(&node, kb::SCORE, decimal(identity.score));
            add(&node, kb::REASON, Literal::new_language_tagged_literal_unchecked(&identity.reason, "en").into());
        }
        for group in &self.groups {
            let Some(first) = group.first() else { continue };
            let happening = iri::of_things("happening", &[first]);
            add(&happening, rdf::TYPE, kb::HAPPENING_CLASS.into());
            for label in lookup.values(first, rdfs::LABEL)? {
                add(&happening, rdfs::LABEL, label);
            }
            for event in group {
                add(event, kb::HAPPENING, happening.clone().into());
            }
        }
        Ok(quads)
    }
}

fn decimal(value: f64) -> Term {
    Literal::new_typed_literal(format!("{value:.2}"), xsd::DECIMAL).into()
}

impl KnowledgeBase {
    /// Computes the links between articles and writes them, in place of those that were there.
    ///
    /// # Errors
    /// When another process writes to the knowledge base, or it cannot be read or written.
    pub fn link(&self, pack: &Pack, threshold: f64) -> Result<Links, KbError> {
        // The lock keeps articles from changing while they are compared.
        let _writer = self.writer()?;
        let manifest = self.manifest()?;
        let store = self.load_without_links()?;
        let links = Links::find(&store, pack, threshold)?;
        let text = sorted_nquads(&links.quads(&store, &fingerprint(&manifest))?);
        let path = path(&self.folder);
        if !fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            files::write_atomically(&path, text.as_bytes())?;
        }
        Ok(links)
    }

    /// Takes the links away; the articles stay as they are.
    ///
    /// # Errors
    /// When another process writes to the knowledge base, or the file cannot be deleted.
    pub fn drop_links(&self) -> Result<(), KbError> {
        let _writer = self.writer()?;
        files::remove(&path(&self.folder))
    }

    /// Whether there are links, and whether they belong to the articles that are there.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn links_state(&self) -> Result<State, KbError> {
        Ok(read(&self.folder, &self.manifest()?)?.0)
    }
}

/// The links of a folder: their state and, when they are up to date, their statements.
pub(super) fn read(folder: &Path, manifest: &Manifest) -> Result<(State, Vec<Quad>), KbError> {
    let path = path(folder);
    let bytes = match fs::read(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((State::None, Vec::new())),
        other => other.map_err(KbError::io(&path, "read the file"))?,
    };
    let quads = load::parse(&path, &bytes)?;
    let expected = Term::from(Literal::new_simple_literal(fingerprint(manifest)));
    let current = quads.iter().any(|quad| quad.predicate == kb::COMPUTED_FROM && quad.object == expected);
    Ok(if current { (State::Current, quads) } else { (State::Outdated, Vec::new()) })
}

/// Where the links of a folder stand.
pub(super) fn path(folder: &Path) -> PathBuf {
    folder.join(NAME)
}

/// What the articles are: it changes when one of them does.
pub(super) fn fingerprint(manifest: &Manifest) -> String {
    let mut hash = Sha256::new();
    for entry in manifest.articles.values() {
        for part in [&entry.id, &entry.content, &entry.rules] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    hexadecimal(&hash.finalize())
}
