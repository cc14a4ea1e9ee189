//! Projections, filters and neighbourhoods.

use super::*;
use crate::schema::{EntityType, EventType, Modality, Polarity};
use graph::{Kind, Projection, Selection, View, around, project, select};
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;

fn projected(projection: Projection, selection: &Selection) -> View {
    project(&view(&store()).unwrap(), projection, selection)
}

/// What a projection without event nodes counts when nobody asks for more.
fn happened() -> Selection {
    Selection {
        polarities: BTreeSet::from([Polarity::Positive]),
        modalities: BTreeSet::from([Modality::Actual]),
        ..Selection::default()
    }
}

/// Edges as from, property, to, weight.
fn edges(graph: &View) -> Vec<(&str, &str, &str, usize)> {
    let label = |n: petgraph::graph::NodeIndex| graph[n].label.as_str();
    let edges = graph.edge_references();
    edges.map(|e| (label(e.source()), e.weight().property, label(e.target()), e.weight().weight())).collect()
}

fn events_of(graph: &View) -> BTreeSet<&'static str> {
    graph.node_weights().filter(|n| matches!(n.kind, Kind::Event(_))).map(|n| n.kind.name()).collect()
}

#[test]
fn actors_are_joined_by_what_one_does_to_the_other() {
    let graph = projected(Projection::Actors, &happened());
    let found = edges(&graph);
    assert!(found.contains(&("داوود رستمی", "actsOn", "امدادگران ایرانی", 1)), "{found:?}");
    assert!(found.contains(&("شبتاب", "actsOn", "کشاورزان جنوب", 1)), "{found:?}");
    // The sides of a meeting act on each other.
    assert!(found.contains(&("سارا کریمی", "actsOn", "داوود رستمی", 1)), "{found:?}");
    assert!(found.contains(&("داوود رستمی", "actsOn", "سارا کریمی", 1)), "{found:?}");
    assert!(graph.node_weights().all(|n| matches!(n.kind, Kind::Entity(_))));
    let meeting = graph.edge_weights().find(|e| e.values["types"] == "Meet 1").unwrap();
    assert!(meeting.events[0].ends_with("/event/meet-1"), "{meeting:?}");
}

#[test]
fn entities_are_joined_by_events_and_facts_and_none_is_missing() {
    let graph = projected(Projection::Entities, &happened());
    assert_eq!(graph.node_count(), 14);
    let found = edges(&graph);
    assert!(found.contains(&("سارا کریمی", "together", "اسلو", 1)), "{found:?}");
    assert!(found.contains(&("این دو", "member", "سارا کریمی", 1)), "{found:?}");
    // In the order of roles: sides before places, places before times.
    assert!(found.contains(&("اسلو", "together", "روز ۳ خرداد", 1)), "{found:?}");
    assert!(!found.iter().any(|(from, _, to, _)| *from == "اسلو" && *to == "سارا کریمی"), "{found:?}");
}

#[test]
fn what_was_denied_or_planned_joins_nobody_until_it_is_asked_for() {
    let denied = Selection { polarities: BTreeSet::from([Polarity::Negative]), ..Selection::default() };
    assert_eq!(projected(Projection::Actors, &denied).edge_count(), 0);
    let graph = projected(Projection::Events, &denied);
    assert_eq!(events_of(&graph), BTreeSet::from(["Agree"]));
    assert_eq!(graph.node_weights().find_map(|n| n.reservation()), Some("denied"));
    let graph = projected(Projection::Events, &happened());
    assert!(graph.node_weights().all(|n| n.reservation().is_none()));
    assert!(!events_of(&graph).contains("Agree") && events_of(&graph).contains("Meet"));
}

#[test]
fn types_of_events_and_of_entities_are_chosen_apart() {
    let selection = Selection { events: BTreeSet::from([EventType::Meet]), ..Selection::default() };
    let graph = projected(Projection::Events, &selection);
    assert_eq!(events_of(&graph), BTreeSet::from(["Meet"]));
    assert!(graph.node_weights().any(|n| n.label == "اسلو"));
    let selection = Selection { entities: BTreeSet::from([EntityType::Person]), ..selection };
    let graph = projected(Projection::Events, &selection);
    assert!(graph.node_weights().any(|n| n.label == "سارا کریمی"));
    assert!(!graph.node_weights().any(|n| n.label == "اسلو"));
}

#[test]
fn days_bound_events_and_leave_out_those_without_a_day() {
    let during = |from: &str, to: &str| {
        let selection = Selection { from: Some(from.into()), to: Some(to.into()), ..Selection::default() };
        let graph = projected(Projection::Events, &selection);
        events_of(&graph)
    };
    assert_eq!(during("2025-05-24", "2025-05-24"), BTreeSet::from(["Meet"]));
    assert_eq!(during("2025-05-25", "2025-12-31"), BTreeSet::new());
    assert_eq!(during("2025-01-01", "2025-05-23"), BTreeSet::new());
}

#[test]
fn an_entity_is_found_in_any_spelling_and_takes_part_through_its_group() {
    let orthography = crate::rules::Pack::embedded().unwrap().orthography;
    let view = view(&store()).unwrap();
    let karimi = select::named(&view, "سارا كريمي", &orthography);
    assert_eq!(karimi.len(), 1);
    assert_eq!(select::named(&view, "oslo", &orthography), select::named(&view, "entity/oslo", &orthography));
    assert!(select::named(&view, "کریمی", &orthography).is_empty());
    assert_eq!(select::alike(&view, "کریمی", &orthography), ["سارا کریمی"]);
    let selection = Selection { taking_part: karimi, ..Selection::default() };
    let graph = project(&view, Projection::Events, &selection);
    // She is a member of those two who did not agree.
    assert!(events_of(&graph).is_superset(&BTreeSet::from(["Meet", "Agree", "Statement"])), "{:?}", events_of(&graph));
    assert!(!events_of(&graph).contains("Appreciate"));
}

#[test]
fn the_neighbourhood_grows_with_the_hops() {
    let graph = projected(Projection::Events, &Selection::default());
    let oslo = graph.node_weights().find(|n| n.label == "اسلو").unwrap().iri.clone();
    let sizes: Vec<usize> =
        (0..4).map(|hops| around::around(&graph, &BTreeSet::from([oslo.clone()]), hops).node_count()).collect();
    assert_eq!(sizes[0], 1);
    assert!(sizes.windows(2).all(|pair| pair[0] < pair[1]), "{sizes:?}");
    let near = around::around(&graph, &BTreeSet::from([oslo]), 1);
    assert!(events_of(&near).contains("Meet"));
    assert_eq!(around::around(&graph, &BTreeSet::from(["urn:nobody".to_owned()]), 3).node_count(), 0);
}
