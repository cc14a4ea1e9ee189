//! Token patterns: a small expression language over the tokens of one sentence.
//!
//! [`parse`] takes the text of a pattern and gives a [`Syntax`] or every [`Fault`] in it; [`compile`] takes the syntax
//! and a [`Resolver`] and gives a [`Pattern`]; a pattern takes a sentence ([`Tokens`]) and gives each [`Match`].
//! Nothing here knows a language, a lexicon or a rule: words, lists, features and entity kinds are numbers that the
//! resolver hands out when rules are loaded, and no string is compared afterwards but by `/regex/`.
//!
//! # The language
//!
//! | written | matches |
//! | --- | --- |
//! | `word`, `"word"`, `"two words"` | tokens with this folded key; a quoted text is split at white space |
//! | `lemma(go)`, `lemma(go\|"come in")` | a token with one of these lemmas |
//! | `[pos=NOUN\|PROPN & class!=title]` | a token with one of these values and not that one |
//! | `@titles` | an entry of a named list, longest first |
//! | `<Person>`, `<Place\|Organization>` | one whole entity mention |
//! | `/[0-9]+/` | a token whose whole text matches; `\/` is a slash |
//! | `.` | any token |
//! | `a b`, `a \| b`, `( … )` | sequence, alternation (the first that leads to a match wins), group |
//! | `a? a* a+ a{2} a{2,} a{2,4}` | repetition, as many as possible; with `?` directly after it, as few as possible |
//! | `who:( … )`, `who:<Person>`, `sum:/[0-9]/+` | capture; it takes in the repetition that follows |
//! | `!a`, `!(a \| b)` | one token that is not this; binds tighter than repetition |
//! | `(?= …) (?! …) (?<= …) (?<! …)` | look-ahead and look-behind, of any length |
//! | `$name` | a named sub-pattern, its captures included |
//! | `^`, `$$` | start and end of the sentence |
//! | `# …` | comment up to the end of the line |
//!
//! # How it matches
//!
//! Preference is Perl's: of the matches that begin at a token, the one found first when choices are tried in the order
//! written, repetition longest first (or shortest first when lazy) and list entries longest first. Unlike Perl's, a
//! search never visits one state twice at one token, so its time is at most states × tokens (plus the list entries
//! found), whatever the pattern. This holds for look-around too: each keeps its answers for the length of one search.
//! A capture is kept for every time it matched, not only the last. In a repetition without end, a round that takes no
//! token is given up.
//!
//! # Limits
//!
//! 64 nested groups in one pattern, 150 nested expressions with sub-patterns in place, counts up to 1000, 20,000
//! states, 128 entity kinds. `!` takes tests on one token only; look-around holds no captures; there are no
//! back-references and no possessive repetition, and sub-patterns cannot contain themselves. A fault inside a
//! sub-pattern shows at its use; compile each sub-pattern by itself to see the place.
//!
//! ```text
//! source → Syntax (spans) → Plan (resolved, simplified) → Automaton (states) → Match
//!  parse     lower            optimise        build                    run
//! ```

mod automaton;
mod explain;
mod fault;
mod lookaround;
mod lower;
mod optimise;
mod parse;
mod plan;
mod regex;
mod resolve;
mod run;
mod starts;
mod syntax;
mod table;
mod test;
mod trigger;

#[cfg(test)]
mod tests;

pub use automaton::Pattern;
pub use explain::{Attempt, Condition, Item, SubItem};
pub use fault::Fault;
pub use parse::parse;
pub use regex::TokenRegex;
pub use resolve::{CaptureId, FeatureId, KeyId, KindSet, LemmaId, ListId, Namespace, Resolver, Tokens};
pub use run::{Capture, Match, Scratch};
pub use starts::Starts;
pub use syntax::{Direction, FeatureTest, Greed, Named, Node, NodeKind, Polarity, Syntax};
pub use test::Test;
pub use trigger::Trigger;

/// Resolves the names of a pattern, simplifies it and builds its automaton.
///
/// # Errors
/// All faults found: unknown names (with the nearest known one as proposal), cycles of sub-patterns, ill-formed regular
/// expressions, negations of what is not one token, and patterns that would need too many states.
/// A fault inside a sub-pattern is reported where the sub-pattern is used.
pub fn compile(syntax: &Syntax, resolver: &dyn Resolver) -> Result<Pattern, Vec<Fault>> {
    let (plan, names) = lower::lower(syntax, resolver)?;
    Ok(Pattern::build(&optimise::optimise(plan), names))
}
