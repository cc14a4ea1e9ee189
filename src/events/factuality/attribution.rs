//! Who says that an event happened: the speaker in whose words it lies, else the source of the whole sentence.

use crate::analysis::ClauseKind;
use crate::events::slots::Scene;
use crate::events::{Anchor, EventDraft};
use crate::schema::Role;
use std::ops::Range;

/// Gives every event the one who tells it.
pub(super) fn attribute(scene: &Scene<'_>, drafts: &mut [EventDraft]) {
    for inner in 0..drafts.len() {
        if drafts[inner].source.is_none() {
            let teller = teller_around(drafts, inner).or_else(|| teller_above(scene, drafts, inner));
            drafts[inner].source = teller.and_then(|outer| speaker(scene, drafts, outer));
        }
    }
    attribute_to_frame(scene, drafts);
}

/// The innermost event that tells what lies in it: «گفت که آماده توافق است» tells of the agreement in the readiness, too.
fn teller_around(drafts: &[EventDraft], inner: usize) -> Option<usize> {
    let outward = std::iter::successors(drafts[inner].inside, |outer| drafts[*outer].inside);
    outward.take(drafts.len()).find(|outer| drafts[*outer].content.attributed)
}

/// The verb of telling above the clause of an event, however many clauses lie between.
fn teller_above(scene: &Scene<'_>, drafts: &[EventDraft], inner: usize) -> Option<usize> {
    let clauses = &scene.sentence.clauses;
    let mut here = *clauses.of_word.get(drafts[inner].trigger.start)?;
    // A clause opens after the one it hangs on, so that the way up ends.
    while let Some(parent) = clauses.list[here].parent.filter(|p| *p < here) {
        let told = clauses.list[here].kind == ClauseKind::Complement;
        let tells = |d: &EventDraft| {
            d.content.attributed && matches!(d.anchor, Anchor::Verb { clause, .. } if clause == parent)
        };
        if let Some(outer) = drafts.iter().position(tells).filter(|outer| told && *outer != inner) {
            return Some(outer);
        }
        here = parent;
    }
    None
}

/// Who tells: the agent, or for a noun beside a verb of telling («با بیان این که …، افزود») that of the verb.
fn speaker(scene: &Scene<'_>, drafts: &[EventDraft], outer: usize) -> Option<Range<usize>> {
    let agent = |d: &EventDraft| {
        let told_by = d.fillers.iter().find(|f| matches!(f.role, Role::Agent | Role::Participant));
        told_by.map(|f| f.words.clone())
    };
    let own = agent(&drafts[outer]);
    if own.is_some() || matches!(drafts[outer].anchor, Anchor::Verb { .. }) {
        return own;
    }
    let here = *scene.sentence.clauses.of_word.get(drafts[outer].trigger.start)?;
    let verb =
        |d: &&EventDraft| d.content.attributed && matches!(d.anchor, Anchor::Verb { clause, .. } if clause == here);
    drafts.iter().find(verb).and_then(agent)
}

/// «به گزارش ایسنا، …»: the source of a whole sentence.
fn attribute_to_frame(scene: &Scene<'_>, drafts: &mut [EventDraft]) {
    let source = scene.pack.lexicon.classes.get("role-source");
    let frame: Option<Range<usize>> = scene
        .sentence
        .phrases
        .iter()
        .find(|p| p.preposition.is_some_and(|n| scene.word(n).is(source)))
        .map(|p| p.words.clone());
    if let Some(frame) = frame {
        for draft in drafts.iter_mut().filter(|d| d.source.is_none() && d.trigger.start >= frame.end) {
            draft.source = Some(frame.clone());
        }
    }
}
