//! Measures of the nodes of a graph: degree, PageRank, betweenness, community.
//!
//! petgraph's own `page_rank` takes time in the square of the nodes and knows no weights, and it has neither of the
//! others; the sums here are taken in a fixed order, so that the digits are the same in any number of threads.
//! `docs/export.md` defines each measure, and `.ci/readers.py` compares them with networkx.

use super::View;
use super::betweenness::betweenness;
use super::communities::communities;
use petgraph::visit::EdgeRef;

/// Share of a walk that follows edges; the rest jumps anywhere.
const DAMPING: f64 = 0.85;

/// The walk is settled when all shares together change by less.
const SETTLED: f64 = 1e-12;

/// More rounds than the damping needs to settle (0.85^200 < 1e-14).
const ROUNDS: usize = 200;

/// Adds `degree`, `pageRank`, `betweenness` and `community` to the values of every node.
pub fn measure(graph: &mut View) {
    let (ranks, between, groups) = (page_rank(graph), betweenness(graph), communities(graph));
    for n in graph.node_indices() {
        let degree =
            graph.edges_directed(n, petgraph::Outgoing).count() + graph.edges_directed(n, petgraph::Incoming).count();
        let i = n.index();
        let values = &mut graph[n].values;
        values.insert("degree", degree.to_string());
        values.insert("pageRank", significant(ranks[i]));
        values.insert("betweenness", significant(between[i]));
        values.insert("community", groups[i].to_string());
    }
}

/// Six significant digits: more than anybody reads, fewer than would show how a machine rounds.
fn significant(number: f64) -> String {
    format!("{number:.5e}").parse::<f64>().map_or_else(|_| "0".to_owned(), |rounded| rounded.to_string())
}

/// PageRank by power iteration along the edges, by their weights. A node without outgoing edges gives its share to all.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of nodes and events are far below 2^52")]
pub fn page_rank(graph: &View) -> Vec<f64> {
    let count = graph.node_count();
    let mut weights = vec![0.0; count];
    for edge in graph.edge_references() {
        weights[edge.source().index()] += edge.weight().weight() as f64;
    }
    let mut ranks = vec![1.0 / count.max(1) as f64; count];
    for _ in 0..ROUNDS {
        let dangling: f64 = ranks.iter().zip(&weights).filter(|(_, w)| **w == 0.0).map(|(rank, _)| rank).sum();
        let mut next = vec![(1.0 - DAMPING + DAMPING * dangling) / count as f64; count];
        for edge in graph.edge_references() {
            let from = edge.source().index();
            next[edge.target().index()] += DAMPING * ranks[from] * edge.weight().weight() as f64 / weights[from];
        }
        let change: f64 = next.iter().zip(&ranks).map(|(a, b)| (a - b).abs()).sum();
        ranks = next;
        if change < SETTLED {
            break;
        }
    }
    ranks
}
