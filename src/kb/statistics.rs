//! What a knowledge base holds, counted.
//!
//! Events and entities are counted as the articles tell them, and beside it how many of them are distinct when the
//! events and entities of different articles have been linked ([`super::links`]).

use super::error::KbError;
use super::lookup::Lookup;
use super::{KnowledgeBase, links};
use crate::rdf::iri;
use crate::rdf::terms::{dct, kb, local_name};
use crate::schema::{EntityType, EventType, FactProperty, LinkProperty, Modality, Polarity};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::collections::BTreeMap;
use std::hash::Hash;

/// All counts. Maps are sorted by name and leave out what does not occur.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statistics {
    /// How many articles there are.
    pub articles: usize,
    /// How many statements, the vocabulary aside; one that several articles repeat counts once.
    pub statements: usize,
    /// Whether events and entities of different articles are linked, and whether that is up to date.
    pub links: links::State,
    /// All events.
    pub events: Count,
    /// Events by type.
    pub events_by_type: BTreeMap<&'static str, Count>,
    /// Events by polarity, then by modality.
    pub events_by_factuality: BTreeMap<&'static str, BTreeMap<&'static str, usize>>,
    /// How many events are told in the name of somebody.
    pub attributed_events: usize,
    /// All entities.
    pub entities: Count,
    /// Entities by type.
    pub entities_by_type: BTreeMap<&'static str, Count>,
    /// Facts by property.
    pub facts: BTreeMap<&'static str, usize>,
    /// Links between events of one article, by property.
    pub event_links: BTreeMap<&'static str, usize>,
    /// Rules that found something, the busiest first.
    pub rules: Vec<RuleUse>,
}

/// How often something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Count {
    /// Places in the texts.
    pub mentions: usize,
    /// Things, each article's own counted apart.
    pub told: usize,
    /// Things, those of different articles that are linked counted as one; nothing without links.
    pub distinct: Option<usize>,
}

/// What one rule found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleUse {
    /// Its id.
    pub rule: String,
    /// How many mentions, facts and links it made.
    pub found: usize,
    /// The share of its results that gold confirms, when it was measured.
    pub precision: Option<f64>,
    /// How many results were compared with gold.
    pub judged: Option<u32>,
}

type Types<T> = FxHashMap<NamedNode, T>;

impl Statistics {
    /// Counts.
    ///
    /// # Errors
    /// When the knowledge base cannot be read.
    pub fn of(base: &KnowledgeBase) -> Result<Self, KbError> {
        let store = base.load()?;
        let lookup = Lookup::new(&store);
        let state = base.links_state()?;
        let linked = state == links::State::Current;
        let (events, entities) = (typed::<EventType>(lookup)?, typed::<EntityType>(lookup)?);
        let mut event_mentions = FxHashMap::default();
        for quad in lookup.with(kb::MENTION) {
            if let NamedOrBlankNode::NamedNode(event) = quad?.subject {
                *event_mentions.entry(event).or_default() += 1;
            }
        }
        let mut entity_mentions = FxHashMap::default();
        for quad in lookup.with(kb::REFERS_TO) {
            if let Term::NamedNode(entity) = quad?.object {
                *entity_mentions.entry(entity).or_default() += 1;
            }
        }
        let same_events = linked.then(|| groups(lookup, kb::HAPPENING)).transpose()?;
        let same_entities = linked.then(|| groups(lookup, kb::SAME_ENTITY)).transpose()?;
        let vocabulary = NamedNodeRef::new_unchecked(iri::VOCABULARY_GRAPH);
        let link_graph = NamedNodeRef::new_unchecked(iri::LINKS_GRAPH);
        let beside = |graph: NamedNodeRef<'_>| store.quads_for_pattern(None, None, None, Some(graph.into())).count();
        Ok(Self {
            articles: base.list()?.len(),
            statements: store.len()? - beside(vocabulary) - beside(link_graph),
            links: state,
            events: count(&events, &event_mentions, same_events.as_ref(), |_| true),
            events_by_type: by_type(EventType::ALL, |t| t.name(), &events, &event_mentions, same_events.as_ref()),
            events_by_factuality: factuality(lookup, &events)?,
            attributed_events: attributed(lookup, &events)?,
            entities: count(&entities, &entity_mentions, same_entities.as_ref(), |_| true),
            entities_by_type: by_type(
                EntityType::ALL,
                |t| t.name(),
                &entities,
                &entity_mentions,
                same_entities.as_ref(),
            ),
            facts: statements(lookup, kb::FACT, FactProperty::ALL.iter().map(|p| p.name()))?,
            event_links: statements(lookup, kb::LINK, LinkProperty::ALL.iter().map(|p| p.name()))?,
            rules: rules(lookup)?,
        })
    }
}

