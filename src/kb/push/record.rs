//! What a store elsewhere has got, by its own word: a file for each address, beside the articles.

use crate::kb::error::KbError;
use crate::kb::files::{self, Lock};
use crate::rdf::hexadecimal;
use oxigraph::model::NamedNode;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Graphs that a store has, with the hash of what they say.
pub(super) struct Record {
    path: PathBuf,
    address: String,
    graphs: BTreeMap<NamedNode, String>,
}

#[derive(Serialize, Deserialize)]
struct OnDisk {
    address: String,
    graphs: BTreeMap<String, String>,
}

/// A name for files about an address, which may hold any character.
fn name(address: &str) -> String {
    format!(".pushed-{}", hexadecimal(&Sha256::digest(address.as_bytes())[..8]))
}

/// The right to push to an address.
pub(super) fn lock(folder: &Path, address: &str) -> Result<Lock, KbError> {
    Lock::named(folder, &format!("{}.lock", name(address)), || KbError::Pushing {
        path: folder.to_owned(),
        address: address.to_owned(),
    })
}

impl Record {
    /// Reads what is known; a file that cannot be understood counts for nothing, so everything is sent again.
    pub(super) fn read(folder: &Path, address: &str) -> Result<Self, KbError> {
        let path = folder.join(format!("{}.json", name(address)));
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            other => other.map_err(KbError::io(&path, "read the file"))?,
        };
        let known = serde_json::from_str::<OnDisk>(&text).ok().filter(|known| known.address == address);
        let graphs = known.map(|known| known.graphs).unwrap_or_default();
        let graphs = graphs.into_iter().filter_map(|(graph, hash)| Some((NamedNode::new(graph).ok()?, hash))).collect();
        Ok(Self { path, address: address.to_owned(), graphs })
    }

    /// Lets every graph count as another than the store has, without forgetting which it has.
    pub(super) fn forget(&mut self) {
        self.graphs.values_mut().for_each(String::clear);
    }

    pub(super) fn hash(&self, graph: &NamedNode) -> Option<&str> {
        self.graphs.get(graph).map(String::as_str)
    }

    pub(super) fn graphs(&self) -> impl Iterator<Item = &NamedNode> {
        self.graphs.keys()
    }

    pub(super) fn has(&mut self, graph: NamedNode, hash: String) {
        self.graphs.insert(graph, hash);
    }

    pub(super) fn lost(&mut self, graph: &NamedNode) {
        self.graphs.remove(graph);
    }

    pub(super) fn write(&self) -> Result<(), KbError> {
        let graphs = self.graphs.iter().map(|(graph, hash)| (graph.as_str().to_owned(), hash.clone())).collect();
        // Strings and a map of strings always have a JSON form.
        let text = serde_json::to_string_pretty(&OnDisk { address: self.address.clone(), graphs }).unwrap_or_default();
        if fs::read(&self.path).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        files::write_atomically(&self.path, text.as_bytes())
    }
}
