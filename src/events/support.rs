//! Verbs that say of a noun of happening only that it took place, or where and when («رخ داد», «مورد انتقاد قرار گرفت»).

use super::control::is_passive;
use super::slots::{Candidate, Place, Scene};
use super::{Anchor, EventDraft};
use crate::analysis::{ClauseKind, SlotKind, VerbGroup};
use crate::rules::lexicon::Pos;
use crate::schema::{EntityType, Role};
use std::ops::Range;

/// A noun that is the subject or object of a support verb takes what stands around that verb.
pub(super) fn support(
    scene: &Scene<'_>,
    trigger: &Range<usize>,
    verbs: &[EventDraft],
    candidates: &mut Vec<Candidate>,
) {
    for (c, clause) in scene.sentence.clauses.list.iter().enumerate() {
        let Some(group) = clause.verb.map(|v| &scene.sentence.groups[v]) else { continue };
        // A verb that only reports it («آتش‌سوزی در انبار گزارش شد») says where and when it happened.
        let reports = |d: &EventDraft| {
            d.content.attributed && is_passive(scene, group) && !d.fillers.iter().any(|f| f.role == Role::Agent)
        };
        let told = verbs.iter().any(|d| matches!(d.anchor, Anchor::Verb { clause, .. } if clause == c) && !reports(d));
        // «زلزله‌ای بامداد یکشنبه شهر را لرزاند»: a verb that tells nothing of its own says where and when.
        let kind = match support_kind(scene, group) {
            Some(kind) => kind,
            // «سرمایه‌گذاری دولت در بخش صنعت بود»: so does the copula when it says nothing else.
            None if !(told || group.copula && clause.slots.iter().any(|s| s.kind == SlotKind::Predicate)) => "tell",
            None => continue,
        };
        let holds = clause.slots.iter().find(|s| {
            !s.carried
                && matches!(s.kind, SlotKind::Subject | SlotKind::Object | SlotKind::Predicate)
                && head_of(scene, s.phrase, trigger)
        });
        let holds = holds.filter(|s| kind != "tell" || s.kind == SlotKind::Subject);
        let element = kind != "tell" && group.elements.iter().any(|e| e.words.contains(&trigger.start));
        // «نشستی که در رباط برگزار شد»: the noun is the antecedent of the relative clause.
        let relative = clause.kind == ClauseKind::Relative
            && clause.antecedent.is_some_and(|a| {
                scene
                    .sentence
                    .phrases
                    .iter()
                    .any(|p| p.words.contains(&a) && p.words.start <= trigger.start && trigger.start <= a)
                    || chain_before(scene, a, trigger.start)
            })
            && head_before(scene, trigger, clause.start)
            && clause.antecedent.is_some_and(|a| !another_event(scene, trigger.end, a));
        if holds.is_none() && !element && !relative {
            continue;
        }
        for candidate in scene.around_verb(group, c, false) {
            let own = candidate.words.contains(&trigger.start);
            // «نشست به فردا موکول شد»: when it is to be stands after a preposition; by how much it is put off does not.
            if kind == "postpone" {
                let governed = |p: usize| scene.word(p).is(scene.pack.lexicon.classes.get("governed"));
                let to = candidate.words.start.checked_sub(1).is_some_and(governed);
                if to && !own && scene.is_kind(&candidate, EntityType::Time) {
                    candidates.push(Candidate { place: Place::Adverbial, ..candidate });
                }
                continue;
            }
            let agent = candidate.place == Place::Subject && matches!(kind, "perform" | "have" | "undergo");
            let around = match candidate.place {
                Place::Adverbial => true,
                Place::Object => kind == "strike" || kind == "tell" && scene.is_kind(&candidate, EntityType::Place),
                Place::Preposition(_) => kind != "tell" || scene.is_kind(&candidate, EntityType::Place),
                _ => false,
            };
            let around = around || (candidate.place == Place::Subject && candidate.carried && relative && agent);
            if !own && (around || (agent && !relative)) && !candidates.iter().any(|c| c.words == candidate.words) {
                let place = match (kind, candidate.place) {
                    ("undergo", Place::Subject) => Place::Object,
                    // Shaken is where it happens, struck who suffers it.
                    ("tell", Place::Object) => Place::Predicate,
                    (_, place) => place,
                };
                candidates.push(Candidate { place, ..candidate });
            }
        }
    }
}

pub(super) fn support_kind<'s>(scene: &'s Scene<'_>, group: &VerbGroup) -> Option<&'s str> {
    let support = &scene.pack.verbs.support;
    let standard = scene.grammar().standard(group.lemma);
    group
        .elements
        .iter()
        .filter_map(|e| e.symbol)
        .find_map(|s| support.get(&(group.lemma, Some(s))).or_else(|| support.get(&(standard, Some(s)))))
        .or_else(|| support.get(&(group.lemma, None)).filter(|_| group.elements.iter().all(|e| !e.listed)))
        .map(|k| &**k)
}

/// Whether a phrase is headed by the trigger, or by a word that passes the event to it («مورد انتقاد»).
pub(super) fn head_of(scene: &Scene<'_>, phrase: usize, trigger: &Range<usize>) -> bool {
    let phrase = &scene.sentence.phrases[phrase];
    let head = phrase.head;
    // «حادثه آتش‌سوزی», «یک مورد آتش‌سوزی»: the noun before it only counts or names the sort.
    let sort = scene.pack.lexicon.classes.get("sort");
    let target = scene.pack.lexicon.classes.get("target");
    let g = scene.grammar();
    let passes = |at: usize| scene.word(at).is(g.undergo.with(sort).with(target).with(g.classifier));
    head == trigger.start
        || (head < trigger.start && phrase.words.contains(&trigger.start) && (head..trigger.start).all(passes))
}

pub(super) fn chain_before(scene: &Scene<'_>, antecedent: usize, trigger: usize) -> bool {
    trigger <= antecedent
        && !scene.sentence.words[trigger..antecedent].iter().any(|w| matches!(w.pos(), Pos::Verb | Pos::Sconj))
}

/// Whether another noun of happening heads a phrase between a trigger and the noun that a relative clause describes.
pub(super) fn another_event(scene: &Scene<'_>, from: usize, antecedent: usize) -> bool {
    scene.sentence.phrases.iter().any(|p| {
        from <= p.head
            && p.head <= antecedent
            && scene.pack.events.nouns.contains_key(&scene.word(p.head).reading.lemma)
    })
}

/// Whether the trigger heads the phrase that a relative clause describes.
pub(super) fn head_before(scene: &Scene<'_>, trigger: &Range<usize>, clause_start: usize) -> bool {
    trigger.end <= clause_start
        && scene.sentence.phrases.iter().any(|p| p.head == trigger.start)
        && !scene.sentence.words[trigger.end..clause_start]
            .iter()
            .any(|w| matches!(w.pos(), Pos::Verb | Pos::Aux | Pos::Sconj))
}

/// The kind of support verb that a group is, when it is one.
pub(crate) fn support_name<'s>(scene: &'s Scene<'_>, group: usize) -> Option<&'s str> {
    support_kind(scene, &scene.sentence.groups[group])
}
