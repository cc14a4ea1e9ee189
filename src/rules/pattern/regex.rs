//! Regular expressions on the whole text of one token.
//!
//! Nearly all that rules write are a text (`/:/`), or characters of one class (`/[0-9]{4}/`). These are compared as they
//! stand; an automaton of the crate `regex` is built for the others alone, since that is dear both to build and to ask.

use regex_syntax::hir::{Class, Hir, HirKind};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A regular expression. Equal when written alike; a clone is the same one.
#[derive(Debug, Clone)]
pub struct TokenRegex(Arc<Built>);

#[derive(Debug)]
struct Built {
    source: String,
    form: Form,
}

#[derive(Debug)]
enum Form {
    /// This text.
    Text(String),
    /// From `min` to `max` characters, each in one of these ascending ranges.
    Characters { ranges: Vec<(char, char)>, min: usize, max: usize },
    /// Anything else.
    Automaton(regex::Regex),
}

impl TokenRegex {
    /// Builds the expression.
    ///
    /// # Errors
    /// When it is ill-formed or too big.
    pub fn new(source: &str) -> Result<Self, regex::Error> {
        let build = |text: &str| regex::RegexBuilder::new(text).size_limit(1 << 20).build();
        let form = match regex_syntax::parse(source) {
            Ok(syntax) => simple(&syntax),
            // Alone, not between parentheses: `a)(b` is ill-formed.
            Err(_) => Some(Form::Automaton(build(source)?)),
        };
        let form = match form {
            Some(form) => form,
            None => Form::Automaton(build(&format!(r"\A(?:{source})\z"))?),
        };
        Ok(Self(Arc::new(Built { source: source.to_owned(), form })))
    }

    /// Whether the whole of a text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        match &self.0.form {
            Form::Text(wanted) => text == wanted,
            Form::Characters { ranges, min, max } => {
                let within = |c: char| ranges.iter().any(|(first, last)| *first <= c && c <= *last);
                let mut count = 0;
                text.chars().all(|c| {
                    count += 1;
                    count <= *max && within(c)
                }) && count >= *min
            }
            Form::Automaton(regex) => regex.is_match(text),
        }
    }
}

/// The form of an expression that needs no automaton.
fn simple(syntax: &Hir) -> Option<Form> {
    match syntax.kind() {
        HirKind::Literal(literal) => Some(Form::Text(str::from_utf8(&literal.0).ok()?.to_owned())),
        HirKind::Class(_) => Some(Form::Characters { ranges: characters(syntax)?, min: 1, max: 1 }),
        HirKind::Repetition(repetition) => Some(Form::Characters {
            ranges: characters(&repetition.sub)?,
            min: repetition.min as usize,
            max: repetition.max.map_or(usize::MAX, |max| max as usize),
        }),
        _ => None,
    }
}

/// The ranges of an expression that is one character of a class.
fn characters(syntax: &Hir) -> Option<Vec<(char, char)>> {
    match syntax.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            Some(class.ranges().iter().map(|range| (range.start(), range.end())).collect())
        }
        HirKind::Literal(literal) => {
            let mut letters = str::from_utf8(&literal.0).ok()?.chars();
            let only = letters.next().filter(|_| letters.as_str().is_empty())?;
            Some(vec![(only, only)])
        }
        _ => None,
    }
}

impl PartialEq for TokenRegex {
    fn eq(&self, other: &Self) -> bool {
        self.0.source == other.0.source
    }
}

impl Eq for TokenRegex {}

impl Hash for TokenRegex {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.source.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_forms_match_as_the_automaton_does() {
        let texts = ["", "a", "b", "ab", "aa", "aaa", "-", "–", "۱۲", "12", "123", ".", "۱.۲", "A5", "\n"];
        for source in
            ["a", "ab", "[ab]", "[^a]", "[0-9۰-۹]{1,2}", "[-–]?", "a*", "[ab]+", r"\.", "a{2,}", ".", "[A-Z].*"]
        {
            let anchored = regex::Regex::new(&format!(r"\A(?:{source})\z")).expect("well-formed");
            let built = TokenRegex::new(source).expect("well-formed");
            let found: Vec<bool> = texts.iter().map(|text| built.matches(text)).collect();
            let wanted: Vec<bool> = texts.iter().map(|text| anchored.is_match(text)).collect();
            assert_eq!(found, wanted, "/{source}/");
        }
    }

    #[test]
    fn only_what_is_not_simple_has_an_automaton() {
        let dear = |source| matches!(TokenRegex::new(source).map(|r| matches!(r.0.form, Form::Automaton(_))), Ok(true));
        assert!(!dear("[0-9]{4}") && !dear(r"\/") && !dear("[«“]"));
        assert!(dear("[0-9]+[.][0-9]+") && dear("ab|c"));
        assert!(TokenRegex::new("a)(b").is_err());
    }
}
