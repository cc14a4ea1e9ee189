//! Choosing the rule of a trigger and filling its roles.

use super::causes;
use super::observe::{Idle, Observer, Unmet};
use super::slots::{Candidate, Place, Scene};
use super::trigger::{self, Listed, Nominal, Trigger};
use super::{Anchor, EventDraft, Filler};
use crate::analysis::{ClauseKind, Phrase, SlotKind, VerbGroup};
use crate::rules::event_rules::{EventRule, SlotName};
use crate::rules::lexicon::{Features, Pos, Tense};
use crate::rules::symbols::Symbol;
use crate::schema::{EntityType, EventType, Modality, Polarity, Role};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Events told by a verb group.
pub(crate) fn verb_events(
    scene: &Scene<'_>,
    group_index: usize,
    clause: usize,
    asked: Option<Filler>,
    observer: &mut impl Observer,
) -> Vec<EventDraft> {
    let group = &scene.sentence.groups[group_index];
    let mut drafts = Vec::new();
    for Trigger { words, readings } in trigger::of_verb(scene, group) {
        for Listed { rules, passive } in readings {
            let passive = passive || group.passive;
            let mut candidates = scene.around_verb(group, clause, passive);
            if let Some(doer) = asked.as_ref().filter(|_| !passive) {
                candidates.retain(|c| c.place != Place::Subject);
                let (words, head) = (doer.words.clone(), doer.head);
                candidates.push(Candidate { place: Place::Subject, words, head, carried: true });
            }
            // The words of the trigger itself fill none of its roles.
            candidates.retain(|c| c.words.end <= words.start || c.words.start >= words.end);
            causes::shared(scene, clause, &mut candidates);
            candidates.extend(scene.complement(clause, None));
            let anchor = Anchor::Verb { group: group_index, clause };
            if let Some(mut draft) = choose(scene, &rules, anchor, words.clone(), &candidates, observer) {
                content_of_verb(scene, clause, group, &candidates, &mut draft);
                drafts.push(draft);
                break;
            }
        }
    }
    drafts
}

/// «از … خواست … کند», «به … دستور داد … کند»: who is asked does what is asked, where the clause names nobody else.
pub(crate) fn asked(scene: &Scene<'_>, clause: usize, drafts: &[EventDraft]) -> Option<Filler> {
    let here = &scene.sentence.clauses.list[clause];
    let group = here.verb.map(|v| &scene.sentence.groups[v])?;
    let wished = matches!(here.kind, ClauseKind::Complement | ClauseKind::Purpose)
        && group.tense == Tense::Subjunctive
        && group.person.person == 3
        && !here.slots.iter().any(|s| s.kind == SlotKind::Subject && !s.carried);
    let asking = drafts.iter().find(|d| {
        d.kind == EventType::Request
            && matches!(d.anchor, Anchor::Verb { clause: c, .. } if wished && here.parent == Some(c))
    })?;
    asking.fillers.iter().find(|f| f.role == Role::Addressee).cloned()
}

/// Events told by nouns that are no part of a verb trigger.
pub(crate) fn noun_events(scene: &Scene<'_>, verbs: &[EventDraft], observer: &mut impl Observer) -> Vec<EventDraft> {
    let mut drafts = Vec::new();
    let mut at = 0;
    while at < scene.sentence.words.len() {
        let taken = verbs.iter().any(|d| d.trigger.contains(&at));
        let mut next = at + 1;
        for nominal in if taken { Vec::new() } else { trigger::of_nominal(scene, at) } {
            next = nominal.words.end;
            if let Some(draft) = noun_event(scene, verbs, nominal, observer) {
                drafts.push(draft);
                break;
            }
        }
        at = next;
    }
    drafts
}

