//! Adding, replacing and retracting; what stands in the folder.

use super::*;

#[test]
fn what_is_ingested_is_there_after_opening_again() {
    let folder = folder();
    let path = folder.path().join("new");
    let report = ingest(&path, &["b", "a"]);
    assert_eq!((report.added, report.replaced, report.unchanged), (2, 0, 0));
    let base = KnowledgeBase::open(&path).unwrap();
    let list = base.list().unwrap();
    assert_eq!(list.iter().map(|e| &*e.id).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((list[0].events, list[0].entities), (12, 14));
    let store = base.load().unwrap();
    assert_eq!(rows(&store, "SELECT (COUNT(*) AS ?n) { ?e a kb:Meet }"), [["2"]]);
    // Known everywhere: one statement, however many articles make it.
    assert_eq!(
        rows(&store, "SELECT ?l { ?e a kb:Person ; rdfs:label ?l } ORDER BY ?l"),
        [["داوود رستمی"], ["سارا کریمی"]]
    );
}

#[test]
fn ingesting_again_writes_nothing_and_calls_nothing() {
    let folder = folder();
    ingest(folder.path(), &["a", "b"]);
    let times = |path: &Path| {
        files_of(path).into_keys().map(|p| fs::metadata(p).unwrap().modified().unwrap()).collect::<Vec<_>>()
    };
    let (before, times_before) = (files_of(folder.path()), times(folder.path()));
    let base = KnowledgeBase::create_or_open(folder.path()).unwrap();
    let calls = AtomicUsize::new(0);
    let again = ["a", "b"].map(|id| Incoming {
        id: id.to_owned(),
        content_hash: content_hash(&knowledge(id).article),
        quads: || {
            calls.fetch_add(1, Ordering::Relaxed);
            Vec::new()
        },
    });
    let report = base.writer().unwrap().ingest(again, "0abc", &|_, _| ()).unwrap();
    assert_eq!((report.unchanged, calls.into_inner()), (2, 0));
    assert_eq!(files_of(folder.path()), before);
    assert_eq!(times(folder.path()), times_before);
}

#[test]
fn a_changed_article_changes_its_file_and_the_manifest() {
    let folder = folder();
    ingest(folder.path(), &["a", "b", "c"]);
    let before = files_of(folder.path());
    let base = KnowledgeBase::open(folder.path()).unwrap();
    let report = base.writer().unwrap().ingest([changed("b")], "0abc", &|_, _| ()).unwrap();
    assert_eq!((report.added, report.replaced), (0, 1));
    let after = files_of(folder.path());
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert_eq!(before.iter().filter(|(path, bytes)| after[*path] != **bytes).count(), 2);
}

#[test]
fn other_rules_replace_every_article() {
    let folder = folder();
    ingest(folder.path(), &["a", "b"]);
    let base = KnowledgeBase::open(folder.path()).unwrap();
    let report = base.writer().unwrap().ingest([incoming("a"), incoming("b")], "0def", &|_, _| ()).unwrap();
    assert_eq!(report.replaced, 2);
}

#[test]
fn the_order_of_ingestion_does_not_show() {
    let (one, other) = (folder(), folder());
    ingest(one.path(), &["a", "b", "c"]);
    ingest(other.path(), &["c"]);
    ingest(other.path(), &["b", "a"]);
    let bytes = |f: &Folder| files_of(f.path()).into_values().collect::<Vec<_>>();
    assert_eq!(bytes(&one), bytes(&other));
}

#[test]
fn a_retracted_article_leaves_no_trace() {
    let (one, other) = (folder(), folder());
    ingest(one.path(), &["a", "b"]);
    ingest(other.path(), &["b"]);
    let mut writer = KnowledgeBase::open(one.path()).unwrap().writer().unwrap();
    let error = writer.retract(["a", "z"]).unwrap_err().to_string();
    assert!(error.contains("`z`") && !error.contains("`a`"), "{error}");
    assert_eq!(writer.retract(["a"]).unwrap(), 1);
    let relative = |f: &Folder| {
        let strip = |(p, b): (PathBuf, Vec<u8>)| (p.strip_prefix(f.path()).unwrap().to_owned(), b);
        files_of(f.path()).into_iter().map(strip).collect::<Vec<_>>()
    };
    assert_eq!(relative(&one), relative(&other));
}

#[test]
fn a_plan_says_what_ingesting_would_do() {
    let folder = folder();
    ingest(folder.path(), &["a", "b", "c"]);
    let base = KnowledgeBase::open(folder.path()).unwrap();
    let same = content_hash(&knowledge("a").article);
    let plan = base.plan([("a", &*same), ("b", "other"), ("d", "new")], "0abc").unwrap();
    let outcomes: Vec<Outcome> = plan.outcomes.iter().map(|(_, o)| *o).collect();
    assert_eq!(outcomes, [Outcome::Unchanged, Outcome::Replaced, Outcome::Added]);
    assert_eq!(plan.absent, ["c"]);
}

#[test]
fn an_id_of_any_characters_makes_a_legal_file() {
    let folder = folder();
    let ids = ["../../etc/passwd", "خبر\u{200C}ها/۱", "a\nb", "", "con", "a b\0c"];
    assert_eq!(ingest(folder.path(), &ids).added, 6);
    assert_eq!(KnowledgeBase::open(folder.path()).unwrap().load().unwrap().named_graphs().count(), 8);
}

#[test]
fn one_id_with_two_contents_is_a_fault_and_with_one_content_is_not() {
    let folder = folder();
    assert_eq!(ingest(folder.path(), &["a", "a"]).added, 1);
    let base = KnowledgeBase::open(folder.path()).unwrap();
    let twice = [knowledge("b"), knowledge("b")].into_iter().enumerate().map(|(n, k)| Incoming {
        id: "b".into(),
        content_hash: n.to_string(),
        quads: move || quads(&k, &NoRuleFacts),
    });
    let error = base.writer().unwrap().ingest(twice, "0abc", &|_, _| ()).unwrap_err();
    assert!(error.to_string().contains("`b` came twice"), "{error}");
    assert_eq!(base.list().unwrap().len(), 2);
}

#[test]
fn a_second_writer_is_told_so() {
    let folder = folder();
    ingest(folder.path(), &["a"]);
    let base = KnowledgeBase::open(folder.path()).unwrap();
    let first = base.writer().unwrap();
    assert!(matches!(base.writer(), Err(KbError::Locked { .. })));
    drop(first);
    assert!(base.writer().is_ok());
}
