//! `khabar check`: shapes and assertions hold or are found out, with their places; how assertions are written.

use crate::support::{
    BASE, Folder, Ran, article_file, documented, khabar, khabar_reading, knowledge_base, only_article, tree,
};
use serde_json::json;
use std::fs;

/// Two ministers meet in Kabul; the second sentence stands in line 3.
const TEXT: &str = "دیدار در کابل\n\nوزیر خارجه تاجیکستان روز شنبه با همتای ازبک خود در کابل دیدار کرد.\n";

/// Runs all checks on the text with one assertion more.
fn with_assertion(sparql: &str, more: &[&str]) -> (Ran, Folder) {
    let folder = Folder::new();
    let text = folder.file("news.txt", TEXT);
    folder.file("mine/my-rule.rq", sparql);
    let mine = folder.path("mine");
    let ran = khabar(&[&["check", &text, "--assertions", &mine], more].concat());
    (ran, folder)
}

#[test]
fn the_article_passes_all_shipped_checks_from_text_and_from_a_knowledge_base() {
    let (base, article) = (&BASE.1, article_file());
    assert_eq!(khabar(&["check", base]).fine(), format!("{base}: valid\n"));
    assert!(khabar(&["check", &article]).fine().ends_with(": valid\n"));
}

#[test]
fn a_row_of_a_select_is_a_fault_at_its_line_and_sentence() {
    let (ran, folder) = with_assertion("# Nobody meets.\n# Because.\nSELECT ?event { ?event a kb:Meet }", &[]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("error: my-rule: Nobody meets."), "{}", ran.out);
    // The headline tells the meeting first.
    assert!(ran.out.contains(&format!("{}:1:1", folder.path("news.txt"))), "{}", ran.out);
    assert!(ran.out.ends_with("news.txt: 1 errors, 0 warnings\n"), "{}", ran.out);
    let places = "# No mention of a meeting in the text.\nSELECT ?mention { ?mention kb:eventType kb:Meet }";
    let (ran, _) = with_assertion(places, &[]);
    assert!(ran.out.contains("news.txt:3:") && ran.out.contains("همتای ازبک خود در کابل دیدار کرد."), "{}", ran.out);
}

#[test]
fn an_entity_of_many_articles_is_shown_in_the_article_of_its_row() {
    let folder = Folder::new();
    folder.file("news/a.txt", "پولیس کابل سه تن را بازداشت کرد.");
    folder.file("news/b.txt", TEXT);
    let sparql = "# No place.\nSELECT ?place ?article { GRAPH ?article { ?event a kb:Meet ; kb:place ?place } }";
    folder.file("mine/place.rq", sparql);
    let ran = khabar(&["check", &folder.path("news"), "--assertions", &folder.path("mine"), "--only", "place"]);
    assert!(ran.code == 1 && ran.out.contains("b.txt:1:10\n") && !ran.out.contains("a.txt"), "{ran:?}");
}

