//! Persons that an article has named in full, so that their family names alone are mentions afterwards.

use super::Mention;
use crate::analysis::{Sentence, Word};
use crate::rules::Pack;
use crate::rules::lexicon::{Features, Pos};
use crate::schema::EntityType;
use crate::text::TokenKind;
use rustc_hash::FxHashSet;

/// Strength of a name that an earlier sentence introduced: above a place of the same name.
const STRENGTH: i32 = 57;
/// Shorter names are too often other words in a loose spelling.
const LOOSE_LENGTH: usize = 3;

/// Names of the persons of the sentences read so far.
#[derive(Debug, Clone, Default)]
pub struct KnownNames {
    /// Folded names, their words run together: the whole name, the family name, the last two words.
    exact: FxHashSet<String>,
    /// Family names as transliterations fall together.
    loose: FxHashSet<String>,
}

impl KnownNames {
    /// Takes note of the persons that a sentence names with more than one word.
    pub(crate) fn learn(&mut self, text: &str, sentence: &Sentence, found: &[Mention], pack: &Pack) {
        for mention in found.iter().filter(|m| m.kind == EntityType::Person && m.words.len() > 1) {
            let words: Vec<&Word> =
                sentence.words[mention.words.clone()].iter().filter(|w| w.kind == TokenKind::Word).collect();
            let keys: Vec<String> = words.iter().map(|w| pack.orthography.key(w.span.of(text))).collect();
            let Some(last) = keys.last() else { continue };
            for from in 1..keys.len() {
                self.exact.insert(keys[from..].concat());
            }
            self.exact.insert(keys.concat());
            // A given name alone, when it is no other word.
            if words[0].readings.iter().all(|r| r.pos == Pos::Propn) {
                self.exact.insert(keys[0].clone());
            }
            self.loose.insert(pack.discourse.loose_key(last));
        }
    }

    /// Mentions of persons by a part of a name that is known.
    pub(crate) fn again(&self, text: &str, sentence: &Sentence, pack: &Pack) -> Vec<Mention> {
        let mut found = Vec::new();
        if self.exact.is_empty() {
            return found;
        }
        let mut at = 0;
        while at < sentence.words.len() {
            let mut end = at;
            let mut key = String::new();
            // As many words as make a known name.
            let first = at == 0 || sentence.words[at - 1].kind == TokenKind::Mark;
            for (n, word) in sentence.words[at..].iter().enumerate().take(3) {
                if !may_stand_in_a_name(word) {
                    break;
                }
                key.push_str(&pack.orthography.key(word.span.of(text)));
                let unknown = word.has(Features::UNKNOWN);
                let loosely = || {
                    let loose = pack.discourse.loose_key(&key);
                    unknown && loose.chars().count() >= LOOSE_LENGTH && self.loose.contains(&loose)
                };
                // A word of the language names somebody only where a clause begins, or together with others.
                let open = n > 0 || first || may_name(word);
                if (open && self.exact.contains(&key)) || (n == 0 && may_name(word) && loosely()) {
                    end = at + n + 1;
                }
            }
            if end > at {
                found.push(Mention::new(EntityType::Person, at..end, sentence, "name.again", STRENGTH));
            }
            at = end.max(at + 1);
        }
        found
    }
}

/// Whether a word may belong to a name of several words.
fn may_stand_in_a_name(word: &Word) -> bool {
    word.kind == TokenKind::Word && matches!(word.pos(), Pos::Noun | Pos::Adj | Pos::Propn)
}

/// Whether a word by itself may be a name here.
fn may_name(word: &Word) -> bool {
    let open = word.may_be(Pos::Propn) || word.has(Features::UNKNOWN) || word.has(Features::DERIVED);
    word.kind == TokenKind::Word && open && !matches!(word.pos(), Pos::Verb | Pos::Aux | Pos::Adp)
}
