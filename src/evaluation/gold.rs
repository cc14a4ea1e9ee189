//! Gold data: JSON Lines of texts in which people marked entities and events.
//!
//! A line is `{"id", "text", "entities": [{"type", "text", "nth"?, "entity"?}], "events": [{"type", "trigger", "nth"?,
//! "args": [{"role", "text", "nth"?}], "polarity"?, "modality"?, "event"?}]}`. In place of `nth` (which occurrence, from
//! 1) an item may carry `start` and `end` in code points, so a line that the program wrote is gold too.

use super::{Annotated, Labelled, LabelledEvent};
use crate::article::Article;
use crate::schema::{EntityType, EventType, Modality, Polarity, Role};
use crate::span::Span;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A text with what is to be found in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GoldArticle {
    /// The text with its metadata.
    pub article: Article,
    /// What people marked.
    pub annotated: Annotated,
}

/// Gold that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// The file cannot be read.
    #[error("{}: {source}; give a file of gold as JSON Lines", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line is no gold.
    #[error("{}: line {line}: {reason}; a line of gold has \"id\", \"text\", \"entities\" and \"events\"", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// Marked words that the text does not have.
    #[error("{}: line {line} ({id}): `{words}` (occurrence {nth}) is not in the text; write it as the text has it", path.display())]
    Words {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Id of the article.
        id: String,
        /// The words.
        words: String,
        /// Which occurrence was asked for.
        nth: usize,
    },
    /// A file without gold.
    #[error("{}: no line of gold in it; a line has \"id\", \"text\", \"entities\" and \"events\"", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
}

#[derive(Deserialize)]
struct Line {
    #[serde(flatten)]
    article: Head,
    #[serde(default)]
    entities: Vec<EntityItem>,
    #[serde(default)]
    events: Vec<EventItem>,
}

#[derive(Deserialize)]
struct Head {
    id: String,
    text: String,
    title: Option<String>,
    url: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
}

#[derive(Deserialize)]
struct EntityItem {
    r#type: EntityType,
    #[serde(flatten)]
    place: WrittenPlace,
    text: Option<String>,
    entity: Option<String>,
}

#[derive(Deserialize)]
struct EventItem {
    r#type: EventType,
    #[serde(flatten)]
    place: WrittenPlace,
    trigger: Option<String>,
    #[serde(default)]
    args: Vec<ArgumentItem>,
    polarity: Option<Polarity>,
    modality: Option<Modality>,
    event: Option<String>,
}

#[derive(Deserialize)]
struct ArgumentItem {
    role: Role,
    #[serde(flatten)]
    place: WrittenPlace,
    text: Option<String>,
}

/// Where an item stands: offsets, or which occurrence of its words.
#[derive(Deserialize)]
struct WrittenPlace {
    start: Option<usize>,
    end: Option<usize>,
    nth: Option<usize>,
}

/// Reads a file of gold; every line must be sound.
///
/// # Errors
/// With the first line that is not, or when the file cannot be read or holds no line.
pub fn read(path: &Path) -> Result<Vec<GoldArticle>, GoldError> {
    let text = fs::read_to_string(path).map_err(|source| GoldError::Open { path: path.to_owned(), source })?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let gold: Vec<GoldArticle> = lines.map(|(n, line)| article(path, n + 1, line)).collect::<Result<_, _>>()?;
    if gold.is_empty() { Err(GoldError::Empty { path: path.to_owned() }) } else { Ok(gold) }
}

fn article(path: &Path, line: usize, json: &str) -> Result<GoldArticle, GoldError> {
    let parsed: Line = serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|error| {
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or("not JSON").to_owned();
        GoldError::Line { path: path.to_owned(), line, reason }
    })?;
    let Head { id, text, title, url, published, publisher } = parsed.article;
    let place = |place: &WrittenPlace, words: Option<&str>| {
        let words = words.unwrap_or("");
        locate(&text, place, words).ok_or_else(|| GoldError::Words {
            path: path.to_owned(),
            line,
            id: id.clone(),
            words: words.to_owned(),
            nth: place.nth.unwrap_or(1),
        })
    };
    let mut annotated = Annotated::default();
    for item in parsed.entities {
        let span = place(&item.place, item.text.as_deref())?;
        annotated.entities.push(Labelled { kind: item.r#type, span, id: item.entity, rule: None });
    }
    for item in parsed.events {
        let trigger = place(&item.place, item.trigger.as_deref())?;
        let mut arguments = Vec::with_capacity(item.args.len());
        for argument in item.args {
            let span = place(&argument.place, argument.text.as_deref())?;
            arguments.push(Labelled { kind: argument.role, span, id: None, rule: None });
        }
        annotated.events.push(LabelledEvent {
            kind: item.r#type,
            trigger,
            arguments,
            polarity: item.polarity.unwrap_or(Polarity::Positive),
            modality: item.modality.unwrap_or(Modality::Actual),
            id: item.event,
            rule: None,
        });
    }
    Ok(GoldArticle { article: Article { id, text, title, url, published, publisher }, annotated })
}

/// The place of an item in the text, if it is there.
fn locate(text: &str, place: &WrittenPlace, words: &str) -> Option<Span> {
    if let (Some(start), Some(end)) = (place.start, place.end) {
        let byte = |n: usize| text.char_indices().map(|(b, _)| b).chain([text.len()]).nth(n);
        return Some(Span::new(byte(start)?, byte(end)?)).filter(|s| s.start <= s.end);
    }
    if words.is_empty() {
        return None;
    }
    // Occurrences may overlap, so each search goes on after the first character of the last one.
    let (mut from, mut at) = (0, None);
    for _ in 0..place.nth.unwrap_or(1).max(1) {
        let found = from + text.get(from..)?.find(words)?;
        from = found + text[found..].chars().next().map_or(1, char::len_utf8);
        at = Some(found);
    }
    at.map(|start| Span::new(start, start + words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> Result<GoldArticle, String> {
        article(Path::new("gold.jsonl"), 7, json).map_err(|e| e.to_string())
    }

    #[test]
    fn the_second_occurrence_and_code_points_lead_to_the_same_place() {
        let by_nth = r#"{"id":"a","text":"تهران و تهران","entities":[{"type":"Place","text":"تهران","nth":2}]}"#;
        let by_offset = r#"{"id":"a","text":"تهران و تهران","entities":[{"type":"Place","start":8,"end":13}]}"#;
        assert_eq!(of(by_nth).unwrap(), of(by_offset).unwrap());
        assert_eq!(of(by_nth).unwrap().annotated.entities[0].span, Span::new(14, 24));
    }

    #[test]
    fn words_that_are_not_there_are_told_with_their_line() {
        let error = of(r#"{"id":"a","text":"تهران","events":[{"type":"Meet","trigger":"دیدار"}]}"#).unwrap_err();
        assert!(error.contains("line 7 (a)") && error.contains("دیدار"), "{error}");
    }

    #[test]
    fn an_unknown_type_is_told_with_its_line() {
        let error = of(r#"{"id":"a","text":"تهران","events":[{"type":"Meeting","trigger":"تهران"}]}"#).unwrap_err();
        assert!(error.contains("line 7") && error.contains("Meeting"), "{error}");
    }
}
