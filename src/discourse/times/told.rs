//! Times that count from what the article told before: «همان روز», «روز بعد», «دو روز پس از این حادثه».
//!
//! Only a single day that an event has is counted from, and only when no other time stands between. What that day rests
//! on, the day that is counted rests on, too: «stated, told before».

use super::parts::{self, Part};
use super::{Day, date};
use crate::discourse::ReadSentence;
use crate::discourse::entities::Registry;
use crate::knowledge::{Days, EntityIndex, Event};
use crate::rules::Pack;
use crate::schema::{EntityType, Modality, Polarity, Role};

/// How many sentences back the day may stand that a time counts from.
const WINDOW: usize = 3;

/// A time that counts from something told.
struct Told {
    parts: Vec<Part>,
    sign: i32,
    /// The event it counts from; otherwise the last day that was told.
    event: Option<usize>,
}

/// Gives such times their days, in text order, so that one may count from another.
pub(super) fn resolve(sentences: &[ReadSentence], pack: &Pack, registry: &mut Registry<'_>, events: &[Event]) {
    let happened: Vec<EntityIndex> = events
        .iter()
        .flat_map(|e| &e.mentions)
        .filter(|m| m.modality == Modality::Actual && m.polarity == Polarity::Positive)
        .flat_map(|m| &m.arguments)
        .filter(|a| a.role == Role::Time)
        .filter_map(|a| a.entity)
        .collect();
    let mut last: Option<(usize, Option<Days>)> = None;
    for (s, read) in sentences.iter().enumerate() {
        for (m, mention) in read.mentions.iter().enumerate().filter(|(_, m)| m.kind == EntityType::Time) {
            let Some(entity) = registry.of_mention(s, m) else { continue };
            if registry.days(entity).is_none()
                && let Some(told) = read_told(read, mention.words.clone(), pack, events)
            {
                let base = match told.event {
                    Some(event) => events[event].days.clone(),
                    None => last.clone().filter(|(at, _)| s - at < WINDOW).and_then(|(_, days)| days),
                };
                if let Some((day, basis)) = base.as_ref().and_then(single)
                    && let Some(period) = date::from_told(&told.parts, day, told.sign)
                    && let Some(days) = super::days(period, counted(basis))
                {
                    registry.set_days(entity, days);
                }
            }
            let words = &read.sentence.words[mention.words.clone()];
            if !counts_nothing(read, words, pack) || registry.days(entity).is_some() {
                last = Some((s, registry.days(entity).cloned().filter(|_| happened.contains(&entity))));
            }
        }
    }
}

/// How a time counts from something told, when it does.
fn read_told(read: &ReadSentence, words: std::ops::Range<usize>, pack: &Pack, events: &[Event]) -> Option<Told> {
    let all = &read.sentence.words;
    let key = |w: usize| pack.orthography.key(all[w].span.of(read.text()));
    let parts = |words: &[crate::analysis::Word]| parts::parts(read.text(), words, pack);
    let class = |name: &str| pack.lexicon.classes.get(name);
    if let Some(next) = all.get(words.end).filter(|w| w.is(class("role-before").with(class("role-after")))) {
        let sign = if next.is(class("role-after")) { 1 } else { -1 };
        let event = event_after(read, words.end + 1, events)?;
        return Some(Told { parts: parts(&all[words])?, sign, event: Some(event) });
    }
    if pack.times.is_narrative(&key(words.end - 1)) {
        let counted = &all[words.start..words.end - 1];
        return Some(Told { parts: parts(counted)?, sign: 1, event: None });
    }
    let pointed = words.clone().find(|w| pack.times.is_same(&key(*w)))?;
    // «فردای آن روز»
    if pointed == words.start + 1 && pack.times.is_day_after(&key(words.start)) {
        return Some(Told { parts: parts(&all[pointed + 1..words.end])?, sign: 1, event: None });
    }
    let rest = [&all[words.start..pointed], &all[pointed + 1..words.end]].concat();
    Some(Told { parts: parts(&rest)?, sign: 0, event: None })
}

/// The event that is told at a word, or at the noun after its demonstrative.
fn event_after(read: &ReadSentence, at: usize, events: &[Event]) -> Option<usize> {
    let words = read.sentence.words.get(at..(at + 2).min(read.sentence.words.len()))?;
    let told = |w: &crate::analysis::Word| {
        let here = |e: &Event| e.mentions.iter().any(|m| m.trigger.start == w.span.start);
        events.iter().position(here)
    };
    let event = words.iter().find_map(told)?;
    let happened = events[event].modality == Modality::Actual && events[event].polarity == Polarity::Positive;
    happened.then_some(event)
}

/// The day of a time that is a single one, and what it rests on.
fn single(days: &Days) -> Option<(Day, String)> {
    let day = Day::parse(&days.first).filter(|_| days.first == days.last)?;
    Some((day, days.basis.clone()))
}

fn counted(basis: String) -> String {
    const COUNTED: &str = ", told before";
    if basis.ends_with(COUNTED) { basis } else { basis + COUNTED }
}

/// A time of the clock or a duration: what is told after it may still count from the day before it.
fn counts_nothing(read: &ReadSentence, words: &[crate::analysis::Word], pack: &Pack) -> bool {
    parts::parts(read.text(), words, pack).is_some_and(|parts| {
        let clock = super::date::without_clock(&parts).is_empty();
        clock || matches!(parts[..], [Part::Number(..), Part::Unit(..)])
    })
}
