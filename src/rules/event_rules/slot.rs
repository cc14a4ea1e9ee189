//! Slots as rules write them: `"subject"`, `"@with"`, `"PREPOSITION:Place"`, `"object:!Quantity|@words"`.

use super::load::Loader;
use super::{SlotName, SlotSpec, Test};
use crate::rules::fault::nearest;
use crate::rules::symbols::Symbol;
use crate::schema::EntityType;
use rustc_hash::FxHashSet;
use std::sync::Arc;
use toml::Spanned;

/// Names of slots that are no prepositions.
const NAMED: [&str; 10] =
    ["subject", "object", "genitive", "clause", "adverbial", "number", "measure", "predicate", "element", "default"];

impl Loader<'_> {
    pub(super) fn spec(&mut self, file: &str, written: &Spanned<String>) -> Option<SlotSpec> {
        let (slot, test) = match written.get_ref().split_once(':') {
            Some((slot, test)) => (slot.trim(), Some(test.trim())),
            None => (written.get_ref().trim(), None),
        };
        let slot = match slot {
            "subject" => SlotName::Subject,
            "object" => SlotName::Object,
            "genitive" => SlotName::Genitive,
            "clause" => SlotName::Clause,
            "adverbial" => SlotName::Adverbial,
            "number" => SlotName::Number,
            "measure" => SlotName::Measure,
            "predicate" => SlotName::Predicate,
            "element" => SlotName::Element,
            "default" => SlotName::Default,
            _ => match slot.strip_prefix('@') {
                Some(group) => match self.groups.get(group) {
                    Some(members) => SlotName::Preposition(members.as_slice().into()),
                    None => {
                        let near = nearest(group, self.groups.keys().map(String::as_str)).map(str::to_owned);
                        let proposal = near.map_or_else(
                            || "define it under [groups] in events/defaults.toml".to_owned(),
                            |n| format!("did you mean `@{n}`?"),
                        );
                        self.faults.error(file, written.span(), format!("no group of slots `@{group}`"), proposal);
                        return None;
                    }
                },
                None if !self.is_preposition(slot) => {
                    let proposal = self.meant_slot(slot);
                    self.faults.error(file, written.span(), format!("no slot and no preposition `{slot}`"), proposal);
                    return None;
                }
                None => SlotName::Preposition(Arc::new([self.symbol(slot)])),
            },
        };
        let (negated, test) = match test {
            None => (false, None),
            Some(test) => match test.strip_prefix('!') {
                Some(rest) => (true, Some(self.test(file, written, rest)?)),
                None => (false, Some(self.test(file, written, test)?)),
            },
        };
        Some(SlotSpec { slot, test, negated, written: written.get_ref().as_str().into() })
    }

    /// What to do about a word that is neither a slot nor a preposition of the lexicon.
    pub(super) fn meant_slot(&self, written: &str) -> String {
        let known = NAMED.into_iter().chain(self.prepositions());
        // Of complex prepositions the nouns must be near, since the words before them are few.
        let last = |words: &'_ str| words.rsplit(' ').next().unwrap_or_default().to_owned();
        let near = nearest(written, known).filter(|near| nearest(&last(written), [&*last(near)]).is_some());
        let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
        format!("{near}a preposition must stand in lexicon/closed.tsv (pos ADP) or lexicon/prepositions.tsv")
    }

    /// A test: alternatives joined by `|`, each an entity type, `human`, `plural`, `phrase` or a word list.
    fn test(&mut self, file: &str, written: &Spanned<String>, test: &str) -> Option<Test> {
        let mut alternatives = Vec::new();
        let mut kinds = Vec::new();
        for name in test.split('|').map(str::trim) {
            match name {
                "human" => alternatives.push(Test::Human),
                "plural" => alternatives.push(Test::Plural),
                "phrase" => alternatives.push(Test::Phrase),
                _ => {
                    if let Some(list) = name.strip_prefix('@') {
                        alternatives.push(Test::Words(self.word_list(file, written, list)?));
                    } else {
                        match name.parse::<EntityType>() {
                            Ok(kind) => kinds.push(kind),
                            Err(error) => {
                                let known =
                                    EntityType::ALL.iter().map(|k| k.name()).chain(["human", "plural", "phrase"]);
                                let near = nearest(name, known).unwrap_or("human");
                                self.faults.error(
                                    file,
                                    written.span(),
                                    error.to_string(),
                                    format!("did you mean `{near}`?"),
                                );
                                return None;
                            }
                        }
                    }
                }
            }
        }
        if !kinds.is_empty() {
            alternatives.push(Test::Kinds(kinds));
        }
        Some(if alternatives.len() == 1 { alternatives.remove(0) } else { Test::Any(alternatives) })
    }

    fn word_list(&mut self, file: &str, written: &Spanned<String>, list: &str) -> Option<Arc<FxHashSet<Symbol>>> {
        if let Some(found) = self.lists.get_mut(list) {
            found.used = true;
            return Some(found.words.clone());
        }
        let near = nearest(list, self.lists.keys().map(String::as_str)).map(str::to_owned);
        let proposal =
            near.map_or_else(|| "define it under [lists] of this file".to_owned(), |n| format!("did you mean `@{n}`?"));
        self.faults.error(file, written.span(), format!("no word list `@{list}`"), proposal);
        None
    }
}
