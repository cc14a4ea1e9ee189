//! Stage `kb`: a knowledge base on disk, and what can be asked of it.
//!
//! A knowledge base is a folder: `manifest.json` and one file of sorted N-Quads an article, at
//! `articles/<first two digits>/<hash of the id>.nq`. Any RDF tool reads it and git shows what changed in it.
//! [`KnowledgeBase::writer`] adds, replaces and retracts articles, one process at a time; [`KnowledgeBase::load`] gives
//! an Oxigraph store, which [`query`] asks, [`assertion`] checks and [`graph`] turns into a petgraph graph for [`export`].
//! Nothing here extracts anything, and nothing is kept in memory between calls.
//!
//! Order of writing: articles' files first, each by atomic rename, then the manifest. A file that no manifest names is
//! left from a run that was killed; readers do not see it and the next writer deletes it. An article that is replaced
//! keeps its file name, so before its file changes its id goes into a journal; the next writer takes every id in the
//! journal for changed.

pub mod assertion;
mod binding;
mod error;
mod explain;
pub mod export;
mod files;
pub mod functions;
pub mod graph;
#[cfg(feature = "rocksdb")]
mod index;
pub mod links;
mod load;
mod lookup;
mod manifest;
pub mod named;
pub mod places;
pub mod provenance;
pub mod push;
pub mod query;
pub mod reading;
mod recover;
pub mod revision;
pub mod statistics;
pub(crate) mod table;
#[cfg(test)]
mod tests;
mod watch;
mod writer;

pub use error::KbError;
pub use load::{Loaded, parse, store_of};
pub use manifest::Entry;
pub use watch::Watch;
pub use writer::{Incoming, Outcome, Plan, Report, Writer};

use crate::rdf;
use manifest::Manifest;
use oxigraph::store::Store;
use sha2::{Digest, Sha256};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file that makes a folder a knowledge base.
pub const MANIFEST: &str = manifest::NAME;

/// Folder of the articles' files.
const ARTICLES: &str = "articles";

/// A knowledge base: a folder with a manifest.
///
/// ```
/// use khabar::kb::{Incoming, KnowledgeBase, query};
/// # let folder = std::env::temp_dir().join(format!("khabar-example-{}", std::process::id()));
/// # let pack = khabar::rules::Pack::embedded()?;
///
/// let article = khabar::article::Article {
///     id: "a".into(),
///     text: "وزیر کشور به هرات سفر کرد.".into(),
///     ..Default::default()
/// };
/// let quads = khabar::rdf::quads(&khabar::extract(&article, &pack), &pack);
/// let base = KnowledgeBase::create_or_open(&folder)?;
/// let incoming = Incoming {
///     content_hash: khabar::rdf::content_hash(&article),
///     id: article.id,
///     quads: move || quads,
/// };
/// base.writer()?.ingest([incoming], &pack.hash, &|_, _| ())?;
/// let store = base.load()?;
/// let (_, rows) = query::ask(&store, "SELECT ?e { ?e a kb:Visit , sem:Event }", &[])?.rows()?;
/// assert_eq!(rows.len(), 1);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct KnowledgeBase {
    folder: PathBuf,
    /// The folder of an index that is asked in place of the articles' files.
    index: Option<PathBuf>,
    watch: Option<Arc<dyn Watch>>,
}

impl fmt::Debug for KnowledgeBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnowledgeBase")
            .field("folder", &self.folder)
            .field("index", &self.index)
            .finish_non_exhaustive()
    }
}

