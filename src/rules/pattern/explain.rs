//! How far a pattern came where it does not match, and what it wanted there: for the people who write rules.
//!
//! The search is the one that finds matches; it only notes where it fails. So explaining takes as many steps, and those of
//! looking behind a condition that failed at the first token.

use std::ops::Range;

use super::automaton::{Op, Pattern};
use super::plan::Spot;
use super::resolve::Tokens;
use super::run::{Machine, Match, Scratch};
use super::syntax::{Direction, Polarity};

/// The start from which a pattern came furthest without a match. It began there: it took a token, or would have taken the
/// first one, had a condition beside it held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The token at which it began.
    pub start: usize,
    /// The furthest token at which something was wanted; the length of the sentence when that ended too early.
    pub at: usize,
    /// What was wanted there and not found, in the order written.
    pub wanted: Vec<Item>,
}

/// A part of a pattern that wants something at one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// Its bytes in the pattern's own text; of what a sub-pattern holds, those of its use.
    pub span: (usize, usize),
    /// Its place in the sub-pattern that holds it.
    pub inside: Option<SubItem>,
    /// What it wants.
    pub condition: Condition,
}

/// A place in a sub-pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubItem {
    /// The name of the sub-pattern; of the innermost one, if one holds another.
    pub sub: String,
    /// The bytes in its text.
    pub span: (usize, usize),
}

/// What a part of a pattern wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// Tokens.
    Token,
    /// That something follows.
    Follows,
    /// That something does not follow.
    DoesNotFollow,
    /// That something precedes.
    Precedes,
    /// That something does not precede.
    DoesNotPrecede,
    /// The start of the sentence.
    Start,
    /// The end of the sentence.
    End,
}

/// The furthest place at which a search from one start failed.
#[derive(Debug, Default)]
pub(super) struct Furthest {
    at: usize,
    /// The states that failed there.
    states: Vec<u32>,
}

impl Furthest {
    pub(super) fn note(&mut self, at: usize, state: u32) {
        if at > self.at {
            self.at = at;
            self.states.clear();
        }
        if at == self.at {
            self.states.push(state);
        }
    }
}

impl Pattern {
    /// Like [`Pattern::find_among`], with the attempt from these starts that took most tokens and did not match; the
    /// first of those that took as many.
    pub fn explain_among<T: Tokens + ?Sized>(
        &self,
        tokens: &T,
        starts: impl IntoIterator<Item = usize>,
        scratch: &mut Scratch,
    ) -> (Vec<Match>, Option<Attempt>) {
        let predecessors = self.programs[0].predecessors();
        let mut best: Option<Attempt> = None;
        let mut machine = Machine::new(self, tokens, scratch);
        machine.furthest = Some(Furthest::default());
        let found = machine.matches_among(starts, |machine, start, matched| {
            let Some(mut furthest) = machine.furthest.replace(Furthest::default()).filter(|_| !matched) else { return };
            let came = furthest.at.saturating_sub(start);
            if best.as_ref().is_some_and(|best| came <= best.at - best.start) {
                return;
            }
            if came == 0 {
                // What waits behind no condition did not begin.
                furthest.states.retain(|state| self.condition(*state) != Condition::Token);
                if !furthest.states.is_empty() {
                    let beginning = machine.beginning(start, &predecessors);
                    furthest.states.retain(|state| beginning[*state as usize]);
                }
            }
            // Nothing is wanted where an earlier start failed already, having taken more.
            let wanted = self.items(&furthest.states);
            if !wanted.is_empty() {
                best = Some(Attempt { start, at: start + came, wanted });
            }
        });
        (found, best)
    }

    /// What the pattern can begin with, in the order written, with what it wants to follow there.
    #[must_use]
    pub fn first_items(&self) -> Vec<Item> {
        let program = &self.programs[0];
        let mut seen = vec![false; program.states.len()];
        let mut open = vec![program.entry];
        let mut first = Vec::new();
        while let Some(state) = open.pop() {
            if std::mem::replace(&mut seen[state as usize], true) {
                continue;
            }
            let op = &program.states[state as usize].op;
            let takes = op.takes() || matches!(op, Op::Switch(_));
            if takes || self.condition(state) == Condition::Follows {
                first.push(state);
            }
            if !takes {
                op.each_next(|next| open.push(next));
            }
        }
        self.items(&first)
    }

    /// What a state wants.
    fn condition(&self, state: u32) -> Condition {
        match &self.programs[0].states[state as usize].op {
            Op::Start(_) => Condition::Start,
            Op::End(_) => Condition::End,
            Op::Look(look, _) => {
                let look = &self.looks[*look as usize];
                match (look.direction, look.polarity) {
                    (Direction::Ahead, Polarity::Positive) => Condition::Follows,
                    (Direction::Ahead, Polarity::Negative) => Condition::DoesNotFollow,
                    (Direction::Behind, Polarity::Positive) => Condition::Precedes,
                    (Direction::Behind, Polarity::Negative) => Condition::DoesNotPrecede,
                }
            }
            _ => Condition::Token,
        }
    }

    /// The parts of the text from which states come, in order.
    fn items(&self, states: &[u32]) -> Vec<Item> {
        let program = &self.programs[0];
        let item = |state: &u32| {
            let spot: Spot = program.spots[*state as usize];
            let pair = |span: Range<usize>| (span.start, span.end);
            let inside = spot.span_inside().map(|(sub, span)| SubItem {
                sub: self.names.subs.get(usize::from(sub)).cloned().unwrap_or_default(),
                span: pair(span),
            });
            let condition = self.condition(*state);
            (!spot.span().is_empty()).then(|| Item { span: pair(spot.span()), inside, condition })
        };
        let mut items: Vec<Item> = states.iter().filter_map(item).collect();
        items.sort_unstable();
        items.dedup();
        items
    }
}

impl<T: Tokens + ?Sized> Machine<'_, T> {
    /// For each state whether it leads to one that takes the token at hand, if all conditions before that hold.
    fn beginning(&mut self, at: usize, predecessors: &[Vec<u32>]) -> Vec<bool> {
        let program = &self.pattern.programs[0];
        let mut beginning = vec![false; program.states.len()];
        let mut open = Vec::new();
        for (number, state) in program.states.iter().enumerate() {
            self.scratch.steps += 1;
            let takes = match &state.op {
                Op::Test(test, _) => at < self.len && test.holds(self.tokens, at),
                Op::Entity(kinds, _) => self.entity_end(*kinds, at).is_some(),
                Op::List(list, _) => {
                    self.list_ends(*list, at);
                    !self.scratch.ends.is_empty()
                }
                _ => false,
            };
            if takes {
                beginning[number] = true;
                open.push(number);
            }
        }
        while let Some(state) = open.pop() {
            for predecessor in &predecessors[state] {
                self.scratch.steps += 1;
                if !std::mem::replace(&mut beginning[*predecessor as usize], true) {
                    open.push(*predecessor as usize);
                }
            }
        }
        beginning
    }
}
