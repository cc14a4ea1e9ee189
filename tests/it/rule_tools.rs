//! The tools of people who write rules: figures against gold, precision of rules, traces, coverage.
//!
//! The gold here is small and of our own; it is right and wrong in known ways, so every count is known.

use crate::support::{Folder, khabar, list, number, string};
use serde_json::{Value, json};

/// Three texts. The first is found whole. In the second, gold wants what the program does not find (a Statement and the
/// pronoun as a person) and lacks the Visit that it finds. The third has no event.
fn gold() -> String {
    let lines = [
        json!({"id": "one", "text": "وزیر خارجه ایران در تهران با سفیر چین دیدار کرد.",
            "entities": [
                {"type": "Person", "text": "وزیر خارجه ایران"}, {"type": "Place", "text": "ایران"},
                {"type": "Place", "text": "تهران"}, {"type": "Place", "text": "چین"}],
            "events": [{"type": "Meet", "trigger": "دیدار کرد", "args": [
                {"role": "participant", "text": "وزیر خارجه ایران"}, {"role": "participant", "text": "سفیر چین"},
                {"role": "place", "text": "تهران"}]}]}),
        json!({"id": "two", "text": "او از کابل بازدید کرد.",
            "entities": [{"type": "Person", "text": "او"}, {"type": "Place", "text": "کابل", "nth": 1}],
            "events": [{"type": "Statement", "trigger": "بازدید کرد"}]}),
        json!({"id": "three", "text": "هوا امروز خوب است.", "entities": [], "events": []}),
    ];
    lines.map(|l| l.to_string()).join("\n")
}

fn evaluated(arguments: &[&str]) -> Value {
    let folder = Folder::new();
    let file = folder.file("gold.jsonl", gold());
    let mut all = vec!["eval", &*file, "-f", "json"];
    all.extend(arguments);
    serde_json::from_str(&khabar(&all).fine()).expect("JSON")
}

#[test]
fn figures_count_what_is_right_missed_and_false() {
    let report = evaluated(&[]);
    assert_eq!(number(&report, "articles"), 3);
    let counts = |name: &str| ["right", "gold", "found"].map(|field| number(&report[name], field));
    assert_eq!(counts("trigger_found"), [2, 2, 2]);
    assert_eq!(counts("trigger_classified"), [1, 2, 2]);
    assert_eq!(counts("factuality"), [1, 1, 1]);
    let [right, wanted, _] = counts("argument");
    assert_eq!([right, wanted], [3, 3]);
    assert_eq!(counts("entity")[1], 6);
    assert_eq!(report["trigger_classified"]["f1"], json!(0.5));
    assert_eq!(report["by_type"]["Meet"]["right"], json!(1));
    assert!(report["entity_coreference"].is_null(), "this gold has no ids: {report}");
    assert!(report["errors"].is_null());
}

#[test]
fn differences_show_the_words_around_and_the_rule_of_a_false_find() {
    let report = evaluated(&["--errors", "5"]);
    let of = |thing: &str, fault: &str| {
        list(&report, "errors").iter().find(|d| d["thing"] == thing && d["fault"] == fault).expect("there is one")
    };
    let missed = of("event", "missed");
    assert_eq!((string(missed, "type"), string(missed, "words")), ("Statement", "بازدید کرد"));
    assert_eq!(string(missed, "context"), "او از کابل [بازدید کرد].");
    assert_eq!(string(missed, "article"), "two");
    let found = of("event", "false");
    assert_eq!(string(found, "type"), "Visit");
    assert!(string(found, "rule").starts_with("visit"), "{found}");
    assert_eq!(string(of("entity", "missed"), "words"), "او");
    let shorter = evaluated(&["--errors", "0"]);
    assert!(list(&shorter, "errors").is_empty());
}

#[test]
fn the_table_of_figures_has_a_row_for_each_and_types_with_errors() {
    let folder = Folder::new();
    let file = folder.file("gold.jsonl", gold());
    let table = khabar(&["eval", &file]).fine();
    for row in ["entity", "trigger found", "trigger classified", "argument", "polarity and modality"] {
        assert!(table.contains(row), "{row} in {table}");
    }
    assert!(!table.contains("events missed"));
    let errors = khabar(&["eval", &file, "--errors", "3"]).fine();
    assert!(errors.contains("events missed") && errors.contains("Statement") && errors.contains("Person"), "{errors}");
}

