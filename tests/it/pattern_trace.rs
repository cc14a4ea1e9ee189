//! `khabar rules trace` of token patterns: how far each came, and which part of it failed at which word.

use crate::support::{Folder, documented_names, khabar, list, number, root, string};
use serde_json::Value;

/// Patterns beside those of the English pack.
const SHIPS: &str = r"
[sub]
name = '''
    [pos=PROPN]   # one word of a name
    | /[A-Z]+/'''

[[pattern]]
id = 'ship.named'
type = 'Product'
about = 'A ship by its name.'
match = '''ship (called | named) mention:($name)'''
[[pattern.example]]
text = 'The police praised ship called GENEVA.'
yields = ['GENEVA']

[[pattern]]
id = 'ship.numbered'
type = 'Product'
about = 'A ship by its number, but at the end of a sentence.'
match = '''(?<! the) ship [kind=number] (?! percent | /[.]/)'''
[[pattern.example]]
text = 'The police praised ship 5 today.'
yields = ['ship 5']
";

fn trace(options: &[&str], sentence: &str) -> String {
    let folder = Folder::new();
    folder.file("more/patterns/ships.toml", SHIPS);
    let english = root("tests/packs/english").display().to_string();
    let more = folder.path("more");
    let head = ["--rules", &english, "--add-rules", &more, "rules", "trace"];
    let said = khabar(&[&head[..], options, &[sentence]].concat()).fine();
    said.replace(['\u{2068}', '\u{2069}'], "")
}

/// What is told of the patterns for ships and of the words in their way.
fn ships(options: &[&str], sentence: &str) -> Vec<String> {
    let said = trace(options, sentence);
    let lines = said.lines().map(str::trim);
    lines.filter(|l| ["no   ship.", "`", "is "].iter().any(|head| l.starts_with(head))).map(str::to_owned).collect()
}

#[test]
fn a_pattern_that_began_tells_its_furthest_word_and_what_it_wanted_there() {
    let told = ships(&["--mentions"], "The police praised ship called minister, ship minister.");
    let expected = [
        "no   ship.numbered (Product) at ship: then `[kind=number]` (patterns/ships.toml:20:27) is wanted; \
         called stands there",
        "no   ship.named (Product) at ship called: then `($name)` (patterns/ships.toml:11:42) is wanted; \
         minister stands there",
        "`($name)`: `[pos=PROPN] | /[A-Z]+/` (patterns/ships.toml:4:5) is wanted",
        "is   called: lemma(called) [kind=word & pos=PROPN & form=unknown]",
        "is   minister: lemma(minister) [kind=word & pos=NOUN & class=human]",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_look_around_that_fails_is_told_as_one() {
    let told = ships(&["--mentions"], "The police praised the ship 5.");
    let behind = "no   ship.numbered (Product) at ship: `(?<! the)` (patterns/ships.toml:20:12) forbids what precedes; \
                  the stands before";
    assert!(told.iter().any(|line| line == behind), "{told:#?}");
    let told = ships(&["--mentions"], "The police praised ship 5.");
    let ahead = "no   ship.numbered (Product) at ship 5: then `(?! percent | /[.]/)` (patterns/ships.toml:20:41) \
                 forbids what follows; . stands there";
    assert!(told.iter().any(|line| line == ahead), "{told:#?}");
}

#[test]
fn the_end_of_the_sentence_is_told_where_a_word_is_wanted() {
    let told = ships(&["--mentions"], "The police praised ship called");
    assert!(told.iter().any(|line| line.ends_with("is wanted; the sentence ends there")), "{told:#?}");
}

#[test]
fn patterns_that_begin_nowhere_say_nothing_until_they_are_asked() {
    let sentence = "The police praised Geneva.";
    assert_eq!(ships(&["--mentions"], sentence), [""; 0]);
    let expected = [
        "no   ship.named (Product): no word begins it: `ship` (patterns/ships.toml:11:12) is wanted",
        "no   ship.numbered (Product): no word begins it: `ship` (patterns/ships.toml:20:22) is wanted",
    ];
    assert_eq!(ships(&["--rule", "ship."], sentence), expected);
    assert_eq!(trace(&["--rule", "ship.na"], sentence).lines().count(), 2);
}

#[test]
fn a_pattern_that_matches_tells_of_its_other_places_only_when_asked() {
    let sentence = "The police praised ship called GENEVA, ship called minister.";
    let of_named = |option: &[&str]| ships(option, sentence).iter().filter(|l| l.contains("ship.named")).count();
    assert_eq!((of_named(&["--mentions"]), of_named(&["--rule", "ship.named"])), (0, 1));
}

#[test]
fn a_trace_of_some_rules_leaves_the_others_out() {
    let said = trace(&["--rule", "en.praise"], "The police praised ship called Geneva.");
    assert!(said.contains("  fired  en.praise "), "{said}");
    assert!(!said.contains("gazetteer") && !said.contains("ship."), "{said}");
    let said = trace(&["--rule", "en.praise"], "The police met.");
    assert!(said.ends_with("  no word of it is a trigger of a rule `en.praise`\n"), "{said}");
    let wrong = khabar(&["rules", "trace", "--rule", "tyme.point", "باران بارید."]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("no rule's id begins with `tyme.point`; did you mean `time.point`?"), "{}", wrong.err);
}

#[test]
fn a_trace_of_patterns_as_json_has_the_places_and_parts() {
    let sentence = "The police praised the ship 5. The police praised ship called minister.";
    let said = trace(&["--rule", "ship.", "-f", "json"], sentence);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("pattern_trace", said);
    });
    let report: Value = serde_json::from_str(&said).expect("JSON");
    let letters: Vec<char> = sentence.chars().collect();
    let mut stopped = 0;
    for pattern in list(&report, "sentences").iter().flat_map(|s| list(s, "patterns")) {
        let file = SHIPS.lines().collect::<Vec<_>>();
        for wanted in list(pattern, "wanted") {
            for part in [wanted, &wanted["inside"]].into_iter().filter(|part| part.is_object()) {
                let line: String = file[number(part, "line") - 1].chars().skip(number(part, "column") - 1).collect();
                let first = string(part, "item").lines().next().unwrap_or_default();
                assert!(line.starts_with(first), "{line} is not {first}");
            }
        }
        if pattern["outcome"] == "stopped" && !pattern["at"].is_null() {
            let at = &pattern["at"];
            let word: String = letters[number(at, "start")..number(at, "end")].iter().collect();
            assert_eq!(word, string(at, "text"));
            let taken = &pattern["taken"];
            assert!(taken.is_null() || number(taken, "end") <= number(at, "start"), "{pattern}");
            stopped += 1;
        }
    }
    assert_eq!(stopped, 4);
}

#[test]
fn every_field_and_value_of_a_trace_of_patterns_is_documented() {
    let said = trace(
        &["--rule", "ship.", "-f", "json"],
        "The police praised the ship 5. The police praised ship called. They met.",
    );
    let report: Value = serde_json::from_str(&said).expect("JSON");
    let names = documented_names(&report);
    for name in ["stopped", "unbegun", "passes", "inside", "does_not_precede"] {
        assert!(names.contains(name), "{name} is not in {names:?}");
    }
}
