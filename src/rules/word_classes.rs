//! Word classes: sets of words that the rules of a pack name (`human`, `title`, `month` …), as bits of one number.
//!
//! Made while the lexicon is loaded; asked of every word by the later stages.

use rustc_hash::FxHashMap;

/// A set of word classes (`human`, `title`, `month` …); at most [`Classes::CAPACITY`] in one pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Classes([u128; 2]);

impl Classes {
    /// How many classes a pack can have.
    pub const CAPACITY: usize = 256;
    /// The empty set.
    pub const NONE: Self = Self([0; 2]);

    /// The set of one class by its number, which is below the capacity.
    const fn single(number: usize) -> Self {
        let mut bits = [0; 2];
        bits[number / 128] = 1 << (number % 128);
        Self(bits)
    }

    /// Whether the class of this number is in the set.
    #[must_use]
    pub const fn contains(self, number: u32) -> bool {
        (number as usize) < Self::CAPACITY && self.0[number as usize / 128] >> (number % 128) & 1 == 1
    }

    /// The lowest number in the set.
    #[must_use]
    pub const fn first(self) -> Option<u32> {
        match self.0 {
            [0, 0] => None,
            [0, high] => Some(128 + high.trailing_zeros()),
            [low, _] => Some(low.trailing_zeros()),
        }
    }

    /// Whether the two sets share a class.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0[0] & other.0[0] != 0 || self.0[1] & other.0[1] != 0
    }

    /// Both sets.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    /// Whether nothing is set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0[0] == 0 && self.0[1] == 0
    }
}

/// Names of word classes, numbered as they are met.
#[derive(Debug, Clone, Default)]
pub struct ClassNames {
    names: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, usize>,
}

impl ClassNames {
    /// The class of a name, made when it is new; empty when the pack has more classes than the set can hold.
    pub fn intern(&mut self, name: &str) -> Classes {
        let n = self.numbers.get(name).copied().unwrap_or_else(|| {
            let new = self.names.len();
            self.names.push(name.into());
            self.numbers.insert(name.into(), new);
            new
        });
        if n < Classes::CAPACITY { Classes::single(n) } else { Classes::default() }
    }

    /// Whether the pack has more classes than a set can hold.
    #[must_use]
    pub fn overflows(&self) -> bool {
        self.names.len() > Classes::CAPACITY
    }

    /// The class of a name; empty when the pack does not use it.
    #[must_use]
    pub fn get(&self, name: &str) -> Classes {
        let number = self.numbers.get(name).copied().filter(|n| *n < Classes::CAPACITY);
        number.map_or(Classes::default(), Classes::single)
    }

    /// Names of the classes in a set.
    pub fn of(&self, classes: Classes) -> impl Iterator<Item = &str> {
        self.names.iter().enumerate().filter(move |(n, _)| classes.contains(*n as u32)).map(|(_, c)| &**c)
    }

    /// All names.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|n| &**n)
    }
}
