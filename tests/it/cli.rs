//! The commands on good input: what they print, that it is well-formed, and that it is the same every time.

use crate::support::{
    ARTICLE, BASE, Folder, article_file, article_text, csv_rows, extracted, json_lines, khabar, khabar_reading,
    knowledge_base, list, number, string, tree,
};
use khabar::schema::{EntityType, EventType, FactProperty, LinkProperty, Modality, Polarity, Role};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

fn line() -> Value {
    json_lines(&extracted("jsonl")).pop().expect("one article gives one line")
}

/// The statements of an RDF text, each with its graph or without.
fn statements(text: &str, format: RdfFormat, graphs: bool) -> BTreeSet<String> {
    RdfParser::from_format(format)
        .for_slice(text.as_bytes())
        .map(|quad| {
            let quad = quad.expect("the text is well-formed");
            if graphs { quad.to_string() } else { format!("{} {} {}", quad.subject, quad.predicate, quad.object) }
        })
        .collect()
}

#[test]
fn every_format_is_the_same_every_time() {
    for format in ["table", "jsonl", "turtle", "trig", "nquads", "jsonld"] {
        let text = extracted(format);
        assert!(text.len() > 1000, "{format}: {text}");
        assert_eq!(text, khabar(&["extract", "-f", format, &article_file()]).fine(), "{format}");
    }
}

#[test]
fn every_rdf_syntax_says_the_same() {
    let quads = extracted("nquads");
    let (all, triples) = (statements(&quads, RdfFormat::NQuads, true), statements(&quads, RdfFormat::NQuads, false));
    assert!(all.len() > 500, "{}", all.len());
    assert_eq!(statements(&extracted("trig"), RdfFormat::TriG, true), all);
    assert_eq!(statements(&extracted("turtle"), RdfFormat::Turtle, false), triples);
    let json = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    assert_eq!(statements(&extracted("jsonld"), json, true), all);
}

#[test]
fn no_statement_has_a_blank_node() {
    assert!(!extracted("nquads").lines().any(|l| l.starts_with("_:") || l.contains(" _:")));
}

#[test]
fn a_table_is_for_reading() {
    let table = extracted("table");
    assert!(table.starts_with(ARTICLE));
    assert!(table.contains("Meet") && table.contains("رباط"), "{table}");
    // Right-to-left text inside a line is isolated, so that it does not turn the line around.
    assert_eq!(table.matches('\u{2068}').count(), table.matches('\u{2069}').count());
    assert!(table.contains('\u{2068}'));
}

#[test]
fn a_line_has_the_documented_fields_and_no_others() {
    let fields =
        |value: &Value| -> BTreeSet<String> { value.as_object().expect("an object").keys().cloned().collect() };
    let names = |list: &[&str]| -> BTreeSet<String> { list.iter().map(|n| (*n).to_owned()).collect() };
    let line = line();
    assert_eq!(fields(&line), names(&["id", "entities", "events", "facts", "links"]));
    assert_eq!(string(&line, "id"), ARTICLE);
    for entity in list(&line, "entities") {
        assert_eq!(fields(entity), names(&["type", "text", "start", "end", "entity", "rule"]));
        string(entity, "type").parse::<EntityType>().expect("an entity type");
        assert!(!string(entity, "rule").is_empty());
    }
    for event in list(&line, "events") {
        let wanted = ["type", "trigger", "start", "end", "args", "polarity", "modality", "attributed", "event", "rule"];
        assert_eq!(fields(event), names(&wanted));
        string(event, "type").parse::<EventType>().expect("an event type");
        string(event, "polarity").parse::<Polarity>().expect("a polarity");
        string(event, "modality").parse::<Modality>().expect("a modality");
        assert!(!string(event, "rule").is_empty());
        for argument in list(event, "args") {
            assert_eq!(fields(argument), names(&["role", "text", "start", "end", "entity"]));
            string(argument, "role").parse::<Role>().expect("a role");
        }
    }
    for fact in list(&line, "facts") {
        assert_eq!(fields(fact), names(&["subject", "property", "value"]));
        string(fact, "property").parse::<FactProperty>().expect("a property of facts");
    }
    for link in list(&line, "links") {
        assert_eq!(fields(link), names(&["from", "property", "to"]));
        string(link, "property").parse::<LinkProperty>().expect("a property of links");
    }
}

