//! What can go wrong with a knowledge base, said so that a person can act on it.

use std::io;
use std::path::{Path, PathBuf};

/// A fault of a knowledge base or of its files.
#[derive(Debug, thiserror::Error)]
pub enum KbError {
    /// The path leads to nothing.
    #[error("{path}: there is no such folder; `khabar ingest {path} INPUT…` makes a knowledge base there")]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// The path leads to a file.
    #[error("{path}: is a file, but a knowledge base is a folder; name another path")]
    NoFolder {
        /// The path.
        path: PathBuf,
    },
    /// A folder that holds something else.
    #[error(
        "{path}: is no knowledge base (it has no manifest.json); name the folder that `khabar ingest` made, \
         or an empty or new folder to make one"
    )]
    NoKnowledgeBase {
        /// The path.
        path: PathBuf,
    },
    /// Another writer is at work.
    #[error("{path}: another process is writing to this knowledge base; wait for it to end and try again")]
    Locked {
        /// The knowledge base.
        path: PathBuf,
    },
    /// Another process is pushing.
    #[error("{path}: another process is pushing this knowledge base to {address}; wait for it to end and try again")]
    Pushing {
        /// The knowledge base.
        path: PathBuf,
        /// The address.
        address: String,
    },
    /// This program was built without an engine for indexes.
    #[error(
        "--index {path}: this program was built without the feature `rocksdb`; build it with \
         `cargo install --path . --features rocksdb`, or leave --index out"
    )]
    NoIndexEngine {
        /// The folder of the index.
        path: PathBuf,
    },
    /// A folder that holds something else than an index.
    #[error("{path}: is no index (it has no index.json); name a new or an empty folder, or one that --index made")]
    NoIndex {
        /// The folder.
        path: PathBuf,
    },
    /// The index of another knowledge base.
    #[error("{path}: is the index of {other}; name another folder, or delete it to make it anew")]
    OtherIndex {
        /// The folder of the index.
        path: PathBuf,
        /// The knowledge base that it belongs to.
        other: PathBuf,
    },
    /// Another process has the index.
    #[error("{path}: another process is using this index or brings it up to date; wait for it to end and try again")]
    IndexInUse {
        /// The folder of the index.
        path: PathBuf,
    },
    /// The engine cannot use what stands in the folder.
    #[error(
        "{path}: the index cannot be used: {source}; delete the folder, and it is made anew from the knowledge base"
    )]
    Index {
        /// The folder of the index.
        path: PathBuf,
        /// What the engine says.
        source: oxigraph::store::StorageError,
    },
    /// The manifest cannot be understood.
    #[error(
        "{path}: line {line}, column {column}: {reason}; restore the file, or delete it and run `khabar ingest` again \
         to rebuild it from the articles"
    )]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// The folder was written by a newer program.
    #[error("{path}: has format {found}, but this program knows format {known}; use a newer khabar")]
    Format {
        /// The manifest.
        path: PathBuf,
        /// The format found.
        found: u32,
        /// The newest format that is known.
        known: u32,
    },
    /// An article's file cannot be understood.
    #[error("{path}: {reason}; delete the file and run `khabar ingest` again to write it anew")]
    Quads {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        reason: String,
    },
    /// An article's file is gone.
    #[error("{path}: the file of article `{id}` is missing; run `khabar ingest` again to write it anew")]
    LostArticle {
        /// The file.
        path: PathBuf,
        /// The article.
        id: String,
    },
    /// Ids that are not in the knowledge base.
    #[error("{path}: has no article {}; `khabar list` shows the ids", quoted(ids))]
    UnknownArticles {
        /// The knowledge base.
        path: PathBuf,
        /// The ids.
        ids: Vec<String>,
    },
    /// Two articles of one run have the same id.
    #[error("article id `{id}` came twice in one run with different content; give each article an id of its own")]
    Twice {
        /// The id.
        id: String,
    },
    /// The disk or the system refused.
    #[error("{path}: cannot {what}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was tried.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The query engine refused.
    #[error("cannot load the knowledge base into the query engine: {0}")]
    Store(#[from] oxigraph::store::StorageError),
}

impl KbError {
    /// Attaches a path and an action to a system error.
    pub(super) fn io(path: &Path, what: &'static str) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, what, source }
    }
}

fn quoted(ids: &[String]) -> String {
    ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}
