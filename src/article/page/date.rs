//! The day that a page was published, from whatever way its date is written in.
//!
//! In goes what an attribute, a field of JSON or a line of the page says; out comes `YYYY-MM-DD`, Gregorian. Years
//! from 1300 to 1499 are those of the solar calendar. Times of the day and time zones are not asked.

use crate::calendar::{self, Day};
use crate::rules::boilerplate::Boilerplate;
use crate::rules::times::Calendar;

/// English months as RFC 2822 writes them.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first day that a text names.
pub(super) fn day(written: &str, known: &Boilerplate) -> Option<String> {
    // A date is short; a longer text is a paragraph with a date in it.
    let words: Vec<&str> = written.split(parts_words).filter(|w| !w.is_empty()).take(40).collect();
    let found = (0..words.len()).find_map(|n| numbers(words[n], known).or_else(|| named(&words[n..], known)));
    found?.written()
}

/// Whether a text is a date, and perhaps a time of the day, and nothing else worth reading.
pub(super) fn is_date(text: &str, known: &Boilerplate) -> bool {
    text.len() <= 120 && text.split_whitespace().count() <= 9 && day(text, known).is_some()
}

/// Joiners and any commas part words, so that a month and the word for month beside it are two; what stands between
/// the numbers of a date does not.
fn parts_words(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '-' | '/' | ':' | '.' | '+')
}

/// `2024-08-02T10:00`, `1403/05/12`, `20240802`.
fn numbers(word: &str, known: &Boilerplate) -> Option<Day> {
    let date = word.split(['T', 't', '+', 'Z']).next()?;
    if date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit()) {
        return of(None, date[..4].parse().ok()?, date[4..6].parse().ok()?, date[6..].parse().ok()?);
    }
    let parts: Vec<i32> = date.split(['-', '/', '.']).map(|part| known.number(part)).collect::<Option<_>>()?;
    match parts[..] {
        [year, month, day] if year > 31 => of(None, year, month, day),
        [day, month, year] if year > 31 => of(None, year, month, day),
        _ => None,
    }
}

/// A day, a month by its name, a year; or the month first, as in English.
fn named(words: &[&str], known: &Boilerplate) -> Option<Day> {
    let [first, second, third, ..] = words else { return None };
    let third = match known.number(third) {
        Some(_) => third,
        // A word for month or year may stand between.
        None => words.get(3)?,
    };
    let year = known.number(third)?;
    let (word, day) = match known.number(first) {
        Some(day) => (second, day),
        None => (first, known.number(second)?),
    };
    let (calendar, month) = month(word, known)?;
    of(Some(calendar), year, i32::from(month), day)
}

fn month(word: &str, known: &Boilerplate) -> Option<(Calendar, u8)> {
    known.month(word).or_else(|| {
        let word = word.to_ascii_lowercase();
        let at = MONTHS.iter().position(|month| word.starts_with(month))?;
        Some((Calendar::Gregorian, u8::try_from(at).ok()? + 1))
    })
}

/// A day that exists, in a year in which a page can have been written or can tell of.
fn of(calendar: Option<Calendar>, year: i32, month: i32, day: i32) -> Option<Day> {
    let by_year = match year {
        1300..=1499 => Calendar::Jalali,
        1900..=2199 => Calendar::Gregorian,
        _ => return None,
    };
    if calendar.is_some_and(|calendar| calendar != by_year) {
        return None;
    }
    calendar::day_of(by_year, year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_every_way_that_pages_write_it() {
        let known = Boilerplate::embedded();
        for written in [
            "2024-08-02",
            "2024-08-02T10:30:00+03:30",
            "2024-08-02 10:30:00",
            "2024/08/02",
            "20240802",
            "Fri, 02 Aug 2024 07:00:00 GMT",
            "August 2, 2024",
            "1403/05/12 - 10:30",
            "۱۴۰۳/۰۵/۱۲",
            "۱۴۰۳-۵-۱۲ ۱۰:۳۰",
            "جمعه ۱۲ مرداد ۱۴۰۳ - ۱۰:۳۰",
            "۱۲ مرداد ماه ۱۴۰۳",
            "تاریخ انتشار: ۱۲ اسد ۱۴۰۳",
            "۲ اوت ۲۰۲۴",
        ] {
            assert_eq!(day(written, &known).as_deref(), Some("2024-08-02"), "{written}");
        }
    }

    #[test]
    fn what_is_no_day_gives_none() {
        let known = Boilerplate::embedded();
        for written in ["", "2024-13-02", "۱۲ مرداد", "12:30", "۱۴۰۳", "00000000", "a b c d", "۳۱ اسفند ۱۴۰۳"]
        {
            assert_eq!(day(written, &known), None, "{written}");
        }
    }
}
