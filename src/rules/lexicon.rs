//! The lexicon: every word form the pack knows, with its readings, and the endings by which others are read.
//!
//! Filled by `load` from the tables below `lexicon/` and `gazetteer/`; asked by `analysis`. Forms are folded
//! keys, so one entry serves all spellings.

use super::folded::Folded;
use super::lists::{Chains, Lists};
use super::symbols::{Symbol, Symbols};
pub use super::word_classes::{ClassNames, Classes};
use std::fmt;

/// Part of speech, with the tags of Universal Dependencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the tags of Universal Dependencies")]
pub enum Pos {
    Noun,
    Propn,
    Adj,
    Verb,
    Aux,
    Adp,
    Det,
    Pron,
    Num,
    Adv,
    Cconj,
    Sconj,
    Part,
    Intj,
    Punct,
    X,
}

impl Pos {
    /// Tags and their names.
    pub const ALL: [(Self, &'static str); 16] = [
        (Self::Noun, "NOUN"),
        (Self::Propn, "PROPN"),
        (Self::Adj, "ADJ"),
        (Self::Verb, "VERB"),
        (Self::Aux, "AUX"),
        (Self::Adp, "ADP"),
        (Self::Det, "DET"),
        (Self::Pron, "PRON"),
        (Self::Num, "NUM"),
        (Self::Adv, "ADV"),
        (Self::Cconj, "CCONJ"),
        (Self::Sconj, "SCONJ"),
        (Self::Part, "PART"),
        (Self::Intj, "INTJ"),
        (Self::Punct, "PUNCT"),
        (Self::X, "X"),
    ];

    /// The tag's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The tag of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(p, _)| *p)
    }

    /// Whether the word can head or extend a noun phrase.
    #[must_use]
    pub const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Propn | Self::Num | Self::Pron | Self::X)
    }
}

/// Grammatical features of a word form, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Features(pub u16);

impl Features {
    /// More than one.
    pub const PLURAL: Self = Self(1);
    /// Carries the indefinite or relativising ending.
    pub const INDEFINITE: Self = Self(1 << 1);
    /// An ezafe is written.
    pub const EZAFE: Self = Self(1 << 2);
    /// Carries a possessive clitic: the phrase ends here.
    pub const CLITIC: Self = Self(1 << 3);
    /// Comparative.
    pub const COMPARATIVE: Self = Self(1 << 4);
    /// Superlative: stands before its noun.
    pub const SUPERLATIVE: Self = Self(1 << 5);
    /// The copula is written on the word.
    pub const COPULA: Self = Self(1 << 6);
    /// Read by an ending, not found whole.
    pub const DERIVED: Self = Self(1 << 7);
    /// Not known at all.
    pub const UNKNOWN: Self = Self(1 << 8);

    /// The copula written on the word has a personal ending (the word is its own predicate).
    pub const PERSONAL: Self = Self(1 << 9);
    /// That ending is one of the first person.
    pub const FIRST: Self = Self(1 << 10);
    /// Ends in a way after which an ezafe would have to be written.
    pub const FINAL: Self = Self(1 << 11);

    const NAMES: [(&'static str, Self); 10] = [
        ("plural", Self::PLURAL),
        ("indefinite", Self::INDEFINITE),
        ("ezafe", Self::EZAFE),
        ("clitic", Self::CLITIC),
        ("comparative", Self::COMPARATIVE),
        ("superlative", Self::SUPERLATIVE),
        ("copula", Self::COPULA),
        ("final", Self::FINAL),
        ("personal", Self::PERSONAL),
        ("first", Self::FIRST),
    ];

    /// The feature of a name in `morphology.toml`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(n, _)| *n == name).map(|(_, f)| *f)
    }

    /// Names of the features that are set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |(_, f)| self.has(*f)).map(|(n, _)| n)
    }

    /// Whether all bits of `other` are set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without the bits of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// What a verb form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tense {
    /// Past stem with ending; the 3sg is also the short infinitive of the future.
    Past,
    /// Imperfective past.
    Imperfect,
    /// Imperfective present.
    Present,
    /// Subjunctive, with or without its prefix; also the imperative.
    Subjunctive,
    /// Past participle, alone.
    Participle,
    /// Past participle with the perfect's ending.
    Perfect,
    /// Auxiliary of the future.
    Future,
    /// Impersonal modal.
    Modal,
    /// Infinitive: a noun.
    Infinitive,
    /// Agent participle: an adjective or noun.
    Agent,
}

