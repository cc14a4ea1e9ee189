//! Whether an event happened, is planned or merely possible, whether it is denied, and who says so.
//!
//! Three sources, applied in this order: the verb's own form (negation, future, subjunctive, modal), the clause it
//! stands in (condition, purpose), and the events in whose content it lies (promised, demanded, denied, reported).

use super::slots::Scene;
use super::{Anchor, EventDraft};
use crate::analysis::{ClauseKind, SlotKind, VerbGroup};
use crate::rules::lexicon::{Pos, Tense};
use crate::schema::{EventType, Modality, Polarity, Role};
use std::ops::Range;

pub(crate) fn decide(scene: &Scene<'_>, drafts: &mut [EventDraft]) {
    for draft in drafts.iter_mut() {
        match draft.anchor {
            Anchor::Verb { group, clause } => {
                let (polarity, modality) = of_clause(scene, group, clause);
                draft.polarity = polarity;
                draft.modality = modality;
            }
            Anchor::Noun { word } => {
                let (polarity, modality) = of_noun(scene, word);
                draft.polarity = polarity;
                draft.modality = modality;
            }
        }
    }
    embed(scene, drafts);
    attribute_to_frame(scene, drafts);
}

/// Polarity and modality of a clause by the form of its verb and its place.
fn of_clause(scene: &Scene<'_>, group: usize, clause: usize) -> (Polarity, Modality) {
    let g = scene.grammar();
    let verb = &scene.sentence.groups[group];
    let mut negative = verb.negative;
    let mut modality = Modality::Actual;
    if verb.future || plans(scene, clause) {
        modality = Modality::Planned;
    }
    if verb.tense == Tense::Subjunctive {
        modality = Modality::Possible;
    }
    if let Some(modal) = verb.modal {
        modality = Modality::Possible;
        negative |= scene.word(modal).reading.verb.is_some_and(|v| v.negative);
    }
    let here = &scene.sentence.clauses.list[clause];
    match here.kind {
        ClauseKind::Conditional => modality = Modality::Possible,
        ClauseKind::Purpose if verb.tense == Tense::Subjunctive => modality = Modality::Planned,
        _ => {}
    }
    // The result of a condition is as hypothetical as the condition.
    let list = &scene.sentence.clauses.list;
    let condition = list.iter().any(|c| {
        c.kind == ClauseKind::Conditional
            && !told(scene, verb, c.start)
            && (c.parent == Some(clause) || list[clause].joined_to.is_some_and(|j| j == 0 && c.parent == Some(j)))
    });
    // «در صورت تأیید، … خواهد شد»
    let given = scene.pack.lexicon.classes.get("role-condition");
    let hypothetical = !matches!(verb.tense, Tense::Past | Tense::Perfect)
        && here
            .slots
            .iter()
            .any(|s| scene.sentence.phrases[s.phrase].preposition.is_some_and(|p| scene.word(p).is(given)));
    if condition || hypothetical || deadline(scene, clause, verb) {
        modality = Modality::Possible;
    }
    // A verb of wanting or being able before a subjunctive.
    if verb.tense == Tense::Subjunctive
        && let Some(governor) = governor(scene, clause)
    {
        negative |= governor.negative && g.can.contains(&governor.lemma);
        if g.want.contains(&governor.lemma) || plan_word(scene, governor) {
            modality = Modality::Planned;
        }
        let past = matches!(governor.tense, Tense::Past | Tense::Perfect);
        if g.can.contains(&governor.lemma) && past {
            modality = if governor.negative { Modality::Possible } else { Modality::Actual };
        }
    }
    let adverb = scene.sentence.clauses.of_word.iter().enumerate().any(|(i, c)| {
        *c == clause && scene.word(i).pos() == Pos::Adv && scene.word(i).is(scene.pack.lexicon.classes.get("doubt"))
    });
    if adverb {
        modality = Modality::Possible;
    }
    (if negative { Polarity::Negative } else { Polarity::Positive }, modality)
}

