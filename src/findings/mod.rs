//! Findings: what a check found, where, and how it is told to a person, to a code host, and to other programs.
//!
//! [`crate::kb::assertion`] and `expectations` fill a [`Report`]; the modules here write it as text, JSON,
//! Markdown, JUnit XML, SARIF or annotations of a workflow. Nothing here decides what is a fault, and nothing prints.

mod github;
mod junit;
mod markdown;
mod sarif;
mod text;

pub(crate) use markdown::cell;
pub use text::Style;

use crate::rules::fault::Severity;
use serde::Serialize;
use std::io::{self, Write};

/// The outcome of all checks of a run, in a fixed order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// What was checked: the path of a knowledge base, of articles, of a folder of expectations.
    pub subject: String,
    /// Every check that ran, also those that found nothing.
    pub checks: Vec<Outcome>,
    /// What is said when nothing was found; `valid` when it is empty.
    #[serde(skip)]
    pub sound: String,
}

/// What came of one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// What it belongs to: `shapes`, `assertions`, or the file of an expectation.
    pub group: String,
    /// Its name inside the group.
    pub name: String,
    /// The kind of demand; of an assertion its name again.
    pub rule: String,
    /// What is demanded, in a sentence.
    pub title: String,
    /// Why, or how to read it; may be empty.
    pub meaning: String,
    /// Whether a finding fails the run.
    #[serde(serialize_with = "as_text")]
    pub severity: Severity,
    /// Each fault, in the order of the articles and of their text.
    pub findings: Vec<Finding>,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Where it is, as far as that is known.
    pub location: Option<Location>,
    /// What is wrong, in a sentence of its own; empty when the values say it.
    pub message: String,
    /// The values of its row, in the order of the columns.
    pub values: Vec<Value>,
}

/// One value of a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Value {
    /// The column.
    pub name: String,
    /// The value; of a thing, its short IRI.
    pub value: String,
    /// How a thing is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// A place in an article. Lines and columns count from 1, columns in Unicode code points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Location {
    /// Id of the article.
    pub article: String,
    /// The file that a code host can show.
    pub file: Option<SourceFile>,
    /// The place in the article's text; `None` when the whole article is meant.
    pub range: Option<TextRange>,
    /// The sentence around it; empty when the whole article is meant.
    pub sentence: String,
}

/// The file in which an article stands, and what its lines are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum SourceFile {
    /// A text: the lines of the article are the lines of the file.
    Text {
        /// Its path.
        path: String,
    },
    /// One line of a file of lines.
    Line {
        /// Its path.
        path: String,
        /// The line, from 1.
        line: usize,
    },
    /// A file whose lines are not those of the article, such as one of a knowledge base.
    Whole {
        /// Its path.
        path: String,
    },
}

impl SourceFile {
    /// The path.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Text { path } | Self::Line { path, .. } | Self::Whole { path } => path,
        }
    }
}

/// From one place of a text to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TextRange {
    /// The first character.
    pub start: Position,
    /// Behind the last character.
    pub end: Position,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

impl TextRange {
    /// The range of these code points of `text`.
    #[must_use]
    pub fn of(text: &str, start: usize, end: usize) -> Self {
        let mut position = Position { line: 1, column: 1 };
        let mut found = (None, None);
        for (n, c) in text.chars().chain([' ']).enumerate() {
            if n == start {
                found.0 = Some(position);
            }
            if n == end {
                found.1 = Some(position);
                break;
            }
            position = if c == '\n' {
                Position { line: position.line + 1, column: 1 }
            } else {
                Position { column: position.column + 1, ..position }
            };
        }
        let start = found.0.unwrap_or(position);
        Self { start, end: found.1.unwrap_or(position) }
    }
}

impl Location {
    /// The place in the file: that of the article in a text, the line in a file of lines, nothing in other files.
    #[must_use]
    pub fn in_file(&self) -> Option<(&str, Option<TextRange>)> {
        let file = self.file.as_ref()?;
        let range = match file {
            SourceFile::Text { .. } => self.range,
            SourceFile::Line { line, .. } => {
                let start = Position { line: *line, column: 1 };
                Some(TextRange { start, end: start })
            }
            SourceFile::Whole { .. } => None,
        };
        Some((file.path(), range))
    }
}

impl Finding {
    /// What is wrong, in one line: the message, else the values with their names.
    #[must_use]
    pub fn told(&self) -> String {
        if !self.message.is_empty() {
            return self.message.clone();
        }
        let told = |v: &Value| match &v.label {
            Some(label) => format!("{} “{label}”", v.name),
            None => format!("{} {}", v.name, v.value),
        };
        self.values.iter().map(told).collect::<Vec<_>>().join(", ")
    }
}

impl Report {
    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.checks.iter().filter(|c| c.severity == severity).map(|c| c.findings.len()).sum()
    }

    /// All findings with their checks.
    pub fn findings(&self) -> impl Iterator<Item = (&Outcome, &Finding)> {
        self.checks.iter().flat_map(|check| check.findings.iter().map(move |finding| (check, finding)))
    }

    /// Makes every warning an error.
    pub fn deny_warnings(&mut self) {
        for check in &mut self.checks {
            check.severity = Severity::Error;
        }
    }

    /// Writes the report.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write(&self, format: Format, output: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut *output, self)?;
                writeln!(output)
            }
            Format::Junit => junit::write(self, output),
            Format::Sarif => sarif::write(self, output),
            Format::Markdown => markdown::write(self, output),
            Format::Github => github::write(self, output),
        }
    }

    /// Writes the report for reading on a terminal.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write_text(&self, style: Style, output: &mut dyn Write) -> io::Result<()> {
        text::write(self, style, output)
    }
}

/// How a report can be written for other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// All that is known, for programs of one's own.
    Json,
    /// JUnit XML, which every CI system shows as tests.
    Junit,
    /// SARIF 2.1.0, which code hosts show at the lines of the files.
    Sarif,
    /// A summary for a pull request.
    Markdown,
    /// Annotations of GitHub Actions.
    Github,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn as_text<S: serde::Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(severity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_counts_lines_and_code_points() {
        let text = "خبر\u{200C}ها\nوزیر آمد";
        let range = TextRange::of(text, 7, 11);
        assert_eq!((range.start.line, range.start.column, range.end.line, range.end.column), (2, 1, 2, 5));
        let end = TextRange::of(text, 12, 15).end;
        assert_eq!((end.line, end.column), (2, 9));
    }
}