impl KnowledgeBase {
    /// Opens a knowledge base for reading.
    ///
    /// # Errors
    /// When the path leads to nothing, to a file, or to a folder that is no knowledge base.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, KbError> {
        let folder = path.into();
        match fs::metadata(&folder) {
            Err(_) => Err(KbError::Missing { path: folder }),
            Ok(found) if !found.is_dir() => Err(KbError::NoFolder { path: folder }),
            Ok(_) if !folder.join(manifest::NAME).is_file() => Err(KbError::NoKnowledgeBase { path: folder }),
            Ok(_) => Ok(Self { folder, index: None, watch: None }),
        }
    }

    /// The same knowledge base, asked through an index on disk in `index`: nothing is loaded into memory but what a
    /// question needs. The index is made when it is missing and brought up to date whenever it is asked; the articles'
    /// files stay the truth, so it can be deleted at any time. This needs the feature `rocksdb`.
    ///
    /// # Errors
    /// When the program was built without the feature.
    pub fn with_index(self, index: impl Into<PathBuf>) -> Result<Self, KbError> {
        let index = index.into();
        if cfg!(feature = "rocksdb") {
            Ok(Self { index: Some(index), ..self })
        } else {
            Err(KbError::NoIndexEngine { path: index })
        }
    }

    /// The same knowledge base; `watch` is told how far it is when its articles are loaded or go into the index.
    #[must_use]
    pub fn watched_by(self, watch: Arc<dyn Watch>) -> Self {
        Self { watch: Some(watch), ..self }
    }

    /// Opens a knowledge base, or makes an empty one where the path leads to nothing or to an empty folder.
    ///
    /// A folder that has articles but lost its manifest gets a new manifest from what the articles' files say.
    ///
    /// # Errors
    /// When the folder holds something else or cannot be written.
    pub fn create_or_open(path: impl Into<PathBuf>) -> Result<Self, KbError> {
        let folder = path.into();
        match fs::metadata(&folder) {
            Ok(found) if !found.is_dir() => return Err(KbError::NoFolder { path: folder }),
            Ok(_) if folder.join(manifest::NAME).is_file() => return Ok(Self { folder, index: None, watch: None }),
            Ok(_)
                if files::names(&folder)?.iter().any(|n| !n.starts_with('.') && n != ARTICLES && n != links::NAME) =>
            {
                return Err(KbError::NoKnowledgeBase { path: folder });
            }
            Ok(_) => {}
            Err(_) => fs::create_dir_all(&folder).map_err(KbError::io(&folder, "make the folder"))?,
        }
        let _lock = files::Lock::take(&folder)?;
        recover::manifest(&folder)?.write(&folder)?;
        Ok(Self { folder, index: None, watch: None })
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its articles, sorted by id.
    ///
    /// # Errors
    /// When the manifest cannot be read.
    pub fn list(&self) -> Result<Vec<Entry>, KbError> {
        Ok(self.manifest()?.articles.into_values().collect())
    }

    /// The right to change it. One process has it at a time.
    ///
    /// # Errors
    /// When another process has it, or the folder cannot be written.
    pub fn writer(&self) -> Result<Writer, KbError> {
        Writer::new(&self.folder)
    }

    /// What ingesting these articles would do, without doing it. `articles` are pairs of id and content hash.
    ///
    /// # Errors
    /// When the manifest cannot be read.
    pub fn plan<'a>(
        &self,
        articles: impl IntoIterator<Item = (&'a str, &'a str)>,
        rules_hash: &str,
    ) -> Result<Plan, KbError> {
        Ok(Plan::new(&self.manifest()?, &writer::read_journal(&self.folder)?, articles, rules_hash))
    }

    /// All articles, the links between them when they are up to date, and the vocabulary: in a store in memory (about
    /// 400 bytes a statement, 200,000 statements a second), or in the index.
    ///
    /// # Errors
    /// When a file cannot be read or is no N-Quads; the error names the file and the line. With an index, when it cannot
    /// be used or another process changes it.
    pub fn load(&self) -> Result<Loaded, KbError> {
        #[cfg(feature = "rocksdb")]
        if let Some(index) = &self.index {
            return index::open(&self.folder, index, index::Extent::WithLinks, self.watch());
        }
        Ok(load::load(&self.folder, self.watch())?.into())
    }

    /// All articles and the vocabulary without links.
    fn load_without_links(&self) -> Result<Loaded, KbError> {
        #[cfg(feature = "rocksdb")]
        if let Some(index) = &self.index {
            return index::open(&self.folder, index, index::Extent::ArticlesAlone, self.watch());
        }
        Ok(load::articles_alone(&self.folder, &self.manifest()?, self.watch())?.into())
    }

    /// Some articles, the links between articles when they are up to date, and the vocabulary.
    ///
    /// # Errors
    /// When an id is unknown, or as [`Self::load`].
    pub fn load_only(&self, ids: &[&str]) -> Result<Store, KbError> {
        let mut manifest = self.manifest()?;
        let unknown = ids.iter().filter(|id| !manifest.articles.contains_key(**id));
        let unknown: Vec<String> = unknown.map(|id| (*id).to_owned()).collect();
        if !unknown.is_empty() {
            return Err(KbError::UnknownArticles { path: self.folder.clone(), ids: unknown });
        }
        #[cfg(feature = "rocksdb")]
        if let Some(index) = &self.index {
            let all = index::open(&self.folder, index, index::Extent::WithLinks, self.watch())?;
            return index::some(&all, ids);
        }
        let (_, links) = links::read(&self.folder, &manifest)?;
        manifest.articles.retain(|id, _| ids.contains(&id.as_str()));
        let store = load::articles_alone(&self.folder, &manifest, self.watch())?;
        store.extend(links)?;
        Ok(store)
    }

    /// The file of an article, with its content.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn file(&self, entry: &Entry) -> Result<(PathBuf, Vec<u8>), KbError> {
        let path = self.folder.join(&entry.file);
        let bytes = fs::read(&path).map_err(KbError::io(&path, "read the file"))?;
        Ok((path, bytes))
    }

    fn watch(&self) -> Option<&dyn Watch> {
        self.watch.as_deref()
    }

    fn manifest(&self) -> Result<Manifest, KbError> {
        Manifest::read(&self.folder)?.ok_or_else(|| KbError::NoKnowledgeBase { path: self.folder.clone() })
    }
}

/// The file of an article, relative to the folder. The name is a hash, so any id makes a legal name.
fn file_of(id: &str) -> String {
    let hash = rdf::hexadecimal(&Sha256::digest(id.as_bytes())[..16]);
    format!("{ARTICLES}/{}/{hash}.nq", &hash[..2])
}
