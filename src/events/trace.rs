//! Why rules fired in a sentence, and why others did not: for the people who write them.
//!
//! A rule is *tried* when its trigger is found. Rules whose trigger words stand in the sentence without being found as
//! a trigger are told too, because a noun read as a verb is a frequent reason why a rule does not fire.

use super::observe::{Idle, Observer, Unmet};
use super::slots::{Candidate, Scene};
use super::{EventDraft, Filler, trigger};
use crate::analysis::Sentence;
use crate::mentions::Mention;
use crate::rules::Pack;
use crate::rules::event_rules::{SlotSpec, TriggerWords};
use crate::rules::lexicon::Pos;
use crate::rules::symbols::Symbol;
use crate::schema::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Longest run of words that is compared with the element of a verb or with a noun of several words.
const RUN: usize = 5;

/// One rule at one trigger of a sentence. Words are those of the sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// Index of the rule in the pack.
    pub rule: usize,
    /// The trigger words.
    pub trigger: Range<usize>,
    /// What came of it.
    pub outcome: TrialOutcome,
    /// Phrases that stand in a place for which the rule asks and fail the test there.
    pub refused: Vec<Refused>,
}

/// A phrase in the right place of the wrong kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refused {
    /// The role that it does not fill; none for a condition of the rule.
    pub role: Option<Role>,
    /// The slot as the rule writes it.
    pub slot: String,
    /// The first word of the phrase.
    pub start: usize,
    /// After its last word.
    pub end: usize,
}

/// Whether a word stands before or after the trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Directly before.
    Before,
    /// Directly after.
    After,
}

/// What came of trying a rule. All but the first are reasons why it gave nothing; only the first reason is told.
#[derive(Debug, Clone, PartialEq)]
pub enum TrialOutcome {
    /// It gave an event with these fillers.
    Fired(Vec<Filler>),
    /// None of the slots that it requires is filled.
    RequiredMissing,
    /// A slot that it excludes is filled.
    Excluded {
        /// The slot as the rule writes it.
        slot: String,
        /// What stands there.
        words: Range<usize>,
    },
    /// A forbidden word stands beside the trigger.
    Forbidden {
        /// On which side.
        side: Side,
        /// The word.
        word: usize,
    },
    /// None of the words that the rule wants stands beside the trigger.
    Unaccompanied {
        /// On which side.
        side: Side,
        /// What stands there instead; nothing at an end of the sentence.
        word: Option<usize>,
    },
    /// Another rule for the same trigger has a higher priority, fills more roles, or stands before it.
    Outranked {
        /// The rule that was chosen.
        by: usize,
    },
    /// An event with another trigger that shares words was kept.
    Suppressed {
        /// The rule of that event.
        by: usize,
        /// Its trigger.
        trigger: Range<usize>,
    },
    /// The trigger gives no event where it stands.
    Idle(Idle),
    /// The noun is part of the trigger of a verb.
    InVerb {
        /// The rule of that event.
        by: usize,
    },
    /// The word stands there, but is read as something that triggers no noun rule.
    ReadAs(Pos),
    /// The element and the verb stand there, but were not found as one compound verb.
    Apart {
        /// The words of the verb.
        verb: Range<usize>,
    },
    /// The rule is for the verb alone, and here it has an element.
    Compound {
        /// The words of the element.
        element: Range<usize>,
    },
}

/// Finds the events of one sentence as [`super::events`] does, and tells what became of every rule whose trigger words
/// stand in it: those that fired, then the others, each in the order of the triggers.
#[must_use]
pub fn trace(text: &str, sentence: &Sentence, mentions: &[Mention], pack: &Pack) -> (Vec<EventDraft>, Vec<Trial>) {
    let scene = Scene { text, sentence, mentions, pack };
    let mut tracer = Tracer::default();
    let drafts = super::find(&scene, &mut tracer);
    let mut trials = tracer.finish(&drafts);
    trials.extend(unfound(&scene, &drafts, &trials));
    let fired = |t: &Trial| matches!(t.outcome, TrialOutcome::Fired(_));
    trials.sort_by_key(|t| (!fired(t), t.trigger.start, t.trigger.end, t.rule));
    trials.dedup_by_key(|t| (t.trigger.clone(), t.rule));
    (drafts, trials)
}