/// Checks that every place in a line quotes `text` to the letter, in Unicode code points.
fn check_offsets(text: &str, line: &Value) {
    let points: Vec<char> = text.chars().collect();
    let check = |value: &Value, field: &str| {
        let quoted: String = points[number(value, "start")..number(value, "end")].iter().collect();
        assert_eq!(quoted, string(value, field));
    };
    list(line, "entities").iter().for_each(|e| check(e, "text"));
    for event in list(line, "events") {
        check(event, "trigger");
        list(event, "args").iter().for_each(|a| check(a, "text"));
    }
}

#[test]
fn offsets_count_code_points_into_the_text() {
    let line = line();
    assert!(list(&line, "entities").len() > 20 && list(&line, "events").len() > 15);
    check_offsets(&article_text(), &line);
}

#[test]
fn offsets_hold_beside_marks_of_two_units_and_crooked_spelling() {
    // An emoji is one code point of four bytes; ZWNJ, diacritics and Arabic letters stand as they came.
    let text = "🙂 وزير خارجهٔ ایران ديروز در تهران با سفیر چين دیدار کرد.\u{200F}\r\n\r\nپولیس کابل سه تن را باز\u{200C}داشت کرد.";
    let input = json!({ "id": "odd", "text": text }).to_string();
    let lines = json_lines(&khabar_reading(&["extract", "-f", "jsonl", "-"], input).fine());
    assert!(!list(&lines[0], "events").is_empty(), "{}", lines[0]);
    check_offsets(text, &lines[0]);
}

#[test]
fn ids_lead_somewhere() {
    let line = line();
    let ids = |field: &str, id: &str| -> BTreeSet<String> {
        list(&line, field).iter().map(|v| string(v, id).to_owned()).collect()
    };
    let (entities, events) = (ids("entities", "entity"), ids("events", "event"));
    for argument in list(&line, "events").iter().flat_map(|e| list(e, "args")) {
        if let Some(id) = argument["entity"].as_str() {
            assert!(entities.contains(id) || events.contains(id), "{id} is nothing");
        }
    }
    for fact in list(&line, "facts") {
        let subject = string(fact, "subject");
        assert!(entities.contains(subject), "{subject} is no entity");
    }
    for link in list(&line, "links") {
        for end in ["from", "to"] {
            let id = string(link, end);
            assert!(events.contains(id), "{id} is no event");
        }
    }
}

#[test]
fn a_title_that_is_a_field_gives_no_events() {
    let body = "هوا امروز آفتابی است.";
    let without = json!({ "id": "a", "text": body }).to_string();
    let with = json!({ "id": "a", "text": body, "title": "وزیر خارجه با همتای خود در رباط دیدار کرد" }).to_string();
    let events = |input: &str| {
        let lines = json_lines(&khabar_reading(&["extract", "-f", "jsonl", "-"], input).fine());
        list(&lines[0], "events").len() + list(&lines[0], "entities").iter().filter(|e| e["text"] == "رباط").count()
    };
    assert_eq!((events(&without), events(&with)), (0, 0));
    // The same words as text give one.
    let told = json!({ "id": "a", "text": "وزیر خارجه با همتای خود در رباط دیدار کرد." }).to_string();
    assert!(events(&told) > 0);
}

