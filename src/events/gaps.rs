//! Verbs and nouns of happening that no event rule knows: where a rule may be wanting.
//!
//! Says nothing of triggers whose rules have conditions that failed; [`super::trace`] does.

use super::slots::Scene;
use super::support::support_name;
use super::trigger;
use crate::analysis::{Sentence, SlotKind, VerbGroup};
use crate::mentions::Mention;
use crate::rules::Pack;
use crate::rules::lexicon::{Pos, Tense};
use crate::rules::symbols::Symbol;
use crate::schema::EntityType;
use serde::Serialize;

/// What kind of word no rule knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GapKind {
    /// A verb, with its element when it has one.
    Verb,
    /// A noun that tells a happening.
    Noun,
}

/// A verb or noun of a sentence that no event rule knows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Verb or noun.
    pub kind: GapKind,
    /// As a rule would write it: infinitive with element, or the noun's lemma.
    pub name: String,
}

/// The gaps of one sentence, in text order: verbs, then nouns.
///
/// A noun counts as one of happening when the lexicon says so, when it is an infinitive, when light verbs make an
/// active and a passive compound of it, or when a support verb says of it that it happened. Copulas, states («وجود داشتن», to exist) and
/// support verbs are no verbs of happening.
#[must_use]
pub fn gaps(text: &str, sentence: &Sentence, mentions: &[Mention], pack: &Pack) -> Vec<Gap> {
    let scene = Scene { text, sentence, mentions, pack };
    let groups = sentence.groups.iter().enumerate();
    let verbs =
        groups.filter_map(|(n, group)| Some(Gap { kind: GapKind::Verb, name: unknown_verb(&scene, n, group)? }));
    let nouns =
        (0..sentence.words.len()).filter_map(|at| Some(Gap { kind: GapKind::Noun, name: unknown_noun(&scene, at)? }));
    verbs.chain(nouns).collect()
}

fn unknown_verb(scene: &Scene<'_>, number: usize, group: &VerbGroup) -> Option<String> {
    let grammar = scene.grammar();
    let known_element = |words: &std::ops::Range<usize>| {
        words.clone().any(|at| trigger::of_noun(scene, at).is_some_and(|(noun, _)| noun.end <= words.end))
    };
    let idle = group.copula
        || group.tense == Tense::Modal
        || grammar.can.contains(&group.lemma)
        || grammar.be.contains(&group.lemma)
        || support_name(scene, number).is_some()
        || group.elements.iter().any(|e| known_element(&e.words));
    if idle || !trigger::of_verb(scene, group).is_empty() {
        return None;
    }
    let verb = grammar.standard(group.lemma);
    let infinitive = scene.pack.lexicon.symbols.display(verb);
    let Some(element) = group.element() else {
        // Alone, the verbs that make compounds and those of having say nothing.
        let empty =
            grammar.have.contains(&verb) || grammar.become_.contains(&verb) || light_verbs(scene).any(|l| l == verb);
        return (!empty).then(|| infinitive.to_owned());
    };
    let info = element
        .symbol
        .and_then(|s| scene.pack.verbs.compound(group.lemma, s).or_else(|| scene.pack.verbs.compound(verb, s)));
    if info.is_some_and(|i| i.stative || i.support) {
        return None;
    }
    let written = match element.symbol.map(|s| scene.pack.lexicon.symbols.display(s)) {
        Some(display) if !display.is_empty() => display.to_owned(),
        _ => scene.span(&element.words).of(scene.text).split_whitespace().collect::<Vec<_>>().join(" "),
    };
    Some(format!("{written} {infinitive}"))
}

fn unknown_noun(scene: &Scene<'_>, at: usize) -> Option<String> {
    let word = scene.word(at);
    let infinitive = word.reading.verb.is_some_and(|v| v.tense == Tense::Infinitive);
    let named = scene.mentions.iter().any(|m| {
        let name = matches!(m.kind, EntityType::Organization | EntityType::Person | EntityType::Time);
        m.words.contains(&at) && (name || m.record.is_some())
    });
    let in_verb = scene.sentence.groups.iter().enumerate().any(|(n, g)| {
        let element = || g.elements.iter().any(|e| e.words.contains(&at));
        g.words.contains(&at) || (element() && support_name(scene, n).is_none())
    });
    if word.pos() != Pos::Noun || named || in_verb || known_noun(scene, at) {
        return None;
    }
    let lemma = word.reading.lemma;
    // «غرق شدن» (sinking): the infinitive of a light verb says nothing without its element.
    if infinitive && light_verbs(scene).any(|v| v == lemma) {
        let element = scene.word(at.checked_sub(1)?);
        let listed = element.form.is_some_and(|s| scene.pack.verbs.compound(lemma, s).is_some_and(|i| !i.stative));
        let display = |symbol| scene.pack.lexicon.symbols.display(symbol);
        return listed.then(|| format!("{} {}", display(element.reading.lemma), display(lemma)));
    }
    let grammar = scene.grammar();
    let listed = |verbs: &[Symbol]| {
        let happening = |v: &Symbol| scene.pack.verbs.compound(*v, lemma).is_some_and(|i| !i.stative && !i.bound);
        verbs.iter().any(happening)
    };
    // A noun that can be done and can come to be, and is no person or thing.
    let thing = grammar.human.with(grammar.place).with(grammar.body).with(grammar.unit).with(grammar.classifier);
    let thing = thing.with(grammar.product).with(grammar.vehicle).with(grammar.weapon).with(grammar.document);
    let compound = || !word.is(thing) && listed(&grammar.light_any) && listed(&grammar.light_adjective);
    let happened = || {
        scene.sentence.clauses.list.iter().any(|clause| {
            let core = |kind| matches!(kind, SlotKind::Subject | SlotKind::Object);
            let head = |phrase: usize| scene.sentence.phrases[phrase].head == at;
            let heads = clause.slots.iter().any(|s| !s.carried && core(s.kind) && head(s.phrase));
            heads && clause.verb.is_some_and(|v| support_name(scene, v).is_some())
        })
    };
    let happening = infinitive || word.is(scene.grammar().event) || compound() || happened();
    happening.then(|| scene.pack.lexicon.symbols.display(lemma).to_owned()).filter(|name| !name.is_empty())
}

/// Whether a noun trigger of some rule covers the word.
fn known_noun(scene: &Scene<'_>, at: usize) -> bool {
    let first = at.saturating_sub(LONGEST_NOUN - 1);
    (first..=at).any(|start| trigger::of_noun(scene, start).is_some_and(|(words, _)| words.contains(&at)))
}

/// Most words of a nominal trigger.
const LONGEST_NOUN: usize = 5;

fn light_verbs<'s>(scene: &'s Scene<'_>) -> impl Iterator<Item = Symbol> + use<'s> {
    let grammar = &scene.pack.grammar;
    grammar.light_any.iter().chain(&grammar.light_adjective).copied()
}
