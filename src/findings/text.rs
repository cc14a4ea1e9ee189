//! A report for reading: a block for each check that found something, then one line for all.
//!
//! Words of an article are isolated, so that a line that begins in English stays in its order.

use super::{Finding, Outcome, Report, SourceFile};
use crate::rules::fault::Severity;
use anstyle::{AnsiColor, Style as Ansi};
use std::io::{self, Write};

/// Colours of the parts; [`Style::plain`] has none.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    error: Ansi,
    warning: Ansi,
    place: Ansi,
}

impl Style {
    /// No colours.
    #[must_use]
    pub const fn plain() -> Self {
        Self { error: Ansi::new(), warning: Ansi::new(), place: Ansi::new() }
    }

    /// Colours of a terminal.
    #[must_use]
    pub fn coloured() -> Self {
        let bold = |colour: AnsiColor| colour.on_default().bold();
        Self { error: bold(AnsiColor::Red), warning: bold(AnsiColor::Yellow), place: AnsiColor::Cyan.on_default() }
    }
}

pub(super) fn write(report: &Report, style: Style, output: &mut dyn Write) -> io::Result<()> {
    for check in report.checks.iter().filter(|c| !c.findings.is_empty()) {
        let colour = if check.severity == Severity::Error { style.error } else { style.warning };
        writeln!(output, "{colour}{}{colour:#}: {}: {}", check.severity, check.name, check.title)?;
        for finding in &check.findings {
            place(finding, style, output)?;
            details(check, finding, output)?;
        }
    }
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    match (errors, warnings) {
        (0, 0) if report.sound.is_empty() => writeln!(output, "{}: valid", report.subject),
        (0, 0) => writeln!(output, "{}: {}", report.subject, report.sound),
        _ => writeln!(output, "{}: {errors} errors, {warnings} warnings", report.subject),
    }
}

/// `  --> articles/a.txt:3:10`, or the article with its line when no file is known.
fn place(finding: &Finding, style: Style, output: &mut dyn Write) -> io::Result<()> {
    let Some(location) = &finding.location else { return Ok(()) };
    let place = style.place;
    match location.in_file() {
        Some((path, Some(range))) => {
            let of = matches!(location.file, Some(SourceFile::Line { .. }));
            let article = if of { format!(" (article {})", location.article) } else { String::new() };
            writeln!(output, "  --> {place}{path}:{}:{}{place:#}{article}", range.start.line, range.start.column)?;
        }
        _ => {
            let line = location.range.map_or(String::new(), |r| format!(", line {}", r.start.line));
            writeln!(output, "  --> article {place}{}{place:#}{line}", location.article)?;
        }
    }
    if !location.sentence.is_empty() {
        writeln!(output, "   | {}", isolated(&location.sentence))?;
    }
    Ok(())
}

fn details(check: &Outcome, finding: &Finding, output: &mut dyn Write) -> io::Result<()> {
    for line in finding.message.lines() {
        writeln!(output, "   = {line}")?;
    }
    // A message says what the values would say.
    if finding.message.is_empty() {
        for value in &finding.values {
            let label = value.label.as_ref().map_or(String::new(), |label| format!("{} ", isolated(label)));
            writeln!(output, "   = {}: {label}{}", value.name, isolated(&value.value))?;
        }
    }
    if finding.message.is_empty() && finding.values.is_empty() && !check.meaning.is_empty() {
        writeln!(output, "   = {}", check.meaning)?;
    }
    Ok(())
}

/// A value on one line, in the order of its own script.
fn isolated(value: &str) -> String {
    format!("\u{2068}{}\u{2069}", value.split_whitespace().collect::<Vec<_>>().join(" "))
}
