//! Groups of things that are the same, made from pairs, the surest first.

use super::Identity;
use oxigraph::model::NamedNode;
use rustc_hash::FxHashMap;

/// A pair of things, by position, that may be the same.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    pub one: usize,
    pub other: usize,
    /// In hundredths, so that order does not hang on rounding.
    pub score: u32,
    pub reason: String,
}

/// Groups of more than one, and the pairs that made them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Groups {
    pub groups: Vec<Vec<NamedNode>>,
    pub identities: Vec<Identity>,
}

/// Joins pairs, the surest first. Two groups become one only when `fits` holds between each member of one and each of
/// the other: so a chain of pairs never joins what contradicts itself.
pub(super) fn join(things: &[NamedNode], mut pairs: Vec<Pair>, fits: impl Fn(usize, usize) -> bool) -> Groups {
    pairs.sort_by(|a, b| {
        let names = |p: &Pair| (&things[p.one], &things[p.other]);
        b.score.cmp(&a.score).then_with(|| names(a).cmp(&names(b)))
    });
    let mut group_of: FxHashMap<usize, usize> = FxHashMap::default();
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut made = Groups::default();
    for pair in pairs {
        let [left, right] = [pair.one, pair.other].map(|thing| {
            *group_of.entry(thing).or_insert_with(|| {
                members.push(vec![thing]);
                members.len() - 1
            })
        });
        if left == right || !members[left].iter().all(|a| members[right].iter().all(|b| fits(*a, *b))) {
            continue;
        }
        let moved = std::mem::take(&mut members[right]);
        for thing in &moved {
            group_of.insert(*thing, left);
        }
        members[left].extend(moved);
        made.identities.push(Identity {
            thing: things[pair.one].clone(),
            same_as: things[pair.other].clone(),
            score: f64::from(pair.score) / 100.0,
            reason: pair.reason,
        });
    }
    for group in members.into_iter().filter(|group| group.len() > 1) {
        let mut names: Vec<NamedNode> = group.into_iter().map(|thing| things[thing].clone()).collect();
        names.sort();
        made.groups.push(names);
    }
    made.groups.sort();
    made.identities.sort_by(|a, b| (&a.thing, &a.same_as).cmp(&(&b.thing, &b.same_as)));
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(pairs: &[(usize, usize, u32)], fits: impl Fn(usize, usize) -> bool) -> Vec<String> {
        let things: Vec<NamedNode> = ["a", "b", "c", "d"].map(|n| NamedNode::new_unchecked(format!("urn:{n}"))).into();
        let pair = |(one, other, score): &(usize, usize, u32)| Pair {
            one: *one,
            other: *other,
            score: *score,
            reason: String::new(),
        };
        let made = join(&things, pairs.iter().map(pair).collect(), fits);
        let name = |node: &NamedNode| node.as_str().trim_start_matches("urn:").to_owned();
        made.groups.iter().map(|group| group.iter().map(name).collect()).collect()
    }

    #[test]
    fn pairs_make_groups_and_the_order_of_pairs_does_not_matter() {
        assert_eq!(joined(&[(0, 1, 70), (1, 2, 80)], |_, _| true), ["abc"]);
        assert_eq!(joined(&[(2, 3, 90), (0, 1, 70)], |_, _| true), ["ab", "cd"]);
        assert_eq!(joined(&[(1, 2, 80), (0, 1, 70)], |_, _| true), ["abc"]);
    }

    #[test]
    fn a_chain_does_not_join_what_contradicts_itself() {
        let fits = |a: usize, b: usize| (a, b) != (0, 2) && (b, a) != (0, 2);
        assert_eq!(joined(&[(0, 1, 70), (1, 2, 80)], fits), ["bc"], "the surer pair wins");
        assert_eq!(joined(&[(0, 1, 90), (1, 2, 80)], fits), ["ab"]);
    }
}
