//! Short lists, one for each symbol: filled in any order while a pack is loaded, then asked as slices.
//!
//! Most symbols have no entry or one, and there are many of them; so all entries stand in one piece of memory, and a list
//! that is being filled is a chain through it.

use super::symbols::Symbol;

/// The end of a chain.
const END: u32 = u32::MAX;

/// Lists that are being filled.
#[derive(Debug, Clone)]
pub(crate) struct Chains<T> {
    heads: Vec<u32>,
    items: Vec<T>,
    /// For each item the next one of its list.
    next: Vec<u32>,
}

impl<T> Default for Chains<T> {
    fn default() -> Self {
        Self { heads: Vec::new(), items: Vec::new(), next: Vec::new() }
    }
}

impl<T: Copy> Chains<T> {
    fn head(&self, symbol: Symbol) -> u32 {
        self.heads.get(symbol.0 as usize).copied().unwrap_or(END)
    }

    fn set_head(&mut self, symbol: Symbol, head: u32) {
        let at = symbol.0 as usize;
        if self.heads.len() <= at {
            self.heads.resize(at + 1, END);
        }
        self.heads[at] = head;
    }

    /// The list of a symbol so far.
    pub(crate) fn of(&self, symbol: Symbol) -> impl Iterator<Item = &T> {
        let mut at = self.head(symbol);
        std::iter::from_fn(move || {
            let item = self.items.get(at as usize)?;
            at = self.next[at as usize];
            Some(item)
        })
    }

    /// Calls `change` with each entry of a symbol.
    pub(crate) fn change(&mut self, symbol: Symbol, mut change: impl FnMut(&mut T)) {
        let mut at = self.head(symbol);
        while let Some(item) = self.items.get_mut(at as usize) {
            change(item);
            at = self.next[at as usize];
        }
    }

    /// Adds an entry after the others of its symbol, unless `merge` takes it into one of them.
    pub(crate) fn push_or(&mut self, symbol: Symbol, item: T, mut merge: impl FnMut(&mut T) -> bool) {
        let new = self.items.len() as u32;
        let mut last = None;
        let mut at = self.head(symbol);
        while let Some(known) = self.items.get_mut(at as usize) {
            if merge(known) {
                return;
            }
            last = Some(at);
            at = self.next[at as usize];
        }
        match last {
            Some(last) => self.next[last as usize] = new,
            None => self.set_head(symbol, new),
        }
        self.items.push(item);
        self.next.push(END);
    }

    /// Puts one entry in the place of all that a symbol has.
    pub(crate) fn replace(&mut self, symbol: Symbol, item: T) {
        self.set_head(symbol, self.items.len() as u32);
        self.items.push(item);
        self.next.push(END);
    }

    /// The finished lists. Those that stand together already, as nearly all do, are left where they are.
    pub(crate) fn finish(self) -> Lists<T> {
        let Self { heads, mut items, next } = self;
        let mut places = Vec::with_capacity(heads.len());
        for head in heads {
            let (mut count, mut together) = (0, true);
            let mut at = head;
            while at != END {
                count += 1;
                together &= at + 1 == head + count;
                at = next[at as usize];
            }
            let mut start = head;
            if !together {
                start = items.len() as u32;
                at = head;
                while at != END {
                    items.push(items[at as usize]);
                    at = next[at as usize];
                }
            }
            places.push((start, count));
        }
        Lists { places, items }
    }
}

/// Lists that are complete.
#[derive(Debug, Clone)]
pub(crate) struct Lists<T> {
    /// For each symbol, where its list begins and how long it is.
    places: Vec<(u32, u32)>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { places: Vec::new(), items: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// The list of a symbol.
    pub(crate) fn of(&self, symbol: Symbol) -> &[T] {
        match self.places.get(symbol.0 as usize) {
            Some((start, count)) if *count > 0 => &self.items[*start as usize..][..*count as usize],
            _ => &[],
        }
    }

    /// The entries of all lists.
    pub(crate) fn all(&self) -> impl Iterator<Item = &T> {
        self.places.iter().filter(|place| place.1 > 0).flat_map(|(start, count)| {
            let start = *start as usize;
            &self.items[start..start + *count as usize]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_their_order_whatever_the_order_of_symbols() {
        let mut chains = Chains::default();
        for (symbol, item) in [(3, 'a'), (1, 'b'), (3, 'c'), (1, 'd'), (3, 'a')] {
            chains.push_or(Symbol(symbol), item, |known| *known == item);
        }
        chains.replace(Symbol(1), 'e');
        chains.push_or(Symbol(1), 'f', |_| false);
        assert_eq!(chains.of(Symbol(3)).collect::<String>(), "ac");
        chains.change(Symbol(1), |item| item.make_ascii_uppercase());
        let lists = chains.finish();
        let found: Vec<String> = (0..5).map(|symbol| lists.of(Symbol(symbol)).iter().collect()).collect();
        assert_eq!(found, ["", "EF", "", "ac", ""]);
        assert_eq!(lists.all().count(), 4);
    }
}
