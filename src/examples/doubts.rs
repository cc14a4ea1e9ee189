//! Examples that hold and show nothing: all of them are found by other rules, or a counterexample lacks the trigger.

use super::Outcome;
use crate::rules::Pack;
use crate::rules::event_rules::{EventRule, TriggerWords};
use crate::rules::fault::{Fault, Severity};
use crate::{analysis, events, mentions, text};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Warnings of rules whose examples say nothing of them.
#[must_use]
pub fn doubts(pack: &Pack, outcomes: &[Outcome]) -> Vec<Fault> {
    let mut told = idle(pack, outcomes);
    told.extend(besides(pack));
    told.extend(unshown(pack));
    told
}

/// Rules that take part in none of their examples. A rule with an example that does not hold is told of that alone.
fn idle(pack: &Pack, outcomes: &[Outcome]) -> Vec<Fault> {
    let mut by_rule: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes {
        by_rule.entry(&outcome.rule).or_default().push(outcome);
    }
    let ids = pack.events.list.iter().map(|r| r.id.as_str()).chain(pack.patterns.iter().map(|r| r.id.as_str()));
    let mut told = Vec::new();
    for id in ids.chain(pack.heads.iter().map(|r| r.id.as_str())) {
        let Some(examples) = by_rule.get(id) else { continue };
        if examples.iter().any(|o| !o.holds() || o.by.contains(id)) {
            continue;
        }
        let others: BTreeSet<&str> = examples.iter().flat_map(|o| &o.by).map(String::as_str).collect();
        if others.is_empty() {
            continue;
        }
        let others = others.into_iter().map(|rule| format!("`{rule}`")).collect::<Vec<_>>().join(", ");
        let Some(first) = examples.first() else { continue };
        told.push(Fault {
            severity: Severity::Warning,
            file: first.file.clone(),
            span: first.span.clone(),
            message: format!("no example of `{id}` needs it: what they yield is found by {others}"),
            proposal: Some("write an example that only this rule finds, or take the rule out".to_owned()),
        });
    }
    told
}

/// Rules with ambiguous triggers, none of which stands in their counterexamples.
fn besides(pack: &Pack) -> Vec<Fault> {
    let rules: Vec<u32> = pack.events.ambiguous.iter().copied().collect();
    let doubtful = rules.into_par_iter().filter_map(|number| {
        let rule = pack.events.list.get(number as usize)?;
        let first = rule.counterexamples.first()?;
        let mut texts = rule.counterexamples.iter().map(|c| c.text.get_ref().as_str());
        let stands = texts.any(|text| written(pack, rule, text) || tried(pack, number as usize, text));
        (!stands).then(|| Fault {
            severity: Severity::Warning,
            file: rule.file.clone(),
            span: first.text.span(),
            message: format!("no counterexample of `{}` has one of its triggers", rule.id),
            proposal: Some(proposal(rule)),
        })
    });
    doubtful.collect()
}

/// Triggers that rules of several types list, and that stand in no counterexample of these rules.
fn unshown(pack: &Pack) -> Vec<Fault> {
    let rules = &pack.events.list;
    let standing: Vec<FxHashSet<TriggerWords>> = rules
        .par_iter()
        .map(|rule| rule.counterexamples.iter().flat_map(|c| trigger_words(pack, c.text.get_ref())).collect())
        .collect();
    let mut told = Vec::new();
    for shared in &pack.events.shared {
        let stands = |(rule, _): &(u32, Range<usize>)| standing[*rule as usize].contains(&shared.words);
        if shared.listed.iter().any(stands) {
            continue;
        }
        let mut listed = shared.listed.iter().map(|(rule, place)| (&rules[*rule as usize], place));
        let Some((rule, place)) = listed.next() else { continue };
        let Some((other, _)) = listed.find(|(other, _)| other.kind != rule.kind) else { continue };
        told.push(Fault {
            severity: Severity::Warning,
            file: rule.file.clone(),
            span: place.clone(),
            message: format!(
                "this trigger of `{}` also tells {} (`{}`), and it stands in no counterexample of either",
                rule.id, other.kind, other.id
            ),
            proposal: Some(format!(
                "write a text that has the trigger and tells no {}, or one for `{}` that tells no {}",
                rule.kind, other.id, other.kind
            )),
        });
    }
    told
}

/// The words of a text as triggers list them.
fn trigger_words(pack: &Pack, article: &str) -> Vec<TriggerWords> {
    let tokens = text::sentences(article, &pack.orthography);
    let sentences = (0..tokens.sentences.len()).map(|n| analysis::analyse_sentence(article, &tokens, n, pack));
    sentences.flat_map(|sentence| events::trace::trigger_words(article, &sentence, pack)).collect()
}

fn proposal(rule: &EventRule) -> String {
    format!(
        "write a text that has the trigger and tells no {}; `khabar rules trace` shows which triggers stand in it",
        rule.kind
    )
}

/// Whether the letters of a trigger stand in the text, those of a compound verb without its verb: in another word, a
/// name or another verb they tell nothing, which is what a counterexample is to show.
fn written(pack: &Pack, rule: &EventRule, text: &str) -> bool {
    let key = |words: &str| pack.orthography.run_together(words);
    let whole = key(text);
    let words = rule.nouns.iter().chain(&rule.participles).map(|trigger| trigger.get_ref().as_str());
    let elements = rule.verbs.iter().filter_map(|verb| verb.get_ref().rsplit_once(' ').map(|(element, _)| element));
    words.chain(elements).any(|trigger| whole.contains(&key(trigger)))
}

/// Whether a trigger of the rule is found in the text, in whatever form.
fn tried(pack: &Pack, rule: usize, article: &str) -> bool {
    let tokens = text::sentences(article, &pack.orthography);
    let mut known = mentions::KnownNames::default();
    (0..tokens.sentences.len()).any(|n| {
        let sentence = analysis::analyse_sentence(article, &tokens, n, pack);
        let found = mentions::mentions(article, &sentence, &mut known, pack);
        let (_, trials) = events::trace::trace(article, &sentence, &found, pack);
        trials.iter().any(|trial| trial.rule == rule)
    })
}
