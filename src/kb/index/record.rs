//! What an index holds, by its own word: a file beside the store, written before and after each change of it.

use crate::kb::error::KbError;
use crate::kb::files;
use oxigraph::model::NamedNode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Name of the file.
pub(super) const NAME: &str = "index.json";

/// Of what a store on disk is made. An index with another number is made anew.
const FORMAT: u32 = 1;

/// From what a graph was made. The default stands for what is not known, because a change of the graph was begun.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// What the manifest says of it.
    hash: String,
    /// Size of its file; files that were changed by hand count as changed, too.
    size: u64,
    /// When its file was written, in nanoseconds.
    written: u64,
}

impl Mark {
    /// The mark of a graph that stands in a file.
    pub(super) fn of_file(hash: String, file: &Metadata) -> Self {
        let written = file.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let written = written.and_then(|time| u64::try_from(time.as_nanos()).ok()).unwrap_or_default();
        Self { hash, size: file.len(), written }
    }

    /// The mark of a graph that stands in the program.
    pub(super) fn of_text(hash: String) -> Self {
        Self { hash, ..Self::default() }
    }
}

/// Marks of graphs.
pub(super) type Marks = BTreeMap<NamedNode, Mark>;

/// What an index holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// The knowledge base to which it belongs.
    pub(super) knowledge_base: PathBuf,
    /// Its graphs, but for the one that all articles share.
    pub(super) graphs: Marks,
}

#[derive(Serialize, Deserialize)]
struct OnDisk {
    format: u32,
    knowledge_base: PathBuf,
    graphs: BTreeMap<String, Mark>,
}

impl Record {
    /// Reads the record; `None` when the folder has none. One that cannot be understood, or of another format, counts
    /// for an index of which nothing is known.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, KbError> {
        let path = folder.join(NAME);
        let text = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(KbError::io(&path, "read the file"))?,
        };
        let known = serde_json::from_slice::<OnDisk>(&text).ok().filter(|known| known.format == FORMAT);
        let Some(known) = known else {
            return Ok(Some(Self { knowledge_base: PathBuf::new(), graphs: Marks::new() }));
        };
        let graphs = known.graphs.into_iter().filter_map(|(graph, mark)| Some((NamedNode::new(graph).ok()?, mark)));
        Ok(Some(Self { knowledge_base: known.knowledge_base, graphs: graphs.collect() }))
    }

    /// Writes the record.
    pub(super) fn write(&self, folder: &Path) -> Result<(), KbError> {
        let graphs = self.graphs.iter().map(|(graph, mark)| (graph.as_str().to_owned(), mark.clone())).collect();
        let on_disk = OnDisk { format: FORMAT, knowledge_base: self.knowledge_base.clone(), graphs };
        let text = serde_json::to_vec(&on_disk)
            .map_err(|error| KbError::io(&folder.join(NAME), "write the file")(io::Error::other(error)))?;
        files::write_atomically(&folder.join(NAME), &text)
    }
}
