//! A knowledge base in a store elsewhere, by the SPARQL 1.1 Graph Store HTTP Protocol.
//!
//! Each named graph is put as a whole, so a store that got a graph twice is as if it had got it once. What a store has
//! got stands in a file beside the articles, one for each address; so only what changed is sent, graphs of retracted
//! articles are deleted, and a push that was interrupted goes on where it was.

mod client;
mod graphs;
mod record;

pub use client::{Client, ClientError, Patience};

use super::KnowledgeBase;
use super::error::KbError;
use super::files::Lock;
use graphs::Graphs;
use oxigraph::model::NamedNode;
use record::Record;
use std::time::{Duration, Instant};

/// A long push saves what it has done this often: an interrupted one sends these graphs again, which changes nothing.
const SAVE_AFTER: Duration = Duration::from_secs(2);

/// Why a push stopped. What was sent before is remembered.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// The knowledge base cannot be read.
    #[error(transparent)]
    KnowledgeBase(#[from] KbError),
    /// The store did not take a graph.
    #[error("{graph}: {source}; what was sent before is remembered, so the same command goes on from there")]
    Store {
        /// The graph.
        graph: NamedNode,
        /// What happened.
        source: ClientError,
    },
}

/// What a push would do, or did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pushed {
    /// Graphs that are new there or changed.
    pub put: usize,
    /// Graphs that are gone here.
    pub deleted: usize,
    /// Graphs that the store has already.
    pub unchanged: usize,
}

/// What to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Only what changed since the last push to this address.
    Changed,
    /// Every graph, whatever was sent before: for a store that lost them.
    Everything,
}

/// A push that is ready: what is here is known, and what the store has.
pub struct Push {
    base: KnowledgeBase,
    graphs: Graphs,
    record: Record,
    _lock: Lock,
}

impl Push {
    /// Compares what is here with what the store at `address` has got.
    ///
    /// # Errors
    /// When the knowledge base cannot be read, or another process pushes it to the same address.
    pub fn new(base: &KnowledgeBase, address: &str, extent: Extent) -> Result<Self, KbError> {
        let lock = record::lock(&base.folder, address)?;
        let mut record = Record::read(&base.folder, address)?;
        if extent == Extent::Everything {
            record.forget();
        }
        Ok(Self { base: base.clone(), graphs: Graphs::of(base)?, record, _lock: lock })
    }

    /// How much there is to do.
    #[must_use]
    pub fn plan(&self) -> Pushed {
        let put = self.changed().count();
        Pushed { put, deleted: self.gone().len(), unchanged: self.graphs.hashes.len() - put }
    }

    fn changed(&self) -> impl Iterator<Item = (&NamedNode, &String)> {
        self.graphs.hashes.iter().filter(|(graph, hash)| self.record.hash(graph) != Some(hash.as_str()))
    }

    /// Graphs that the store has and that are here no more.
    fn gone(&self) -> Vec<NamedNode> {
        self.record.graphs().filter(|graph| !self.graphs.hashes.contains_key(*graph)).cloned().collect()
    }

    /// Sends what changed and deletes what is gone. `progress` is called once a graph.
    ///
    /// # Errors
    /// When the store refuses a graph, or cannot be reached in the patience of the client.
    pub fn run(mut self, client: &Client, progress: &dyn Fn()) -> Result<Pushed, PushError> {
        let plan = self.plan();
        let changed: Vec<(NamedNode, String)> = self.changed().map(|(g, h)| (g.clone(), h.clone())).collect();
        let gone = self.gone();
        let mut saved = Instant::now();
        let work = || -> Result<(), PushError> {
            for (graph, hash) in changed {
                let body = self.graphs.body(&self.base, &graph)?;
                client.put(&graph, &body).map_err(|source| PushError::Store { graph: graph.clone(), source })?;
                self.record.has(graph, hash);
                progress();
                if saved.elapsed() > SAVE_AFTER {
                    self.record.write()?;
                    saved = Instant::now();
                }
            }
            for graph in gone {
                client.delete(&graph).map_err(|source| PushError::Store { graph: graph.clone(), source })?;
                self.record.lost(&graph);
                progress();
            }
            Ok(())
        };
        let done = work();
        // Also after a fault: what was sent need not be sent again.
        self.record.write()?;
        done.map(|()| plan)
    }
}
