//! Why something is in a knowledge base: words, rules, decisions, from the graph alone.

use crate::support::{Folder, Ran, khabar, list, number, string};
use serde_json::{Value, json};
use std::sync::LazyLock;

const TEXT: &str = "سارا کریمی، وزیر فرهنگ نروژ، روز سه‌شنبه در اسلو با داوود رستمی دیدار کرد. \
                    وی از مردم این شهر تشکر کرد. در این دیدار کریمی بر همکاری تأکید کرد.";

static BASE: LazyLock<(Folder, String)> = LazyLock::new(|| {
    let folder = Folder::new();
    let base = folder.path("kb");
    let lines: Vec<String> = ["one", "two"]
        .iter()
        .map(|id| json!({ "id": id, "text": TEXT, "published": "2024-07-20", "title": "دیدار وزیر" }).to_string())
        .collect();
    khabar(&["ingest", &base, &folder.file("in.jsonl", lines.join("\n"))]).fine();
    khabar(&["link", &base]).fine();
    (folder, base)
});

fn explain(what: &str, more: &[&str]) -> Ran {
    let arguments: Vec<&str> = ["explain", &BASE.1, what].into_iter().chain(more.iter().copied()).collect();
    khabar(&arguments)
}

fn explained(what: &str) -> Value {
    serde_json::from_str(&explain(what, &["-f", "json"]).fine()).expect("JSON")
}

/// The words at a place of the article.
fn words(start: usize, end: usize) -> String {
    TEXT.chars().skip(start).take(end - start).collect()
}

#[test]
fn an_event_is_explained_down_to_the_words_and_the_rule() {
    let all = explained("article/one/event/meet-1");
    let event = &all[0];
    assert_eq!((string(event, "kind"), string(event, "type"), string(event, "modality")), ("event", "Meet", "actual"));
    let mentions = list(event, "mentions");
    assert_eq!(mentions.len(), 2, "the meeting and «this meeting»");
    let place = &mentions[0]["place"];
    assert_eq!(string(place, "words"), "دیدار کرد");
    assert_eq!(words(number(place, "start"), number(place, "end")), "دیدار کرد");
    assert!(string(place, "sentence").starts_with("سارا کریمی") && string(place, "sentence").ends_with("دیدار کرد."));
    assert_eq!((string(&place["article"], "iri"), string(place, "published")), ("one", "2024-07-20"));
    let rule = &mentions[0]["rule"];
    assert_eq!(string(rule, "id"), "meet");
    assert!(number(rule, "judged") >= number(rule, "correct") && rule["precision"].is_number(), "{rule}");
    let step = &mentions[1]["joined"];
    assert_eq!((string(step, "reason"), string(step, "words")), ("pointing", "دیدار کرد"));
    assert!(mentions[0]["joined"].is_null());
}

#[test]
fn a_pronoun_is_followed_back_to_the_name() {
    let all = explained("article/one/event/appreciate-2");
    let agent = &list(&list(&all[0], "mentions")[0], "arguments")[0];
    assert_eq!((string(agent, "role"), string(agent, "words")), ("agent", "وی"));
    assert_eq!(string(&agent["filler"], "label"), "سارا کریمی");
    let chain: Vec<&str> = list(agent, "chain").iter().map(|mention| string(mention, "words")).collect();
    assert_eq!(chain, ["وی", "سارا کریمی"]);
    assert_eq!(string(&agent["chain"][0]["joined"], "reason"), "pronoun");
}

#[test]
fn a_place_of_the_gazetteer_shows_its_entry() {
    let all = explained("SELECT ?p { ?e a kb:Meet ; kb:place ?p }");
    assert_eq!(string(&all[0], "kind"), "entity");
    assert_eq!(string(&all[0]["known"], "gazetteer"), "اسلو");
    let text = explain("entity/place-oslo", &["--mentions", "1"]).fine();
    assert!(
        text.contains("gazetteer entry \u{2068}اسلو\u{2069}, city") && text.contains("more; --mentions N"),
        "{text}"
    );
}

#[test]
fn a_fact_is_explained_by_its_words() {
    let all = explained("SELECT ?f { ?f a kb:Fact ; rdf:predicate kb:position }");
    assert_eq!(all.as_array().map(Vec::len), Some(2), "one of each article");
    let fact = &all[0];
    assert_eq!((string(fact, "property"), string(&fact["value"], "label")), ("position", "وزیر فرهنگ"));
    assert!(string(&fact["place"], "sentence").contains(string(&fact["place"], "words")));
}

#[test]
fn the_text_marks_words_and_names_what_is_the_same_elsewhere() {
    let text = explain("article/one/event/meet-1", &[]).fine();
    assert!(text.contains("<سارا کریمی>، وزیر فرهنگ نروژ") && text.contains("[دیدار کرد]"), "{text}");
    assert!(text.contains("rule meet (precision ") && text.contains(" judged)"), "{text}");
    assert!(text.contains("the same as article/two/event/meet-1") && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn a_mention_is_explained_by_its_event_and_a_named_query_may_ask() {
    let mentions =
        "SELECT ?m { ?m a kb:EventMention ; kb:eventType kb:Meet ; nif:referenceContext/dct:identifier 'one' }";
    let text = explain(mentions, &[]).fine();
    assert!(text.starts_with("article/one/event/meet-1 Meet, positive, actual"), "{text}");
    assert_eq!(text.matches("told as Meet").count(), 2, "two mentions of one event explain it once: {text}");
    let named = explain("@who-met-whom", &["--param", "place=اسلو"]).fine();
    assert!(named.contains("article/one/event/meet-1") && named.contains("article/two/event/meet-1"), "{named}");
}

#[test]
fn what_cannot_be_explained_is_said_to_be_so() {
    let unknown = explain("article/one/event/nothing-9", &[]);
    assert!(unknown.code == 2 && unknown.err.contains("no event, entity, fact or link `article/one"), "{unknown:?}");
    let labels = explain("SELECT ?l { ?e a kb:Meet ; rdfs:label ?l }", &[]);
    assert!(labels.code == 2 && labels.err.contains("select the thing itself"), "{labels:?}");
    let wrong = explain("SELECT ?e { ?e a kb:Meet ", &[]);
    assert!(wrong.code == 2 && wrong.err.contains("line 1, column"), "{wrong:?}");
}
