//! The graph view and its formats.

use super::*;
use export::Format;

fn exported(format: Format) -> String {
    let mut out = Vec::new();
    export::write(&view(&store(), Options::default()).unwrap(), format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_view_holds_things_and_what_connects_them() {
    let graph = view(&store(), Options::default()).unwrap();
    assert_eq!(graph.node_count(), 12 + 14 + 3);
    assert_eq!(graph.node_weights().filter(|n| n.label.is_empty()).count(), 0);
    let without = view(&store(), Options { phrases: false }).unwrap();
    assert_eq!(without.node_count(), 12 + 14);
    let edges = |property| graph.edge_weights().filter(|e| e.property == property).count();
    assert_eq!((edges("participant"), edges("member"), edges("during")), (4, 2, 1));
    let dead = graph.node_weights().find(|n| n.label == "۱۲ کشته" && n.kind.name() == "Quantity").unwrap();
    assert_eq!(dead.values["number"], "12");
}

#[test]
fn every_format_is_the_same_every_time_and_keeps_labels() {
    for (name, format) in Format::ALL {
        let text = exported(*format);
        assert_eq!(text, exported(*format), "{name}");
        if *format != Format::CsvEdges {
            assert!(text.contains("گروه\u{200C}های تندرو"), "{name}");
            assert!(text.contains("سارا کریمی"), "{name}");
        }
    }
}

#[test]
fn labels_with_marks_of_the_format_come_through() {
    let mut graph = graph::View::new();
    graph.add_node(graph::Node {
        iri: "urn:a\"b".into(),
        kind: graph::Kind::Phrase,
        label: "«a\u{200C}b» \"<&>\" \\ , \u{1}\n;".into(),
        language: "fa".into(),
        values: BTreeMap::new(),
    });
    let written = |format| {
        let mut out = Vec::new();
        export::write(&graph, format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    assert!(written(Format::Dot).contains("label=\"«a\u{200C}b» \\\"<&>\\\" \\\\ ,  \\n;\\nPhrase\""));
    assert!(written(Format::GraphMl).contains("«a\u{200C}b» "));
    assert!(!written(Format::GraphMl).contains('\u{1}'));
    assert!(written(Format::CsvNodes).contains("\"«a\u{200C}b» \"\"<&>\"\" \\ , \u{1}\n;\""));
    let json: serde_json::Value = serde_json::from_str(&written(Format::Cytoscape)).unwrap();
    assert_eq!(json["elements"]["nodes"][0]["data"]["label"], "«a\u{200C}b» \"<&>\" \\ , \u{1}\n;");
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

#[test]
fn json_ld_says_what_the_store_says() {
    use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
    let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    let text = exported(Format::JsonLd);
    let store = store();
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
