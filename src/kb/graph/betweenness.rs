//! Betweenness: on how many shortest paths between others a node lies. Brandes' algorithm, paths of the fewest edges
//! whatever their direction.

use super::View;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// How many steps along edges may be spent. A graph that needs more is measured from evenly spread nodes instead of from
/// all; this is some seconds of one processor.
const STEPS: usize = 400_000_000;

/// How many sums are made side by side. Fixed, so that rounding does not depend on the machine.
const PARTS: usize = 16;

/// Betweenness of each node, from 0 to 1: the share of pairs of other nodes whose shortest paths it lies on.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of nodes are far below 2^52")]
pub fn betweenness(graph: &View) -> Vec<f64> {
    let count = graph.node_count();
    let mut neighbours: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
    for edge in graph.raw_edges() {
        let (a, b) = (edge.source().index(), edge.target().index());
        if a != b {
            neighbours[a].insert(b);
            neighbours[b].insert(a);
        }
    }
    let neighbours: Vec<Vec<usize>> = neighbours.into_iter().map(|n| n.into_iter().collect()).collect();
    let ends: usize = neighbours.iter().map(Vec::len).sum();
    let stride = (count * (ends + 1)).div_ceil(STEPS).max(1);
    let sources: Vec<usize> = (0..count).step_by(stride).collect();
    if count < 3 {
        return vec![0.0; count];
    }
    let parts: Vec<Vec<f64>> = sources
        .par_chunks(sources.len().div_ceil(PARTS))
        .map(|sources| {
            let mut walk = Walk::new(count);
            let mut sums = vec![0.0; count];
            for source in sources {
                walk.from(*source, &neighbours, &mut sums);
            }
            sums
        })
        .collect();
    let pairs = (count - 1) as f64 * (count - 2) as f64;
    let scale = count as f64 / sources.len() as f64 / pairs;
    (0..count).map(|n| parts.iter().map(|part| part[n]).sum::<f64>() * scale).collect()
}

/// What is known while paths are walked from one node.
struct Walk {
    distance: Vec<Option<usize>>,
    paths: Vec<f64>,
    share: Vec<f64>,
    order: Vec<usize>,
}

impl Walk {
    fn new(count: usize) -> Self {
        Self { distance: vec![None; count], paths: vec![0.0; count], share: vec![0.0; count], order: Vec::new() }
    }

    fn from(&mut self, source: usize, neighbours: &[Vec<usize>], sums: &mut [f64]) {
        self.order.push(source);
        self.distance[source] = Some(0);
        self.paths[source] = 1.0;
        let mut next = 0;
        while let Some(&n) = self.order.get(next) {
            next += 1;
            let further = self.distance[n].map(|d| d + 1);
            for &m in &neighbours[n] {
                if self.distance[m].is_none() {
                    self.distance[m] = further;
                    self.order.push(m);
                }
                if self.distance[m] == further {
                    self.paths[m] += self.paths[n];
                }
            }
        }
        for &m in self.order.iter().rev() {
            let nearer = self.distance[m].and_then(|d| d.checked_sub(1));
            if let Some(nearer) = nearer {
                for &n in neighbours[m].iter().filter(|n| self.distance[**n] == Some(nearer)) {
                    self.share[n] += self.paths[n] / self.paths[m] * (1.0 + self.share[m]);
                }
                sums[m] += self.share[m];
            }
        }
        for n in self.order.drain(..) {
            self.distance[n] = None;
            self.paths[n] = 0.0;
            self.share[n] = 0.0;
        }
    }
}
