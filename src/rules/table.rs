//! Tab-separated tables of a rule pack: a header line, then rows; `#` begins a comment line.

use super::fault::Faults;
use std::ops::Range;

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    line: &'t str,
    /// Byte offset of the line in the file.
    pub offset: usize,
    columns: usize,
}

impl<'t> Row<'t> {
    /// The cell in column `n` (from 0), without surrounding spaces; empty when the row is short.
    #[must_use]
    pub fn cell(&self, n: usize) -> &'t str {
        if n >= self.columns { "" } else { self.line.split('\t').nth(n).unwrap_or("").trim() }
    }

    /// The parts of a cell that are separated by `separator`, empty parts left out.
    pub fn parts(&self, n: usize, separator: char) -> impl Iterator<Item = &'t str> + use<'t> {
        self.cell(n).split(separator).map(str::trim).filter(|p| !p.is_empty())
    }

    /// Where the row stands in its file, in bytes.
    #[must_use]
    pub const fn span(&self) -> Range<usize> {
        self.offset..self.offset + self.line.len()
    }
}

/// Calls `each` for every row of `text`, whose header must be `columns`. A wrong header or a row with too many cells is
/// a fault; the rest of the table is still read.
pub fn read<'t>(
    file: &str,
    text: &'t str,
    columns: &[&str],
    faults: &mut Faults,
    mut each: impl FnMut(Row<'t>, &mut Faults),
) {
    let mut offset = 0;
    let mut header_seen = false;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if !header_seen {
            header_seen = true;
            let header: Vec<&str> = line.split('\t').map(str::trim).collect();
            if header != columns {
                let wanted = columns.join("<TAB>");
                faults.error(file, start..start + line.len(), "wrong header", format!("write `{wanted}`"));
            }
            continue;
        }
        let cells = line.split('\t').count();
        if cells > columns.len() {
            let message = format!("{cells} cells where the header has {}", columns.len());
            faults.error(file, start..start + line.len(), message, "take out the tab that is too much");
        }
        each(Row { line, offset: start, columns: columns.len() }, faults);
    }
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
    fn a_row_with_too_many_cells_is_a_fault_at_its_place() {
        let mut faults = Faults::default();
        read("t.tsv", "a\nx\ty\n", &["a"], &mut faults, |_, _| {});
        assert_eq!(faults.all()[0].span, 2..5);
    }
}
