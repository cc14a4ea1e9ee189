//! Annotations of GitHub Actions: lines on standard output that the runner shows at the lines of the changed files.

use super::{Report, Severity};
use std::io::{self, Write};

pub(super) fn write(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    for (check, finding) in report.findings() {
        let command = if check.severity == Severity::Error { "error" } else { "warning" };
        let mut properties = Vec::new();
        let mut text = finding.told();
        if let Some(location) = &finding.location {
            if let Some((path, range)) = location.in_file() {
                properties.push(("file", path.to_owned()));
                if let Some(range) = range {
                    properties.push(("line", range.start.line.to_string()));
                    // The host takes columns only for a place within one line.
                    if range.end.line == range.start.line && range.end.column > range.start.column {
                        properties.push(("col", range.start.column.to_string()));
                        properties.push(("endColumn", range.end.column.to_string()));
                    }
                }
            } else {
                text = format!("{}: {text}", location.article);
            }
            if !location.sentence.is_empty() {
                text = format!("{text}\n{}", location.sentence);
            }
        }
        properties.push(("title", format!("{}: {}", check.rule, check.title)));
        let properties: Vec<String> =
            properties.into_iter().map(|(name, value)| format!("{name}={}", property(&value))).collect();
        writeln!(output, "::{command} {}::{}", properties.join(","), data(&text))?;
    }
    Ok(())
}

/// A text, in which the runner undoes these three.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, in which `:` and `,` would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
