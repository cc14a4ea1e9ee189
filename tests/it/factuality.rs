//! Whether things happened, are planned or merely possible: a table of constructions of Persian, Iranian and Afghan.
//!
//! Each line of `factuality.tsv` names a construction and holds a sentence, a trigger in it, and how it is meant.

use crate::support::{events_at, read_sentences, string};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A line of the table.
struct Line<'a> {
    construction: &'a str,
    sentence: &'a str,
    trigger: &'a str,
    meant: [&'a str; 2],
}

fn table() -> Vec<Line<'static>> {
    let rows = include_str!("factuality.tsv").lines().filter(|l| !l.starts_with('#')).skip(1);
    let line = |row: &'static str| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [construction, sentence, trigger, polarity, modality] = cells[..] else {
            panic!("five cells were expected in {row}")
        };
        Line { construction, sentence, trigger, meant: [polarity, modality] }
    };
    rows.map(line).collect()
}

/// How the events that share characters with a trigger are meant.
fn found<'a>(article: &'a Value, line: &Line<'_>) -> Vec<[&'a str; 2]> {
    let here = events_at(article, line.sentence, line.trigger);
    here.map(|e| ["polarity", "modality"].map(|field| string(e, field))).collect()
}

#[test]
fn every_construction_says_whether_it_happened() {
    let table = table();
    let articles = read_sentences(table.iter().map(|l| l.sentence));
    let mut wrong = String::new();
    for (line, article) in table.iter().zip(&articles) {
        let found = found(article, line);
        if !found.contains(&line.meant) {
            let Line { construction, sentence, trigger, meant } = line;
            let _ = writeln!(wrong, "{construction}: {sentence}\n  “{trigger}” is {meant:?}, found {found:?}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_table_covers_the_constructions_that_the_lexicon_names() {
    let table = table();
    let constructions: BTreeSet<&str> = table.iter().map(|l| l.construction).collect();
    let meanings: BTreeSet<[&str; 2]> = table.iter().map(|l| l.meant).collect();
    assert!(table.len() >= 600 && constructions.len() >= 60, "{} lines, {constructions:?}", table.len());
    assert_eq!(meanings.len(), 6, "{meanings:?}");
}
