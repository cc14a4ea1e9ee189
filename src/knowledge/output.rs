//! Knowledge as one line of JSON: the shape of the gold data. Offsets are Unicode code points.

use super::{EntityIndex, FactValue, Knowledge, MentionForm};
use crate::schema::{EntityType, EventType, FactProperty, LinkProperty, Modality, Polarity, Role};
use crate::span::{CodePoints, Span};
use serde::Serialize;

/// One article's entities, events, facts and links.
#[derive(Debug, Serialize)]
pub struct ArticleLine<'k> {
    id: &'k str,
    entities: Vec<EntityLine<'k>>,
    events: Vec<EventLine<'k>>,
    facts: Vec<FactLine<'k>>,
    links: Vec<LinkLine<'k>>,
}

#[derive(Debug, Serialize)]
struct EntityLine<'k> {
    r#type: EntityType,
    text: &'k str,
    start: usize,
    end: usize,
    entity: &'k str,
    rule: &'k str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<ValueLine<'k>>,
}

#[derive(Debug, Serialize)]
struct ValueLine<'k> {
    from: &'k str,
    to: &'k str,
    basis: &'k str,
}

#[derive(Debug, Serialize)]
struct EventLine<'k> {
    r#type: EventType,
    trigger: &'k str,
    start: usize,
    end: usize,
    args: Vec<ArgumentLine<'k>>,
    polarity: Polarity,
    modality: Modality,
    attributed: Option<&'k str>,
    event: &'k str,
    rule: &'k str,
}

#[derive(Debug, Serialize)]
struct ArgumentLine<'k> {
    role: Role,
    text: &'k str,
    start: usize,
    end: usize,
    entity: Option<&'k str>,
}

#[derive(Debug, Serialize)]
struct FactLine<'k> {
    subject: &'k str,
    property: FactProperty,
    value: &'k str,
}

#[derive(Debug, Serialize)]
struct LinkLine<'k> {
    from: &'k str,
    property: LinkProperty,
    to: &'k str,
}

/// What an article says, ready to be serialized.
#[must_use]
pub fn article_line(knowledge: &Knowledge) -> ArticleLine<'_> {
    let text = knowledge.article.text.as_str();
    let points = CodePoints::new(text);
    let key = |e: EntityIndex| knowledge.entity(e).key.as_str();
    let named = |span: Span| (span.of(text), points.range(span));
    let mut entities: Vec<EntityLine<'_>> = knowledge
        .entities
        .iter()
        .flat_map(|e| e.mentions.iter().filter(|m| m.form == MentionForm::Named).map(move |m| (e, m)))
        .map(|(e, m)| {
            let (text, (start, end)) = named(m.span);
            let days = e.identity.days.as_ref();
            let value = days.map(|d| ValueLine { from: &d.first, to: &d.last, basis: &d.basis });
            EntityLine { r#type: e.kind, text, start, end, entity: &e.key, rule: &m.rule, value }
        })
        .collect();
    entities.sort_by_key(|e| (e.start, std::cmp::Reverse(e.end)));
    let mut events: Vec<EventLine<'_>> = knowledge
        .events
        .iter()
        .flat_map(|e| e.mentions.iter().map(move |m| (e, m)))
        .map(|(e, m)| {
            let (trigger, (start, end)) = named(m.trigger);
            let args = m
                .arguments
                .iter()
                .map(|a| {
                    let (text, (start, end)) = named(a.span);
                    let entity = a.entity.map(key).or_else(|| a.event.map(|v| knowledge.event(v).key.as_str()));
                    ArgumentLine { role: a.role, text, start, end, entity }
                })
                .collect();
            EventLine {
                r#type: m.kind,
                trigger,
                start,
                end,
                args,
                polarity: m.polarity,
                modality: m.modality,
                attributed: m.attributed.as_ref().map(|s| s.span.of(text)),
                event: &e.key,
                rule: &m.rule,
            }
        })
        .collect();
    events.sort_by_key(|e| (e.start, e.end));
    let facts = knowledge
        .facts
        .iter()
        .map(|f| FactLine {
            subject: key(f.subject),
            property: f.property,
            value: match &f.value {
                FactValue::Text(text) => text,
                FactValue::Entity(entity) => key(*entity),
            },
        })
        .collect();
    let links = knowledge
        .links
        .iter()
        .map(|l| LinkLine { from: &knowledge.event(l.from).key, property: l.property, to: &knowledge.event(l.to).key })
        .collect();
    ArticleLine { id: &knowledge.article.id, entities, events, facts, links }
}

/// The line of JSON, without a line end.
///
/// # Errors
/// Never for knowledge that the program made; serde_json asks for the `Result`.
pub fn line(knowledge: &Knowledge) -> serde_json::Result<String> {
    serde_json::to_string(&article_line(knowledge))
}