/// Things with their type out of one list of the schema.
fn typed<T: std::str::FromStr>(lookup: Lookup<'_>) -> Result<Types<T>, KbError> {
    let mut found = Types::default();
    for quad in lookup.with(rdf::TYPE) {
        let quad = quad?;
        if let (NamedOrBlankNode::NamedNode(thing), Term::NamedNode(class)) = (quad.subject, quad.object)
            && let Some(kind) = local_name(class.as_str()).and_then(|name| name.parse().ok())
        {
            found.insert(thing, kind);
        }
    }
    Ok(found)
}

/// For every linked thing, what stands for its whole group.
fn groups(lookup: Lookup<'_>, property: NamedNodeRef<'_>) -> Result<FxHashMap<NamedNode, NamedNode>, KbError> {
    let mut found = FxHashMap::default();
    for quad in lookup.with(property) {
        let quad = quad?;
        if let (NamedOrBlankNode::NamedNode(thing), Term::NamedNode(group)) = (quad.subject, quad.object) {
            found.insert(thing, group);
        }
    }
    Ok(found)
}

fn count<T: Copy>(
    things: &Types<T>,
    mentions: &FxHashMap<NamedNode, usize>,
    groups: Option<&FxHashMap<NamedNode, NamedNode>>,
    wanted: impl Fn(T) -> bool,
) -> Count {
    let of_kind = || things.iter().filter(|(_, kind)| wanted(**kind)).map(|(thing, _)| thing);
    let distinct = groups.map(|groups| {
        let group = |thing| groups.get(thing).unwrap_or(thing);
        of_kind().map(group).collect::<FxHashSet<_>>().len()
    });
    let mentions = of_kind().filter_map(|thing| mentions.get(thing)).sum();
    Count { mentions, told: of_kind().count(), distinct }
}

fn by_type<T: Copy + Eq + Hash>(
    all: &[T],
    name: impl Fn(T) -> &'static str,
    things: &Types<T>,
    mentions: &FxHashMap<NamedNode, usize>,
    groups: Option<&FxHashMap<NamedNode, NamedNode>>,
) -> BTreeMap<&'static str, Count> {
    let counted = all.iter().map(|kind| (name(*kind), count(things, mentions, groups, |other| other == *kind)));
    counted.filter(|(_, count)| count.told > 0).collect()
}

fn factuality(
    lookup: Lookup<'_>,
    events: &Types<EventType>,
) -> Result<BTreeMap<&'static str, BTreeMap<&'static str, usize>>, KbError> {
    let mut found: BTreeMap<_, BTreeMap<_, usize>> = BTreeMap::new();
    for event in events.keys() {
        let polarity = lookup.name(event, kb::POLARITY)?.and_then(|name| name.parse::<Polarity>().ok());
        let modality = lookup.name(event, kb::MODALITY)?.and_then(|name| name.parse::<Modality>().ok());
        if let (Some(polarity), Some(modality)) = (polarity, modality) {
            *found.entry(polarity.name()).or_default().entry(modality.name()).or_default() += 1;
        }
    }
    Ok(found)
}

fn attributed(lookup: Lookup<'_>, events: &Types<EventType>) -> Result<usize, KbError> {
    let mut found = FxHashSet::default();
    for quad in lookup.with(kb::ATTRIBUTED_TO) {
        if let NamedOrBlankNode::NamedNode(thing) = quad?.subject
            && events.contains_key(&thing)
        {
            found.insert(thing);
        }
    }
    Ok(found.len())
}

/// How many facts or links there are of each property.
fn statements(
    lookup: Lookup<'_>,
    class: NamedNodeRef<'_>,
    names: impl Iterator<Item = &'static str>,
) -> Result<BTreeMap<&'static str, usize>, KbError> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for statement in lookup.subjects(rdf::TYPE, class)? {
        if let Some(name) = lookup.name(&statement, rdf::PREDICATE)? {
            *counts.entry(name).or_default() += 1;
        }
    }
    Ok(names.filter_map(|name| Some((name, counts.get(name).copied()?))).collect())
}

fn rules(lookup: Lookup<'_>) -> Result<Vec<RuleUse>, KbError> {
    let mut counts: BTreeMap<NamedNode, usize> = BTreeMap::new();
    for quad in lookup.with(kb::RULE) {
        if let Term::NamedNode(rule) = quad?.object {
            *counts.entry(rule).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for (node, count) in counts {
        found.push(RuleUse {
            rule: lookup.text(&node, dct::IDENTIFIER)?.unwrap_or_else(|| node.as_str().to_owned()),
            found: count,
            precision: lookup.number(&node, kb::PRECISION)?,
            judged: lookup.number(&node, kb::JUDGED)?,
        });
    }
    found.sort_by(|a, b| b.found.cmp(&a.found).then_with(|| a.rule.cmp(&b.rule)));
    Ok(found)
}
