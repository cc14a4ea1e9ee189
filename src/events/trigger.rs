//! Which rules a verb or noun may fire.

use super::slots::{Place, Scene};
use crate::analysis::{VerbGroup, is_pointed_at};
use crate::rules::lexicon::{Features, Pos, Tense};
use crate::rules::symbols::Symbol;
use crate::text::TokenKind;
use std::ops::Range;

/// A trigger in the sentence, and the rules that it may fire.
#[derive(Debug, Clone)]
pub(crate) struct Trigger {
    /// All words that evoke the event: element and verb words, or the noun.
    pub words: Range<usize>,
    /// What rules may read there, the exact form of the verb first; the next one counts where none of these rules fires.
    pub readings: Vec<Listed>,
}

/// Rules that list a verb.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    /// Rules, best first.
    pub rules: Vec<u32>,
    /// They list the active verb, and the group is its passive.
    pub passive: bool,
}

/// Longest idiom before a verb, in words.
const IDIOM: usize = 7;

/// Triggers of a verb group: for each of its coordinated elements the longest that a rule knows.
pub(crate) fn of_verb(scene: &Scene<'_>, group: &VerbGroup) -> Vec<Trigger> {
    let mut found = Vec::new();
    // A participle that rules list as such («گرفتارشده توسط …»).
    for start in [group.start(), group.words.start.saturating_sub(1)] {
        let whole = start..group.words.end;
        if let Some(rules) = symbol(scene, &whole, false).and_then(|s| scene.pack.events.participles.get(&s)) {
            return vec![Trigger { words: whole, readings: vec![Listed { rules: rules.clone(), passive: true }] }];
        }
    }
    let verbs = variants(scene, group);
    let end = trigger_end(scene, group);
    if let Some(rules) = predicate(scene, group) {
        return vec![Trigger { words: group.words.clone(), readings: vec![Listed { rules, passive: false }] }];
    }
    // An idiom or element directly before the verb.
    let mut adjacent = None;
    let floor = group.words.start.saturating_sub(IDIOM);
    for start in floor..group.words.start {
        if scene.sentence.words[start..group.words.start].iter().any(|w| w.kind != TokenKind::Word) {
            continue;
        }
        // «در حال مذاکره با میانجی هستند»: what a preposition governs is no element of the copula.
        let before = start.checked_sub(1).filter(|_| start + 1 == group.words.start).map(|b| scene.word(b));
        let governed = group.copula && before.is_some_and(|b| b.pos() == Pos::Adp);
        if governed
            || start + 1 == group.words.start && is_pointed_at(scene.pack, &scene.sentence.words, start, group.lemma)
        {
            continue;
        }
        let readings = look_up(scene, &verbs, start..group.words.start);
        if !readings.is_empty() {
            adjacent = Some(Trigger { words: start..end, readings });
            break;
        }
    }
    let elided = group.elided;
    for element in &group.elements {
        let near = element.words.end == group.words.start && !elided;
        if near && let Some(trigger) = adjacent.take() {
            found.push(trigger);
            continue;
        }
        let readings = look_up(scene, &verbs, element.words.clone());
        if !readings.is_empty() {
            let words = if near { element.words.start..end } else { element.words.clone() };
            found.push(Trigger { words, readings });
        }
    }
    found.extend(adjacent);
    if found.is_empty() && group.elements.iter().all(|e| !e.listed) && (!elided || group.elements.is_empty()) {
        let readings = listed(scene, &verbs, None);
        if !readings.is_empty() {
            found.push(Trigger { words: group.words.start..end, readings });
        }
    }
    found
}

/// «معتقدند», «آماده‌ایم»: an adjective with the copula in one word, which rules list with the verb “to be”.
fn predicate(scene: &Scene<'_>, group: &VerbGroup) -> Option<Vec<u32>> {
    let word = scene.word(group.main);
    if !group.copula || word.reading.verb.is_some() || group.words.len() > 1 {
        return None;
    }
    let lemmas = word.readings.iter().filter(|r| r.pos.is_nominal() || r.pos == Pos::Adj).map(|r| r.lemma);
    let be = &scene.grammar().be;
    lemmas.flat_map(|l| be.iter().map(move |b| (*b, Some(l)))).find_map(|k| scene.pack.events.verbs.get(&k).cloned())
}

/// A noun or verbal noun that evokes an event.
pub(crate) struct Nominal {
    /// The words that evoke it.
    pub words: Range<usize>,
    /// Rules, best first.
    pub rules: Vec<u32>,
    /// The place of what hangs on it by ezafe: of a verbal noun it is the deep object or subject.
    pub governs: Place,
    /// It describes the noun before it, which is its deep object («زندانیان آزادشده»).
    pub describes: bool,
}

