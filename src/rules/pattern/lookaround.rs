//! Look-around: conditions on what follows or precedes a token, answered once for each token and search.
//!
//! A short look-ahead is searched from the token at hand. A long one is solved for all tokens from the end of the
//! sentence backwards, since a search from each would go over the rest of the sentence each time. A look-behind is
//! searched forwards from every earlier token at once, so that it needs no limit of length.

use std::ops::Range;

use super::automaton::{LookBody, Op};
use super::resolve::{KindSet, ListId, Tokens};
use super::run::{Goal, Machine};
use super::syntax::Direction;
use super::table::Table;

/// The answers of one look-around in one search.
#[derive(Debug, Clone, Default)]
pub(super) struct LookMemo {
    serial: u64,
    answers: Vec<Option<bool>>,
    /// Look-behind: the starts from which matches were sought.
    explored: Range<usize>,
    /// Long look-ahead: for each token from `solved` on, the states that lead to a match.
    reaching: Table,
    solved: usize,
    open: Vec<u32>,
}

impl LookMemo {
    /// Notes that a match of the look-behind ends before this token.
    pub(super) fn note_end(&mut self, at: usize) {
        self.answers[at] = Some(true);
    }
}

impl<T: Tokens + ?Sized> Machine<'_, T> {
    /// Whether a look-around lets pass at a token.
    pub(super) fn passes(&mut self, look: u32, at: usize) -> bool {
        let pattern = self.pattern;
        let Some(look_around) = pattern.looks.get(look as usize) else { return false };
        let found = match &look_around.body {
            LookBody::Test(test) => match look_around.direction {
                Direction::Ahead => at < self.len && test.holds(self.tokens, at),
                Direction::Behind => at > 0 && test.holds(self.tokens, at - 1),
            },
            LookBody::List(list) => match look_around.direction {
                Direction::Ahead => {
                    self.list_ends(*list, at);
                    !self.scratch.ends.is_empty()
                }
                Direction::Behind => at > 0 && self.tokens.list_ended(at, *list),
            },
            LookBody::Entity(kinds) => self.entity_end(*kinds, at).is_some(),
            LookBody::Program { program, min_len, max_len } => {
                self.prepare(look as usize, *program);
                match look_around.direction {
                    Direction::Behind => self.found_behind(look as usize, *program, *min_len, *max_len, at),
                    Direction::Ahead if LookBody::is_long(*max_len) => {
                        self.solve(look as usize, *program, at);
                        let entry = pattern.programs[*program].entry as usize;
                        self.scratch.looks[look as usize].reaching.contains(at, entry)
                    }
                    Direction::Ahead => self.found_ahead(look as usize, *program, at),
                }
            }
        };
        look_around.polarity.accepts(found)
    }

    /// Puts the ends of a list's entries that begin at a token into the scratch, ascending.
    pub(super) fn list_ends(&mut self, list: ListId, at: usize) {
        let ends = &mut self.scratch.ends;
        ends.clear();
        if at < self.len {
            self.tokens.list_ends(at, list, ends);
            ends.retain(|end| *end > at && *end <= self.len);
            ends.sort_unstable();
            ends.dedup();
        }
    }

    pub(super) fn entity_end(&self, kinds: KindSet, at: usize) -> Option<usize> {
        if at >= self.len {
            return None;
        }
        self.tokens.entity_end(at, kinds).filter(|end| *end > at && *end <= self.len)
    }

    /// Forgets what an older search found out.
    fn prepare(&mut self, look: usize, program: usize) {
        let memo = &mut self.scratch.looks[look];
        if memo.serial == self.scratch.serial {
            return;
        }
        memo.serial = self.scratch.serial;
        memo.answers.clear();
        memo.answers.resize(self.len + 1, None);
        memo.explored = 0..0;
        memo.solved = self.len + 1;
        let program = (&self.pattern.programs[program], program);
        if program.0.predecessors.is_empty() {
            self.scratch.visited[program.1].begin(self.len + 1, program.0.marks);
        } else {
            memo.reaching.begin(self.len + 1, program.0.states.len());
        }
    }

    fn found_ahead(&mut self, look: usize, program: usize, at: usize) -> bool {
        if let Some(answer) = self.scratch.looks[look].answers[at] {
            return answer;
        }
        let marks = self.pattern.programs[program].marks;
        self.scratch.visited[program].begin(self.len + 1, marks);
        let answer = self.search(program, at, Goal::Best).is_some();
        self.scratch.looks[look].answers[at] = Some(answer);
        answer
    }

    fn found_behind(&mut self, look: usize, program: usize, min_len: usize, max_len: Option<usize>, at: usize) -> bool {
        let Some(last) = at.checked_sub(min_len) else { return false };
        let first = max_len.map_or(0, |max_len| at.saturating_sub(max_len));
        let explored = self.scratch.looks[look].explored.clone();
        let wanted =
            if explored.is_empty() { first..last + 1 } else { first.min(explored.start)..explored.end.max(last + 1) };
        for start in wanted.clone().filter(|start| !explored.contains(start)) {
            self.search(program, start, Goal::Ends(look));
        }
        let memo = &mut self.scratch.looks[look];
        memo.explored = wanted;
        memo.answers[at] == Some(true)
    }

    /// Finds for all tokens from this one on the states that lead to a match.
    fn solve(&mut self, look: usize, index: usize, at: usize) {
        let program = &self.pattern.programs[index];
        let solved = self.scratch.looks[look].solved;
        for place in (at..solved).rev() {
            let mut open = std::mem::take(&mut self.scratch.looks[look].open);
            for (number, state) in program.states.iter().enumerate() {
                self.scratch.steps += 1;
                if self.takes_to_match(look, &state.op, place) {
                    self.scratch.looks[look].reaching.insert(place, number);
                    open.push(number as u32);
                }
            }
            while let Some(state) = open.pop() {
                for predecessor in &program.predecessors[state as usize] {
                    self.scratch.steps += 1;
                    let number = *predecessor as usize;
                    if !self.scratch.looks[look].reaching.contains(place, number)
                        && self.lets_pass(&program.states[number].op, place)
                    {
                        self.scratch.looks[look].reaching.insert(place, number);
                        open.push(*predecessor);
                    }
                }
            }
            self.scratch.looks[look].open = open;
        }
        self.scratch.looks[look].solved = solved.min(at);
    }

    /// Whether a state matches here or takes tokens after which a state stands that leads to a match.
    fn takes_to_match(&mut self, look: usize, op: &Op, at: usize) -> bool {
        match op {
            Op::Match => true,
            Op::Test(test, next) => {
                at < self.len
                    && self.scratch.looks[look].reaching.contains(at + 1, *next as usize)
                    && test.holds(self.tokens, at)
            }
            Op::Entity(kinds, next) => self
                .entity_end(*kinds, at)
                .is_some_and(|end| self.scratch.looks[look].reaching.contains(end, *next as usize)),
            Op::List(list, next) => {
                self.list_ends(*list, at);
                self.scratch.steps += self.scratch.ends.len() as u64;
                let reaching = &self.scratch.looks[look].reaching;
                self.scratch.ends.iter().any(|end| reaching.contains(*end, *next as usize))
            }
            _ => false,
        }
    }

    /// Whether a state that takes nothing lets pass. A switch does: the state it leads to tests the word itself.
    fn lets_pass(&mut self, op: &Op, at: usize) -> bool {
        match op {
            Op::Look(look, _) => self.passes(*look, at),
            Op::Start(_) => at == 0,
            Op::End(_) => at == self.len,
            Op::Fork(_) | Op::Switch(_) | Op::Open(..) | Op::Close(_) => true,
            _ => false,
        }
    }
}
