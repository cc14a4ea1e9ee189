//! The named graphs of a knowledge base, as they are sent.

use crate::kb::error::KbError;
use crate::kb::{KnowledgeBase, links, load};
use crate::rdf::{VOCABULARY, hexadecimal, iri};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// All graphs with the hash of what they say. Articles are read again when they are sent, so memory holds only the
/// graph that all share.
pub(super) struct Graphs {
    pub hashes: BTreeMap<NamedNode, String>,
    files: BTreeMap<NamedNode, PathBuf>,
    shared: BTreeMap<NamedNode, String>,
}

impl Graphs {
    /// Reads all graphs of a knowledge base.
    pub(super) fn of(base: &KnowledgeBase) -> Result<Self, KbError> {
        let manifest = base.manifest()?;
        let reference = NamedNode::new_unchecked(iri::REFERENCE_GRAPH);
        let read = |entry: &super::super::Entry| -> Result<(NamedNode, PathBuf, String, Vec<String>), KbError> {
            let (article, path) = (iri::article(&entry.id), base.folder.join(&entry.file));
            let quads = quads(&path)?;
            let shared = quads.iter().filter(|q| q.graph_name == reference.as_ref().into()).map(line).collect();
            Ok((article.clone(), path, hash(&triples(&quads, &article)), shared))
        };
        let entries: Vec<_> = manifest.articles.values().collect();
        let articles: Vec<_> = entries.par_iter().map(|entry| read(entry)).collect::<Result<_, _>>()?;
        let mut graphs = Self { hashes: BTreeMap::new(), files: BTreeMap::new(), shared: BTreeMap::new() };
        let mut lines = BTreeSet::new();
        for (article, path, hash, shared) in articles {
            graphs.hashes.insert(article.clone(), hash);
            graphs.files.insert(article, path);
            lines.extend(shared);
        }
        graphs.share(reference, lines.into_iter().collect());
        graphs.share(NamedNode::new_unchecked(iri::VOCABULARY_GRAPH), vocabulary()?);
        let (state, linked) = links::read(&base.folder, &manifest)?;
        if state == links::State::Current {
            let graph = NamedNode::new_unchecked(iri::LINKS_GRAPH);
            let text = triples(&linked, &graph);
            graphs.share(graph, text);
        }
        Ok(graphs)
    }

    fn share(&mut self, graph: NamedNode, text: String) {
        self.hashes.insert(graph.clone(), hash(&text));
        self.shared.insert(graph, text);
    }

    /// What a graph says, as N-Triples.
    pub(super) fn body(&self, base: &KnowledgeBase, graph: &NamedNode) -> Result<String, KbError> {
        match (self.shared.get(graph), self.files.get(graph)) {
            (Some(text), _) => Ok(text.clone()),
            (None, Some(path)) => Ok(triples(&quads(path)?, graph)),
            (None, None) => Err(KbError::NoKnowledgeBase { path: base.folder.clone() }),
        }
    }
}

fn quads(path: &PathBuf) -> Result<Vec<Quad>, KbError> {
    let bytes = fs::read(path).map_err(KbError::io(path, "read the file"))?;
    load::parse(path, &bytes)
}

fn triples(quads: &[Quad], graph: &NamedNode) -> String {
    let mut lines: Vec<String> =
        quads.iter().filter(|q| q.graph_name == GraphName::from(graph.clone())).map(line).collect();
    lines.sort_unstable();
    lines.concat()
}

fn line(quad: &Quad) -> String {
    format!("{} {} {} .\n", quad.subject, quad.predicate, quad.object)
}

fn vocabulary() -> Result<String, KbError> {
    let parsed: Result<Vec<Quad>, _> =
        RdfParser::from_format(RdfFormat::Turtle).for_slice(VOCABULARY.as_bytes()).collect();
    let path = PathBuf::from("rules/vocabulary.ttl");
    let quads = parsed.map_err(|error| KbError::Quads { path, reason: error.to_string() })?;
    let mut lines: Vec<String> = quads.iter().map(line).collect();
    lines.sort_unstable();
    Ok(lines.concat())
}

fn hash(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}
