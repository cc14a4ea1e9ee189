//! Running a pattern over a sentence.
//!
//! The automaton is searched depth first in the order of preference, and the table of visited states × tokens keeps it
//! from doing anything twice: a state that was visited at a token before either failed there or stands on the way
//! being tried, and leads nowhere new in both cases.

use std::ops::Range;

use super::automaton::{NO_MARK, Op, Pattern, Program};
use super::explain::Furthest;
use super::lookaround::LookMemo;
use super::resolve::{CaptureId, Tokens};
use super::table::Table;

/// A match: the tokens it takes, and its captures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The tokens.
    pub span: Range<usize>,
    /// Every time a capture matched, in the order in which they begin.
    pub captures: Vec<Capture>,
}

/// One match of one capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// Which.
    pub id: CaptureId,
    /// Its tokens.
    pub span: Range<usize>,
}

impl Match {
    /// The tokens of a capture; of its last match when it matched several times.
    #[must_use]
    pub fn get(&self, id: CaptureId) -> Option<Range<usize>> {
        self.captures.iter().rev().find(|capture| capture.id == id).map(|capture| capture.span.clone())
    }

    /// The tokens of each match of a capture, in order.
    pub fn all(&self, id: CaptureId) -> impl Iterator<Item = Range<usize>> + '_ {
        self.captures.iter().filter(move |capture| capture.id == id).map(|capture| capture.span.clone())
    }
}

/// Memory for searches, to be reused from one to the next and from pattern to pattern. One for each thread.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    jobs: Vec<Job>,
    log: Vec<Event>,
    pub(super) ends: Vec<usize>,
    /// Visited states, a table for each program.
    pub(super) visited: Vec<Table>,
    pub(super) looks: Vec<LookMemo>,
    /// The number of the search, by which what older ones left behind is told.
    pub(super) serial: u64,
    pub(super) steps: u64,
}

impl Scratch {
    /// The steps taken by the last search: states visited and list entries followed, look-around included.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        self.steps
    }
}

/// A place from which to go on when everything preferred has failed.
#[derive(Debug, Clone, Copy)]
struct Job {
    state: u32,
    at: usize,
    /// The length of the log at that place.
    log: usize,
}

/// The beginning or end of a capture.
#[derive(Debug, Clone, Copy)]
enum Event {
    Open(CaptureId, usize),
    Close(usize),
}

/// What a search is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Goal {
    /// The preferred match.
    Best,
    /// All ends of matches, noted as answers of this look-behind.
    Ends(usize),
}

impl Pattern {
    /// The preferred match that begins at a token, which may take no token if the pattern allows that.
    ///
    /// Takes at most states × tokens steps.
    pub fn find_at<T: Tokens + ?Sized>(&self, tokens: &T, start: usize, scratch: &mut Scratch) -> Option<Match> {
        let mut machine = Machine::new(self, tokens, scratch);
        machine.match_at(start)
    }

    /// All matches that take a token and do not overlap, from the left; the preferred one at each start.
    ///
    /// The whole sentence takes at most states × tokens steps.
    pub fn find_all<T: Tokens + ?Sized>(&self, tokens: &T, scratch: &mut Scratch) -> Vec<Match> {
        self.find_among(tokens, 0..tokens.len(), scratch)
    }

    /// Like [`Pattern::find_all`], but begins only at these tokens, which must be in ascending order: those where a
    /// trigger of the pattern was found.
    pub fn find_among<T: Tokens + ?Sized>(
        &self,
        tokens: &T,
        starts: impl IntoIterator<Item = usize>,
        scratch: &mut Scratch,
    ) -> Vec<Match> {
        Machine::new(self, tokens, scratch).matches_among(starts, |_, _, _| ())
    }
}

/// One search of one pattern in one sentence.
pub(super) struct Machine<'m, T: ?Sized> {
    pub pattern: &'m Pattern,
    pub tokens: &'m T,
    pub len: usize,
    pub scratch: &'m mut Scratch,
    /// How far the search came from one start; only when somebody asks.
    pub furthest: Option<Furthest>,
}

impl<'m, T: Tokens + ?Sized> Machine<'m, T> {
    pub(super) fn new(pattern: &'m Pattern, tokens: &'m T, scratch: &'m mut Scratch) -> Self {
        let len = tokens.len();
        scratch.jobs.clear();
        scratch.serial += 1;
        scratch.steps = 0;
        if scratch.visited.len() < pattern.programs.len() {
            scratch.visited.resize_with(pattern.programs.len(), Table::default);
        }
        if scratch.looks.len() < pattern.looks.len() {
            scratch.looks.resize_with(pattern.looks.len(), LookMemo::default);
        }
        scratch.visited[0].begin(len + 1, pattern.programs[0].marks);
        Self { pattern, tokens, len, scratch, furthest: None }
    }

