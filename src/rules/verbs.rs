//! What the lexicon knows of verbs beyond their forms: preverbs, compound verbs, support verbs, numerals.

use super::folded::Folded;
use super::symbols::{Symbol, Symbols};
use rustc_hash::{FxHashMap, FxHashSet};

/// What is known of one compound verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CompoundInfo {
    /// The element takes an ezafe complement of its own inside the compound («خواستار آزادی شد»).
    pub takes_complement: bool,
    /// That complement always has a preposition («به … متعهد شد», «از … ناراضی کرد»).
    pub prepositional: bool,
    /// That complement carries the object marker («جان سه نفر را گرفت»).
    pub marked: bool,
    /// The compound is a state and no happening («وجود دارد»).
    pub stative: bool,
    /// The compound says only that its noun happened («صورت گرفت»).
    pub support: bool,
    /// An adjective that lives in compounds alone («پدید آمد»): the whole is one verb, not a change into a quality.
    pub bound: bool,
}

/// Compounds, preverbs and support verbs of a pack.
#[derive(Debug, Clone, Default)]
pub struct Verbs {
    /// Values of number words.
    pub numerals: FxHashMap<Symbol, f64>,
    /// Kinds of support verbs (`happen`, `perform` …) by verb and element.
    pub support: FxHashMap<(Symbol, Option<Symbol>), Box<str>>,
    compounds: FxHashMap<(Symbol, Symbol), CompoundInfo>,
    elements: FxHashMap<Symbol, u8>,
    /// Infinitive, past stem and preverb of each verb.
    stems: Vec<(Symbol, Box<str>, Box<str>)>,
    preverbs: FxHashMap<(Symbol, Symbol), Symbol>,
    infinitives: FxHashSet<Symbol>,
}

impl Verbs {
    pub(crate) fn add_verb(&mut self, lemma: Symbol, past: &str, preverb: &str) {
        self.infinitives.insert(lemma);
        self.stems.push((lemma, past.into(), preverb.into()));
    }

    /// Connects «بر» + «گشتن» with «برگشتن», for preverbs that stand apart.
    pub(crate) fn link_preverbs(&mut self, symbols: &Symbols) {
        let simple: Vec<_> = self.stems.iter().filter(|s| s.2.is_empty()).collect();
        for (lemma, past, preverb) in self.stems.iter().filter(|s| !s.2.is_empty()) {
            let Some(word) = symbols.get(preverb) else { continue };
            for (base, ..) in simple.iter().filter(|s| s.1 == *past) {
                self.preverbs.insert((word, *base), *lemma);
            }
        }
    }

    /// Adds a compound verb: its folded element and the infinitive of its verb.
    pub(crate) fn add_compound(
        &mut self,
        symbols: &mut Symbols,
        element: &Folded,
        display: &str,
        verb: Symbol,
        info: CompoundInfo,
    ) {
        let key = symbols.intern(element.key(), display);
        let words = element.count().min(8) as u8;
        let longest = self.elements.entry(verb).or_insert(0);
        *longest = (*longest).max(words);
        let known = self.compounds.entry((verb, key)).or_default();
        known.takes_complement |= info.takes_complement;
        known.prepositional |= info.prepositional;
        known.marked |= info.marked;
        known.stative |= info.stative;
        known.support |= info.support;
        known.bound |= info.bound;
    }

    /// What is known of `element` + `verb`.
    #[must_use]
    pub fn compound(&self, verb: Symbol, element: Symbol) -> Option<CompoundInfo> {
        self.compounds.get(&(verb, element)).copied()
    }

    /// How many words the longest element of this verb has; 0 when it is no light verb.
    #[must_use]
    pub fn longest_element(&self, verb: Symbol) -> usize {
        self.elements.get(&verb).copied().unwrap_or(0) as usize
    }

    /// The verb that a preverb makes of a simple verb.
    #[must_use]
    pub fn with_preverb(&self, preverb: Symbol, verb: Symbol) -> Option<Symbol> {
        self.preverbs.get(&(preverb, verb)).copied()
    }

    /// Whether the symbol is the infinitive of a verb of the lexicon.
    #[must_use]
    pub fn is_verb(&self, verb: Symbol) -> bool {
        self.infinitives.contains(&verb)
    }

    /// All verbs of the lexicon, in its order.
    pub fn infinitives(&self) -> impl Iterator<Item = Symbol> {
        self.stems.iter().map(|s| s.0)
    }

    /// How many compounds are known.
    #[must_use]
    pub fn compound_count(&self) -> usize {
        self.compounds.len()
    }
}
