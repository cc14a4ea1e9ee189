//! Communities by the method of Louvain: nodes move to the neighbouring community that raises modularity most, then
//! communities become nodes, until nothing moves.
//!
//! Nodes are visited in the order of their IRIs and ties go to the community with the lowest number, so the answer is
//! always the same. Edges count by their weights, whatever their direction.

use super::View;
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// A move must raise modularity by more than what rounding may feign.
const GAIN: f64 = 1e-9;

/// Sweeps over the nodes of one level; a level settles after a handful.
const SWEEPS: usize = 50;

/// Weights between nodes: both directions, a loop once with twice its weight.
type Weights = Vec<BTreeMap<usize, f64>>;

/// The community of each node. The largest has number 1; of equally large ones the one with the first node comes first.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of events are far below 2^52")]
pub fn communities(graph: &View) -> Vec<usize> {
    let mut weights: Weights = vec![BTreeMap::new(); graph.node_count()];
    for edge in graph.edge_references() {
        let (a, b, weight) = (edge.source().index(), edge.target().index(), edge.weight().weight() as f64);
        *weights[a].entry(b).or_default() += weight;
        *weights[b].entry(a).or_default() += weight;
    }
    let mut of_node: Vec<usize> = (0..weights.len()).collect();
    loop {
        let moved = level(&weights);
        let (numbers, count) = numbered(&moved);
        for community in &mut of_node {
            *community = numbers[*community];
        }
        if count == weights.len() {
            break;
        }
        weights = merged(&weights, &numbers, count);
    }
    by_size(&of_node)
}

/// Moves nodes until no move raises modularity.
fn level(weights: &Weights) -> Vec<usize> {
    let strength: Vec<f64> = weights.iter().map(|w| w.values().sum()).collect();
    let whole: f64 = strength.iter().sum();
    let mut community: Vec<usize> = (0..weights.len()).collect();
    let mut total = strength.clone();
    for _ in 0..SWEEPS {
        let mut moved = false;
        for n in 0..weights.len() {
            let old = community[n];
            total[old] -= strength[n];
            let mut towards: BTreeMap<usize, f64> = BTreeMap::from([(old, 0.0)]);
            for (m, weight) in weights[n].iter().filter(|(m, _)| **m != n) {
                *towards.entry(community[*m]).or_default() += weight;
            }
            let gain = |c: usize, weight: f64| weight - strength[n] * total[c] / whole;
            let mut best = (old, gain(old, towards[&old]));
            for (c, weight) in &towards {
                let gained = gain(*c, *weight);
                if gained > best.1 + GAIN {
                    best = (*c, gained);
                }
            }
            total[best.0] += strength[n];
            community[n] = best.0;
            moved |= best.0 != old;
        }
        if !moved {
            break;
        }
    }
    community
}

/// Numbers without gaps in the order of first use; how many there are.
fn numbered(communities: &[usize]) -> (Vec<usize>, usize) {
    let mut numbers = BTreeMap::new();
    let renamed = communities
        .iter()
        .map(|c| {
            let next = numbers.len();
            *numbers.entry(*c).or_insert(next)
        })
        .collect();
    (renamed, numbers.len())
}

fn merged(weights: &Weights, numbers: &[usize], count: usize) -> Weights {
    let mut merged: Weights = vec![BTreeMap::new(); count];
    for (n, edges) in weights.iter().enumerate() {
        for (m, weight) in edges {
            *merged[numbers[n]].entry(numbers[*m]).or_default() += weight;
        }
    }
    merged
}

fn by_size(communities: &[usize]) -> Vec<usize> {
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for c in communities {
        *sizes.entry(*c).or_default() += 1;
    }
    // Numbers already are in the order of first use, and the sort is stable.
    let mut order: Vec<(usize, usize)> = sizes.into_iter().collect();
    order.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let rank: BTreeMap<usize, usize> = order.into_iter().enumerate().map(|(rank, (c, _))| (c, rank + 1)).collect();
    communities.iter().map(|c| rank[c]).collect()
}
