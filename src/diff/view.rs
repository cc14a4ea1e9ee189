//! What one side says of an article, taken out of its statements.

use crate::rdf::terms::{kb, local_name, nif, oa};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use serde::Serialize;
use std::collections::BTreeMap;

/// Mentions of events and statements of an article, in the order of its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// Mentions of events.
    pub events: Vec<EventView>,
    /// Facts of entities and links of events.
    pub facts: Vec<FactView>,
}

/// A mention of an event, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventView {
    /// The line of the article, from 1.
    pub line: usize,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The words that tell it.
    pub trigger: String,
    /// Its rule.
    pub rule: String,
    /// `positive` or `negative`.
    pub polarity: String,
    /// `actual`, `planned` or `possible`.
    pub modality: String,
    /// Who says so; empty when nobody is named.
    pub attributed: String,
    /// Fillers in the order of the text, by role.
    pub roles: BTreeMap<String, Vec<String>>,
    /// The sentence.
    pub sentence: String,
    /// Where the trigger begins and ends in the sentence, in code points.
    #[serde(skip)]
    pub place: (usize, usize),
}

/// A fact or a link, in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FactView {
    /// What it is said of.
    pub subject: String,
    /// The property.
    pub property: String,
    /// The value.
    pub value: String,
    /// The rule.
    pub rule: String,
}

/// The statements of a side by their subject.
struct Statements<'q>(BTreeMap<&'q str, Vec<(&'q NamedNode, &'q Term)>>);

impl<'q> Statements<'q> {
    fn values(&self, subject: &str, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'q Term> {
        let property = property.as_str().to_owned();
        let of = self.0.get(subject).map_or(&[] as &[_], Vec::as_slice);
        of.iter().filter(move |(p, _)| p.as_str() == property).map(|(_, value)| *value).collect::<Vec<_>>().into_iter()
    }

    fn value(&self, subject: &str, property: NamedNodeRef<'_>) -> Option<&'q Term> {
        self.values(subject, property).next()
    }

    /// The words of a literal, the local name of a term of ours, the last step of another IRI.
    fn name(&self, subject: &str, property: NamedNodeRef<'_>) -> String {
        self.value(subject, property).map_or_else(String::new, |term| match term {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) => {
                let iri = node.as_str();
                local_name(iri).unwrap_or_else(|| iri.rsplit('/').next().unwrap_or(iri)).to_owned()
            }
            Term::BlankNode(node) => node.to_string(),
        })
    }

    fn number(&self, subject: &str, property: NamedNodeRef<'_>) -> usize {
        match self.value(subject, property) {
            Some(Term::Literal(literal)) => literal.value().parse().unwrap_or(0),
            _ => 0,
        }
    }

    /// How a thing is called: its label in the language of the text, else its name.
    fn label(&self, term: &Term) -> String {
        let node = match term {
            Term::NamedNode(node) => node.as_str(),
            Term::Literal(literal) => return literal.value().to_owned(),
            Term::BlankNode(node) => return node.to_string(),
        };
        let labels = self.values(node, rdfs::LABEL).filter_map(|label| match label {
            Term::Literal(label) => Some((label.language() == Some("en"), label.value())),
            _ => None,
        });
        labels.min().map_or_else(|| node.rsplit('/').next().unwrap_or(node).to_owned(), |(_, label)| label.to_owned())
    }
}

impl View {
    /// Reads the statements of one article.
    #[must_use]
    pub fn of(quads: &[Quad]) -> Self {
        let mut by_subject: BTreeMap<&str, Vec<(&NamedNode, &Term)>> = BTreeMap::new();
        let (mut mentions, mut facts, mut text) = (Vec::new(), Vec::new(), "");
        for quad in quads {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            by_subject.entry(subject.as_str()).or_default().push((&quad.predicate, &quad.object));
            let class = quad.predicate == rdf::TYPE;
            let is = |of: NamedNodeRef<'_>| class && matches!(&quad.object, Term::NamedNode(n) if *n == of);
            if is(kb::EVENT_MENTION) {
                mentions.push(subject.as_str());
            } else if is(kb::FACT) || is(kb::LINK) {
                facts.push(subject.as_str());
            } else if quad.predicate == nif::IS_STRING
                && let Term::Literal(literal) = &quad.object
            {
                text = literal.value();
            }
        }
        let statements = Statements(by_subject);
        let mut events: Vec<(usize, EventView)> = mentions.into_iter().map(|m| event(&statements, m, text)).collect();
        events.sort_by(|(a, x), (b, y)| (a, &x.kind, &x.rule).cmp(&(b, &y.kind, &y.rule)));
        let mut facts: Vec<FactView> = facts.into_iter().map(|f| fact(&statements, f)).collect();
        facts.sort();
        Self { events: events.into_iter().map(|(_, event)| event).collect(), facts }
    }
}

fn event(statements: &Statements<'_>, mention: &str, text: &str) -> (usize, EventView) {
    let (start, end) = (statements.number(mention, oa::START), statements.number(mention, oa::END));
    let sentence = statements.value(mention, kb::SENTENCE).and_then(|s| match s {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    });
    let (at, sentence) = sentence.map_or((0, String::new()), |s| {
        (
            statements.number(s, oa::START),
            statements.name(s, oa::EXACT).split_whitespace().collect::<Vec<_>>().join(" "),
        )
    });
    let mut roles: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for argument in statements.values(mention, kb::ARGUMENT) {
        let Term::NamedNode(argument) = argument else { continue };
        let argument = argument.as_str();
        let filler = (statements.number(argument, oa::START), statements.name(argument, oa::EXACT));
        roles.entry(statements.name(argument, kb::ROLE)).or_default().push(filler);
    }
    let in_order = |mut fillers: Vec<(usize, String)>| {
        fillers.sort();
        fillers.into_iter().map(|(_, words)| words).collect()
    };
    let made = EventView {
        line: text.chars().take(start).filter(|c| *c == '\n').count() + 1,
        kind: statements.name(mention, kb::EVENT_TYPE),
        trigger: statements.name(mention, oa::EXACT),
        rule: statements.name(mention, kb::RULE),
        polarity: statements.name(mention, kb::POLARITY),
        modality: statements.name(mention, kb::MODALITY),
        attributed: statements.value(mention, kb::ATTRIBUTED_TO).map_or_else(String::new, |s| statements.label(s)),
        roles: roles.into_iter().map(|(role, fillers)| (role, in_order(fillers))).collect(),
        sentence,
        place: (start.saturating_sub(at), end.saturating_sub(at)),
    };
    (start, made)
}

fn fact(statements: &Statements<'_>, node: &str) -> FactView {
    let label = |property| statements.value(node, property).map_or_else(String::new, |term| statements.label(term));
    FactView {
        subject: label(rdf::SUBJECT),
        property: statements.name(node, rdf::PREDICATE),
        value: label(rdf::OBJECT),
        rule: statements.name(node, kb::RULE),
    }
}
