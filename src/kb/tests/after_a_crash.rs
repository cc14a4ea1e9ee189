//! What a killed run leaves, and what the next one makes of it.

use super::*;

#[test]
fn files_that_no_manifest_names_are_unseen_and_then_cleaned() {
    let folder = folder();
    ingest(folder.path(), &["a"]);
    let clean = files_of(folder.path());
    let shard = folder.path().join(ARTICLES).join("ff");
    fs::create_dir_all(&shard).unwrap();
    fs::write(shard.join(format!("{}.nq", "f".repeat(32))), "torn").unwrap();
    fs::write(shard.join(".x.nq.tmp"), "torn").unwrap();
    fs::write(folder.path().join(".manifest.json.tmp"), "torn").unwrap();
    let base = KnowledgeBase::open(folder.path()).unwrap();
    assert_eq!(base.load().unwrap().named_graphs().count(), 3);
    assert_eq!(ingest(folder.path(), &["a"]).cleaned, 3);
    assert_eq!(files_of(folder.path()), clean);
}

#[test]
fn files_of_other_people_stay() {
    let folder = folder();
    ingest(folder.path(), &["a"]);
    let notes = folder.path().join(ARTICLES).join("notes.txt");
    fs::write(&notes, "mine").unwrap();
    ingest(folder.path(), &["a"]);
    assert!(notes.exists());
}

#[test]
fn a_file_replaced_before_the_manifest_is_not_taken_for_the_old_one() {
    let folder = folder();
    ingest(folder.path(), &["a", "b"]);
    let clean = files_of(folder.path());
    let manifest = fs::read(folder.path().join(manifest::NAME)).unwrap();
    let base = KnowledgeBase::open(folder.path()).unwrap();
    base.writer().unwrap().ingest([changed("a")], "0abc", &|_, _| ()).unwrap();
    // As if killed between the article's file and the manifest.
    fs::write(folder.path().join(manifest::NAME), manifest).unwrap();
    fs::write(folder.path().join(".replacing"), "\"a\"\n\"torn li").unwrap();
    let report = ingest(folder.path(), &["b"]);
    assert_eq!(report.unchanged, 1);
    let report = ingest(folder.path(), &["a", "b"]);
    assert_eq!((report.replaced, report.unchanged), (1, 1));
    assert_eq!(files_of(folder.path()), clean);
}

#[test]
fn a_lost_manifest_is_rebuilt_from_the_articles() {
    let folder = folder();
    ingest(folder.path(), &["a", "b"]);
    let before = files_of(folder.path());
    fs::remove_file(folder.path().join(manifest::NAME)).unwrap();
    let report = ingest(folder.path(), &["a", "b"]);
    assert_eq!(report.unchanged, 2);
    assert_eq!(files_of(folder.path()), before);
}
