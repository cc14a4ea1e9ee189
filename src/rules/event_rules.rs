//! Event rules of a pack: `events/**/*.toml`, read strictly, indexed by their triggers.

use super::fault::{Faults, nearest};
use super::files::RuleFiles;
use super::symbols::{Symbol, Symbols};
use super::verbs::Verbs;
use super::{Orthography, parts};
use crate::schema::{EntityType, EventType, Modality, Polarity, Role};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A grammatical place from which a role is filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlotName {
    /// Deep subject: the subject of an active clause, the agent of a passive one.
    Subject,
    /// Deep object: the object of an active clause, the subject of a passive one.
    Object,
    /// What hangs on a nominal trigger by ezafe.
    Genitive,
    /// A complement clause.
    Clause,
    /// A time or measure without preposition.
    Adverbial,
    /// A quantity that counts subject or object.
    Number,
    /// A measure phrase without preposition.
    Measure,
    /// Complement of a verb of judging.
    Predicate,
    /// The phrase that hangs on a compound's element.
    Element,
    /// After one of these prepositions.
    Preposition(Vec<Symbol>),
    /// Stands for the slots that the role inherits; replaced while loading.
    Default,
}

/// A test on what fills a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// A mention of one of these types, or a noun of that kind.
    Kinds(Vec<EntityType>),
    /// Somebody or something that acts.
    Human,
    /// More than one.
    Plural,
    /// The head is in a word list.
    Words(FxHashSet<Symbol>),
    /// Any phrase.
    Phrase,
    /// One of several.
    Any(Vec<Test>),
}

/// A slot with an optional test: `"در:Place"`, `"subject:!Quantity"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotSpec {
    /// Where to look.
    pub slot: SlotName,
    /// What must hold there.
    pub test: Option<Test>,
    /// The test must fail.
    pub negated: bool,
    /// As the rule writes it.
    pub written: String,
}

/// What becomes of events inside a rule's content (its clause, topic or object).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Content {
    /// Their factuality.
    pub modality: Option<Modality>,
    /// Their polarity is turned.
    pub polarity: Option<Polarity>,
    /// They are attributed to the agent.
    pub attributed: bool,
}

/// A text with what a rule must find in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// `trigger`, `polarity`, `modality`, or a role with its fillers.
    #[serde(default)]
    pub yields: BTreeMap<String, Yield>,
}

/// One expectation of an example.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Yield {
    /// A single word or name.
    One(String),
    /// Fillers of a role.
    Many(Vec<String>),
}

/// One event rule.
#[derive(Debug, Clone)]
pub struct EventRule {
    /// Unique in the pack.
    pub id: String,
    /// The event type.
    pub kind: EventType,
    /// One line on what it finds.
    pub about: String,
    /// Path of its file in the pack.
    pub file: String,
    /// Higher beats lower on the same trigger.
    pub priority: i32,
    /// Triggers as the rule writes them.
    pub verbs: Vec<String>,
    /// Nominal triggers as the rule writes them.
    pub nouns: Vec<String>,
    /// Attributive triggers as the rule writes them.
    pub participles: Vec<String>,
    /// For each role, the slots that may fill it, in order.
    pub roles: Vec<(Role, Vec<SlotSpec>)>,
    /// What becomes of the events inside.
    pub content: Content,
    /// At least one must be filled, when there are any.
    pub requires: Vec<SlotSpec>,
    /// None may be filled.
    pub excludes: Vec<SlotSpec>,
    /// Words that must not stand directly after the trigger.
    pub not_before: FxHashSet<Symbol>,
    /// Words that must not stand directly before the trigger.
    pub not_after: FxHashSet<Symbol>,
    /// One of these must stand directly after the trigger, when there are any.
    pub only_before: FxHashSet<Symbol>,
    /// One of these must stand directly before the trigger, when there are any.
    pub only_after: FxHashSet<Symbol>,
    /// Texts in which it must find something.
    pub examples: Vec<Example>,
    /// Texts in which its type must not be found.
    pub counterexamples: Vec<String>,
}

