//! Which of many patterns can begin at a token: the triggers of all, turned round.
//!
//! A token is asked once what it is, and the answers lead to the patterns; so the cost does not grow with patterns that
//! have nothing to do with it.

use super::automaton::Pattern;
use super::regex::TokenRegex;
use super::resolve::{FeatureId, KeyId, KindSet, LemmaId, Tokens};
use super::trigger::Trigger;
use rustc_hash::FxHashMap;

/// A set of patterns, as bits.
type Set = Box<[u64]>;

/// The index of patterns by what can set them off.
#[derive(Debug, Clone, Default)]
pub struct Starts {
    blocks: usize,
    /// Patterns that can begin anywhere.
    anywhere: Vec<u64>,
    keys: FxHashMap<KeyId, Set>,
    lemmas: FxHashMap<LemmaId, Set>,
    /// By number of the list.
    lists: Vec<Option<Set>>,
    features: Vec<(FeatureId, Set)>,
    kinds: Vec<(KindSet, Set)>,
    texts: Vec<(TokenRegex, Set)>,
}

impl Starts {
    /// Indexes patterns, which are numbered from 0 in this order.
    #[must_use]
    pub fn new(patterns: &[&Pattern]) -> Self {
        let blocks = patterns.len().div_ceil(64);
        let mut made = Self { blocks, anywhere: vec![0; blocks], ..Self::default() };
        for (number, pattern) in patterns.iter().enumerate() {
            let Some(triggers) = pattern.first_tests() else {
                add(&mut made.anywhere, number);
                continue;
            };
            for trigger in triggers {
                add(made.set_of(trigger), number);
            }
        }
        made
    }

    fn set_of(&mut self, trigger: &Trigger) -> &mut [u64] {
        let empty = || vec![0; self.blocks].into_boxed_slice();
        match trigger {
            Trigger::Key(key) => self.keys.entry(*key).or_insert_with(empty),
            Trigger::Lemma(lemma) => self.lemmas.entry(*lemma).or_insert_with(empty),
            Trigger::List(list) => {
                let at = list.0 as usize;
                if self.lists.len() <= at {
                    self.lists.resize(at + 1, None);
                }
                self.lists[at].get_or_insert_with(empty)
            }
            Trigger::Feature(feature) => entry(&mut self.features, feature, empty),
            Trigger::Kinds(kinds) => entry(&mut self.kinds, kinds, empty),
            Trigger::Text(regex) => entry(&mut self.texts, regex, empty),
        }
    }

    /// How many words of bits a set of patterns has.
    #[must_use]
    pub const fn blocks(&self) -> usize {
        self.blocks
    }

    /// Puts the patterns that can begin at a token into `set`, which has as many words as [`Self::blocks`] says: pattern
    /// `n` is bit `n % 64` of word `n / 64`.
    pub fn at<T: Tokens + ?Sized>(&self, tokens: &T, at: usize, set: &mut [u64]) {
        set.copy_from_slice(&self.anywhere);
        if let Some(more) = self.keys.get(&tokens.key(at)) {
            unite(set, more);
        }
        for more in tokens.lemmas(at).iter().filter_map(|lemma| self.lemmas.get(lemma)) {
            unite(set, more);
        }
        tokens.each_list(at, &mut |list| {
            if let Some(Some(more)) = self.lists.get(list.0 as usize) {
                unite(set, more);
            }
        });
        for (_, more) in self.features.iter().filter(|(feature, _)| tokens.has_feature(at, *feature)) {
            unite(set, more);
        }
        for (_, more) in self.kinds.iter().filter(|(kinds, _)| tokens.entity_end(at, *kinds).is_some()) {
            unite(set, more);
        }
        for (_, more) in self.texts.iter().filter(|(regex, _)| regex.matches(tokens.text(at))) {
            unite(set, more);
        }
    }
}

fn entry<'s, K: Clone + PartialEq>(list: &'s mut Vec<(K, Set)>, key: &K, empty: impl FnOnce() -> Set) -> &'s mut Set {
    let at = list.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
        list.push((key.clone(), empty()));
        list.len() - 1
    });
    &mut list[at].1
}

fn add(set: &mut [u64], number: usize) {
    set[number / 64] |= 1 << (number % 64);
}

fn unite(set: &mut [u64], more: &[u64]) {
    for (word, more) in set.iter_mut().zip(more) {
        *word |= more;
    }
}
