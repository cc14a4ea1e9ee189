//! Projections: the same knowledge as a graph of events, of actors or of entities.

use super::{Edge, Kind, Node, Selection, View};
use crate::schema::{EntityType, Role};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Which graph is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Projection {
    /// Events are nodes; their roles, links and what fills them hang on them. Whatever did not happen is marked.
    Events,
    /// From who acts to whom it is done, an edge a pair, weighted by events; sides of symmetric events act on each other.
    Actors,
    /// All entities, joined by facts, and by the events in which both fill a role.
    Entities,
}

impl Projection {
    /// Whether an event loses its node, so that only what happened may count when nothing else is asked for.
    #[must_use]
    pub const fn hides_events(self) -> bool {
        !matches!(self, Self::Events)
    }
}

/// The projection of what the selection shows.
#[must_use]
pub fn project(view: &View, projection: Projection, selection: &Selection) -> View {
    match projection {
        Projection::Events => events(view, selection),
        Projection::Actors => actors(view, selection),
        Projection::Entities => entities(view, selection),
    }
}

/// The shown events, and whatever can be reached from them without passing through an event that is not shown.
fn events(view: &View, selection: &Selection) -> View {
    let mut open: VecDeque<NodeIndex> = view.node_indices().filter(|n| selection.shows(view, *n)).collect();
    let shown: BTreeSet<NodeIndex> = open.iter().copied().collect();
    let mut kept = shown.clone();
    while let Some(n) = open.pop_front() {
        for next in view.neighbors(n) {
            let admitted = shown.contains(&next) || selection.admits(&view[next]);
            if admitted && kept.insert(next) {
                open.push_back(next);
            }
        }
    }
    view.filter_map(|n, node| kept.contains(&n).then(|| node.clone()), |_, edge| Some(edge.clone()))
}

/// What a pair of entities has in common: the events, with their types and days.
#[derive(Default)]
struct Common<'v> {
    events: BTreeMap<&'v str, &'v Node>,
}

impl Common<'_> {
    fn edge(&self, property: &'static str) -> Edge {
        let mut types: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut values = BTreeMap::new();
        for event in self.events.values() {
            *types.entry(event.kind.name()).or_default() += 1;
        }
        let day = |name| self.events.values().filter_map(move |event| event.values.get(name));
        if let (Some(begin), Some(end)) = (day("begin").min(), day("end").max()) {
            values.insert("begin", begin.clone());
            values.insert("end", end.clone());
        }
        let types: Vec<String> = types.into_iter().map(|(name, count)| format!("{name} {count}")).collect();
        values.insert("types", types.join(", "));
        Edge { property, events: self.events.keys().map(|iri| (*iri).to_owned()).collect(), values }
    }
}

type Pairs<'v> = BTreeMap<(NodeIndex, NodeIndex), Common<'v>>;

fn actors(view: &View, selection: &Selection) -> View {
    let mut pairs = Pairs::new();
    for event in view.node_indices().filter(|n| selection.shows(view, *n)) {
        let fillers = fillers(view, selection, event);
        let having = |roles: &[Role]| -> BTreeSet<NodeIndex> {
            let is_actor = |n: NodeIndex| {
                use EntityType::{Group, Organization, Person, Place};
                // A place acts where its name stands for the state or its people.
                matches!(view[n].kind, Kind::Entity(Person | Organization | Group | Place))
            };
            fillers.iter().filter(|(role, n)| roles.contains(role) && is_actor(*n)).map(|(_, n)| *n).collect()
        };
        let (agents, sides) = (having(&[Role::Agent]), having(&[Role::Participant]));
        let targets = having(&[Role::Patient, Role::Addressee]);
        let from_agents = agents.iter().flat_map(|from| targets.iter().chain(&sides).map(move |to| (*from, *to)));
        let between_sides = sides.iter().flat_map(|from| sides.iter().chain(&targets).map(move |to| (*from, *to)));
        for pair in from_agents.chain(between_sides).filter(|(from, to)| from != to) {
            pairs.entry(pair).or_default().events.insert(&view[event].iri, &view[event]);
        }
    }
    let kept = pairs.keys().flat_map(|(from, to)| [*from, *to]).collect();
    joined(view, &kept, &pairs, "actsOn", Vec::new())
}

fn entities(view: &View, selection: &Selection) -> View {
    let mut pairs = Pairs::new();
    let mut kept: BTreeSet<NodeIndex> = BTreeSet::new();
    for event in view.node_indices().filter(|n| selection.shows(view, *n)) {
        // In the order of the roles, so that who acts stands before whom it is done to.
        let mut order: Vec<NodeIndex> = Vec::new();
        for (_, n) in fillers(view, selection, event) {
            if !order.contains(&n) {
                order.push(n);
            }
        }
        kept.extend(&order);
        for (i, from) in order.iter().enumerate() {
            for to in &order[i + 1..] {
                pairs.entry((*from, *to)).or_default().events.insert(&view[event].iri, &view[event]);
            }
        }
    }
    let is_entity = |n: &NodeIndex| matches!(view[*n].kind, Kind::Entity(_)) && selection.admits(&view[*n]);
    if !selection.asks_for_events() {
        kept.extend(view.node_indices().filter(is_entity));
    }
    let facts = view
        .edge_references()
        .filter(|e| kept.contains(&e.source()) && kept.contains(&e.target()))
        .map(|e| (e.source(), e.target(), e.weight().clone()))
        .collect();
    joined(view, &kept, &pairs, "together", facts)
}

/// Which entities fill which role of an event: sorted by role, then by IRI. A phrase stands for the entities that it
/// names.
fn fillers(view: &View, selection: &Selection, event: NodeIndex) -> BTreeSet<(Role, NodeIndex)> {
    let mut found = BTreeSet::new();
    for edge in view.edges(event) {
        let Ok(role) = edge.weight().property.parse::<Role>() else { continue };
        let filler = edge.target();
        let inside = view.edges(filler).filter(|e| e.weight().property == "names").map(|e| e.target());
        let entities: Vec<NodeIndex> = match view[filler].kind {
            Kind::Entity(_) => vec![filler],
            Kind::Phrase => inside.collect(),
            Kind::Event(_) => Vec::new(),
        };
        found.extend(entities.into_iter().filter(|n| selection.admits(&view[*n])).map(|n| (role, n)));
    }
    found
}

fn joined(
    view: &View,
    kept: &BTreeSet<NodeIndex>,
    pairs: &Pairs<'_>,
    property: &'static str,
    others: Vec<(NodeIndex, NodeIndex, Edge)>,
) -> View {
    let mut graph = View::new();
    // Indices grow with the IRIs, so the nodes stay sorted.
    let index: BTreeMap<NodeIndex, NodeIndex> = kept.iter().map(|n| (*n, graph.add_node(view[*n].clone()))).collect();
    let pairs = pairs.iter().map(|((from, to), common)| (*from, *to, common.edge(property)));
    let edges: BTreeSet<(NodeIndex, NodeIndex, Edge)> = others.into_iter().chain(pairs).collect();
    for (from, to, edge) in edges {
        if let (Some(from), Some(to)) = (index.get(&from), index.get(&to)) {
            graph.add_edge(*from, *to, edge);
        }
    }
    graph
}