#[test]
fn metadata_stands_in_the_graph() {
    let article = json!({
        "id": "a", "text": "وزیر کشور به هرات سفر کرد.", "title": "سفر وزیر", "url": "https://example.org/1",
        "published": "2025-01-20", "publisher": "خبرگزاری نمونه"
    });
    let quads = khabar_reading(&["extract", "-f", "nquads", "-"], article.to_string()).fine();
    for value in ["\"سفر وزیر\"", "example.org/1", "2025-01-20", "خبرگزاری نمونه"] {
        assert!(quads.contains(value), "{value} is not there");
    }
}

#[test]
fn a_folder_is_read_in_the_order_of_names_and_files_of_other_kinds_are_left() {
    let folder = Folder::new();
    folder.file("in/b.txt", "وزیر کشور به هرات سفر کرد.");
    folder
        .file("in/a.jsonl", "{\"id\":\"x\",\"text\":\"زلزله تبریز را لرزاند.\"}\n\n{\"id\":\"y\",\"text\":\"متن\"}\n");
    folder.file("in/notes.md", "# متن");
    let lines = json_lines(&khabar(&["extract", "-f", "jsonl", &folder.path("in")]).fine());
    assert_eq!(lines.iter().map(|l| string(l, "id")).collect::<Vec<_>>(), ["x", "y", "b"]);
}

#[test]
fn the_default_away_from_a_terminal_is_json_lines() {
    assert_eq!(khabar(&["extract", &article_file()]).fine(), extracted("jsonl"));
}

#[test]
fn an_article_from_standard_input_is_the_same_article() {
    let input = json!({ "id": ARTICLE, "text": article_text() }).to_string();
    assert_eq!(khabar_reading(&["extract", "-f", "jsonl", "-"], input).fine(), extracted("jsonl"));
}

