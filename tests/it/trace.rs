//! `khabar rules trace -f json`: every field that `docs/rules.md` names, with places in code points.

use crate::support::{Folder, documented_names, khabar, list, number, root, string};
use serde_json::Value;

/// Rules that fail, each for another reason, beside those of the English pack.
const PICKY: &str = r#"
[[event]]
id = "picky.requires"
type = "Talk"
about = "Needs a person as its object."
verbs = ["praise"]
priority = 1
requires = ["object:Place"]
[[event.example]]
text = "The minister praised Geneva."

[[event]]
id = "picky.neighbour"
type = "Talk"
about = "Must not stand before these words."
verbs = ["praise"]
priority = 2
not_before = ["the"]
[[event.example]]
text = "The minister praised Geneva."
"#;

fn trace(sentence: &str) -> String {
    let folder = Folder::new();
    folder.file("more/events/picky.toml", PICKY);
    let english = root("tests/packs/english").display().to_string();
    let command = ["--rules", &english, "--add-rules", &folder.path("more"), "rules", "trace", "-f", "json", sentence];
    khabar(&command).fine()
}

#[test]
fn a_trace_as_json_tells_what_fired_and_at_which_words_the_others_failed() {
    let told = trace("The minister praised the police.");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("trace", told);
    });
}

#[test]
fn places_of_a_trace_are_code_points_of_the_whole_text() {
    let sentence = "خبر خوب. وزیر خارجه ایران با سفیر چین دیدار کرد.";
    let told: Value = serde_json::from_str(&khabar(&["rules", "trace", "-f", "json", sentence]).fine()).expect("JSON");
    let letters: Vec<char> = sentence.chars().collect();
    let fired = &list(&list(&told, "sentences")[1], "rules")[0];
    assert_eq!((string(fired, "rule"), string(fired, "outcome")), ("meet", "fired"));
    for place in list(fired, "roles").iter().chain([&fired["trigger"]]) {
        let quoted: String = letters[number(place, "start")..number(place, "end")].iter().collect();
        assert_eq!(quoted, string(place, "text"));
    }
}

#[test]
fn every_field_and_outcome_of_a_trace_is_documented() {
    let told = trace("The minister praised the police. The minister met the deadline.");
    let names = documented_names(&serde_json::from_str(&told).expect("JSON"));
    assert!(names.len() > 10, "{names:?}");
}

/// Claims to mentions of an English sentence as lines of `rule, text: reason`.
fn claims(sentence: &str) -> Vec<String> {
    let english = root("tests/packs/english").display().to_string();
    let said = khabar(&["--rules", &english, "rules", "trace", "--mentions", "-f", "json", sentence]).fine();
    let report: Value = serde_json::from_str(&said).expect("JSON");
    let told = |c: &Value| format!("{}, {}: {}", string(c, "rule"), string(c, "text"), string(c, "reason"));
    list(&list(&report, "sentences")[0], "mentions").iter().map(told).collect()
}

#[test]
fn a_trace_of_mentions_tells_what_is_found_and_why_a_head_noun_gives_nothing() {
    let told = claims("The minister praised three smugglers in Geneva.");
    let expected = [
        "person.human, three smugglers: it is a mention",
        "gazetteer, Geneva: it is a mention",
        "person.human, minister: none of its `needs` holds: bare, modified, counted, indefinite",
    ];
    assert_eq!(told, expected);
    let plain = khabar(&["rules", "trace", "-f", "json", "باران در رشت بارید."]).fine();
    assert!(!plain.contains("\"mentions\""), "{plain}");
}

#[test]
fn a_claim_that_loses_its_words_names_the_winner() {
    let said = khabar(&["rules", "trace", "--mentions", "سفیر مراکش با وزارت کشور پاکستان گفت‌وگو کرد."]).fine();
    let said = said.replace(['\u{2068}', '\u{2069}'], "");
    assert!(said.contains("  found  gazetteer (Organization): وزارت کشور پاکستان\n"), "{said}");
    assert!(said.contains("    no   gazetteer (Place) at پاکستان: gazetteer has وزارت کشور پاکستان\n"), "{said}");
}
