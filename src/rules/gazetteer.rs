//! Names and word lists that may span several words, found by their folded characters whatever the spacing.
//!
//! A phrase is stored under the symbol of all its characters run together, and each of its beginnings is marked as a
//! prefix; so «اسلام آباد», «اسلام‌آباد» and «اسلامآباد» are one entry, and a look-up costs one table access a word.

use super::symbols::{Symbol, Symbols};
use crate::schema::EntityType;
use rustc_hash::FxHashMap;

/// A named list of phrases (`countries`, `titles`, `units` …).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub u16);

/// What the gazetteer knows of one name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record {
    /// The name as the table writes it.
    pub name: Box<str>,
    /// The kind column: `ministry`, `city`, `rank`, `currency` ….
    pub kind: Box<str>,
    /// A second column that depends on the list: the number of a month, the symbol of a unit, the scope of a title.
    pub value: Box<str>,
    /// Wikidata id, where it is confirmed.
    pub wikidata: Option<Box<str>>,
    /// English name.
    pub english: Option<Box<str>>,
    /// ISO 3166 code of the country that it is, or belongs to.
    pub country: Option<Box<str>>,
    /// Containing place.
    pub within: Option<Box<str>>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// The entity type of a mention of this name, when the list is one of names.
    pub entity: Option<EntityType>,
    /// What an ambiguous name needs beside it: `head`, `preposition` or `never-alone`.
    pub needs: Option<Box<str>>,
}

/// One entry of a list: which list, and which record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// The list.
    pub list: ListId,
    /// Index into [`Gazetteer::record`].
    pub record: u32,
}

/// All phrase lists of a pack.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    lists: Vec<Box<str>>,
    records: Vec<Record>,
    entries: FxHashMap<Symbol, Vec<Entry>>,
    prefixes: Vec<bool>,
    pending_prefixes: Vec<Symbol>,
}

impl Gazetteer {
    /// The list of a name, made when it is new.
    pub(crate) fn list_or_new(&mut self, name: &str) -> ListId {
        self.list(name).unwrap_or_else(|| {
            self.lists.push(name.into());
            ListId((self.lists.len() - 1) as u16)
        })
    }

    /// The list of a name.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<ListId> {
        self.lists.iter().position(|l| **l == *name).map(|n| ListId(n as u16))
    }

    /// Names of all lists.
    pub fn lists(&self) -> impl Iterator<Item = &str> {
        self.lists.iter().map(|l| &**l)
    }

    /// Adds a record; phrases are attached to it by [`Self::add_phrase`].
    pub(crate) fn add_record(&mut self, record: Record) -> u32 {
        self.records.push(record);
        (self.records.len() - 1) as u32
    }

    /// Lets `parts` (folded, in order) name a record of a list. `display` is how the phrase is written.
    pub(crate) fn add_phrase(
        &mut self,
        symbols: &mut Symbols,
        parts: &[String],
        display: &str,
        list: ListId,
        record: u32,
    ) {
        let mut joined = String::new();
        for (n, part) in parts.iter().enumerate() {
            joined.push_str(part);
            if n + 1 < parts.len() {
                self.pending_prefixes.push(symbols.intern_prefix(&joined));
            } else {
                let symbol = symbols.intern(&joined, display);
                let list_entries = self.entries.entry(symbol).or_default();
                let entry = Entry { list, record };
                if !list_entries.contains(&entry) {
                    list_entries.push(entry);
                }
            }
        }
    }

    pub(crate) fn finish(&mut self, symbols: usize) {
        self.prefixes = vec![false; symbols];
        for symbol in self.pending_prefixes.drain(..) {
            self.prefixes[symbol.0 as usize] = true;
        }
    }

    /// The record of an entry.
    ///
    /// # Panics
    /// When the entry comes from another gazetteer.
    #[must_use]
    pub fn record(&self, entry: Entry) -> &Record {
        &self.records[entry.record as usize]
    }

    /// Records by number.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Lets a name of these lists count only beside what it `needs`. Other names of the same records stay as they are.
    pub(crate) fn require(&mut self, symbol: Symbol, lists: &[ListId], name: &str, needs: &str) {
        for entry in self.entries.get_mut(&symbol).into_iter().flatten().filter(|e| lists.contains(&e.list)) {
            let record = &mut self.records[entry.record as usize];
            if *record.name == *name {
                record.needs = Some(needs.into());
            } else {
                let part = Record { needs: Some(needs.into()), ..record.clone() };
                entry.record = self.records.len() as u32;
                self.records.push(part);
            }
        }
    }

    /// Entries whose whole name is this symbol.
    #[must_use]
    pub fn entries(&self, symbol: Symbol) -> &[Entry] {
        self.entries.get(&symbol).map_or(&[], Vec::as_slice)
    }

    /// Whether a longer phrase begins with these characters.
    #[must_use]
    pub fn is_prefix(&self, symbol: Symbol) -> bool {
        self.prefixes.get(symbol.0 as usize).copied().unwrap_or(false)
    }

    /// How many names there are in a list.
    #[must_use]
    pub fn len_of(&self, list: ListId) -> usize {
        self.entries.values().flatten().filter(|e| e.list == list).count()
    }
}
