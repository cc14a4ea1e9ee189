//! A report as SARIF 2.1.0, so that a code host shows a finding at its line in the article.
//!
//! Only what is needed of the format, as JSON values. The crate for it generates types for the whole schema in a build
//! script of its own, some 200 structs for the dozen properties used here. `.ci/reports.py` holds the result against
//! the schema of OASIS.

use super::{Finding, Location, Outcome, Report, TextRange};
use crate::rules::fault::Severity;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn write(report: &Report, output: &mut dyn Write) -> io::Result<()> {
    let mut rules: BTreeMap<&str, &Outcome> = BTreeMap::new();
    for check in &report.checks {
        rules.entry(&check.rule).or_insert(check);
    }
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(n, id)| (*id, n)).collect();
    let results: Vec<Value> = report.findings().map(|(check, finding)| result(check, finding, &index)).collect();
    let sarif = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(|c| rule(c)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *output, &sarif)?;
    writeln!(output)
}

fn rule(check: &Outcome) -> Value {
    let mut rule = json!({
        "id": check.rule,
        "shortDescription": { "text": check.title },
        "defaultConfiguration": { "level": level(check.severity) },
    });
    if !check.meaning.is_empty() {
        rule["fullDescription"] = json!({ "text": check.meaning });
    }
    rule
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn result(check: &Outcome, finding: &Finding, index: &BTreeMap<&str, usize>) -> Value {
    let mut text = format!("{}: {}", check.title, finding.told());
    let mut result = json!({
        "ruleId": check.rule,
        "ruleIndex": index.get(check.rule.as_str()),
        "level": level(check.severity),
    });
    if let Some(location) = &finding.location {
        if !location.sentence.is_empty() {
            text.push('\n');
            text.push_str(&location.sentence);
        }
        result["locations"] = json!([place(location)]);
    }
    result["message"] = json!({ "text": text });
    result
}

fn place(location: &Location) -> Value {
    let line = location.range.map_or(String::new(), |r| format!(":{}:{}", r.start.line, r.start.column));
    let mut place = json!({
        "logicalLocations": [{ "name": location.article, "fullyQualifiedName": format!("{}{line}", location.article) }],
    });
    if let Some((path, range)) = location.in_file() {
        let mut physical = json!({ "artifactLocation": { "uri": uri(path) } });
        if let Some(range) = range {
            physical["region"] = region(range, location);
        }
        place["physicalLocation"] = physical;
    }
    place
}

fn region(range: TextRange, location: &Location) -> Value {
    let mut region = json!({ "startLine": range.start.line, "startColumn": range.start.column });
    if range.end > range.start {
        region["endLine"] = json!(range.end.line);
        region["endColumn"] = json!(range.end.column);
    }
    if !location.sentence.is_empty() {
        region["message"] = json!({ "text": location.sentence });
    }
    region
}

/// A path as a relative reference, or as an absolute URI when it is absolute.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
