//! Whether an event happened, is planned or merely possible, whether it is denied, and who says so.
//!
//! Three sources, applied in this order: the clause with its verb ([`clause`]: form, modal, condition, governing verb),
//! for a noun what governs it ([`noun`]: words before it, prepositions; [`existing`]: what is there whatever is said;
//! [`within`]: its clause), and the events in whose content it
//! lies (promised, demanded, denied, reported). Which words do what is data: [`signs`] names their classes.
//! [`attribution`] says who tells it.

mod attribution;
mod clause;
mod existing;
mod noun;
mod signs;
mod within;

use super::slots::Scene;
use super::{Anchor, EventDraft};
use crate::schema::{EventType, Modality, Polarity};
use signs::Signs;

/// A sentence with what bears on the factuality of its events.
struct View<'a> {
    scene: &'a Scene<'a>,
    signs: Signs,
    /// Verb groups that ask somebody for something («از او خواست … کند»): those of rules whose content is `wished`.
    asking: Vec<usize>,
    /// Verb groups that tell a sentence of a court.
    sentencing: Vec<usize>,
    /// Verb groups that tell of talks.
    talking: Vec<usize>,
    /// Verb groups that tell of arrests and trials.
    charging: Vec<usize>,
    /// Verb groups that tell of agreements.
    agreeing: Vec<usize>,
    /// Verb groups that deny or reject.
    denying: Vec<usize>,
    /// Verb groups that promise.
    pledging: Vec<usize>,
    /// Verb groups that tell of openings.
    launching: Vec<usize>,
    /// First words of nominal triggers.
    nouns: Vec<usize>,
    /// Words of nominal triggers that tell of agreements.
    agreements: Vec<usize>,
    /// The word of each nominal trigger, and where the trigger ends.
    ends: Vec<(usize, usize)>,
}

/// What is known of one happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Factuality {
    negative: bool,
    modality: Modality,
    /// It hangs on a condition, so that a promise or plan around it does not make it planned.
    hypothetical: bool,
    /// Told as having been there before, whatever is planned, wished or denied around it («توقف جنگ»).
    existing: bool,
}

impl Factuality {
    const ACTUAL: Self = Self { negative: false, modality: Modality::Actual, hypothetical: false, existing: false };
}

pub(crate) fn decide(scene: &Scene<'_>, drafts: &mut [EventDraft]) {
    let verbs_where = |holds: &dyn Fn(&EventDraft) -> bool| {
        let told = drafts.iter().filter(|d| holds(d)).filter_map(|d| match d.anchor {
            Anchor::Verb { group, .. } => Some(group),
            Anchor::Noun { .. } => None,
        });
        told.collect::<Vec<usize>>()
    };
    let verbs_of = |kind: EventType| verbs_where(&|d| d.kind == kind);
    let nouns = drafts.iter().filter_map(|d| match d.anchor {
        Anchor::Noun { word } => Some(word),
        Anchor::Verb { .. } => None,
    });
    let ends = drafts.iter().filter_map(|d| match d.anchor {
        Anchor::Noun { word } => Some((word, d.trigger.end)),
        Anchor::Verb { .. } => None,
    });
    let agreements = drafts.iter().filter(|d| d.kind == EventType::Agree).filter_map(|d| match d.anchor {
        Anchor::Noun { word } => Some(word),
        Anchor::Verb { .. } => None,
    });
    let view = View {
        scene,
        signs: Signs::of(&scene.pack.lexicon.classes),
        asking: verbs_where(&|d| d.content.wished),
        sentencing: verbs_of(EventType::Sentence),
        talking: verbs_of(EventType::Talk),
        agreeing: verbs_of(EventType::Agree),
        charging: [verbs_of(EventType::Trial), verbs_of(EventType::Arrest)].concat(),
        denying: verbs_of(EventType::Reject),
        pledging: verbs_of(EventType::Pledge),
        launching: verbs_of(EventType::Launch),
        nouns: nouns.collect(),
        agreements: agreements.collect(),
        ends: ends.collect(),
    };
    let mut known = Vec::with_capacity(drafts.len());
    for draft in drafts.iter_mut() {
        let found = match draft.anchor {
            Anchor::Verb { group, clause } => view.of_clause(group, clause),
            Anchor::Noun { word } => {
                // «تأمین نشدن اعتبار»: an infinitive has its own negation.
                let own = scene.word(draft.trigger.end - 1).reading.verb.is_some_and(|v| v.negative);
                let around = view.of_noun(word, draft.kind);
                Factuality { negative: around.negative != own, ..around }
            }
        };
        // «هفته آینده قصد سفر دارد»: the intention is there, whatever its date.
        let found = if draft.kind == EventType::Pledge && view.is_stative(draft) && found.modality == Modality::Planned
        {
            Factuality { modality: Modality::Actual, ..found }
        } else {
            found
        };
        draft.polarity = if found.negative { Polarity::Negative } else { Polarity::Positive };
        draft.modality = found.modality;
        known.push(found);
    }
    embed(&view, drafts, &known);
    attribution::attribute(scene, drafts);
}