#[test]
fn a_line_that_the_program_wrote_is_gold_and_the_program_agrees_with_itself() {
    let folder = Folder::new();
    let text = "وزیر خارجه ایران در تهران با سفیر چین دیدار کرد. این دیدار دو ساعت طول کشید.";
    let article = folder.file("a.jsonl", json!({"id": "a", "text": text}).to_string());
    let mut line: Value = serde_json::from_str(&khabar(&["extract", "-f", "jsonl", &article]).fine()).expect("JSON");
    line["text"] = json!(text);
    let file = folder.file("gold.jsonl", line.to_string());
    let report: Value = serde_json::from_str(&khabar(&["eval", &file, "-f", "json"]).fine()).expect("JSON");
    for name in ["entity", "trigger_classified", "argument", "factuality", "entity_coreference", "event_coreference"] {
        assert_eq!(report[name]["f1"], json!(1.0), "{name}: {report}");
    }
}

#[test]
fn gold_that_is_wrong_is_told_with_its_line() {
    let folder = Folder::new();
    let bad = json!({"id": "b", "text": "متن", "events": [{"type": "Meet", "trigger": "دیدار"}]});
    let file = folder.file("gold.jsonl", format!("{}\n{bad}\n", json!({"id": "a", "text": "متن"})));
    for command in [&["eval", &*file][..], &["rules", "measure", &*file]] {
        let ran = khabar(command);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{}", ran.err);
        assert!(ran.err.contains("line 2 (b)") && ran.err.contains("دیدار"), "{}", ran.err);
    }
    assert_eq!(khabar(&["eval", &folder.path("none.jsonl")]).code, 3);
}

#[test]
fn a_measurement_becomes_the_precision_of_rules_in_the_list_and_in_the_graph() {
    let folder = Folder::new();
    let file = folder.file("gold.jsonl", gold());
    let table = khabar(&["rules", "measure", &file]).fine();
    let rows: Vec<Vec<&str>> = table.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
    assert_eq!(rows[0], ["rule", "true", "false"]);
    let meet = rows.iter().find(|r| r[0].starts_with("meet")).expect("the meeting was found");
    let visit = rows.iter().find(|r| r[0].starts_with("visit")).expect("the visit was found");
    assert_eq!((&meet[1..], &visit[1..]), (&["1", "0"][..], &["0", "1"][..]));
    let day = rows.iter().find(|r| r[0].starts_with("time.")).expect("entity rules are measured, too");
    assert_eq!(day[1..], ["0", "1"], "gold does not have the day of the third text");
    assert!(!rows.iter().any(|r| r[0] == "gazetteer"), "what is no rule of the pack is not measured: {table}");
    assert!(rows[1..].is_sorted(), "{table}");
    assert!(!table.contains(&file), "a table that is shipped names no place on this machine");

    khabar(&["rules", "measure", &file, "-o", &folder.path("measured.tsv")]).fine();
    let written = std::fs::read_to_string(folder.path("measured.tsv")).expect("it was written");
    assert_eq!(written, table);
    folder.file("pack/measured.tsv", format!("{written}gone.rule\t3\t1\n"));
    let pack = folder.path("pack");
    let listed = khabar(&["--add-rules", &pack, "rules", "list"]).fine();
    let row = listed.lines().find(|l| l.contains(meet[0])).expect("the rule is listed");
    assert!(row.contains("1.00 (1 of 1)"), "{row}");
    let lint = khabar(&["--add-rules", &pack, "rules", "lint"]);
    assert_eq!(lint.code, 0);
    assert!(lint.out.contains("no rule `gone.rule`") && lint.out.contains("0 errors, 1 warnings"), "{}", lint.out);
    let graph = khabar(&["--add-rules", &pack, "extract", "-f", "turtle", &file]).fine();
    assert!(graph.contains("kb:precision 1.0"), "{graph}");
    assert!(graph.contains("kb:precision 0.0") && graph.contains("kb:judged 1"));
}

#[test]
fn the_pack_ships_the_precision_of_its_rules() {
    let pack = khabar::rules::Pack::embedded().expect("the pack is sound");
    let judged: u32 = pack.measured.values().map(|counts| counts.judged()).sum();
    let right: u32 = pack.measured.values().map(|counts| counts.right).sum();
    assert!(judged > 1000 && right * 100 > judged * 80, "{right} of {judged}");
}

#[test]
fn a_trace_shows_what_fired_and_the_first_condition_that_failed() {
    let trace = khabar(&["rules", "trace", "وزیر خارجه ایران با سفیر چین دیدار کرد. ورزشکاران به کوه رفتند."]).fine();
    let line = |parts: &[&str]| {
        let all = |l: &&str| parts.iter().all(|p| l.contains(p));
        trace.lines().find(all).unwrap_or_else(|| panic!("no line with {parts:?} in\n{trace}"))
    };
    line(&["fired", "(Meet)", "دیدار کرد", "participant", "وزیر خارجه ایران"]);
    line(&["no", "meet.noun", "دیدار", "part of the trigger"]);
    line(&["fired", "(Move)", "رفتند", "destination"]);
    line(&["no", "visit.go", "requires"]);
    line(&["required slot", "ورزشکاران", "fails its test"]);
    let idle = khabar(&["rules", "trace", "هوا امروز خوب است."]).fine();
    assert!(idle.contains("no word of it is a trigger"), "{idle}");
}