/// All event rules, found through their triggers.
#[derive(Debug, Clone, Default)]
pub struct EventRules {
    /// The rules in file order.
    pub list: Vec<EventRule>,
    /// (verb, element) → rules.
    pub verbs: FxHashMap<(Symbol, Option<Symbol>), Vec<u32>>,
    /// Words of a noun trigger run together → rules.
    pub nouns: FxHashMap<Symbol, Vec<u32>>,
    /// Beginnings of noun triggers of several words.
    pub noun_prefixes: FxHashSet<Symbol>,
    /// Attributive triggers → rules.
    pub participles: FxHashMap<Symbol, Vec<u32>>,
    /// How many words the longest element of each verb has.
    pub longest: FxHashMap<Symbol, usize>,
    /// Types that were done even where they are denied or rejected: what is said stays said.
    pub spared: Vec<EventType>,
    /// Prepositions of the agent in a passive: the group `by` of the defaults.
    pub by: Vec<Symbol>,
}

impl EventRules {
    /// Prepositions that mark the agent of a passive or of a nominal event.
    #[must_use]
    pub fn by(&self) -> &[Symbol] {
        &self.by
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Defaults {
    #[serde(default)]
    spared_by_denial: Vec<EventType>,
    #[serde(default)]
    groups: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    roles: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    event: Vec<EventSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventSource {
    id: Spanned<String>,
    r#type: Spanned<String>,
    #[serde(default)]
    about: String,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    verbs: Vec<Spanned<String>>,
    #[serde(default)]
    nouns: Vec<Spanned<String>>,
    #[serde(default)]
    participles: Vec<Spanned<String>>,
    #[serde(default)]
    roles: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    content: Option<ContentSource>,
    #[serde(default)]
    requires: Vec<Spanned<String>>,
    #[serde(default)]
    excludes: Vec<Spanned<String>>,
    #[serde(default)]
    not_before: Vec<String>,
    #[serde(default)]
    not_after: Vec<String>,
    #[serde(default)]
    only_before: Vec<String>,
    #[serde(default)]
    only_after: Vec<String>,
    #[serde(default)]
    example: Vec<Example>,
    #[serde(default)]
    counterexample: Vec<Counterexample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContentSource {
    modality: Option<Spanned<String>>,
    polarity: Option<Spanned<String>>,
    #[serde(default)]
    attributed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Counterexample {
    text: String,
}

pub(crate) struct Loader<'p> {
    pub symbols: &'p mut Symbols,
    pub orthography: &'p Orthography,
    pub verbs: &'p mut Verbs,
    pub faults: &'p mut Faults,
    groups: BTreeMap<String, Vec<Symbol>>,
    lists: BTreeMap<String, FxHashSet<Symbol>>,
    spared: Vec<EventType>,
}

type Roles = Vec<(Role, Vec<SlotSpec>)>;

impl<'p> Loader<'p> {
    pub(crate) fn new(
        symbols: &'p mut Symbols,
        orthography: &'p Orthography,
        verbs: &'p mut Verbs,
        faults: &'p mut Faults,
    ) -> Self {
        Self {
            symbols,
            orthography,
            verbs,
            faults,
            groups: BTreeMap::new(),
            lists: BTreeMap::new(),
            spared: Vec::new(),
        }
    }

    fn symbol(&mut self, written: &str) -> Symbol {
        let key = parts(self.orthography, written).concat();
        self.symbols.intern(&key, written)
    }

    pub(crate) fn load(mut self, files: &RuleFiles) -> EventRules {
        let mut rules = EventRules::default();
        let shared = self.defaults(files, "events/defaults.toml");
        rules.spared.clone_from(&self.spared);
        rules.by = self.groups.get("by").cloned().unwrap_or_default();
        let paths: Vec<(String, String)> =
            files.below("events/", "toml").map(|(p, t)| (p.to_owned(), t.to_owned())).collect();
        for (file, text) in &paths {
            if file.ends_with("/defaults.toml") {
                continue;
            }
            let source: Source = match toml::from_str(text) {
                Ok(source) => source,
                Err(error) => {
                    let proposal = "an event file has [lists] and [[event]]; see the fields in docs/rules.md";
                    self.faults.error(file, error.span().unwrap_or(0..0), error.message().to_owned(), proposal);
                    continue;
                }
            };
            self.lists = source
                .lists
                .iter()
                .map(|(name, words)| (name.clone(), words.iter().map(|w| self.symbol(w)).collect()))
                .collect();
            let family = file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/defaults.toml"));
            let inherited = merge(self.defaults(files, &family), &shared);
            for event in source.event {
                self.event(file, event, &inherited, &mut rules);
            }
        }
        rules
    }

    fn defaults(&mut self, files: &RuleFiles, file: &str) -> Roles {
        let Some(text) = files.get(file) else { return Vec::new() };
        let source: Defaults = match toml::from_str(text) {
            Ok(source) => source,
            Err(error) => {
                let proposal = "a defaults file has [groups] and [roles]";
                self.faults.error(file, error.span().unwrap_or(0..0), error.message().to_owned(), proposal);
                return Vec::new();
            }
        };
        self.spared.extend(source.spared_by_denial);
        for (name, members) in source.groups {
            let symbols = members.iter().map(|m| self.symbol(m)).collect();
            self.groups.insert(name, symbols);
        }
        self.roles(file, source.roles)
    }

    fn roles(&mut self, file: &str, source: BTreeMap<Spanned<String>, Vec<Spanned<String>>>) -> Roles {
        let mut roles = Vec::new();
        for (name, specs) in source {
            match name.get_ref().parse::<Role>() {
                Err(error) => {
                    let near = nearest(name.get_ref(), Role::ALL.iter().map(|r| r.name())).unwrap_or("agent");
                    self.faults.error(file, name.span(), error.to_string(), format!("did you mean `{near}`?"));
                }
                Ok(role) => {
                    if specs.is_empty() {
                        let message = format!("the list of slots for `{role}` is empty");
                        self.faults.error(file, name.span(), message, "name a slot or take the role out");
                    }
                    let specs = specs.iter().filter_map(|s| self.spec(file, s)).collect();
                    roles.push((role, specs));
                }
            }
        }
        roles.sort_by_key(|(role, _)| *role);
        roles
    }

    fn spec(&mut self, file: &str, written: &Spanned<String>) -> Option<SlotSpec> {
        let (slot, test) = match written.get_ref().split_once(':') {
            Some((slot, test)) => (slot.trim(), Some(test.trim())),
            None => (written.get_ref().trim(), None),
        };
        let slot = match slot {
            "subject" => SlotName::Subject,
            "object" => SlotName::Object,
            "genitive" => SlotName::Genitive,
            "clause" => SlotName::Clause,
            "adverbial" => SlotName::Adverbial,
            "number" => SlotName::Number,
            "measure" => SlotName::Measure,
            "predicate" => SlotName::Predicate,
            "element" => SlotName::Element,
            "default" => SlotName::Default,
            _ => match slot.strip_prefix('@') {
                Some(group) => match self.groups.get(group) {
                    Some(members) => SlotName::Preposition(members.clone()),
                    None => {
                        let near = nearest(group, self.groups.keys().map(String::as_str)).map(str::to_owned);
                        let proposal = near.map_or_else(
                            || "define it under [groups] in events/defaults.toml".to_owned(),
                            |n| format!("did you mean `@{n}`?"),
                        );
                        self.faults.error(file, written.span(), format!("no group of slots `@{group}`"), proposal);
                        return None;
                    }
                },
                None if slot.is_ascii() => {
                    let known = [
                        "subject",
                        "object",
                        "genitive",
                        "clause",
                        "adverbial",
                        "number",
                        "measure",
                        "predicate",
                        "element",
                    ];
                    let near = nearest(slot, known).unwrap_or("subject");
                    self.faults.error(
                        file,
                        written.span(),
                        format!("no slot `{slot}`"),
                        format!("did you mean `{near}`?"),
                    );
                    return None;
                }
                None => SlotName::Preposition(vec![self.symbol(slot)]),
            },
        };
        let (negated, test) = match test {
            None => (false, None),
            Some(test) => match test.strip_prefix('!') {
                Some(rest) => (true, Some(self.test(file, written, rest)?)),
                None => (false, Some(self.test(file, written, test)?)),
            },
        };
        Some(SlotSpec { slot, test, negated, written: written.get_ref().clone() })
    }

    /// A test: alternatives joined by `|`, each an entity type, `human`, `plural`, `phrase` or a word list.
    fn test(&mut self, file: &str, written: &Spanned<String>, test: &str) -> Option<Test> {
        let mut alternatives = Vec::new();
        let mut kinds = Vec::new();
        for name in test.split('|').map(str::trim) {
            match name {
                "human" => alternatives.push(Test::Human),
                "plural" => alternatives.push(Test::Plural),
                "phrase" => alternatives.push(Test::Phrase),
                _ => {
                    if let Some(list) = name.strip_prefix('@') {
                        alternatives.push(Test::Words(self.word_list(file, written, list)?));
                    } else {
                        match name.parse::<EntityType>() {
                            Ok(kind) => kinds.push(kind),
                            Err(error) => {
                                let known =
                                    EntityType::ALL.iter().map(|k| k.name()).chain(["human", "plural", "phrase"]);
                                let near = nearest(name, known).unwrap_or("human");
                                self.faults.error(
                                    file,
                                    written.span(),
                                    error.to_string(),
                                    format!("did you mean `{near}`?"),
                                );
                                return None;
                            }
                        }
                    }
                }
            }
        }
        if !kinds.is_empty() {
            alternatives.push(Test::Kinds(kinds));
        }
        Some(if alternatives.len() == 1 { alternatives.remove(0) } else { Test::Any(alternatives) })
    }

    fn word_list(&mut self, file: &str, written: &Spanned<String>, list: &str) -> Option<FxHashSet<Symbol>> {
        if let Some(words) = self.lists.get(list) {
            return Some(words.clone());
        }
        let near = nearest(list, self.lists.keys().map(String::as_str)).map(str::to_owned);
        let proposal =
            near.map_or_else(|| "define it under [lists] of this file".to_owned(), |n| format!("did you mean `@{n}`?"));
        self.faults.error(file, written.span(), format!("no word list `@{list}`"), proposal);
        None
    }

    fn event(&mut self, file: &str, source: EventSource, inherited: &Roles, rules: &mut EventRules) {
        let id = source.id.get_ref().clone();
        if let Some(other) = rules.list.iter().find(|r| r.id == id) {
            let message = format!("the id `{id}` is taken by a rule in {}", other.file);
            self.faults.error(file, source.id.span(), message, "give it another id");
        }
        let kind = match source.r#type.get_ref().parse::<EventType>() {
            Ok(kind) => kind,
            Err(error) => {
                let near =
                    nearest(source.r#type.get_ref(), EventType::ALL.iter().map(|k| k.name())).unwrap_or("Statement");
                self.faults.error(file, source.r#type.span(), error.to_string(), format!("did you mean `{near}`?"));
                return;
            }
        };
        if source.verbs.is_empty() && source.nouns.is_empty() && source.participles.is_empty() {
            let proposal = "add `verbs`, `nouns` or `participles`";
            self.faults.error(file, source.id.span(), format!("`{id}` has no trigger and can never match"), proposal);
        }
        if source.example.is_empty() {
            let proposal = "add [[event.example]] with text and yields";
            self.faults.error(file, source.id.span(), format!("`{id}` has no example"), proposal);
        }
        let number = rules.list.len() as u32;
        for verb in &source.verbs {
            self.verb(file, verb, number, rules);
        }
        for noun in &source.nouns {
            let words = parts(self.orthography, noun.get_ref());
            let mut joined = String::new();
            for (n, word) in words.iter().enumerate() {
                joined.push_str(word);
                let symbol = self.symbols.intern(&joined, noun.get_ref());
                if n + 1 == words.len() {
                    rules.nouns.entry(symbol).or_default().push(number);
                } else {
                    rules.noun_prefixes.insert(symbol);
                }
            }
        }
        for participle in &source.participles {
            let symbol = self.symbol(participle.get_ref());
            rules.participles.entry(symbol).or_default().push(number);
        }
        let own = self.roles(file, source.roles);
        let roles = merge(own, inherited);
        let requires = source.requires.iter().filter_map(|s| self.spec(file, s)).collect();
        let excludes = source.excludes.iter().filter_map(|s| self.spec(file, s)).collect();
        let content = self.content(file, source.content);
        let mut words = |list: &[String]| list.iter().map(|w| self.symbol(w)).collect::<FxHashSet<_>>();
        let (not_before, not_after) = (words(&source.not_before), words(&source.not_after));
        let (only_before, only_after) = (words(&source.only_before), words(&source.only_after));
        let written = |list: Vec<Spanned<String>>| list.into_iter().map(Spanned::into_inner).collect();
        rules.list.push(EventRule {
            id,
            kind,
            about: source.about,
            file: file.to_owned(),
            priority: source.priority,
            verbs: written(source.verbs),
            nouns: written(source.nouns),
            participles: written(source.participles),
            roles,
            content,
            requires,
            excludes,
            not_before,
            not_after,
            only_before,
            only_after,
            examples: source.example,
            counterexamples: source.counterexample.into_iter().map(|c| c.text).collect(),
        });
    }

    /// «به قتل رساندن» → verb رساندن with the element «به قتل»; a preverb that stands apart is joined to its verb.
    fn verb(&mut self, file: &str, written: &Spanned<String>, rule: u32, rules: &mut EventRules) {
        let mut words: Vec<&str> = written.get_ref().split_whitespace().collect();
        let Some(infinitive) = words.pop() else {
            self.faults.error(file, written.span(), "an empty verb", "take it out");
            return;
        };
        let mut verb = self.symbol(infinitive);
        if let [preverb] = words.as_slice() {
            let preverb = self.symbol(preverb);
            if let Some(joined) = self.verbs.with_preverb(preverb, verb) {
                verb = joined;
                words.clear();
            }
        }
        if !self.verbs.is_verb(verb) {
            let message = format!("`{infinitive}` is no verb of the lexicon");
            self.faults.warning(file, written.span(), message, "write the infinitive, or add it to lexicon/verbs.tsv");
            return;
        }
        if words.is_empty() {
            rules.verbs.entry((verb, None)).or_default().push(rule);
            return;
        }
        let element: Vec<String> = words.iter().flat_map(|w| parts(self.orthography, w)).collect();
        let display = words.join(" ");
        let symbol = self.symbols.intern(&element.concat(), &display);
        let longest = rules.longest.entry(verb).or_insert(0);
        *longest = (*longest).max(element.len());
        rules.verbs.entry((verb, Some(symbol))).or_default().push(rule);
        // The analysis must know the compound, so that its element is not taken for an object.
        if words.len() <= 3 {
            self.verbs.add_compound(self.symbols, &element, &display, verb, super::verbs::CompoundInfo::default());
        }
    }

    fn content(&mut self, file: &str, source: Option<ContentSource>) -> Content {
        let Some(source) = source else { return Content::default() };
        let mut content = Content { attributed: source.attributed, ..Content::default() };
        if let Some(name) = source.modality {
            match name.get_ref().parse() {
                Ok(modality) => content.modality = Some(modality),
                Err(error) => {
                    let error: crate::schema::UnknownName = error;
                    self.faults.error(file, name.span(), error.to_string(), "");
                }
            }
        }
        if let Some(name) = source.polarity {
            match name.get_ref().parse() {
                Ok(polarity) => content.polarity = Some(polarity),
                Err(error) => {
                    let error: crate::schema::UnknownName = error;
                    self.faults.error(file, name.span(), error.to_string(), "");
                }
            }
        }
        content
    }
}

/// Own roles first; inherited ones for the roles that are not listed.
fn merge(mut own: Roles, inherited: &Roles) -> Roles {
    for (role, specs) in inherited {
        match own.iter_mut().find(|(r, _)| r == role) {
            None => own.push((*role, specs.clone())),
            Some((_, listed)) => {
                if let Some(at) = listed.iter().position(|s| s.slot == SlotName::Default) {
                    listed.splice(at..=at, specs.iter().cloned());
                }
            }
        }
    }
    own.sort_by_key(|(role, _)| *role);
    own
}
