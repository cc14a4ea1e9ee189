//! `engine.toml`: what the engine finds by words, names and grammar of the pack without a rule of the pack.
//!
//! Such a find carries the id of the part of the engine that made it. How it is made is the engine's work; the pack says
//! in its own language what each part is for, and shows it by examples, which are executed like those of rules.

use super::example::{self, Counterexample};
use super::fault::{Faults, nearest};
use super::ids::Ids;
use super::strict;
use serde::Deserialize;
use toml::Spanned;

/// The file.
pub const FILE: &str = "engine.toml";

/// The parts of the engine by the id that their finds carry, and what they make.
pub const PARTS: [(&str, &str); 12] = [
    ("gazetteer", "mentions, facts"),
    ("name.again", "mentions"),
    ("pronoun", "mentions"),
    ("office", "facts"),
    ("nationality", "facts"),
    ("country.name", "facts"),
    ("example", "facts"),
    ("pair", "facts"),
    ("content", "links"),
    ("during", "links"),
    ("cause", "links"),
    ("result", "links"),
];

/// What a pack says of one part of the engine.
#[derive(Debug, Clone)]
pub struct EngineRule {
    /// One of [`PARTS`].
    pub id: String,
    /// What it makes: mentions, facts or links.
    pub makes: &'static str,
    /// One line on what it finds.
    pub about: String,
    /// Texts and what it must give in them.
    pub examples: Vec<EngineExample>,
    /// Texts in which it must give nothing.
    pub counterexamples: Vec<Counterexample>,
}

/// A text and what a part of the engine must give in it.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct EngineExample {
    /// The text.
    pub text: Spanned<String>,
    /// What it gives, letter for letter.
    pub yields: Spanned<Vec<EngineYield>>,
    /// Why it does not hold yet.
    #[serde(default)]
    pub pending: Option<Spanned<String>>,
}

/// One thing that a part of the engine gives.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum EngineYield {
    /// The words of a mention.
    Mention(String),
    /// A fact or link: words of a mention of the one, the property, words of a mention of the other.
    Statement([String; 3]),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    #[serde(default)]
    part: Vec<PartSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartSource {
    id: Spanned<String>,
    #[serde(default)]
    about: String,
    #[serde(default)]
    example: Vec<EngineExample>,
    #[serde(default)]
    counterexample: Vec<Counterexample>,
}

pub(crate) fn load(text: &str, ids: &mut Ids<'_>, faults: &mut Faults) -> Vec<EngineRule> {
    let Some(source) = strict::read::<Source>(FILE, text, "write [[part]] tables", faults) else { return Vec::new() };
    let mut rules = Vec::new();
    for part in source.part {
        let id = part.id.get_ref();
        let Some((_, makes)) = PARTS.iter().find(|(known, _)| known == id) else {
            let known = || PARTS.iter().map(|(known, _)| *known);
            let proposal = nearest(id, known()).map_or_else(
                || {
                    format!(
                        "known are {}; a rule of your own stands in events/ or patterns/",
                        known().collect::<Vec<_>>().join(", ")
                    )
                },
                |near| format!("did you mean `{near}`?"),
            );
            faults.error(FILE, part.id.span(), format!("no part of the engine is called `{id}`"), proposal);
            continue;
        };
        if !ids.take(FILE, &part.id, faults) {
            continue;
        }
        if part.example.is_empty() {
            example::missing(FILE, "part", &part.id, faults);
        }
        for example in part.example.iter().filter(|e| e.yields.get_ref().is_empty()) {
            example::yields_nothing(FILE, example.yields.span(), faults);
        }
        let reasons = part.example.iter().map(|e| &e.pending);
        example::check_reasons(FILE, reasons.chain(part.counterexample.iter().map(|c| &c.pending)), faults);
        rules.push(EngineRule {
            makes,
            about: part.about,
            examples: part.example,
            counterexamples: part.counterexample,
            id: part.id.into_inner(),
        });
    }
    rules
}