/// Whether a condition that begins here is what the verb tells, and not what it hangs on: it follows a verb of
/// saying, or a verb of something past.
fn told(scene: &Scene<'_>, verb: &VerbGroup, start: usize) -> bool {
    let speech = scene.word(verb.main).is(scene.pack.lexicon.classes.get("speech"));
    start >= verb.words.end && (speech || matches!(verb.tense, Tense::Past | Tense::Perfect))
}

/// «as long as … not»: a clause after a conjunction of duration, in the subjunctive, is a condition.
fn deadline(scene: &Scene<'_>, clause: usize, verb: &VerbGroup) -> bool {
    let lasting = scene.pack.lexicon.classes.get("as-long-as");
    let subordinator = scene.sentence.clauses.list[clause].subordinator;
    verb.tense == Tense::Subjunctive && subordinator.is_some_and(|s| scene.word(s).is(lasting))
}

/// Whether the clause forbids what stands in it: its verb has an element or a predicate of prohibition.
fn forbids(scene: &Scene<'_>, verb: &VerbGroup) -> bool {
    let ban = scene.pack.lexicon.classes.get("ban");
    let banned = |i: usize| scene.word(i).readings.iter().any(|r| r.classes.meets(ban));
    let before = verb.words.start.checked_sub(1).is_some_and(banned);
    before || verb.elements.iter().any(|e| e.words.clone().any(banned))
}

/// The verb on which a subjunctive clause depends: that of its parent, or the one directly before it.
fn governor<'s>(scene: &'s Scene<'_>, clause: usize) -> Option<&'s VerbGroup> {
    let list = &scene.sentence.clauses.list;
    let here = &list[clause];
    let parent = here.parent.or(here.joined_to)?;
    list[parent].verb.map(|v| &scene.sentence.groups[v])
}

/// «قرار است», «قرار شد»: a copula whose predicate is a word of planning, or «become» with such an element.
fn plan_word(scene: &Scene<'_>, group: &VerbGroup) -> bool {
    let plan = scene.pack.lexicon.classes.get("plan");
    let plans = |i: usize| scene.word(i).readings.iter().any(|r| r.classes.meets(plan));
    let becomes = scene.grammar().become_.contains(&group.lemma);
    (group.copula && group.words.start.checked_sub(1).is_some_and(plans))
        || (becomes && group.elements.iter().any(|e| e.words.clone().any(plans)))
}

/// A present tense with a future date is a plan.
fn plans(scene: &Scene<'_>, clause: usize) -> bool {
    let here = &scene.sentence.clauses.list[clause];
    let present = here.verb.is_some_and(|v| scene.sentence.groups[v].tense == Tense::Present);
    let future = scene.pack.lexicon.classes.get("future-time");
    let to_come = |i: usize| scene.word(i).readings.iter().any(|r| r.classes.meets(future));
    let in_slot = |s: &crate::analysis::Slot| {
        matches!(s.kind, SlotKind::Adverbial | SlotKind::Oblique(_))
            && scene.sentence.phrases[s.phrase].words.clone().any(to_come)
    };
    let in_clause = || scene.sentence.clauses.of_word.iter().enumerate().any(|(i, c)| *c == clause && to_come(i));
    present && (here.slots.iter().any(in_slot) || in_clause())
}

