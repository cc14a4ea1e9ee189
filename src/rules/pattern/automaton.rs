//! The automaton of a pattern: states and what leads from one to the next, built backwards from the match.

use rustc_hash::FxHashMap;

use super::lower::Names;
use super::plan::{Bounds, Plan, Spot};
use super::resolve::{CaptureId, KeyId, KindSet, ListId};
use super::syntax::{Direction, Greed, Polarity};
use super::test::Test;
use super::trigger::{Trigger, triggers};

/// From so many alternatives on that all begin with words, a table leads to those that begin with the word at hand.
const SWITCH_FROM: usize = 4;
/// A look-ahead that takes at most so many tokens is tried anew at each token.
const SHORT_LOOK: usize = 16;
/// The mark of states that need none.
pub(super) const NO_MARK: u32 = u32::MAX;

/// A compiled pattern. Immutable, to be shared between threads; what a search needs besides is in a
/// [`Scratch`](super::Scratch).
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The first is the pattern itself, the others are bodies of look-arounds.
    pub(super) programs: Vec<Program>,
    pub(super) looks: Vec<Look>,
    pub(super) names: Names,
    triggers: Option<Vec<Trigger>>,
    min_len: usize,
    max_len: Option<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct Program {
    pub states: Vec<State>,
    /// Where each state comes from. A search never asks, so they stand apart.
    pub spots: Vec<Spot>,
    pub entry: u32,
    /// The number of marked states.
    pub marks: usize,
    /// For each state, those that lead to it without taking a token. Only for look-aheads that are solved backwards.
    pub predecessors: Vec<Vec<u32>>,
}

#[derive(Debug, Clone)]
pub(super) struct State {
    pub op: Op,
    /// Its bit in the table of visited states. Needed only where several ways meet: a state with one way to it is
    /// visited as often as its predecessor.
    pub mark: u32,
}

/// What a state does; the numbers are the states that follow.
#[derive(Debug, Clone)]
pub(super) enum Op {
    Test(Test, u32),
    List(ListId, u32),
    Entity(KindSet, u32),
    /// One of these, the earlier preferred.
    Fork(Vec<u32>),
    /// One of those for the key of the token at hand, the earlier preferred.
    Switch(FxHashMap<KeyId, Vec<u32>>),
    Open(CaptureId, u32),
    Close(u32),
    Look(u32, u32),
    Start(u32),
    End(u32),
    Fail,
    Match,
}

#[derive(Debug, Clone)]
pub(super) struct Look {
    pub direction: Direction,
    pub polarity: Polarity,
    pub body: LookBody,
}

/// What a look-around looks for. The short forms are by far the most frequent and need no search.
#[derive(Debug, Clone)]
pub(super) enum LookBody {
    Test(Test),
    List(ListId),
    Entity(KindSet),
    /// A search for the program of this index.
    Program {
        program: usize,
        min_len: usize,
        max_len: Option<usize>,
    },
}

impl LookBody {
    /// Whether a look-ahead is better answered for all tokens at once than for each anew.
    pub(super) fn is_long(max_len: Option<usize>) -> bool {
        max_len.is_none_or(|max_len| max_len > SHORT_LOOK)
    }
}

impl Pattern {
    pub(super) fn build(plan: &Plan, names: Names) -> Self {
        let mut builder = Builder { programs: vec![None], looks: Vec::new(), known_looks: FxHashMap::default() };
        builder.programs[0] = Some(builder.program(plan));
        Self {
            programs: builder.programs.into_iter().flatten().collect(),
            looks: builder.looks,
            names,
            triggers: triggers(plan),
            min_len: plan.min_len(),
            max_len: plan.max_len(),
        }
    }

    /// What can set the pattern off: one of these holds at the first token of every match. `None` when anything can
    /// stand there, or nothing needs to.
    #[must_use]
    pub fn first_tests(&self) -> Option<&[Trigger]> {
        self.triggers.as_deref()
    }

    /// The fewest tokens a match takes.
    #[must_use]
    pub const fn min_len(&self) -> usize {
        self.min_len
    }

    /// The most tokens a match takes, if there is a limit.
    #[must_use]
    pub const fn max_len(&self) -> Option<usize> {
        self.max_len
    }

    /// The names of the captures, indexed by [`CaptureId`].
    #[must_use]
    pub fn capture_names(&self) -> &[String] {
        &self.names.captures
    }

