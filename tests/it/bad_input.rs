//! Bad input: what is said, on one line, and with which exit code. 2 is wrong usage, 3 is input that cannot be read.

use crate::support::{
    BASE, Folder, Ran, article_file, json_lines, khabar, khabar_reading, knowledge_base, string, tree,
};
use std::fs;

const USAGE: i32 = 2;
const INPUT: i32 = 3;

/// Checks the exit code and that one line of standard error holds all of `parts`.
#[track_caller]
fn said(ran: &Ran, code: i32, parts: &[&str]) {
    assert_eq!(ran.code, code, "{ran:?}");
    let line = ran.err.lines().find(|line| parts.iter().all(|part| line.contains(part)));
    assert!(line.is_some_and(|l| l.starts_with("khabar: ")), "no line of\n{}says {parts:?}", ran.err);
}

#[test]
fn a_missing_file() {
    let folder = Folder::new();
    let path = folder.path("nothing.txt");
    let ran = khabar(&["extract", &path]);
    said(&ran, INPUT, &[&path, "No such file", "give a .txt, .jsonl, .html or .warc file"]);
    said(&ran, INPUT, &["1 input could not be read"]);
    assert_eq!((ran.out.as_str(), ran.err.lines().count()), ("", 2));
}

#[test]
fn a_folder_without_articles() {
    let folder = Folder::new();
    let path = folder.file("in/notes.md", "متن").replace("/notes.md", "");
    said(&khabar(&["extract", &path]), INPUT, &[&path, "holds no .txt, .jsonl, .html or .warc file"]);
}

#[test]
fn a_file_of_another_kind() {
    let folder = Folder::new();
    let path = folder.file("page.pdf", "%PDF-1.7");
    said(&khabar(&["extract", &path]), INPUT, &[&path, "is no text, JSON Lines, HTML or WARC"]);
}

#[test]
fn an_empty_text() {
    let folder = Folder::new();
    let path = folder.file("empty.txt", " \n\n");
    said(&khabar(&["extract", &path]), INPUT, &[&path, "the text is empty"]);
    let path = folder.file("empty.jsonl", "{\"id\":\"a\",\"text\":\"متن\"}\n{\"id\":\"b\",\"text\":\" \"}\n");
    said(&khabar(&["extract", &path]), INPUT, &[&path, "line 2", "the text is empty"]);
}

#[test]
fn bytes_that_are_no_utf8() {
    let folder = Folder::new();
    let path = folder.file("arabic.txt", b"abc \xC7\xED\xD1\xC7\xE4");
    said(&khabar(&["extract", &path]), INPUT, &[&path, "not UTF-8", "at 4", "convert it to UTF-8"]);
    let path = folder.file("arabic.jsonl", b"{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"\xC7\xED\"}\n");
    said(&khabar(&["extract", &path]), INPUT, &[&path, "line 2", "not UTF-8"]);
}

#[test]
fn a_line_that_is_no_article() {
    let folder = Folder::new();
    let path = folder.file("in.jsonl", "{\"id\":\"a\"}\n{\"text\":\"متن\"}\n{\"id\":\"c\",\n[]\n");
    let ran = khabar(&["extract", &path]);
    said(&ran, INPUT, &[&path, "line 1", "the field \"text\" is missing"]);
    said(&ran, INPUT, &[&path, "line 2", "the field \"id\" is missing"]);
    said(&ran, INPUT, &[&path, "line 3", "column", "\"id\" and \"text\""]);
    said(&ran, INPUT, &[&path, "line 4", "column"]);
    said(&ran, INPUT, &["4 inputs could not be read"]);
}

#[test]
fn standard_input_is_named_too() {
    let ran = khabar_reading(&["extract", "-"], "{\"id\":\"a\",\"text\":\"متن\"}\nnonsense\n");
    said(&ran, INPUT, &["standard input: line 2"]);
}

#[test]
fn a_bad_article_does_not_stop_the_others() {
    let folder = Folder::new();
    folder.file("in/1.txt", "وزیر کشور به هرات سفر کرد.");
    folder.file("in/2.txt", b"\xFF\xFE");
    let path = folder
        .file("in/3.jsonl", "{\"id\":\"x\",\"text\":\"متن\"}\n{\"id\":\"bad\"}\n{\"id\":\"y\",\"text\":\"متن\"}\n");
    let input = folder.path("in");
    let ran = khabar(&["extract", "-f", "jsonl", &input]);
    let lines = json_lines(&ran.out);
    assert_eq!(lines.iter().map(|l| string(l, "id")).collect::<Vec<_>>(), ["1", "x", "y"]);
    said(&ran, INPUT, &["2.txt", "not UTF-8"]);
    said(&ran, INPUT, &[&path, "line 2"]);
    said(&ran, INPUT, &["2 inputs could not be read; the others are done"]);

    let base = folder.path("kb");
    let ran = khabar(&["ingest", &base, &input]);
    said(&ran, INPUT, &["2 inputs could not be read; the others are done"]);
    assert!(ran.out.contains("3 added"), "{ran:?}");
    // What stands there is what the good articles alone give: no trace of the bad ones, nothing half-written.
    fs::remove_file(folder.path("in/2.txt")).expect("the file can be deleted");
    folder.file("in/3.jsonl", "{\"id\":\"x\",\"text\":\"متن\"}\n{\"id\":\"y\",\"text\":\"متن\"}\n");
    let fresh = folder.path("fresh");
    khabar(&["ingest", &fresh, &input]).fine();
    assert_eq!(tree(&base), tree(&fresh));
}

