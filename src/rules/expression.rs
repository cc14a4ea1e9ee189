//! An expression as a file writes it, and where each of its letters stands.

use std::ops::Range;
use toml::Spanned;

/// The text of an expression with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// The text, as the pattern language reads it.
    pub text: String,
    /// Line of the file, from 1, …
    line: usize,
    /// … and column, in code points from 1, at which the text begins.
    column: usize,
    /// Whether the file has the text letter for letter; with escapes in it only the beginning is known.
    literal: bool,
}

impl Expression {
    /// Line and column in the file of a byte of the text.
    #[must_use]
    pub fn place(&self, at: usize) -> (usize, usize) {
        let before = if self.literal { self.text.get(..at).unwrap_or("") } else { "" };
        match before.rsplit_once('\n') {
            None => (self.line, self.column + before.chars().count()),
            Some((above, line)) => (self.line + above.matches('\n').count() + 1, line.chars().count() + 1),
        }
    }

    /// A part of the text.
    #[must_use]
    pub fn part(&self, bytes: Range<usize>) -> &str {
        self.text.get(bytes).unwrap_or("")
    }
}

/// A file by its lines, to place many expressions in it.
pub(super) struct Lines<'f> {
    pub(super) text: &'f str,
    /// Where each line ends.
    ends: Vec<usize>,
}

impl<'f> Lines<'f> {
    pub(super) fn new(text: &'f str) -> Self {
        Self { text, ends: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// The expression that is a value of the file.
    pub(super) fn expression(&self, value: &Spanned<String>) -> Expression {
        let text = value.get_ref().clone();
        let raw = self.text.get(value.span()).unwrap_or("");
        // Behind its quotes, and perhaps the end of a line that belongs to none.
        let found = (1..=5).find(|at| raw.get(*at..).is_some_and(|rest| rest.starts_with(&text)));
        let at = value.span().start + found.unwrap_or(0);
        let line = self.ends.partition_point(|end| *end < at);
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        let column = self.text.get(start..at).map_or(0, |before| before.chars().count()) + 1;
        Expression { text, line: line + 1, column, literal: found.is_some() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct File {
        one: Spanned<String>,
    }

    fn places(file: &str, letter: char) -> (usize, usize) {
        let read: File = toml::from_str(file).expect("well-formed");
        let expression = Lines::new(file).expression(&read.one);
        expression.place(expression.text.find(letter).expect("the letter is there"))
    }

    #[test]
    fn a_letter_has_the_line_and_column_of_the_file() {
        assert_eq!(places("one = '''a b'''", 'b'), (1, 12));
        assert_eq!(places("# آغاز\none = 'شب b'", 'b'), (2, 11));
        assert_eq!(places("\none = '''\na # x\n b\n'''", 'b'), (4, 2));
    }

    #[test]
    fn with_escapes_only_the_beginning_is_known() {
        assert_eq!(places("\none = \"\\\"a\\\" b\"", 'b'), (2, 7));
    }
}
