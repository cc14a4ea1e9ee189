//! Tests of the stage: the folder on disk, queries, checks, the graph view and its exports.

use super::graph::view;
use super::query::{Form, QueryError, Question, ask};
use super::*;
use crate::rdf::sample::{Rules, knowledge};
use crate::rdf::{NoRuleFacts, content_hash, quads};
use oxigraph::model::{Literal, Quad, Term, Variable};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

type Folder = tempfile::TempDir;

fn folder() -> Folder {
    tempfile::tempdir().unwrap()
}

fn incoming(id: &str) -> Incoming<impl FnOnce() -> Vec<Quad> + Send + use<>> {
    let knowledge = knowledge(id);
    let content_hash = content_hash(&knowledge.article);
    Incoming { id: id.to_owned(), content_hash, quads: move || quads(&knowledge, &Rules) }
}

/// The same article with another first word.
fn changed(id: &str) -> Incoming<impl FnOnce() -> Vec<Quad> + Send + use<>> {
    let mut knowledge = knowledge(id);
    knowledge.article.publisher = Some("دیگر".into());
    let content_hash = content_hash(&knowledge.article);
    Incoming { id: id.to_owned(), content_hash, quads: move || quads(&knowledge, &Rules) }
}

fn ingest(path: &Path, ids: &[&str]) -> Report {
    let base = KnowledgeBase::create_or_open(path).unwrap();
    base.writer().unwrap().ingest(ids.iter().map(|id| incoming(id)), "0abc", &|_, _| ()).unwrap()
}

/// Every file with its bytes, but for the lock.
fn files_of(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with(".lock") {
                found.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn store() -> Store {
    store_of(quads(&knowledge("a"), &Rules)).unwrap()
}

fn rows(store: &Store, sparql: &str) -> Vec<Vec<String>> {
    ask(store, sparql, &[]).unwrap().rows().unwrap().1
}

fn text(store: &Store, sparql: &str, form: Form) -> String {
    let mut out = Vec::new();
    ask(store, sparql, &[]).unwrap().write(form, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

mod after_a_crash;
mod asking;
mod checking;
mod exporting;
mod faults;
mod folder_on_disk;
mod measuring;
mod projecting;
