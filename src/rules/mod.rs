//! Rule packs: all language knowledge, read from data.
//!
//! A [`Pack`] is what the stages ask: orthography, lexicon, gazetteer, verbs, patterns and event rules of one language.
//! It is loaded from the files compiled into the program, or from a folder, once; afterwards it is read-only and shared.

mod conjugation;
pub mod discourse;
pub mod event_rules;
pub mod fault;
pub mod files;
pub mod gazetteer;
pub mod grammar;
pub mod heads;
mod ids;
pub mod lexicon;
mod load;
pub mod measured;
mod morphology;
mod names;
mod orthography;
pub mod pages;
pub mod pattern;
pub mod patterns;
pub(crate) mod strict;
pub mod symbols;
mod table;
pub mod times;
pub mod verbs;

use fault::{Faults, PackError};
use files::RuleFiles;
use gazetteer::Gazetteer;
use grammar::Grammar;
use lexicon::Lexicon;
pub(crate) use load::parts;
pub use morphology::Pieces;
pub use orthography::{CharacterClass, Mark, Orthography};
use patterns::PatternRule;
use serde::Deserialize;
use verbs::Verbs;

/// The language that is compiled into the program.
pub const DEFAULT_LANGUAGE: &str = "fa";

/// A loaded rule pack.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Name, language and version.
    pub about: About,
    /// SHA-256 of all its files with their names, in hexadecimal digits.
    pub hash: String,
    /// Characters and keys.
    pub orthography: Orthography,
    /// Words.
    pub lexicon: Lexicon,
    /// Names and phrase lists.
    pub gazetteer: Gazetteer,
    /// Compound verbs, preverbs, support verbs.
    pub verbs: Verbs,
    /// Endings and prefixes that stand apart or are glued.
    pub pieces: Pieces,
    /// Function words and auxiliaries, resolved.
    pub grammar: Grammar,
    /// Token patterns for mentions, highest priority first.
    pub patterns: Vec<PatternRule>,
    /// How noun phrases are typed by their head.
    pub heads: Vec<heads::HeadRule>,
    /// Event rules with their index of triggers.
    pub events: event_rules::EventRules,
    /// What can be the same thing.
    pub discourse: discourse::DiscourseRules,
    /// How often event rules were right on gold.
    pub measured: measured::Measured,
    /// How times become dates.
    pub times: times::TimeRules,
}

/// The head of a pack, `pack.toml`.
#[derive(Debug, Clone, Deserialize, Default, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Name of the pack.
    pub name: String,
    /// Language tag (BCP 47).
    pub language: String,
    /// Version of the rules.
    pub version: String,
}

impl Pack {
    /// The Persian pack that is compiled into the program.
    ///
    /// # Errors
    /// When the rule files it was built with have faults.
    pub fn embedded() -> Result<Self, PackError> {
        Self::load(RuleFiles::embedded(DEFAULT_LANGUAGE))
    }

    /// Loads a pack from its files.
    ///
    /// # Errors
    /// With all faults of the pack, when one of them is an error.
    pub fn load(files: RuleFiles) -> Result<Self, PackError> {
        let mut faults = Faults::default();
        let pack = Self::assemble(&files, &mut faults);
        if faults.has_errors() { Err(PackError::new(faults, files)) } else { Ok(pack) }
    }

    /// Loads a pack as far as it can be loaded, with all that is wrong with it.
    #[must_use]
    pub fn inspect(files: &RuleFiles) -> (Self, Faults) {
        let mut faults = Faults::default();
        let pack = Self::assemble(files, &mut faults);
        (pack, faults)
    }

    fn assemble(files: &RuleFiles, faults: &mut Faults) -> Self {
        let about = match files.get("pack.toml") {
            None => {
                faults.error(
                    "pack.toml",
                    0..0,
                    "the pack has no `pack.toml`",
                    "write name, language and version there",
                );
                About::default()
            }
            Some(text) => {
                strict::read("pack.toml", text, "write name, language and version", faults).unwrap_or_default()
            }
        };
        let orthography = Orthography::load("orthography.toml", files.get("orthography.toml").unwrap_or(""), faults);
        let mut loader = load::Loader {
            orthography: &orthography,
            lexicon: Lexicon::default(),
            gazetteer: Gazetteer::default(),
            verbs: Verbs::default(),
            pieces: Pieces::default(),
            faults,
        };
        loader.load(files);
        let load::Loader { mut lexicon, gazetteer, mut verbs, pieces, .. } = loader;
        let grammar = Grammar::load(files.get("grammar.toml").unwrap_or(""), &lexicon, &orthography, faults);
        let mut ids = ids::Ids::new(files);
        let heads = files.get("heads.toml").unwrap_or("");
        let heads = heads::load(heads, &gazetteer, &mut lexicon, &orthography, &mut ids, faults);
        let words = patterns::Words { orthography: &orthography, gazetteer: &gazetteer, classes: &lexicon.classes };
        let patterns = patterns::load(files, &mut lexicon.symbols, words, &mut ids, faults);
        let events = event_rules::Loader::new(&mut lexicon, &orthography, &mut verbs, faults).load(files, &mut ids);
        let discourse = discourse::DiscourseRules::load(
            files.get("discourse.toml").unwrap_or(""),
            &mut lexicon.symbols,
            &orthography,
            faults,
        );
        let ids = events.list.iter().map(|rule| rule.id.as_str());
        let measured = measured::load(files.get(measured::FILE).unwrap_or(""), ids, faults);
        let times = times::TimeRules::load(files.get("times.toml"), &orthography, faults);
        if lexicon.classes.overflows() {
            let message = format!("the word tables use more than {} classes", lexicon::Classes::CAPACITY);
            faults.error("pack.toml", 0..0, message, "use fewer class names in lexicon/*.tsv");
        }
        Self {
            about,
            hash: hash(files),
            orthography,
            lexicon,
            gazetteer,
            verbs,
            pieces,
            grammar,
            patterns,
            heads,
            events,
            discourse,
            measured,
            times,
        }
    }
}

/// One hash over names and texts of all files, in path order.
fn hash(files: &RuleFiles) -> String {
    use sha2::{Digest, Sha256};
    let mut digest = Sha256::new();
    for (path, text) in files.iter() {
        for part in [path, text] {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part.as_bytes());
        }
    }
    crate::rdf::hexadecimal(&digest.finalize())
}
