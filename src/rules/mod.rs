//! Rule packs: all language knowledge, read from data.
//!
//! A [`Pack`] is what the stages ask: orthography, lexicon, gazetteer, verbs, patterns and event rules of one language.
//! It is loaded from the files compiled into the program, or from a folder, once; afterwards it is read-only and shared.

pub mod boilerplate;
mod conjugation;
pub mod discourse;
pub mod engine;
pub mod event_rules;
pub mod example;
pub mod expression;
pub mod fault;
pub mod files;
mod folded;
pub mod gazetteer;
pub mod grammar;
pub mod heads;
mod ids;
pub mod lexicon;
mod lists;
mod load;
pub mod measured;
mod morphology;
mod names;
mod orthography;
pub mod pages;
pub mod pattern;
pub mod patterns;
mod records;
pub(crate) mod strict;
pub mod symbols;
mod table;
pub mod times;
pub mod verbs;
mod word_classes;

use crate::schema::EntityType;
use fault::{Faults, PackError};
use files::RuleFiles;
use gazetteer::Gazetteer;
use grammar::Grammar;
use lexicon::Lexicon;
pub use morphology::Pieces;
pub use orthography::{CharacterClass, Mark, Orthography};
use patterns::{PatternGroup, PatternRule};
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
    /// Token patterns for mentions, highest priority first. The two groups count on their order: change them by
    /// [`Pack::replace_patterns`].
    pub patterns: Vec<PatternRule>,
    /// Those for persons, which see the mentions that all others found.
    pub(crate) person_patterns: PatternGroup,
    /// All others.
    pub(crate) other_patterns: PatternGroup,
    /// How noun phrases are typed by their head.
    pub heads: Vec<heads::HeadRule>,
    /// What the engine finds without a rule of the pack.
    pub engine: Vec<engine::EngineRule>,
    /// Event rules with their index of triggers.
    pub events: event_rules::EventRules,
    /// What can be the same thing.
    pub discourse: discourse::DiscourseRules,
    /// How often rules were right on gold.
    pub measured: measured::Measured,
    /// How times become dates.
    pub times: times::TimeRules,
    /// Words around the articles of web pages.
    pub boilerplate: std::sync::Arc<boilerplate::Boilerplate>,
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
    /// ```
    /// let pack = khabar::rules::Pack::embedded()?;
    /// assert_eq!(pack.about.language, "fa");
    /// # Ok::<(), khabar::rules::fault::PackError>(())
    /// ```
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

    /// Ids of all rules: of events, patterns, heads.
    pub fn rule_ids(&self) -> impl Iterator<Item = &str> + Clone {
        rule_ids(&self.events, &self.patterns, &self.heads)
    }

    /// Ids of all that carries examples: the rules, and the parts of the engine.
    pub fn exemplified(&self) -> impl Iterator<Item = &str> + Clone {
        self.rule_ids().chain(self.engine.iter().map(|part| part.id.as_str()))
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
                let about: About =
                    strict::read("pack.toml", text, "write name, language and version", faults).unwrap_or_default();
                // Words of a graph carry the tag, so it must be one.
                let fits = oxigraph::model::Literal::new_language_tagged_literal("", about.language.as_str()).is_ok();
                if !fits && let Some(at) = text.find(&format!("\"{}\"", about.language)) {
                    let span = at..at + about.language.len() + 2;
                    let message = format!("`{}` is no language tag", about.language);
                    faults.error("pack.toml", span, message, "write a tag of BCP 47, such as `fa` or `fa-AF`");
                }
                about
            }
        };
        unread(files, faults);
        // The tables of words take longest, and the files of rules can be read without them.
        let (tables, (patterns, events, hash)) = rayon::join(
            || load::Tables::load(files, faults),
            || (patterns::read(files), event_rules::read(files), hash(files)),
        );
        let load::Tables { orthography, mut lexicon, gazetteer, mut verbs, pieces } = tables;
        let grammar = Grammar::load(files.get("grammar.toml").unwrap_or(""), &lexicon, &orthography, faults);
        let mut ids = ids::Ids::new(files);
        let engine = engine::load(files.get(engine::FILE).unwrap_or(""), &mut ids, faults);
        let heads = heads::load(files, &gazetteer, &mut lexicon, &orthography, &mut ids, faults);
        let words = patterns::Words { orthography: &orthography, gazetteer: &gazetteer, classes: &lexicon.classes };
        let patterns = patterns::load(patterns, &mut lexicon.symbols, words, &mut ids, faults);
        let events =
            event_rules::Loader::new(&mut lexicon, &orthography, &mut verbs, faults).load(files, events, &mut ids);
        let discourse = discourse::DiscourseRules::load(
            files.get("discourse.toml").unwrap_or(""),
            &mut lexicon.symbols,
            &orthography,
            faults,
        );
        let ids = rule_ids(&events, &patterns, &heads);
        let measured = measured::load(files.get(measured::FILE).unwrap_or(""), ids, faults);
        let times = times::TimeRules::load(files.get("times.toml"), &orthography, faults);
        let boilerplate = boilerplate::Boilerplate::load(files, &orthography, faults).into();
        if lexicon.classes.overflows() {
            let message = format!("the word tables use more than {} classes", lexicon::Classes::CAPACITY);
            faults.error("pack.toml", 0..0, message, "use fewer class names in lexicon/*.tsv");
        }
        Self {
            about,
            hash,
            orthography,
            lexicon,
            gazetteer,
            verbs,
            pieces,
            grammar,
            person_patterns: PatternGroup::of(&patterns, |kind| kind == EntityType::Person),
            other_patterns: PatternGroup::of(&patterns, |kind| kind != EntityType::Person),
            patterns,
            heads,
            engine,
            events,
            discourse,
            measured,
            times,
            boilerplate,
        }
    }

    /// Puts other token patterns, highest priority first, in the place of those that are there.
    pub fn replace_patterns(&mut self, patterns: Vec<PatternRule>) {
        self.person_patterns = PatternGroup::of(&patterns, |kind| kind == EntityType::Person);
        self.other_patterns = PatternGroup::of(&patterns, |kind| kind != EntityType::Person);
        self.patterns = patterns;
    }
}

/// Warns of files that nothing reads: a misspelt name, or a folder too high or too low.
fn unread(files: &RuleFiles, faults: &mut Faults) {
    let known: Vec<&str> = RuleFiles::embedded_below("fa/").map(|(path, _)| path.trim_start_matches("fa/")).collect();
    for (path, text) in files.iter() {
        let folders = [("events/", "toml"), ("patterns/", "toml"), ("lexicon/words/", "tsv")];
        let plain = path.trim_end_matches(files::ADDED);
        let read = folders.iter().any(|(folder, kind)| plain.starts_with(folder) && plain.ends_with(kind));
        if read || plain == measured::FILE || known.contains(&plain) {
            continue;
        }
        let near = fault::nearest(plain, known.iter().copied()).map(|near| format!("is it `{near}`? "));
        let proposal = format!(
            "{}event rules stand in events/, token patterns in patterns/, words in lexicon/words/",
            near.unwrap_or_default()
        );
        faults.warning(path, 0..text.lines().next().map_or(0, str::len), "nothing reads this file", proposal);
    }
}

fn rule_ids<'p>(
    events: &'p event_rules::EventRules,
    patterns: &'p [PatternRule],
    heads: &'p [heads::HeadRule],
) -> impl Iterator<Item = &'p str> + Clone {
    let events = events.list.iter().map(|rule| rule.id.as_str());
    events.chain(patterns.iter().map(|rule| rule.id.as_str())).chain(heads.iter().map(|rule| rule.id.as_str()))
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
