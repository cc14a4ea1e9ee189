//! Examples of head nouns and of the parts of the engine, and examples of any rule that hold and show nothing.

use crate::support::{Folder, Ran, khabar, root};

fn with(folder: &Folder, command: &[&str]) -> Ran {
    let english = root("tests/packs/english").display().to_string();
    khabar(&[&["--rules", english.as_str(), "--add-rules", &folder.path("more")], command].concat())
}

/// A head noun of the English pack in its own words, with these examples.
fn head(id: &str, examples: &str) -> Folder {
    let folder = Folder::new();
    let rule = format!(
        "[[head]]\nid = \"{id}\"\nabout = \"A date by which something is due.\"\ntype = \"Product\"\nwords = [\"deadline\"]\n\
         number = \"any\"\nneeds = [\"counted\", \"modified\"]\nextent = \"phrase\"\nstrength = 45\n{examples}"
    );
    folder.file("more/heads.toml", rule);
    folder
}

const RIGHT: &str = "[[head.example]]\ntext = \"The minister met three deadlines.\"\nyields = [\"three deadlines\"]\n\
                     [[head.counterexample]]\ntext = \"The minister met the president.\"\n";

#[test]
fn examples_of_a_head_noun_are_executed_listed_and_shown_on_its_page() {
    let folder = head("time.deadline", RIGHT);
    assert_eq!(with(&folder, &["rules", "test", "time."]).fine(), "2 examples, 2 hold, 0 fail\n");
    let listed = with(&folder, &["rules", "list"]).fine();
    let row = listed.lines().find(|l| l.starts_with("time.deadline ")).expect("it is listed");
    assert_eq!(row.split('│').nth(3).map(str::trim), Some("2"), "{row}");
    let pages = folder.path("pages");
    with(&folder, &["rules", "doc", "-o", &pages]).fine();
    let page = std::fs::read_to_string(folder.path("pages/heads.added.md")).expect("the page is there");
    for part in [
        "- Heads: deadline",
        "- Needs one of: `counted`, `modified`",
        "→ “three deadlines”",
        "Nothing of this type in:",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
}

#[test]
fn an_example_of_a_head_noun_that_does_not_hold_fails() {
    let folder = head("time.deadline", &RIGHT.replace("[\"three deadlines\"]", "[\"deadlines\"]"));
    let ran = with(&folder, &["rules", "test", "time."]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("expected Product “deadlines”, found “three deadlines”"), "{}", ran.out);
    assert!(ran.out.contains("--> heads.toml (added):11:8"), "{}", ran.out);
    let folder = head("time.deadline", &RIGHT.replace("met the president", "praised three deadlines"));
    let ran = with(&folder, &["rules", "test", "time."]);
    assert!(
        ran.code == 1 && ran.out.contains("found Product “three deadlines” by time.deadline, which is none"),
        "{}",
        ran.out
    );
}

#[test]
fn a_head_noun_without_example_is_a_warning_and_one_that_yields_nothing_an_error() {
    let said = with(&head("time.deadline", ""), &["rules", "lint"]).fine();
    assert!(said.contains("warning: `time.deadline` has no example") && said.contains("[[head.example]]"), "{said}");
    let empty = RIGHT.replace("[\"three deadlines\"]", "[]");
    let ran = with(&head("time.deadline", &empty), &["rules", "lint"]);
    assert!(ran.code == 1 && ran.out.contains("an example that yields nothing cannot fail"), "{}", ran.out);
}

#[test]
fn an_added_head_noun_overrides_the_one_of_its_id_and_no_other() {
    let folder = head("person.human", RIGHT);
    let said = with(&folder, &["rules", "lint"]).fine();
    assert!(said.contains("note: `person.human` overrides the rule of that id in heads.toml:2:6"), "{said}");
    let folder = head("time.deadline", RIGHT);
    let all = with(&folder, &["rules", "test", "person.human"]).fine();
    assert_eq!(all, "2 examples, 2 hold, 0 fail\n", "the rule of the pack stays");
}

#[test]
fn examples_of_the_engine_are_those_of_the_part_alone() {
    let folder = Folder::new();
    let part = |id: &str, yields: &str| {
        format!(
            "[[part]]\nid = \"{id}\"\n[[part.example]]\ntext = \"The minister met the ambassador in Cairo.\"\nyields = {yields}\n"
        )
    };
    folder.file("more/engine.toml", part("gazetteer", "[\"Cairo\"]"));
    assert_eq!(with(&folder, &["rules", "test", "gazetteer"]).fine(), "1 examples, 1 hold, 0 fail\n");
    folder.file("more/engine.toml", part("gazetteer", "[\"The minister\"]"));
    let ran = with(&folder, &["rules", "test", "gazetteer"]);
    assert!(ran.code == 1 && ran.out.contains("expected “The minister”, found “Cairo”"), "{}", ran.out);
    folder.file("more/engine.toml", part("office", "[[\"The minister\", \"position\", \"x\"]]"));
    let ran = with(&folder, &["rules", "test", "office"]);
    assert!(ran.code == 1 && ran.out.contains("expected “The minister position x”, found nothing"), "{}", ran.out);
    folder.file("more/engine.toml", part("ofice", "[\"x\"]"));
    let ran = with(&folder, &["rules", "lint"]);
    assert!(ran.code == 1 && ran.out.contains("no part of the engine is called `ofice`"), "{}", ran.out);
    assert!(ran.out.contains("did you mean `office`?"), "{}", ran.out);
}

#[test]
fn the_persian_pack_shows_every_part_of_the_engine_and_the_graph_tells_what_it_is() {
    let pack = khabar::rules::Pack::embedded().expect("the pack is sound");
    let shown: Vec<&str> = pack.engine.iter().map(|part| part.id.as_str()).collect();
    let known: Vec<&str> = khabar::rules::engine::PARTS.iter().map(|(id, _)| *id).collect();
    assert_eq!(shown, known);
    assert!(pack.engine.iter().all(|part| !part.about.is_empty() && !part.counterexamples.is_empty()));
    let folder = Folder::new();
    let article = folder.file("a.txt", "باران در رشت بارید.");
    let graph = khabar(&["extract", "-f", "turtle", &article]).fine();
    assert!(graph.contains("Names of the tables in gazetteer/"), "{graph}");
}

#[test]
fn whatever_the_program_finds_is_made_by_a_rule_that_has_examples() {
    let pack = khabar::rules::Pack::embedded().expect("the pack is sound");
    let known: std::collections::BTreeSet<&str> = pack.exemplified().collect();
    let text = std::fs::read_to_string(crate::support::article_file()).expect("the article is there");
    let found = khabar::extract(&khabar::article::Article { text, ..Default::default() }, &pack);
    let mentions = found.entities.iter().flat_map(|e| &e.mentions).map(|m| &m.rule);
    let events = found.events.iter().flat_map(|e| &e.mentions).map(|m| &m.rule);
    let rest = found.facts.iter().map(|f| &f.rule).chain(found.links.iter().map(|l| &l.rule));
    let used: std::collections::BTreeSet<&str> = mentions.chain(events).chain(rest).map(String::as_str).collect();
    assert!(used.len() > 10 && used.is_subset(&known), "{:?}", used.difference(&known).collect::<Vec<_>>());
    let silent: Vec<&str> = pack.heads.iter().filter(|h| h.examples.is_empty()).map(|h| h.id.as_str()).collect();
    assert!(silent.is_empty() && pack.patterns.iter().all(|p| !p.examples.is_empty()), "{silent:?}");
}

/// Two rules for one trigger, the second always better; `example` and `counterexample` are those of the first.
fn beaten(example: &str, counterexample: &str) -> Ran {
    let folder = Folder::new();
    let rules = format!(
        "[[event]]\nid = \"en.broad\"\ntype = \"Talk\"\nabout = \"x\"\nnouns = [\"deadline\"]\nnot_after = [\"no\"]\n\
         [[event.example]]\ntext = \"{example}\"\n[[event.counterexample]]\ntext = \"{counterexample}\"\n\
         [[event]]\nid = \"en.narrow\"\ntype = \"Talk\"\nabout = \"x\"\nnouns = [\"deadline\"]\npriority = 1\nonly_after = [\"the\"]\n\
         [[event.example]]\ntext = \"The minister praised the deadline.\"\n\
         [[event.counterexample]]\ntext = \"The minister praised no deadline.\"\n"
    );
    folder.file("more/events/deadline.toml", rules);
    with(&folder, &["rules", "lint", "--examples"])
}

#[test]
fn a_rule_whose_examples_others_find_is_doubted() {
    let ran = beaten("The minister met the deadline.", "The minister praised no deadline.");
    assert!(
        ran.out.contains("no example of `en.broad` needs it: what they yield is found by `en.narrow`"),
        "{}",
        ran.out
    );
    assert!(ran.code == 0 && ran.out.ends_with("0 errors, 1 warnings\n"), "{}", ran.out);
    let ran = beaten("The minister met a deadline.", "The minister praised no deadline.");
    assert_eq!((ran.code, ran.out.as_str()), (0, "0 errors, 0 warnings\n"));
}

#[test]
fn a_counterexample_without_the_ambiguous_trigger_is_doubted() {
    let ran = beaten("The minister met a deadline.", "The minister praised the president.");
    assert!(ran.out.contains("no counterexample of `en.broad` has one of its triggers"), "{}", ran.out);
    assert!(ran.out.ends_with("0 errors, 1 warnings\n"), "{}", ran.out);
}

/// Two rules of different types that list the same noun and the same verb; `counterexamples` are those of the first.
fn shared(counterexamples: &[&str]) -> Ran {
    let folder = Folder::new();
    let texts = counterexamples.iter().map(|text| format!("[[event.counterexample]]\ntext = \"{text}\"\n"));
    let rules = format!(
        "[[event]]\nid = \"en.first\"\ntype = \"Accuse\"\nabout = \"x\"\nnouns = [\"deadline\"]\nverbs = [\"arrest\"]\n\
         only_after = [\"no\"]\n[[event.example]]\ntext = \"The minister praised no deadline.\"\n{}\
         [[event]]\nid = \"en.second\"\ntype = \"Talk\"\nabout = \"x\"\nnouns = [\"deadline\"]\nverbs = [\"arrest\"]\npriority = 1\n\
         only_after = [\"the\"]\n[[event.example]]\ntext = \"The minister met the deadline.\"\n\
         [[event.counterexample]]\ntext = \"The president praised the minister.\"\n",
        texts.collect::<String>()
    );
    folder.file("more/events/deadline.toml", rules);
    with(&folder, &["rules", "lint", "--examples"])
}

#[test]
fn every_trigger_that_several_types_list_is_to_stand_in_a_counterexample() {
    let told = |ran: &Ran| ran.out.matches("it stands in no counterexample of either").count();
    let ran = shared(&["The minister met the president."]);
    assert!(
        ran.out
            .contains("this trigger of `en.first` also tells Talk (`en.second`), and it stands in no counterexample"),
        "{}",
        ran.out
    );
    // The noun, and the verb, which a rule of the pack itself lists for a third type.
    assert_eq!((ran.code, told(&ran)), (0, 2), "{}", ran.out);
    let noun = shared(&["The minister met the deadline."]);
    assert_eq!(told(&noun), 1, "{}", noun.out);
    let both = shared(&["The minister met the deadlines.", "The police arrested the president."]);
    assert_eq!(told(&both), 0, "{}", both.out);
}
