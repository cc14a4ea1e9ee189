//! `--index`, of all commands that ask a knowledge base.

use super::failure::Failure;
use crate::kb::KnowledgeBase;
use clap::Args;
use std::path::{Path, PathBuf};

/// How a knowledge base is asked.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    /// Ask an index on disk in this folder and do not load the knowledge base into memory.
    ///
    /// The index is made when it is missing and brought up to date before it is asked. Only in a build with the feature
    /// rocksdb.
    #[arg(long, value_name = "DIR")]
    pub index: Option<PathBuf>,
}

impl Asked {
    /// Opens a knowledge base to be asked like this.
    pub(crate) fn open(&self, knowledge_base: &Path) -> Result<KnowledgeBase, Failure> {
        let base = KnowledgeBase::open(knowledge_base)?;
        Ok(match &self.index {
            Some(index) => base.with_index(index)?,
            None => base,
        })
    }
}
