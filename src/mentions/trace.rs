//! Which mentions were claimed in a sentence, which of them stayed, and why token patterns and head rules gave nothing:
//! for the people who write rules.

pub use super::attempts::{PatternOutcome, PatternTrial, Standing};
pub use super::heads::Unfit;
use super::{Claims, KnownNames, Mention, find, heads};
use crate::analysis::Sentence;
use crate::rules::Pack;
use std::ops::Range;

/// What one rule or source claimed, or a head rule that gave nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The id of the rule, or of the part of the engine.
    pub rule: String,
    /// The type, by its name.
    pub kind: &'static str,
    /// The words.
    pub words: Range<usize>,
    /// What came of it.
    pub outcome: ClaimOutcome,
}

/// What came of a claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimOutcome {
    /// It is a mention.
    Stays,
    /// Another mention has its words.
    Beaten {
        /// The rule of that mention.
        by: String,
        /// Its words, from the first …
        start: usize,
        /// … to the one after the last.
        end: usize,
    },
    /// It describes something else and is none of its own.
    Dropped,
    /// The head rule does not fit the word.
    Unfit(Unfit),
}

/// The mentions of a sentence and how they came about.
#[derive(Debug, Clone)]
pub struct Traced {
    /// The mentions.
    pub mentions: Vec<Mention>,
    /// Every claim: those that stay, then the others, each in the order of the text.
    pub claims: Vec<Claim>,
    /// Token patterns that began somewhere and matched nowhere, in the order of the text.
    pub patterns: Vec<PatternTrial>,
}

/// Finds the mentions of a sentence as [`super::mentions`] does, and tells how they came about.
///
/// Token patterns that begin nowhere say nothing, nor do those that match; but those whose id begins with `asked` tell
/// in any case what they wanted.
#[must_use]
pub fn trace(text: &str, sentence: &Sentence, known: &mut KnownNames, pack: &Pack, asked: Option<&str>) -> Traced {
    let mut claimed: Vec<Mention> = Vec::new();
    let mut refused = Vec::new();
    let mut patterns = Vec::new();
    let found = find(text, sentence, known, pack, &mut |claims| match claims {
        Claims::Sought(view, group, mentions) => patterns.extend(view.attempts(group, mentions, asked)),
        Claims::Named(list) | Claims::Described(list, ..) => {
            for claim in *list {
                let same = |m: &Mention| (&m.words, &m.rule, m.kind) == (&claim.words, &claim.rule, claim.kind);
                if !claimed.iter().any(same) {
                    claimed.push(claim.clone());
                }
            }
            if let Claims::Described(_, settled, matches) = claims {
                refused = heads::refused(sentence, settled, matches, pack);
            }
        }
    });
    patterns.sort_by_key(PatternTrial::place);
    let mut claims: Vec<Claim> = claimed.iter().map(|claim| judged(claim, &found)).collect();
    claims.extend(refused.into_iter().map(|(rule, at, why)| {
        let rule = &pack.heads[rule];
        Claim { rule: rule.id.clone(), kind: rule.kind.name(), words: at..at + 1, outcome: ClaimOutcome::Unfit(why) }
    }));
    claims.sort_by(|a, b| {
        let order = |c: &Claim| (c.outcome != ClaimOutcome::Stays, c.words.start, c.words.end);
        order(a).cmp(&order(b)).then_with(|| (&a.rule, &a.outcome).cmp(&(&b.rule, &b.outcome)))
    });
    Traced { mentions: found, claims, patterns }
}

fn judged(claim: &Mention, found: &[Mention]) -> Claim {
    let stays = found.iter().any(|m| m.words == claim.words && m.kind == claim.kind && m.rule == claim.rule);
    let shares = |m: &&Mention| m.words.start < claim.words.end && claim.words.start < m.words.end;
    let outcome = match found.iter().find(shares) {
        _ if stays => ClaimOutcome::Stays,
        Some(by) => ClaimOutcome::Beaten { by: by.rule.clone(), start: by.words.start, end: by.words.end },
        None => ClaimOutcome::Dropped,
    };
    Claim { rule: claim.rule.clone(), kind: claim.kind.name(), words: claim.words.clone(), outcome }
}
