//! Who does what is told without naming the doer: who is asked or accused, whose it is, the subject of the clause around
//! a noun.

use super::slots::{Candidate, Place, Scene};
use super::{Anchor, EventDraft, Filler};
use crate::analysis::{ClauseKind, Phrase, SlotKind, VerbGroup};
use crate::rules::event_rules::{Inside, SlotName};
use crate::rules::lexicon::{Features, Pos, Tense};
use crate::schema::{EntityType, Role};
use std::ops::Range;

/// «از … خواست … کند», «به … دستور داد … کند»: who is asked does what is asked, where the clause names nobody else; so
/// does who is accused («… را متهم کرد که … کرده است»). Rules say it by the `doer` of their content.
pub(crate) fn asked(scene: &Scene<'_>, clause: usize, drafts: &[EventDraft]) -> Option<Filler> {
    let list = &scene.sentence.clauses.list;
    let here = &list[clause];
    let group = here.verb.map(|v| &scene.sentence.groups[v])?;
    let hangs = matches!(here.kind, ClauseKind::Complement | ClauseKind::Purpose) && group.person.person == 3;
    // «… خواست به شهر برود و … کند»: the second of two clauses, too, unless the first has a subject of its own.
    let own = |c: usize| list[c].slots.iter().any(|s| s.kind == SlotKind::Subject && !s.carried);
    let mut joined =
        std::iter::successors(Some(clause), |c| list[*c].joined_to.filter(|j| list[*j].parent == here.parent));
    if !hangs || joined.any(own) {
        return None;
    }
    let wished = group.tense == Tense::Subjunctive;
    let asking = drafts.iter().find(|d| {
        d.content.doer.is_some()
            && (wished || !d.content.wished)
            && matches!(d.anchor, Anchor::Verb { clause: c, .. } if here.parent == Some(c))
    })?;
    asking.fillers.iter().find(|f| asking.content.doer == Some(f.role)).cloned()
}

/// «درخواست خود را پس گرفت»: whose it is says the subject of the clause.
pub(super) fn reflexive(scene: &Scene<'_>, trigger: &Range<usize>, candidates: &mut [Candidate]) {
    let g = scene.grammar();
    let at = trigger.start;
    // «اظهارات همتای خود» are those of somebody else.
    let near =
        |c: &Candidate| (trigger.end..c.head).all(|i| scene.word(i).pos() == Pos::Adj && !scene.word(i).is(g.human));
    let own = |c: &&mut Candidate| {
        c.place == Place::Genitive && c.words.len() == 1 && scene.word(c.head).is(g.reflexive) && near(c)
    };
    let Some(own) = candidates.iter_mut().find(own) else { return };
    let clause = scene.sentence.clauses.of_word[at];
    let Some(group) = scene.sentence.clauses.list[clause].verb.map(|v| &scene.sentence.groups[v]) else { return };
    let mut around = scene.around_verb(group, clause, false).into_iter();
    if let Some(subject) = around.find(|c| c.place == Place::Subject && !c.words.contains(&at)) {
        *own = Candidate { place: Place::Genitive, carried: true, ..subject };
    }
}

