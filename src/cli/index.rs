//! `--index`, of all commands that ask a knowledge base.

use super::failure::Failure;
use super::progress::{Pace, Watching};
use crate::kb::KnowledgeBase;
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How a knowledge base is asked.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    /// Ask an index on disk in this folder and do not load the knowledge base into memory.
    ///
    /// The index is made when it is missing and brought up to date before it is asked. Only in a build with the feature
    /// rocksdb.
    #[arg(long, value_name = "DIR")]
    pub index: Option<PathBuf>,
    #[command(flatten)]
    pub pace: Pace,
}

impl Asked {
    /// Opens a knowledge base to be asked like this.
    pub(crate) fn open(&self, knowledge_base: &Path) -> Result<KnowledgeBase, Failure> {
        let what = if self.index.is_some() { "articles indexed" } else { "articles loaded" };
        let base = KnowledgeBase::open(knowledge_base)?.watched_by(Arc::new(Watching::new(what, self.pace)));
        Ok(match &self.index {
            Some(index) => base.with_index(index)?,
            None => base,
        })
    }
}
