//! Which rules stand in the way of others on the same trigger, and which of those on one trigger do not say what they are
//! not.
//!
//! A rule is shadowed on a trigger when another one always wins there: its conditions hold whenever those of the first
//! do, and it has the higher priority, or the same one, at least the same slots in all roles and an earlier place.

use super::{EventRule, EventRules, SharedTrigger, SlotSpec, TriggerWords};
use crate::rules::fault::{Faults, line_and_column};
use crate::rules::files::RuleFiles;
use crate::rules::symbols::Symbol;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::ops::Range;

/// What a trigger is looked up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Verb(Symbol, Option<Symbol>),
    Noun(Symbol),
    Participle(Symbol),
}

/// A trigger as a rule lists it.
pub(super) struct Trigger {
    pub(super) key: Key,
    pub(super) rule: u32,
    pub(super) place: Range<usize>,
}

/// Tells of triggers that are listed twice and of those that another rule always takes. A rule that keeps no trigger is
/// an error. Gives the numbers of the rules whose triggers are known to be ambiguous, and the triggers that rules of
/// several types list.
pub(super) fn check(
    rules: &EventRules,
    triggers: &[Trigger],
    files: &RuleFiles,
    faults: &mut Faults,
) -> (BTreeSet<u32>, Vec<SharedTrigger>) {
    let mut by_key: FxHashMap<Key, Vec<&Trigger>> = FxHashMap::default();
    for trigger in triggers {
        by_key.entry(trigger.key).or_default().push(trigger);
    }
    let mut alive: FxHashSet<u32> = FxHashSet::default();
    let mut shadowed = Vec::new();
    for trigger in triggers {
        let rule = &rules.list[trigger.rule as usize];
        let others = &by_key[&trigger.key];
        let source = files.get(&rule.file).unwrap_or("");
        let same = |o: &&Trigger| o.rule == trigger.rule && o.place.start < trigger.place.start;
        if let Some(first) = others.iter().copied().find(same) {
            // Two spellings of one trigger do no harm.
            if source.get(first.place.clone()) != source.get(trigger.place.clone()) {
                continue;
            }
            let message = format!("`{}` lists this trigger twice", rule.id);
            faults.warning(&rule.file, trigger.place.clone(), message, "take one out");
            continue;
        }
        let winner = others
            .iter()
            .filter(|o| o.rule != trigger.rule)
            .find(|o| wins(&rules.list[o.rule as usize], o.rule, rule, trigger.rule));
        match winner {
            None => _ = alive.insert(trigger.rule),
            Some(winner) => shadowed.push((trigger, &rules.list[winner.rule as usize], winner.place.start)),
        }
    }
    let unsure = ambiguous(rules, triggers, &by_key, faults);
    for (trigger, winner, at) in shadowed {
        let rule = &rules.list[trigger.rule as usize];
        let (line, column) = line_and_column(files.get(&winner.file).unwrap_or(""), at);
        let place = format!("{}:{line}:{column}", winner.file);
        let proposal = "give it conditions of its own or a higher priority, or take the trigger out";
        if alive.contains(&trigger.rule) {
            let message = format!("on this trigger `{}` is always beaten by `{}` in {place}", rule.id, winner.id);
            faults.warning(&rule.file, trigger.place.clone(), message, proposal);
        } else {
            let message = format!(
                "`{}` can never fire: `{}` in {place} always takes this trigger, and no other trigger is left",
                rule.id, winner.id
            );
            faults.error(&rule.file, trigger.place.clone(), message, proposal);
        }
    }
    (unsure, shared(rules, triggers, &by_key))
}