/// What befalls people and things. It is mostly told as known: «قرار است عاملان حمله محاکمه شوند» plans no attack.
fn is_unwilled(kind: EventType) -> bool {
    use EventType::{Accident, Attack, Clash, Crime, Damage, Die, Disaster, Injure, Kidnap, Protest};
    matches!(kind, Accident | Attack | Clash | Crime | Damage | Die | Disaster | Injure | Kidnap | Protest)
}

/// What is held on a day set for it.
fn is_held(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Meet
            | EventType::Visit
            | EventType::Talk
            | EventType::Gather
            | EventType::Elect
            | EventType::Trial
            | EventType::Execute
    )
}

/// Applies what the events around say of the events inside their content.
fn embed(view: &View<'_>, drafts: &mut [EventDraft], known: &[Factuality]) {
    for inner in 0..drafts.len() {
        let at = drafts[inner].trigger.start;
        // The events in whose content this one lies, the innermost first.
        let mut holders: Vec<(usize, usize)> = (0..drafts.len())
            .filter(|outer| *outer != inner)
            .filter_map(|outer| {
                let sizes = drafts[outer].content_words.iter().filter(|w| w.contains(&at)).map(|w| w.len());
                sizes.min().map(|size| (size, outer))
            })
            .collect();
        holders.sort_unstable();
        drafts[inner].inside = holders.first().map(|(_, outer)| *outer);
        let Some(&(_, nearest)) = holders.first() else { continue };
        if known[inner].existing {
            continue;
        }
        // «خواستار توقف جنگ و آزادی گروگان‌ها»: what is joined to a topic is demanded with it.
        let silent = |d: &EventDraft| d.content.modality.is_none() && d.content.polarity.is_none();
        let outward = silent(&drafts[nearest])
            && matches!(drafts[nearest].anchor, Anchor::Noun { .. })
            && matches!(drafts[inner].anchor, Anchor::Noun { .. })
            && !is_unwilled(drafts[inner].kind);
        let outer = holders.iter().map(|(_, o)| *o).find(|o| !outward || !silent(&drafts[*o])).unwrap_or(nearest);
        apply(view, drafts, known, inner, outer);
    }
}

