//! Comparing what the program finds with gold: precision, recall and F1, and which rule was right how often.
//!
//! In go texts with entities and events that people marked ([`gold`]) and the [`Knowledge`] that was extracted from
//! them; out come [`Figures`], [`Difference`]s and the precision of each rule. Nothing here reads a text itself.
//!
//! Matching is one to one within an article, best pairs first: an entity by its type and half of the words (Dice), a
//! trigger by a shared character, an argument by its role and half of the words in an event whose type was right.

pub mod differences;
pub mod gold;
mod matching;
pub mod measure;

use crate::knowledge::{Knowledge, MentionForm};
use crate::schema::{EntityType, EventType, Modality, Polarity, Role};
use crate::span::Span;
pub use differences::{Difference, differences};
pub use gold::{GoldArticle, GoldError};
use matching::Matches;
pub use matching::{Coreference, Tally};
use serde::Serialize;
use std::collections::BTreeMap;

/// Words with a type: an entity, or an argument whose type is its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled<K> {
    /// The type.
    pub kind: K,
    /// The words.
    pub span: Span,
    /// Items with one id are the same thing.
    pub id: Option<String>,
    /// The rule that found them; none in gold.
    pub rule: Option<String>,
}

/// An event mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledEvent {
    /// The type.
    pub kind: EventType,
    /// The trigger.
    pub trigger: Span,
    /// Arguments with their roles.
    pub arguments: Vec<Labelled<Role>>,
    /// Asserted or denied.
    pub polarity: Polarity,
    /// Factuality.
    pub modality: Modality,
    /// Mentions with one id are the same happening.
    pub id: Option<String>,
    /// The rule that found it; none in gold.
    pub rule: Option<String>,
}

/// What is marked in one article, by people or by the program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Annotated {
    /// Entity mentions.
    pub entities: Vec<Labelled<EntityType>>,
    /// Event mentions.
    pub events: Vec<LabelledEvent>,
}

impl From<&Knowledge> for Annotated {
    /// All named entity mentions and all event mentions, in text order.
    fn from(knowledge: &Knowledge) -> Self {
        let mut entities: Vec<Labelled<EntityType>> = Vec::new();
        for entity in &knowledge.entities {
            entities.extend(entity.mentions.iter().filter(|m| m.form == MentionForm::Named).map(|m| Labelled {
                kind: entity.kind,
                span: m.span,
                id: Some(entity.key.clone()),
                rule: Some(m.rule.clone()),
            }));
        }
        entities.sort_by_key(|e| (e.span.start, std::cmp::Reverse(e.span.end)));
        let mut events: Vec<LabelledEvent> = Vec::new();
        for event in &knowledge.events {
            events.extend(event.mentions.iter().map(|m| {
                LabelledEvent {
                    kind: m.kind,
                    trigger: m.trigger,
                    arguments: m
                        .arguments
                        .iter()
                        .map(|a| Labelled { kind: a.role, span: a.span, id: None, rule: Some(m.rule.clone()) })
                        .collect(),
                    polarity: m.polarity,
                    modality: m.modality,
                    id: Some(event.key.clone()),
                    rule: Some(m.rule.clone()),
                }
            }));
        }
        events.sort_by_key(|e| e.trigger);
        Self { entities, events }
    }
}

/// How good the answers are.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Entities: type and half of the words.
    pub entity: Tally,
    /// Events whose trigger was found, whatever their type.
    pub trigger_found: Tally,
    /// Events whose trigger was found with the right type.
    pub trigger_classified: Tally,
    /// Arguments of the right role, in events of the right type.
    pub argument: Tally,
    /// Events of the right type whose polarity and modality are both right; the whole is those events.
    pub factuality: Tally,
    /// Mentions of one entity brought together, in articles whose gold says which are one.
    pub entity_coreference: Option<Coreference>,
    /// The same for events.
    pub event_coreference: Option<Coreference>,
    /// Triggers with the right type, by type.
    pub by_type: BTreeMap<EventType, Tally>,
    /// Entities by type.
    pub by_entity_type: BTreeMap<EntityType, Tally>,
}

/// Compares gold with what was found in the same articles, in the same order.
#[must_use]
pub fn score(gold: &[GoldArticle], found: &[Knowledge]) -> Figures {
    let mut figures = Figures::default();
    for (gold, found) in gold.iter().zip(found) {
        figures.add(gold, &Annotated::from(found));
    }
    figures
}

impl Figures {
    fn add(&mut self, article: &GoldArticle, found: &Annotated) {
        let gold = &article.annotated;
        let matches = Matches::new(&article.article.text, gold, found);
        self.entity.add(matches.entities.len(), gold.entities.len(), found.entities.len());
        for entity in &gold.entities {
            self.by_entity_type.entry(entity.kind).or_default().gold += 1;
        }
        for entity in &found.entities {
            self.by_entity_type.entry(entity.kind).or_default().found += 1;
        }
        for &(i, _) in &matches.entities {
            self.by_entity_type.entry(gold.entities[i].kind).or_default().right += 1;
        }
        self.trigger_found.add(matches.triggers.len(), gold.events.len(), found.events.len());
        self.trigger_classified.add(matches.events.len(), gold.events.len(), found.events.len());
        for event in &gold.events {
            self.by_type.entry(event.kind).or_default().gold += 1;
        }
        for event in &found.events {
            self.by_type.entry(event.kind).or_default().found += 1;
        }
        for &(i, j) in &matches.events {
            let (a, b) = (&gold.events[i], &found.events[j]);
            self.by_type.entry(a.kind).or_default().right += 1;
            let same = a.polarity == b.polarity && a.modality == b.modality;
            self.factuality.add(usize::from(same), 1, 1);
        }
        let arguments = |events: &[LabelledEvent]| events.iter().map(|e| e.arguments.len()).sum();
        let right = matches.arguments.iter().map(Vec::len).sum();
        self.argument.add(right, arguments(&gold.events), arguments(&found.events));
        add_coreference(
            &mut self.entity_coreference,
            &matches.entities,
            &entity_ids(&gold.entities),
            &entity_ids(&found.entities),
        );
        add_coreference(
            &mut self.event_coreference,
            &matches.events,
            &event_ids(&gold.events),
            &event_ids(&found.events),
        );
    }
}

fn entity_ids(entities: &[Labelled<EntityType>]) -> Vec<Option<&str>> {
    entities.iter().map(|e| e.id.as_deref()).collect()
}

fn event_ids(events: &[LabelledEvent]) -> Vec<Option<&str>> {
    events.iter().map(|e| e.id.as_deref()).collect()
}

/// Only articles whose gold carries ids say anything of coreference.
fn add_coreference(
    sum: &mut Option<Coreference>,
    matched: &[(usize, usize)],
    gold: &[Option<&str>],
    found: &[Option<&str>],
) {
    if gold.iter().flatten().any(|id| !id.is_empty()) {
        sum.get_or_insert_default().add(matched, gold, found);
    }
}
