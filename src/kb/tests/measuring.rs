//! Measures, on graphs small enough for a pencil; `.ci/readers.py` compares larger ones with networkx.

use super::*;
use graph::{Edge, Kind, Node, View, betweenness, communities, measure};

fn graph(nodes: usize, edges: &[(usize, usize, usize)]) -> View {
    let mut graph = View::new();
    for n in 0..nodes {
        let iri = format!("urn:{n:03}");
        graph.add_node(Node { iri, kind: Kind::Phrase, label: n.to_string(), values: BTreeMap::new() });
    }
    for (from, to, weight) in edges {
        let mut edge = Edge::of("together");
        edge.events = (0..*weight).map(|n| format!("urn:e{n}")).collect();
        let node = |n: &usize| petgraph::graph::NodeIndex::new(*n);
        graph.add_edge(node(from), node(to), edge);
    }
    graph
}

fn close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() < 1e-6, "{found:?} {expected:?}");
    }
}

#[test]
fn page_rank_shares_by_weight_and_sums_to_one() {
    // networkx.pagerank of the same graph, alpha 0.85, tol 1e-12.
    let ranks = measure::page_rank(&graph(4, &[(0, 1, 3), (0, 2, 1), (1, 2, 1), (3, 2, 1)]));
    close(&ranks, &PAGE_RANK);
    assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    assert!(measure::page_rank(&View::new()).is_empty());
}

const PAGE_RANK: [f64; 4] = [0.141006433, 0.230898035, 0.487089098, 0.141006433];

#[test]
fn who_stands_between_others_has_their_paths() {
    // A path of four: the inner ones lie on two of the three pairs of others.
    close(&betweenness::betweenness(&graph(4, &[(0, 1, 1), (2, 1, 1), (2, 3, 5)])), &[0.0, 2.0 / 3.0, 2.0 / 3.0, 0.0]);
    // A square: each lies on one of two shortest paths of one pair of three. Doubled edges and loops change nothing.
    let square = graph(4, &[(0, 1, 1), (1, 0, 1), (1, 2, 1), (2, 3, 1), (3, 0, 1), (2, 2, 1)]);
    close(&betweenness::betweenness(&square), &[1.0 / 6.0; 4]);
    close(&betweenness::betweenness(&graph(2, &[(0, 1, 1)])), &[0.0, 0.0]);
}

#[test]
fn two_circles_of_friends_are_two_communities() {
    let edges = [(0, 1, 1), (1, 2, 1), (2, 0, 1), (3, 4, 1), (4, 5, 1), (5, 3, 1), (5, 6, 1), (2, 3, 1)];
    assert_eq!(communities::communities(&graph(8, &edges)), [2, 2, 2, 1, 1, 1, 1, 3]);
    // Weight decides: the bridge is the strongest bond.
    let edges = [(0, 1, 1), (1, 2, 9), (2, 3, 1)];
    let found = communities::communities(&graph(4, &edges));
    assert_eq!(found[1], found[2]);
    assert_eq!(communities::communities(&graph(3, &[])), [1, 2, 3]);
}

#[test]
fn measures_are_values_of_the_nodes() {
    let mut graph = graph(3, &[(0, 1, 1), (1, 2, 1)]);
    measure::measure(&mut graph);
    let middle = &graph.node_weights().nth(1).unwrap().values;
    assert_eq!((&*middle["degree"], &*middle["betweenness"], &*middle["community"]), ("2", "1", "1"));
}
