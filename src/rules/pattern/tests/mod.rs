//! A small world for the tests: an interner, some lists, kinds, features and sub-patterns, and sentences made by hand.

#![expect(clippy::single_range_in_vec_init, reason = "matches are lists of ranges, often of one")]

mod explaining;
mod faults;
mod linear;
mod looking;
mod matching;
mod random;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::*;

const FEATURES: &[(&str, &[&str])] =
    &[("pos", &["NOUN", "PROPN", "VERB", "NUM"]), ("number", &["singular", "plural"]), ("class", &["month", "title"])];
const KINDS: &[&str] = &["Person", "Place", "City", "Organization"];

/// No match.
const NOWHERE: [Range<usize>; 0] = [];

#[derive(Default)]
struct World {
    ids: RefCell<HashMap<String, u32>>,
    lists: BTreeMap<&'static str, Vec<&'static str>>,
    subpatterns: BTreeMap<&'static str, Arc<Syntax>>,
}

fn fold(word: &str) -> String {
    word.to_lowercase().replace('\u{200C}', "").replace('ي', "ی").replace('ك', "ک")
}

impl World {
    fn new() -> Self {
        let mut world = Self::default();
        world.lists.insert("titles", vec!["mr", "prime minister", "prime minister of", "رئیس جمهور"]);
        world.lists.insert("months", vec!["may", "june"]);
        world
    }

    fn with(mut self, name: &'static str, source: &str) -> Self {
        self.subpatterns.insert(name, Arc::new(parse(source).unwrap()));
        self
    }

    fn id(&self, name: &str) -> u32 {
        let mut ids = self.ids.borrow_mut();
        let next = ids.len() as u32;
        *ids.entry(name.to_owned()).or_insert(next)
    }

    fn pattern(&self, source: &str) -> Pattern {
        compile(&parse(source).unwrap(), self).unwrap()
    }

    /// Tokens separated by spaces, each `text`, `text|lemma` or `text|lemma|pos=NOUN,number=plural`.
    fn sentence(&self, text: &str) -> Sentence {
        let mut sentence = Sentence::default();
        for token in text.split(' ').filter(|token| !token.is_empty()) {
            let mut parts = token.split('|');
            let word = parts.next().unwrap_or_default();
            sentence.texts.push(word.to_owned());
            sentence.keys.push(self.key(word));
            sentence.lemmas.push(vec![self.lemma(parts.next().unwrap_or(word))]);
            let features = parts.next().unwrap_or_default().split(',').filter(|feature| !feature.is_empty());
            sentence.features.push(
                features
                    .map(|feature| {
                        let (name, value) = feature.split_once('=').unwrap();
                        self.feature(name, value).unwrap()
                    })
                    .collect(),
            );
        }
        for (name, entries) in &self.lists {
            let entries = entries.iter().map(|entry| entry.split(' ').map(|word| self.key(word)).collect());
            sentence.lists.insert(self.list(name).unwrap(), entries.collect());
        }
        sentence
    }
}

impl Resolver for World {
    fn key(&self, word: &str) -> KeyId {
        KeyId(self.id(&format!("key {}", fold(word))))
    }

    fn lemma(&self, lemma: &str) -> LemmaId {
        LemmaId(self.id(&format!("lemma {lemma}")))
    }

    fn feature(&self, name: &str, value: &str) -> Option<FeatureId> {
        let (_, values) = FEATURES.iter().find(|(feature, _)| *feature == name)?;
        values.contains(&value).then(|| FeatureId(self.id(&format!("feature {name}={value}"))))
    }

    fn list(&self, name: &str) -> Option<ListId> {
        self.lists.keys().position(|list| *list == name).map(|index| ListId(index as u32))
    }

    fn kind(&self, name: &str) -> Option<KindSet> {
        let index = KINDS.iter().position(|kind| *kind == name)?;
        let set = KindSet::single(index as u8);
        // A city is a place.
        Some(if name == "Place" { set | KindSet::single(2) } else { set })
    }

    fn subpattern(&self, name: &str) -> Option<Arc<Syntax>> {
        self.subpatterns.get(name).cloned()
    }

    fn known(&self, namespace: Namespace<'_>) -> Vec<String> {
        let strings = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        match namespace {
            Namespace::Lists => self.lists.keys().map(|name| (*name).to_owned()).collect(),
            Namespace::Kinds => strings(KINDS),
            Namespace::Features => FEATURES.iter().map(|(name, _)| (*name).to_owned()).collect(),
            Namespace::Values(name) => {
                FEATURES.iter().find(|(feature, _)| *feature == name).map_or(Vec::new(), |(_, values)| strings(values))
            }
            Namespace::Subpatterns => self.subpatterns.keys().map(|name| (*name).to_owned()).collect(),
        }
    }
}

#[derive(Default)]
struct Sentence {
    texts: Vec<String>,
    keys: Vec<KeyId>,
    lemmas: Vec<Vec<LemmaId>>,
    features: Vec<Vec<FeatureId>>,
    entities: Vec<(Range<usize>, &'static str)>,
    lists: HashMap<ListId, Vec<Vec<KeyId>>>,
}

impl Sentence {
    fn mention(mut self, tokens: Range<usize>, kind: &'static str) -> Self {
        self.entities.push((tokens, kind));
        self
    }
}

impl Tokens for Sentence {
    fn len(&self) -> usize {
        self.texts.len()
    }

    fn text(&self, at: usize) -> &str {
        &self.texts[at]
    }

    fn key(&self, at: usize) -> KeyId {
        self.keys[at]
    }

    fn lemmas(&self, at: usize) -> &[LemmaId] {
        &self.lemmas[at]
    }

    fn has_feature(&self, at: usize, feature: FeatureId) -> bool {
        self.features[at].contains(&feature)
    }

    fn entity_end(&self, at: usize, kinds: KindSet) -> Option<usize> {
        let kind = |name| KindSet::single(KINDS.iter().position(|kind| *kind == name).unwrap() as u8);
        let here = self.entities.iter().filter(|(span, name)| span.start == at && kinds.intersects(kind(*name)));
        here.map(|(span, _)| span.end).max()
    }

    fn list_ends(&self, at: usize, list: ListId, ends: &mut Vec<usize>) {
        let entries = self.lists[&list].iter().filter(|entry| self.keys[at..].starts_with(entry));
        ends.extend(entries.map(|entry| at + entry.len()));
    }

    fn each_list(&self, at: usize, each: &mut dyn FnMut(ListId)) {
        let begins = |entries: &[Vec<KeyId>]| entries.iter().any(|entry| self.keys[at..].starts_with(entry));
        self.lists.iter().filter(|(_, entries)| begins(entries)).for_each(|(list, _)| each(*list));
    }

    fn list_ended(&self, at: usize, list: ListId) -> bool {
        self.lists[&list].iter().any(|entry| self.keys[..at].ends_with(entry))
    }
}

/// All matches of a pattern in a sentence of bare words.
fn spans(source: &str, text: &str) -> Vec<Range<usize>> {
    let world = World::new();
    let pattern = world.pattern(source);
    let found = pattern.find_all(&world.sentence(text), &mut Scratch::default());
    found.into_iter().map(|found| found.span).collect()
}

/// The faults of a source, from parsing or else from compiling.
fn faults(world: &World, source: &str) -> Vec<Fault> {
    match parse(source) {
        Err(faults) => faults,
        Ok(syntax) => compile(&syntax, world).err().unwrap_or_default(),
    }
}
