//! Times become days: what the calendar and the day of publication say of «12 Mehr» and «last week».
//!
//! Nothing asks a clock. What is complete in the text rests on the text (`stated`); everything else counts from the
//! day of publication (`publication`), or from the date with which the article begins (`dateline`), or stays as it is.

mod date;
mod parts;
mod told;

use super::ReadSentence;
use super::entities::Registry;
use crate::article::Article;
use crate::calendar::{Day, Period};
use crate::knowledge::{Days, EntityIndex, Event};
use crate::rules::Pack;
use crate::rules::times::TimeWord;
use crate::schema::{EntityType, EventType, Modality, Role};
use crate::span::Span;
use date::{Anchor, Found, Toward};

/// How many words may stand before the date of a dateline, and in how many sentences it is looked for.
const DATELINE_WORDS: usize = 4;
const DATELINE_SENTENCES: usize = 2;

/// A mention of a time with its parts.
struct Time {
    sentence: usize,
    mention: usize,
    entity: EntityIndex,
    parts: Vec<parts::Part>,
    toward: Toward,
}

/// Gives times their days, and events the days of their times.
pub(super) fn resolve(
    article: &Article,
    sentences: &[ReadSentence],
    pack: &Pack,
    registry: &mut Registry<'_>,
    events: &mut [Event],
) {
    let times = times(sentences, pack, registry, events);
    let published = article.published.as_deref().and_then(Day::parse);
    let (day, basis) = match published {
        Some(day) => (Some(day), "publication"),
        None => (dateline(&times, sentences, pack), "dateline"),
    };
    let found: Vec<Option<Found>> =
        times.iter().map(|t| date::resolve(&t.parts, Anchor { day, toward: t.toward, rules: &pack.times })).collect();
    for (n, time) in times.iter().enumerate() {
        let Some(found) = beside(&times, &found, n, sentences).or(found[n]) else { continue };
        let basis = if found.relative { basis } else { "stated" };
        let basis = if found.estimate { format!("{basis}, lunar table") } else { basis.to_owned() };
        if let Some(days) = days(found.period, basis) {
            registry.set_days(time.entity, days);
        }
    }
    give_days(events, &article.text, registry, pack);
    told::resolve(sentences, pack, registry, events);
    give_days(events, &article.text, registry, pack);
}

fn give_days(events: &mut [Event], text: &str, registry: &Registry<'_>, pack: &Pack) {
    for event in events {
        event.days = days_of(event, text, registry, pack);
    }
}

fn days(period: Period, basis: String) -> Option<Days> {
    Some(Days { first: period.from.written()?, last: period.to.written()?, basis })
}

/// All mentions of times whose words are understood.
fn times(sentences: &[ReadSentence], pack: &Pack, registry: &Registry<'_>, events: &[Event]) -> Vec<Time> {
    let planned: Vec<EntityIndex> = events
        .iter()
        .flat_map(|e| &e.mentions)
        .filter(|m| m.modality == Modality::Planned)
        .flat_map(|m| &m.arguments)
        .filter(|a| a.role == Role::Time)
        .filter_map(|a| a.entity)
        .collect();
    let mut found = Vec::new();
    for (sentence, read) in sentences.iter().enumerate() {
        for (mention, m) in read.mentions.iter().enumerate().filter(|(_, m)| m.kind == EntityType::Time) {
            let Some(entity) = registry.of_mention(sentence, mention) else { continue };
            let key = |w: usize| read.sentence.words.get(w).map(|w| pack.orthography.key(w.span.of(read.text())));
            let elsewhere = key(m.words.end).is_some_and(|k| pack.times.starts_elsewhere(&k));
            let narrative = key(m.words.end - 1).is_some_and(|k| pack.times.is_narrative(&k));
            let Some(parts) = parts::parts(read.text(), &read.sentence.words[m.words.clone()], pack) else { continue };
            // «three days before the vote», not «yesterday from Tehran».
            let counts = parts.last() == Some(&parts::Part::Word(TimeWord::Ago));
            if narrative || (elsewhere && counts) {
                continue;
            }
            let toward = if planned.contains(&entity) { Toward::Future } else { Toward::Past };
            found.push(Time { sentence, mention, entity, parts, toward });
        }
    }
    found
}

/// The date with which the article begins: complete, near the start of a sentence, and set off by a mark or the end.
fn dateline(times: &[Time], sentences: &[ReadSentence], pack: &Pack) -> Option<Day> {
    let complete = |t: &&Time| {
        let read = &sentences[t.sentence];
        let words = &read.mentions[t.mention].words;
        let set_off = read.sentence.words.get(words.end).is_none_or(|w| w.mark.is_some());
        t.sentence < DATELINE_SENTENCES && words.start <= DATELINE_WORDS && set_off
    };
    let stated = |t: &Time| date::resolve(&t.parts, Anchor { day: None, toward: t.toward, rules: &pack.times });
    times.iter().filter(complete).filter_map(stated).find(|f| f.period.is_day() && !f.estimate).map(|f| f.period.from)
}

/// «Monday (12 Mehr)»: the weekday is that of the date beside it, when the two agree.
fn beside(times: &[Time], found: &[Option<Found>], n: usize, sentences: &[ReadSentence]) -> Option<Found> {
    let weekday = times[n].parts.iter().find_map(|p| match p {
        parts::Part::Weekday(day) => Some(*day),
        _ => None,
    })?;
    if times[n].parts.iter().any(|p| !matches!(p, parts::Part::Weekday(_) | parts::Part::Unit(1, parts::Unit::Day))) {
        return None;
    }
    let next = times.get(n + 1).filter(|t| t.sentence == times[n].sentence)?;
    let read = &sentences[next.sentence];
    let between = read.mentions[times[n].mention].words.end..read.mentions[next.mention].words.start;
    let joined = read.sentence.words.get(between)?.iter().all(|w| w.mark.is_some());
    found[n + 1].filter(|f| joined && f.period.is_day() && f.period.from.weekday() == weekday)
}

/// The narrowest time of an event that says when it was, and not since when or until when.
fn days_of(event: &Event, text: &str, registry: &Registry<'_>, pack: &Pack) -> Option<Days> {
    let bound = |span: Span| {
        let before = text.get(..span.start).and_then(|t| t.split_whitespace().next_back());
        let first = span.of(text).split_whitespace().next();
        // What is put off to a day is not put off on that day.
        let moved = before.filter(|_| event.kind == EventType::Stop);
        before.into_iter().chain(first).any(|w| pack.times.is_bound(&pack.orthography.key(w)))
            || moved.is_some_and(|w| pack.times.is_moved(&pack.orthography.key(w)))
    };
    event
        .mentions
        .iter()
        .flat_map(|m| &m.arguments)
        .filter(|a| a.role == Role::Time && !bound(a.span))
        .filter_map(|a| registry.days(a.entity?))
        .min_by_key(|d| (length(d), d.first.clone()))
        .cloned()
}

fn length(days: &Days) -> i64 {
    match (Day::parse(&days.first), Day::parse(&days.last)) {
        (Some(first), Some(last)) => last.since(first),
        _ => i64::MAX,
    }
}

#[cfg(test)]
mod tests;
