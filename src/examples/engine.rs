//! Examples of the parts of the engine: mentions, facts and links that carry the id of the part.

use super::{Outcome, listed, outcome, read};
use crate::knowledge::{Fact, FactValue, Knowledge, Link};
use crate::rules::Pack;
use crate::rules::engine::{EngineRule, EngineYield, FILE};

/// What a part gives in a text: the words of a mention, or of both ends of a statement all that name them.
enum Found<'k> {
    Mention(&'k str),
    Statement(Vec<&'k str>, &'static str, Vec<&'k str>),
}

impl Found<'_> {
    fn is(&self, wanted: &EngineYield) -> bool {
        match (self, wanted) {
            (Found::Mention(text), EngineYield::Mention(words)) => text == words,
            (Found::Statement(from, property, to), EngineYield::Statement([one, name, other])) => {
                property == name && from.contains(&one.as_str()) && to.contains(&other.as_str())
            }
            _ => false,
        }
    }

    fn told(&self) -> String {
        let first = |names: &[&str]| names.first().copied().unwrap_or_default().to_owned();
        match self {
            Found::Mention(text) => (*text).to_owned(),
            Found::Statement(from, property, to) => format!("{} {property} {}", first(from), first(to)),
        }
    }
}

pub(super) fn run(pack: &Pack, part: &EngineRule) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for example in &part.examples {
        let knowledge = read(pack, example.text.get_ref());
        let found = found(&knowledge, &part.id);
        let all: Vec<String> = found.iter().map(Found::told).collect();
        let missing = example.yields.get_ref().iter().filter(|wanted| !found.iter().any(|f| f.is(wanted)));
        let faults = missing.map(|wanted| format!("expected {}, found {}", told(wanted), listed(&all))).collect();
        let by = if found.is_empty() { Vec::new() } else { vec![part.id.clone()] };
        let made = outcome(&part.id, FILE, &example.text, &example.pending, faults);
        outcomes.push(Outcome { by: by.into_iter().collect(), ..made });
    }
    for counterexample in &part.counterexamples {
        let knowledge = read(pack, counterexample.text.get_ref());
        let faults = found(&knowledge, &part.id);
        let faults = faults.iter().map(|f| format!("found “{}” by {}, which is none", f.told(), part.id)).collect();
        outcomes.push(outcome(&part.id, FILE, &counterexample.text, &counterexample.pending, faults));
    }
    outcomes
}

fn told(wanted: &EngineYield) -> String {
    match wanted {
        EngineYield::Mention(words) => format!("“{words}”"),
        EngineYield::Statement(parts) => format!("“{}”", parts.join(" ")),
    }
}

fn found<'k>(knowledge: &'k Knowledge, id: &str) -> Vec<Found<'k>> {
    let text = knowledge.article.text.as_str();
    let mentions = knowledge.entities.iter().flat_map(|e| &e.mentions).filter(|m| m.rule == id);
    let facts = knowledge.facts.iter().filter(|f| f.rule == id).map(|fact| statement(knowledge, fact));
    let links = knowledge.links.iter().filter(|l| l.rule == id).map(|link| connection(knowledge, link));
    mentions.map(|m| Found::Mention(m.span.of(text))).chain(facts).chain(links).collect()
}

fn statement<'k>(knowledge: &'k Knowledge, fact: &'k Fact) -> Found<'k> {
    let text = knowledge.article.text.as_str();
    // An entity that the article does not mention itself has its label alone.
    let names = |index| {
        let entity = knowledge.entity(index);
        let mut names: Vec<&str> = entity.mentions.iter().map(|m| m.span.of(text)).collect();
        names.push(&entity.label);
        names
    };
    let value = match &fact.value {
        FactValue::Text(words) => vec![words.as_str()],
        FactValue::Entity(index) => names(*index),
    };
    Found::Statement(names(fact.subject), fact.property.name(), value)
}

fn connection<'k>(knowledge: &'k Knowledge, link: &Link) -> Found<'k> {
    let text = knowledge.article.text.as_str();
    let triggers = |index| knowledge.event(index).mentions.iter().map(|m| m.trigger.of(text)).collect::<Vec<_>>();
    Found::Statement(triggers(link.from), link.property.name(), triggers(link.to))
}
