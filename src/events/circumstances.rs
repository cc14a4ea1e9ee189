//! Where and when: what belongs to the happening that is told and what to the telling, and how far a time reaches.

use super::control::taken_up_by_demonstrative;
use super::slots::{Candidate, Place, Scene};
use crate::rules::lexicon::Pos;
use crate::schema::{EntityType, Role};
use std::ops::Range;

/// «شب گذشته سه سرباز در حمله‌ای کشته شدند»: what happens in something happens when that does.
pub(super) fn circumstance(scene: &Scene<'_>, trigger: &Range<usize>, candidates: &mut Vec<Candidate>) {
    let classes = &scene.pack.lexicon.classes;
    let Some(phrase) = scene.sentence.phrases.iter().find(|p| p.head == trigger.start) else { return };
    let within = phrase.preposition.is_some_and(|p| scene.word(p).is(classes.get("inside")));
    let timed = candidates.iter().any(|c| scene.is_kind(c, EntityType::Time));
    if !within || timed || taken_up_by_demonstrative(scene, trigger.start) {
        return;
    }
    let clause = scene.sentence.clauses.of_word[phrase.head];
    let Some(group) = scene.sentence.clauses.list[clause].verb.map(|v| &scene.sentence.groups[v]) else { return };
    let times = scene.around_verb(group, clause, false).into_iter();
    candidates.extend(times.filter(|c| c.place == Place::Adverbial && scene.is_kind(c, EntityType::Time)));
}

/// «آتش‌سوزی در انبار گزارش شد»: a happening is told and nobody who tells it; the place is that of the happening.
pub(super) fn reported(scene: &Scene<'_>, candidates: &[Candidate]) -> bool {
    let happening = |c: &Candidate| {
        let words = c.head..scene.sentence.words.len().min(c.words.end);
        c.place == Place::Object && !c.carried && tells_happening(scene, words)
    };
    !candidates.iter().any(|c| c.place == Place::Subject) && candidates.iter().any(happening)
}

/// Whether a phrase from its head on is a noun of happening, perhaps after a word for its sort («حادثه آتش‌سوزی»).
pub(super) fn tells_happening(scene: &Scene<'_>, words: Range<usize>) -> bool {
    words.take(2).any(|at| scene.pack.events.nouns.contains_key(&scene.word(at).reading.lemma))
}

/// «از آغاز …», «از پایان …»: whether a preposition of several words begins with that of origin, before what is no time.
pub(super) fn begins_with_from(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let Some(word) = candidate.words.start.checked_sub(1).map(|p| scene.word(p)) else { return false };
    let first = word.span.of(scene.text).split_whitespace().next().unwrap_or_default();
    let mut key = String::new();
    scene.pack.orthography.fold_into(first, &mut key);
    let from = scene
        .pack
        .lexicon
        .symbols
        .get(&key)
        .is_some_and(|s| scene.pack.lexicon.readings(s).iter().any(|r| r.classes.meets(scene.grammar().partitive)));
    from && word.is(scene.grammar().complex_preposition) && !scene.is_kind(candidate, EntityType::Time)
}

/// Whether a phrase is the name of a city.
pub(super) fn is_city(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let mention = scene.mention_at(&candidate.words, candidate.head);
    let record = mention.filter(|m| m.words == candidate.words && m.kind == EntityType::Place).and_then(|m| m.record);
    record.is_some_and(|r| scene.pack.gazetteer.numbered(r).kind == "city")
}

/// Whether a phrase with a preposition stands directly after one that has a preposition itself, or after an office.
pub(super) fn beside_another(scene: &Scene<'_>, candidate: &Candidate, role: Role) -> bool {
    let phrases = &scene.sentence.phrases;
    let here = phrases.iter().position(|p| p.words.start == candidate.words.start && p.preposition.is_some());
    let Some((n, preposition)) = here.and_then(|n| Some((n, phrases[n].preposition?))) else { return false };
    let Some(before) = n.checked_sub(1).filter(|b| phrases[*b].words.end == preposition) else { return false };
    let head = scene.word(phrases[before].head);
    let g = scene.grammar();
    let first = std::iter::successors(Some(before), |m| phrases[*m].joined_to).last().unwrap_or(before);
    phrases[first].preposition.is_some() && !head.is(g.time) && !head.is(g.weekday)
        || role == Role::Place && phrases[before].words.len() > 1 && head.is(g.title)
}

/// All the words of a time: those of its mention («ساعت ۹:۴۵ دقیقه صبح»), how long before or after what («دو روز پس از …»),
/// and the day that is named beside it («فردا، نهم آبان»).
pub(super) fn whole_time(scene: &Scene<'_>, words: Range<usize>) -> Range<usize> {
    let times = || scene.mentions.iter().filter(|m| m.kind == EntityType::Time);
    let around = times().find(|m| m.words.start <= words.start && words.end <= m.words.end);
    // «در ایام نوروز»: the preposition is no part of it.
    let inner =
        |m: &Range<usize>| m.start + usize::from(m.start < words.start && scene.word(m.start).pos() == Pos::Adp);
    let mut whole = around.map_or(words.clone(), |m| inner(&m.words)..m.words.end);
    let classes = &scene.pack.lexicon.classes;
    let when = classes.get("role-before").with(classes.get("role-after"));
    if scene.word(whole.start).is(when)
        && let Some(measure) = times().find(|m| m.words.end == whole.start)
    {
        whole.start = measure.words.start;
    }
    whole
}
