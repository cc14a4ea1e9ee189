//! Words as numbers: every folded word form that the pack knows has one [`Symbol`], so that the stages compare integers.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::ops::Range;

/// A folded word that the pack knows. Equal words have equal symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

/// The table of symbols. Filled while a pack is loaded, read-only afterwards.
///
/// Keys and spellings stand one after the other in one text, since there are more than a hundred thousand of them and
/// an allocation for each would be a good part of the time to load a pack.
#[derive(Debug, Clone, Default)]
pub struct Symbols {
    letters: String,
    words: Vec<Word>,
    numbers: HashTable<Slot>,
}

/// Where in the letters a key and its spelling stand; most are the same letters.
#[derive(Debug, Clone, Copy)]
struct Word {
    key: (u32, u32),
    display: (u32, u32),
}

/// A symbol beside a part of its key's hash: the table grows and passes over other keys without reading their letters.
#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u32,
    symbol: Symbol,
}

impl Slot {
    /// The part of the hash that is kept, spread over all bits that the table looks at.
    const fn spread(hash: u32) -> u64 {
        (hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

const fn range((start, end): (u32, u32)) -> Range<usize> {
    start as usize..end as usize
}

fn hash(key: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    (hasher.finish() >> 32) as u32
}

impl Symbols {
    /// Makes room, so that a table whose size is about known does not grow step by step.
    pub(crate) fn reserve(&mut self, words: usize, letters: usize) {
        self.letters.reserve(letters);
        self.words.reserve(words);
        self.numbers.reserve(words, |slot| Slot::spread(slot.hash));
    }

    /// The symbol of a folded `key`; `display` is how the word is written when it is shown, kept from the first call.
    pub fn intern(&mut self, key: &str, display: &str) -> Symbol {
        let hash = hash(key);
        if let Some(symbol) = self.find(key, hash) {
            if display.is_empty() {
                return symbol;
            }
            let known = self.words[symbol.0 as usize];
            if known.display.0 == known.display.1 {
                let display = self.spelling(known.key, display);
                self.words[symbol.0 as usize].display = display;
            }
            return symbol;
        }
        let symbol = Symbol(self.words.len() as u32);
        let place = self.append(key);
        let display = self.spelling(place, display);
        self.words.push(Word { key: place, display });
        self.numbers.insert_unique(Slot::spread(hash), Slot { hash, symbol }, |slot| Slot::spread(slot.hash));
        symbol
    }

    /// The symbol of a key that so far only begins a longer one; a later [`Self::intern`] tells how it is written.
    pub fn intern_prefix(&mut self, key: &str) -> Symbol {
        self.intern(key, "")
    }

    /// The symbol of a folded key, when the pack knows the word.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Symbol> {
        self.find(key, hash(key))
    }

    /// How the word is written when it is shown.
    #[must_use]
    pub fn display(&self, symbol: Symbol) -> &str {
        self.words.get(symbol.0 as usize).map_or("", |word| &self.letters[range(word.display)])
    }

    /// How many symbols there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn find(&self, key: &str, hash: u32) -> Option<Symbol> {
        let same = |slot: &Slot| {
            slot.hash == hash
                && self.letters.as_bytes()[range(self.words[slot.symbol.0 as usize].key)] == *key.as_bytes()
        };
        self.numbers.find(Slot::spread(hash), same).map(|slot| slot.symbol)
    }

    /// Where the spelling of a word stands: at its key when they are alike.
    fn spelling(&mut self, key: (u32, u32), display: &str) -> (u32, u32) {
        if self.letters[range(key)] == *display { key } else { self.append(display) }
    }

    fn append(&mut self, letters: &str) -> (u32, u32) {
        let start = self.letters.len() as u32;
        self.letters.push_str(letters);
        (start, self.letters.len() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number_and_its_first_spelling() {
        let mut symbols = Symbols::default();
        let prefix = symbols.intern_prefix("گفت");
        let whole = symbols.intern("گفتوگو", "گفت‌وگو");
        assert_eq!(symbols.display(prefix), "");
        assert_eq!(symbols.intern("گفت", "گفت"), prefix);
        assert_eq!(symbols.intern("گفتوگو", "گفتوگو"), whole);
        assert_eq!((symbols.display(prefix), symbols.display(whole)), ("گفت", "گفت‌وگو"));
        assert_eq!((symbols.get("گفتوگو"), symbols.get("گو")), (Some(whole), None));
    }

    #[test]
    fn many_words_are_told_apart() {
        let mut symbols = Symbols::default();
        let made: Vec<Symbol> = (0..5000).map(|n| symbols.intern(&format!("k{n}"), &format!("K {n}"))).collect();
        assert_eq!(symbols.len(), 5000);
        for (n, symbol) in made.into_iter().enumerate() {
            assert_eq!(symbols.get(&format!("k{n}")), Some(symbol));
            assert_eq!(symbols.display(symbol), format!("K {n}"));
        }
    }
}
