//! Tests of the stage: snapshots of one article, promises that hold for all, and the vocabulary against the schema.

use super::sample::{Rules, TEXT, knowledge};
use super::terms::{KB, PREFIXES, kb, nif, oa, own};
use super::*;
use crate::schema::{EntityType, EventType, FactProperty, LinkProperty, Modality, Polarity, Role};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use proptest::prelude::*;
use std::collections::HashSet;

fn written(syntax: Syntax) -> String {
    String::from_utf8(write(&quads(&knowledge("a/1"), &Rules), syntax, Vec::new()).unwrap()).unwrap()
}

#[test]
fn an_article_as_turtle() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("article.ttl", written(Syntax::Turtle));
    });
}

#[test]
fn every_syntax_reads_back_to_the_same_statements() {
    let original: HashSet<Quad> = quads(&knowledge("a/1"), &Rules).into_iter().collect();
    for (name, syntax) in Syntax::ALL {
        let text = written(*syntax);
        let format = match syntax {
            Syntax::Turtle => RdfFormat::Turtle,
            Syntax::TriG => RdfFormat::TriG,
            Syntax::NQuads => RdfFormat::NQuads,
            Syntax::NTriples => RdfFormat::NTriples,
            Syntax::RdfXml => RdfFormat::RdfXml,
            Syntax::JsonLd => RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() },
        };
        let read: HashSet<Quad> =
            RdfParser::from_format(format).for_slice(text.as_bytes()).collect::<Result<_, _>>().unwrap();
        let expected: HashSet<Quad> = if matches!(syntax, Syntax::TriG | Syntax::NQuads | Syntax::JsonLd) {
            original.clone()
        } else {
            original.iter().map(|q| Quad { graph_name: GraphName::DefaultGraph, ..q.clone() }).collect()
        };
        assert_eq!(read, expected, "{name}");
    }
}

#[test]
fn the_same_knowledge_gives_the_same_bytes() {
    assert_eq!(written(Syntax::TriG), written(Syntax::TriG));
}

#[test]
fn quotations_stand_at_their_code_points() {
    let quads = quads(&knowledge("a"), &Rules);
    let value = |s: &NamedOrBlankNode, p: NamedNodeRef<'_>| {
        quads.iter().find(|q| q.subject == *s && q.predicate == p).map(|q| match &q.object {
            Term::Literal(l) => l.value().to_owned(),
            other => other.to_string(),
        })
    };
    let mut checked = 0;
    for quad in quads.iter().filter(|q| q.predicate == oa::START) {
        let number = |p| value(&quad.subject, p).unwrap().parse::<usize>().unwrap();
        let (start, end) = (number(oa::START), number(oa::END));
        let found: String = TEXT.chars().skip(start).take(end - start).collect();
        assert_eq!(Some(found), value(&quad.subject, oa::EXACT));
        checked += 1;
    }
    assert!(checked > 40, "{checked}");
    assert!(quads.iter().any(|q| q.predicate == nif::IS_STRING));
}

#[test]
fn only_what_depends_on_no_article_is_in_the_reference_graph() {
    let article: GraphName = iri::article("a").into();
    for quad in quads(&knowledge("a"), &Rules) {
        let thing = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str().strip_prefix(iri::THINGS).unwrap().to_owned(),
            NamedOrBlankNode::BlankNode(_) => panic!("a blank node: {quad}"),
        };
        if quad.graph_name != article {
            assert!(!thing.starts_with("article/"), "{quad}");
            assert!(!quad.object.to_string().contains("/article/"), "{quad}");
        }
    }
}

#[test]
fn rules_carry_their_measured_precision() {
    let quads = quads(&knowledge("a"), &Rules);
    let rule: NamedOrBlankNode = iri::rule("events/meet").into();
    let precision = quads.iter().find(|q| q.subject == rule && q.predicate == kb::PRECISION).unwrap();
    assert_eq!(precision.object.to_string(), "\"0.925\"^^<http://www.w3.org/2001/XMLSchema#decimal>");
}

#[test]
fn impossible_days_are_not_written_as_dates() {
    let mut knowledge = knowledge("a");
    for (day, is_date) in [
        ("2024-02-29", true),
        ("2023-02-29", false),
        ("2024-13-01", false),
        ("2024-1-01", false),
        ("2024-04-31", false),
        ("yesterday", false),
        ("2024-04-30T10:00", false),
    ] {
        knowledge.article.published = Some(day.into());
        let found = quads(&knowledge, &NoRuleFacts).iter().any(|q| q.predicate == terms::dct::ISSUED);
        assert_eq!(found, is_date, "{day}");
    }
}

