//! An index: a knowledge base in a store on disk (RocksDB), so that a question need not load all of it into memory.
//!
//! The articles' files stay the truth. Each time the index is opened, the manifest and the state of the files say which
//! graphs changed or are gone since, and only those are touched. Graphs that are about to change lose their mark in the
//! record before the store is changed, and get it back after the store was written: a run that was killed in between
//! leaves them without a mark, and the next one does them again. The store lies in a folder of its own, so an index
//! that changed for the most part is made anew.
//!
//! Many processes ask an index at a time; one that brings it up to date must be alone.

mod record;

use super::error::KbError;
use super::files::{self, Lock};
use super::load::{self, Loaded};
use super::manifest::{Entry, Manifest};
use super::watch::{Watch, Watched};
use super::{KnowledgeBase, links};
use crate::rdf::{VOCABULARY, hexadecimal, iri};
use oxigraph::model::{GraphNameRef, NamedNode, Quad};
use oxigraph::store::{StorageError, Store};
use record::{Mark, Marks, Record};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of the store in that of the index.
const STORE: &str = "store";
/// The lock of an index.
const LOCK: &str = ".lock";
/// How often an index is brought up to date while the knowledge base goes on changing; then what it has is asked.
const ATTEMPTS: usize = 3;
/// An index of which more than one graph in so many changed is made anew: filling a store is faster than changing it.
const ANEW: usize = 4;

/// What an index holds beside articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// The vocabulary, and the links between articles when they are up to date.
    WithLinks,
    /// The vocabulary.
    ArticlesAlone,
}

/// Opens the index in `folder` of the knowledge base in `base`: makes it when it is missing and brings it up to date.
pub(super) fn open(base: &Path, folder: &Path, extent: Extent, watch: Option<&dyn Watch>) -> Result<Loaded, KbError> {
    let in_use = || KbError::IndexInUse { path: folder.to_owned() };
    begin(base, folder)?;
    let mut attempt = 1;
    loop {
        let lock = Lock::shared(folder, LOCK, in_use)?;
        if Change::of(base, folder, extent)?.is_none() {
            let store = Store::open_read_only(folder.join(STORE)).map_err(fault(folder))?;
            return Ok(Loaded::locked(store, lock));
        }
        // Another process may come in between, so what is to be done is looked up again.
        drop(lock);
        let lock = Lock::named(folder, LOCK, in_use)?;
        let made =
            Change::of(base, folder, extent).and_then(|change| change.map(|change| change.make(watch)).transpose());
        match made {
            Ok(Some(store)) if attempt == ATTEMPTS => return Ok(Loaded::locked(store, lock)),
            // A writer took a file away meanwhile.
            Err(KbError::LostArticle { .. }) if attempt < ATTEMPTS => {}
            // Closed and opened again for reading, so that others can ask at the same time.
            other => drop(other?),
        }
        attempt += 1;
    }
}

/// Some articles of an index in memory, with what stands beside articles.
pub(super) fn some(index: &Store, ids: &[&str]) -> Result<Store, KbError> {
    let beside = [iri::REFERENCE_GRAPH, iri::VOCABULARY_GRAPH, iri::LINKS_GRAPH].map(NamedNode::new_unchecked);
    let store = Store::new()?;
    for graph in ids.iter().map(|id| iri::article(id)).chain(beside) {
        let quads = index.quads_for_pattern(None, None, None, Some(graph.as_ref().into()));
        store.extend(quads.collect::<Result<Vec<_>, _>>()?)?;
    }
    Ok(store)
}

/// Makes an empty folder an index, and refuses a folder that holds something else.
fn begin(base: &Path, folder: &Path) -> Result<(), KbError> {
    if fs::metadata(folder).is_ok_and(|found| !found.is_dir()) {
        return Err(KbError::NoFolder { path: folder.to_owned() });
    }
    let here = fs::canonicalize(base).map_err(KbError::io(base, "find the folder"))?;
    if let Some(known) = Record::read(folder)? {
        // When its own knowledge base is gone from there, it was moved here.
        let other = known.knowledge_base != here && KnowledgeBase::open(&known.knowledge_base).is_ok();
        return if other {
            Err(KbError::OtherIndex { path: folder.to_owned(), other: known.knowledge_base })
        } else {
            Ok(())
        };
    }
    if files::names(folder)?.iter().any(|name| name != LOCK && !files::is_temporary(name)) {
        return Err(KbError::NoIndex { path: folder.to_owned() });
    }
    fs::create_dir_all(folder).map_err(KbError::io(folder, "make the folder"))?;
    let _lock = Lock::named(folder, LOCK, || KbError::IndexInUse { path: folder.to_owned() })?;
    match Record::read(folder)? {
        Some(_) => Ok(()),
        None => Record { knowledge_base: here, graphs: Marks::new() }.write(folder),
    }
}

