//! Keys: how spellings that mean the same word are made equal without touching the text.
//!
//! [`Orthography`] is read from `orthography.toml` of a pack. It knows no language by itself.

use super::fault::{Faults, PackError};
use super::files::RuleFiles;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a character is for the tokenizer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CharacterClass {
    /// Part of a word: a letter, a digit, a mark or a joiner.
    Word,
    /// White space.
    Space,
    /// Anything else: a token of its own.
    Mark,
}

/// Folding and character classes of one language.
#[derive(Debug, Clone)]
pub struct Orthography {
    /// Fold of the code points below [`TABLE`]: `0` keeps, `1` deletes, otherwise the replacing code point.
    table: Vec<u32>,
    /// Replacements of any length or place.
    longer: FxHashMap<char, Box<str>>,
    /// Which code points below [`TABLE`] are their own fold and part no words.
    plain: Vec<bool>,
    joiners: Vec<char>,
    ezafe: Vec<char>,
    digit_marks: Vec<char>,
    decimal_marks: Vec<char>,
    sentence_end: Vec<char>,
    closing: Vec<char>,
    abbreviations: Vec<Box<str>>,
    quotes: Vec<(char, char)>,
    marks: Marks,
    /// Letters in the order of the dictionary.
    alphabet: Vec<char>,
}

