//! A rule pack of another language runs through the same engine: word order, forms of verbs, prepositions are data.

use crate::support::{Folder, json_lines, khabar, list, root, string};
use serde_json::Value;

fn pack() -> String {
    root("tests/packs/english").display().to_string()
}

/// What the pack finds in a text, a line for each event: type, trigger, polarity, and fillers as `role=text`.
fn found(text: &str) -> Vec<String> {
    let folder = Folder::new();
    let article = folder.file("article.txt", text);
    let lines = json_lines(&khabar(&["--rules", &pack(), "extract", "-f", "jsonl", &article]).fine());
    let told = |event: &Value| {
        let roles = list(event, "args").iter().map(|a| format!("{}={}", string(a, "role"), string(a, "text")));
        let roles: Vec<String> = roles.collect();
        let [kind, trigger, polarity] = ["type", "trigger", "polarity"].map(|field| string(event, field));
        format!("{kind} “{trigger}” {polarity}: {}", roles.join(", "))
    };
    list(&lines[0], "events").iter().map(told).collect()
}

#[test]
fn the_english_pack_has_no_faults_and_its_examples_hold() {
    let said = khabar(&["--rules", &pack(), "rules", "lint", "--examples"]).fine();
    assert_eq!(said, "0 errors, 0 warnings\n");
}

#[test]
fn an_english_sentence_tells_who_met_whom() {
    let events = found("The foreign minister met the ambassador in Cairo.");
    assert_eq!(
        events,
        ["Meet “met” positive: participant=The foreign minister, participant=the ambassador, place=Cairo"]
    );
}

#[test]
fn an_english_sentence_tells_who_was_arrested_by_whom_and_what_did_not_happen() {
    let events = found("Three smugglers were arrested by the police. The ambassador did not meet the president.");
    assert_eq!(
        events,
        [
            "Arrest “were arrested” positive: patient=Three smugglers, agent=the police",
            "Meet “did not meet” negative: participant=The ambassador, participant=the president",
        ]
    );
}

#[test]
fn who_does_something_on_a_visit_is_the_visitor() {
    let events = found("The minister praised the police on a visit in Cairo.");
    assert_eq!(events[1], "Visit “visit” positive: agent=The minister, place=Cairo");
}

#[test]
fn the_graph_of_an_english_text_is_in_english_and_valid() {
    let folder = Folder::new();
    let article = folder.file("article.txt", "The foreign minister met the ambassador in Cairo.");
    let graph = khabar(&["--rules", &pack(), "extract", "-f", "nquads", &article]).fine();
    assert!(graph.contains("\"the ambassador\"@en") && graph.contains("\"Cairo\"@en"), "{graph}");
    assert!(!graph.contains("@fa"), "{graph}");
    let base = folder.path("kb");
    khabar(&["--rules", &pack(), "ingest", &base, &article]).fine();
    let checked = khabar(&["--rules", &pack(), "check", &base]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    let drawn = khabar(&["--rules", &pack(), "export", &base, "-f", "dot"]).fine();
    assert!(drawn.contains("The foreign minister met the ambassador"), "{drawn}");
    let linked = khabar(&["--rules", &pack(), "export", &base, "-f", "jsonld"]).fine();
    assert!(linked.contains("\"@language\": \"en\"") && !linked.contains("\"fa\""), "{linked}");
}

#[test]
fn a_language_that_is_no_tag_is_an_error_at_its_place() {
    let folder = Folder::new();
    folder.file("more/pack.toml", "name = \"x\"\nlanguage = \"not a tag\"\nversion = \"1\"\n");
    let said = khabar(&["--rules", &pack(), "--add-rules", &folder.path("more"), "rules", "lint"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("`not a tag` is no language tag") && said.out.contains("pack.toml:2:12"), "{}", said.out);
}