impl Tense {
    /// The name in `irregular_verbs.tsv` and in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Imperfect => "imperfect",
            Self::Present => "present",
            Self::Subjunctive => "subjunctive",
            Self::Participle => "participle",
            Self::Perfect => "perfect",
            Self::Future => "future",
            Self::Modal => "modal",
            Self::Infinitive => "infinitive",
            Self::Agent => "agent",
        }
    }

    /// The tense of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        use Tense::{Agent, Future, Imperfect, Infinitive, Modal, Participle, Past, Perfect, Present, Subjunctive};
        [Past, Imperfect, Present, Subjunctive, Participle, Perfect, Future, Modal, Infinitive, Agent]
            .into_iter()
            .find(|t| t.name() == name)
    }

    /// Whether a clause can end in this form alone.
    #[must_use]
    pub const fn is_finite(self) -> bool {
        matches!(self, Self::Past | Self::Imperfect | Self::Present | Self::Subjunctive | Self::Perfect)
    }
}

/// Person and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person {
    /// 1, 2 or 3.
    pub person: u8,
    /// More than one.
    pub plural: bool,
}

impl Person {
    /// Third person singular.
    pub const THIRD: Self = Self { person: 3, plural: false };

    /// Reads `3sg`, `1pl` ….
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let person = name.chars().next()?.to_digit(10)? as u8;
        let plural = match name.get(1..)? {
            "sg" => false,
            "pl" => true,
            _ => return None,
        };
        (1..=3).contains(&person).then_some(Self { person, plural })
    }
}

/// Inflection of a verb form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VerbForm {
    /// Tense, mood and finiteness.
    pub tense: Tense,
    /// Person and number; third singular where the form has none.
    pub person: Person,
    /// Whether the form carries the negation.
    pub negative: bool,
}

/// One way to read a word form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reading {
    /// Part of speech.
    pub pos: Pos,
    /// Citation form: the singular of a noun, the infinitive of a verb.
    pub lemma: Symbol,
    /// Grammatical features.
    pub features: Features,
    /// Word classes.
    pub classes: Classes,
    /// Inflection, when it is a verb form.
    pub verb: Option<VerbForm>,
}

impl Reading {
    /// A reading without features and classes.
    pub(crate) const fn of(lemma: Symbol, pos: Pos) -> Self {
        Self { pos, lemma, features: Features(0), classes: Classes::NONE, verb: None }
    }
}

/// An ending that is taken off to read a form.
#[derive(Debug, Clone)]
pub struct Suffix {
    pub(crate) form: Box<str>,
    pub(crate) of: Vec<Pos>,
    pub(crate) after: Box<str>,
    pub(crate) restore: Box<str>,
    pub(crate) features: Features,
    /// Part of speech of the result, when it is another than that of the stem.
    pub(crate) to: Option<Pos>,
}

/// How the shape of an unknown word tells what it is.
#[derive(Debug, Clone)]
pub struct Guess {
    /// Last letters of the folded form.
    pub(crate) ending: Box<str>,
    /// First letters of the folded form.
    pub(crate) beginning: Box<str>,
    /// How many characters must be left beside them.
    pub(crate) rest: usize,
    pub(crate) pos: Pos,
    pub(crate) features: Features,
}

/// What is known of a word sequence that begins here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct SequenceNode {
    /// Some longer sequence begins with these words.
    pub prefix: bool,
    /// A sequence ends here: it is one word of the lexicon.
    pub word: bool,
}

/// All words of a pack.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Words as numbers.
    pub symbols: Symbols,
    /// Names of word classes.
    pub classes: ClassNames,
    pub(crate) building: Chains<Reading>,
    pub(crate) readings: Lists<Reading>,
    pub(crate) suffixes: Vec<Suffix>,
    pub(crate) guesses: Vec<Guess>,
    sequences: Vec<SequenceNode>,
}

