//! What a pattern asks of the first token of a match, for an index of patterns by what can set them off.

use super::plan::Plan;
use super::regex::TokenRegex;
use super::resolve::{FeatureId, KeyId, KindSet, LemmaId, ListId};
use super::syntax::{Direction, Polarity};
use super::test::Test;

/// Something that can set a pattern off at a token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Trigger {
    /// The token has this key.
    Key(KeyId),
    /// The token has this lemma.
    Lemma(LemmaId),
    /// The token has this feature value.
    Feature(FeatureId),
    /// An entry of this list begins at the token.
    List(ListId),
    /// A mention of one of these kinds begins at the token.
    Kinds(KindSet),
    /// The text of the token matches.
    Text(TokenRegex),
}

/// What can stand first.
#[derive(Debug, Clone)]
struct First {
    /// One of these; `None` is anything.
    set: Option<Vec<Trigger>>,
    /// Whether a match is possible that does not ask anything of the token.
    passes: bool,
}

impl First {
    fn nothing() -> Self {
        Self { set: Some(Vec::new()), passes: true }
    }

    fn or(self, other: Self) -> Self {
        let set = self.set.zip(other.set).map(|(mut set, more)| {
            set.extend(more);
            set
        });
        Self { set, passes: self.passes || other.passes }
    }

    fn condition(self) -> Option<Vec<Trigger>> {
        if self.passes { None } else { self.set }
    }
}

/// One of these must hold at the first token of every match; `None` when anything can stand there.
#[expect(clippy::mutable_key_type, reason = "an expression is hashed and compared by its source, which stays")]
pub(super) fn triggers(plan: &Plan) -> Option<Vec<Trigger>> {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut triggers = first(plan).condition()?;
    triggers.retain(|trigger| seen.insert(trigger.clone()));
    Some(triggers)
}

fn first(plan: &Plan) -> First {
    match plan {
        Plan::Empty | Plan::Start(_) | Plan::End(_) | Plan::Look(..) => First::nothing(),
        Plan::Never => First { set: Some(Vec::new()), passes: false },
        Plan::Test(test, _) => First { set: of_test(test), passes: false },
        Plan::List(list, _) => First { set: Some(vec![Trigger::List(*list)]), passes: false },
        Plan::Entity(kinds, _) => First { set: Some(vec![Trigger::Kinds(*kinds)]), passes: false },
        Plan::Sequence(parts) => of_sequence(parts),
        Plan::Alternation(parts) => {
            let none = First { set: Some(Vec::new()), passes: false };
            parts.iter().map(first).fold(none, First::or)
        }
        Plan::Repeat(body, bounds) => {
            let body = first(body);
            First { passes: body.passes || bounds.min == 0, ..body }
        }
        Plan::Capture(_, body) => first(body),
    }
}

fn of_sequence(parts: &[Plan]) -> First {
    let mut result = First::nothing();
    // A look-ahead before anything is taken asks something of the same token; the more selective condition counts.
    let mut ahead: Option<Vec<Trigger>> = None;
    let mut taken = false;
    for part in parts {
        if let Plan::Look(Direction::Ahead, Polarity::Positive, body, _) = part
            && !taken
            && let Some(condition) = first(body).condition()
        {
            ahead = better(ahead, Some(condition));
            continue;
        }
        let part_first = first(part);
        taken |= part.max_len() != Some(0);
        let passes = part_first.passes;
        result = First { passes, ..result.or(part_first) };
        if !passes {
            break;
        }
    }
    match ahead {
        None => result,
        ahead => First { set: better(result.condition(), ahead), passes: false },
    }
}

fn of_test(test: &Test) -> Option<Vec<Trigger>> {
    match test {
        Test::AnyToken | Test::Not(_) => None,
        Test::Regex(regex) => Some(vec![Trigger::Text(regex.clone())]),
        Test::Keys(keys) => Some(keys.iter().copied().map(Trigger::Key).collect()),
        Test::Lemmas(lemmas) => Some(lemmas.iter().copied().map(Trigger::Lemma).collect()),
        Test::Features(features) => Some(features.iter().copied().map(Trigger::Feature).collect()),
        Test::All(tests) => tests.iter().map(of_test).fold(None, better),
        Test::Any(tests) => tests.iter().map(of_test).try_fold(Vec::new(), |mut all, some| {
            all.extend(some?);
            Some(all)
        }),
    }
}

/// The condition that holds more rarely, as far as its form tells.
fn better(a: Option<Vec<Trigger>>, b: Option<Vec<Trigger>>) -> Option<Vec<Trigger>> {
    let (Some(a), Some(b)) = (a.as_ref(), b.as_ref()) else { return a.or(b) };
    let chosen = if weight(b) < weight(a) { b } else { a };
    Some(chosen.clone())
}

/// A guess at how many tokens in ten thousand pass.
fn weight(triggers: &[Trigger]) -> u64 {
    let one = |trigger: &Trigger| match trigger {
        Trigger::Key(_) | Trigger::Lemma(_) => 10,
        Trigger::List(_) => 200,
        Trigger::Kinds(_) => 400,
        Trigger::Text(_) => 1000,
        Trigger::Feature(_) => 1500,
    };
    triggers.iter().map(one).sum()
}
