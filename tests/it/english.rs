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
