//! Functions that SPARQL lacks for a language: matching and sorting as its readers do, numbers in its digits.
//!
//! [`super::query::Question`] registers them with the engine under the prefix `kb:`. Each takes strings or literals and
//! gives no value (an error in the sense of SPARQL) for what it cannot use.
//!
//! | function | gives |
//! | --- | --- |
//! | `kb:fold(text)` | the text as it is matched: one form of each letter and digit, no joiners, no vowel signs |
//! | `kb:sortKey(text)` | a text for `ORDER BY`, in the order of the dictionary |
//! | `kb:digits(text)` | the first number in the text, whatever the digits |
//! | `kb:text(text, words)` | whether all the words stand in the text; `word*` matches beginnings |
//! | `kb:jalali(date)` | the day in the solar calendar, as `1403-05-12` |
//! | `kb:gregorian(text)` | the day that a solar date means, as `xsd:date`; any digits, `/` or `-` between them |

use crate::calendar::{Date, Day, day_of};
use crate::rdf::terms::KB;
use crate::rules::Orthography;
use crate::rules::times::Calendar;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};
use oxigraph::sparql::SparqlEvaluator;
use std::sync::Arc;

/// The functions of one language.
#[derive(Debug, Clone)]
pub struct Functions {
    orthography: Arc<Orthography>,
}

impl Functions {
    /// Functions that fold and sort by this orthography.
    #[must_use]
    pub fn new(orthography: Orthography) -> Self {
        Self { orthography: Arc::new(orthography) }
    }

    /// The evaluator with all functions.
    pub(super) fn register(&self, evaluator: SparqlEvaluator) -> SparqlEvaluator {
        let of_text = |evaluator: SparqlEvaluator, name: &str, function: fn(&Orthography, &str) -> Option<Literal>| {
            let orthography = Arc::clone(&self.orthography);
            evaluator.with_custom_function(iri(name), move |arguments| match arguments {
                [text] => function(&orthography, lexical(text)?).map(Term::from),
                _ => None,
            })
        };
        let evaluator = of_text(evaluator, "fold", |o, text| Some(Literal::new_simple_literal(o.key(text))));
        let evaluator = of_text(evaluator, "sortKey", |o, text| Some(Literal::new_simple_literal(o.sort_key(text))));
        let evaluator = of_text(evaluator, "digits", first_number);
        let evaluator = of_text(evaluator, "jalali", jalali);
        let evaluator = of_text(evaluator, "gregorian", gregorian);
        let orthography = Arc::clone(&self.orthography);
        evaluator.with_custom_function(iri("text"), move |arguments| match arguments {
            [text, words] => Some(Term::from(Literal::from(contains(&orthography, lexical(text)?, lexical(words)?)))),
            _ => None,
        })
    }
}

fn iri(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{KB}{name}"))
}

fn lexical(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}

/// The first run of digits with the marks inside it: an integer, or a decimal when a mark parts it.
fn first_number(orthography: &Orthography, text: &str) -> Option<Literal> {
    let mut number = String::new();
    let mut characters = text.chars().filter(|c| !orthography.is_deleted(*c)).peekable();
    while let Some(c) = characters.next() {
        let digit_follows = characters.peek().is_some_and(|next| orthography.digit(*next).is_some());
        match orthography.digit(c) {
            Some(digit) => number.extend(char::from_digit(digit, 10)),
            None if number.is_empty() => {}
            None if digit_follows && orthography.parts_decimals(c) && !number.contains('.') => number.push('.'),
            None if digit_follows && orthography.joins_digits(c) && !orthography.parts_decimals(c) => {}
            None => break,
        }
    }
    let datatype = if number.contains('.') { xsd::DECIMAL } else { xsd::INTEGER };
    (!number.is_empty()).then(|| Literal::new_typed_literal(number, datatype))
}

/// The solar date of a Gregorian day; of a date with a time, the date as it is written.
fn jalali(orthography: &Orthography, text: &str) -> Option<Literal> {
    // A time zone or a time of day follows the ten characters of a date.
    let end = text.char_indices().nth(10).map_or(text.len(), |(n, _)| n);
    let (date, rest) = text.split_at(end);
    if !rest.is_empty() && !rest.starts_with(['T', ' ', 'Z', '+', '-']) {
        return None;
    }
    let Date { year, month, day } = day_in(Calendar::Gregorian, orthography, date)?.date(Calendar::Jalali)?;
    (year > 0).then(|| Literal::new_simple_literal(format!("{year:04}-{month:02}-{day:02}")))
}

/// The Gregorian day of a solar date.
fn gregorian(orthography: &Orthography, text: &str) -> Option<Literal> {
    let day = day_in(Calendar::Jalali, orthography, text.trim())?;
    Some(Literal::new_typed_literal(day.written()?, xsd::DATE))
}