impl Lexicon {
    /// Adds a reading of a form; a reading with the same part of speech and lemma only gains classes.
    pub(crate) fn add(&mut self, form: Symbol, reading: Reading) {
        self.building.push_or(form, reading, |known| {
            let same = known.pos == reading.pos
                && known.lemma == reading.lemma
                && known.verb == reading.verb
                && known.features == reading.features;
            if same {
                known.classes = known.classes.with(reading.classes);
            }
            same
        });
    }

    /// Makes the look-up table from what was added.
    pub(crate) fn finish(&mut self) {
        self.readings = std::mem::take(&mut self.building).finish();
    }

    /// The readings that the tables give for a form, most frequent first.
    #[must_use]
    pub fn readings(&self, form: Symbol) -> &[Reading] {
        self.readings.of(form)
    }

    /// Readings of a folded form by its endings, appended to `out`; the form itself need not be in the tables.
    pub fn derive(&self, key: &str, out: &mut Vec<Reading>) {
        let before = out.len();
        for suffix in &self.suffixes {
            let Some(stem) = key.strip_suffix(&*suffix.form) else { continue };
            if stem.chars().nth(1).is_none() {
                continue;
            }
            if !suffix.after.is_empty() && !stem.chars().next_back().is_some_and(|c| suffix.after.contains(c)) {
                continue;
            }
            let found = if suffix.restore.is_empty() {
                self.symbols.get(stem)
            } else {
                let mut restored = String::with_capacity(stem.len() + suffix.restore.len());
                restored.push_str(stem);
                restored.push_str(&suffix.restore);
                self.symbols.get(&restored)
            };
            let Some(symbol) = found else { continue };
            for reading in self.readings(symbol) {
                let nominal = match reading.verb {
                    None => true,
                    Some(form) => matches!(form.tense, Tense::Infinitive | Tense::Agent),
                };
                if !nominal || !suffix.of.contains(&reading.pos) {
                    continue;
                }
                // A plural has no second plural.
                if reading.features.has(Features::PLURAL) && suffix.features.has(Features::PLURAL) {
                    continue;
                }
                let features = reading.features.with(suffix.features).with(Features::DERIVED);
                let made = Reading { features, pos: suffix.to.unwrap_or(reading.pos), ..*reading };
                if !out[before..].iter().any(|r| r.pos == made.pos && r.lemma == made.lemma) {
                    out.push(made);
                }
            }
        }
    }

    /// Whether a reading may have come about by an ending of this form.
    #[must_use]
    pub fn has_ending(&self, ending: &str, reading: &Reading) -> bool {
        let given = reading.features.without(Features::DERIVED);
        self.suffixes.iter().any(|s| {
            *s.form == *ending
                && given == s.features
                && s.to.map_or_else(|| s.of.contains(&reading.pos), |p| p == reading.pos)
        })
    }

    /// What the shape of an unknown folded form tells.
    #[must_use]
    pub fn guess(&self, key: &str) -> Option<(Pos, Features)> {
        let fits = |g: &&Guess| {
            key.strip_suffix(&*g.ending)
                .and_then(|rest| rest.strip_prefix(&*g.beginning))
                .is_some_and(|rest| rest.chars().count() >= g.rest)
        };
        self.guesses.iter().find(fits).map(|g| (g.pos, g.features))
    }

    /// Notes a word that is written with inner joiners or spaces, so that its parts are found when they stand apart.
    pub(crate) fn add_sequence(&mut self, folded: &Folded, display: &str) {
        for (n, beginning) in folded.beginnings().enumerate() {
            let last = n + 1 == folded.count();
            let display = if last { display } else { "" };
            let at = self.symbols.intern(beginning, display).0 as usize;
            if self.sequences.len() <= at {
                self.sequences.resize(at + 1, SequenceNode::default());
            }
            let node = &mut self.sequences[at];
            node.word |= last;
            node.prefix |= !last;
        }
    }

    /// What is known of the word sequences that begin with the words of this symbol.
    pub(crate) fn sequence(&self, words: Symbol) -> Option<SequenceNode> {
        self.sequences.get(words.0 as usize).copied().filter(|node| node.word || node.prefix)
    }
}

impl fmt::Display for Pos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
