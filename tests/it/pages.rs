//! Pages of HTML: what of them is the article. `tests/pages` has ten in the shapes that pages come in, each with what
//! must be read from it beside it.

use crate::support::{Folder, json_lines, khabar, khabar_reading, root, string};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

const ASK: &str = "SELECT ?id ?title ?published ?publisher ?url ?text {
  ?article dct:identifier ?id ; nif:isString ?text
  OPTIONAL { ?article dct:title ?title } OPTIONAL { ?article dct:issued ?published }
  OPTIONAL { ?article schema:publisher/rdfs:label|schema:publisher ?publisher FILTER(isLiteral(?publisher)) }
  OPTIONAL { ?article schema:url ?url }
} ORDER BY ?id";

/// What a knowledge base says of its articles, by their ids.
fn stored(base: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let answer = khabar(&["query", base, ASK, "--format", "json"]).fine();
    let answer: Value = serde_json::from_str(&answer).expect("the answer is JSON");
    let rows = answer["results"]["bindings"].as_array().expect("the answer has rows");
    rows.iter()
        .map(|row| {
            let row = row.as_object().expect("a row");
            let mut fields: BTreeMap<String, String> =
                row.iter().map(|(name, value)| (name.clone(), string(value, "value").to_owned())).collect();
            (fields.remove("id").expect("an article has an id"), fields)
        })
        .collect()
}

#[test]
fn ten_pages_give_title_day_publisher_address_and_text_exactly() {
    let folder = Folder::new();
    let base = folder.path("kb");
    khabar(&["ingest", &base, &root("tests/pages").display().to_string()]).fine();
    let found = stored(&base);
    assert_eq!(found.len(), 10);
    let mut wrong = String::new();
    for (id, fields) in &found {
        let expected = fs::read_to_string(root(&format!("tests/pages/{id}.toml"))).expect("each page has its article");
        let expected: BTreeMap<String, String> = toml::from_str(&expected).expect("the article is TOML");
        if *fields != expected {
            wrong += &format!("{id}:\nfound {fields:#?}\nexpected {expected:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_page_on_standard_input_is_known_by_its_first_bytes() {
    let page = fs::read(root("tests/pages/agency.html")).expect("the page is there");
    let lines = json_lines(&khabar_reading(&["extract", "-f", "jsonl", "-"], &page).fine());
    assert_eq!(lines.iter().map(|line| string(line, "id")).collect::<Vec<_>>(), ["stdin"]);
}

#[test]
fn a_page_without_prose_is_said_to_have_no_article() {
    let folder = Folder::new();
    let path =
        folder.file("front.html", "<title>خانه</title><ul><li><a href=1>خبر نخست</a><li><a href=2>خبر دوم</a></ul>");
    let ran = khabar(&["extract", &path]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("front.html: no article was found in the page"), "{ran:?}");
}

#[test]
fn a_page_in_an_undeclared_encoding_is_told_and_not_guessed() {
    let folder = Folder::new();
    let path = folder.file("old.html", b"<p>\xC7\xED\xD1\xC7\xE4</p>");
    let ran = khabar(&["extract", &path]);
    assert!(ran.code == 3 && ran.err.contains("not UTF-8 (first bad byte at 3)"), "{ran:?}");
}

#[test]
fn words_of_an_added_pack_end_an_article() {
    let folder = Folder::new();
    let prose = "The president of the council met the minister of trade in Geneva on Monday to speak about fish.";
    let path = folder.file("page.html", format!("<p>{prose}</p><p>End of story 12</p><p>{prose} Again.</p>"));
    folder.file("rules/boilerplate.toml", "end = [\"end of story\"]\naside = []\n");
    let (base, rules) = (folder.path("kb"), folder.path("rules"));
    khabar(&["ingest", &base, &path]).fine();
    assert!(stored(&base)["page"]["text"].contains("End of story"));
    khabar(&["--add-rules", &rules, "ingest", &base, &path]).fine();
    assert_eq!(stored(&base)["page"]["text"], prose);
}