#[test]
fn the_content_hash_sees_every_field_and_no_shifts_between_them() {
    let article = knowledge("a").article;
    let mut others = vec![article.clone(); 6];
    others[0].id.push('x');
    others[1].text.push('x');
    others[2].title = Some(String::new());
    others[3].url = None;
    others[4].publisher = article.published.clone();
    others[4].published = article.publisher.clone();
    others[5].published = None;
    let hashes: HashSet<String> = others.iter().map(content_hash).collect();
    assert_eq!(hashes.len(), 6);
    assert!(!hashes.contains(&content_hash(&article)));
}

proptest! {
    #[test]
    fn any_name_gives_a_legal_iri_of_one_more_segment(name in "\\PC*|[\\x00-\\x20./%?#~\u{200c}آ-ی]*") {
        for iri in [iri::article(&name), iri::entity(&name), iri::rule(&name), iri::range(&iri::article(&name), (0, 3))] {
            let parsed = NamedNode::new(iri.as_str());
            prop_assert!(parsed.is_ok(), "{} {:?}", iri, parsed);
        }
        let article = iri::article(&name);
        let rest = article.as_str().strip_prefix(iri::THINGS).unwrap();
        prop_assert_eq!(rest.matches('/').count(), 1);
        prop_assert!(!matches!(&rest[8..], "" | "." | ".."));
    }

    #[test]
    fn two_names_never_share_an_iri(one in "[a-c./%~ 0-9A-F]{0,5}", other in "[a-c./%~ 0-9A-F]{0,5}") {
        prop_assert_eq!(one == other, iri::segment(&one) == iri::segment(&other));
    }
}

#[test]
fn prefixes_are_legal_and_sorted() {
    assert!(PREFIXES.is_sorted());
    for (_, namespace) in PREFIXES {
        NamedNode::new(*namespace).unwrap();
    }
}

fn vocabulary() -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::Turtle).for_slice(VOCABULARY.as_bytes()).collect::<Result<_, _>>().unwrap()
}

#[test]
fn the_vocabulary_explains_every_name_of_the_schema() {
    let vocabulary = vocabulary();
    let names = EntityType::ALL
        .iter()
        .map(|n| n.name())
        .chain(EventType::ALL.iter().map(|n| n.name()))
        .chain(Role::ALL.iter().map(|n| n.name()))
        .chain(Polarity::ALL.iter().map(|n| n.name()))
        .chain(Modality::ALL.iter().map(|n| n.name()))
        .chain(FactProperty::ALL.iter().map(|n| n.name()))
        .chain(LinkProperty::ALL.iter().map(|n| n.name()))
        .chain(crate::schema::Coreference::ALL.iter().map(|n| n.name()));
    for name in names {
        assert_explained(&vocabulary, &own(name));
    }
}

#[test]
fn the_vocabulary_explains_every_term_of_ours_that_is_written() {
    let vocabulary = vocabulary();
    let mut seen = HashSet::new();
    for quad in quads(&knowledge("a"), &Rules) {
        seen.insert(quad.predicate);
        if let Term::NamedNode(object) = quad.object {
            seen.insert(object);
        }
    }
    for term in seen.iter().filter(|t| t.as_str().starts_with(KB)) {
        assert_explained(&vocabulary, term);
    }
}

#[test]
fn the_vocabulary_explains_what_it_defines() {
    let vocabulary = vocabulary();
    for quad in &vocabulary {
        if let NamedOrBlankNode::NamedNode(term) = &quad.subject
            && term.as_str().starts_with(KB)
        {
            assert_explained(&vocabulary, term);
        }
    }
}

fn assert_explained(vocabulary: &[Quad], term: &NamedNode) {
    let definition = NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#definition");
    let literal = |property: NamedNodeRef<'_>, language: &str| {
        vocabulary.iter().any(|q| {
            q.subject.as_ref() == term.as_ref().into()
                && q.predicate == property
                && matches!(&q.object, Term::Literal(l) if l.language() == Some(language) && !l.value().is_empty())
        })
    };
    assert!(literal(rdfs::LABEL, "fa"), "{term} has no Persian label");
    assert!(literal(rdfs::LABEL, "en"), "{term} has no English label");
    assert!(literal(definition, "en"), "{term} has no definition");
}
