//! Which mention of the old side is which of the new side, and in what the two differ.
//!
//! Tried in this order, each time among what is left: the same words at the same place of the same sentence; words that
//! overlap in the same sentence, of one type before those of two; in a sentence that was rewritten, the same type and
//! trigger, then the same type and a filler of the same role. What then has no partner came or went.

use super::{Changed, Changes, EventView, FactView, Field};
use std::collections::{BTreeMap, BTreeSet};

/// Mentions of events.
pub(super) fn events(old: Vec<EventView>, new: Vec<EventView>) -> Changes<EventView> {
    let overlap =
        |a: &EventView, b: &EventView| a.sentence == b.sentence && a.place.0 < b.place.1 && b.place.0 < a.place.1;
    let (changed, removed, added) = pairs(
        old,
        new,
        &[
            &|a: &EventView, b| a.sentence == b.sentence && a.place == b.place && a.kind == b.kind,
            &|a, b| overlap(a, b) && a.kind == b.kind,
            &overlap,
            &|a, b| a.kind == b.kind && a.trigger == b.trigger && a.sentence != b.sentence,
            &|a, b| a.kind == b.kind && a.sentence != b.sentence && share_a_filler(a, b),
        ],
    );
    let changed = changed.into_iter().filter_map(|(old, now)| {
        let fields = fields(&old, &now);
        (!fields.is_empty()).then_some(Changed { now, fields })
    });
    Changes { added, removed, changed: changed.collect() }
}

/// Facts and links. One whose value is another is changed; so is one that another rule says.
pub(super) fn facts(old: Vec<FactView>, new: Vec<FactView>) -> Changes<FactView> {
    let (changed, removed, added) = pairs(
        old,
        new,
        &[
            &|a: &FactView, b| a == b,
            &|a, b| a.subject == b.subject && a.property == b.property && a.value == b.value,
            &|a, b| a.subject == b.subject && a.property == b.property,
        ],
    );
    let changed = changed.into_iter().filter_map(|(old, now)| {
        let mut fields = Vec::new();
        fields.extend(field("value", &old.value, &now.value));
        fields.extend(field("rule", &old.rule, &now.rule));
        (!fields.is_empty()).then_some(Changed { now, fields })
    });
    Changes { added, removed, changed: changed.collect() }
}

/// Whether two things are one.
type Test<'t, T> = &'t dyn Fn(&T, &T) -> bool;

type Matched<T> = (Vec<(T, T)>, Vec<T>, Vec<T>);

/// Pairs by the first of the tests that holds, in the order of both lists; then what is left of the old and of the new.
fn pairs<T>(old: Vec<T>, new: Vec<T>, tests: &[Test<'_, T>]) -> Matched<T> {
    let mut old: Vec<Option<T>> = old.into_iter().map(Some).collect();
    let mut new: Vec<Option<T>> = new.into_iter().map(Some).collect();
    let mut pairs = BTreeMap::new();
    for test in tests {
        for a in &mut old {
            let Some(left) = a else { continue };
            let partner = new.iter().position(|b| b.as_ref().is_some_and(|right| test(left, right)));
            if let Some(n) = partner
                && let (Some(left), Some(right)) = (a.take(), new[n].take())
            {
                pairs.insert(n, (left, right));
            }
        }
    }
    (pairs.into_values().collect(), old.into_iter().flatten().collect(), new.into_iter().flatten().collect())
}

fn share_a_filler(a: &EventView, b: &EventView) -> bool {
    a.roles
        .iter()
        .any(|(role, fillers)| b.roles.get(role).is_some_and(|other| fillers.iter().any(|f| other.contains(f))))
}

fn fields(old: &EventView, new: &EventView) -> Vec<Field> {
    let mut found = Vec::new();
    found.extend(field("type", &old.kind, &new.kind));
    found.extend(field("trigger", &old.trigger, &new.trigger));
    found.extend(field("polarity", &old.polarity, &new.polarity));
    found.extend(field("modality", &old.modality, &new.modality));
    found.extend(field("attributed", &old.attributed, &new.attributed));
    let roles: BTreeSet<&String> = old.roles.keys().chain(new.roles.keys()).collect();
    for role in roles {
        let of = |view: &EventView| view.roles.get(role).cloned().unwrap_or_default();
        let (mut removed, mut added) = (of(old), of(new));
        // What both have is no difference, however often each has it.
        removed.retain(|filler| added.iter().position(|f| f == filler).map(|n| added.remove(n)).is_none());
        if !removed.is_empty() || !added.is_empty() {
            found.push(Field { name: role.clone(), removed, added });
        }
    }
    found.extend(field("rule", &old.rule, &new.rule));
    found
}

fn field(name: &str, old: &str, new: &str) -> Option<Field> {
    let values = |value: &str| if value.is_empty() { Vec::new() } else { vec![value.to_owned()] };
    (old != new).then(|| Field { name: name.to_owned(), removed: values(old), added: values(new) })
}
