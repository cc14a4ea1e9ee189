//! Causes that stand apart from what they bring about: the subject of a verb of causing, and what is said once before
//! several verbs.

use super::slots::{Candidate, Place, Scene};
use crate::analysis::SlotKind;
use crate::rules::lexicon::Pos;
use crate::schema::EntityType;
use std::ops::Range;

/// «واژگونی اتوبوس سبب مرگ دو نفر شد», «… منجر به مرگ … شد»: the subject is the cause of what it brings about.
pub(super) fn brought_about(scene: &Scene<'_>, trigger: &Range<usize>, candidates: &mut Vec<Candidate>) {
    let Some(&because) = scene.pack.events.because.first() else { return };
    let classes = &scene.pack.lexicon.classes;
    let causing = classes.get("causing");
    let clause = scene.sentence.clauses.of_word[trigger.start];
    let here = &scene.sentence.clauses.list[clause];
    let phrases = &scene.sentence.phrases;
    let Some(group) = here.verb.map(|v| &scene.sentence.groups[v]) else { return };
    let Some(n) = phrases.iter().position(|p| p.head == trigger.start) else { return };
    // «… و زخمی شدن سه نفر»: what is joined is brought about, too.
    let first = std::iter::successors(Some(n), |m| phrases[*m].joined_to).last().unwrap_or(n);
    let element = group.elements.iter().any(|e| {
        e.words.end <= trigger.start
            && trigger.start < group.words.start
            && e.words.clone().any(|w| scene.word(w).is(causing))
            && (phrases[first].words.start == e.words.end || phrases[first].preposition == Some(e.words.end))
    });
    let result = classes.get("role-result");
    let marked = phrases[first].preposition.is_some_and(|p| scene.word(p).is(result));
    if !element && !marked {
        return;
    }
    let subject = scene.around_verb(group, clause, false).into_iter().find(|c| {
        c.place == Place::Subject && !c.words.contains(&trigger.start) && scene.word(c.head).pos() != Pos::Pron
    });
    if let Some(subject) = subject {
        candidates.push(Candidate { place: Place::Preposition(Some(because)), ..subject });
    }
}

/// «در پی انفجار، دو نفر کشته و سه نفر زخمی شدند»: why and when stands before the first subject and holds for every verb
/// that is joined to the first.
pub(super) fn shared(scene: &Scene<'_>, clause: usize, candidates: &mut Vec<Candidate>) {
    let list = &scene.sentence.clauses.list;
    let phrases = &scene.sentence.phrases;
    let because = &scene.pack.events.because;
    let is_cause = |c: &Candidate| matches!(c.place, Place::Preposition(Some(p)) if because.contains(&p));
    let Some(before) = list[clause].joined_to.filter(|b| list[*b].kind == list[clause].kind) else { return };
    let first = std::iter::successors(Some(before), |c| list[*c].joined_to).last().unwrap_or(before);
    let Some(group) = list[first].verb.map(|v| &scene.sentence.groups[v]) else { return };
    let Some(own) = list[clause].verb.map(|v| &scene.sentence.groups[v]) else { return };
    let Some(subject) = list[first].slots.iter().find(|s| s.kind == SlotKind::Subject && !s.carried) else { return };
    let start = phrases[subject.phrase].words.start;
    let fronted = scene.around_verb(group, first, group.passive).into_iter().filter(|c| c.words.end <= start);
    // A time holds for both only where one verb stands for both.
    let is_time = |c: &Candidate| scene.is_kind(c, EntityType::Time) && !is_cause(c);
    let one_verb = group.elided || group.lemma == own.lemma;
    let (caused, timed) = (candidates.iter().any(is_cause), candidates.iter().any(is_time) || !one_verb);
    let wanted = |c: &Candidate| is_cause(c) && !caused || is_time(c) && !timed;
    candidates.extend(fronted.filter(wanted).map(|c| Candidate { carried: true, ..c }));
}
