//! The neighbourhood of some nodes.

use super::View;
use petgraph::graph::NodeIndex;
use std::collections::{BTreeSet, VecDeque};

/// The part of a graph that is at most `hops` edges away from the nodes with these IRIs, whatever the edges' direction.
/// Nothing when none of them is in the graph.
#[must_use]
pub fn around(graph: &View, iris: &BTreeSet<String>, hops: usize) -> View {
    let mut distance: Vec<Option<usize>> = vec![None; graph.node_count()];
    let mut open: VecDeque<NodeIndex> = graph.node_indices().filter(|n| iris.contains(&graph[*n].iri)).collect();
    for n in &open {
        distance[n.index()] = Some(0);
    }
    while let Some(n) = open.pop_front() {
        let next = distance[n.index()].map_or(0, |d| d + 1);
        if next > hops {
            continue;
        }
        for neighbour in graph.neighbors_undirected(n) {
            if distance[neighbour.index()].is_none() {
                distance[neighbour.index()] = Some(next);
                open.push_back(neighbour);
            }
        }
    }
    graph.filter_map(|n, node| distance[n.index()].is_some().then(|| node.clone()), |_, edge| Some(edge.clone()))
}
