//! Messages about knowledge bases that are none or broken.

use super::*;

fn message(result: Result<impl Sized, KbError>) -> String {
    result.err().unwrap().to_string()
}

#[test]
fn a_path_that_is_no_knowledge_base_is_said_to_be_none() {
    let folder = folder();
    assert!(message(KnowledgeBase::open(folder.path())).contains("is no knowledge base"));
    assert!(message(KnowledgeBase::open(folder.path().join("x"))).contains("there is no such folder"));
    fs::write(folder.path().join("file"), "").unwrap();
    assert!(message(KnowledgeBase::open(folder.path().join("file"))).contains("is a file"));
    assert!(message(KnowledgeBase::create_or_open(folder.path().join("file"))).contains("is a file"));
    assert!(message(KnowledgeBase::create_or_open(folder.path())).contains("is no knowledge base"));
}

#[test]
fn a_broken_manifest_is_named_with_its_line() {
    let folder = folder();
    ingest(folder.path(), &["a"]);
    let path = folder.path().join(manifest::NAME);
    fs::write(&path, "{\"format\":1,\"articles\":[\n{\"id\":3}]}").unwrap();
    let error = message(KnowledgeBase::open(folder.path()).unwrap().list());
    assert!(error.contains("manifest.json: line 2, column 7: invalid type"), "{error}");
    fs::write(&path, "{\"format\":9,\"articles\":[]}").unwrap();
    assert!(message(KnowledgeBase::open(folder.path()).unwrap().list()).contains("format 9"));
}

#[test]
fn a_broken_or_missing_article_is_named() {
    let folder = folder();
    ingest(folder.path(), &["a"]);
    let base = KnowledgeBase::open(folder.path()).unwrap();
    let file = folder.path().join(file_of("a"));
    fs::write(&file, "<a> <b> .\n").unwrap();
    let error = message(base.load());
    assert!(error.contains(&file_of("a")) && error.contains("line 1"), "{error}");
    fs::remove_file(&file).unwrap();
    let error = message(base.load());
    assert!(error.contains("file of article `a` is missing"), "{error}");
}
