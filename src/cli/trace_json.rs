//! `khabar rules trace -f json`: the trials of each sentence as one JSON object. `docs/rules.md` explains the fields.

use super::trace::View;
use super::trace_patterns;
use crate::events::Idle;
use crate::events::trace::{Side, Trial, TrialOutcome};
use crate::mentions::trace::{Claim, ClaimOutcome, PatternOutcome, PatternTrial, Standing};
use crate::rules::pattern::Item;
use crate::span::{CodePoints, Span};
use serde::Serialize;
use std::ops::Range;

/// What was tried in a text.
#[derive(Serialize)]
pub(super) struct Report<'v> {
    pub(super) sentences: Vec<SentenceReport<'v>>,
}

#[derive(Serialize)]
pub(super) struct SentenceReport<'v> {
    #[serde(flatten)]
    place: Place<'v>,
    /// With `--mentions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    mentions: Option<Vec<ClaimReport<'v>>>,
    /// So are token patterns that gave nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    patterns: Option<Vec<PatternReport<'v>>>,
    rules: Vec<TrialReport<'v>>,
}

/// A claim to a mention.
#[derive(Serialize)]
struct ClaimReport<'v> {
    rule: &'v str,
    r#type: &'static str,
    #[serde(flatten)]
    place: Option<Place<'v>>,
    stays: bool,
    reason: String,
    /// The rule of the mention that has the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'v str>,
}

/// A token pattern that gave nothing.
#[derive(Serialize)]
struct PatternReport<'v> {
    rule: &'v str,
    r#type: &'static str,
    file: &'v str,
    outcome: &'static str,
    reason: String,
    /// The words that it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    taken: Option<Place<'v>>,
    /// The word at which it failed, unless the sentence ends there.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<StandingReport<'v>>,
    /// The word before that one, where the pattern looks behind.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<StandingReport<'v>>,
    wanted: Vec<Wanted<'v>>,
}

/// A word and what patterns can ask of it.
#[derive(Serialize)]
struct StandingReport<'v> {
    #[serde(flatten)]
    place: Option<Place<'v>>,
    passes: &'v str,
}

/// A part of an expression, with its place in the file.
#[derive(Serialize)]
struct Wanted<'v> {
    condition: &'static str,
    item: &'v str,
    line: usize,
    column: usize,
    /// The part of the sub-pattern that the item uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    inside: Option<Inside<'v>>,
}

#[derive(Serialize)]
struct Inside<'v> {
    sub: &'v str,
    item: &'v str,
    line: usize,
    column: usize,
}

/// Words of the text; offsets are code points.
#[derive(Serialize)]
struct Place<'v> {
    text: &'v str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct TrialReport<'v> {
    rule: &'v str,
    r#type: &'static str,
    file: &'v str,
    trigger: Option<Place<'v>>,
    outcome: &'static str,
    reason: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roles: Vec<Filled<'v>>,
    /// The words at which a condition failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Place<'v>>,
    /// The rule that was better.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'v str>,
    /// Phrases in the right place that failed the test of a slot.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<RefusedReport<'v>>,
}

#[derive(Serialize)]
struct Filled<'v> {
    role: &'static str,
    #[serde(flatten)]
    place: Place<'v>,
}

#[derive(Serialize)]
struct RefusedReport<'v> {
    role: Option<&'static str>,
    slot: &'v str,
    #[serde(flatten)]
    place: Option<Place<'v>>,
}

