//! Event rules of a pack: `events/**/*.toml`, read strictly, indexed by their triggers.

mod frame;
mod load;
mod shadow;
mod slot;
mod source;
mod template;

use super::example::Counterexample;
use super::symbols::Symbol;
use crate::schema::{EntityType, EventType, Modality, Polarity, Role, UnknownName};
pub(crate) use load::{Loader, read};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;
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
    Preposition(Arc<[Symbol]>),
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
    Words(Arc<FxHashSet<Symbol>>),
    /// Any phrase.
    Phrase,
    /// One of several.
    Any(Vec<Test>),
}

/// A slot with an optional test: `"در:Place"`, `"subject:!Quantity"`. Most rules inherit most of their slots, so that
/// copies share what they hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotSpec {
    /// Where to look.
    pub slot: SlotName,
    /// What must hold there.
    pub test: Option<Test>,
    /// The test must fail.
    pub negated: bool,
    /// As the rule writes it.
    pub written: Arc<str>,
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
    /// Who fills this role does what they tell, where they name nobody.
    pub doer: Option<Role>,
    /// What they tell is wished, not done: only clauses in the subjunctive have that doer.
    pub wished: bool,
}

/// Who does what a noun tells that stands after a preposition of the class `inside`, where nobody is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inside {
    /// The subject of the clause.
    Subject,
    /// Others than it, even if it takes part.
    Others,
}

impl FromStr for Inside {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        match name {
            "subject" => Ok(Self::Subject),
            "others" => Ok(Self::Others),
            _ => Err(UnknownName { what: "doer", name: name.to_owned(), known: vec!["subject", "others"] }),
        }
    }
}

/// A text with what a rule must find in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: Spanned<String>,
    /// `trigger`, `polarity`, `modality`, or a role with its fillers.
    #[serde(default)]
    pub yields: BTreeMap<String, Yield>,
    /// Why it does not hold yet.
    #[serde(default)]
    pub pending: Option<Spanned<String>>,
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
    /// Where its id stands in the file.
    pub place: Range<usize>,
    /// Higher beats lower on the same trigger.
    pub priority: i32,
    /// Templates that it takes over.
    pub templates: Vec<String>,
    /// Triggers as the rule writes them.
    pub verbs: Vec<Spanned<String>>,
    /// Nominal triggers as the rule writes them.
    pub nouns: Vec<Spanned<String>>,
    /// Attributive triggers as the rule writes them.
    pub participles: Vec<Spanned<String>>,
    /// For each role, the slots that may fill it, in order.
    pub roles: Vec<(Role, Vec<SlotSpec>)>,
    /// What becomes of the events inside.
    pub content: Content,
    /// Who does what its noun tells after a preposition of the class `inside`; `None` where the clause decides.
    pub inside: Option<Inside>,
    /// Its participants are sides: without any of its own it has those of the event around.
    pub symmetric: bool,
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
    pub counterexamples: Vec<Counterexample>,
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
    /// Prepositions of what brings something about: the group `cause` of the defaults.
    pub because: Vec<Symbol>,
    /// Rules with triggers that are known to mean something else, too.
    pub ambiguous: BTreeSet<u32>,
    /// Triggers that rules of several types list.
    pub shared: Vec<SharedTrigger>,
}

/// A trigger that rules of several types list, so that its words alone do not say what happened.
#[derive(Debug, Clone)]
pub struct SharedTrigger {
    /// What must stand in a text for the trigger to stand there.
    pub words: TriggerWords,
    /// The rules that list it, each with the place in its file, in bytes.
    pub listed: Vec<(u32, Range<usize>)>,
}

/// By what a trigger is found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TriggerWords {
    /// A verb without element.
    Verb(Symbol),
    /// A noun, a participle, or the element of a compound verb; its words run together.
    Run(Symbol),
}

impl EventRules {
    /// Prepositions that mark the agent of a passive or of a nominal event.
    #[must_use]
    pub fn by(&self) -> &[Symbol] {
        &self.by
    }
}
