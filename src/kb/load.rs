//! Loading into Oxigraph, in memory.

use super::error::KbError;
use super::files::Lock;
use super::links;
use super::manifest::Manifest;
use super::watch::{Watch, Watched};
use crate::rdf::{VOCABULARY, iri};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Quad};
use oxigraph::store::{StorageError, Store};
use std::fs;
use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// How often a load starts again because a writer took files away meanwhile.
const ATTEMPTS: usize = 3;

/// A knowledge base that can be asked: a [`Store`], in memory or on disk. One on disk stays as it is for as long as this
/// lives, so clones of the store must not live longer.
pub struct Loaded {
    store: Store,
    _lock: Option<Lock>,
}

impl Loaded {
    /// A store on disk under its lock.
    #[cfg(feature = "rocksdb")]
    pub(super) const fn locked(store: Store, lock: Lock) -> Self {
        Self { store, _lock: Some(lock) }
    }
}

impl From<Store> for Loaded {
    fn from(store: Store) -> Self {
        Self { store, _lock: None }
    }
}

impl Deref for Loaded {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

/// All articles of the folder, the links between them when they are up to date, and the vocabulary.
pub fn load(folder: &Path, watch: Option<&dyn Watch>) -> Result<Store, KbError> {
    let read = || Manifest::read(folder)?.ok_or_else(|| KbError::NoKnowledgeBase { path: folder.to_owned() });
    let mut manifest = read()?;
    for _ in 1..ATTEMPTS {
        match load_all(folder, &manifest, watch) {
            Err(error @ KbError::LostArticle { .. }) => {
                let now = read()?;
                if now == manifest {
                    return Err(error);
                }
                manifest = now;
            }
            other => return other,
        }
    }
    load_all(folder, &manifest, watch)
}

fn load_all(folder: &Path, manifest: &Manifest, watch: Option<&dyn Watch>) -> Result<Store, KbError> {
    let store = articles_alone(folder, manifest, watch)?;
    let (_, quads) = links::read(folder, manifest)?;
    store.extend(quads)?;
    Ok(store)
}

/// A store with these quads and the vocabulary: for what was extracted a moment ago and is not on disk.
///
/// # Errors
/// When the engine refuses.
pub fn store_of(quads: impl IntoIterator<Item = Quad>) -> Result<Store, KbError> {
    let store = Store::new()?;
    let mut loader = store.bulk_loader();
    loader.load_quads(quads)?;
    loader.load_quads(vocabulary()?)?;
    loader.commit()?;
    Ok(store)
}

/// The articles of a manifest and the vocabulary.
pub fn articles_alone(folder: &Path, manifest: &Manifest, watch: Option<&dyn Watch>) -> Result<Store, KbError> {
    let store = Store::new()?;
    articles_into(&store, folder, manifest, watch)?;
    Ok(store)
}

/// Fills an empty store with the articles of a manifest and the vocabulary.
pub fn articles_into(
    store: &Store,
    folder: &Path,
    manifest: &Manifest,
    watch: Option<&dyn Watch>,
) -> Result<(), KbError> {
    let files: Vec<(&str, PathBuf)> =
        manifest.articles.values().map(|e| (e.id.as_str(), folder.join(&e.file))).collect();
    let watched = Watched::begin(watch, files.len());
    let mut loader = store.bulk_loader();
    let next = AtomicUsize::new(0);
    // Threads read and parse, this one feeds the engine; the channel's bound keeps them from running ahead.
    let (sender, receiver) = sync_channel(64);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, files, watched) = (sender.clone(), &next, &files, &watched);
            scope.spawn(move || read_files(files, next, &sender, watched));
        }
        drop(sender);
        loader.load_ok_quads::<KbError, KbError>(receiver.into_iter().flat_map(|result| match result {
            Ok(quads) => quads.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) => vec![Err(error)],
        }))
    })?;
    loader.load_quads(vocabulary()?)?;
    loader.commit()?;
    Ok(())
}

fn read_files(
    files: &[(&str, PathBuf)],
    next: &AtomicUsize,
    sender: &SyncSender<Result<Vec<Quad>, KbError>>,
    watched: &Watched<'_>,
) {
    while let Some((id, path)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
        let quads = match fs::read(path) {
            Ok(bytes) => parse(path, &bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(KbError::LostArticle { path: path.clone(), id: (*id).to_owned() })
            }
            Err(error) => Err(KbError::io(path, "read the file")(error)),
        };
        let stop = quads.is_err();
        // The receiver is gone when another thread found a fault first.
        if sender.send(quads).is_err() || stop {
            return;
        }
        watched.step();
    }
}

/// The statements of an article's file.
///
/// # Errors
/// When it is no N-Quads; the error names `path` and the line.
pub fn parse(path: &Path, bytes: &[u8]) -> Result<Vec<Quad>, KbError> {
    RdfParser::from_format(RdfFormat::NQuads)
        .for_slice(bytes)
        .collect::<Result<_, _>>()
        .map_err(|error| KbError::Quads { path: path.to_owned(), reason: error.to_string() })
}

/// The vocabulary, in its graph.
pub fn vocabulary() -> Result<Vec<Quad>, KbError> {
    RdfParser::from_format(RdfFormat::Turtle)
        .with_default_graph(NamedNode::new_unchecked(iri::VOCABULARY_GRAPH))
        .for_slice(VOCABULARY.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(|error| KbError::Store(StorageError::Other(Box::new(error))))
}