    /// The capture of a name, to be looked up once when patterns are loaded.
    #[must_use]
    pub fn capture_id(&self, name: &str) -> Option<CaptureId> {
        let index = self.names.captures.iter().position(|known| known == name)?;
        u16::try_from(index).ok().map(CaptureId)
    }

    /// The number of states, those of look-arounds included.
    #[must_use]
    pub fn states(&self) -> usize {
        self.programs.iter().map(|program| program.states.len()).sum()
    }
}

struct Builder {
    /// A program is `None` while it is being built.
    programs: Vec<Option<Program>>,
    looks: Vec<Look>,
    /// Looks by the address of their plan: a repetition copies its states, but not the look-arounds inside.
    known_looks: FxHashMap<*const Plan, u32>,
}

impl Builder {
    fn program(&mut self, plan: &Plan) -> Program {
        let mut states = States::default();
        let accept = states.push(Op::Match, Spot::default());
        let entry = self.part(&mut states, plan, accept);
        let mut program =
            Program { states: states.list, spots: states.spots, entry, marks: 0, predecessors: Vec::new() };
        program.mark();
        program
    }

    /// Adds the states of a part that is followed by the state `next`, and gives the state to begin with.
    fn part(&mut self, states: &mut States, plan: &Plan, next: u32) -> u32 {
        match plan {
            Plan::Empty => next,
            Plan::Never => states.push(Op::Fail, Spot::default()),
            Plan::Test(test, spot) => states.push(Op::Test(test.clone(), next), *spot),
            Plan::List(list, spot) => states.push(Op::List(*list, next), *spot),
            Plan::Entity(kinds, spot) => states.push(Op::Entity(*kinds, next), *spot),
            Plan::Start(spot) => states.push(Op::Start(next), *spot),
            Plan::End(spot) => states.push(Op::End(next), *spot),
            Plan::Sequence(parts) => parts.iter().rev().fold(next, |next, part| self.part(states, part, next)),
            Plan::Alternation(parts) => self.alternation(states, parts, next),
            Plan::Repeat(body, bounds) => self.repeat(states, body, *bounds, next),
            Plan::Capture(id, body) => {
                let close = states.push(Op::Close(next), Spot::default());
                let body = self.part(states, body, close);
                states.push(Op::Open(*id, body), Spot::default())
            }
            Plan::Look(direction, polarity, body, spot) => {
                let look = self.look(plan, *direction, *polarity, body);
                states.push(Op::Look(look, next), *spot)
            }
        }
    }

    fn alternation(&mut self, states: &mut States, parts: &[Plan], next: u32) -> u32 {
        let entries: Vec<u32> = parts.iter().map(|part| self.part(states, part, next)).collect();
        let keys: Option<Vec<&[KeyId]>> = parts.iter().map(first_keys).collect();
        let Some(keys) = keys.filter(|keys| keys.len() >= SWITCH_FROM) else {
            return states.push(Op::Fork(entries), Spot::default());
        };
        let mut branches: FxHashMap<KeyId, Vec<u32>> = FxHashMap::default();
        let spot = entries.iter().map(|entry| states.first_spot(*entry)).reduce(Spot::cover).unwrap_or_default();
        for (entry, keys) in entries.into_iter().zip(keys) {
            for key in keys {
                branches.entry(*key).or_default().push(entry);
            }
        }
        states.push(Op::Switch(branches), spot)
    }

    fn repeat(&mut self, states: &mut States, body: &Plan, bounds: Bounds, next: u32) -> u32 {
        let fork = |go_on: u32, stop: u32| match bounds.greed {
            Greed::Greedy => Op::Fork(vec![go_on, stop]),
            Greed::Lazy => Op::Fork(vec![stop, go_on]),
        };
        let mut copies = bounds.min;
        let mut entry = next;
        match bounds.max {
            Some(max) => {
                for _ in bounds.min..max {
                    let once = self.part(states, body, entry);
                    entry = states.push(fork(once, next), Spot::default());
                }
            }
            None => {
                let again = states.push(Op::Fail, Spot::default());
                let once = self.part(states, body, again);
                states.list[again as usize].op = fork(once, next);
                entry = again;
                // The last obligatory round shares its states with the loop, unless it may take nothing: a round of
                // the loop that takes nothing comes back to states visited before and is given up.
                if bounds.min > 0 && body.min_len() > 0 {
                    entry = once;
                    copies -= 1;
                }
            }
        }
        (0..copies).fold(entry, |entry, _| self.part(states, body, entry))
    }

