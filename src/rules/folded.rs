//! A written entry of a table, folded: its parts run together to a key, and where each part ends.
//!
//! Entries of one word are by far the most frequent and need the key alone; so the parts are no texts of their own.

use super::Orthography;

/// The folded parts of an entry. One value is filled again and again, so that a table needs no allocation a row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folded {
    key: String,
    ends: Vec<usize>,
}

impl Folded {
    /// The parts of one entry.
    pub(crate) fn of(orthography: &Orthography, entry: &str) -> Self {
        let mut folded = Self::default();
        folded.fill(orthography, entry);
        folded
    }

    /// Takes another entry in place of the one before.
    pub(crate) fn fill(&mut self, orthography: &Orthography, entry: &str) {
        self.key.clear();
        self.ends.clear();
        orthography.fold_parts(entry, &mut self.key, |end| self.ends.push(end));
    }

    /// All parts run together.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// How many parts there are.
    pub(crate) fn count(&self) -> usize {
        self.ends.len()
    }

    /// The first part, then it with the second, and so on up to the whole key.
    pub(crate) fn beginnings(&self) -> impl Iterator<Item = &str> {
        self.ends.iter().map(|end| &self.key[..*end])
    }

    /// The first part of several.
    pub(crate) fn first_of_several(&self) -> Option<&str> {
        self.beginnings().next().filter(|_| self.count() > 1)
    }

    /// The last part of several.
    pub(crate) fn last_of_several(&self) -> Option<&str> {
        let [.., before, end] = self.ends.as_slice() else { return None };
        self.key.get(*before..*end)
    }
}