fn noun_event(
    scene: &Scene<'_>,
    verbs: &[EventDraft],
    nominal: Nominal,
    observer: &mut impl Observer,
) -> Option<EventDraft> {
    let Nominal { words, rules, governs, describes } = nominal;
    let at = words.start;
    let named = scene.mentions.iter().any(|m| {
        m.words.contains(&at)
            && (matches!(m.kind, EntityType::Organization | EntityType::Person)
                || m.record.is_some()
                || m.kind == EntityType::Time && m.words.start < at)
    });
    let idle = named
        .then_some(Idle::InName)
        .or_else(|| is_idle_element(scene, &words).then_some(Idle::Element))
        .or_else(|| is_generic(scene, at).then_some(Idle::Generic));
    if let Some(why) = idle {
        observer.idle(&words, &rules, why);
        return None;
    }
    let mut candidates = scene.around_noun(&words);
    for candidate in candidates.iter_mut().filter(|c| c.place == Place::Genitive) {
        candidate.place = governs;
    }
    if describes && let Some(phrase) = scene.sentence.phrases.iter().find(|p| p.words.contains(&at) && p.head < at) {
        candidates.retain(|c| c.place != Place::Genitive);
        let described =
            Candidate { place: Place::Object, words: phrase.words.start..at, head: phrase.head, carried: false };
        candidates.push(described);
    }
    support(scene, &words, verbs, &mut candidates);
    causes::brought_about(scene, &words, &mut candidates);
    controlled(scene, &words, &rules, verbs, &mut candidates);
    circumstance(scene, &words, &mut candidates);
    candidates.extend(scene.complement(scene.sentence.clauses.of_word[at], Some(&words)));
    choose(scene, &rules, Anchor::Noun { word: at }, words, &candidates, observer)
}

/// The element of a compound verb tells nothing by itself, unless the verb is a support verb.
fn is_idle_element(scene: &Scene<'_>, words: &Range<usize>) -> bool {
    scene.sentence.groups.iter().any(|g| {
        g.elements.iter().any(|e| {
            e.listed
                && !e.takes_complement
                && e.words.contains(&words.start)
                && !e.symbol.is_some_and(|s| scene.pack.verbs.support.contains_key(&(g.lemma, Some(s))))
                && !scene.grammar().have.contains(&g.lemma)
        })
    })
}

/// «مبارزه با قاچاق», «سایر جنایات»: happenings in general, none in particular.
fn is_generic(scene: &Scene<'_>, at: usize) -> bool {
    let classes = &scene.pack.lexicon.classes;
    let combat = classes.get("combat");
    let Some(phrase) = scene.sentence.phrases.iter().find(|p| p.words.contains(&at)) else { return false };
    let fought = phrase.preposition.and_then(|p| p.checked_sub(1)).is_some_and(|o| scene.word(o).is(combat));
    let among = at.checked_sub(1).is_some_and(|b| scene.word(b).is(classes.get("generic")));
    (fought && phrase.head == at) || (among && scene.word(at).has(Features::PLURAL))
}

/// A noun that is the subject or object of a support verb takes what stands around that verb.
fn support(scene: &Scene<'_>, trigger: &Range<usize>, verbs: &[EventDraft], candidates: &mut Vec<Candidate>) {
    for (c, clause) in scene.sentence.clauses.list.iter().enumerate() {
        let Some(group) = clause.verb.map(|v| &scene.sentence.groups[v]) else { continue };
        let told = verbs.iter().any(|d| matches!(d.anchor, Anchor::Verb { clause, .. } if clause == c));
        // «زلزله‌ای بامداد یکشنبه شهر را لرزاند»: a verb that tells nothing of its own says where and when.
        let kind = match support_kind(scene, group) {
            Some(kind) => kind,
            None if !told && !group.copula => "tell",
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
            let agent = candidate.place == Place::Subject && matches!(kind, "perform" | "have" | "undergo");
            let around = match candidate.place {
                Place::Adverbial => true,
                Place::Object => kind == "tell" && scene.is_kind(&candidate, EntityType::Place),
                Place::Preposition(_) => kind != "tell" || scene.is_kind(&candidate, EntityType::Place),
                _ => false,
            };
            let around = around || (candidate.place == Place::Subject && candidate.carried && relative && agent);
            if !own && (around || (agent && !relative)) && !candidates.iter().any(|c| c.words == candidate.words) {
                let place = match (kind, candidate.place) {
                    ("undergo", Place::Subject) => Place::Object,
                    (_, place) => place,
                };
                candidates.push(Candidate { place, ..candidate });
            }
        }
    }
}

