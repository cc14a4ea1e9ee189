//! Tables for a terminal that keep right-to-left text intact.
//!
//! Every cell is wrapped in U+2068 FIRST STRONG ISOLATE and U+2069, so that a terminal with bidirectional text orders
//! each cell by itself and the columns stay where they are; a table of ASCII alone needs none and has none. Cells are padded by display width: combining marks and
//! ZWNJ take no room. Widths are summed character by character, because terminals give a lam-alef two cells.

use crate::rdf::iri::THINGS;
use crate::rdf::terms::PREFIXES;
use oxigraph::model::Term;
use std::io::{self, Write};
use unicode_width::UnicodeWidthChar;

const ISOLATE: char = '\u{2068}';
const END_ISOLATE: char = '\u{2069}';

/// How many cells of a terminal `text` takes.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// A term for people: the words of a literal, the short name of an IRI.
pub fn term(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => short(node.as_str()),
        Term::BlankNode(node) => node.to_string(),
    }
}

/// `kb:Meet` for an IRI of a known namespace, the path below our things for a thing, else the IRI.
pub fn short(iri: &str) -> String {
    if let Some(path) = iri.strip_prefix(THINGS) {
        return path.to_owned();
    }
    PREFIXES
        .iter()
        .find_map(|(prefix, namespace)| Some(format!("{prefix}:{}", iri.strip_prefix(namespace)?)))
        .unwrap_or_else(|| iri.to_owned())
}

/// Writes a head, a line and the rows.
pub fn write(columns: &[String], rows: &[Vec<String>], output: &mut impl Write) -> io::Result<()> {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| one_line(cell)).collect()).collect();
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(n, column)| rows.iter().map(|row| width(&row[n])).chain([width(column)]).max().unwrap_or(0))
        .collect();
    let isolated = rows.iter().chain([&columns.to_vec()]).flatten().any(|cell| !cell.is_ascii());
    write_row(columns, &widths, isolated, output)?;
    let rule: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
    writeln!(output, "{}", rule.join("─┼─"))?;
    for row in &rows {
        write_row(row, &widths, isolated, output)?;
    }
    Ok(())
}

fn write_row(cells: &[String], widths: &[usize], isolated: bool, output: &mut impl Write) -> io::Result<()> {
    let mut line = String::new();
    for (n, (cell, room)) in cells.iter().zip(widths).enumerate() {
        if n > 0 {
            line.push_str(" │ ");
        }
        line.extend(isolated.then_some(ISOLATE));
        line.push_str(cell);
        line.extend(isolated.then_some(END_ISOLATE));
        if n + 1 < cells.len() {
            line.extend(std::iter::repeat_n(' ', room.saturating_sub(width(cell))));
        }
    }
    writeln!(output, "{line}")
}

/// A cell on one line, without characters that would move the cursor or change the order of what follows.
fn one_line(cell: &str) -> String {
    let spaced: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.chars().filter(|c| !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')).collect()
}