#[test]
fn a_knowledge_base_answers_in_every_form() {
    let base = &BASE.1;
    let sparql = "SELECT ?type ?label { ?e a sem:Event , ?type ; rdfs:label ?label . \
                  ?type skos:inScheme kb:EventTypes } ORDER BY ?type ?label ?e";
    let ask = |format: &str| khabar(&["query", base, sparql, "--format", format]).fine();
    let csv = csv_rows(&ask("csv"));
    assert!(csv.len() > 10, "{csv:?}");
    let rows = csv.len();
    let json: Value = serde_json::from_str(&ask("json")).expect("JSON");
    assert_eq!(json["results"]["bindings"].as_array().map(Vec::len), Some(rows));
    assert_eq!(ask("tsv").lines().count(), rows + 1);
    let xml = ask("xml");
    assert_eq!(well_formed(&xml, "result"), rows);
    assert!(ask("table").contains("Meet"));
    let construct = "CONSTRUCT { ?e rdfs:label ?l } WHERE { ?e a kb:Meet ; rdfs:label ?l }";
    let triples = statements(&khabar(&["query", base, construct]).fine(), RdfFormat::Turtle, false);
    assert!(!triples.is_empty());
    for (name, format) in [
        ("turtle", RdfFormat::Turtle),
        ("trig", RdfFormat::TriG),
        ("ntriples", RdfFormat::NTriples),
        ("nquads", RdfFormat::NQuads),
        ("rdfxml", RdfFormat::RdfXml),
        ("jsonld", RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
    ] {
        let written = khabar(&["query", base, construct, "--format", name]).fine();
        assert_eq!(statements(&written, format, false), triples, "{name}");
    }
    assert_eq!(khabar(&["query", base, "ASK { ?e a kb:Meet }"]).fine().trim(), "true");
}

/// Checks that a text is well-formed XML and counts elements of one name.
fn well_formed(text: &str, name: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut count = 0;
    loop {
        match reader.read_event().expect("the XML is well-formed") {
            quick_xml::events::Event::Eof => return count,
            quick_xml::events::Event::Start(e) | quick_xml::events::Event::Empty(e) => {
                count += usize::from(e.name().as_ref() == name);
            }
            _ => {}
        }
    }
}

#[test]
fn a_query_may_come_from_a_file_and_sees_the_article_as_a_graph() {
    let folder = Folder::new();
    let base = knowledge_base(&folder);
    let file = folder.file("q.rq", "SELECT DISTINCT ?id { GRAPH ?g { ?a a schema:NewsArticle ; dct:identifier ?id } }");
    let rows = csv_rows(&khabar(&["query", &base, "-f", &file, "--format", "csv"]).fine());
    assert_eq!(rows, [[ARTICLE]]);
}

#[test]
fn the_graph_is_exported_for_visualizers() {
    let base = &BASE.1;
    let export = |format: &str| khabar(&["export", base, "-f", format]).fine();
    for format in ["dot", "graphml", "gexf", "cytoscape", "jsonld", "mermaid", "csv-nodes", "csv-edges"] {
        let text = export(format);
        assert_eq!(text, export(format), "{format}");
        assert!(format == "csv-edges" || text.contains("رباط"), "{format}: {text}");
    }
    let dot = export("dot");
    assert!(dot.starts_with("digraph") && dot.trim_end().ends_with('}') && dot.contains("->"));
    let graphml = export("graphml");
    let nodes = well_formed(&graphml, "node");
    assert!(nodes > 30 && well_formed(&graphml, "edge") > 20);
    assert_eq!(csv_rows(&export("csv-nodes")).len(), nodes);
    serde_json::from_str::<Value>(&export("cytoscape")).expect("JSON");
    let json = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    assert!(statements(&export("jsonld"), json, false).len() > 100);
    let without = khabar(&["export", base, "-f", "graphml", "--entities-only"]).fine();
    assert!(well_formed(&without, "node") < nodes);
}

#[test]
fn ingesting_again_changes_nothing() {
    let folder = Folder::new();
    let base = knowledge_base(&folder);
    let times = || -> Vec<_> {
        let modified = |name| fs::metadata(format!("{base}/{name}")).and_then(|m| m.modified()).expect("a time");
        tree(&base).keys().map(|p| modified(p.display())).collect()
    };
    let (before, times_before) = (tree(&base), times());
    let said = khabar(&["ingest", &base, &article_file()]).fine();
    assert!(said.contains("0 added, 0 replaced, 1 unchanged, 0 retracted; 0 statements"), "{said}");
    assert_eq!((tree(&base), times()), (before, times_before));
}

#[test]
fn a_dry_run_says_what_would_happen_and_does_nothing() {
    let folder = Folder::new();
    let base = folder.path("kb");
    let said = khabar(&["ingest", "--dry-run", &base, &article_file()]).fine();
    assert_eq!(said, format!("add\t{ARTICLE}\n"));
    assert!(fs::metadata(&base).is_err());
}

#[test]
fn a_changed_article_is_replaced_and_the_others_stay() {
    let folder = Folder::new();
    let one = |text: &str| {
        format!("{{\"id\":\"a\",\"text\":\"{text}\"}}\n{{\"id\":\"b\",\"text\":\"پلیس هرات دو تن را بازداشت کرد.\"}}\n")
    };
    let (base, input) = (folder.path("kb"), folder.file("in.jsonl", one("وزیر کشور به هرات سفر کرد.")));
    khabar(&["ingest", &base, &input]).fine();
    let before = tree(&base);
    folder.file("in.jsonl", one("وزیر کشور به کابل سفر کرد."));
    assert_eq!(khabar(&["ingest", "--dry-run", &base, &input]).fine(), "replace\ta\nleave\tb\n");
    let said = khabar(&["ingest", &base, &input]).fine();
    assert!(said.contains("0 added, 1 replaced, 1 unchanged"), "{said}");
    let after = tree(&base);
    assert!(before.keys().eq(after.keys()));
    // One article's file and the manifest.
    assert_eq!(before.iter().filter(|(name, bytes)| after[*name] != **bytes).count(), 2);
}

#[test]
fn synchronizing_takes_out_what_the_input_no_longer_has() {
    let folder = Folder::new();
    let base = knowledge_base(&folder);
    let input = folder.file("in.jsonl", "{\"id\":\"a\",\"text\":\"وزیر کشور به هرات سفر کرد.\"}\n");
    let said = khabar(&["ingest", "--sync", &base, &input]).fine();
    assert!(said.contains("1 added") && said.contains("1 retracted"), "{said}");
    let fresh = folder.path("fresh");
    khabar(&["ingest", &fresh, &input]).fine();
    assert_eq!(tree(&base), tree(&fresh));
}

#[test]
fn synchronizing_takes_nothing_out_when_the_input_could_not_be_read_or_is_empty() {
    let folder = Folder::new();
    let base = knowledge_base(&folder);
    let before = tree(&base);
    let broken = folder.file("broken.jsonl", "{\"id\":\"a\"");
    let empty = folder.file("empty.jsonl", "");
    for input in [folder.path("nowhere.txt"), broken, empty] {
        for dry in [&[][..], &["--dry-run"]] {
            let ran = khabar(&[&["ingest", "--sync", &base, &input], dry].concat());
            assert!(ran.code == 3 && ran.err.contains("--sync took nothing out"), "{ran:?}");
            assert!(!ran.out.contains("retract\t") && tree(&base) == before, "{ran:?}");
        }
    }
}

#[test]
fn a_retracted_article_is_gone() {
    let folder = Folder::new();
    let base = knowledge_base(&folder);
    assert!(khabar(&["list", &base]).fine().contains(ARTICLE));
    assert!(khabar(&["retract", &base, ARTICLE]).fine().contains("1 retracted"));
    assert!(!khabar(&["list", &base]).fine().contains(ARTICLE));
    assert_eq!(tree(&base).len(), 1, "only the manifest is left");
    assert_eq!(khabar(&["query", &base, "ASK { ?e a sem:Event }"]).fine().trim(), "false");
    let again = khabar(&["retract", &base, ARTICLE]);
    assert!(again.code != 0 && again.err.contains(ARTICLE), "{again:?}");
}

#[test]
fn the_analysis_is_shown_in_every_form() {
    let article = article_file();
    let analyse = |format: &str| khabar(&["analyse", "-f", format, &article]).fine();
    assert!(analyse("table").contains("clause"));
    assert_eq!(json_lines(&analyse("jsonl")).len(), 1);
    let tokens = analyse("conllu");
    let rows = tokens.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    assert!(rows.clone().count() > 300);
    assert!(rows.clone().all(|l| l.split('\t').count() == 10));
}

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let help = khabar(&["--help"]).fine();
    for word in ["extract", "ingest", "retract", "list", "query", "export", "check", "rules", "Exit codes"] {
        assert!(help.contains(word), "{word} is not in\n{help}");
    }
    assert!(khabar(&["--version"]).fine().starts_with("khabar "));
}

#[test]
fn relative_times_become_days_in_the_line_and_on_the_event() {
    let line = r#"{"id":"visit","published":"2024-03-20","text":"وزیر کشور دیروز به تبریز سفر کرد."}"#;
    let written = khabar_reading(&["extract", "-", "--format", "jsonl"], line).fine();
    assert!(written.contains(r#""value":{"from":"2024-03-19","to":"2024-03-19","basis":"publication"}"#), "{written}");
    let folder = Folder::new();
    let (input, base) = (folder.file("visit.jsonl", line), folder.path("kb"));
    assert_eq!(khabar(&["ingest", &base, &input]).code, 0);
    let sparql = "SELECT ?e { ?e a kb:Visit ; sem:hasBeginTimeStamp ?day FILTER(?day < \"2024-03-20\"^^xsd:date) }";
    assert_eq!(khabar(&["query", &base, sparql, "--format", "csv"]).fine().lines().count(), 2);
}