const TABLE: usize = 0x2100;
const KEEP: u32 = 0;
const DELETE: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    fold: BTreeMap<String, String>,
    delete: CodePointList,
    joiner: CodePointList,
    ezafe: CodePointList,
    digits: Digits,
    sentence: Sentence,
    marks: Marks,
    quotes: Quotes,
    #[serde(default)]
    collation: Collation,
    #[serde(default)]
    presentation: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodePointList {
    code_points: Vec<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Digits {
    sets: Vec<String>,
    inside: String,
    /// Those of `inside` that part a number from its fraction.
    #[serde(default)]
    decimal: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    end: String,
    closing: String,
    abbreviations: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Collation {
    alphabet: String,
}

#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Marks {
    comma: String,
    semicolon: String,
    colon: String,
}

/// What a mark does inside a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Parts phrases or clauses.
    Comma,
    /// Parts clauses.
    Semicolon,
    /// Announces what is said.
    Colon,
    /// Ends a sentence.
    End,
    /// Opens a quotation or a bracket.
    Open,
    /// Closes a quotation or a bracket.
    Close,
    /// Any other mark.
    Other,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quotes {
    pairs: Vec<(char, char)>,
}

impl Orthography {
    /// The orthography of a pack alone, without loading the rest of it.
    ///
    /// # Errors
    /// With all faults of its file, when one of them is an error.
    pub fn of(files: &RuleFiles) -> Result<Self, PackError> {
        let mut faults = Faults::default();
        let orthography = Self::load("orthography.toml", files.get("orthography.toml").unwrap_or(""), &mut faults);
        if faults.has_errors() { Err(PackError::new(faults, files.clone())) } else { Ok(orthography) }
    }

    /// Reads `orthography.toml`.
    pub(crate) fn load(file: &str, text: &str, faults: &mut Faults) -> Self {
        let mut made = Self {
            table: vec![KEEP; TABLE],
            longer: FxHashMap::default(),
            plain: Vec::new(),
            joiners: Vec::new(),
            ezafe: Vec::new(),
            digit_marks: Vec::new(),
            decimal_marks: Vec::new(),
            sentence_end: Vec::new(),
            closing: Vec::new(),
            abbreviations: Vec::new(),
            quotes: Vec::new(),
            marks: Marks::default(),
            alphabet: Vec::new(),
        };
        // Capital letters are folded in every language that has them.
        for c in (0..TABLE as u32).filter_map(char::from_u32).filter(|c| c.is_uppercase()) {
            let mut lower = c.to_lowercase();
            if let (Some(l), None) = (lower.next(), lower.next()) {
                made.table[c as usize] = l as u32;
            }
        }
        let proposal = "write [fold], [delete], [joiner], [ezafe], [digits], [sentence], [marks] and [quotes]";
        let Some(source) = super::strict::read::<Source>(file, text, proposal, faults) else { return made };
        for (from, to) in source.fold.iter().chain(&source.presentation) {
            let mut characters = from.chars();
            if let (Some(c), None) = (characters.next(), characters.next()) {
                made.set(c, to);
            } else {
                faults.error(file, 0..0, format!("`{from}` is not one character"), "fold one character at a time");
            }
        }
        let characters = |list: &CodePointList| list.code_points.iter().copied().filter_map(char::from_u32).collect();
        let deleted: Vec<char> = characters(&source.delete);
        for c in deleted {
            made.set(c, "");
        }
        for set in &source.digits.sets {
            for (value, c) in set.chars().enumerate() {
                if let Some(digit) = char::from_digit(value as u32, 10).filter(|d| *d != c) {
                    made.set(c, digit.encode_utf8(&mut [0; 4]));
                }
            }
        }
        made.joiners = characters(&source.joiner);
        made.ezafe = characters(&source.ezafe);
        made.digit_marks = source.digits.inside.chars().collect();
        made.decimal_marks = source.digits.decimal.chars().collect();
        made.sentence_end = source.sentence.end.chars().collect();
        made.closing = source.sentence.closing.chars().collect();
        made.quotes = source.quotes.pairs;
        made.marks = source.marks;
        made.alphabet = source.collation.alphabet.chars().collect();
        let plain = |(n, fold): (usize, &u32)| {
            *fold == KEEP
                && char::from_u32(n as u32).is_some_and(|c| !made.separates(c) && !made.longer.contains_key(&c))
        };
        made.plain = made.table.iter().enumerate().map(plain).collect();
        made.abbreviations = source.sentence.abbreviations.iter().map(|a| made.key(a).into()).collect();
        made
    }

    fn set(&mut self, c: char, to: &str) {
        let mut characters = to.chars();
        match (characters.next(), characters.next(), (c as usize) < TABLE) {
            (None, _, true) => self.table[c as usize] = DELETE,
            (Some(one), None, true) => self.table[c as usize] = one as u32,
            _ => {
                self.longer.insert(c, to.into());
            }
        }
    }

    /// Appends the folded form of `text` to `key`.
    pub fn fold_into(&self, text: &str, key: &mut String) {
        self.fold_around(text, key, |c, key| self.fold(c, key));
    }

    /// Appends the folded parts of an entry, which white space and joiners part, to `key`; calls `end` where one ends.
    pub(crate) fn fold_parts(&self, entry: &str, key: &mut String, mut end: impl FnMut(usize)) {
        let mut begun = key.len();
        self.fold_around(entry, key, |c, key| {
            if !self.separates(c) {
                self.fold(c, key);
            } else if key.len() > begun {
                end(key.len());
                begun = key.len();
            }
        });
        if key.len() > begun {
            end(key.len());
        }
    }

    /// Appends runs of plain characters as they are, and calls `other` for each character between them.
    fn fold_around(&self, text: &str, key: &mut String, mut other: impl FnMut(char, &mut String)) {
        let mut run = 0;
        for (at, c) in text.char_indices() {
            if self.plain.get(c as usize).copied().unwrap_or(false) {
                continue;
            }
            key.push_str(&text[run..at]);
            run = at + c.len_utf8();
            other(c, key);
        }
        key.push_str(&text[run..]);
    }

    fn fold(&self, c: char, key: &mut String) {
        match self.table.get(c as usize).copied() {
            Some(KEEP) => key.push(c),
            Some(DELETE) => {}
            Some(other) => key.push(char::from_u32(other).unwrap_or(c)),
            None => match self.longer.get(&c) {
                Some(to) => key.push_str(to),
                None => key.push(c),
            },
        }
    }

    /// The folded parts of an entry.
    #[must_use]
    pub(crate) fn parts(&self, entry: &str) -> Vec<String> {
        let (mut key, mut ends) = (String::with_capacity(entry.len()), Vec::new());
        self.fold_parts(entry, &mut key, |end| ends.push(end));
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(&ends).map(|(start, end)| key[start..*end].to_owned()).collect()
    }

    /// The folded parts of an entry run together.
    pub(crate) fn run_together(&self, entry: &str) -> String {
        let mut key = String::with_capacity(entry.len());
        self.fold_parts(entry, &mut key, |_| ());
        key
    }

    fn separates(&self, c: char) -> bool {
        c.is_whitespace() || self.is_joiner(c)
    }

    /// The folded form of `text`.
    #[must_use]
    pub fn key(&self, text: &str) -> String {
        let mut key = String::with_capacity(text.len());
        self.fold_into(text, &mut key);
        key
    }

    /// A text whose order by code point is the order of the language's dictionary: letters by the alphabet of
    /// `orthography.toml`, after spaces, digits and foreign letters; joiners and vowel signs do not count.
    #[must_use]
    pub fn sort_key(&self, text: &str) -> String {
        const FIRST_LETTER: u32 = 0xE000;
        let place = |c: char| self.alphabet.iter().position(|letter| *letter == c).map(|n| FIRST_LETTER + n as u32);
        let mut sort_key = String::with_capacity(text.len() * 2);
        let mut folded = String::new();
        for c in text.chars() {
            folded.clear();
            match place(c) {
                Some(_) => folded.push(c),
                None => self.fold_into(c.encode_utf8(&mut [0; 4]), &mut folded),
            }
            sort_key.extend(folded.chars().map(|c| place(c).and_then(char::from_u32).unwrap_or(c)));
        }
        sort_key
    }

    /// Whether a character leaves no trace in keys (marks, joiners).
    #[must_use]
    pub fn is_deleted(&self, c: char) -> bool {
        match self.table.get(c as usize) {
            Some(fold) => *fold == DELETE,
            None => self.longer.get(&c).is_some_and(|to| to.is_empty()),
        }
    }

    /// What the character is for the tokenizer.
    #[must_use]
    pub fn class(&self, c: char) -> CharacterClass {
        if c.is_whitespace() {
            CharacterClass::Space
        } else if c.is_alphanumeric() || self.is_deleted(c) || self.longer.contains_key(&c) {
            CharacterClass::Word
        } else {
            CharacterClass::Mark
        }
    }

    /// The value of a digit of any set.
    #[must_use]
    pub fn digit(&self, c: char) -> Option<u32> {
        match self.table.get(c as usize).copied() {
            Some(KEEP) => c.to_digit(10),
            Some(DELETE) | None => None,
            Some(folded) => char::from_u32(folded).and_then(|f| f.to_digit(10)),
        }
    }

    /// Whether the character may stand for a zero-width non-joiner.
    #[must_use]
    pub fn is_joiner(&self, c: char) -> bool {
        self.joiners.contains(&c)
    }

    /// Whether the word form ends in a mark that says that an ezafe follows.
    #[must_use]
    pub fn has_written_ezafe(&self, form: &str) -> bool {
        form.chars().next_back().is_some_and(|c| self.ezafe.contains(&c))
    }

    /// Whether the mark may stand between two digits of one number.
    #[must_use]
    pub fn joins_digits(&self, c: char) -> bool {
        self.digit_marks.contains(&c)
    }

    /// Whether the mark may part a number from its fraction.
    #[must_use]
    pub fn parts_decimals(&self, c: char) -> bool {
        self.decimal_marks.contains(&c)
    }

    /// Whether the mark can end a sentence.
    #[must_use]
    pub fn ends_sentence(&self, c: char) -> bool {
        self.sentence_end.contains(&c)
    }

    /// Whether the mark may follow an end mark inside the same sentence.
    #[must_use]
    pub fn closes(&self, c: char) -> bool {
        self.closing.contains(&c)
    }

    /// Whether a word is an abbreviation whose full stop ends no sentence.
    #[must_use]
    pub fn is_abbreviation(&self, form: &str) -> bool {
        let key = self.key(form);
        self.abbreviations.iter().any(|a| **a == *key)
    }

    /// Whether the character is a comma.
    pub(crate) fn is_comma(&self, c: char) -> bool {
        self.marks.comma.chars().any(|comma| comma == c)
    }

    /// What a mark does inside a sentence.
    #[must_use]
    pub fn mark(&self, c: char) -> Mark {
        if self.marks.comma.contains(c) {
            Mark::Comma
        } else if self.marks.semicolon.contains(c) {
            Mark::Semicolon
        } else if self.marks.colon.contains(c) {
            Mark::Colon
        } else if self.ends_sentence(c) {
            Mark::End
        } else if self.closing_of(c).is_some() {
            Mark::Open
        } else if self.is_closing_quote(c) {
            Mark::Close
        } else {
            Mark::Other
        }
    }

    /// The closing partner of an opening quotation mark or bracket.
    #[must_use]
    pub fn closing_of(&self, open: char) -> Option<char> {
        self.quotes.iter().find(|(o, _)| *o == open).map(|(_, c)| *c)
    }

    /// Whether the character is a closing quotation mark or bracket.
    #[must_use]
    pub fn is_closing_quote(&self, c: char) -> bool {
        self.quotes.iter().any(|(_, close)| *close == c)
    }
}
