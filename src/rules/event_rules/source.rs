//! Event rules as their files write them.

use super::Example;
use crate::schema::EventType;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A list that is written; `None` when the file does not have it.
pub(super) type Written = Option<Spanned<Vec<Spanned<String>>>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Defaults {
    #[serde(default)]
    pub spared_by_denial: Vec<EventType>,
    #[serde(default)]
    pub groups: BTreeMap<Spanned<String>, Vec<String>>,
    #[serde(default)]
    pub roles: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub lists: BTreeMap<Spanned<String>, Vec<String>>,
    #[serde(default)]
    pub event: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Event {
    pub id: Spanned<String>,
    pub r#type: Spanned<String>,
    #[serde(default)]
    pub about: String,
    #[serde(default)]
    pub priority: i32,
    pub verbs: Written,
    pub nouns: Written,
    pub participles: Written,
    #[serde(default)]
    pub roles: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    pub content: Option<Content>,
    pub requires: Written,
    pub excludes: Written,
    pub not_before: Written,
    pub not_after: Written,
    pub only_before: Written,
    pub only_after: Written,
    #[serde(default)]
    pub example: Vec<Example>,
    #[serde(default)]
    pub counterexample: Vec<Counterexample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    pub modality: Option<Spanned<String>>,
    pub polarity: Option<Spanned<String>>,
    #[serde(default)]
    pub attributed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Counterexample {
    pub text: Spanned<String>,
}
