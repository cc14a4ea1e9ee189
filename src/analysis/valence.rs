//! What a verb or a noun takes, as the event rules say it: which prepositions mark one of its own roles, and whether it
//! has an object. Place, time and cause may stand beside every word and say nothing of it.

use super::verb_group::VerbGroup;
use super::words::Word;
use crate::rules::Pack;
use crate::rules::event_rules::{EventRule, SlotName};
use crate::rules::lexicon::Features;
use crate::rules::symbols::Symbol;
use crate::schema::Role;

/// Rules of the verb of a group with its elements, whether active or passive; none when no rule knows it.
pub(crate) fn of_verb<'p>(pack: &'p Pack, group: &VerbGroup) -> Vec<&'p EventRule> {
    let g = &pack.grammar;
    let standard = g.standard(group.lemma);
    let mut verbs = vec![group.lemma, standard];
    verbs.extend([group.lemma, standard].iter().flat_map(|v| g.active_of.get(v).into_iter().flatten().copied()));
    look_up(pack, group, &verbs)
}

/// Whether the verb of a group has an object by the rules; none when no rule knows it.
pub(crate) fn takes_object(pack: &Pack, group: &VerbGroup) -> Option<bool> {
    let rules = look_up(pack, group, &[group.lemma, pack.grammar.standard(group.lemma)]);
    (!rules.is_empty()).then(|| slots(&rules).any(|slot| *slot == SlotName::Object))
}

/// Whether somebody does what the verb of a group tells, by the rules; what only happens («کاهش یافتن») nobody does.
pub(crate) fn acts(pack: &Pack, group: &VerbGroup) -> bool {
    let rules = look_up(pack, group, &[group.lemma, pack.grammar.standard(group.lemma)]);
    let does = |rule: &&EventRule| gives(rule, &SlotName::Subject, &[Role::Agent, Role::Participant]);
    let befalls = |rule: &&EventRule| !does(rule) && gives(rule, &SlotName::Subject, &[Role::Patient]);
    rules.is_empty() || rules.iter().any(does) && !rules.iter().any(befalls)
}

/// Whether a happening may do what the verb of a group tells («سیل … را کشت»), by the rules.
pub(crate) fn caused(pack: &Pack, group: &VerbGroup) -> bool {
    let rules = look_up(pack, group, &[group.lemma, pack.grammar.standard(group.lemma)]);
    rules.iter().any(|rule| gives(rule, &SlotName::Subject, &[Role::Cause]))
}

/// Whether a rule fills one of these roles from a slot.
fn gives(rule: &EventRule, slot: &SlotName, wanted: &[Role]) -> bool {
    let roles = rule.roles.iter().filter(|(role, _)| wanted.contains(role));
    roles.flat_map(|(_, specs)| specs).any(|spec| spec.slot == *slot)
}

/// Whether several do what the verb of a group tells with each other («توافق کردن»), by the rules.
pub(crate) fn symmetric(pack: &Pack, group: &VerbGroup) -> bool {
    let rules = look_up(pack, group, &[group.lemma, pack.grammar.standard(group.lemma)]);
    let sides = |rule: &&EventRule| {
        let sides = rule.roles.iter().filter(|(role, _)| *role == Role::Participant);
        sides.flat_map(|(_, specs)| specs).any(|spec| spec.slot == SlotName::Subject)
    };
    rules.iter().any(sides)
}

fn look_up<'p>(pack: &'p Pack, group: &VerbGroup, verbs: &[Symbol]) -> Vec<&'p EventRule> {
    let elements: Vec<Option<Symbol>> =
        if group.elements.is_empty() { vec![None] } else { group.elements.iter().map(|e| e.symbol).collect() };
    let mut found = Vec::new();
    for verb in verbs {
        for element in &elements {
            let numbers = pack.events.verbs.get(&(*verb, *element)).into_iter().flatten();
            found.extend(numbers.map(|n| &pack.events.list[*n as usize]));
        }
    }
    found
}

/// Rules of a noun of happening; none when no rule knows it.
pub(crate) fn of_noun<'p>(pack: &'p Pack, word: &Word) -> Vec<&'p EventRule> {
    let form = word.form.filter(|_| !word.has(Features::DERIVED));
    let numbers = [form, Some(word.reading.lemma)].into_iter().flatten().find_map(|s| pack.events.nouns.get(&s));
    numbers.into_iter().flatten().map(|n| &pack.events.list[*n as usize]).collect()
}

/// Whether what hangs on a noun suffers what the noun tells («مرگ», «بازداشت», «تخریب»), by the rules.
pub(crate) fn befalls(pack: &Pack, word: &Word) -> bool {
    of_noun(pack, word).iter().any(|rule| gives(rule, &SlotName::Genitive, &[Role::Patient]))
}

/// Whether one of the rules has a role of its own for a phrase after this preposition.
pub(crate) fn take(rules: &[&EventRule], preposition: Option<Symbol>) -> bool {
    let Some(preposition) = preposition else { return false };
    slots(rules).any(|slot| matches!(slot, SlotName::Preposition(list) if list.contains(&preposition)))
}

/// Whether one of the rules has a time after this preposition: to when something is put off.
pub(crate) fn take_time(rules: &[&EventRule], preposition: Option<Symbol>) -> bool {
    let Some(preposition) = preposition else { return false };
    let times = rules.iter().flat_map(|r| r.roles.iter()).filter(|(role, _)| *role == Role::Time);
    times
        .flat_map(|(_, specs)| specs)
        .any(|spec| matches!(&spec.slot, SlotName::Preposition(list) if list.contains(&preposition)))
}

fn slots<'r>(rules: &'r [&EventRule]) -> impl Iterator<Item = &'r SlotName> {
    rules
        .iter()
        .flat_map(|rule| rule.roles.iter())
        .filter(|(role, _)| !matches!(role, Role::Place | Role::Time | Role::Cause))
        .flat_map(|(_, specs)| specs.iter().map(|spec| &spec.slot))
}
