//! An article as a person reads it: its text, line by line, with the events that were found in it.

use super::KnowledgeBase;
use super::error::KbError;
use super::lookup::Lookup;
use crate::rdf::iri;
use crate::rdf::terms::{dct, kb, nif, oa};
use oxigraph::model::NamedNode;
use oxigraph::model::vocab::rdf;

/// An article with the events that it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its id.
    pub id: String,
    /// Its title, when it was given apart from the text.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// Lines of the text that are not empty.
    pub lines: Vec<Line>,
}

/// A line of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its characters.
    pub text: String,
    /// What is told in it, in text order.
    pub told: Vec<Told>,
}

/// One place that tells an event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// First character in the line, from 0.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// The trigger words.
    pub words: String,
    /// Type of the event here.
    pub kind: String,
    /// `positive` or `negative`.
    pub polarity: String,
    /// `actual`, `planned` or `possible`.
    pub modality: String,
    /// Roles with the words that fill them.
    pub roles: Vec<(String, String)>,
    /// Who says so, when it is told in somebody's name.
    pub attributed: Option<String>,
    /// The rule that found it.
    pub rule: String,
    /// The event, relative to our things.
    pub event: String,
}

impl Reading {
    /// Reads an article of a knowledge base.
    ///
    /// # Errors
    /// When there is no such article, or it cannot be read.
    pub fn of(base: &KnowledgeBase, id: &str) -> Result<Self, KbError> {
        let store = base.load_only(&[id])?;
        let lookup = Lookup::new(&store);
        let article = iri::article(id);
        let text = lookup.text(&article, nif::IS_STRING)?.unwrap_or_default();
        let told = told(lookup)?;
        let mut lines = Vec::new();
        let mut first = 0;
        for line in text.split('\n') {
            let length = line.chars().count();
            let inside = told.iter().filter(|t| (first..first + length).contains(&t.start));
            let here = |t: &Told| Told { start: t.start - first, end: (t.end - first).min(length), ..t.clone() };
            let told: Vec<Told> = inside.map(here).collect();
            if !line.trim().is_empty() {
                lines.push(Line { text: line.to_owned(), told });
            }
            first += length + 1;
        }
        Ok(Self {
            id: id.to_owned(),
            title: lookup.text(&article, dct::TITLE)?,
            published: lookup.text(&article, dct::ISSUED)?,
            lines,
        })
    }
}

/// Every mention of an event, in text order.
fn told(lookup: Lookup<'_>) -> Result<Vec<Told>, KbError> {
    let mut found = Vec::new();
    for mention in lookup.subjects(rdf::TYPE, kb::EVENT_MENTION)? {
        let (Some(start), Some(end)) = (lookup.number(&mention, oa::START)?, lookup.number(&mention, oa::END)?) else {
            continue;
        };
        let mut roles: Vec<(usize, String, String)> = Vec::new();
        for argument in lookup.nodes(&mention, kb::ARGUMENT)? {
            let role = lookup.name(&argument, kb::ROLE)?.unwrap_or_default();
            let words = lookup.text(&argument, oa::EXACT)?.unwrap_or_default();
            roles.push((lookup.number(&argument, oa::START)?.unwrap_or(0), role, words));
        }
        roles.sort();
        let attributed = match lookup.node(&mention, kb::ATTRIBUTED_TO)? {
            Some(source) => lookup.label(&source)?,
            None => None,
        };
        let rule = match lookup.node(&mention, kb::RULE)? {
            Some(rule) => lookup.text(&rule, dct::IDENTIFIER)?,
            None => None,
        };
        let event = lookup.subjects(kb::MENTION, &mention)?.into_iter().next();
        found.push(Told {
            start,
            end,
            words: lookup.text(&mention, oa::EXACT)?.unwrap_or_default(),
            kind: lookup.name(&mention, kb::EVENT_TYPE)?.unwrap_or_default(),
            polarity: lookup.name(&mention, kb::POLARITY)?.unwrap_or_default(),
            modality: lookup.name(&mention, kb::MODALITY)?.unwrap_or_default(),
            roles: roles.into_iter().map(|(_, role, words)| (role, words)).collect(),
            attributed,
            rule: rule.unwrap_or_default(),
            event: event.as_ref().map(short).unwrap_or_default(),
        });
    }
    found.sort();
    Ok(found)
}

fn short(node: &NamedNode) -> String {
    super::table::short(node.as_str())
}