/// Who does what a noun tells without naming the doer: «با انتقاد از …», «برای بررسی …», «هنگام فرار» have the subject of
/// their clause, «به اتهام سرقت» has whom the verb is done to.
pub(super) fn controlled(
    scene: &Scene<'_>,
    trigger: &Range<usize>,
    rules: &[u32],
    verbs: &[EventDraft],
    candidates: &mut Vec<Candidate>,
) {
    // «با ۲۶ درصد کاهش»: the measure before the noun heads the phrase.
    let measured = |p: &&Phrase| {
        let before = p.words.start..trigger.start;
        let g = scene.grammar();
        p.words.contains(&trigger.start)
            && before.clone().all(|i| scene.word(i).pos() == Pos::Num || scene.word(i).is(g.unit.with(g.classifier)))
    };
    let phrases = &scene.sentence.phrases;
    let Some(phrase) = phrases.iter().find(|p| p.head == trigger.start || measured(p)) else { return };
    let Some(preposition) = phrase.preposition.map(|p| scene.word(p)) else { return };
    if taken_up_by_demonstrative(scene, trigger.start) {
        return;
    }
    let classes = &scene.pack.lexicon.classes;
    let attendant = preposition.is(scene.grammar().attendant);
    // «در گفت‌وگو با …»: the other side stands after «با», this side is the subject.
    let with = candidates.iter().any(|c| {
        matches!(c.place, Place::Preposition(_))
            && c.words.start > 0
            && scene.word(c.words.start - 1).is(scene.grammar().attendant)
    });
    // «در نشستی خبری گفت»: so it is of whoever speaks in a meeting.
    let side = |rule: &u32| {
        let roles = &scene.pack.events.list[*rule as usize].roles;
        roles.iter().any(|(r, specs)| *r == Role::Participant && specs.iter().any(|s| s.slot == SlotName::Subject))
    };
    // «در سفر به …», «در بازدید از …»: so is who visits.
    let has = |inside: Inside| rules.iter().any(|rule| scene.pack.events.list[*rule as usize].inside == Some(inside));
    let inside = preposition.is(classes.get("inside"));
    // «در تظاهرات شرکت کرد»: who takes part does it.
    let here = scene.sentence.clauses.list[scene.sentence.clauses.of_word[phrase.head]].verb;
    let partaking = !has(Inside::Others)
        && here.map(|v| &scene.sentence.groups[v]).is_some_and(|group| {
            let partake = classes.get("partake");
            group.elements.iter().any(|e| e.words.clone().any(|w| scene.word(w).is(partake)))
        });
    let shared = inside && (with || partaking || has(Inside::Subject) || rules.iter().any(side));
    // «از فروش خودداری کردند», «به انتقاد پرداختند»: a verb that tells no saying of its own hands its subject on.
    let clause = scene.sentence.clauses.of_word[phrase.head];
    let told = |d: &&EventDraft| matches!(d.anchor, Anchor::Verb { clause: c, .. } if c == clause);
    let said = verbs.iter().filter(told).any(|d| d.content.attributed || scene.pack.events.spared.contains(&d.kind));
    let governed = preposition.is(classes.get("governed"));
    let purpose = preposition.is(classes.get("role-purpose"));
    // «پس از ورود به …» is part of what somebody does; «پیش از انتخابات» only says when.
    let alone = phrase.words.end == trigger.end && candidates.is_empty();
    let when = classes.get("role-before").with(classes.get("role-after"));
    let adjunct = purpose || preposition.is(classes.get("role-during")) || preposition.is(when) && !alone;
    let charge = preposition.is(classes.get("role-charge"))
        || governed && verbs.iter().filter(told).any(|d| d.content.doer.is_some() && !d.content.wished);
    if !(attendant || shared || governed && !said || adjunct || charge) {
        return;
    }
    let named = candidates.iter().any(|c| c.place == Place::Subject || c.place == Place::Genitive && scene.is_human(c));
    let clitic = scene.word(trigger.end - 1).has(Features::CLITIC);
    let here = &scene.sentence.clauses.list[clause];
    let Some(group) = here.verb.map(|v| &scene.sentence.groups[v]).filter(|_| !named && !clitic) else { return };
    let mut around = scene.around_verb(group, clause, group.passive || charge && is_passive(scene, group));
    // «هیئتی را برای بررسی … فرستاد»: who is sent does it.
    let sent = purpose && around.iter().any(|c| c.place == Place::Object && scene.is_human(c));
    let wanted = if charge || sent { Place::Object } else { Place::Subject };
    if let Some(doer) = asked(scene, clause, verbs).filter(|_| !charge) {
        around.retain(|c| c.place != Place::Subject);
        around.push(Candidate { place: Place::Subject, words: doer.words, head: doer.head, carried: true });
    }
    let acts = |c: &Candidate| attendant || shared || scene.is_human(c) || scene.is_kind(c, EntityType::Product);
    let doers = around.into_iter().filter(|c| c.place == wanted && !c.words.contains(&trigger.start) && acts(c));
    candidates.extend(doers.map(|c| Candidate { place: Place::Subject, carried: true, ..c }));
}

pub(super) fn taken_up_by_demonstrative(scene: &Scene<'_>, word: usize) -> bool {
    word.checked_sub(1).is_some_and(|b| scene.word(b).is(scene.grammar().demonstrative))
}

/// Whether a group is passive, by its form or as the partner of an active compound («بازداشت شد»).
pub(super) fn is_passive(scene: &Scene<'_>, group: &VerbGroup) -> bool {
    group.passive || scene.grammar().active_of.contains_key(&group.lemma)
}
