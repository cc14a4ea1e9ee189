//! The words of a time as the parts of a date: numbers, months, weekdays, units, and what counts from where.

use crate::analysis::Word;
use crate::rules::times::{Calendar, TimeWord};
use crate::rules::{Mark, Pack};
use std::ops::Range;

/// What relative times count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Hours and less.
    Hour,
    /// Days and nights.
    Day,
    /// Weeks from Saturday to Friday.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// One part of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// A number and with how many digits it is written; two for one in words.
    Number(i32, usize),
    /// Year, month and day in figures, in one word.
    Figures(i32, i32, i32),
    /// A month.
    Month(Calendar, u8),
    /// A day of the week.
    Weekday(i64),
    /// A season from 1.
    Season(i32),
    /// A feast: its calendar, month, first day, and how many days it has.
    Feast(Calendar, u8, u8, u8),
    /// A part of a year: its first month from 1, and how many months it has.
    Share(i32, i32),
    /// The calendar in which a year counts.
    Era(Calendar),
    /// So many of a unit.
    Unit(i32, Unit),
    /// So many units from the anchor.
    Offset(i32, Unit),
    /// A word for the beginning, middle or end of what follows.
    Edge,
    /// A word of `times.toml`.
    Word(TimeWord),
}

/// How many words one name of the calendar may have.
const LONGEST_NAME: usize = 4;

/// The parts of some words, or none when one of them is not understood.
pub(crate) fn parts(text: &str, words: &[Word], pack: &Pack) -> Option<Vec<Part>> {
    let keys: Vec<String> = words.iter().map(|w| pack.orthography.run_together(w.span.of(text))).collect();
    let mut found: Vec<Part> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let counted = matches!(found.last(), Some(Part::Number(..)));
        if let Some(part) = figures(&keys[at]) {
            found.push(part);
            at += 1;
        } else if let Some((length, part)) = name(&keys, at..words.len(), counted, pack) {
            found.extend(part);
            at += length;
        } else if let Some(word) = pack.times.word(&keys[at]).filter(|w| fits(*w, &found)) {
            match word {
                TimeWord::Plain => {}
                TimeWord::Edge => found.push(Part::Edge),
                TimeWord::Years => found.push(Part::Unit(1, Unit::Year)),
                // «until …»: where it ends is its first day or later.
                TimeWord::Until if found.is_empty() => {}
                _ => found.push(Part::Word(word)),
            }
            at += 1;
        } else if let Some(number) = words[at].number.filter(|n| n.fract() == 0.0 && (0.0..=9999.0).contains(n)) {
            found.push(Part::Number(number as i32, 2));
            at += 1;
        } else if keys[at].chars().all(|c| joins(c, pack)) {
            if matches!(keys[at].as_str(), "-" | "–") {
                found.push(Part::Word(TimeWord::Until));
            }
            at += 1;
        } else {
            return None;
        }
    }
    Some(found)
}

/// Whether a word may be what `times.toml` says after these parts: «the first six months», but «the first of May».
fn fits(word: TimeWord, before: &[Part]) -> bool {
    !matches!(word, TimeWord::First | TimeWord::Final) || matches!(before, [.., Part::Number(..), Part::Unit(..)])
}

/// Whether a mark may stand between the parts of one time.
fn joins(mark: char, pack: &Pack) -> bool {
    matches!(mark, '/' | '-' | '–' | '.' | '(' | ')') || pack.orthography.mark(mark) == Mark::Comma
}

/// A number in figures, or a whole date. Folded text has ASCII digits.
fn figures(key: &str) -> Option<Part> {
    if !key.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let pieces: Vec<&str> = key.split(['/', '-', '.']).collect();
    let numbers: Vec<i32> = pieces.iter().map(|p| p.parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [number] if number <= 9999 => Some(Part::Number(number, key.len())),
        [year, month, day] if pieces[0].len() == 4 => Some(Part::Figures(year, month, day)),
        [day, month, year] if pieces[2].len() == 4 => Some(Part::Figures(year, month, day)),
        _ => None,
    }
}

/// The longest name of the calendar that begins at a word, and how many words it has. After a number a unit is a unit,
/// even if the words after it make it a relative time: in «seven days ago» it is not «days ago» that counts.
fn name(keys: &[String], within: Range<usize>, counted: bool, pack: &Pack) -> Option<(usize, Option<Part>)> {
    let longest = LONGEST_NAME.min(within.len());
    let mut names: Vec<(usize, Vec<Part>, bool)> = Vec::new();
    for length in (1..=longest).rev() {
        let joined: String = keys[within.start..within.start + length].concat();
        let Some(symbol) = pack.lexicon.symbols.get(&joined) else { continue };
        let records = pack.gazetteer.entries(symbol).iter().map(|e| pack.gazetteer.record(*e));
        let kinds: Vec<_> = records.collect();
        let made: Vec<Part> = kinds.iter().filter_map(|r| part(r.kind, r.value, r.within.unwrap_or(""))).collect();
        let part_of_day = kinds.iter().any(|r| r.kind == "daypart");
        if !made.is_empty() || part_of_day {
            names.push((length, made, part_of_day));
        }
    }
    let unit = |parts: &[Part]| parts.iter().copied().find(|p| matches!(p, Part::Unit(..)));
    if counted && let Some(counted) = names.iter().find_map(|(length, parts, _)| Some((*length, Some(unit(parts)?)))) {
        return Some(counted);
    }
    let (length, parts, part_of_day) = names.into_iter().next()?;
    Some((length, if part_of_day { None } else { parts.into_iter().next() }))
}

/// A row of the calendar table as a part of a date.
fn part(kind: &str, value: &str, note: &str) -> Option<Part> {
    let number = || value.parse::<i32>().ok();
    let month = |calendar| Some(Part::Month(calendar, value.parse().ok()?));
    let unit = |name: &str| match name {
        "hour" | "minute" | "second" => Some(Unit::Hour),
        "day" | "night" | "morning" | "afternoon" | "noon" | "dawn" | "evening" => Some(Unit::Day),
        "week" => Some(Unit::Week),
        "month" => Some(Unit::Month),
        "year" => Some(Unit::Year),
        _ => None,
    };
    match kind {
        "jalali" | "afghan" => month(Calendar::Jalali),
        "gregorian" => month(Calendar::Gregorian),
        "hijri" => month(Calendar::Hijri),
        "weekday" => Some(Part::Weekday(number()?.into())),
        "season" => Some(Part::Season(number()?)),
        "feast" => {
            let calendar = calendar(note)?;
            let mut numbers = value.split('-').map(|n| n.parse::<u8>().ok());
            let (month, day, days) = (numbers.next()??, numbers.next()??, numbers.next().unwrap_or(Some(1))?);
            Some(Part::Feast(calendar, month, day, days))
        }
        "share" => {
            let (first, count) = value.split_once('-')?;
            Some(Part::Share(first.parse().ok()?, count.parse().ok()?))
        }
        "unit" => Some(Part::Unit(number()?, unit(note)?)),
        "deictic" => Some(Part::Offset(number()?, unit(note)?)),
        "era" => Some(Part::Era(calendar(note)?)),
        _ => None,
    }
}

fn calendar(name: &str) -> Option<Calendar> {
    match name {
        "jalali" => Some(Calendar::Jalali),
        "gregorian" => Some(Calendar::Gregorian),
        "hijri" => Some(Calendar::Hijri),
        _ => None,
    }
}