/// What a noun may tell at a word, the longer first: «محکوم کردن این اقدام» before «محکوم».
pub(crate) fn of_nominal(scene: &Scene<'_>, at: usize) -> Vec<Nominal> {
    let noun =
        of_noun(scene, at).map(|(words, rules)| Nominal { words, rules, governs: Place::Genitive, describes: false });
    let participle = || participle_in_one(scene, at);
    let mut found: Vec<Nominal> = of_infinitive(scene, at).into_iter().chain(noun).collect();
    if found.is_empty() {
        found.extend(participle());
    }
    found.sort_by_key(|n| std::cmp::Reverse((n.words.len(), n.governs == Place::Genitive)));
    found
}

/// «زندانیان آزادشده», «خانه‌های ویران‌شده»: element and participle of a passive in one word.
fn participle_in_one(scene: &Scene<'_>, at: usize) -> Option<Nominal> {
    let word = scene.word(at);
    if !matches!(word.pos(), Pos::Adj | Pos::Noun) || at == 0 {
        return None;
    }
    let lexicon = &scene.pack.lexicon;
    let g = scene.grammar();
    let mut key = String::new();
    scene.pack.orthography.fold_into(word.span.of(scene.text), &mut key);
    key.retain(|c| !c.is_whitespace());
    let cuts = key.char_indices().map(|(i, _)| i).skip(2);
    cuts.filter_map(|cut| Some((lexicon.symbols.get(&key[..cut])?, lexicon.symbols.get(&key[cut..])?))).find_map(
        |(element, form)| {
            let become_ = lexicon
                .readings(form)
                .iter()
                .find(|r| r.verb.is_some_and(|v| v.tense == Tense::Participle) && g.become_.contains(&r.lemma))?;
            let verbs = variants_of(scene, become_.lemma);
            let passive = verbs.iter().filter(|(_, passive)| *passive);
            let rules = passive.filter_map(|(v, _)| scene.pack.events.verbs.get(&(*v, Some(element)))).next()?;
            // What was said or asked before is no happening of its own («افراد یادشده», «مبلغ درخواست‌شده»).
            let told = |rule: &u32| !scene.pack.events.spared.contains(&scene.pack.events.list[*rule as usize].kind);
            let rules: Vec<u32> = rules.iter().copied().filter(told).collect();
            (!rules.is_empty()).then_some(Nominal {
                words: at..at + 1,
                rules,
                governs: Place::Genitive,
                describes: true,
            })
        },
    )
}

/// Longest element before an infinitive, in words.
const ELEMENT: usize = 3;

/// The verbal noun that begins at a word with its element and that rules list as a verb («ربودن کودک»).
fn of_infinitive(scene: &Scene<'_>, at: usize) -> Option<Nominal> {
    let is_infinitive = |i: &usize| scene.word(*i).reading.verb.is_some_and(|v| v.tense == Tense::Infinitive);
    let last = scene.sentence.words.len().min(at + ELEMENT + 1);
    let verb = (at..last).take_while(|i| scene.word(*i).kind == TokenKind::Word).find(is_infinitive)?;
    let word = scene.word(verb);
    let verbs = variants_of(scene, word.reading.lemma);
    let g = scene.grammar();
    if verb > at {
        let Listed { rules, passive } = look_up(scene, &verbs, at..verb).into_iter().next()?;
        let object = passive || !verbs.iter().any(|(v, _)| g.become_.contains(v));
        let governs = if object { Place::Object } else { Place::Subject };
        return Some(Nominal { words: at..verb + 1, rules, governs, describes: false });
    }
    let rules =
        verbs.iter().filter(|(_, passive)| !passive).find_map(|(v, _)| scene.pack.events.verbs.get(&(*v, None)))?;
    let intransitive = word.is(scene.pack.lexicon.classes.get("intransitive"));
    let governs = if intransitive { Place::Subject } else { Place::Object };
    Some(Nominal { words: at..at + 1, rules: rules.clone(), governs, describes: false })
}

/// The trigger ends with the content verb, its passive and future; the copula of a perfect is left out.
fn trigger_end(scene: &Scene<'_>, group: &VerbGroup) -> usize {
    let g = scene.grammar();
    let mut end = group.words.end;
    while end > group.main + 1 {
        let last = scene.word(end - 1);
        let copula = g.be.contains(&last.reading.lemma) && !group.copula;
        if !copula {
            break;
        }
        end -= 1;
    }
    end
}

/// The verbs by which rules may list this group, exact form first; `true` for the active partner of a passive.
pub(crate) fn variants(scene: &Scene<'_>, group: &VerbGroup) -> Vec<(Symbol, bool)> {
    if !group.passive {
        return variants_of(scene, group.lemma);
    }
    let standard = scene.grammar().standard(group.lemma);
    let mut list = vec![(group.lemma, true)];
    if standard != group.lemma {
        list.push((standard, true));
    }
    list
}

