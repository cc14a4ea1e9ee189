//! Tab-separated tables of a rule pack: a header line, then rows; `#` begins a comment line.

use super::fault::Faults;
use std::ops::Range;

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r, 't> {
    cells: &'r [&'t str],
    span: (usize, usize),
}

impl<'t> Row<'_, 't> {
    /// The cell in column `n` (from 0), without surrounding spaces; empty when the row is short.
    #[must_use]
    pub fn cell(&self, n: usize) -> &'t str {
        self.cells.get(n).copied().unwrap_or("")
    }

    /// The parts of a cell that are separated by `separator`, empty parts left out.
    pub fn parts(&self, n: usize, separator: char) -> impl Iterator<Item = &'t str> + use<'t> {
        // A set of one: for cells this short, comparing each character is faster than the search for one.
        self.cell(n).split([separator]).map(trim).filter(|p| !p.is_empty())
    }

    /// Where the row stands in its file, in bytes.
    #[must_use]
    pub const fn span(&self) -> Range<usize> {
        self.span.0..self.span.1
    }
}

/// Calls `each` for every row of `text`, whose header must be `columns`. A wrong header or a row with too many cells is
/// a fault; the rest of the table is still read.
pub fn read<'t>(
    file: &str,
    text: &'t str,
    columns: &[&str],
    faults: &mut Faults,
    mut each: impl FnMut(Row<'_, 't>, &mut Faults),
) {
    let mut offset = 0;
    let mut header_seen = false;
    let mut cells: Vec<&str> = Vec::with_capacity(columns.len());
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        cells.clear();
        split_cells(line, &mut cells);
        if !header_seen {
            header_seen = true;
            if cells != columns {
                let wanted = columns.join("<TAB>");
                faults.error(file, start..start + line.len(), "wrong header", format!("write `{wanted}`"));
            }
            continue;
        }
        if cells.len() > columns.len() {
            let message = format!("{} cells where the header has {}", cells.len(), columns.len());
            faults.error(file, start..start + line.len(), message, "take out the tab that is too much");
            cells.truncate(columns.len());
        }
        each(Row { cells: &cells, span: (start, start + line.len()) }, faults);
    }
}

/// Appends the cells of a line. Most are a few bytes long, so that looking at each byte is faster than a search.
fn split_cells<'t>(line: &'t str, cells: &mut Vec<&'t str>) {
    let mut rest = line;
    while let Some(at) = rest.bytes().position(|byte| byte == b'\t') {
        cells.push(trim(&rest[..at]));
        rest = &rest[at + 1..];
    }
    cells.push(trim(rest));
}

/// A cell without surrounding spaces. Nearly all have none, which two bytes tell: white space is not among the visible
/// characters of ASCII, nor among the characters of two bytes that begin with `C3` or more.
fn trim(cell: &str) -> &str {
    let bytes = cell.as_bytes();
    let begins = bytes.first().is_some_and(|first| matches!(first, 0x21..=0x7E | 0xC3..=0xDF));
    let ends = match bytes {
        [.., 0xC3..=0xDF, _] => true,
        [.., last] => matches!(last, 0x21..=0x7E),
        [] => false,
    };
    if begins && ends { cell } else { cell.trim() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_skipped_and_short_rows_give_empty_cells() {
        let mut faults = Faults::default();
        let mut rows = Vec::new();
        read("t.tsv", "# note\na\tb\nx\ny\tz,w\n", &["a", "b"], &mut faults, |row, _| {
            rows.push((row.cell(0).to_owned(), row.parts(1, ',').map(str::to_owned).collect::<Vec<_>>()));
        });
        assert_eq!(rows, [("x".into(), vec![]), ("y".into(), vec!["z".to_owned(), "w".to_owned()])]);
        assert!(faults.all().is_empty());
    }

    #[test]
    fn a_cell_loses_what_is_white_on_both_sides() {
        for space in ["", " ", "\u{85}", "\u{a0}", "\u{2003}", "\u{3000}"] {
            for word in ["", "a", "~", "ÿ", "آب", "ߺ", "字", "a b"] {
                assert_eq!(trim(&format!("{space}{word}{space}")), word, "{space:?} around {word:?}");
            }
        }
    }

    #[test]
    fn a_row_with_too_many_cells_is_a_fault_at_its_place() {
        let mut faults = Faults::default();
        read("t.tsv", "a\nx\ty\n", &["a"], &mut faults, |_, _| {});
        assert_eq!(faults.all()[0].span, 2..5);
    }
}