    fn look(&mut self, plan: &Plan, direction: Direction, polarity: Polarity, body: &Plan) -> u32 {
        let address = std::ptr::from_ref(plan);
        if let Some(known) = self.known_looks.get(&address) {
            return *known;
        }
        let body = match (direction, body) {
            (_, Plan::Test(test, _)) => LookBody::Test(test.clone()),
            (_, Plan::List(list, _)) => LookBody::List(*list),
            (Direction::Ahead, Plan::Entity(kinds, _)) => LookBody::Entity(*kinds),
            _ => {
                let index = self.programs.len();
                self.programs.push(None);
                let mut program = self.program(body);
                let max_len = body.max_len();
                if direction == Direction::Ahead && LookBody::is_long(max_len) {
                    program.predecessors = program.predecessors();
                }
                self.programs[index] = Some(program);
                LookBody::Program { program: index, min_len: body.min_len(), max_len }
            }
        };
        let id = self.looks.len() as u32;
        self.looks.push(Look { direction, polarity, body });
        self.known_looks.insert(address, id);
        id
    }
}

/// The words one of which begins every match of a part, if the part begins so.
fn first_keys(plan: &Plan) -> Option<&[KeyId]> {
    match plan {
        Plan::Test(Test::Keys(keys), _) => Some(keys),
        Plan::Sequence(parts) => parts.first().and_then(first_keys),
        Plan::Capture(_, body) => first_keys(body),
        Plan::Repeat(body, bounds) if bounds.min > 0 => first_keys(body),
        _ => None,
    }
}

/// States and where each comes from.
#[derive(Default)]
struct States {
    list: Vec<State>,
    spots: Vec<Spot>,
}

impl States {
    fn push(&mut self, op: Op, spot: Spot) -> u32 {
        self.list.push(State { op, mark: NO_MARK });
        self.spots.push(spot);
        (self.list.len() - 1) as u32
    }

    /// Where a part that begins with a word comes from. The beginning of a capture has no place of its own.
    fn first_spot(&self, mut state: u32) -> Spot {
        while let Op::Open(_, next) = self.list[state as usize].op {
            state = next;
        }
        self.spots[state as usize]
    }
}

impl Op {
    /// Calls a function with each state that follows.
    pub(super) fn each_next(&self, mut call: impl FnMut(u32)) {
        match self {
            Self::Test(_, next)
            | Self::List(_, next)
            | Self::Entity(_, next)
            | Self::Open(_, next)
            | Self::Look(_, next)
            | Self::Close(next)
            | Self::Start(next)
            | Self::End(next) => call(*next),
            Self::Fork(nexts) => nexts.iter().copied().for_each(call),
            Self::Switch(branches) => {
                let mut nexts: Vec<u32> = branches.values().flatten().copied().collect();
                nexts.sort_unstable();
                nexts.dedup();
                nexts.into_iter().for_each(call);
            }
            Self::Fail | Self::Match => {}
        }
    }

    /// Whether the state takes tokens.
    pub(super) fn takes(&self) -> bool {
        matches!(self, Self::Test(..) | Self::List(..) | Self::Entity(..))
    }
}

impl Program {
    /// Marks the states where several ways meet. Entries of different lengths lead to one place from several.
    fn mark(&mut self) {
        let mut ways = vec![0_u32; self.states.len()];
        ways[self.entry as usize] += 1;
        for state in &self.states {
            let weight = if matches!(state.op, Op::List(..) | Op::Entity(..)) { 2 } else { 1 };
            state.op.each_next(|next| ways[next as usize] += weight);
        }
        for (state, ways) in self.states.iter_mut().zip(ways) {
            if ways > 1 {
                state.mark = self.marks as u32;
                self.marks += 1;
            }
        }
    }

    /// For each state, those that lead to it without taking a token.
    pub(super) fn predecessors(&self) -> Vec<Vec<u32>> {
        let mut predecessors = vec![Vec::new(); self.states.len()];
        for (index, state) in self.states.iter().enumerate() {
            if !state.op.takes() {
                state.op.each_next(|next| predecessors[next as usize].push(index as u32));
            }
        }
        predecessors
    }
}
