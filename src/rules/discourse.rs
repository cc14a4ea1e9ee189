//! `discourse.toml` of a pack: how names are compared loosely and which mentions can be one thing.

use super::fault::Faults;
use super::symbols::{Symbol, Symbols};
use super::{Orthography, strict};
use crate::schema::{EntityType, EventType};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// What the stage `discourse` knows of the language.
#[derive(Debug, Clone, Default)]
pub struct DiscourseRules {
    equal: FxHashMap<char, char>,
    silent: FxHashSet<char>,
    prefixes: Vec<String>,
    same: Vec<Vec<EventType>>,
    /// Types of which every telling is one of its own: saying again is another saying.
    pub anew: Vec<EventType>,
    /// Lemma of a noun that says only that something happened → types it may take up.
    pub happening: FxHashMap<Symbol, Vec<EventType>>,
    /// Lemma of a noun for both sides → what the sides are.
    pub pair: FxHashMap<Symbol, Vec<EntityType>>,
    /// Types of events in which others take place.
    pub frame: Vec<EventType>,
    /// Types of causes.
    pub causes: Vec<EventType>,
    /// Types of their consequences.
    pub effects: Vec<EventType>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Source {
    loose: Loose,
    #[serde(default)]
    same: Vec<Types>,
    #[serde(default)]
    anew: Types,
    #[serde(default)]
    happening: Vec<Happening>,
    #[serde(default)]
    pair: Vec<Pair>,
    frame: Types,
    result: ResultSource,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Loose {
    equal: Vec<(char, char)>,
    silent: Vec<char>,
    prefix: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Types {
    types: Vec<EventType>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Happening {
    nouns: Vec<String>,
    types: Vec<EventType>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    nouns: Vec<String>,
    of: EntityType,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct ResultSource {
    causes: Vec<EventType>,
    effects: Vec<EventType>,
}

impl DiscourseRules {
    pub(crate) fn load(text: &str, symbols: &mut Symbols, orthography: &Orthography, faults: &mut Faults) -> Self {
        let proposal = "write [loose], [[same]], [anew], [[happening]], [[pair]], [frame] and [result]";
        let source: Source = strict::read("discourse.toml", text, proposal, faults).unwrap_or_default();
        let mut symbol = |written: &String| symbols.intern(&orthography.run_together(written), written);
        let mut made = Self {
            equal: source.loose.equal.into_iter().collect(),
            silent: source.loose.silent.into_iter().collect(),
            prefixes: source.loose.prefix,
            same: source.same.into_iter().map(|s| s.types).collect(),
            anew: source.anew.types,
            frame: source.frame.types,
            causes: source.result.causes,
            effects: source.result.effects,
            ..Self::default()
        };
        for happening in &source.happening {
            for noun in &happening.nouns {
                made.happening.insert(symbol(noun), happening.types.clone());
            }
        }
        for pair in &source.pair {
            for noun in &pair.nouns {
                made.pair.entry(symbol(noun)).or_default().push(pair.of);
            }
        }
        made
    }

    /// A key under which transliterations of one name fall together. Takes a folded name.
    #[must_use]
    pub fn loose_key(&self, folded: &str) -> String {
        let name = self.prefixes.iter().find_map(|p| folded.strip_prefix(p.as_str())).unwrap_or(folded);
        let mut key = String::new();
        for (n, c) in name.chars().enumerate() {
            let c = self.equal.get(&c).copied().unwrap_or(c);
            if (n > 0 && self.silent.contains(&c)) || key.ends_with(c) {
                continue;
            }
            key.push(c);
        }
        key
    }

    /// Whether two types can tell one happening.
    #[must_use]
    pub fn same_happening(&self, a: EventType, b: EventType) -> bool {
        a == b || self.same.iter().any(|group| group.contains(&a) && group.contains(&b))
    }
}
