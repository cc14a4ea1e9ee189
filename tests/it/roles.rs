//! Who does what to whom, where and when: a table of constructions of Persian, Iranian and Afghan.
//!
//! Each line of `roles.tsv` names a construction and holds a sentence, a trigger in it, and all its roles.

use crate::support::{events_at, list, read_sentences, string};
use serde_json::Value;
use std::fmt::Write;

/// A line of the table.
struct Line<'a> {
    construction: &'a str,
    sentence: &'a str,
    trigger: &'a str,
    roles: &'a str,
}

fn table() -> Vec<Line<'static>> {
    let rows = include_str!("roles.tsv").lines().filter(|l| !l.starts_with('#')).skip(1);
    let line = |row: &'static str| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [construction, sentence, trigger, roles] = cells[..] else { panic!("four cells were expected in {row}") };
        Line { construction, sentence, trigger, roles }
    };
    rows.map(line).collect()
}

/// The roles of the event that shares characters with a trigger, as `role=words`, sorted; none when there is no event.
fn found(article: &Value, line: &Line<'_>) -> Option<String> {
    let event = events_at(article, line.sentence, line.trigger).next()?;
    let filled = |filler: &Value| format!("{}={}", string(filler, "role"), string(filler, "text"));
    let mut roles: Vec<String> = list(event, "args").iter().map(filled).collect();
    roles.sort();
    Some(roles.join("; "))
}

#[test]
fn every_construction_gives_each_role_to_the_right_words() {
    let table = table();
    let articles = read_sentences(table.iter().map(|l| l.sentence));
    let mut wrong = String::new();
    for (line, article) in table.iter().zip(&articles) {
        let found = found(article, line);
        if found.as_deref() != Some(line.roles) {
            let Line { construction, sentence, trigger, roles } = line;
            let _ = writeln!(wrong, "{construction}: {sentence}\n  “{trigger}”: {roles}\n  found {found:?}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
