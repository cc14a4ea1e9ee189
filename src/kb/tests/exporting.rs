//! The graph view and its formats.

use super::*;
use export::Format;
use graph::{Edge, Kind, Node, Projection, Selection, View, measure, project};

fn events() -> View {
    let mut graph = project(&view(&store()).unwrap(), Projection::Events, &Selection::default());
    measure(&mut graph);
    graph
}

/// The text of a graph in a format, without a store behind it; of several files one after the other.
fn written(graph: &View, format: Format) -> String {
    text_of(export::files(graph, format, &Store::new().unwrap()))
}

fn exported(format: Format) -> String {
    text_of(export::files(&events(), format, &store()))
}

fn text_of(files: Result<Vec<export::File>, QueryError>) -> String {
    files.unwrap().into_iter().map(|file| file.text).collect()
}

#[test]
fn the_view_holds_things_and_what_connects_them() {
    let graph = view(&store()).unwrap();
    assert_eq!(graph.node_count(), 12 + 14 + 3);
    assert_eq!(graph.node_weights().filter(|n| n.label.is_empty()).count(), 0);
    let edges = |property| graph.edge_weights().filter(|e| e.property == property).count();
    assert_eq!((edges("participant"), edges("member"), edges("during"), edges("attributedTo")), (4, 2, 1, 2));
    let dead = graph.node_weights().find(|n| n.label == "۱۲ کشته" && n.kind.name() == "Quantity").unwrap();
    assert_eq!(dead.values["number"], "12");
    let oslo = graph.node_weights().find(|n| n.label == "اسلو").unwrap();
    assert_eq!((&*oslo.values["latitude"], &*oslo.values["longitude"]), ("59.91", "10.75"));
    let meeting = graph.node_weights().find(|n| n.kind.name() == "Meet").unwrap();
    assert_eq!(meeting.values["article"], "a");
}

#[test]
fn every_format_is_the_same_every_time_and_keeps_labels() {
    for (name, format) in Format::ALL {
        let text = exported(*format);
        assert_eq!(text, exported(*format), "{name}");
        if !matches!(format, Format::CsvEdges | Format::GeoJson) {
            assert!(text.contains("تبادل دانشجو"), "{name}");
        }
        assert!(*format == Format::CsvEdges || text.contains("سارا کریمی"), "{name}");
    }
    let all = written(&view(&store()).unwrap(), Format::Dot);
    assert!(all.contains("گروه\u{200C}های تندرو"));
}

#[test]
fn what_did_not_happen_says_so_in_every_format() {
    let mark = |format| match format {
        Format::Dot => "Agree, denied",
        Format::Mermaid => "Agree, denied\"]:::reserved",
        Format::Html => "\"reservation\":\"denied\"",
        Format::Cytoscape => "\"classes\": \"event denied\"",
        Format::Cx2 => "\"happened\": \"denied\"",
        _ => "negative",
    };
    for (name, format) in Format::ALL {
        // Edges name their events; the only place that has coordinates is that of the meeting, which happened.
        if !matches!(format, Format::CsvEdges | Format::GeoJson) {
            assert!(exported(*format).contains(mark(*format)), "{name}");
        }
    }
    assert!(exported(Format::GeoJson).contains("\"happened\": \"yes\""));
}

/// A graph of one phrase and one edge with this label and nasty IRIs.
fn labelled(label: &str) -> View {
    let mut graph = View::new();
    let node = |iri: &str| Node { iri: iri.into(), kind: Kind::Phrase, label: label.into(), values: BTreeMap::new() };
    let (a, b) = (graph.add_node(node("urn:a")), graph.add_node(node("urn:b")));
    graph.add_edge(a, b, Edge::of("names"));
    graph
}