/// The trials of one sentence.
pub(super) fn report<'v>(
    view: &View<'v>,
    points: &CodePoints<'_>,
    mentions: Option<(&'v [Claim], &'v [PatternTrial])>,
    trials: &'v [Trial],
) -> SentenceReport<'v> {
    let place = |span: Span| {
        let (start, end) = points.range(span);
        Place { text: span.of(view.text), start, end }
    };
    let words = |words: &Range<usize>| view.span(words).map(place);
    let rules = trials.iter().map(|trial| {
        let rule = &view.pack.events.list[trial.rule];
        let (outcome, at, by) = told(trial);
        let roles = match &trial.outcome {
            TrialOutcome::Fired(fillers) => {
                fillers.iter().map(|f| Filled { role: f.role.name(), place: place(f.span) }).collect()
            }
            _ => Vec::new(),
        };
        let refused = trial.refused.iter().map(|r| RefusedReport {
            role: r.role.map(|role| role.name()),
            slot: &r.slot,
            place: words(&(r.start..r.end)),
        });
        TrialReport {
            rule: &rule.id,
            r#type: rule.kind.name(),
            file: &rule.file,
            trigger: words(&trial.trigger),
            outcome,
            reason: view.reason(trial).replace(['\u{2068}', '\u{2069}'], ""),
            roles,
            at: at.as_ref().and_then(words),
            by: by.map(|number| view.pack.events.list[number].id.as_str()),
            refused: refused.collect(),
        }
    });
    let claim = |claim: &'v Claim| ClaimReport {
        rule: &claim.rule,
        r#type: claim.kind,
        place: words(&claim.words),
        stays: claim.outcome == ClaimOutcome::Stays,
        reason: view.why(claim).replace(['\u{2068}', '\u{2069}'], ""),
        by: match &claim.outcome {
            ClaimOutcome::Beaten { by, .. } => Some(by),
            _ => None,
        },
    };
    let patterns = mentions.map(|(_, patterns)| patterns.iter().map(|trial| pattern(view, trial, &words)).collect());
    let mentions = mentions.map(|(claims, _)| claims.iter().map(claim).collect());
    SentenceReport { place: place(view.sentence.span), mentions, patterns, rules: rules.collect() }
}

fn pattern<'v>(
    view: &View<'v>,
    trial: &'v PatternTrial,
    words: &impl Fn(&Range<usize>) -> Option<Place<'v>>,
) -> PatternReport<'v> {
    let rule = &view.pack.patterns[trial.rule];
    let wanted = |items: &'v [Item]| {
        let wanted = items.iter().map(|item| {
            let part = trace_patterns::part(rule, item);
            let inside = trace_patterns::part_inside(rule, item).map(|(sub, part)| Inside {
                sub,
                item: part.text,
                line: part.line,
                column: part.column,
            });
            let condition = trace_patterns::name(item.condition);
            Wanted { condition, item: part.text, line: part.line, column: part.column, inside }
        });
        wanted.collect()
    };
    let standing = |standing: &'v Option<Standing>| {
        let standing = standing.as_ref()?;
        Some(StandingReport { place: words(&(standing.word..standing.word + 1)), passes: &standing.passes })
    };
    let reason = view.why_stopped(trial).replace(['\u{2068}', '\u{2069}'], "");
    let of = |outcome, wanted| PatternReport {
        rule: &rule.id,
        r#type: rule.kind.name(),
        file: &rule.file,
        outcome,
        reason,
        taken: None,
        at: None,
        before: None,
        wanted,
    };
    match &trial.outcome {
        PatternOutcome::Stopped { taken, wanted: items, there, before } => PatternReport {
            taken: (!taken.is_empty()).then(|| words(taken)).flatten(),
            at: standing(there),
            before: standing(before),
            ..of("stopped", wanted(items))
        },
        PatternOutcome::Unbegun { first } => of("unbegun", wanted(first)),
    }
}

/// The name of an outcome, the words at which it was decided, and the rule that was better.
fn told(trial: &Trial) -> (&'static str, Option<Range<usize>>, Option<usize>) {
    match &trial.outcome {
        TrialOutcome::Fired(_) => ("fired", None, None),
        TrialOutcome::RequiredMissing => ("requires", None, None),
        TrialOutcome::Excluded { words, .. } => ("excludes", Some(words.clone()), None),
        TrialOutcome::Forbidden { side: Side::After, word } => ("not_before", Some(*word..*word + 1), None),
        TrialOutcome::Forbidden { side: Side::Before, word } => ("not_after", Some(*word..*word + 1), None),
        TrialOutcome::Unaccompanied { side: Side::After, word } => ("only_before", word.map(|w| w..w + 1), None),
        TrialOutcome::Unaccompanied { side: Side::Before, word } => ("only_after", word.map(|w| w..w + 1), None),
        TrialOutcome::Outranked { by } => ("outranked", None, Some(*by)),
        TrialOutcome::Suppressed { by, trigger } => ("suppressed", Some(trigger.clone()), Some(*by)),
        TrialOutcome::Idle(Idle::InName) => ("in_name", None, None),
        TrialOutcome::Idle(Idle::Element) => ("element", None, None),
        TrialOutcome::Idle(Idle::Generic) => ("generic", None, None),
        TrialOutcome::InVerb { by } => ("in_verb", None, Some(*by)),
        TrialOutcome::ReadAs(_) => ("read_as", None, None),
        TrialOutcome::Apart { verb } => ("apart", Some(verb.clone()), None),
        TrialOutcome::Compound { element } => ("compound", Some(element.clone()), None),
    }
}