fn apply(view: &View<'_>, drafts: &mut [EventDraft], known: &[Factuality], inner: usize, outer: usize) {
    let content = drafts[outer].content;
    let (outer_kind, outer_modality, outer_negative) =
        (drafts[outer].kind, drafts[outer].modality, drafts[outer].polarity == Polarity::Negative);
    let inner_kind = drafts[inner].kind;
    let at = drafts[inner].trigger.start;
    let verb = match drafts[inner].anchor {
        Anchor::Verb { group, .. } => Some(&view.scene.sentence.groups[group]),
        Anchor::Noun { .. } => None,
    };
    // «او را متهم کرد که گریخته است»: a deed that is only alleged.
    let charged = content.doer.is_some() && !content.wished && content.modality == Some(Modality::Possible);
    // «قول داد … بپردازد، اما به وعده عمل نکرده»: what is promised or demanded is not told in the past.
    let passed = verb.is_none()
        && matches!(outer_kind, EventType::Pledge | EventType::Request)
        && matches!(drafts[outer].anchor, Anchor::Verb { .. })
        && view.is_in_past_clause(at, drafts[outer].trigger.start);
    if passed {
        return;
    }
    // «تهدید کرد … اخراج خواهد کرد»: who threatens tells a plan.
    let announced = outer_kind == EventType::Threaten && verb.is_some_and(|v| v.future);
    // «وعده داد … توزیع می‌کند»: the present tense of a promise or threat is yet to come.
    let to_come = verb.is_some_and(|v| view.is_present(v))
        && (content.modality == Some(Modality::Planned) || outer_kind == EventType::Threaten)
        && view.is_complement(&drafts[inner]);
    if view.is_dating(&drafts[inner]) && at < drafts[outer].trigger.start {
        return;
    }
    // «با درخواست او موافقت کردند»: the request has been made.
    if outer_kind == EventType::Agree && view.scene.pack.events.spared.contains(&inner_kind) && verb.is_none() {
        return;
    }
    // «خواستار تحقیق درباره کشتار شد»: what is to be looked into has happened.
    if is_unwilled(inner_kind) && view.is_aside(&drafts[inner]) && content.polarity.is_none() {
        return;
    }
    // «نتوانست از حمله جلوگیری کند»: what was not kept off happened.
    let let_through = outer_kind == EventType::Stop && outer_negative && content.polarity == Some(Polarity::Negative);
    if let_through {
        return;
    }
    let draft = &mut drafts[inner];
    if let Some(modality) = content.modality
        && !announced
        && !known[inner].hypothetical
        && (charged || to_come || verb.is_none() || draft.modality != Modality::Actual)
    {
        draft.modality = modality;
        // «درباره لغو تعرفه‌ها به توافق نرسیدند», «امیدواریم قرارداد خرید امضا شود»
        let unsure = outer_negative || outer_modality == Modality::Possible;
        if unsure && verb.is_none() && modality == Modality::Planned {
            draft.modality = Modality::Possible;
        }
    }
    // What is refused or denied did not happen; but a demand or an accusation that is rejected was made.
    let spared = view.scene.pack.events.spared.contains(&inner_kind) || view.is_taken_part_in(draft);
    let denied = content.polarity == Some(Polarity::Negative) && !spared;
    // «از رأی‌گیری درباره تحریم‌ها خودداری کرد»: what is refused is the vote.
    let aside = denied && view.is_aside(draft);
    if aside {
        if draft.modality == Modality::Actual && !is_unwilled(inner_kind) {
            draft.modality = Modality::Possible;
        }
        return;
    }
    if denied && !outer_negative {
        draft.polarity = Polarity::Negative;
        // A rumour that is denied is no longer possible, and what is called off no longer planned.
        if content.modality.is_none() && outer_modality == Modality::Actual && verb.is_none() {
            draft.modality = Modality::Actual;
        }
    } else if denied && verb.is_none() && draft.modality == Modality::Actual {
        draft.modality = Modality::Possible;
    }
    // «درباره لغو روادید گفت‌وگو کردند»: what is talked about as an act is not done yet.
    let act = matches!(
        inner_kind,
        EventType::Stop | EventType::Launch | EventType::Release | EventType::Concede | EventType::Legislate
    );
    if outer_kind == EventType::Talk && act && verb.is_none() && draft.modality == Modality::Actual {
        draft.modality = Modality::Possible;
    }
    if outer_modality == Modality::Possible && draft.modality == Modality::Actual && verb.is_none() {
        draft.modality = Modality::Possible;
    }
}