#[test]
fn labels_with_marks_of_the_format_come_through() {
    let graph = labelled("«a\u{200C}b» \"<&>\" \\ , \u{1}\n;");
    let written = |format| written(&graph, format);
    assert!(written(Format::Dot).contains("label=\"«a\u{200C}b» \\\"<&amp;>\\\" \\\\ ,  \\n;\\nPhrase\""));
    assert!(written(Format::GraphMl).contains("«a\u{200C}b» "));
    assert!(!written(Format::GraphMl).contains('\u{1}'));
    assert!(written(Format::CsvNodes).contains("\"«a\u{200C}b» \"\"<&>\"\" \\ , \u{1}\n;\""));
    assert!(written(Format::Cypher).contains("label: '«a\u{200C}b» \"<&>\" \\\\ , \\u0001\\n;'"));
}

/// Labels full of what formats take for their own.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\"",
        "'",
        "\\",
        "<",
        ">",
        "&",
        "&lt;",
        "&#34;",
        "</script>",
        "<!--",
        "]]>",
        "{",
        "}",
        "]",
        "|",
        "#",
        ";",
        ",",
        "`",
        "--",
        "\n",
        "\r",
        "\t",
        "\u{0}",
        "\u{1}",
        "\u{7f}",
        "\u{200c}",
        "\u{2028}",
        "\u{202e}",
        "{{data}}",
        "${x}",
        "%%",
        "end",
        "graph",
        "گفت\u{200c}وگو",
        "۱۲٫۵",
        "é",
        "😀",
        " ",
    ]);
    prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat())
}

/// The text between two marks, which must both be there.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap();
    rest.split_once(after).unwrap().0
}

