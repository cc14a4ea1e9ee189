//! `khabar show`: an article with its events under their words.

use super::arguments::OfKnowledgeBase;
use super::failure::Failure;
use crate::kb::reading::{Line, Reading, Told};
use crate::kb::table;
use clap::Args;
use console::{Style, Term};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::Range;
use std::process::ExitCode;

/// Columns of what is no terminal, and at most of a terminal: longer lines are hard to read.
const COLUMNS: usize = 100;
/// Makes a line without letters run from right to left.
const RIGHT_TO_LEFT: char = '\u{200F}';

/// Prints an article line by line; below each line the events that it tells, with their roles and the rule.
///
/// On a terminal the words of an event are underlined (NO_COLOR is heeded); elsewhere a line of ^ marks them.
#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    pub of: OfKnowledgeBase,
    #[command(flatten)]
    pub asked: super::index::Asked,
    /// Id of the article; `khabar list` prints the ids.
    #[arg(value_name = "ARTICLE")]
    pub article: String,
}

pub(crate) fn run(command: &Show) -> Result<ExitCode, Failure> {
    let reading = Reading::of(&command.asked.open(&command.of.knowledge_base)?, &command.article)?;
    let terminal = io::stdout().is_terminal();
    let page = if terminal {
        let columns = usize::from(Term::stdout().size().1);
        Page { columns: columns.clamp(20, COLUMNS), styled: console::colors_enabled() }
    } else {
        Page { columns: COLUMNS, styled: false }
    };
    let mut output = BufWriter::new(io::stdout().lock());
    page.write(&reading, &mut output)?;
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

struct Page {
    columns: usize,
    styled: bool,
}

impl Page {
    fn write(&self, reading: &Reading, output: &mut impl Write) -> io::Result<()> {
        let title = reading.title.as_deref().map(|title| format!(" {}", isolate(title))).unwrap_or_default();
        let day = reading.published.as_deref().map(|day| format!(" ({day})")).unwrap_or_default();
        writeln!(output, "{}{title}{day}", reading.id)?;
        for line in &reading.lines {
            writeln!(output)?;
            self.line(line, output)?;
        }
        Ok(())
    }

    fn line(&self, line: &Line, output: &mut impl Write) -> io::Result<()> {
        let characters: Vec<char> = line.text.chars().collect();
        let right_to_left = line.text.chars().find(|c| c.is_alphabetic()).is_some_and(is_right_to_left);
        let direction = if right_to_left { RIGHT_TO_LEFT.to_string() } else { String::new() };
        for row in rows(&characters, self.columns) {
            let marked: Vec<bool> =
                row.clone().map(|n| line.told.iter().any(|told| (told.start..told.end).contains(&n))).collect();
            writeln!(output, "{direction}{}", self.text(&characters[row.clone()], &marked))?;
            if !self.styled && marked.contains(&true) {
                writeln!(output, "{direction}{}{direction}", marks(&characters[row.clone()], &marked))?;
            }
            for told in line.told.iter().filter(|told| row.contains(&told.start)) {
                writeln!(output, "    {}", self.event(told))?;
            }
        }
        Ok(())
    }

    /// A row of text; on a terminal its marked words are underlined.
    fn text(&self, characters: &[char], marked: &[bool]) -> String {
        let style = Style::new().underlined().bold();
        let mut written = String::new();
        let mut start = 0;
        while start < characters.len() {
            let mark = marked[start];
            let end = (start..characters.len()).find(|n| marked[*n] != mark).unwrap_or(characters.len());
            let piece: String = characters[start..end].iter().map(|c| if c.is_control() { ' ' } else { *c }).collect();
            if mark && self.styled {
                written.push_str(&style.apply_to(piece).to_string());
            } else {
                written.push_str(&piece);
            }
            start = end;
        }
        written
    }

    fn event(&self, told: &Told) -> String {
        let style = |style: Style, text: &str| {
            if self.styled { style.apply_to(text).to_string() } else { text.to_owned() }
        };
        let mut line = format!("{} {}", style(Style::new().cyan(), &told.kind), isolate(&told.words));
        for (value, usual) in [(&told.polarity, "positive"), (&told.modality, "actual")] {
            if value != usual {
                line.push_str(&format!(", {}", style(Style::new().yellow(), value)));
            }
        }
        let roles: Vec<String> = told.roles.iter().map(|(role, words)| format!("{role} {}", isolate(words))).collect();
        if !roles.is_empty() {
            line.push_str(&format!(": {}", roles.join("; ")));
        }
        if let Some(source) = &told.attributed {
            line.push_str(&format!("; says {}", isolate(source)));
        }
        line.push_str(&style(Style::new().dim(), &format!(" [{}]", told.rule)));
        line
    }
}

/// Right-to-left words inside a line of English, on one line.
fn isolate(words: &str) -> String {
    format!("\u{2068}{}\u{2069}", words.split_whitespace().collect::<Vec<_>>().join(" "))
}

const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// Breaks a line at its spaces into rows of at most so many columns; a longer word has a row of its own.
fn rows(characters: &[char], columns: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut last_space, mut used) = (0, None, 0);
    for (n, c) in characters.iter().enumerate() {
        if c.is_whitespace() {
            last_space = Some(n);
        }
        used += table::width(c.encode_utf8(&mut [0; 4]));
        if let Some(space) = last_space.filter(|space| used > columns && *space > start) {
            found.push(start..space);
            start = space + 1;
            last_space = None;
            used = characters[start..=n.max(start)].iter().map(|c| table::width(c.encode_utf8(&mut [0; 4]))).sum();
        }
    }
    if start < characters.len() {
        found.push(start..characters.len());
    }
    found
}

/// A mark below each marked character that takes room.
fn marks(characters: &[char], marked: &[bool]) -> String {
    let mut line = String::new();
    for (c, mark) in characters.iter().zip(marked) {
        let width = table::width(c.encode_utf8(&mut [0; 4]));
        line.extend(std::iter::repeat_n(if *mark { '^' } else { ' ' }, width));
    }
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_at_spaces_and_loses_no_word() {
        let text: Vec<char> = "وزیر کشور دیروز در هرات با والی دیدار کرد".chars().collect();
        for columns in 1..60 {
            let rows = rows(&text, columns);
            let words: Vec<String> = rows.iter().map(|row| text[row.clone()].iter().collect()).collect();
            assert_eq!(words.join(" "), text.iter().collect::<String>(), "{columns}");
            let short = |row: &String| table::width(row) <= columns || !row.contains(' ');
            assert!(words.iter().all(short), "{columns}: {words:?}");
        }
    }

    #[test]
    fn marks_stand_below_their_words_whatever_takes_no_room() {
        // A zero-width non-joiner takes no column.
        let text: Vec<char> = "می\u{200C}رود به".chars().collect();
        let marked: Vec<bool> = (0..text.len()).map(|n| n < 6).collect();
        assert_eq!(marks(&text, &marked), "^^^^^");
    }
}
