//! A report as Markdown: one line, and a table when there is something to say.

use super::{Finding, Report, Severity};
use std::io::{self, Write};

pub(super) fn write(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    let checks = report.checks.len();
    writeln!(output, "### khabar: {errors} errors, {warnings} warnings ({checks} checks of `{}`)", report.subject)?;
    if errors + warnings == 0 {
        return Ok(());
    }
    writeln!(output, "\n| | check | where | what |\n| --- | --- | --- | --- |")?;
    for (check, finding) in report.findings() {
        let place = finding.location.as_ref().map_or(String::new(), place);
        let mut what = cell(&finding.told());
        if let Some(location) = finding.location.as_ref().filter(|l| !l.sentence.is_empty()) {
            what.push_str(&format!("<br><bdi>{}</bdi>", cell(&location.sentence)));
        }
        writeln!(output, "| {} | {}: {} | {place} | {what} |", check.severity, check.rule, cell(&check.title))?;
    }
    Ok(())
}

fn place(location: &super::Location) -> String {
    match location.in_file() {
        Some((path, Some(range))) => format!("`{path}:{}`", range.start.line),
        _ => {
            let line = location.range.map_or(String::new(), |r| format!(", line {}", r.start.line));
            format!("`{}`{line}", location.article)
        }
    }
}

/// A finding in one line of plain text: place, what, sentence.
pub(super) fn line(finding: &Finding) -> String {
    let Some(location) = &finding.location else { return finding.told() };
    let place = match location.in_file() {
        Some((path, Some(range))) => format!("{path}:{}:{}", range.start.line, range.start.column),
        _ => format!("{}{}", location.article, location.range.map_or(String::new(), |r| format!(":{}", r.start.line))),
    };
    let sentence = if location.sentence.is_empty() { String::new() } else { format!(" | {}", location.sentence) };
    format!("{place}: {}{sentence}", finding.told())
}

/// Text for a cell of a table: on one line, and nothing in it is markup.
pub(crate) fn cell(text: &str) -> String {
    let mut out = String::new();
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' | '`' | '*' | '_' | '[' | ']' | '\\' | '#' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