/// The triggers that rules of several types list, in the order of their first place.
fn shared(rules: &EventRules, triggers: &[Trigger], by_key: &FxHashMap<Key, Vec<&Trigger>>) -> Vec<SharedTrigger> {
    let kind = |trigger: &Trigger| rules.list[trigger.rule as usize].kind;
    let first = |trigger: &&Trigger| {
        let others = &by_key[&trigger.key];
        others.first().is_some_and(|o| o.rule == trigger.rule && o.place == trigger.place)
            && others.iter().any(|o| kind(o) != kind(trigger))
    };
    let listed = |trigger: &Trigger| by_key[&trigger.key].iter().map(|o| (o.rule, o.place.clone())).collect();
    let written = |key: Key| match key {
        Key::Verb(verb, None) => TriggerWords::Verb(verb),
        Key::Verb(_, Some(element)) => TriggerWords::Run(element),
        Key::Noun(words) | Key::Participle(words) => TriggerWords::Run(words),
    };
    triggers
        .iter()
        .filter(first)
        .map(|trigger| SharedTrigger { words: written(trigger.key), listed: listed(trigger) })
        .collect()
}

/// The rules with triggers that are known to mean something else, too: the trigger also tells events of another type, or
/// the rule itself says beside what it does not count. Such a rule must show a text in which its type is not meant.
fn ambiguous(
    rules: &EventRules,
    triggers: &[Trigger],
    by_key: &FxHashMap<Key, Vec<&Trigger>>,
    faults: &mut Faults,
) -> BTreeSet<u32> {
    let mut known = BTreeSet::new();
    for trigger in triggers {
        let rule = &rules.list[trigger.rule as usize];
        let mut others = by_key[&trigger.key].iter().map(|o| &rules.list[o.rule as usize]);
        let why = match others.find(|o| o.kind != rule.kind) {
            Some(other) => format!("this trigger of `{}` also tells {} (`{}`)", rule.id, other.kind, other.id),
            None => match condition(rule) {
                Some(name) => {
                    format!("`{}` says by `{name}` that its triggers do not always tell {}", rule.id, rule.kind)
                }
                None => continue,
            },
        };
        if known.insert(trigger.rule) && rule.counterexamples.is_empty() {
            let proposal =
                format!("add [[event.counterexample]] with a text that has the trigger and tells no {}", rule.kind);
            faults.warning(
                &rule.file,
                trigger.place.clone(),
                format!("{why}, and the rule has no counterexample"),
                proposal,
            );
        }
    }
    known
}

/// The first condition by which a rule passes over some of its triggers.
fn condition(rule: &EventRule) -> Option<&'static str> {
    let conditions = [
        ("excludes", rule.excludes.is_empty()),
        ("not_before", rule.not_before.is_empty()),
        ("not_after", rule.not_after.is_empty()),
        ("only_before", rule.only_before.is_empty()),
        ("only_after", rule.only_after.is_empty()),
    ];
    conditions.into_iter().find(|(_, empty)| !empty).map(|(name, _)| name)
}

/// Whether `winner` is taken wherever `loser` could be, on a trigger that both have.
fn wins(winner: &EventRule, winner_number: u32, loser: &EventRule, loser_number: u32) -> bool {
    let implied = (winner.requires.is_empty()
        || (!loser.requires.is_empty() && all_in(&loser.requires, &winner.requires)))
        && all_in(&winner.excludes, &loser.excludes)
        && winner.not_before.is_subset(&loser.not_before)
        && winner.not_after.is_subset(&loser.not_after)
        && narrower(&loser.only_before, &winner.only_before)
        && narrower(&loser.only_after, &winner.only_after);
    let same_rank = winner.priority == loser.priority
        && winner_number < loser_number
        && loser
            .roles
            .iter()
            .all(|(role, specs)| winner.roles.iter().any(|(other, theirs)| other == role && all_in(specs, theirs)));
    implied && (winner.priority > loser.priority || same_rank)
}

fn all_in(some: &[SlotSpec], all: &[SlotSpec]) -> bool {
    some.iter().all(|s| all.contains(s))
}

/// Whether «one of these words» of the first set holds only where that of the second does.
fn narrower(first: &FxHashSet<Symbol>, second: &FxHashSet<Symbol>) -> bool {
    second.is_empty() || (!first.is_empty() && first.is_subset(second))
}