fn fault(folder: &Path) -> impl FnOnce(StorageError) -> KbError {
    move |source| KbError::Index { path: folder.to_owned(), source }
}

/// What must be done so that an index says what the knowledge base says.
struct Change<'a> {
    base: &'a Path,
    folder: &'a Path,
    extent: Extent,
    manifest: Manifest,
    /// What the index has.
    record: Record,
    /// What it must have.
    marks: Marks,
}

impl<'a> Change<'a> {
    /// Compares an index with the knowledge base; `None` when there is nothing to do.
    fn of(base: &'a Path, folder: &'a Path, extent: Extent) -> Result<Option<Self>, KbError> {
        let no_index = || KbError::NoIndex { path: folder.to_owned() };
        let mut record = Record::read(folder)?.ok_or_else(no_index)?;
        record.knowledge_base = fs::canonicalize(base).map_err(KbError::io(base, "find the folder"))?;
        let manifest = Manifest::read(base)?.ok_or_else(|| KbError::NoKnowledgeBase { path: base.to_owned() })?;
        let marks = marks(base, &manifest, extent)?;
        let change = Self { base, folder, extent, manifest, record, marks };
        Ok((change.record.graphs != change.marks).then_some(change))
    }

    /// Does it.
    fn make(mut self, watch: Option<&dyn Watch>) -> Result<Store, KbError> {
        let known = &self.record.graphs;
        let changed = self.marks.iter().filter(|(graph, mark)| known.get(*graph) != Some(mark));
        let changed: Vec<NamedNode> = changed.map(|(graph, _)| graph.clone()).collect();
        let gone: Vec<NamedNode> = known.keys().filter(|graph| !self.marks.contains_key(*graph)).cloned().collect();
        let anew = changed.len() * ANEW > self.marks.len();
        if anew {
            self.record.graphs.values_mut().for_each(|mark| *mark = Mark::default());
        }
        self.record.graphs.extend(changed.iter().cloned().map(|graph| (graph, Mark::default())));
        self.record.write(self.folder)?;
        let store = if anew {
            self.anew(watch)?
        } else {
            let store = Store::open(self.folder.join(STORE)).map_err(fault(self.folder))?;
            self.graphs(&store, &changed, &gone, watch)?;
            store
        };
        store.flush().map_err(fault(self.folder))?;
        self.record.graphs = self.marks;
        self.record.write(self.folder)?;
        Ok(store)
    }

