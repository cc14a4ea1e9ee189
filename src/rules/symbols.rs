//! Words as numbers: every folded word form that the pack knows has one [`Symbol`], so that the stages compare integers.

use rustc_hash::FxHashMap;

/// A folded word that the pack knows. Equal words have equal symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

/// The table of symbols. Filled while a pack is loaded, read-only afterwards.
#[derive(Debug, Clone, Default)]
pub struct Symbols {
    by_key: FxHashMap<Box<str>, Symbol>,
    display: Vec<Box<str>>,
}

impl Symbols {
    /// The symbol of a folded `key`; `display` is how the word is written when it is shown, kept from the first call.
    pub fn intern(&mut self, key: &str, display: &str) -> Symbol {
        if let Some(symbol) = self.by_key.get(key) {
            let known = &mut self.display[symbol.0 as usize];
            if known.is_empty() {
                *known = display.into();
            }
            return *symbol;
        }
        let symbol = Symbol(self.display.len() as u32);
        self.by_key.insert(key.into(), symbol);
        self.display.push(display.into());
        symbol
    }

    /// The symbol of a key that so far only begins a longer one; a later [`Self::intern`] tells how it is written.
    pub fn intern_prefix(&mut self, key: &str) -> Symbol {
        self.intern(key, "")
    }

    /// The symbol of a folded key, when the pack knows the word.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Symbol> {
        self.by_key.get(key).copied()
    }

    /// How the word is written when it is shown.
    #[must_use]
    pub fn display(&self, symbol: Symbol) -> &str {
        self.display.get(symbol.0 as usize).map_or("", |d| d)
    }

    /// How many symbols there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.display.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.display.is_empty()
    }
}
