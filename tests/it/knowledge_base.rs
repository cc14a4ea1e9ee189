//! Looking into a knowledge base: counts, and articles with what was found in them.

use crate::support::{ARTICLE, BASE, Folder, csv_rows, khabar, list, number, string};
use serde_json::{Value, json};

fn ingested(folder: &Folder, articles: &[(&str, &str)]) -> String {
    let lines: Vec<String> = articles.iter().map(|(id, text)| json!({ "id": id, "text": text }).to_string()).collect();
    let base = folder.path("kb");
    khabar(&["ingest", &base, &folder.file("in.jsonl", lines.join("\n"))]).fine();
    base
}

fn answer(base: &str, sparql: &str) -> usize {
    let rows = csv_rows(&khabar(&["query", base, sparql, "--format", "csv"]).fine());
    rows[0][0].parse().expect("a number")
}

#[test]
fn counts_are_what_queries_count() {
    let base = &BASE.1;
    let counted: Value = serde_json::from_str(&khabar(&["stats", base, "-f", "json"]).fine()).expect("JSON");
    assert_eq!((number(&counted, "articles"), string(&counted, "links")), (1, "none"));
    let count = |pattern: &str| answer(base, &format!("SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}"));
    assert_eq!(number(&counted["events"], "told"), count("?x a sem:Event"));
    assert_eq!(number(&counted["events"], "mentions"), count("?x a kb:EventMention"));
    assert_eq!(number(&counted["entities"], "told"), count("?x a kb:Entity"));
    assert_eq!(number(&counted["entities"], "mentions"), count("?x a kb:EntityMention"));
    assert_eq!(number(&counted["events_by_type"]["Meet"], "told"), count("?x a kb:Meet"));
    assert_eq!(number(&counted["entities_by_type"]["Person"], "told"), count("?x a kb:Person"));
    assert_eq!(number(&counted["facts"], "position"), count("?x a kb:Fact ; rdf:predicate kb:position"));
    let actual = number(&counted["events_by_factuality"]["positive"], "actual");
    assert_eq!(actual, count("?x a sem:Event ; kb:polarity kb:positive ; kb:modality kb:actual"));
    let statements = answer(base, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(!STRENDS(STR(?g), 'ns')) }");
    assert_eq!(number(&counted, "statements"), statements);
    let rules = list(&counted, "rules");
    assert_eq!(rules.len(), count("?m kb:rule ?x"));
    let found: usize = rules.iter().map(|rule| number(rule, "found")).sum();
    assert_eq!(found, count("?x kb:rule ?r"));
    assert!(counted["events"]["distinct"].is_null(), "nothing is linked");
}

#[test]
fn counts_are_shown_as_tables() {
    let table = khabar(&["stats", &BASE.1]).fine();
    assert!(table.starts_with("1 articles, ") && table.contains("not linked"), "{table}");
    for words in ["Meet", "Person", "positive", "position", "rule"] {
        assert!(table.contains(words), "{words} is not in\n{table}");
    }
}

#[test]
fn an_article_is_shown_with_marks_under_what_tells_events() {
    let folder = Folder::new();
    let base = ingested(&folder, &[("visit", "خبر روز\nوزیر کشور به هرات سفر نکرد."), ("other", "باران بارید.")]);
    let shown = khabar(&["show", &base, "visit"]).fine();
    let lines: Vec<&str> = shown.lines().collect();
    let text = lines.iter().position(|line| line.contains("وزیر کشور")).expect("the text is shown");
    // A line of text and the marks below it begin with the same mark of direction.
    assert_eq!(lines[text].chars().next(), Some('\u{200F}'));
    let below = |words: &str| {
        lines[text].chars().zip(lines[text + 1].chars()).filter(|(_, m)| *m == '^').map(|(c, _)| c).collect::<String>()
            == words
    };
    assert!(below("سفر نکرد"), "{shown}");
    assert_eq!(
        lines[text + 2],
        "    Visit \u{2068}سفر نکرد\u{2069}, negative: agent \u{2068}وزیر کشور\u{2069}; destination \u{2068}هرات\u{2069} [visit.trip]"
    );
    assert!(!shown.contains("باران") && !shown.contains('\u{1b}'), "{shown}");
}

#[test]
fn every_event_of_the_article_is_shown_once() {
    let shown = khabar(&["show", &BASE.1, ARTICLE]).fine();
    let mentions = answer(&BASE.1, "SELECT (COUNT(*) AS ?n) { ?m a kb:EventMention }");
    assert_eq!(shown.lines().filter(|line| line.starts_with("    ") && line.ends_with(']')).count(), mentions);
    assert_eq!(shown, khabar(&["show", &BASE.1, ARTICLE]).fine());
}

#[test]
fn an_article_that_is_not_there_is_named() {
    let ran = khabar(&["show", &BASE.1, "nothing"]);
    assert!(ran.code == 2 && ran.err.contains("has no article `nothing`"), "{ran:?}");
}