    /// The matches that begin at these tokens and do not overlap. `tried` is told of each start that was tried, and
    /// whether it gave one.
    pub(super) fn matches_among(
        &mut self,
        starts: impl IntoIterator<Item = usize>,
        mut tried: impl FnMut(&mut Self, usize, bool),
    ) -> Vec<Match> {
        let mut found = Vec::new();
        let mut free = 0;
        for start in starts {
            if start < free {
                continue;
            }
            let next = self.match_at(start).filter(|found| !found.span.is_empty());
            tried(self, start, next.is_some());
            let Some(next) = next else { continue };
            // What failed on the way to this match fails from any start and stays marked. Only at the token where
            // the match ended are marked states that did not fail.
            free = next.span.end;
            self.scratch.visited[0].clear_row(free);
            found.push(next);
        }
        found
    }

    fn match_at(&mut self, start: usize) -> Option<Match> {
        if start > self.len {
            return None;
        }
        self.scratch.log.clear();
        let end = self.search(0, start, Goal::Best)?;
        Some(Match { span: start..end, captures: self.captures() })
    }

    /// Reads the captures off the log.
    fn captures(&self) -> Vec<Capture> {
        let mut captures: Vec<Capture> = Vec::with_capacity(self.scratch.log.len() / 2);
        let mut open = Vec::new();
        for event in &self.scratch.log {
            match *event {
                Event::Open(id, at) => {
                    open.push(captures.len());
                    captures.push(Capture { id, span: at..at });
                }
                Event::Close(at) => {
                    if let Some(index) = open.pop() {
                        captures[index].span.end = at;
                    }
                }
            }
        }
        captures
    }

    /// Searches a program from a token. Gives the end of the preferred match, if that is what is sought.
    pub(super) fn search(&mut self, program: usize, start: usize, goal: Goal) -> Option<usize> {
        let floor = self.scratch.jobs.len();
        let entry = self.pattern.programs[program].entry;
        self.scratch.jobs.push(Job { state: entry, at: start, log: self.scratch.log.len() });
        while self.scratch.jobs.len() > floor {
            let job = self.scratch.jobs.pop()?;
            self.scratch.log.truncate(job.log);
            let end = self.follow(program, job, goal);
            if end.is_some() {
                self.scratch.jobs.truncate(floor);
                return end;
            }
        }
        None
    }

    /// Goes on from a place until it fails or matches; what could be tried otherwise becomes jobs.
    fn follow(&mut self, index: usize, job: Job, goal: Goal) -> Option<usize> {
        let pattern = self.pattern;
        let program: &Program = &pattern.programs[index];
        let Job { state: mut current, mut at, .. } = job;
        loop {
            self.scratch.steps += 1;
            let state = &program.states[current as usize];
            if state.mark != NO_MARK && !self.scratch.visited[index].insert(at, state.mark as usize) {
                return None;
            }
            let next = match &state.op {
                Op::Test(test, next) => {
                    let passed = at < self.len && test.holds(self.tokens, at);
                    passed.then(|| (*next, at + 1))
                }
                Op::Fork(nexts) => self.first_of(nexts, at),
                Op::Switch(branches) if at < self.len => {
                    branches.get(&self.tokens.key(at)).and_then(|nexts| self.first_of(nexts, at))
                }
                Op::Switch(_) => None,
                Op::List(list, next) => {
                    self.list_ends(*list, at);
                    let longest = self.scratch.ends.pop();
                    for i in 0..self.scratch.ends.len() {
                        let end = self.scratch.ends[i];
                        self.push(*next, end);
                    }
                    longest.map(|end| (*next, end))
                }
                Op::Entity(kinds, next) => self.entity_end(*kinds, at).map(|end| (*next, end)),
                Op::Open(id, next) => {
                    self.scratch.log.push(Event::Open(*id, at));
                    Some((*next, at))
                }
                Op::Close(next) => {
                    self.scratch.log.push(Event::Close(at));
                    Some((*next, at))
                }
                Op::Look(look, next) => self.passes(*look, at).then_some((*next, at)),
                Op::Start(next) => (at == 0).then_some((*next, at)),
                Op::End(next) => (at == self.len).then_some((*next, at)),
                Op::Fail => None,
                Op::Match => match goal {
                    Goal::Best => return Some(at),
                    Goal::Ends(look) => {
                        self.scratch.looks[look].note_end(at);
                        return None;
                    }
                },
            };
            let Some((next, place)) = next else {
                if index == 0 {
                    self.refuse(at, current);
                }
                return None;
            };
            (current, at) = (next, place);
        }
    }

    fn push(&mut self, state: u32, at: usize) {
        self.scratch.steps += 1;
        let log = self.scratch.log.len();
        self.scratch.jobs.push(Job { state, at, log });
    }

    /// The first of several states; the others become jobs.
    fn first_of(&mut self, nexts: &[u32], at: usize) -> Option<(u32, usize)> {
        let (first, others) = nexts.split_first()?;
        for next in others.iter().rev() {
            self.push(*next, at);
        }
        Some((*first, at))
    }

    fn refuse(&mut self, at: usize, state: u32) {
        if let Some(furthest) = &mut self.furthest {
            furthest.note(at, state);
        }
    }
}
