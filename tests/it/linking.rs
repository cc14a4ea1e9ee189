//! What is the same across articles: found, counted, dropped, computed again, and never mixed into articles.

use crate::support::{Folder, csv_rows, khabar, list, number, string, tree};
use serde_json::{Value, json};
use std::path::Path;

/// Two tellings of one meeting, a later meeting of the same two, and a denial.
const MEETINGS: [(&str, &str, &str); 4] = [
    (
        "first",
        "2024-05-12",
        "عباس عراقچی، وزیر خارجه ایران، روز شنبه در بغداد با فواد حسین، وزیر خارجه عراق، دیدار کرد.",
    ),
    ("second", "2024-05-13", "فواد حسین، وزیر خارجه عراق، ۲۲ اردیبهشت با عباس عراقچی در بغداد ملاقات کرد."),
    ("later", "2024-07-20", "عباس عراقچی، وزیر خارجه ایران، دیروز در بغداد با فواد حسین دیدار کرد."),
    ("denied", "2024-05-12", "عباس عراقچی، وزیر خارجه ایران، روز شنبه در بغداد با فواد حسین دیدار نکرد."),
];

fn ingested(folder: &Folder, name: &str, articles: &[(&str, &str, &str)]) -> String {
    let line = |(id, day, text): &(&str, &str, &str)| json!({ "id": id, "published": day, "text": text }).to_string();
    let lines: Vec<String> = articles.iter().map(line).collect();
    let base = folder.path(name);
    khabar(&["ingest", &base, &folder.file("in.jsonl", lines.join("\n"))]).fine();
    base
}

fn linked(base: &str, more: &[&str]) -> Value {
    let arguments: Vec<&str> = ["link", base, "-f", "json"].into_iter().chain(more.iter().copied()).collect();
    serde_json::from_str(&khabar(&arguments).fine()).expect("JSON")
}

fn articles(of: &Value) -> Vec<[&str; 2]> {
    let id = |pair, end| string(pair, end).split('/').nth(6).unwrap_or_default();
    list(of, "same_events").iter().map(|pair| [id(pair, "thing"), id(pair, "same_as")]).collect()
}

#[test]
fn two_tellings_are_one_happening_and_another_day_or_a_denial_is_not() {
    let folder = Folder::new();
    let base = ingested(&folder, "kb", &MEETINGS);
    let links = linked(&base, &[]);
    assert_eq!(articles(&links), [["first", "second"]]);
    assert_eq!((number(&links, "events"), number(&links, "happenings")), (4, 3));
    let pair = &list(&links, "same_events")[0];
    assert!(pair["score"].as_f64().is_some_and(|score| score >= 0.65), "{pair}");
    for part in ["the same type Meet", "2024-05-11", "فواد حسین", "بغداد"] {
        assert!(string(pair, "reason").contains(part), "{part}: {pair}");
    }
    let sparql = "SELECT ?reason { ?e kb:sameEvent ?f . ?e kb:happening ?h . ?f kb:happening ?h .
                  ?i a kb:Identity ; rdf:subject ?e ; rdf:object ?f ; kb:score ?s ; kb:reason ?reason FILTER(?s > 0.6) }";
    assert_eq!(csv_rows(&khabar(&["query", &base, sparql, "--format", "csv"]).fine()).len(), 1);
    let counted: Value = serde_json::from_str(&khabar(&["stats", &base, "-f", "json"]).fine()).expect("JSON");
    let meetings = &counted["events_by_type"]["Meet"];
    assert_eq!((number(meetings, "told"), number(meetings, "distinct")), (4, 3));
    assert!(khabar(&["check", &base]).fine().ends_with(": valid\n"));
}

#[test]
fn links_touch_no_article_and_are_dropped_without_a_trace() {
    let folder = Folder::new();
    let base = ingested(&folder, "kb", &MEETINGS);
    let before = tree(&base);
    linked(&base, &[]);
    let mut after = tree(&base);
    let links = after.remove(Path::new("links.nq")).expect("the links have a file of their own");
    assert_eq!(after, before);
    khabar(&["link", &base, "--drop"]).fine();
    assert_eq!(tree(&base), before);
    linked(&base, &[]);
    assert_eq!(tree(&base)[Path::new("links.nq")], links, "computed again, they are the same bytes");
}

#[test]
fn links_of_other_articles_than_those_that_are_there_do_not_count() {
    let folder = Folder::new();
    let base = ingested(&folder, "kb", &MEETINGS);
    linked(&base, &[]);
    let asked = || khabar(&["query", &base, "ASK { ?e kb:sameEvent ?f }"]);
    assert_eq!(asked().fine(), "true\n");
    khabar(&["retract", &base, "second"]).fine();
    let outdated = asked();
    assert_eq!(outdated.out, "false\n");
    assert!(khabar(&["stats", &base]).fine().contains("run khabar link again"));
    assert_eq!(articles(&linked(&base, &[])), Vec::<[&str; 2]>::new());
    assert_eq!(
        number(
            &serde_json::from_str::<Value>(&khabar(&["stats", &base, "-f", "json"]).fine()).expect("JSON")["events"],
            "distinct"
        ),
        3
    );
}

#[test]
fn a_lost_manifest_is_rebuilt_beside_links() {
    let folder = Folder::new();
    let base = ingested(&folder, "kb", &MEETINGS);
    linked(&base, &[]);
    let before = tree(&base);
    std::fs::remove_file(format!("{base}/manifest.json")).expect("the manifest is there");
    khabar(&["ingest", &base, &folder.path("in.jsonl")]).fine();
    assert_eq!(tree(&base), before);
    assert_eq!(khabar(&["query", &base, "ASK { ?e kb:sameEvent ?f }"]).fine(), "true\n");
}

#[test]
fn the_threshold_decides_how_sure_an_identity_must_be() {
    let folder = Folder::new();
    let texts = [
        ("one", "2024-05-12", "عباس عراقچی دیروز با فواد حسین دیدار کرد."),
        ("two", "2024-05-12", "عباس عراقچی دیروز در بغداد دیدار کرد."),
    ];
    let base = ingested(&folder, "kb", &texts);
    assert_eq!(articles(&linked(&base, &["--threshold", "0.6"])).len(), 1);
    assert_eq!(articles(&linked(&base, &["--threshold", "0.7"])).len(), 0);
    let wrong = khabar(&["link", &base, "--threshold", "2"]);
    assert!(wrong.code == 2 && wrong.err.contains("between 0 and 1"), "{wrong:?}");
}

#[test]
fn a_surname_of_one_article_is_the_person_of_another_only_with_more_in_common() {
    let folder = Folder::new();
    let texts = [
        ("full", "2024-05-12", "سلمان چودری، وزیر کشور پاکستان، وارد رباط شد."),
        ("office", "2024-05-12", "چودری، وزیر کشور پاکستان، وارد رباط شد."),
        ("bare", "2024-05-12", "آقای چودری وارد تونس شد."),
    ];
    let base = ingested(&folder, "kb", &texts);
    let joined = linked(&base, &[]);
    let surnames: Vec<&str> = list(&joined, "same_entities").iter().map(|pair| string(pair, "thing")).collect();
    assert!(matches!(surnames[..], [one] if one.contains("article/office/")), "{surnames:?}");
}