/// The words of a sentence as triggers list them: verbs, and runs of words that the pack knows as one key.
#[must_use]
pub fn trigger_words(text: &str, sentence: &Sentence, pack: &Pack) -> Vec<TriggerWords> {
    let scene = Scene { text, sentence, mentions: &[], pack };
    let verbs = sentence.words.iter().flat_map(|w| &w.readings).filter(|r| r.verb.is_some());
    // A preverb that stands apart is known to the group alone.
    let lemmas = verbs.map(|r| r.lemma).chain(sentence.groups.iter().map(|g| g.lemma));
    let verbs = lemmas.map(TriggerWords::Verb);
    verbs.chain(runs(&scene).into_iter().map(|(symbol, _)| TriggerWords::Run(symbol))).collect()
}

#[derive(Default)]
struct Tracer {
    trials: Vec<Trial>,
    held: Vec<Trial>,
    suppressed: BTreeMap<(usize, usize), (usize, Range<usize>)>,
}

impl Observer for Tracer {
    fn idle(&mut self, words: &Range<usize>, rules: &[u32], why: Idle) {
        self.trials.extend(rules.iter().map(|rule| Trial {
            rule: *rule as usize,
            trigger: words.clone(),
            outcome: TrialOutcome::Idle(why),
            refused: Vec::new(),
        }));
    }

    fn failed(&mut self, scene: &Scene<'_>, rule: u32, words: &Range<usize>, around: &[Candidate], why: Unmet) {
        let number = rule as usize;
        let rule = &scene.pack.events.list[number];
        let before = words.start.checked_sub(1);
        let after = Some(words.end).filter(|a| *a < scene.sentence.words.len());
        let forbidden = |side, word: Option<usize>| TrialOutcome::Forbidden { side, word: word.unwrap_or(words.start) };
        let mut refused = Vec::new();
        let outcome = match why {
            Unmet::Requires => {
                refused = refusals(scene, None, &rule.requires, around);
                TrialOutcome::RequiredMissing
            }
            Unmet::Excludes(n) => {
                let spec = &rule.excludes[n];
                let filler = around.iter().find(|c| scene.fits(c, spec));
                let words = filler.map_or_else(|| words.clone(), |c| c.words.clone());
                TrialOutcome::Excluded { slot: spec.written.to_string(), words }
            }
            Unmet::NotBefore => forbidden(Side::After, after),
            Unmet::NotAfter => forbidden(Side::Before, before),
            Unmet::OnlyBefore => TrialOutcome::Unaccompanied { side: Side::After, word: after },
            Unmet::OnlyAfter => TrialOutcome::Unaccompanied { side: Side::Before, word: before },
        };
        self.trials.push(Trial { rule: number, trigger: words.clone(), outcome, refused });
    }

    fn held(&mut self, scene: &Scene<'_>, rule: u32, words: &Range<usize>, around: &[Candidate], fillers: &[Filler]) {
        let number = rule as usize;
        let free: Vec<Candidate> =
            around.iter().filter(|c| !fillers.iter().any(|f| f.words.end == c.words.end)).cloned().collect();
        let roles = &scene.pack.events.list[number].roles;
        let refused = roles.iter().flat_map(|(role, specs)| refusals(scene, Some(*role), specs, &free)).collect();
        let outcome = TrialOutcome::Fired(fillers.to_vec());
        self.held.push(Trial { rule: number, trigger: words.clone(), outcome, refused });
    }

    fn suppressed(&mut self, loser: &EventDraft, winner: &EventDraft) {
        self.suppressed.insert((loser.rule, loser.trigger.start), (winner.rule, winner.trigger.clone()));
    }
}

