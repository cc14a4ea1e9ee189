//! Spans: places in an article's text.
//!
//! Inside the program a place is a byte range into the original UTF-8 text, because that is what slices cost nothing
//! for. Everything that leaves the program (JSON, RDF, messages) counts Unicode code points; [`CodePoints`] converts.

use std::ops::Range;

/// A half-open byte range `start..end` into the text of one article. Both ends lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Byte offset of the first byte.
    pub start: usize,
    /// Byte offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`, in bytes.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside `self`.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing lies inside.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The characters of `text` in this place.
    ///
    /// # Panics
    /// When the span was made for another, shorter text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Converts byte offsets of one text into code point offsets, in constant time after one pass over the text.
///
/// A checkpoint stands every 64 bytes, so a look-up counts at most 64 bytes.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    checkpoints: Vec<u32>,
}

const STRIDE: usize = 64;

const fn begins_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl<'t> CodePoints<'t> {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut count = 0;
        let checkpoints = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let before = count;
                count += chunk.iter().filter(|b| begins_character(**b)).count() as u32;
                before
            })
            .collect();
        Self { text, checkpoints }
    }

    /// How many code points stand before byte `offset`.
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let chunk = (offset / STRIDE).min(self.checkpoints.len().saturating_sub(1));
        let before = self.checkpoints.get(chunk).copied().unwrap_or(0) as usize;
        let rest = &self.text.as_bytes()[chunk * STRIDE..offset];
        before + rest.iter().filter(|b| begins_character(**b)).count()
    }

    /// A span in code points: `(start, end)`.
    #[must_use]
    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_agree_with_counting_characters(text in "[a-zء-ی\u{200c}😀 ]{0,300}") {
            let map = CodePoints::new(&text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(map.at(byte), n);
            }
            prop_assert_eq!(map.at(text.len()), text.chars().count());
        }
    }

    #[test]
    fn spans_that_touch_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
    }
}
