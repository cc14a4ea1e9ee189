//! `khabar export`: what is asked for on the command line is what stands in the file.

use crate::support::{BASE, Folder, csv_rows, khabar};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// The formats that the help names.
const FORMATS: &[&str] = &[
    "html",
    "gexf",
    "graphml",
    "cytoscape",
    "cx2",
    "dot",
    "mermaid",
    "csv-nodes",
    "csv-edges",
    "cypher",
    "jsonld",
    "geojson",
];

fn elements(arguments: &[&str]) -> Value {
    let all = [&["export", &BASE.1, "-f", "cytoscape"], arguments].concat();
    serde_json::from_str::<Value>(&khabar(&all).fine()).expect("JSON")["elements"].clone()
}

fn field(elements: &Value, kind: &str, name: &str) -> BTreeSet<String> {
    let all = elements[kind].as_array().expect("a list").iter();
    all.filter_map(|e| e["data"][name].as_str().map(str::to_owned)).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_file_holds_what_standard_output_would() {
    let folder = Folder::new();
    for format in FORMATS {
        let path = folder.path(format);
        assert_eq!(khabar(&["export", &BASE.1, "-f", format, "-o", &path]).fine(), "");
        let written = fs::read_to_string(&path).expect("the file is there");
        assert_eq!(written, khabar(&["export", &BASE.1, "--format", format]).fine(), "{format}");
    }
}

#[test]
fn csv_is_a_folder_of_two_tables() {
    let folder = Folder::new();
    let path = folder.path("tables");
    khabar(&["export", &BASE.1, "-f", "csv", "-o", &path]).fine();
    let read = |name: &str| fs::read_to_string(format!("{path}/{name}")).expect("the table is there");
    let (nodes, edges) = (csv_rows(&read("nodes.csv")), csv_rows(&read("edges.csv")));
    let ids: BTreeSet<&String> = nodes.iter().map(|row| &row[0]).collect();
    assert!(nodes.len() > 30 && edges.iter().all(|row| ids.contains(&row[0]) && ids.contains(&row[1])));
    let ran = khabar(&["export", &BASE.1, "-f", "csv"]);
    assert!(ran.code == 2 && ran.err.contains("--output") && ran.err.contains("csv-nodes"), "{ran:?}");
}

#[test]
fn actors_and_entities_are_graphs_without_events() {
    let actors = elements(&["--as", "actors"]);
    assert_eq!(field(&actors, "edges", "label"), set(&["actsOn"]));
    assert_eq!(field(&actors, "nodes", "class"), set(&["entity"]));
    let labels = field(&actors, "nodes", "label");
    assert!(labels.contains("سلمان چودری") && labels.contains("عبداللطیف حموچی"), "{labels:?}");
    let entities = elements(&["--as", "entities", "--type", "Person,Place"]);
    assert_eq!(field(&entities, "nodes", "type"), set(&["Person", "Place"]));
    assert!(field(&entities, "edges", "label").contains("together"));
}

#[test]
fn filters_leave_what_they_name() {
    assert_eq!(field(&elements(&["--modality", "planned"]), "nodes", "modality"), set(&["planned"]));
    let of_type = elements(&["--type", "Meet"]);
    let meetings: BTreeSet<String> = field(&of_type, "nodes", "modality");
    assert_eq!(meetings, set(&["actual"]));
    assert!(field(&of_type, "nodes", "type").contains("Meet") && !field(&of_type, "nodes", "type").contains("Die"));
    let of_entity = elements(&["--entity", "سلمان چودري", "--type", "Appreciate"]);
    assert!(field(&of_entity, "nodes", "type").contains("Appreciate"));
    // No event of the article has a day: it was given without its day of publication.
    assert_eq!(elements(&["--from", "2024-01-01"])["nodes"], serde_json::json!([]));
}

#[test]
fn a_neighbourhood_is_smaller_than_the_graph_and_holds_its_centre() {
    let count = |elements: &Value| elements["nodes"].as_array().expect("a list").len();
    let (one, two, all) =
        (elements(&["--around", "Rabat", "--hops", "1"]), elements(&["--around", "رباط"]), elements(&[]));
    assert!(field(&one, "nodes", "label").contains("رباط"));
    assert!(1 < count(&one) && count(&one) < count(&two) && count(&two) < count(&all));
}

#[test]
fn measures_stand_on_every_node_as_numbers() {
    for node in elements(&[])["nodes"].as_array().expect("a list") {
        let data = &node["data"];
        assert!(data["degree"].is_u64() && data["community"].is_u64(), "{data}");
        assert!(data["pageRank"].is_f64() && data["betweenness"].is_number(), "{data}");
    }
}

#[test]
fn what_cannot_be_exported_is_said() {
    let said = |arguments: &[&str], parts: &[&str]| {
        let ran = khabar(&[&["export", &BASE.1, "-f", "dot"], arguments].concat());
        assert!(ran.code == 2 && ran.out.is_empty(), "{arguments:?}: {ran:?}");
        for part in parts {
            assert!(ran.err.contains(part), "{part} is not in {}", ran.err);
        }
    };
    said(&["--entity", "چودری سلمان"], &["no entity is called `چودری سلمان`", "there are", "سلمان چودری"]);
    said(&["--entity", "xyz"], &["no entity is called `xyz`"]);
    said(&["--type", "Meating"], &["Meating", "known are", "Meet", "Person"]);
    said(&["--from", "1403-13-01"], &["1403-13-01", "write it as 2024-03-31"]);
    said(&["--modality", "maybe"], &["maybe", "actual", "planned", "possible"]);
    said(&["--hops", "2"], &["--around"]);
    said(&["--around", "رباط", "--type", "Die"], &["no part of the graph", "رباط"]);
}