#[test]
fn one_id_for_two_texts() {
    let folder = Folder::new();
    let input = folder.file("in.jsonl", "{\"id\":\"a\",\"text\":\"متن\"}\n{\"id\":\"a\",\"text\":\"متن دیگر\"}\n");
    let ran = khabar(&["ingest", &folder.path("kb"), &input]);
    assert!(ran.code != 0 && ran.err.contains("`a` came twice") && ran.err.lines().count() == 1, "{ran:?}");
}

#[test]
fn a_malformed_query() {
    let base = &BASE.1;
    let ran = khabar(&["query", base, "SELECT ?x\nWHERE { ?x a }"]);
    said(&ran, USAGE, &["line 2, column"]);
    assert_eq!((ran.out.as_str(), ran.err.lines().count()), ("", 1));
    let ran = khabar(&["query", base, "SELECT ?x WHERE { ?x a unknown:Thing }"]);
    said(&ran, USAGE, &["unknown"]);
    assert_eq!(ran.err.lines().count(), 1);
}

#[test]
fn a_malformed_query_in_a_file_is_said_with_the_file() {
    let folder = Folder::new();
    let base = &BASE.1;
    let file = folder.file("q.rq", "# Who?\nSELECT ?x WHERE { ?x a }");
    said(&khabar(&["query", base, "-f", &file]), USAGE, &[&file, "line 2"]);
    let missing = folder.path("none.rq");
    said(&khabar(&["query", base, "-f", &missing]), USAGE, &[&missing, "name a file with a SPARQL query"]);
}

#[test]
fn an_answer_in_a_form_that_it_does_not_have() {
    let base = &BASE.1;
    said(&khabar(&["query", base, "ASK { ?s ?p ?o }", "--format", "turtle"]), USAGE, &["use table, csv"]);
    let construct = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }";
    said(&khabar(&["query", base, construct, "--format", "csv"]), USAGE, &["a graph", "use turtle"]);
}

#[test]
fn a_query_has_no_network() {
    let base = &BASE.1;
    let ran = khabar(&["query", base, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"]);
    assert!(ran.code == USAGE && ran.err.lines().count() == 1, "{ran:?}");
}

#[test]
fn a_folder_that_is_no_knowledge_base() {
    let folder = Folder::new();
    let (missing, file) = (folder.path("none"), folder.file("file", "x"));
    let other = folder.file("other/notes.txt", "x").replace("/notes.txt", "");
    let commands: [(&str, &[&str]); 4] =
        [("query", &["ASK {}"]), ("export", &["-fdot"]), ("list", &[]), ("retract", &["a"])];
    for (command, rest) in commands {
        let with = |base: &str| khabar(&[&[command, base], rest].concat());
        said(&with(&missing), INPUT, &[&missing, "there is no such folder", "khabar ingest"]);
        said(&with(&file), INPUT, &[&file, "is a file"]);
        said(&with(&other), INPUT, &[&other, "is no knowledge base", "khabar ingest"]);
    }
    // A check takes articles, too, so other paths are read as such.
    said(&khabar(&["check", &missing]), INPUT, &[&missing, "there is no such folder", "khabar ingest"]);
    said(&khabar(&["check", &file]), INPUT, &[&file, "is no text, JSON Lines, HTML or WARC"]);
    // Nothing is written into a folder that holds something else.
    said(&khabar(&["ingest", &other, &article_file()]), INPUT, &[&other, "is no knowledge base"]);
    assert_eq!(tree(&other).len(), 1);
}

#[test]
fn a_knowledge_base_with_a_torn_file() {
    let folder = Folder::new();
    let base = knowledge_base(&folder);
    let name = tree(&base).into_keys().find(|p| p.extension().is_some_and(|e| e == "nq")).expect("a file");
    let path = format!("{base}/{}", name.display());
    fs::write(&path, "<a> <b> .\n").expect("the file can be written");
    let ran = khabar(&["query", &base, "ASK {}"]);
    assert!(ran.code != 0 && ran.err.contains(&path) && ran.err.contains("line 1"), "{ran:?}");
    fs::write(format!("{base}/manifest.json"), "{").expect("the file can be written");
    let ran = khabar(&["list", &base]);
    assert!(ran.code == 3 && ran.err.contains("manifest.json") && ran.err.contains("line 1"), "{ran:?}");
}

#[test]
fn wrong_usage() {
    for arguments in [
        &[] as &[&str],
        &["extract"],
        &["translate", "x"],
        &["extract", "-f", "yaml", "x"],
        &["query", "kb"],
        &["export", "kb"],
        &["export", "kb", "-f", "png"],
    ] {
        let ran = khabar(arguments);
        assert!(ran.code == USAGE && ran.out.is_empty() && !ran.err.is_empty(), "{arguments:?}: {ran:?}");
    }
    assert!(khabar(&["export", "kb", "-f", "png"]).err.contains("graphml"));
}

#[test]
fn a_rule_pack_with_a_fault_is_said_with_its_place() {
    let folder = Folder::new();
    folder.file("rules/events/mine.toml", "[[event]]\nid = \"mine\"\ntype = \"Meat\"\nnouns = [\"دیدار\"]\n");
    let rules = folder.path("rules");
    let ran = khabar(&["--add-rules", &rules, "extract", &article_file()]);
    assert!(ran.code == USAGE && ran.out.is_empty(), "{ran:?}");
    for part in ["events/mine.toml:3:8", "unknown event type `Meat`", "did you mean `Meet`?"] {
        assert!(ran.err.contains(part), "{part} is not in\n{}", ran.err);
    }
    let lint = khabar(&["--add-rules", &rules, "rules", "lint"]);
    assert!(lint.code == 1 && lint.out.contains("events/mine.toml:3:8"), "{lint:?}");
    let missing = folder.path("none");
    said(&khabar(&["--rules", &missing, "rules", "list"]), USAGE, &[&missing, "takes a folder that holds"]);
}
