//! Watching how rules are tried: hooks that cost nothing unless somebody watches.
//!
//! The stage is generic over its [`Observer`]; with [`Silent`] every hook is an empty function that the compiler drops.
//! [`super::trace`] has the one that writes everything down.

use super::slots::{Candidate, Scene};
use super::{EventDraft, Filler};
use std::ops::Range;

/// The first condition of a rule that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unmet {
    /// None of the required slots is filled.
    Requires,
    /// This one of the excluded slots is filled.
    Excludes(usize),
    /// A forbidden word stands after the trigger.
    NotBefore,
    /// A forbidden word stands before the trigger.
    NotAfter,
    /// None of the wanted words stands after the trigger.
    OnlyBefore,
    /// None of the wanted words stands before the trigger.
    OnlyAfter,
}

/// Why a trigger word gives no event, whatever its rules say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Idle {
    /// The noun stands inside a name.
    InName,
    /// The noun is the element of a compound verb that tells nothing by itself.
    Element,
    /// The noun means happenings in general.
    Generic,
}

/// Sees how the rules of one sentence are tried.
pub(crate) trait Observer {
    /// A trigger is passed over before its rules are tried.
    fn idle(&mut self, _trigger: &Range<usize>, _rules: &[u32], _why: Idle) {}
    /// A condition of a rule does not hold.
    fn failed(&mut self, _scene: &Scene<'_>, _rule: u32, _trigger: &Range<usize>, _around: &[Candidate], _why: Unmet) {}
    /// All conditions of a rule hold; one of the rules for a trigger that hold is chosen.
    fn held(
        &mut self,
        _scene: &Scene<'_>,
        _rule: u32,
        _trigger: &Range<usize>,
        _around: &[Candidate],
        _fillers: &[Filler],
    ) {
    }
    /// An event gives way to another whose trigger shares words with its own.
    fn suppressed(&mut self, _loser: &EventDraft, _winner: &EventDraft) {}
}

/// Watches nothing.
pub(crate) struct Silent;

impl Observer for Silent {}
