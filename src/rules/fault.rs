//! Faults of a rule pack: what is wrong, where, and what to do about it.
//!
//! Loading never stops at the first fault. Every loader pushes into one [`Faults`], and the caller shows them all.

use std::fmt;
use std::ops::Range;

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// The pack works, but something is probably not meant so.
    Warning,
    /// Nothing is wrong; it is worth knowing.
    Note,
}

/// One thing that is wrong with a rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Error or warning.
    pub severity: Severity,
    /// Path of the file inside the pack.
    pub file: String,
    /// Where in the file, in bytes.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub proposal: Option<String>,
}

/// Faults in the order in which they were found.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    /// Notes an error.
    pub fn error(&mut self, file: &str, span: Range<usize>, message: impl Into<String>, proposal: impl Into<String>) {
        self.push(Severity::Error, file, span, message.into(), Some(proposal.into()));
    }

    /// Notes a warning.
    pub fn warning(&mut self, file: &str, span: Range<usize>, message: impl Into<String>, proposal: impl Into<String>) {
        self.push(Severity::Warning, file, span, message.into(), Some(proposal.into()));
    }

    /// Notes something that is not wrong.
    pub fn note(&mut self, file: &str, span: Range<usize>, message: impl Into<String>) {
        self.push(Severity::Note, file, span, message.into(), None);
    }

    fn push(&mut self, severity: Severity, file: &str, span: Range<usize>, message: String, proposal: Option<String>) {
        let proposal = proposal.filter(|p| !p.is_empty());
        let fault = Fault { severity, file: file.to_owned(), span, message, proposal };
        // A file that several others refer to is read more than once.
        if !self.list.contains(&fault) {
            self.list.push(fault);
        }
    }

    /// Adds faults that were found elsewhere.
    pub fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        self.list.extend(faults);
    }

    /// All faults.
    #[must_use]
    pub fn all(&self) -> &[Fault] {
        &self.list
    }

    /// Whether one of them forbids using the pack.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|f| f.severity == Severity::Error)
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

/// Line and column (both from 1; the column in code points) of a byte offset.
#[must_use]
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |n| n + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// A pack that cannot be used, with all its faults and the texts in which they stand.
#[derive(Debug, Clone)]
pub struct PackError {
    faults: Faults,
    files: super::files::RuleFiles,
}

impl PackError {
    pub(crate) const fn new(faults: Faults, files: super::files::RuleFiles) -> Self {
        Self { faults, files }
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        self.faults.all()
    }
}

/// Renders faults with the source line and a caret below the place.
#[must_use]
pub fn render(faults: &[Fault], files: &super::files::RuleFiles) -> String {
    use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
    let renderer = Renderer::plain();
    let mut out = String::new();
    for fault in faults {
        let level = match fault.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let source = files.get(&fault.file).unwrap_or("");
        let mut span = fault.span.start.min(source.len())..fault.span.end.min(source.len());
        while !source.is_char_boundary(span.start) {
            span.start -= 1;
        }
        while !source.is_char_boundary(span.end) {
            span.end += 1;
        }
        let title = level.primary_title(fault.message.as_str());
        let snippet =
            Snippet::source(source).path(fault.file.as_str()).annotation(AnnotationKind::Primary.span(span.clone()));
        let mut group = Group::with_title(title).element(snippet);
        if let Some(proposal) = &fault.proposal {
            group = group.element(Level::HELP.message(proposal.as_str()));
        }
        out.push_str(&renderer.render(&[group]));
        out.push('\n');
    }
    out
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told: Vec<Fault> = self.faults().iter().filter(|f| f.severity != Severity::Note).cloned().collect();
        f.write_str(render(&told, &self.files).trim_end())
    }
}

impl std::error::Error for PackError {}

/// The nearest of `known` to `word`, when it is near enough to be meant.
#[must_use]
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let limit = (word.chars().count() / 3).max(1);
    known.into_iter().map(|k| (distance(word, k), k)).filter(|(d, _)| *d <= limit).min().map(|(_, k)| k)
}

/// Levenshtein distance in code points; two neighbours that changed places count as one.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let substituted = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = substituted.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(line_and_column("a\nشد b", "a\nشد ".len()), (2, 4));
    }

    #[test]
    fn a_near_name_is_proposed_and_a_far_one_is_not() {
        assert_eq!(nearest("partcipant", ["agent", "participant"]), Some("participant"));
        assert_eq!(nearest("abuot", ["agent", "about"]), Some("about"));
        assert_eq!(nearest("xyz", ["agent", "participant"]), None);
    }
}
