//! Writing expectations: a first file from what was found, and a file that no longer holds brought up to date.
//!
//! What holds stays letter for letter, with its comments; an analyst wrote it and will read it again.

use super::{Comparison, Expectation, Expectations, Field};
use crate::knowledge::EventMention;
use crate::schema::Role;
use std::fmt::Write as _;

/// A file that expects every event that was found.
#[must_use]
pub fn all(compared: Comparison<'_>) -> String {
    let mut text =
        "# What khabar finds here. Take out what is wrong or unimportant; what stays must be found again.\n".to_owned();
    let mut mentions: Vec<&EventMention> = compared.mentions().collect();
    mentions.sort_by_key(|m| (m.trigger, m.kind));
    for mention in mentions {
        text.push('\n');
        let names = ["trigger", "line", "polarity", "modality", "attributed"].into_iter();
        let names = names.chain(Role::ALL.iter().map(|role| role.name()));
        let found = |name: &str| Field { name: name.to_owned(), values: compared.found(name, mention) };
        let fields: Vec<Field> = names.map(found).filter(|field| !field.values.is_empty()).collect();
        block(&Expectation { wanted: true, kind: mention.kind, fields, line: 0 }, &mut text);
    }
    text
}

/// The text of a file with what no longer holds rewritten to what was found, or taken out where nothing like it was.
#[must_use]
pub fn updated(text: &str, expectations: &Expectations, compared: Comparison<'_>) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_head = |line: &str| line.trim_start().starts_with("[[");
    let heads: Vec<usize> = (0..lines.len()).filter(|n| is_head(lines[*n])).collect();
    let mut made: String = lines[..heads.first().copied().unwrap_or(lines.len())].concat();
    for (n, start) in heads.iter().copied().enumerate() {
        let next = heads.get(n + 1).copied().unwrap_or(lines.len());
        // Empty lines and comments after the last value belong to what follows.
        let is_value = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let end = (start..next).rev().find(|n| is_value(&lines[*n])).map_or(next, |n| n + 1);
        let of_block = expectations.list.iter().find(|e| (start + 1..=end).contains(&e.line));
        match of_block {
            Some(e) if compared.fault(e).is_some() => {
                if let Some(now) = now(e, compared) {
                    block(&now, &mut made);
                }
            }
            _ => made.push_str(&lines[start..end].concat()),
        }
        made.push_str(&lines[end..next].concat());
    }
    made
}

/// The expectation with the values of the event that is nearest to it; `None` when none is near, or it must not be.
fn now(expected: &Expectation, compared: Comparison<'_>) -> Option<Expectation> {
    let (mention, deviations) = compared.nearest(expected).filter(|_| expected.wanted)?;
    // An event of which nothing is as expected is another one.
    let is_near = expected.fields.is_empty() || deviations.len() < expected.fields.len();
    let fields = expected.fields.iter().map(|field| {
        let deviates = deviations.iter().any(|d| d.name == field.name);
        let values = if deviates { compared.found(&field.name, mention) } else { field.values.clone() };
        Field { name: field.name.clone(), values }
    });
    let fields = fields.filter(|field| !field.values.is_empty()).collect();
    is_near.then_some(Expectation { fields, ..expected.clone() })
}

fn block(expectation: &Expectation, text: &mut String) {
    let head = if expectation.wanted { "event" } else { "no_event" };
    // Writing into a String cannot fail.
    let _ = writeln!(text, "[[{head}]]\ntype = \"{}\"", expectation.kind);
    for field in &expectation.fields {
        let quoted: Vec<String> = field.values.iter().map(|v| toml::Value::from(v.as_str()).to_string()).collect();
        let value = match field.name.as_str() {
            "line" => field.values.concat(),
            "trigger" | "polarity" | "modality" | "attributed" => quoted.concat(),
            _ => format!("[{}]", quoted.join(", ")),
        };
        let _ = writeln!(text, "{} = {value}", field.name);
    }
}
