//! Checks: a sound graph passes, each planted fault is found.

use super::*;
use crate::findings::Report;
use crate::rules::Orthography;
use crate::rules::files::RuleFiles;
use functions::Functions;

/// Everything that the shipped checks find.
fn found(store: &Store) -> Report {
    let files = RuleFiles::embedded(crate::rules::DEFAULT_LANGUAGE);
    let functions = Functions::new(Orthography::of(&files).unwrap());
    let files = BTreeMap::new();
    let mut places = places::Places::new(store, &files);
    let shipped = assertion::shipped().unwrap();
    let checks = shipped.iter().map(|a| a.run(store, &[], &functions, &mut places).unwrap()).collect();
    Report { checks, ..Report::default() }
}

fn names(store: &Store) -> Vec<String> {
    found(store).findings().map(|(check, _)| check.name.clone()).collect()
}

#[test]
fn a_sound_graph_has_no_violations() {
    assert_eq!(names(&store()), [] as [&str; 0]);
}

/// Plants faults, one of each kind, by SPARQL; each must be found by its check.
#[test]
fn each_planted_fault_is_found_by_its_check() {
    let faults = [
        ("event-typed", "DELETE { GRAPH ?g { ?e a kb:Meet } } WHERE { GRAPH ?g { ?e a kb:Meet } }"),
        (
            "event-mentioned",
            "DELETE { GRAPH ?g { ?e kb:mention ?m } } WHERE { GRAPH ?g { ?e a kb:Talk ; kb:mention ?m } }",
        ),
        (
            "event-attributes",
            "DELETE { GRAPH ?g { ?e kb:polarity ?p } } WHERE { GRAPH ?g { ?e a kb:Talk ; kb:polarity ?p } }",
        ),
        ("event-attributes", "INSERT { GRAPH ?g { ?e kb:modality kb:hoped } } WHERE { GRAPH ?g { ?e a kb:Talk } }"),
        (
            "mention-quotes-text",
            "DELETE { GRAPH ?g { ?m oa:start ?s } } INSERT { GRAPH ?g { ?m oa:start 3 } } WHERE { GRAPH ?g { ?m a kb:EventMention ; oa:start ?s FILTER(?s > 3) } }",
        ),
        (
            "mention-quotes-text",
            "DELETE { GRAPH ?g { ?a oa:exact ?s } } INSERT { GRAPH ?g { ?a oa:exact 'x' } } WHERE { GRAPH ?g { ?a a kb:Argument ; oa:exact ?s } }",
        ),
        ("mention-rule", "DELETE { GRAPH ?g { ?m kb:rule ?r } } WHERE { GRAPH ?g { ?m a kb:Fact ; kb:rule ?r } }"),
        ("role-filler", "INSERT { GRAPH ?g { ?e kb:agent <urn:nobody> } } WHERE { GRAPH ?g { ?e a kb:Talk } }"),
        (
            "role-filler",
            "INSERT { GRAPH ?g { ?e kb:time ?p } } WHERE { GRAPH ?g { ?e a kb:Meet ; kb:participant ?p } }",
        ),
        (
            "entity-complete",
            "DELETE { GRAPH ?g { ?e rdfs:label ?l } } WHERE { GRAPH ?g { ?e a kb:Group ; rdfs:label ?l } }",
        ),
        ("entity-complete", "INSERT { GRAPH ?g { ?e a kb:Place } } WHERE { GRAPH ?g { ?e a kb:Group } }"),
        (
            "date-valid",
            "INSERT { GRAPH ?g { ?e sem:hasBeginTimeStamp '2025-02-30'^^xsd:date } } WHERE { GRAPH ?g { ?e a kb:Time } }",
        ),
        ("date-valid", "INSERT { GRAPH ?g { ?e dct:issued 'soon' } } WHERE { GRAPH ?g { ?e a schema:NewsArticle } }"),
        (
            "coreference-complete",
            "DELETE { GRAPH ?g { ?m kb:antecedent ?o } } WHERE { GRAPH ?g { ?m kb:antecedent ?o } }",
        ),
        (
            "coreference-complete",
            "DELETE { GRAPH ?g { ?m kb:coreference ?o } } WHERE { GRAPH ?g { ?m kb:coreference ?o } }",
        ),
        (
            "coreference-complete",
            "DELETE { GRAPH ?g { ?m kb:antecedent ?o } } INSERT { GRAPH ?g { ?m kb:antecedent ?other } } \
             WHERE { GRAPH ?g { ?m kb:antecedent ?o . ?e a kb:Talk ; kb:mention ?other } }",
        ),
        ("identity-complete", "INSERT DATA { GRAPH <urn:g> { <urn:i> a kb:Identity ; kb:score 2.0 } }"),
        (
            "identity-complete",
            "INSERT { GRAPH ?g { ?e kb:happening <urn:h> . <urn:h> a kb:Happening } } WHERE { GRAPH ?g { ?e a kb:Talk } }",
        ),
        ("article-complete", "DELETE { GRAPH ?g { ?a nif:isString ?t } } WHERE { GRAPH ?g { ?a nif:isString ?t } }"),
    ];
    let prefixes: String =
        crate::rdf::terms::PREFIXES.iter().map(|(p, iri)| format!("PREFIX {p}: <{iri}>\n")).collect();
    for (check, fault) in faults {
        let store = store();
        let update = oxigraph::sparql::SparqlEvaluator::new().parse_update(&format!("{prefixes}{fault}")).unwrap();
        update.on_store(&store).execute().unwrap();
        let found = names(&store);
        assert!(found.iter().any(|name| name == check), "{check} does not see {fault}\n{found:?}");
    }
}