/// The same for a verb without passive form of its own.
fn variants_of(scene: &Scene<'_>, lemma: Symbol) -> Vec<(Symbol, bool)> {
    let g = scene.grammar();
    let mut list = Vec::new();
    let mut add = |verb: Symbol, passive: bool| {
        if !list.contains(&(verb, passive)) {
            list.push((verb, passive));
        }
    };
    let standard = g.standard(lemma);
    add(lemma, false);
    add(standard, false);
    for verb in [lemma, standard] {
        for active in g.active_of.get(&verb).into_iter().flatten() {
            add(*active, true);
        }
    }
    list
}

/// Rules that list one of the verbs with the element of these words.
fn look_up(scene: &Scene<'_>, verbs: &[(Symbol, bool)], element: Range<usize>) -> Vec<Listed> {
    // «خواستار آزادی زندانیان شد»: nobody becomes many of a thing, so the plural is no element of the passive.
    let last = scene.word(element.end - 1);
    let becomes = verbs.first().is_some_and(|(v, _)| scene.grammar().become_.contains(v));
    let many = becomes && last.has(Features::PLURAL) && !last.has(Features::INDEFINITE);
    for by_lemma in [false, true] {
        if by_lemma && many {
            continue;
        }
        let Some(symbol) = symbol(scene, &element, by_lemma) else { continue };
        let mut found = listed(scene, verbs, Some(symbol));
        // «قرار گرفتن» is the passive of «قرار دادن».
        let form = last.form;
        let actives = verbs.iter().filter_map(|(verb, _)| scene.grammar().element_active.get(&(form?, *verb)));
        let actives: Vec<(Symbol, bool)> = actives.map(|active| (*active, true)).collect();
        found.extend(listed(scene, &actives, Some(symbol)));
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Rules that list one of the verbs with an element or alone, in the order of the verbs.
fn listed(scene: &Scene<'_>, verbs: &[(Symbol, bool)], element: Option<Symbol>) -> Vec<Listed> {
    let rules = |(verb, passive): &(Symbol, bool)| {
        let rules = scene.pack.events.verbs.get(&(*verb, element))?.clone();
        Some(Listed { rules, passive: *passive })
    };
    verbs.iter().filter_map(rules).collect()
}

/// The characters of some words run together; the last one (of a single word: the only one) as its lemma.
pub(crate) fn symbol(scene: &Scene<'_>, words: &Range<usize>, by_lemma: bool) -> Option<Symbol> {
    let list = &scene.sentence.words[words.clone()];
    let last = list.last()?;
    if list.len() == 1 && !by_lemma {
        return last.form;
    }
    let mut key = String::new();
    for (n, word) in list.iter().enumerate() {
        if by_lemma && n + 1 == list.len() {
            if word.reading.verb.is_some() || !word.has(Features::DERIVED) && !word.has(Features::PLURAL) {
                return None;
            }
            scene.pack.orthography.fold_into(scene.pack.lexicon.symbols.display(word.reading.lemma), &mut key);
        } else {
            scene.pack.orthography.fold_into(word.span.of(scene.text), &mut key);
        }
    }
    key.retain(|c| !c.is_whitespace());
    scene.pack.lexicon.symbols.get(&key)
}

/// The noun trigger that begins at a word: its words and rules. The head may be inflected, the rest is literal.
pub(crate) fn of_noun(scene: &Scene<'_>, at: usize) -> Option<(Range<usize>, Vec<u32>)> {
    let word = scene.word(at);
    let infinitive = word.reading.verb.is_some_and(|v| v.tense == Tense::Infinitive);
    if !matches!(word.pos(), Pos::Noun | Pos::Adj | Pos::Propn) && !infinitive {
        return None;
    }
    let rules = &scene.pack.events;
    let mut best: Option<(Range<usize>, Vec<u32>)> = None;
    let lemmas = word.readings.iter().filter(|r| matches!(r.pos, Pos::Noun | Pos::Adj | Pos::Propn)).map(|r| r.lemma);
    for first in word.form.into_iter().chain(lemmas) {
        if let Some(list) = rules.nouns.get(&first)
            && best.is_none()
        {
            best = Some((at..at + 1, list.clone()));
        }
        if !rules.noun_prefixes.contains(&first) {
            continue;
        }
        let mut key = String::new();
        scene.pack.orthography.fold_into(scene.pack.lexicon.symbols.display(first), &mut key);
        key.retain(|c| !c.is_whitespace());
        for (n, next) in scene.sentence.words[at + 1..].iter().enumerate().take(4) {
            if next.kind != TokenKind::Word {
                break;
            }
            scene.pack.orthography.fold_into(next.span.of(scene.text), &mut key);
            key.retain(|c| !c.is_whitespace());
            let Some(symbol) = scene.pack.lexicon.symbols.get(&key) else { break };
            if let Some(list) = rules.nouns.get(&symbol) {
                let words = at..at + n + 2;
                if best.as_ref().is_none_or(|(b, _)| b.len() < words.len()) {
                    best = Some((words, list.clone()));
                }
            }
            if !rules.noun_prefixes.contains(&symbol) {
                break;
            }
        }
    }
    best
}
