//! Tests on a single token: what the words, lemmas, features and regular expressions of a pattern become.

use super::resolve::{FeatureId, KeyId, LemmaId, Tokens};
use std::sync::Arc;

/// A condition on one token.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Always true.
    AnyToken,
    /// The folded key is one of these, in ascending order.
    Keys(Vec<KeyId>),
    /// A lemma is one of these, in ascending order.
    Lemmas(Vec<LemmaId>),
    /// A feature value is one of these, in ascending order.
    Features(Vec<FeatureId>),
    /// The whole text matches.
    Regex(TokenRegex),
    /// The test fails.
    Not(Box<Test>),
    /// All hold.
    All(Vec<Test>),
    /// At least one holds.
    Any(Vec<Test>),
}

/// A regular expression on the whole text of a token. Equal when written alike; a clone is the same one.
#[derive(Debug, Clone)]
pub struct TokenRegex(Arc<regex::Regex>);

impl TokenRegex {
    /// Builds the expression, which is dear: its automaton has states for the bytes of each character.
    ///
    /// # Errors
    /// When it is ill-formed or too big.
    pub fn new(source: &str) -> Result<Self, regex::Error> {
        let build = |text: &str| regex::RegexBuilder::new(text).size_limit(1 << 20).build();
        let whole = build(&format!(r"\A(?:{source})\z"));
        // Alone, too: `a)(b` is ill-formed though it is not between parentheses.
        if whole.is_err() || source.contains(')') {
            build(source)?;
        }
        whole.map(|regex| Self(Arc::new(regex)))
    }
}

impl PartialEq for TokenRegex {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Test {
    pub(super) fn negate(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            test => Self::Not(Box::new(test)),
        }
    }

    /// The test that holds when one of the two does; sets of ids are merged.
    pub(super) fn or(self, other: Self) -> Self {
        let mut parts = match self {
            Self::Any(parts) => parts,
            test => vec![test],
        };
        match other {
            Self::Any(others) => others.into_iter().for_each(|test| add(&mut parts, test)),
            test => add(&mut parts, test),
        }
        if parts.contains(&Self::AnyToken) {
            return Self::AnyToken;
        }
        if parts.len() == 1 { parts.swap_remove(0) } else { Self::Any(parts) }
    }

    /// Whether the token at a position passes.
    pub(super) fn holds<T: Tokens + ?Sized>(&self, tokens: &T, at: usize) -> bool {
        match self {
            Self::AnyToken => true,
            Self::Keys(keys) => has(keys, tokens.key(at)),
            Self::Lemmas(lemmas) => tokens.lemmas(at).iter().any(|lemma| has(lemmas, *lemma)),
            Self::Features(features) => features.iter().any(|feature| tokens.has_feature(at, *feature)),
            Self::Regex(regex) => regex.0.is_match(tokens.text(at)),
            Self::Not(test) => !test.holds(tokens, at),
            Self::All(tests) => tests.iter().all(|test| test.holds(tokens, at)),
            Self::Any(tests) => tests.iter().any(|test| test.holds(tokens, at)),
        }
    }
}

/// Adds a test to the parts of a disjunction.
fn add(parts: &mut Vec<Test>, test: Test) {
    for part in parts.iter_mut() {
        match (part, &test) {
            (Test::Keys(ids), Test::Keys(more)) => return unite(ids, more),
            (Test::Lemmas(ids), Test::Lemmas(more)) => return unite(ids, more),
            (Test::Features(ids), Test::Features(more)) => return unite(ids, more),
            (part, test) if *part == *test => return,
            _ => {}
        }
    }
    parts.push(test);
}

/// Adds ids to an ascending list of ids.
fn unite<I: Ord + Copy>(ids: &mut Vec<I>, more: &[I]) {
    for id in more {
        if let Err(place) = ids.binary_search(id) {
            ids.insert(place, *id);
        }
    }
}

/// Whether an ascending list holds an id. Most lists are short, and then looking at each is fastest.
fn has<I: Ord>(ids: &[I], id: I) -> bool {
    if ids.len() <= 8 { ids.contains(&id) } else { ids.binary_search(&id).is_ok() }
}
