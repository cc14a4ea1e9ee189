//! A table of bits over tokens × states that is emptied in no time.

/// Rows of bits. A row is cleared when it is first touched after [`Table::begin`], so that beginning anew costs nothing
/// and a search that stays near its start pays only for the rows it sees.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    words: usize,
    generation: u32,
    stamps: Vec<u32>,
    bits: Vec<u64>,
}

impl Table {
    /// Empties the table and gives it a shape.
    pub(super) fn begin(&mut self, rows: usize, bits: usize) {
        self.words = bits.div_ceil(64);
        if self.generation == u32::MAX {
            self.stamps.fill(0);
            self.generation = 0;
        }
        self.generation += 1;
        if self.stamps.len() < rows {
            self.stamps.resize(rows, 0);
        }
        if self.bits.len() < rows * self.words {
            self.bits.resize(rows * self.words, 0);
        }
    }

    /// Whether a bit is set.
    pub(super) fn contains(&self, row: usize, bit: usize) -> bool {
        self.stamps[row] == self.generation && self.bits[row * self.words + bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Sets a bit and says whether it was not set before.
    pub(super) fn insert(&mut self, row: usize, bit: usize) -> bool {
        if self.stamps[row] != self.generation {
            self.clear_row(row);
        }
        let word = &mut self.bits[row * self.words + bit / 64];
        let mask = 1 << (bit % 64);
        let new = *word & mask == 0;
        *word |= mask;
        new
    }

    /// Empties one row.
    pub(super) fn clear_row(&mut self, row: usize) {
        self.stamps[row] = self.generation;
        self.bits[row * self.words..(row + 1) * self.words].fill(0);
    }
}
