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
    links: Vec<(T, u32)>,
}

impl<T> Default for Chains<T> {
    fn default() -> Self {
        Self { heads: Vec::new(), links: Vec::new() }
    }
}

impl<T: Copy> Chains<T> {
    fn head(&self, symbol: Symbol) -> u32 {
        self.heads.get(symbol.0 as usize).copied().unwrap_or(END)
    }

    fn head_mut(&mut self, symbol: Symbol) -> &mut u32 {
        let at = symbol.0 as usize;
        if self.heads.len() <= at {
            self.heads.resize(at + 1, END);
        }
        &mut self.heads[at]
    }

    /// The list of a symbol so far.
    pub(crate) fn of(&self, symbol: Symbol) -> impl Iterator<Item = &T> {
        let mut next = self.head(symbol);
        std::iter::from_fn(move || {
            let (item, following) = self.links.get(next as usize)?;
            next = *following;
            Some(item)
        })
    }

    /// Calls `change` with each entry of a symbol.
    pub(crate) fn change(&mut self, symbol: Symbol, mut change: impl FnMut(&mut T)) {
        let mut next = self.head(symbol);
        while let Some((item, following)) = self.links.get_mut(next as usize) {
            change(item);
            next = *following;
        }
    }

    /// Adds an entry after the others of its symbol, unless `merge` takes it into one of them.
    pub(crate) fn push_or(&mut self, symbol: Symbol, item: T, mut merge: impl FnMut(&mut T) -> bool) {
        let new = self.links.len() as u32;
        let mut last = None;
        let mut next = self.head(symbol);
        while let Some((known, following)) = self.links.get_mut(next as usize) {
            if merge(known) {
                return;
            }
            (last, next) = (Some(next), *following);
        }
        match last {
            Some(last) => self.links[last as usize].1 = new,
            None => *self.head_mut(symbol) = new,
        }
        self.links.push((item, END));
    }

    /// Puts one entry in the place of all that a symbol has.
    pub(crate) fn replace(&mut self, symbol: Symbol, item: T) {
        *self.head_mut(symbol) = self.links.len() as u32;
        self.links.push((item, END));
    }

    /// The finished lists.
    pub(crate) fn finish(self) -> Lists<T> {
        let mut ends = Vec::with_capacity(self.heads.len());
        let mut items = Vec::with_capacity(self.links.len());
        for head in self.heads {
            let mut next = head;
            while let Some((item, following)) = self.links.get(next as usize) {
                items.push(*item);
                next = *following;
            }
            ends.push(items.len() as u32);
        }
        Lists { ends, items }
    }
}

/// Lists that are complete.
#[derive(Debug, Clone)]
pub(crate) struct Lists<T> {
    /// For each symbol, where its list ends; it begins where that of the symbol before ends.
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), items: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// The list of a symbol.
    pub(crate) fn of(&self, symbol: Symbol) -> &[T] {
        let at = symbol.0 as usize;
        let Some(end) = self.ends.get(at) else { return &[] };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start as usize..*end as usize]
    }

    /// The entries of all lists.
    pub(crate) fn all(&self) -> &[T] {
        &self.items
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
        assert_eq!(lists.all().len(), 4);
    }
}