/// Reads year, month and day, in this order, in any digits, with `-` or `/` between them.
fn day_in(calendar: Calendar, orthography: &Orthography, written: &str) -> Option<Day> {
    let separator = written.chars().find(|c| matches!(c, '-' | '/'))?;
    let numbers: Vec<u32> = written
        .split(separator)
        .zip([4..=4, 1..=2, 1..=2])
        .map(|(part, digits)| {
            let length = part.chars().count();
            let value = |value: u32, c: char| Some(value * 10 + orthography.digit(c)?);
            digits.contains(&length).then(|| part.chars().try_fold(0, value))?
        })
        .collect::<Option<_>>()?;
    let [year, month, day] = numbers[..] else { return None };
    if written.matches(separator).count() != 2 {
        return None;
    }
    day_of(calendar, year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}

/// Whether each of the words, folded, is a word of the text; `*` at the end of one asks for a beginning.
fn contains(orthography: &Orthography, text: &str, words: &str) -> bool {
    let text = orthography.key(text);
    let is_part = |c: char| c.is_alphanumeric();
    words.split_whitespace().all(|word| {
        let (word, beginning) = word.strip_suffix('*').map_or((word, false), |start| (start, true));
        let word = orthography.key(word);
        let mut found = text.split(|c: char| !is_part(c));
        !word.is_empty() && found.any(|part| if beginning { part.starts_with(&word) } else { part == word })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Pack;

    fn orthography() -> Orthography {
        Pack::embedded().expect("the embedded rules load").orthography
    }

    #[test]
    fn the_first_number_is_read_in_any_digits() {
        let orthography = orthography();
        let number = |text: &str| first_number(&orthography, text).map(|n| n.value().to_owned());
        assert_eq!(number("حدود ۱۲٬۵۰۰ نفر").as_deref(), Some("12500"));
        assert_eq!(number("٣٫٥ میلیون").as_deref(), Some("3.5"));
        assert_eq!(number("7/5 ریشتر و 12 کشته").as_deref(), Some("7.5"));
        assert_eq!(number("۰۰۷ تن").as_deref(), Some("007"));
        assert_eq!(number("هیچ‌کس"), None);
    }

    #[test]
    fn days_are_read_and_written_in_the_solar_calendar() {
        let orthography = orthography();
        let solar = |text: &str| jalali(&orthography, text).map(|d| d.value().to_owned());
        for (text, expected) in [
            ("2024-08-02", "1403-05-12"),
            ("2024-08-02Z", "1403-05-12"),
            ("2024-08-02T23:10:00+03:30", "1403-05-12"),
            ("2025-03-20", "1403-12-30"),
            ("۲۰۲۴/۰۸/۰۲", "1403-05-12"),
        ] {
            assert_eq!(solar(text).as_deref(), Some(expected), "{text}");
        }
        let western = |text: &str| gregorian(&orthography, text).map(|d| d.to_string());
        for text in ["1403-05-12", "۱۴۰۳/۰۵/۱۲", "١٤٠٣/٥/١٢", " ۱۴۰۳-۵-۱۲ "] {
            let expected = "\"2024-08-02\"^^<http://www.w3.org/2001/XMLSchema#date>";
            assert_eq!(western(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_has_no_value() {
        let orthography = orthography();
        for text in
            ["", "1402-12-30", "1403/05-12", "1403/05", "1403/05/12/1", "03/05/12", "۱۴۰۳/۱۳/۱", "14o3/1/1", "-/-"]
        {
            assert_eq!(gregorian(&orthography, text), None, "{text}");
        }
        for text in ["2023-02-29", "2024-08-02x", "2024-08", "+024-08-02"] {
            assert_eq!(jalali(&orthography, text), None, "{text}");
        }
    }

    #[test]
    fn words_are_found_whatever_their_spelling_and_only_whole() {
        let orthography = orthography();
        assert!(contains(&orthography, "گفت‌وگوی علي با كريم در رباط", "کریم گفت‌وگوی"));
        assert!(!contains(&orthography, "گفت‌وگوی علی", "گفت‌وگو"));
        assert!(contains(&orthography, "گفت‌وگوی علی", "گفت‌وگو*"));
        assert!(!contains(&orthography, "متن", "*"));
    }

    #[test]
    fn words_are_sorted_as_in_the_dictionary() {
        let orthography = orthography();
        let mut words =
            ["یزد", "گرگان", "پاوه", "کابل", "تهران", "آمل", "ژاپن", "زابل", "چین", "ابهر", "هرات", "وان", "۱۲ تن"];
        words.sort_by_key(|word| orthography.sort_key(word));
        let expected =
            ["۱۲ تن", "آمل", "ابهر", "پاوه", "تهران", "چین", "زابل", "ژاپن", "کابل", "گرگان", "وان", "هرات", "یزد"];
        assert_eq!(words, expected);
    }
}
