//! Faults planted into a sound graph, one of each kind: the checks of the program find each. `.ci/shapes.py` plants the
//! same for an outside SHACL engine.

use crate::support::{khabar_reading, root};
use khabar::kb::check::{CHECKS, violations};
use khabar::kb::store_of;
use khabar::rdf::terms::PREFIXES;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use oxigraph::sparql::SparqlEvaluator;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;

#[derive(Deserialize)]
struct Faults {
    article: serde_json::Value,
    fault: Vec<Fault>,
}

#[derive(Deserialize)]
struct Fault {
    about: String,
    check: String,
    plant: String,
}

fn faults() -> Faults {
    toml::from_str(&fs::read_to_string(root("tests/faults.toml")).expect("the file is there")).expect("TOML")
}

fn graph(article: &serde_json::Value) -> Vec<Quad> {
    let text = khabar_reading(&["extract", "-f", "nquads", "-"], article.to_string()).fine();
    RdfParser::from_format(RdfFormat::NQuads).for_slice(text.as_bytes()).map(|q| q.expect("N-Quads")).collect()
}

/// `$ONE{ ?a ?b | pattern }` becomes the first answer.
fn written_out(plant: &str) -> String {
    let prefixes: String = PREFIXES.iter().map(|(p, iri)| format!("PREFIX {p}: <{iri}>\n")).collect();
    let whole = match plant.split_once("$ONE{") {
        None => plant.to_owned(),
        Some((before, rest)) => {
            let (variables, rest) = rest.split_once('|').expect("variables, then a pattern");
            let (pattern, after) = rest.rsplit_once("} }").expect("it ends with the pattern");
            format!("{before} {{ SELECT {variables} {{ {pattern} }} ORDER BY {variables} LIMIT 1 }} }}{after}")
        }
    };
    format!("{prefixes}{whole}")
}

#[test]
fn each_planted_fault_is_found_by_its_check() {
    let faults = faults();
    let quads = graph(&faults.article);
    assert_eq!(violations(&store_of(quads.clone()).expect("a store")).expect("an answer"), []);
    for Fault { about, check, plant } in &faults.fault {
        let store = store_of(quads.clone()).expect("a store");
        let before = store.len().expect("a store");
        let statements: BTreeSet<String> = store.iter().map(|q| q.expect("a store").to_string()).collect();
        let update =
            SparqlEvaluator::new().parse_update(&written_out(plant)).unwrap_or_else(|e| panic!("{about}: {e}"));
        update.on_store(&store).execute().expect("the fault can be planted");
        let spoilt: BTreeSet<String> = store.iter().map(|q| q.expect("a store").to_string()).collect();
        assert_ne!(statements, spoilt, "{about}: nothing was planted among {before} statements");
        let found = violations(&store).expect("an answer");
        assert!(found.iter().any(|v| v.check == check), "{about}: {check} does not see it: {found:?}");
    }
}

#[test]
fn every_check_has_a_fault_that_it_finds() {
    let planted: BTreeSet<String> = faults().fault.into_iter().map(|fault| fault.check).collect();
    let checks: BTreeSet<String> = CHECKS.iter().map(|check| check.name.to_owned()).collect();
    assert_eq!(planted, checks);
}
