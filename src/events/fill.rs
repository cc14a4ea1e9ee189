//! Choosing the rule of a trigger and filling its roles.

use super::causes;
use super::circumstances::{begins_with_from, beside_another, circumstance, is_city, reported, whole_time};
use super::control::{controlled, reflexive};
use super::observe::{Idle, Observer, Unmet};
use super::slots::{Candidate, Place, Scene};
use super::support::support;
use super::trigger::{self, Listed, Nominal, Trigger};
use super::{Anchor, EventDraft, Filler};
use crate::analysis::{ClauseKind, VerbGroup};
use crate::rules::event_rules::{EventRule, SlotName};
use crate::rules::lexicon::{Features, Pos};
use crate::rules::symbols::Symbol;
use crate::schema::{EntityType, Modality, Polarity, Role};
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
            if !passive {
                doers_of_others(scene, &rules, &mut candidates);
            }
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

/// «خواستار پیگیری پرونده از سوی دادستان شدند»: beside a subject that does what an active verb tells, who stands after a
/// preposition of the doer does what a noun tells. «شهر به دست شورشیان سقوط کرد»: what only happens to the subject they do.
fn doers_of_others(scene: &Scene<'_>, rules: &[u32], candidates: &mut Vec<Candidate>) {
    let governed = |c: &Candidate| {
        c.place == Place::Subject
            && scene.sentence.phrases.iter().any(|p| p.words.start == c.words.start && p.preposition.is_some())
            && !c.carried
    };
    let mut acting = rules
        .iter()
        .flat_map(|r| &scene.pack.events.list[*r as usize].roles)
        .filter(|(role, _)| matches!(role, Role::Agent | Role::Participant))
        .flat_map(|(_, specs)| specs)
        .filter(|spec| spec.slot == SlotName::Subject);
    if acting.any(|spec| candidates.iter().any(|c| !governed(c) && scene.fits(c, spec))) {
        candidates.retain(|c| !governed(c));
    }
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
    // Ties of one's own are no happening («همکاری‌های خود را گسترش دادند»: the change is).
    if !rules.iter().any(|r| scene.pack.events.list[*r as usize].symmetric) {
        reflexive(scene, &words, &mut candidates);
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
        let fillers = fill(scene, rule, anchor, candidates);
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
fn fill(scene: &Scene<'_>, rule: &EventRule, anchor: Anchor, candidates: &[Candidate]) -> Vec<Filler> {
    let mut taken = vec![false; candidates.len()];
    let mut fillers = Vec::new();
    let late = |role: Role| matches!(role, Role::Place | Role::Time | Role::Cause);
    let vague = scene.pack.lexicon.classes.get("vague");
    // «از انفجار در شهر خبر داد»: where and when stands beside the noun that is told, hardly ever beside the telling.
    let said = scene.pack.events.spared.contains(&rule.kind);
    let telling = said && rule.content.attributed;
    let verb = matches!(anchor, Anchor::Verb { .. });
    let beside_noun = |role: Role, c: &Candidate| {
        let apart = telling || said && verb && role != Role::Cause;
        apart && !c.carried && beside_another(scene, c, role)
            || telling && role == Role::Place && reported(scene, candidates)
    };
    let own = |role: Role| !late(role);
    // «مذاکرات وین»: one city beside what several sides do says where.
    let city = |c: &Candidate| c.place == Place::Genitive && is_city(scene, c);
    let seat = match candidates.iter().filter(|c| c.place == Place::Genitive).count() {
        1 => candidates.iter().position(city),
        _ => None,
    };
    for pass in [false, true] {
        for (role, specs) in rule.roles.iter().filter(|(r, _)| own(*r) != pass) {
            for spec in specs {
                for (n, candidate) in candidates.iter().enumerate() {
                    if taken[n] || !scene.fits(candidate, spec) {
                        continue;
                    }
                    if *role == Role::Participant && seat == Some(n) {
                        taken[n] = true;
                        fillers.push(filler(scene, Role::Place, candidate));
                        continue;
                    }
                    // A time is never a side, an agent or a topic, unless the rule says so.
                    if *role != Role::Time && spec.test.is_none() && scene.is_kind(candidate, EntityType::Time) {
                        continue;
                    }
                    // «از آغاز تحقیقات خبر داد»: the beginning of it is what is told.
                    let beginning = telling && *role == Role::Time && begins_with_from(scene, candidate);
                    if *role == Role::Time && scene.word(candidate.head).is(vague)
                        || beginning
                        || late(*role) && beside_noun(*role, candidate)
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
    // «دو روز پس از …», «ساعت ۹:۴۵»: the same time from two phrases.
    let times: Vec<Range<usize>> = fillers.iter().filter(|f| f.role == Role::Time).map(|f| f.words.clone()).collect();
    let inside = |f: &Filler| {
        f.role == Role::Time && times.iter().any(|t| *t != f.words && t.start <= f.words.start && f.words.end <= t.end)
    };
    fillers.retain(|f| !inside(f));
    fillers.dedup_by(|a, b| a.role == Role::Time && b.role == Role::Time && a.words == b.words);
    fillers
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
    if role == Role::Time {
        words = whole_time(scene, words);
    }
    // «وزارت صنعت، معدن و تجارت»: a name with a comma inside is one.
    let name = scene.mentions.iter().find(|m| {
        m.words.start <= words.start
            && words.start < m.words.end
            && words.end < m.words.end
            && matches!(m.kind, EntityType::Organization | EntityType::Person)
    });
    if let Some(name) = name.filter(|m| m.words.start == words.start) {
        words.end = name.words.end;
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