    /// A new store with everything.
    fn anew(&self, watch: Option<&dyn Watch>) -> Result<Store, KbError> {
        let path = self.folder.join(STORE);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(KbError::io(&path, "delete the folder")(error));
            }
            _ => {}
        }
        let store = Store::open(&path).map_err(fault(self.folder))?;
        load::articles_into(&store, self.base, &self.manifest, watch)?;
        if self.extent == Extent::WithLinks {
            store.extend(links::read(self.base, &self.manifest)?.1)?;
        }
        Ok(store)
    }

    /// Changes some graphs, each at once.
    fn graphs(
        &self,
        store: &Store,
        changed: &[NamedNode],
        gone: &[NamedNode],
        watch: Option<&dyn Watch>,
    ) -> Result<(), KbError> {
        let watched = Watched::begin(watch, changed.len());
        let vocabulary = NamedNode::new_unchecked(iri::VOCABULARY_GRAPH);
        let linked = NamedNode::new_unchecked(iri::LINKS_GRAPH);
        let beside = |graph: &NamedNode| *graph == vocabulary || *graph == linked;
        let entries: BTreeMap<NamedNode, &Entry> =
            self.manifest.articles.values().map(|entry| (iri::article(&entry.id), entry)).collect();
        for graph in changed {
            let quads = if *graph == vocabulary {
                load::vocabulary()?
            } else if *graph == linked {
                links::read(self.base, &self.manifest)?.1
            } else {
                // What is neither came out of the manifest.
                entries.get(graph).map(|entry| self.article(entry, graph)).transpose()?.unwrap_or_default()
            };
            set(store, graph, quads)?;
            watched.step();
        }
        for graph in gone {
            set(store, graph, Vec::new())?;
        }
        if changed.iter().chain(gone).any(|graph| !beside(graph)) {
            set(store, &NamedNode::new_unchecked(iri::REFERENCE_GRAPH), self.reference()?)?;
        }
        Ok(())
    }

    /// The statements of an article's own graph.
    fn article(&self, entry: &Entry, graph: &NamedNode) -> Result<Vec<Quad>, KbError> {
        let path = self.base.join(&entry.file);
        let mut quads = load::parse(&path, &read(&path, &entry.id)?)?;
        quads.retain(|quad| quad.graph_name == graph.as_ref().into());
        Ok(quads)
    }

    /// The statements that articles share. Which of them only a changed article had cannot be told but from all files;
    /// finding their lines is cheap, and only these are parsed.
    fn reference(&self) -> Result<Vec<Quad>, KbError> {
        let shared = NamedNode::new_unchecked(iri::REFERENCE_GRAPH);
        let mut seen: HashSet<Vec<u8>> = HashSet::new();
        let mut quads = Vec::new();
        let end = format!("<{}> .", iri::REFERENCE_GRAPH);
        for entry in self.manifest.articles.values() {
            let path = self.base.join(&entry.file);
            for line in read(&path, &entry.id)?.split(|byte| *byte == b'\n') {
                if line.ends_with(end.as_bytes()) && !seen.contains(line) {
                    quads.extend(load::parse(&path, line)?);
                    seen.insert(line.to_owned());
                }
            }
        }
        quads.retain(|quad| quad.graph_name == shared.as_ref().into());
        Ok(quads)
    }
}

fn read(path: &Path, id: &str) -> Result<Vec<u8>, KbError> {
    fs::read(path).map_err(|error| missing(path, id, error))
}

fn missing(path: &Path, id: &str, error: io::Error) -> KbError {
    if error.kind() == io::ErrorKind::NotFound {
        KbError::LostArticle { path: path.to_owned(), id: id.to_owned() }
    } else {
        KbError::io(path, "read the file")(error)
    }
}

/// What an index of a knowledge base must hold. A file is looked at before it is read, so one that is replaced in
/// between counts as changed the next time.
fn marks(base: &Path, manifest: &Manifest, extent: Extent) -> Result<Marks, KbError> {
    let mut marks = Marks::new();
    for entry in manifest.articles.values() {
        let path: PathBuf = base.join(&entry.file);
        let file = fs::metadata(&path).map_err(|error| missing(&path, &entry.id, error))?;
        marks.insert(iri::article(&entry.id), Mark::of_file(format!("{} {}", entry.content, entry.rules), &file));
    }
    let vocabulary = hexadecimal(&Sha256::digest(VOCABULARY.as_bytes()));
    marks.insert(NamedNode::new_unchecked(iri::VOCABULARY_GRAPH), Mark::of_text(vocabulary));
    if extent == Extent::WithLinks
        && let Ok(file) = fs::metadata(links::path(base))
    {
        let mark = Mark::of_file(links::fingerprint(manifest), &file);
        marks.insert(NamedNode::new_unchecked(iri::LINKS_GRAPH), mark);
    }
    Ok(marks)
}

/// Lets a graph of a store say this and nothing else, at once; what it says already is not touched.
fn set(store: &Store, graph: &NamedNode, quads: Vec<Quad>) -> Result<(), KbError> {
    let wanted: HashSet<Quad> = quads.into_iter().collect();
    let name = GraphNameRef::from(graph.as_ref());
    let there: HashSet<Quad> =
        store.quads_for_pattern(None, None, None, Some(name)).collect::<Result<_, StorageError>>()?;
    let mut transaction = store.start_transaction()?;
    if wanted.is_empty() {
        transaction.remove_named_graph(graph.as_ref())?;
    } else {
        for quad in there.difference(&wanted) {
            transaction.remove(quad);
        }
        transaction.extend(wanted.difference(&there));
    }
    Ok(transaction.commit()?)
}