#[test]
fn an_ask_must_be_true() {
    let (ran, _) = with_assertion("# Somebody meets.\nASK { ?event a kb:Meet }", &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let (ran, _) = with_assertion("# Somebody is arrested.\nASK { ?event a kb:Arrest }", &[]);
    assert!(ran.code == 1 && ran.out.contains("the answer is false, but must be true"), "{ran:?}");
}

#[test]
fn a_warning_fails_only_when_warnings_are_denied() {
    let sparql = "# Nobody meets.\n# severity: warning\nSELECT ?event { ?event a kb:Meet }";
    let (ran, _) = with_assertion(sparql, &[]);
    assert!(
        ran.code == 0 && ran.out.contains("warning: my-rule") && ran.out.contains("0 errors, 1 warnings"),
        "{ran:?}"
    );
    let (ran, _) = with_assertion(sparql, &["--deny-warnings"]);
    assert!(ran.code == 1 && ran.out.contains("error: my-rule"), "{ran:?}");
}

#[test]
fn so_many_rows_as_are_expected_are_no_fault() {
    let sparql = |n: usize| format!("# Meetings.\n# expect-rows: {n}\nSELECT DISTINCT ?event {{ ?event a kb:Meet }}");
    assert_eq!(with_assertion(&sparql(1), &[]).0.code, 0);
    let (ran, _) = with_assertion(&sparql(3), &[]);
    assert!(ran.code == 1 && ran.out.contains("1 rows, but 3 must be there"), "{ran:?}");
}

#[test]
fn a_parameter_has_its_default_or_the_value_that_is_given() {
    let sparql = "# At most so many meetings.\n# param most = 5: how many\nSELECT (COUNT(DISTINCT ?e) AS ?meetings) { ?e a kb:Meet } HAVING(COUNT(DISTINCT ?e) > xsd:integer(?most))";
    assert_eq!(with_assertion(sparql, &[]).0.code, 0, "{:?}", with_assertion(sparql, &[]).0);
    let (ran, _) = with_assertion(sparql, &["--param", "most=0"]);
    assert!(ran.code == 1 && ran.out.contains("meetings: \u{2068}1\u{2069}"), "{ran:?}");
    let (ran, _) = with_assertion(sparql, &["--param", "least=0"]);
    assert!(ran.code == 2 && ran.err.contains("no assertion has a parameter `least`"), "{ran:?}");
    let (ran, _) = with_assertion("# A.\n# param who: a name\nSELECT ?e { ?e rdfs:label ?who }", &[]);
    assert!(ran.code == 2 && ran.err.contains("`my-rule` needs --param who=…: a name"), "{ran:?}");
}

#[test]
fn a_message_of_ones_own_is_told_in_place_of_the_values() {
    let sparql = "# Nobody meets.\nSELECT ?event ?message { ?event a kb:Meet BIND(\"two people met\" AS ?message) }";
    let (ran, _) = with_assertion(sparql, &[]);
    assert!(ran.out.contains("   = two people met\n") && !ran.out.contains("event:"), "{}", ran.out);
}

#[test]
fn faults_of_an_assertion_are_told_with_their_place() {
    for (sparql, parts) in [
        ("SELECT ?e { ?e a kb:Meet }", &["line 1", "begin with a comment line"] as &[&str]),
        ("# A.\n# severity: fatal\nASK {}", &["line 2", "unknown severity `fatal`; known are error, warning"]),
        ("# A.\n# sevrity: error\nASK {}", &["line 2", "did you mean `severity`?"]),
        ("# A.\n# expect-rows: many\nASK {}", &["line 2", "no number of rows"]),
        ("# A.\n# param = 3\nASK {}", &["line 2", "NAME = VALUE"]),
        ("# A.\nSELECT ?e { ?e a }", &["line 2, column"]),
        ("# A.\nCONSTRUCT { ?e a kb:Meet } { ?e a kb:Meet }", &["an ASK or a SELECT"]),
    ] {
        let (ran, _) = with_assertion(sparql, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{sparql}: {ran:?}");
        assert!(ran.err.contains("my-rule.rq") && parts.iter().all(|p| ran.err.contains(p)), "{sparql}: {}", ran.err);
    }
    let folder = Folder::new();
    let ran = khabar(&["check", &BASE.1, "--assertions", &folder.path("none")]);
    assert!(ran.code == 2 && ran.err.contains("name a folder with .rq files"), "{ran:?}");
}

#[test]
fn one_file_takes_the_place_of_a_shipped_assertion_of_its_name() {
    let folder = Folder::new();
    folder.file("mine/event-mentioned.rq", "# Mine.\nASK { ?nothing a kb:Nothing }");
    let mine = folder.path("mine");
    let ran = khabar(&["check", &BASE.1, "--assertions", &mine]);
    assert!(ran.code == 1 && ran.out.contains("event-mentioned: Mine."), "{ran:?}");
    let ran = khabar(&["check", &BASE.1, "--assertions", &mine, "--skip", "event-mentioned"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = khabar(&["check", &BASE.1, "--only", "none-such"]);
    assert!(ran.code == 2 && ran.err.contains("no check `none-such`"), "{ran:?}");
}

#[test]
fn the_documented_assertion_finds_what_it_says() {
    let sparql = documented("docs/ci.md", "assertion");
    let (ran, _) = with_assertion(&sparql, &["--only", "my-rule"]);
    assert!(ran.code == 0 && ran.out.ends_with(": valid\n"), "{ran:?}");
    let (ran, _) = with_assertion(&sparql, &["--only", "my-rule", "--param", "kind=Meet"]);
    assert!(ran.code == 0 && ran.out.contains("warning: my-rule"), "{ran:?}");
}

#[test]
fn every_check_is_listed_with_its_parameters() {
    let list = khabar(&["check", "--list"]).fine();
    for part in ["mention-quotes-text (shapes, error): ", "told-both-ways (assertions, warning): ", "--param days=1: "]
    {
        assert!(list.contains(part), "{part} is not in\n{list}");
    }
}

/// Plants one fault for each shipped assertion into the knowledge base of a small article, as statements of its graph.
#[test]
fn each_shipped_assertion_finds_what_it_is_for() {
    let line = json!({ "id": "a", "text": TEXT, "published": "2024-01-10" }).to_string();
    let folder = Folder::new();
    let (input, clean) = (folder.file("in.jsonl", line), folder.path("clean"));
    khabar(&["ingest", &clean, &input]).fine();
    assert_eq!(khabar(&["check", &clean]).code, 0);
    let text = fs::read_to_string(only_article(&clean)).expect("the file can be read");
    let meeting = "<https://w3id.org/khabar/id/article/a/event/x>";
    let plain = format!(
        "{meeting} a sem:Event , kb:TYPE ; kb:polarity kb:positive ; kb:modality kb:MODALITY ; rdfs:label \"رویداد\"@fa ; kb:mention <{0}/char=0,5> .
        <{0}/char=0,5> a kb:EventMention ; nif:referenceContext <https://w3id.org/khabar/id/article/a> ; kb:eventType kb:TYPE ; kb:polarity kb:positive ; kb:modality kb:MODALITY ; oa:start 0 ; oa:end 5 ; oa:exact \"دیدار\" ; kb:rule <https://w3id.org/khabar/id/rule/r> .
        <https://w3id.org/khabar/id/rule/r> a kb:Rule .",
        meeting.trim_matches(['<', '>'])
    );
    let mention = format!("<{}/char=0,5>", meeting.trim_matches(['<', '>']));
    let argument = |n: usize, role: &str, filler: &str| {
        format!(
            "{mention} kb:argument <urn:argument{n}> . <urn:argument{n}> a kb:Argument ; kb:role kb:{role} ; kb:filler {filler} ; oa:start {n} ; oa:end {} ; oa:exact \"{}\" .",
            n + 1,
            TEXT.chars().nth(n).expect("it is there")
        )
    };
    let (place, product) = ("<https://w3id.org/khabar/id/entity/q>", "<https://w3id.org/khabar/id/article/a/entity/p>");
    let entities = format!(
        "{place} a kb:Place , kb:Entity ; rdfs:label \"ا\"@fa . {product} a kb:Product , kb:Entity ; rdfs:label \"ب\"@fa ."
    );
    let day = |day: &str| format!("{meeting} sem:hasBeginTimeStamp \"{day}\"^^xsd:date .");
    let faults = [
        (
            "told-both-ways",
            "Meet",
            "actual",
            format!(
                "{meeting} kb:mention <urn:m> . <urn:m> a kb:EventMention ; kb:eventType kb:Meet ; kb:polarity kb:negative ; kb:modality kb:actual ."
            ),
        ),
        (
            "meets-somebody-else",
            "Meet",
            "actual",
            argument(0, "participant", place) + &argument(2, "participant", place),
        ),
        ("casualties-plausible", "Die", "actual", format!("{meeting} kb:quantity <urn:n> . <urn:n> kb:number -3.0 .")),
        ("happened-before-published", "Meet", "actual", day("2024-01-15")),
        ("plans-lie-near", "Meet", "planned", day("2424-01-15")),
        ("speaker-can-speak", "Statement", "actual", argument(0, "agent", product)),
        (
            "nothing-of-itself",
            "Meet",
            "actual",
            format!("<urn:fact> rdf:subject {place} ; rdf:predicate kb:country ; rdf:object {place} ."),
        ),
        ("leaves-and-arrives", "Move", "actual", argument(0, "origin", place) + &argument(2, "destination", place)),
    ];
    let shipped = khabar(&["check", "--list"]).fine();
    let assertions = shipped.lines().filter(|l| l.contains("(assertions,")).map(|l| l.split(' ').next().unwrap_or(""));
    assert_eq!(assertions.collect::<std::collections::BTreeSet<_>>(), faults.iter().map(|f| f.0).collect());
    for (name, kind, modality, fault) in faults {
        let turtle = format!("{plain}\n{entities}\n{fault}").replace("TYPE", kind).replace("MODALITY", modality);
        let base = folder.path(name);
        for (path, bytes) in tree(&clean) {
            folder.file(&format!("{name}/{}", path.display()), bytes);
        }
        fs::write(only_article(&base), format!("{text}{}", quads(&turtle))).expect("the file can be written");
        let ran = khabar(&["check", &base, "--deny-warnings", "--only", name]);
        assert!(ran.code == 1 && ran.out.contains(&format!("error: {name}")), "{name}: {ran:?}");
    }
}

/// Turtle with the usual prefixes as N-Quads of the article's graph.
fn quads(turtle: &str) -> String {
    use oxigraph::io::{RdfFormat, RdfParser};
    use oxigraph::model::NamedNode;
    let prefixes: String =
        khabar::rdf::terms::PREFIXES.iter().map(|(p, iri)| format!("@prefix {p}: <{iri}> .\n")).collect();
    let graph = NamedNode::new("https://w3id.org/khabar/id/article/a").expect("an IRI");
    RdfParser::from_format(RdfFormat::Turtle)
        .with_default_graph(graph)
        .for_slice(format!("{prefixes}{turtle}").as_bytes())
        .map(|quad| format!("{} .\n", quad.expect("the Turtle is well-formed")))
        .collect()
}

#[test]
fn a_day_after_publication_may_be_allowed() {
    let text = "رئیس جمهور تاجیکستان در ۲۵ ژانویه ۲۰۲۴ با همتای ازبک خود در کابل دیدار کرد.";
    let line = json!({ "id": "a", "text": text, "published": "2024-01-20" }).to_string();
    let ran = khabar_reading(&["check", "-"], &line);
    assert!(ran.code == 1 && ran.out.contains("happened-before-published"), "{ran:?}");
    assert!(ran.out.contains("standard input:1:1 (article a)"), "{}", ran.out);
    assert_eq!(khabar_reading(&["check", "-", "--param", "days=10"], &line).code, 0);
}

#[test]
fn findings_of_a_knowledge_base_are_shown_at_the_lines_of_its_articles() {
    let folder = Folder::new();
    let base = knowledge_base(&folder);
    let file = only_article(&base);
    let text = fs::read_to_string(&file).expect("the file can be read");
    let spoilt: String = text.lines().filter(|l| !l.contains("ns#polarity>")).map(|l| format!("{l}\n")).collect();
    fs::write(&file, spoilt).expect("the file can be written");
    let alone = khabar(&["check", &base]);
    assert!(alone.code == 1 && alone.out.contains("error: event-attributes"), "{alone:?}");
    assert!(alone.out.contains("--> article 000_e5448f806678b67b, line 1\n"), "{}", alone.out);
    let article = article_file();
    let placed = khabar(&["check", &base, "--articles", &article]);
    assert!(placed.out.contains("000_e5448f806678b67b.txt:1:"), "{}", placed.out);
}

#[test]
fn what_could_not_be_read_was_not_checked() {
    let folder = Folder::new();
    folder.file("in/1.txt", TEXT);
    folder.file("in/2.txt", b"\xFF\xFE");
    let ran = khabar(&["check", &folder.path("in")]);
    assert!(ran.code == 3 && ran.out.ends_with("valid\n") && ran.err.contains("2.txt"), "{ran:?}");
}