impl Tracer {
    /// Of the rules whose conditions hold, those of the events that were kept fired; the others lost to somebody.
    fn finish(mut self, drafts: &[EventDraft]) -> Vec<Trial> {
        for mut trial in self.held {
            let draft = drafts.iter().find(|d| d.rule == trial.rule && d.trigger == trial.trigger);
            let rival = drafts.iter().find(|d| d.trigger == trial.trigger);
            let chosen = self.suppressed.get(&(trial.rule, trial.trigger.start));
            // A rule that was chosen may lose its event; a rule that was not loses with the one that was.
            let other = self.suppressed.iter().find(|((_, start), _)| *start == trial.trigger.start);
            trial.outcome = match (draft, chosen, rival, other) {
                (Some(draft), ..) => TrialOutcome::Fired(draft.fillers.clone()),
                (_, Some((by, words)), ..) => TrialOutcome::Suppressed { by: *by, trigger: words.clone() },
                (_, _, Some(rival), _) => TrialOutcome::Outranked { by: rival.rule },
                (.., Some(((by, _), _))) => TrialOutcome::Outranked { by: *by },
                (None, None, None, None) => continue,
            };
            self.trials.push(trial);
        }
        self.trials
    }
}

/// Phrases that stand in the place of a slot and fail its test.
fn refusals(scene: &Scene<'_>, role: Option<Role>, specs: &[SlotSpec], around: &[Candidate]) -> Vec<Refused> {
    let mut list = Vec::new();
    for spec in specs.iter().filter(|s| s.test.is_some()) {
        let place = SlotSpec { test: None, ..spec.clone() };
        list.extend(around.iter().filter(|c| scene.fits(c, &place) && !scene.fits(c, spec)).map(|c| Refused {
            role,
            slot: spec.written.to_string(),
            start: c.words.start,
            end: c.words.end,
        }));
    }
    list
}

/// Rules whose trigger words stand in the sentence and were not found as a trigger.
fn unfound(scene: &Scene<'_>, drafts: &[EventDraft], tried: &[Trial]) -> Vec<Trial> {
    let words = &scene.sentence.words;
    let rules = &scene.pack.events;
    let runs = runs(scene);
    let mut found = Vec::new();
    let mut add = |list: &[u32], trigger: &Range<usize>, outcome: &TrialOutcome| {
        for rule in list.iter().map(|r| *r as usize) {
            let known =
                tried.iter().any(|t| t.rule == rule && t.trigger.start < trigger.end && trigger.start < t.trigger.end);
            if !known {
                let (trigger, outcome) = (trigger.clone(), outcome.clone());
                found.push(Trial { rule, trigger, outcome, refused: Vec::new() });
            }
        }
    };
    for (symbol, range) in &runs {
        if let Some(list) = rules.nouns.get(symbol) {
            let taken = drafts.iter().find(|d| d.trigger.contains(&range.start));
            let outcome = match taken {
                Some(draft) => TrialOutcome::InVerb { by: draft.rule },
                None => TrialOutcome::ReadAs(words[range.start].pos()),
            };
            add(list, range, &outcome);
        }
    }
    for group in &scene.sentence.groups {
        let verbs: BTreeSet<Symbol> = trigger::variants(scene, group).into_iter().map(|(verb, _)| verb).collect();
        for (symbol, range) in runs.iter().filter(|(_, range)| range.end <= group.words.start) {
            for verb in &verbs {
                if let Some(list) = rules.verbs.get(&(*verb, Some(*symbol))) {
                    add(list, range, &TrialOutcome::Apart { verb: group.words.clone() });
                }
            }
        }
        let Some(element) = group.element() else { continue };
        for verb in &verbs {
            if let Some(list) = rules.verbs.get(&(*verb, None)) {
                add(list, &group.words, &TrialOutcome::Compound { element: element.words.clone() });
            }
        }
    }
    found
}

/// All runs of words that the pack knows as one key, as they stand and with their last word as lemma; each once.
fn runs(scene: &Scene<'_>) -> Vec<(Symbol, Range<usize>)> {
    let words = scene.sentence.words.len();
    let mut list = Vec::new();
    for start in 0..words {
        for end in start + 1..=words.min(start + RUN) {
            let range = start..end;
            for symbol in [false, true].into_iter().filter_map(|by_lemma| trigger::symbol(scene, &range, by_lemma)) {
                if !list.contains(&(symbol, range.clone())) {
                    list.push((symbol, range.clone()));
                }
            }
        }
    }
    list
}
