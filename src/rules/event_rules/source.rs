//! Event rules as their files write them.

use super::Example;
use crate::rules::example::Counterexample;
use crate::schema::EventType;
use serde::Deserialize;
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

/// A list that is written; `None` when the file does not have it.
pub(super) type Written = Option<Spanned<Vec<Spanned<String>>>>;

/// `"one"` or `["several", "names"]`.
pub(super) struct Names(Vec<Spanned<String>>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrSeveral;
        impl<'de> Visitor<'de> for OneOrSeveral {
            type Value = Names;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name or a list of names")
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<Names, E> {
                // Whoever holds the names knows the place of the only one.
                Ok(Names(vec![Spanned::new(0..0, name.to_owned())]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = list.next_element()? {
                    names.push(name);
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_any(OneOrSeveral)
    }
}

/// The names with their places.
fn placed(names: Option<Spanned<Names>>) -> Vec<Spanned<String>> {
    let Some(names) = names else { return Vec::new() };
    let whole = names.span();
    let place = |name: Spanned<String>| {
        let span = if name.span().is_empty() { whole.clone() } else { name.span() };
        Spanned::new(span, name.into_inner())
    };
    names.into_inner().0.into_iter().map(place).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Defaults {
    #[serde(default)]
    pub spared_by_denial: Vec<EventType>,
    #[serde(default)]
    pub groups: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(default)]
    pub roles: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(default)]
    pub template: BTreeMap<Spanned<String>, Template>,
    #[serde(default)]
    pub r#type: BTreeMap<Spanned<String>, Template>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub lists: BTreeMap<Spanned<String>, Vec<String>>,
    #[serde(default)]
    pub template: BTreeMap<Spanned<String>, Template>,
    #[serde(default)]
    pub event: Vec<Event>,
}

/// What rules and templates have in common.
pub(super) struct Frame {
    pub priority: Option<i32>,
    pub roles: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    pub content: Option<Content>,
    pub requires: Written,
    pub excludes: Written,
    pub not_before: Written,
    pub not_after: Written,
    pub only_before: Written,
    pub only_after: Written,
    pub inside: Option<Spanned<String>>,
    pub symmetric: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Template {
    template: Option<Spanned<Names>>,
    priority: Option<i32>,
    #[serde(default)]
    roles: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    content: Option<Content>,
    requires: Written,
    excludes: Written,
    not_before: Written,
    not_after: Written,
    only_before: Written,
    only_after: Written,
    inside: Option<Spanned<String>>,
    symmetric: Option<bool>,
}

impl Template {
    /// The templates that it takes over, and what it writes itself.
    pub(super) fn parts(self) -> (Vec<Spanned<String>>, Frame) {
        let frame = Frame {
            priority: self.priority,
            roles: self.roles,
            content: self.content,
            requires: self.requires,
            excludes: self.excludes,
            not_before: self.not_before,
            not_after: self.not_after,
            only_before: self.only_before,
            only_after: self.only_after,
            inside: self.inside,
            symmetric: self.symmetric,
        };
        (placed(self.template), frame)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Event {
    pub id: Spanned<String>,
    pub r#type: Spanned<String>,
    #[serde(default)]
    pub about: String,
    template: Option<Spanned<Names>>,
    priority: Option<i32>,
    pub verbs: Written,
    pub nouns: Written,
    pub participles: Written,
    #[serde(default)]
    roles: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    content: Option<Content>,
    requires: Written,
    excludes: Written,
    not_before: Written,
    not_after: Written,
    only_before: Written,
    only_after: Written,
    inside: Option<Spanned<String>>,
    symmetric: Option<bool>,
    #[serde(default)]
    pub example: Vec<Example>,
    #[serde(default)]
    pub counterexample: Vec<Counterexample>,
}

impl Event {
    /// Takes out the templates that it takes over, and what it writes itself.
    pub(super) fn take_parts(&mut self) -> (Vec<Spanned<String>>, Frame) {
        let frame = Frame {
            priority: self.priority.take(),
            roles: std::mem::take(&mut self.roles),
            content: self.content.take(),
            requires: self.requires.take(),
            excludes: self.excludes.take(),
            not_before: self.not_before.take(),
            not_after: self.not_after.take(),
            only_before: self.only_before.take(),
            only_after: self.only_after.take(),
            inside: self.inside.take(),
            symmetric: self.symmetric.take(),
        };
        (placed(self.template.take()), frame)
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    pub modality: Option<Spanned<String>>,
    pub polarity: Option<Spanned<String>>,
    pub attributed: Option<bool>,
    pub doer: Option<Spanned<String>>,
    pub wished: Option<bool>,
}
