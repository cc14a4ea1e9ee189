//! What of a view is wanted: which events, which entities.

use super::{Kind, Node, View};
use crate::rules::Orthography;
use crate::schema::{EntityType, EventType, Modality, Polarity};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeSet, VecDeque};

/// Which events and entities are shown. Empty and absent means: whatever.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Types of events.
    pub events: BTreeSet<EventType>,
    /// Types of entities.
    pub entities: BTreeSet<EntityType>,
    /// Asserted or denied.
    pub polarities: BTreeSet<Polarity>,
    /// Happened, planned, possible.
    pub modalities: BTreeSet<Modality>,
    /// Events that end on this day or later, `YYYY-MM-DD`; an event without a day is left out.
    pub from: Option<String>,
    /// Events that begin on this day or earlier.
    pub to: Option<String>,
    /// Events in which one of these takes part: alone, named in a phrase, or as a member of a group.
    pub taking_part: BTreeSet<NodeIndex>,
    /// Whether phrases that fill roles are left out.
    pub without_phrases: bool,
}

impl Selection {
    /// Whether an event is shown.
    #[must_use]
    pub fn shows(&self, view: &View, event: NodeIndex) -> bool {
        let node = &view[event];
        let Kind::Event(kind) = node.kind else { return false };
        self.has_standing(node)
            && (self.events.is_empty() || self.events.contains(&kind))
            && self.has_day(node)
            && (self.taking_part.is_empty() || self.involves(view, event))
    }

    /// Whether it asks for some events only, apart from whether they happened.
    #[must_use]
    pub fn asks_for_events(&self) -> bool {
        !self.events.is_empty() || self.from.is_some() || self.to.is_some() || !self.taking_part.is_empty()
    }

    /// Whether an entity or a phrase is shown.
    #[must_use]
    pub fn admits(&self, node: &Node) -> bool {
        match node.kind {
            Kind::Entity(kind) => self.entities.is_empty() || self.entities.contains(&kind),
            Kind::Phrase => !self.without_phrases,
            Kind::Event(_) => false,
        }
    }

    fn has_standing(&self, node: &Node) -> bool {
        let value = |name| node.values.get(name).map_or("", String::as_str);
        let polarity = self.polarities.is_empty() || self.polarities.iter().any(|p| p.name() == value("polarity"));
        polarity && (self.modalities.is_empty() || self.modalities.iter().any(|m| m.name() == value("modality")))
    }

    fn has_day(&self, node: &Node) -> bool {
        // Days as `YYYY-MM-DD` are in the order of their characters.
        let reaches = |name, bound: &Option<String>, holds: fn(&str, &str) -> bool| match bound {
            Some(bound) => node.values.get(name).is_some_and(|day| holds(day, bound)),
            None => true,
        };
        reaches("end", &self.from, |day, from| day >= from) && reaches("begin", &self.to, |day, to| day <= to)
    }

    fn involves(&self, view: &View, event: NodeIndex) -> bool {
        let mut open: VecDeque<NodeIndex> =
            view.neighbors(event).filter(|n| !matches!(view[*n].kind, Kind::Event(_))).collect();
        let mut seen: BTreeSet<NodeIndex> = open.iter().copied().collect();
        while let Some(n) = open.pop_front() {
            if self.taking_part.contains(&n) {
                return true;
            }
            for edge in view.edges(n).filter(|e| matches!(e.weight().property, "names" | "member")) {
                let inner = petgraph::visit::EdgeRef::target(&edge);
                if seen.insert(inner) {
                    open.push_back(inner);
                }
            }
        }
        false
    }
}

/// The entities of this name, in any spelling, Persian or English; or the node with this IRI, in full or below
/// `https://w3id.org/khabar/id/`.
#[must_use]
pub fn named(view: &View, name: &str, orthography: &Orthography) -> BTreeSet<NodeIndex> {
    let iri = format!("{}{name}", crate::rdf::iri::THINGS);
    let exact: BTreeSet<NodeIndex> =
        view.node_indices().filter(|n| view[*n].iri == name || view[*n].iri == iri).collect();
    if !exact.is_empty() {
        return exact;
    }
    let key = orthography.key(name.trim());
    let english = name.trim().to_lowercase();
    view.node_indices()
        .filter(|n| {
            let node = &view[*n];
            let is_called = orthography.key(&node.label) == key
                || node.values.get("english").is_some_and(|label| label.to_lowercase() == english);
            matches!(node.kind, Kind::Entity(_)) && is_called
        })
        .collect()
}

/// Names that contain the words: what to propose when nothing has the name itself. At most five.
#[must_use]
pub fn alike(view: &View, name: &str, orthography: &Orthography) -> Vec<String> {
    let key = orthography.key(name.trim());
    let words: Vec<&str> = key.split_whitespace().collect();
    let mut found: BTreeSet<(usize, &str)> = BTreeSet::new();
    for node in view.node_weights().filter(|n| matches!(n.kind, Kind::Entity(_))) {
        let label = orthography.key(&node.label);
        let shared = words.iter().filter(|word| label.contains(**word)).count();
        if shared > 0 {
            found.insert((words.len() - shared, &node.label));
        }
    }
    let mut labels: Vec<String> = Vec::new();
    for (_, label) in found {
        if !labels.iter().any(|l| l == label) && labels.len() < 5 {
            labels.push(label.to_owned());
        }
    }
    labels
}