/// Who does what a noun tells without naming the doer: «با انتقاد از …», «برای بررسی …», «هنگام فرار» have the subject of
/// their clause, «به اتهام سرقت» has whom the verb is done to.
fn controlled(
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
    let shared = preposition.is(classes.get("inside")) && (with || rules.iter().any(side));
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
        || governed && verbs.iter().filter(told).any(|d| d.kind == EventType::Accuse);
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

/// «شب گذشته سه سرباز در حمله‌ای کشته شدند»: what happens in something happens when that does.
fn circumstance(scene: &Scene<'_>, trigger: &Range<usize>, candidates: &mut Vec<Candidate>) {
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

/// Whether a group is passive, by its form or as the partner of an active compound («بازداشت شد»).
fn is_passive(scene: &Scene<'_>, group: &VerbGroup) -> bool {
    group.passive || scene.grammar().active_of.contains_key(&group.lemma)
}

fn taken_up_by_demonstrative(scene: &Scene<'_>, word: usize) -> bool {
    word.checked_sub(1).is_some_and(|b| scene.word(b).is(scene.grammar().demonstrative))
}

fn support_kind<'s>(scene: &'s Scene<'_>, group: &VerbGroup) -> Option<&'s str> {
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
fn head_of(scene: &Scene<'_>, phrase: usize, trigger: &Range<usize>) -> bool {
    let phrase = &scene.sentence.phrases[phrase];
    let head = phrase.head;
    // «حادثه آتش‌سوزی», «یک مورد آتش‌سوزی»: the noun before it only counts or names the sort.
    let sort = scene.pack.lexicon.classes.get("sort");
    let passes = |at: usize| scene.word(at).is(scene.grammar().undergo.with(sort).with(scene.grammar().classifier));
    head == trigger.start
        || (head < trigger.start && phrase.words.contains(&trigger.start) && (head..trigger.start).all(passes))
}

fn chain_before(scene: &Scene<'_>, antecedent: usize, trigger: usize) -> bool {
    trigger <= antecedent
        && !scene.sentence.words[trigger..antecedent].iter().any(|w| matches!(w.pos(), Pos::Verb | Pos::Sconj))
}

/// Whether another noun of happening heads a phrase between a trigger and the noun that a relative clause describes.
fn another_event(scene: &Scene<'_>, from: usize, antecedent: usize) -> bool {
    scene.sentence.phrases.iter().any(|p| {
        from <= p.head
            && p.head <= antecedent
            && scene.pack.events.nouns.contains_key(&scene.word(p.head).reading.lemma)
    })
}

/// Whether the trigger heads the phrase that a relative clause describes.
fn head_before(scene: &Scene<'_>, trigger: &Range<usize>, clause_start: usize) -> bool {
    trigger.end <= clause_start
        && scene.sentence.phrases.iter().any(|p| p.head == trigger.start)
        && !scene.sentence.words[trigger.end..clause_start]
            .iter()
            .any(|w| matches!(w.pos(), Pos::Verb | Pos::Aux | Pos::Sconj))
}

/// The first rule whose conditions hold, by priority, then by how many roles it fills, then by file order.
fn choose(
    scene: &Scene<'_>,
    rules: &[u32],
    anchor: Anchor,
    trigger: Range<usize>,
    candidates: &[Candidate],
    observer: &mut impl Observer,
) -> Option<EventDraft> {
    let mut best: Option<((i32, usize), EventDraft)> = None;
    for &number in rules {
        let rule = &scene.pack.events.list[number as usize];
        if let Some(why) = unmet(scene, rule, &trigger, candidates) {
            observer.failed(scene, number, &trigger, candidates, why);
            continue;
        }
        let fillers = fill(scene, rule, candidates);
        observer.held(scene, number, &trigger, candidates, &fillers);
        let rank = (
            rule.priority,
            fillers.iter().filter(|f| !matches!(f.role, Role::Place | Role::Time | Role::Cause)).count(),
        );
        if best.as_ref().is_some_and(|(r, _)| *r >= rank) {
            continue;
        }
        let draft = EventDraft {
            rule: number as usize,
            kind: rule.kind,
            anchor,
            span: scene.span(&trigger),
            trigger: trigger.clone(),
            fillers,
            polarity: Polarity::Positive,
            modality: Modality::Actual,
            source: None,
            content: rule.content,
            content_words: Vec::new(),
            inside: None,
        };
        best = Some((rank, draft));
    }
    best.map(|(_, mut draft)| {
        let rule = &scene.pack.events.list[draft.rule];
        content_of_noun(scene, rule, &mut draft);
        draft
    })
}

/// The first condition of a rule that does not hold.
fn unmet(scene: &Scene<'_>, rule: &EventRule, trigger: &Range<usize>, candidates: &[Candidate]) -> Option<Unmet> {
    let filled = |spec| candidates.iter().any(|c| scene.fits(c, spec));
    if !rule.requires.is_empty() && !rule.requires.iter().any(filled) {
        return Some(Unmet::Requires);
    }
    // What merely follows may be another thing that is told; only a clause that hangs on the trigger tells against it.
    let told_against =
        |spec| candidates.iter().any(|c| scene.fits(c, spec) && !(c.place == Place::Clause && c.carried));
    if let Some(n) = rule.excludes.iter().position(told_against) {
        return Some(Unmet::Excludes(n));
    }
    let is_in = |at: Option<usize>, words: &FxHashSet<Symbol>| {
        at.and_then(|a| scene.sentence.words.get(a))
            .is_some_and(|w| w.form.is_some_and(|f| words.contains(&f)) || words.contains(&w.reading.lemma))
    };
    let before = trigger.start.checked_sub(1);
    let after = Some(trigger.end);
    let neighbours = [
        (is_in(after, &rule.not_before), Unmet::NotBefore),
        (is_in(before, &rule.not_after), Unmet::NotAfter),
        (!rule.only_before.is_empty() && !is_in(after, &rule.only_before), Unmet::OnlyBefore),
        (!rule.only_after.is_empty() && !is_in(before, &rule.only_after), Unmet::OnlyAfter),
    ];
    neighbours.into_iter().find(|(fails, _)| *fails).map(|(_, why)| why)
}

/// Gives each candidate to the first role that asks for it: core roles first, then place, time and cause.
fn fill(scene: &Scene<'_>, rule: &EventRule, candidates: &[Candidate]) -> Vec<Filler> {
    let mut taken = vec![false; candidates.len()];
    let mut fillers = Vec::new();
    let late = |role: Role| matches!(role, Role::Place | Role::Time | Role::Cause);
    let vague = scene.pack.lexicon.classes.get("vague");
    // «از انفجار در شهر خبر داد»: where and when stands beside the noun that is told, hardly ever beside the telling.
    let telling = rule.content.attributed && scene.pack.events.spared.contains(&rule.kind);
    let beside_noun = |c: &Candidate| telling && !c.carried && beside_another(scene, c);
    let own = |role: Role| !late(role);
    for pass in [false, true] {
        for (role, specs) in rule.roles.iter().filter(|(r, _)| own(*r) != pass) {
            for spec in specs {
                for (n, candidate) in candidates.iter().enumerate() {
                    if taken[n] || !scene.fits(candidate, spec) {
                        continue;
                    }
                    // A time is never a side, an agent or a topic, unless the rule says so.
                    if *role != Role::Time && spec.test.is_none() && scene.is_kind(candidate, EntityType::Time) {
                        continue;
                    }
                    if *role == Role::Time && scene.word(candidate.head).is(vague)
                        || late(*role) && beside_noun(candidate)
                    {
                        continue;
                    }
                    taken[n] = true;
                    fillers.push(filler(scene, *role, candidate));
                }
            }
        }
    }
    fillers.sort_by_key(|f: &Filler| (f.words.start, f.role));
    fillers
}

/// Whether a phrase with a preposition stands directly after one that has a preposition itself, or after an office.
fn beside_another(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let phrases = &scene.sentence.phrases;
    let here = phrases.iter().position(|p| p.words.start == candidate.words.start && p.preposition.is_some());
    let Some((n, preposition)) = here.and_then(|n| Some((n, phrases[n].preposition?))) else { return false };
    let Some(before) = n.checked_sub(1).filter(|b| phrases[*b].words.end == preposition) else { return false };
    let head = scene.word(phrases[before].head);
    let g = scene.grammar();
    let first = std::iter::successors(Some(before), |m| phrases[*m].joined_to).last().unwrap_or(before);
    phrases[first].preposition.is_some() && !head.is(g.time) && !head.is(g.weekday)
        || phrases[before].words.len() > 1 && head.is(g.title)
}

fn filler(scene: &Scene<'_>, role: Role, candidate: &Candidate) -> Filler {
    let mut words = candidate.words.clone();
    // Times that rest on an event keep the words before and after («پس از انتخابات»).
    if role == Role::Time
        && let Place::Preposition(_) = candidate.place
        && let Some(p) = words.start.checked_sub(1).filter(|p| {
            scene.word(*p).is(scene.pack.lexicon.classes.get("role-before"))
                || scene.word(*p).is(scene.pack.lexicon.classes.get("role-after"))
        })
    {
        words.start = p;
    }
    let mut span = scene.span(&words);
    // «در شمال کشور»: the noun inside the preposition belongs to the place.
    if role == Role::Place
        && let Place::Preposition(_) = candidate.place
        && let Some(p) =
            words.start.checked_sub(1).map(|p| scene.word(p)).filter(|w| {
                w.is(scene.pack.lexicon.classes.get("role-place")) && w.is(scene.grammar().complex_preposition)
            })
        && let Some(gap) = p.span.of(scene.text).find(' ')
    {
        span.start = p.span.start + gap + 1;
    }
    Filler { role, span, words, head: candidate.head, carried: candidate.carried }
}

/// The content of a verb: its complement clause, and the words of its topic, element and object.
fn content_of_verb(
    scene: &Scene<'_>,
    clause: usize,
    group: &VerbGroup,
    candidates: &[Candidate],
    draft: &mut EventDraft,
) {
    let list = &scene.sentence.clauses.list;
    for (c, other) in list.iter().enumerate() {
        let hangs = other.parent == Some(clause) && matches!(other.kind, ClauseKind::Complement | ClauseKind::Purpose);
        if hangs && c != clause {
            draft.content_words.push(other.start..other.end);
            // Clauses that hang on the complement or are joined to it.
            for (d, inner) in list.iter().enumerate().skip(c + 1) {
                if inner.parent == Some(c) || (inner.joined_to.is_some_and(|j| j >= c) && inner.parent == Some(clause))
                {
                    draft.content_words.push(list[d].start..list[d].end);
                }
            }
        }
    }
    for element in group.elements.iter().filter(|e| e.takes_complement) {
        if element.words.end < group.words.start {
            draft.content_words.push(element.words.end..group.words.start);
        }
    }
    let _ = candidates;
}

fn content_of_noun(scene: &Scene<'_>, rule: &EventRule, draft: &mut EventDraft) {
    let mut words: Vec<Range<usize>> =
        draft.fillers.iter().filter(|f| f.role == Role::Topic).map(|f| f.words.clone()).collect();
    // A denial or request may take what happens to somebody as its object.
    if rule.content.polarity.is_some() || rule.content.modality.is_some() {
        words.extend(draft.fillers.iter().filter(|f| f.role == Role::Patient && !f.carried).map(|f| f.words.clone()));
    }
    for range in &mut words {
        // Between a topic and the verb that governs it stands only what hangs on the topic.
        let verb = matches!(draft.anchor, Anchor::Verb { .. }) && range.end <= draft.trigger.start;
        let gap = range.end..draft.trigger.start.max(range.end);
        if verb && !scene.sentence.words[gap].iter().any(|w| matches!(w.pos(), Pos::Verb | Pos::Sconj)) {
            range.end = draft.trigger.start;
        }
    }
    draft.content_words.extend(words);
}

/// The kind of support verb that a group is, when it is one.
pub(crate) fn support_name<'s>(scene: &'s Scene<'_>, group: usize) -> Option<&'s str> {
    support_kind(scene, &scene.sentence.groups[group])
}