proptest! {
    #[test]
    fn no_label_breaks_out_of_xml(label in nasty()) {
        let kept: String = label.chars().filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}') || *c == '\r').collect();
        for format in [Format::GraphMl, Format::Gexf] {
            let text = written(&labelled(&label), format);
            let mut reader = quick_xml::Reader::from_str(&text);
            let (mut found, mut inside, mut nodes) = (String::new(), false, 0);
            loop {
                use quick_xml::events::Event;
                match reader.read_event().unwrap() {
                    Event::Eof => break,
                    Event::Start(element) if element.name().as_ref() == "node" => {
                        nodes += 1;
                        if format == Format::Gexf && nodes == 1 {
                            let attribute = element.try_get_attribute("label").unwrap().unwrap();
                            found = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
                        }
                    }
                    Event::Start(element) if nodes == 1 && element.name().as_ref() == "data" => {
                        inside = element.try_get_attribute("key").unwrap().unwrap().value.as_ref() == "node.label";
                    }
                    Event::Text(words) if inside => found += &*words,
                    Event::GeneralRef(name) if inside => {
                        let entity = format!("&{};", &*name);
                        found += &quick_xml::escape::unescape(&entity).unwrap();
                    }
                    Event::End(element) if element.name().as_ref() == "data" => inside = false,
                    _ => {}
                }
            }
            prop_assert_eq!(nodes, 2);
            prop_assert_eq!(&found, &kept);
        }
    }

    #[test]
    fn no_label_breaks_out_of_dot(label in nasty()) {
        let text = written(&labelled(&label), Format::Dot);
        prop_assert_eq!(text.lines().count(), 8);
        let quoted = between(&text, "\"urn:a\" [label=\"", "\", shape=note");
        let mut read = String::new();
        let mut characters = quoted.chars();
        while let Some(c) = characters.next() {
            match (c, c == '\\') {
                (_, true) => match characters.next().unwrap() {
                    'n' => read.push('\n'),
                    c => read.push(c),
                },
                (c, false) => {
                    prop_assert!(c != '"' && !c.is_control());
                    read.push(c);
                }
            }
        }
        let expected: String = label.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
        prop_assert_eq!(read.replace("&amp;", "&"), expected + "\nPhrase");
    }

    #[test]
    fn no_label_breaks_out_of_mermaid(label in nasty()) {
        let text = written(&labelled(&label), Format::Mermaid);
        prop_assert_eq!(text.lines().count(), 8);
        let quoted = between(&text, "n0>\"", "<br/>Phrase\"]");
        prop_assert!(!quoted.contains(['"', '<', '>', '&', '`']));
        let expected: String = label.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let codes = [("#quot;", "\""), ("#lt;", "<"), ("#gt;", ">"), ("#amp;", "&"), ("#96;", "`"), ("#35;", "#")];
        prop_assert_eq!(codes.iter().fold(quoted.to_owned(), |text, (code, sign)| text.replace(code, sign)), expected);
    }

    #[test]
    fn no_label_breaks_out_of_cypher(label in nasty()) {
        let text = written(&labelled(&label), Format::Cypher);
        prop_assert_eq!(text.lines().count(), 4);
        let quoted = between(&text, "label: '", "'}, n:Phrase").to_owned();
        let mut read = String::new();
        let mut characters = quoted.chars();
        while let Some(c) = characters.next() {
            prop_assert!(c != '\'' && !c.is_control());
            match (c, c == '\\') {
                (_, true) => match characters.next().unwrap() {
                    'n' => read.push('\n'),
                    'r' => read.push('\r'),
                    't' => read.push('\t'),
                    'u' => {
                        let code: String = characters.by_ref().take(4).collect();
                        read.extend(char::from_u32(u32::from_str_radix(&code, 16).unwrap()));
                    }
                    c => read.push(c),
                },
                (c, false) => read.push(c),
            }
        }
        prop_assert_eq!(read, label);
    }

    #[test]
    fn no_label_breaks_out_of_csv(label in nasty()) {
        let text = written(&labelled(&label), Format::CsvNodes);
        let (_, body) = text.split_once('\n').unwrap();
        let field = between(body, "urn:a,", ",phrase,Phrase");
        let read = match field.strip_prefix('"').and_then(|f| f.strip_suffix('"')) {
            Some(inner) => {
                prop_assert!(!inner.replace("\"\"", "").contains('"'));
                inner.replace("\"\"", "\"")
            }
            None => {
                prop_assert!(!field.contains([',', '"', '\n', '\r']));
                field.to_owned()
            }
        };
        prop_assert_eq!(read, label);
    }

    #[test]
    fn no_label_breaks_out_of_json_or_the_page(label in nasty()) {
        let graph = labelled(&label);
        let json = |format| -> serde_json::Value { serde_json::from_str(&written(&graph, format)).unwrap() };
        prop_assert_eq!(&json(Format::Cytoscape)["elements"]["nodes"][0]["data"]["label"], &label);
        prop_assert_eq!(&json(Format::Cx2)[4]["nodes"][0]["v"]["name"], &label);
        prop_assert_eq!(&json(Format::JsonLd)["@graph"][0]["label"], &label);
        let page = written(&graph, Format::Html);
        prop_assert_eq!(page.matches("<script").count(), 3);
        prop_assert_eq!(page.matches("</script>").count(), 3);
        let data = between(&page, "id=\"graph\">", "</script>");
        let is_harmless = !data.contains(['<', '>', '&', '\u{2028}']);
        prop_assert!(is_harmless);
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        prop_assert_eq!(&data["nodes"][0]["label"], &label);
    }
}

#[test]
fn the_page_needs_nothing_else_and_shows_the_words_behind_things() {
    let page = exported(Format::Html);
    for word in ["src=", "@import", "url(", "fetch(", "XMLHttpRequest", "{{"] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains("default-src 'none'") && page.contains("Mike Bostock"));
    let data: serde_json::Value = serde_json::from_str(between(&page, "id=\"graph\">", "</script>")).unwrap();
    let node = |key: &str, value: &str| data["nodes"].as_array().unwrap().iter().find(|n| n[key] == value).unwrap();
    let marked = |passage: &serde_json::Value| -> Vec<(String, String)> {
        let text: Vec<char> = passage["text"].as_str().unwrap().chars().collect();
        let place = |mark: &serde_json::Value, n: usize| usize::try_from(mark[n].as_u64().unwrap()).unwrap();
        let marks = passage["marks"].as_array().unwrap().iter();
        marks.map(|m| (m[2].as_str().unwrap().to_owned(), text[place(m, 0)..place(m, 1)].iter().collect())).collect()
    };
    let passage = |n: &serde_json::Value| data["passages"][usize::try_from(n.as_u64().unwrap()).unwrap()].clone();
    let thanks = &node("type", "Appreciate")["passages"];
    let words = marked(&passage(&thanks[0]));
    assert!(words.contains(&("agent".into(), "رستمی".into())), "{words:?}");
    assert!(words.contains(&("Appreciate".into(), "تشکر کرد".into())), "{words:?}");
    let oslo = node("label", "اسلو");
    assert_eq!(oslo["told"], 2);
    assert_eq!(marked(&passage(&oslo["passages"][0])), [("words".to_owned(), "اسلو".to_owned())]);
}

