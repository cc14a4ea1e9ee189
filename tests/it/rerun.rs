//! Ingesting again: what did not change is not written, and what changed is all that is.

use crate::support::{Folder, khabar, tree};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

/// Articles of one sentence each; the one in the place of `changed` tells of another city.
fn articles(changed: Option<usize>) -> String {
    let line = |n: usize| {
        let place = if changed == Some(n) { "هرات" } else { "کابل" };
        let text = format!("وزیر کشور روز دوشنبه با {n} نفر از کارگران در {place} دیدار کرد.");
        format!("{}\n", json!({ "id": format!("article-{n}"), "text": text }))
    };
    (0..60).map(line).collect()
}

/// When each file below a folder was written.
fn times(base: &str) -> BTreeMap<PathBuf, SystemTime> {
    let time = |name: &PathBuf| {
        let about = fs::metadata(PathBuf::from(base).join(name)).expect("the file is there");
        about.modified().expect("the file system keeps times")
    };
    tree(base).into_keys().map(|name| (name.clone(), time(&name))).collect()
}

#[test]
fn an_unchanged_input_writes_no_file() {
    let folder = Folder::new();
    let (base, input) = (folder.path("kb"), folder.file("articles.jsonl", articles(None)));
    khabar(&["ingest", &base, &input]).fine();
    let (bytes, written) = (tree(&base), times(&base));
    let said = khabar(&["ingest", &base, &input]).fine();
    assert!(said.contains("0 added, 0 replaced, 60 unchanged"), "{said}");
    assert_eq!(times(&base), written);
    assert!(tree(&base) == bytes, "a file changed");
}

#[test]
fn one_changed_article_changes_its_file_and_the_manifest_alone() {
    let folder = Folder::new();
    let base = folder.path("kb");
    khabar(&["ingest", &base, &folder.file("before.jsonl", articles(None))]).fine();
    let (bytes, written) = (tree(&base), times(&base));
    let said = khabar(&["ingest", &base, &folder.file("after.jsonl", articles(Some(17)))]).fine();
    assert!(said.contains("0 added, 1 replaced, 59 unchanged"), "{said}");
    let (now, rewritten) = (tree(&base), times(&base));
    assert!(now.keys().eq(bytes.keys()), "the same files");
    let changed: Vec<&PathBuf> = now.keys().filter(|name| now[*name] != bytes[*name]).collect();
    let touched: Vec<&PathBuf> = rewritten.keys().filter(|name| rewritten[*name] != written[*name]).collect();
    assert_eq!(touched, changed, "nothing is written that stays as it is");
    let articles = changed.iter().filter(|name| name.starts_with("articles")).count();
    assert_eq!((articles, changed.len()), (1, 2), "{changed:?}");
}
