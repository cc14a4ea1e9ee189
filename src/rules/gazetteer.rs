//! Names and word lists that may span several words, found by their folded characters whatever the spacing.
//!
//! A phrase is stored under the symbol of all its characters run together, and each of its beginnings is marked as a
//! prefix; so «اسلام آباد», «اسلام‌آباد» and «اسلامآباد» are one entry, and a look-up costs one table access a word.

use super::folded::Folded;
use super::lists::{Chains, Lists};
use super::records::Records;
use super::symbols::{Symbol, Symbols};
use crate::schema::EntityType;
use rustc_hash::FxHashMap;

/// A named list of phrases (`countries`, `titles`, `units` …).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub u16);

/// What the gazetteer knows of one name.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Record<'t> {
    /// The name as the table writes it.
    pub name: &'t str,
    /// The kind column: `ministry`, `city`, `rank`, `currency` ….
    pub kind: &'t str,
    /// A second column that depends on the list: the number of a month, the symbol of a unit, the scope of a title.
    pub value: &'t str,
    /// Wikidata id, where it is confirmed.
    pub wikidata: Option<&'t str>,
    /// English name.
    pub english: Option<&'t str>,
    /// ISO 3166 code of the country that it is, or belongs to.
    pub country: Option<&'t str>,
    /// Containing place.
    pub within: Option<&'t str>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// The entity type of a mention of this name, when the list is one of names.
    pub entity: Option<EntityType>,
    /// What an ambiguous name needs beside it: `head`, `preposition` or `never-alone`.
    pub needs: Option<&'t str>,
}

/// One entry of a list: which list, and which record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// The list.
    pub list: ListId,
    /// Its number, for [`Gazetteer::numbered`].
    pub record: u32,
}

/// All phrase lists of a pack.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    lists: Vec<Box<str>>,
    records: Records,
    /// The records of countries by their ISO code.
    countries: FxHashMap<Box<str>, u32>,
    building: Chains<Entry>,
    entries: Lists<Entry>,
    prefixes: Vec<bool>,
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
    pub(crate) fn add_record(&mut self, record: Record<'_>) -> u32 {
        let number = self.records.push(record);
        if let (Some(EntityType::Place), "country", Some(iso)) = (record.entity, record.kind, record.country) {
            self.countries.entry(iso.into()).or_insert(number);
        }
        number
    }

    /// Lets a folded phrase name a record of a list. `display` is how the phrase is written.
    pub(crate) fn add_phrase(
        &mut self,
        symbols: &mut Symbols,
        folded: &Folded,
        display: &str,
        list: ListId,
        record: u32,
    ) {
        for (n, beginning) in folded.beginnings().enumerate() {
            if n + 1 == folded.count() {
                let symbol = symbols.intern(beginning, display);
                let entry = Entry { list, record };
                self.building.push_or(symbol, entry, |known| *known == entry);
            } else {
                let at = symbols.intern_prefix(beginning).0 as usize;
                if self.prefixes.len() <= at {
                    self.prefixes.resize(at + 1, false);
                }
                self.prefixes[at] = true;
            }
        }
    }

    /// Makes the look-up table from what was added.
    pub(crate) fn finish(&mut self) {
        self.entries = std::mem::take(&mut self.building).finish();
    }

    /// The record of an entry.
    ///
    /// # Panics
    /// When the entry comes from another gazetteer.
    #[must_use]
    pub fn record(&self, entry: Entry) -> Record<'_> {
        self.records.get(entry.record)
    }

    /// The record of a number.
    ///
    /// # Panics
    /// When the number comes from another gazetteer.
    #[must_use]
    pub fn numbered(&self, record: u32) -> Record<'_> {
        self.records.get(record)
    }

    /// All records.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        (0..self.records.len()).map(|number| self.records.get(number))
    }

    /// The number of the record of a country with this ISO code.
    #[must_use]
    pub fn country(&self, iso: &str) -> Option<u32> {
        self.countries.get(iso).copied()
    }

    /// Lets a name of these lists count only beside what it `needs`. Other names of the same records stay as they are.
    pub(crate) fn require(&mut self, symbol: Symbol, lists: &[ListId], name: &str, needs: &str) {
        let records = &mut self.records;
        self.building.change(symbol, |entry| {
            if lists.contains(&entry.list) {
                entry.record = records.require(entry.record, name, needs);
            }
        });
    }

    /// Entries whose whole name is this symbol.
    #[must_use]
    pub fn entries(&self, symbol: Symbol) -> &[Entry] {
        self.entries.of(symbol)
    }

    /// Whether a longer phrase begins with these characters.
    #[must_use]
    pub fn is_prefix(&self, symbol: Symbol) -> bool {
        self.prefixes.get(symbol.0 as usize).copied().unwrap_or(false)
    }

    /// How many names there are in a list.
    #[must_use]
    pub fn len_of(&self, list: ListId) -> usize {
        self.entries.all().filter(|e| e.list == list).count()
    }
}