#[test]
fn cypher_merges_every_node_and_edge_once() {
    let (graph, text) = (events(), exported(Format::Cypher));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.iter().filter(|l| l.starts_with("MERGE (n:Khabar {iri: ")).count(), graph.node_count());
    assert_eq!(
        lines.iter().filter(|l| l.starts_with("MATCH ") && l.contains(" MERGE (a)-[r:")).count(),
        graph.edge_count()
    );
    assert_eq!(lines.len(), 1 + graph.node_count() + graph.edge_count());
    assert!(lines.iter().all(|l| l.ends_with(';') && !l.contains("CREATE (")));
}

#[test]
fn tables_have_the_headers_of_their_readers() {
    let files = export::files(&events(), Format::Csv, &store()).unwrap();
    let (nodes, edges) = (&files[0], &files[1]);
    assert_eq!((nodes.name, edges.name), ("nodes.csv", "edges.csv"));
    assert!(nodes.text.starts_with("iri:ID,label,:LABEL,article,"), "{}", nodes.text);
    assert!(nodes.text.contains("pageRank:double") && nodes.text.contains(",Khabar;Event;Meet,"));
    assert_eq!(edges.text.lines().next(), Some(":START_ID,:END_ID,:TYPE,begin:date,end:date,types,weight:long"));
}

#[test]
fn a_map_has_a_point_for_each_place_of_an_event() {
    let map: serde_json::Value = serde_json::from_str(&exported(Format::GeoJson)).unwrap();
    let features = map["features"].as_array().unwrap();
    assert_eq!(features.len(), 1);
    assert_eq!(features[0]["geometry"]["coordinates"], serde_json::json!([10.75, 59.91]));
    assert_eq!(features[0]["properties"]["participant"], serde_json::json!(["داوود رستمی", "سارا کریمی"]));
}

#[test]
fn xml_is_well_formed() {
    for format in [Format::GraphMl, Format::Gexf] {
        let text = exported(format);
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut elements = 0;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(_) => elements += 1,
                _ => {}
            }
        }
        assert!(elements > 30);
    }
}

/// The sample with its labels in another language.
fn speaking(language: &str) -> Store {
    let retagged = quads(&knowledge("a"), &Rules).into_iter().map(|mut quad| {
        if let Term::Literal(literal) = &quad.object
            && literal.language() == Some("fa")
        {
            quad.object = Literal::new_language_tagged_literal_unchecked(literal.value(), language).into();
        }
        quad
    });
    store_of(retagged).unwrap()
}

#[test]
fn json_ld_says_what_the_store_says() {
    for language in ["fa", "ps", "en"] {
        json_ld_repeats(&speaking(language), language);
    }
}

fn json_ld_repeats(store: &Store, language: &str) {
    use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
    let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    let graph = project(&view(store).unwrap(), Projection::Events, &Selection::default());
    assert!(graph.node_weights().all(|node| !node.label.is_empty()), "{language}");
    let text = written(&graph, Format::JsonLd);
    let mut count = 0;
    for quad in RdfParser::from_format(format).for_slice(text.as_bytes()) {
        let quad = quad.unwrap();
        let (s, p, o) = (quad.subject.as_ref(), quad.predicate.as_ref(), quad.object.as_ref());
        let there = store.quads_for_pattern(Some(s), Some(p), Some(o), None).next().is_some();
        assert!(there, "{quad}");
        count += 1;
    }
    assert!(count > 100, "{count}");
}
