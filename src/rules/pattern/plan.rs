//! A pattern with all names resolved: what the optimiser rewrites and the automaton is built from.

use std::ops::Range;

use super::resolve::{CaptureId, KindSet, ListId};
use super::syntax::{Direction, Greed, Polarity};
use super::test::Test;

/// A resolved expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Plan {
    /// Takes nothing and always matches.
    Empty,
    /// Never matches.
    Never,
    /// Takes one token.
    Test(Test, Spot),
    /// Takes an entry of a list.
    List(ListId, Spot),
    /// Takes a mention.
    Entity(KindSet, Spot),
    Sequence(Vec<Plan>),
    Alternation(Vec<Plan>),
    Repeat(Box<Plan>, Bounds),
    Capture(CaptureId, Box<Plan>),
    Look(Direction, Polarity, Box<Plan>, Spot),
    Start(Spot),
    End(Spot),
}

/// How often something is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub min: u32,
    pub max: Option<u32>,
    pub greed: Greed,
}

/// The place in the source that a part comes from. Parts from different places are equal all the same.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spot {
    /// Bytes of the pattern itself; of what a sub-pattern holds, those of its use.
    here: (u32, u32),
    inside: Option<Inside>,
}

/// A place in a sub-pattern.
#[derive(Debug, Clone, Copy)]
struct Inside {
    /// The number of the sub-pattern in its pattern.
    sub: u16,
    bytes: (u32, u32),
}

impl PartialEq for Spot {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Spot {
    /// A place in the pattern itself.
    pub(super) fn here(bytes: &Range<usize>) -> Self {
        Self { here: narrow(bytes), inside: None }
    }

    /// A place in the sub-pattern of this number, which is used at `outer`.
    pub(super) fn inside(outer: &Range<usize>, sub: u16, bytes: &Range<usize>) -> Self {
        Self { here: narrow(outer), inside: Some(Inside { sub, bytes: narrow(bytes) }) }
    }

    /// The place that holds both.
    pub(super) fn cover(self, other: Self) -> Self {
        let around = |a: (u32, u32), b: (u32, u32)| (a.0.min(b.0), a.1.max(b.1));
        let inside = self.inside.zip(other.inside).filter(|(a, b)| a.sub == b.sub && self.here == other.here);
        let inside = inside.map(|(a, b)| Inside { sub: a.sub, bytes: around(a.bytes, b.bytes) });
        Self { here: around(self.here, other.here), inside }
    }

    /// The bytes of the pattern itself.
    pub(super) const fn span(self) -> Range<usize> {
        self.here.0 as usize..self.here.1 as usize
    }

    /// The number of the innermost sub-pattern and the bytes of its own text, for what stands in one.
    pub(super) fn span_inside(self) -> Option<(u16, Range<usize>)> {
        self.inside.map(|place| (place.sub, place.bytes.0 as usize..place.bytes.1 as usize))
    }
}

fn narrow(bytes: &Range<usize>) -> (u32, u32) {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    (narrow(bytes.start), narrow(bytes.end))
}

impl Plan {
    /// About how many states the automaton will have; never less than there will be.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Never | Self::Test(..) | Self::List(..) | Self::Entity(..) | Self::Start(_) | Self::End(_) => 1,
            Self::Sequence(parts) => parts.iter().fold(1, |sum: usize, part| sum.saturating_add(part.size())),
            Self::Alternation(parts) => parts.iter().fold(2, |sum: usize, part| sum.saturating_add(part.size())),
            Self::Repeat(body, bounds) => bounds.times(body.size()),
            Self::Capture(_, body) | Self::Look(_, _, body, _) => body.size().saturating_add(2),
        }
    }

    /// The fewest tokens a match takes.
    pub(super) fn min_len(&self) -> usize {
        match self {
            Self::Empty | Self::Never | Self::Look(..) | Self::Start(_) | Self::End(_) => 0,
            Self::Test(..) | Self::List(..) | Self::Entity(..) => 1,
            Self::Sequence(parts) => parts.iter().map(Self::min_len).fold(0, usize::saturating_add),
            Self::Alternation(parts) => parts.iter().map(Self::min_len).min().unwrap_or(0),
            Self::Repeat(body, bounds) => body.min_len().saturating_mul(bounds.min as usize),
            Self::Capture(_, body) => body.min_len(),
        }
    }

    /// The most tokens a match takes, if there is a limit.
    pub(super) fn max_len(&self) -> Option<usize> {
        match self {
            Self::Empty | Self::Never | Self::Look(..) | Self::Start(_) | Self::End(_) => Some(0),
            Self::Test(..) => Some(1),
            Self::List(..) | Self::Entity(..) => None,
            Self::Sequence(parts) => parts.iter().try_fold(0_usize, |sum, part| sum.checked_add(part.max_len()?)),
            Self::Alternation(parts) => parts.iter().try_fold(0, |most: usize, part| Some(most.max(part.max_len()?))),
            Self::Repeat(body, bounds) => match body.max_len()? {
                0 => Some(0),
                once => once.checked_mul(bounds.max? as usize),
            },
            Self::Capture(_, body) => body.max_len(),
        }
    }

    /// Whether it matches at every place, whatever stands there.
    pub(super) fn always_passes(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Sequence(parts) => parts.iter().all(Self::always_passes),
            Self::Alternation(parts) => parts.iter().any(Self::always_passes),
            Self::Repeat(body, bounds) => bounds.min == 0 || body.always_passes(),
            Self::Capture(_, body) => body.always_passes(),
            _ => false,
        }
    }

    /// Whether it can match in one way only at a given place, so that trying it once serves several continuations.
    pub(super) fn is_deterministic(&self) -> bool {
        match self {
            Self::Test(..) | Self::Entity(..) | Self::Look(..) | Self::Start(_) | Self::End(_) => true,
            Self::Capture(_, body) => body.is_deterministic(),
            Self::Sequence(parts) => parts.iter().all(Self::is_deterministic),
            _ => false,
        }
    }
}

impl Bounds {
    /// The states of a repetition whose body has `body` states.
    pub(super) fn times(self, body: usize) -> usize {
        let copies = self.max.unwrap_or(self.min.saturating_add(1)).max(self.min) as usize;
        copies.saturating_mul(body.saturating_add(1)).saturating_add(2)
    }
}
