//! Rewrites a plan into a simpler one that matches the same, prefers the same and captures the same.
//!
//! Groups are flattened, what is empty or impossible disappears, alternatives that are tests on one token become one
//! test on a set, and beginnings that neighbouring alternatives share are taken out in front of them.

use super::plan::{Bounds, Plan, Spot};
use super::syntax::{Direction, Greed, Polarity};

/// Simplifies from the inside out.
pub(super) fn optimise(plan: Plan) -> Plan {
    match plan {
        Plan::Sequence(parts) => sequence(parts.into_iter().map(optimise)),
        Plan::Alternation(parts) => alternation(parts.into_iter().map(optimise)),
        Plan::Repeat(body, bounds) => repeat(optimise(*body), bounds),
        Plan::Capture(id, body) => match optimise(*body) {
            Plan::Never => Plan::Never,
            body => Plan::Capture(id, Box::new(body)),
        },
        Plan::Look(direction, polarity, body, spot) => {
            let body = optimise(*body);
            let found = match &body {
                Plan::Never => Some(false),
                body if body.always_passes() => Some(true),
                _ => None,
            };
            match found.map(|found| polarity.accepts(found)) {
                Some(true) => Plan::Empty,
                Some(false) => Plan::Never,
                None => look(direction, polarity, body, spot),
            }
        }
        Plan::Entity(kinds, _) if kinds.0 == 0 => Plan::Never,
        plan => plan,
    }
}

/// That none of several things stands there is asked one by one: each alone is simpler to look for than all together, and
/// most are a test on one token.
fn look(direction: Direction, polarity: Polarity, body: Plan, spot: Spot) -> Plan {
    let one = |body| Plan::Look(direction, polarity, Box::new(body), spot);
    match (polarity, body) {
        (Polarity::Negative, Plan::Alternation(mut parts)) => {
            parts.sort_by_key(|part| match part {
                Plan::Test(..) => 0,
                Plan::List(..) | Plan::Entity(..) => 1,
                _ => 2,
            });
            Plan::Sequence(parts.into_iter().map(one).collect())
        }
        (_, body) => one(body),
    }
}

fn sequence(parts: impl Iterator<Item = Plan>) -> Plan {
    let mut flat = Vec::new();
    for part in parts {
        match part {
            Plan::Empty => {}
            Plan::Never => return Plan::Never,
            Plan::Sequence(inner) => flat.extend(inner),
            part => flat.push(part),
        }
    }
    match flat.len() {
        0 => Plan::Empty,
        1 => flat.swap_remove(0),
        _ => Plan::Sequence(flat),
    }
}

fn alternation(parts: impl Iterator<Item = Plan>) -> Plan {
    let mut flat: Vec<Plan> = Vec::new();
    for part in parts {
        match part {
            Plan::Never => {}
            Plan::Alternation(inner) => inner.into_iter().for_each(|part| add(&mut flat, part)),
            part => add(&mut flat, part),
        }
    }
    let mut parts = factor(flat);
    // Taking a beginning out can leave "something or nothing" behind.
    if parts.len() == 2 && parts.contains(&Plan::Empty) {
        let greed = if parts[1] == Plan::Empty { Greed::Greedy } else { Greed::Lazy };
        parts.retain(|part| *part != Plan::Empty);
        return match parts.pop() {
            Some(body) => repeat(body, Bounds { min: 0, max: Some(1), greed }),
            None => Plan::Empty,
        };
    }
    match parts.len() {
        0 => Plan::Never,
        1 => parts.swap_remove(0),
        _ => Plan::Alternation(parts),
    }
}

/// Adds an alternative, merged with the one before it where that changes nothing.
fn add(parts: &mut Vec<Plan>, part: Plan) {
    match (parts.last_mut(), part) {
        (Some(Plan::Test(before, before_spot)), Plan::Test(test, spot)) => {
            let merged = std::mem::replace(before, super::Test::AnyToken);
            *before = merged.or(test);
            *before_spot = before_spot.cover(spot);
        }
        (Some(before), part) if *before == part => {}
        (_, part) => parts.push(part),
    }
}

/// Takes out common beginnings: `a b | a c` becomes `a (b | c)`.
///
/// Only neighbours are joined, and only on beginnings that match in one way, so that the order of preference stays.
fn factor(parts: Vec<Plan>) -> Vec<Plan> {
    let mut factored = Vec::new();
    let mut group: Vec<Vec<Plan>> = Vec::new();
    for part in parts {
        let part = match part {
            Plan::Sequence(parts) => parts,
            part => vec![part],
        };
        if let Some(last) = group.last()
            && !(last.first() == part.first() && part.first().is_some_and(Plan::is_deterministic))
        {
            factored.push(join(std::mem::take(&mut group)));
        }
        group.push(part);
    }
    if !group.is_empty() {
        factored.push(join(group));
    }
    factored
}

/// Sequences that begin alike, as one expression.
fn join(mut group: Vec<Vec<Plan>>) -> Plan {
    if group.len() == 1 {
        return sequence(group.swap_remove(0).into_iter());
    }
    let shared = (0..group[0].len())
        .take_while(|i| {
            group[0]
                .get(*i)
                .is_some_and(|first| first.is_deterministic() && group.iter().all(|parts| parts.get(*i) == Some(first)))
        })
        .count();
    let mut prefix = Vec::new();
    let rests: Vec<Plan> = group
        .into_iter()
        .map(|mut parts| {
            let rest = parts.split_off(shared);
            prefix = parts;
            sequence(rest.into_iter())
        })
        .collect();
    prefix.push(alternation(rests.into_iter()));
    sequence(prefix.into_iter())
}

fn repeat(body: Plan, bounds: Bounds) -> Plan {
    match body {
        Plan::Empty => Plan::Empty,
        Plan::Never if bounds.min == 0 => Plan::Empty,
        Plan::Never => Plan::Never,
        body if bounds.max == Some(0) => {
            debug_assert!(bounds.min == 0, "bounds are in order");
            drop(body);
            Plan::Empty
        }
        body if bounds.min == 1 && bounds.max == Some(1) => body,
        Plan::Repeat(inner, inner_bounds) => match one_loop(bounds, inner_bounds) {
            Some(bounds) => Plan::Repeat(inner, bounds),
            None => Plan::Repeat(Box::new(Plan::Repeat(inner, inner_bounds)), bounds),
        },
        body => Plan::Repeat(Box::new(body), bounds),
    }
}

/// The bounds of the loop that `(a+)*` and the like come down to, if they come down to one.
fn one_loop(outer: Bounds, inner: Bounds) -> Option<Bounds> {
    let greedy = outer.greed == Greed::Greedy && inner.greed == Greed::Greedy;
    let endless = inner.max.is_none() || (outer.max.is_none() && inner.max == Some(1));
    let holds = greedy && endless && outer.min <= 1 && inner.min <= 1;
    holds.then_some(Bounds { min: outer.min * inner.min, max: None, greed: Greed::Greedy })
}