/// Three rules of our own that fail each in another way.
const PICKY: &str = r#"
[[event]]
id = "meet.picky.exclude"
type = "Meet"
about = "Fails because of what it excludes."
verbs = ["دیدار کردن"]
excludes = ["با"]
[[event.example]]
text = "سفیران دیدار کردند."

[[event]]
id = "meet.picky.neighbour"
type = "Meet"
about = "Fails because of its neighbour."
verbs = ["دیدار کردن"]
only_after = ["هرگز"]
[[event.example]]
text = "سفیران هرگز دیدار کردند."

[[event]]
id = "meet.picky.rank"
type = "Meet"
about = "Fails because another is better."
priority = -5
verbs = ["دیدار کردن"]
[[event.example]]
text = "سفیران دیدار کردند."
"#;

#[test]
fn a_trace_names_the_word_at_which_a_condition_failed_and_the_better_rule() {
    let folder = Folder::new();
    folder.file("pack/events/picky.toml", PICKY);
    let sentence = "وزیر خارجه ایران با سفیر چین دیدار کرد.";
    let trace = khabar(&["--add-rules", &folder.path("pack"), "rules", "trace", sentence]).fine();
    let of = |rule: &str| trace.lines().find(|l| l.contains(rule)).unwrap_or_else(|| panic!("{rule} in\n{trace}"));
    let excluded = of("meet.picky.exclude");
    assert!(excluded.contains("سفیر چین") && excluded.contains("which it excludes"), "{excluded}");
    let neighbour = of("meet.picky.neighbour");
    assert!(neighbour.contains("wants before the trigger") && neighbour.contains("چین"), "{neighbour}");
    assert!(of("meet.picky.rank").contains("is better"), "{trace}");
}

#[test]
fn coverage_counts_hits_and_names_what_no_rule_knows() {
    let folder = Folder::new();
    let corpus = [
        json!({"id": "a", "text": "وزیر خارجه ایران با سفیر چین دیدار کرد. کودک در باغ خندید."}),
        json!({"id": "b", "text": "مادر آرام خندید. پدر خندید."}),
    ];
    let file = folder.file("corpus.jsonl", corpus.map(|l| l.to_string()).join("\n"));
    let report: Value =
        serde_json::from_str(&khabar(&["rules", "coverage", &file, "-f", "json"]).fine()).expect("JSON");
    assert_eq!((number(&report, "articles"), number(&report, "sentences")), (2, 4));
    let hits = |id: &str| list(&report, "rules").iter().find(|r| r["rule"] == id).map_or(0, |r| number(r, "hits"));
    assert_eq!(hits("meet"), 1);
    let never: Vec<&str> = list(&report, "never").iter().filter_map(Value::as_str).collect();
    assert!(never.contains(&"die.toll") && !never.contains(&"meet"));
    let laugh = &list(&report, "verbs")[0];
    assert_eq!((string(laugh, "name"), number(laugh, "count")), ("خندیدن", 3));
    assert_eq!(string(laugh, "example"), "کودک در باغ خندید.");
    assert!(!list(&report, "verbs").iter().any(|v| string(v, "name").contains("دیدار")), "{report}");
    let table = khabar(&["rules", "coverage", &file, "--most", "0"]).fine();
    assert!(table.contains("2 articles, 4 sentences") && table.contains("rules that never fired"), "{table}");
    assert!(!table.contains("خندیدن"), "{table}");
}

#[test]
fn a_rule_fills_the_gap_that_coverage_showed() {
    let folder = Folder::new();
    let rule = "[[event]]\nid = \"laugh\"\ntype = \"Statement\"\nabout = \"x\"\nverbs = [\"خندیدن\"]\n\
                [[event.example]]\ntext = \"کودک خندید.\"\n";
    folder.file("pack/events/laugh.toml", rule);
    let file = folder.file("corpus.jsonl", json!({"id": "a", "text": "کودک در باغ خندید."}).to_string());
    let command = ["--add-rules", &folder.path("pack"), "rules", "coverage", &file, "-f", "json"];
    let report: Value = serde_json::from_str(&khabar(&command).fine()).expect("JSON");
    assert!(list(&report, "verbs").is_empty(), "{report}");
    assert!(list(&report, "rules").iter().any(|r| r["rule"] == "laugh" && r["hits"] == 1));
}
