//! The strictness of the rule loader: all faults at once, at their place, with what to do; and what an added folder of
//! rules changes and what it leaves.

use crate::support::{Folder, khabar, root};

fn english() -> String {
    root("tests/packs/english").display().to_string()
}

/// Runs a command on the English pack with a folder of rules laid over it.
fn with(added: &str, command: &[&str]) -> crate::support::Ran {
    let english = english();
    khabar(&[&["--rules", english.as_str(), "--add-rules", added], command].concat())
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

const OTHER_MEETING: &str = r#"
[[event]]
id = "en.meet"
type = "Talk"
about = "To meet is to talk."
verbs = ["meet"]
[event.roles]
participant = ["subject", "object"]
[[event.example]]
text = "The president met the minister."
yields = { participant = ["The president", "the minister"] }
"#;

#[test]
fn every_fault_of_a_pack_is_told_at_once() {
    let said = with(&root("tests/packs/faulty").display().to_string(), &["rules", "lint"]);
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    snapshot("faults_of_a_pack", &said.out);
}

#[test]
fn an_added_rule_overrides_the_rule_of_its_id_and_no_other_of_its_file() {
    let folder = Folder::new();
    folder.file("more/events/meet.toml", OTHER_MEETING);
    let said = with(&folder.path("more"), &["rules", "lint"]).fine();
    assert!(said.contains("note: `en.meet` overrides the rule of that id in events/meet.toml:9:6"), "{said}");
    assert!(said.ends_with("0 errors, 0 warnings\n"), "{said}");
    let listed = with(&folder.path("more"), &["rules", "list"]).fine();
    let cell = |id: &str| format!("{id} ");
    let rule = |id: &str| listed.lines().filter(|l| l.starts_with(&cell(id))).collect::<Vec<_>>();
    let [overridden] = rule("en.meet")[..] else { panic!("{listed}") };
    assert!(overridden.contains("Talk") && overridden.contains("To meet is to talk."), "{overridden}");
    assert_eq!(rule("en.meeting").len(), 1, "the rest of the file stays:\n{listed}");
}

#[test]
fn an_added_rule_overrides_from_a_file_of_any_path() {
    let folder = Folder::new();
    folder.file("more/events/mine/other.toml", OTHER_MEETING);
    let said = with(&folder.path("more"), &["rules", "test", "en.meet"]).fine();
    // Two examples and a counterexample of the overridden rule are gone, those of `en.meeting` remain.
    assert_eq!(said, "3 examples, 3 hold, 0 fail\n");
}

#[test]
fn an_added_table_replaces_the_table_of_its_path() {
    let folder = Folder::new();
    folder.file("more/lexicon/verbs.tsv", "infinitive\tpast\tpresent\tpreverb\tclass\nmeet\tmet\tmeet\t\t\n");
    let said = with(&folder.path("more"), &["rules", "lint"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("`praise` is no verb of the lexicon"), "{}", said.out);
}

#[test]
fn sub_patterns_of_one_name_in_two_files_do_not_meet() {
    let folder = Folder::new();
    for (file, word) in [("one", "table"), ("two", "chair")] {
        let text = format!(
            "[sub]\nthing = '{word}'\n[[pattern]]\nid = \"{file}\"\ntype = \"Product\"\nmatch = '$thing'\n\
             [[pattern.example]]\ntext = \"The minister met the {word}.\"\nyields = [\"{word}\"]\n"
        );
        folder.file(&format!("more/patterns/{file}.toml"), text);
    }
    let said = with(&folder.path("more"), &["rules", "lint", "--examples"]).fine();
    assert_eq!(said, "0 errors, 0 warnings\n");
}

#[test]
fn a_failing_example_is_a_fault_at_its_place() {
    let folder = Folder::new();
    let rule = OTHER_MEETING.replace("\"The president\", ", "\"The ambassador\", ");
    folder.file("more/events/meet.toml", rule);
    let linted = with(&folder.path("more"), &["rules", "lint", "--examples"]);
    assert_eq!((linted.code, linted.err.as_str()), (1, ""));
    snapshot("failing_example", &linted.out);
    let tested = with(&folder.path("more"), &["rules", "test", "en.meet"]);
    assert_eq!(tested.code, 1);
    let fault = &linted.out[linted.out.find("error:").expect("an error")..linted.out.find("1 errors").expect("a sum")];
    assert!(tested.out.starts_with(fault), "{}", tested.out);
}

/// A rule with an example, a counterexample and a pattern's pair that fail, each with or without `pending`.
fn failing(pending: &str) -> Folder {
    let folder = Folder::new();
    let rule = format!(
        "[[event]]\nid = \"en.greet\"\ntype = \"Talk\"\nabout = \"x\"\nnouns = [\"deadline\"]\n\
         [[event.example]]\ntext = \"The minister met the president.\"\n{pending}\
         [[event.counterexample]]\ntext = \"The minister praised the deadline.\"\n{pending}"
    );
    folder.file("more/events/greet.toml", rule);
    let pattern = format!(
        "[[pattern]]\nid = \"en.greeted\"\ntype = \"Product\"\nabout = \"x\"\nmatch = 'deadline'\n\
         [[pattern.example]]\ntext = \"The minister met the president.\"\nyields = [\"president\"]\n{pending}\
         [[pattern.counterexample]]\ntext = \"The minister praised the deadline.\"\n{pending}"
    );
    folder.file("more/patterns/greet.toml", pattern);
    folder
}

#[test]
fn what_fails_is_an_error_unless_it_is_pending() {
    let folder = failing("");
    let tested = with(&folder.path("more"), &["rules", "test", "en.greet"]);
    assert_eq!(tested.code, 1);
    assert!(tested.out.ends_with("4 examples, 0 hold, 4 fail\n"), "{}", tested.out);
    let linted = with(&folder.path("more"), &["rules", "lint", "--examples"]);
    assert_eq!(linted.code, 1);
    assert!(linted.out.ends_with("4 errors, 0 warnings\n"), "{}", linted.out);

    let folder = failing("pending = \"greetings are not read\"\n");
    let tested = with(&folder.path("more"), &["rules", "test", "en.greet"]).fine();
    let expected = "pending: greetings are not read\n  \
                    events/greet.toml:7:8 en.greet: The minister met the president.\n  \
                    events/greet.toml:10:8 en.greet: The minister praised the deadline.\n  \
                    patterns/greet.toml:7:8 en.greeted: The minister met the president.\n  \
                    patterns/greet.toml:11:8 en.greeted: The minister praised the deadline.\n\
                    4 examples, 0 hold, 0 fail, 4 pending\n";
    assert_eq!(tested.replace(['\u{2068}', '\u{2069}'], ""), expected);
    let linted = with(&folder.path("more"), &["rules", "lint", "--examples"]).fine();
    assert!(linted.ends_with("0 errors, 0 warnings\n"), "{linted}");
}

#[test]
fn a_pending_example_that_holds_is_told() {
    let folder = Folder::new();
    folder.file("more/events/meet.toml", format!("{OTHER_MEETING}pending = \"nothing\"\n"));
    let linted = with(&folder.path("more"), &["rules", "lint", "--examples"]);
    assert_eq!((linted.code, linted.err.as_str()), (1, ""));
    snapshot("pending_example_that_holds", &linted.out);
    let tested = with(&folder.path("more"), &["rules", "test", "en.meet"]).fine();
    assert!(tested.starts_with("warning: a pending example of `en.meet` holds now"), "{tested}");
    assert!(tested.ends_with("3 examples, 3 hold, 0 fail\n"), "{tested}");
}

#[test]
fn pending_without_a_reason_is_an_error() {
    let folder = failing("pending = \" \"\n");
    let linted = with(&folder.path("more"), &["rules", "lint"]);
    assert_eq!(linted.code, 1);
    assert_eq!(linted.out.matches("error: `pending` gives no reason").count(), 4, "{}", linted.out);
    assert!(linted.out.contains("--> events/greet.toml:8:11"), "{}", linted.out);
    let misspelt = failing("pendign = \"x\"\n");
    let linted = with(&misspelt.path("more"), &["rules", "lint"]);
    assert!(linted.out.contains("unknown field `pendign`") && linted.out.contains("`pending`"), "{}", linted.out);
}

#[test]
fn a_page_says_what_is_pending() {
    let folder = failing("pending = \"greetings are not read\"\n");
    let pages = folder.path("pages");
    with(&folder.path("more"), &["rules", "doc", "-o", &pages]).fine();
    let page = std::fs::read_to_string(folder.path("pages/events/greet.md")).expect("the page is there");
    assert_eq!(page.matches("\n  (pending: greetings are not read)\n").count(), 2, "{page}");
}

#[test]
fn a_starter_folder_holds_a_rule_that_works() {
    let folder = Folder::new();
    let rules = folder.path("mine");
    let made = khabar(&["rules", "init", &rules]).fine();
    assert!(made.contains("my_rules.toml"), "{made}");
    assert_eq!(khabar(&["--add-rules", &rules, "rules", "lint"]).fine(), "0 errors, 0 warnings\n");
    assert_eq!(khabar(&["--add-rules", &rules, "rules", "test", "my."]).fine(), "3 examples, 3 hold, 0 fail\n");
    let article = folder.file("article.txt", "وزارت علوم پنج پژوهشگر را بورسیه کرد.");
    let found = khabar(&["--add-rules", &rules, "extract", "-f", "jsonl", &article]).fine();
    assert!(found.contains("\"rule\":\"my.scholarship\""), "{found}");
    assert!(!khabar(&["extract", "-f", "jsonl", &article]).fine().contains("my.scholarship"));
}

#[test]
fn a_starter_folder_overwrites_nothing() {
    let folder = Folder::new();
    folder.file("mine/notes.txt", "mine");
    let said = khabar(&["rules", "init", &folder.path("mine")]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("holds files already; name a new or an empty one"), "{}", said.err);
}

#[test]
fn every_rule_file_has_a_page_that_shows_its_rules() {
    let folder = Folder::new();
    folder.file("more/measured.tsv", "rule\ttrue\tfalse\nen.meet\t37\t3\n");
    let pages = folder.path("pages");
    let said = with(&folder.path("more"), &["rules", "doc", "-o", &pages]).fine();
    assert!(said.starts_with("8 pages in "), "{said}");
    let read = |name: &str| std::fs::read_to_string(folder.path(&format!("pages/{name}"))).expect("the page is there");
    assert!(read("index.md").contains("| [events/meet.toml](events/meet.md) | Meet | 2 |"), "{}", read("index.md"));
    snapshot("page_of_a_rule_file", &read("events/meet.md"));
}

#[test]
fn a_trigger_of_several_types_without_counterexample_is_a_warning() {
    let folder = Folder::new();
    let rule = OTHER_MEETING.replace("id = \"en.meet\"", "id = \"en.talk\"\npriority = 1\nrequires = [\"with\"]");
    let counterexample = "[[event.counterexample]]\ntext = \"The minister met the deadline.\"\n";
    folder.file("more/events/talk.toml", rule.replace("met the minister", "met with the minister"));
    let said = with(&folder.path("more"), &["rules", "lint"]).fine();
    assert!(said.contains("this trigger of `en.talk` also tells Meet (`en.meet`)"), "{said}");
    assert!(said.contains("--> events/talk.toml:8:10") && said.ends_with("0 errors, 1 warnings\n"), "{said}");
    folder.file("more/events/talk.toml", format!("{rule}{counterexample}"));
    assert_eq!(with(&folder.path("more"), &["rules", "lint"]).fine(), "0 errors, 0 warnings\n");
}

#[test]
fn figures_of_a_rule_that_is_not_there_are_a_warning() {
    let folder = Folder::new();
    folder.file("more/measured.tsv", "rule\ttrue\tfalse\nen.gone\t37\t3\nen.meet\t4\tmany\n");
    let said = with(&folder.path("more"), &["rules", "lint"]);
    assert!(said.out.contains("warning: no rule `en.gone`"), "{}", said.out);
    assert!(said.out.ends_with("1 errors, 1 warnings\n"), "{}", said.out);
}