/// A nominal event takes the factuality of what governs it: a preposition, or the clause in which it stands.
fn of_noun(scene: &Scene<'_>, word: usize) -> (Polarity, Modality) {
    let classes = &scene.pack.lexicon.classes;
    let mut polarity = Polarity::Positive;
    let mut modality = Modality::Actual;
    let phrases = &scene.sentence.phrases;
    let Some(n) = phrases.iter().position(|p| p.words.contains(&word)) else { return (polarity, modality) };
    let phrase = &phrases[n];
    let clause = &scene.sentence.clauses.list[scene.sentence.clauses.of_word[phrase.head]];
    // Words of negation, lack and prevention before it in its own phrase.
    for i in phrase.words.start..word {
        let before = scene.word(i);
        if before.readings.iter().any(|r| r.classes.meets(classes.get("lack"))) {
            polarity = Polarity::Negative;
        }
        if before.readings.iter().any(|r| r.classes.meets(classes.get("hope"))) {
            modality = Modality::Possible;
            // «امکان دیدار وجود ندارد», «اجازه معامله ندارند»: what is not possible does not happen.
            if clause.verb.is_some_and(|v| scene.sentence.groups[v].negative) {
                polarity = Polarity::Negative;
            }
        }
        if before.readings.iter().any(|r| r.classes.meets(classes.get("intent"))) {
            modality = Modality::Planned;
        }
    }
    let mut owner = Some(n);
    while let Some(m) = owner {
        if let Some(p) = phrases[m].preposition {
            let preposition = scene.word(p);
            if preposition.is(classes.get("role-purpose")) {
                modality = Modality::Planned;
            }
            if preposition.is(classes.get("role-without")) {
                polarity = Polarity::Negative;
            }
            if preposition.is(classes.get("role-condition")) {
                modality = Modality::Possible;
            }
        }
        owner = scene.sentence.clauses.attached.get(m).copied().flatten();
    }
    // The subject or object of a planned, possible or denied clause.
    if modality == Modality::Actual
        && let Some(v) = clause.verb
    {
        let c = scene.sentence.clauses.of_word[phrase.head];
        let (clause_polarity, clause_modality) = of_clause(scene, v, c);
        let slot = clause.slots.iter().find(|s| s.phrase == n);
        let core = slot.is_some_and(|s| matches!(s.kind, SlotKind::Subject | SlotKind::Object | SlotKind::Predicate));
        let verb = &scene.sentence.groups[v];
        if core && !taken_up(scene, word) && !verb.negative && forbids(scene, verb) {
            polarity = Polarity::Negative;
            modality = Modality::Possible;
        } else if core && phrase.head == word {
            let supported = super::fill::support_name(scene, v).is_some();
            if supported {
                polarity = clause_polarity;
                modality = clause_modality;
            } else if clause_modality != Modality::Actual && scene.sentence.groups[v].tense != Tense::Perfect {
                modality = clause_modality;
            }
        } else if clause_modality == Modality::Planned && !taken_up(scene, word) {
            // What stands beside a plan is still to come, unless it is a happening told before.
            modality = clause_modality;
        }
    }
    (polarity, modality)
}

/// Whether a noun takes up something told before: a demonstrative stands before it.
fn taken_up(scene: &Scene<'_>, word: usize) -> bool {
    word.checked_sub(1).is_some_and(|b| scene.word(b).is(scene.grammar().demonstrative))
}

/// Applies what the events around say of the events inside their content.
fn embed(scene: &Scene<'_>, drafts: &mut [EventDraft]) {
    for inner in 0..drafts.len() {
        let at = drafts[inner].trigger.start;
        // The innermost event in whose content this one lies.
        let holder = (0..drafts.len())
            .filter(|outer| *outer != inner)
            .filter_map(|outer| {
                drafts[outer]
                    .content_words
                    .iter()
                    .filter(|w| w.contains(&at))
                    .map(|w| w.len())
                    .min()
                    .map(|size| (size, outer))
            })
            .min()
            .map(|(_, outer)| outer);
        drafts[inner].inside = holder;
        let Some(outer) = holder else { continue };
        let content = drafts[outer].content;
        let (outer_modality, outer_kind) = (drafts[outer].modality, drafts[outer].kind);
        let inner_kind = drafts[inner].kind;
        let agent = drafts[outer]
            .fillers
            .iter()
            .find(|f| matches!(f.role, Role::Agent | Role::Participant))
            .map(|f| f.words.clone());
        let draft = &mut drafts[inner];
        let own_form = matches!(draft.anchor, Anchor::Verb { .. });
        let charged = outer_kind == EventType::Accuse && content.modality == Some(Modality::Possible);
        if let Some(modality) = content.modality
            && (charged || !own_form || draft.modality != Modality::Actual)
        {
            draft.modality = modality;
        }
        // What is refused or denied did not happen; but a demand or an accusation that is rejected was made.
        if content.polarity == Some(Polarity::Negative) && !scene.pack.events.spared.contains(&inner_kind) {
            draft.polarity = Polarity::Negative;
        }
        if content.attributed && draft.source.is_none() {
            draft.source = agent;
        }
        if outer_modality == Modality::Possible && draft.modality == Modality::Actual && !own_form {
            draft.modality = Modality::Possible;
        }
    }
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
