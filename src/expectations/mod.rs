//! Expectations: which events must be found in an article, and which must not, as a file beside it.
//!
//! [`read`] understands the file, [`Expectations::check`] compares it with what was extracted, [`write`] makes a first
//! file from what was found or brings one up to date. Words are compared as a reader would: «ي» is «ی», and joiners
//! and vowel signs do not count.

mod read;
mod write;

pub use read::read;
pub use write::{all, updated};

use crate::findings::{Finding, Location, Outcome, Position, SourceFile, TextRange};
use crate::knowledge::{EventMention, Knowledge};
use crate::rules::Orthography;
use crate::rules::fault::Severity;
use crate::schema::EventType;

/// The ending of the files, in place of that of the article.
pub const ENDING: &str = ".expect.toml";

/// What one file expects.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expectations {
    /// In the order of the file.
    pub list: Vec<Expectation>,
}

/// One event that must be found, or must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// Whether it must be found.
    pub wanted: bool,
    /// Its type.
    pub kind: EventType,
    /// What else is said of it, in the order of the file.
    pub fields: Vec<Field>,
    /// The line of its type in the file, from 1.
    pub line: usize,
}

/// Something that is said of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// `trigger`, `line`, `polarity`, `modality`, `attributed`, or a role.
    pub name: String,
    /// Its values, all of which the event must have.
    pub values: Vec<String>,
}

/// A field that an event does not have as it was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// The field.
    pub name: String,
    /// What was expected.
    pub expected: Vec<String>,
    /// What was found.
    pub found: Vec<String>,
}

/// Compares with what was extracted.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'k> {
    /// What was extracted.
    pub knowledge: &'k Knowledge,
    /// How words are compared.
    pub orthography: &'k Orthography,
}

impl Expectations {
    /// Holds the expectations of `file` against what was extracted; an outcome for each, in their order.
    #[must_use]
    pub fn check(&self, file: &str, compared: Comparison<'_>) -> Vec<Outcome> {
        let outcome = |e: &Expectation| {
            let start = Position { line: e.line, column: 1 };
            let location = Location {
                article: compared.knowledge.article.id.clone(),
                file: Some(SourceFile::Text { path: file.to_owned() }),
                range: Some(TextRange { start, end: start }),
                sentence: String::new(),
            };
            let finding = |message| Finding { location: Some(location.clone()), message, values: Vec::new() };
            Outcome {
                group: file.to_owned(),
                name: format!("{}:{}", e.line, e.told()),
                rule: if e.wanted { "event" } else { "no-event" }.to_owned(),
                title: if e.wanted { "The event is found." } else { "The event is not found." }.to_owned(),
                meaning: String::new(),
                severity: Severity::Error,
                findings: compared.fault(e).map(finding).into_iter().collect(),
            }
        };
        self.list.iter().map(outcome).collect()
    }
}

impl Expectation {
    /// `Meet “دیدار کرد”`.
    fn told(&self) -> String {
        let trigger = self.fields.iter().find(|f| f.name == "trigger").map(|f| f.values.join(" "));
        trigger.map_or_else(|| self.kind.to_string(), |trigger| format!("{} “{trigger}”", self.kind))
    }
}

impl<'k> Comparison<'k> {
    fn mentions(&self) -> impl Iterator<Item = &'k EventMention> {
        self.knowledge.events.iter().flat_map(|e| &e.mentions)
    }

    /// The mention of the expected type that deviates least, and how it does; the first in the text of several.
    #[must_use]
    pub fn nearest(&self, expected: &Expectation) -> Option<(&'k EventMention, Vec<Deviation>)> {
        let of_kind = self.mentions().filter(|m| m.kind == expected.kind);
        let compared = of_kind.map(|m| (m, self.deviations(expected, m)));
        // A mention with the trigger that is meant is the one that is meant, whatever else is wrong with it.
        compared.min_by_key(|(m, d)| (d.iter().any(|d| d.name == "trigger"), d.len(), m.trigger.start))
    }

    /// What is wrong; `None` when the expectation holds.
    fn fault(&self, expected: &Expectation) -> Option<String> {
        let nearest = self.nearest(expected);
        match (expected.wanted, nearest) {
            (true, Some((_, deviations))) if deviations.is_empty() => None,
            (true, Some((mention, deviations))) => {
                let mut told = format!("expected {}; nearest is {}", expected.told(), self.told(mention));
                for deviation in deviations {
                    told.push_str(&format!("\n- {} = {:?}", deviation.name, deviation.expected));
                    told.push_str(&format!("\n+ {} = {:?}", deviation.name, deviation.found));
                }
                Some(told)
            }
            (true, None) => {
                let trigger = expected.fields.iter().find(|f| f.name == "trigger");
                let same = |m: &&EventMention| trigger.is_some_and(|f| self.lacks(f, m).is_none());
                let other = self.mentions().find(same).map(|m| format!("; the words are read as {}", self.told(m)));
                Some(format!(
                    "expected {}; no {} is found{}",
                    expected.told(),
                    expected.kind,
                    other.unwrap_or_default()
                ))
            }
            (false, Some((mention, deviations))) if deviations.is_empty() => {
                Some(format!("found {}, which must not be", self.told(mention)))
            }
            (false, _) => None,
        }
    }

    /// `Meet “دیدار کرد” (line 3, by meet.verb)`.
    fn told(&self, mention: &EventMention) -> String {
        let trigger = self.found("trigger", mention).join(" ");
        format!("{} “{trigger}” (line {}, by {})", mention.kind, self.line(mention), mention.rule)
    }

    fn line(&self, mention: &EventMention) -> usize {
        self.knowledge.article.text[..mention.trigger.start].matches('\n').count() + 1
    }

    fn deviations(&self, expected: &Expectation, mention: &EventMention) -> Vec<Deviation> {
        expected.fields.iter().filter_map(|field| self.lacks(field, mention)).collect()
    }

    /// A field of which the mention does not have every value.
    fn lacks(&self, field: &Field, mention: &EventMention) -> Option<Deviation> {
        let found = self.found(&field.name, mention);
        let key = |text: &str| self.orthography.key(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        let keys: Vec<String> = found.iter().map(|f| key(f)).collect();
        let has_all = field.values.iter().all(|value| keys.contains(&key(value)));
        (!has_all).then(|| Deviation { name: field.name.clone(), expected: field.values.clone(), found })
    }

    /// The values of a field of a mention, on one line each.
    fn found(&self, name: &str, mention: &EventMention) -> Vec<String> {
        let text = self.knowledge.article.text.as_str();
        let words = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        match name {
            "trigger" => vec![words(mention.trigger.of(text))],
            "line" => vec![self.line(mention).to_string()],
            "polarity" => vec![mention.polarity.to_string()],
            "modality" => vec![mention.modality.to_string()],
            "attributed" => mention.attributed.iter().map(|source| words(source.span.of(text))).collect(),
            role => {
                mention.arguments.iter().filter(|a| a.role.name() == role).map(|a| words(a.span.of(text))).collect()
            }
        }
    }
}
