//! The syntax tree of a pattern: what was written and where, before any name is looked up.

use std::ops::Range;

/// A parsed pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syntax {
    pub(super) source: String,
    pub(super) root: Node,
}

impl Syntax {
    /// The text it was parsed from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The whole expression.
    #[must_use]
    pub const fn root(&self) -> &Node {
        &self.root
    }

    /// The sub-patterns it uses directly, in the order written, with repetitions.
    #[must_use]
    pub fn references(&self) -> Vec<&str> {
        let names = self.nodes().filter_map(|node| match &node.kind {
            NodeKind::Reference(name) => Some(name.as_str()),
            _ => None,
        });
        names.collect()
    }

    /// The regular expressions in it, in the order written, with repetitions.
    #[must_use]
    pub fn regexes(&self) -> Vec<&str> {
        let sources = self.nodes().filter_map(|node| match &node.kind {
            NodeKind::Regex(source) => Some(source.as_str()),
            _ => None,
        });
        sources.collect()
    }

    /// All expressions in it, in the order written.
    fn nodes(&self) -> impl Iterator<Item = &Node> {
        let mut open = vec![&self.root];
        std::iter::from_fn(move || {
            let node = open.pop()?;
            match &node.kind {
                NodeKind::Sequence(nodes) | NodeKind::Alternation(nodes) => open.extend(nodes.iter().rev()),
                NodeKind::Repeat { body, .. }
                | NodeKind::Capture { body, .. }
                | NodeKind::Look { body, .. }
                | NodeKind::Not(body) => open.push(body),
                _ => {}
            }
            Some(node)
        })
    }
}

/// One expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its bytes in the source.
    pub span: Range<usize>,
    /// What it is.
    pub kind: NodeKind,
}

/// A name with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name, without quotes.
    pub name: String,
    /// Its bytes in the source.
    pub span: Range<usize>,
}

/// The kinds of expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// Nothing at all; stands only where a fault was found.
    Empty,
    /// A literal word.
    Word(String),
    /// A token with one of these lemmas.
    Lemma(Vec<Named>),
    /// A token that passes all of these tests.
    Features(Vec<FeatureTest>),
    /// An entry of a named list.
    List(String),
    /// An entity mention of one of these kinds.
    Entity(Vec<Named>),
    /// A regular expression on the whole text of a token.
    Regex(String),
    /// Any token.
    AnyToken,
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of these, the earlier preferred.
    Alternation(Vec<Node>),
    /// Several times the same.
    Repeat {
        /// What is repeated.
        body: Box<Node>,
        /// At least so often.
        min: u32,
        /// At most so often; `None` is without end.
        max: Option<u32>,
        /// Which number of times is preferred.
        greed: Greed,
    },
    /// A named part.
    Capture {
        /// Its name.
        name: String,
        /// The part.
        body: Box<Node>,
    },
    /// One token that is not this.
    Not(Box<Node>),
    /// A condition on what follows or precedes.
    Look {
        /// Where to look.
        direction: Direction,
        /// Whether it must be there or must not.
        polarity: Polarity,
        /// What to look for.
        body: Box<Node>,
    },
    /// A named sub-pattern.
    Reference(String),
    /// The start of the sentence.
    Start,
    /// The end of the sentence.
    End,
}

/// `name=value|value` or `name!=value|value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureTest {
    /// The feature.
    pub name: Named,
    /// Whether one of the values must be there or none may.
    pub polarity: Polarity,
    /// The values.
    pub values: Vec<Named>,
}

/// Which number of repetitions is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Greed {
    /// As many as possible.
    Greedy,
    /// As few as possible.
    Lazy,
}

/// Where a look-around looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// At what follows.
    Ahead,
    /// At what precedes.
    Behind,
}

/// Whether a condition is asserted or denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarity {
    /// It must hold.
    Positive,
    /// It must not hold.
    Negative,
}

impl Polarity {
    /// Whether the condition is met, given whether the thing was found.
    pub(super) const fn accepts(self, found: bool) -> bool {
        matches!(self, Self::Positive) == found
    }
}
