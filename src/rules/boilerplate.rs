//! What a pack knows of web pages: the words that end an article or stand beside it, and names of months.
//!
//! In go `boilerplate.toml` and the months of `gazetteer/calendar.tsv`. Where things stand in a page is none of its
//! business: that is `article/page`.

use super::Orthography;
use super::fault::Faults;
use super::files::RuleFiles;
use super::times::Calendar;
use super::{DEFAULT_LANGUAGE, strict};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::{Arc, LazyLock};

const FILE: &str = "boilerplate.toml";
/// A paragraph with more letters than this beyond its marker tells something of its own.
const BESIDE: usize = 24;

/// Words around the articles of web pages.
#[derive(Debug, Clone)]
pub struct Boilerplate {
    orthography: Orthography,
    end: Vec<String>,
    aside: Vec<String>,
    months: FxHashMap<String, (Calendar, u8)>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Source {
    end: Vec<String>,
    aside: Vec<String>,
}

/// The words of the pack in the program, which pages are read with when nothing else is said.
static EMBEDDED: LazyLock<Arc<Boilerplate>> = LazyLock::new(|| {
    let files = RuleFiles::embedded(DEFAULT_LANGUAGE);
    let mut faults = Faults::default();
    let text = files.get("orthography.toml").unwrap_or("");
    let orthography = Orthography::load("orthography.toml", text, &mut faults);
    Arc::new(Boilerplate::load(&files, &orthography, &mut faults))
});

impl Boilerplate {
    /// That of the pack which is compiled into the program.
    #[must_use]
    pub fn embedded() -> Arc<Self> {
        Arc::clone(&EMBEDDED)
    }

    /// Reads the files; a pack without them knows no words.
    pub(crate) fn load(files: &RuleFiles, orthography: &Orthography, faults: &mut Faults) -> Self {
        let text = files.get(FILE).unwrap_or("");
        let source: Source = strict::read(FILE, text, "write the lists `end` and `aside`", faults).unwrap_or_default();
        let keys = |list: &[String]| {
            let mut keys: Vec<String> = list.iter().map(|words| letters(orthography, words)).collect();
            keys.retain(|key| !key.is_empty());
            // The longest first, so that the words after a marker are known.
            keys.sort_by_key(|key| (std::cmp::Reverse(key.len()), key.clone()));
            keys
        };
        let table = files.get("gazetteer/calendar.tsv").unwrap_or("");
        let months = table.lines().filter_map(|line| month(orthography, line)).collect();
        Self { end: keys(&source.end), aside: keys(&source.aside), months, orthography: orthography.clone() }
    }

    /// Whether the article ends before this paragraph.
    #[must_use]
    pub fn ends(&self, paragraph: &str) -> bool {
        if paragraph.len() > 400 {
            return false;
        }
        let key = letters(&self.orthography, paragraph);
        self.end.iter().any(|marker| key.strip_prefix(marker).is_some_and(|rest| rest.chars().count() <= BESIDE))
    }

    /// The paragraph without words at its end that end the article; `None` when there are none.
    #[must_use]
    pub fn without_end<'t>(&self, paragraph: &'t str) -> Option<&'t str> {
        let starts = paragraph.char_indices().rev().filter(|(_, c)| c.is_whitespace()).take(6);
        starts
            .map(|(at, _)| at)
            .find(|at| self.end.contains(&letters(&self.orthography, &paragraph[*at..])))
            .map(|at| paragraph[..at].trim_end())
    }

    /// Whether a paragraph stands beside the article; `linked` when most of it is links.
    #[must_use]
    pub fn is_aside(&self, paragraph: &str, linked: bool) -> bool {
        if paragraph.len() > 400 {
            return false;
        }
        let key: String = self.orthography.run_together(paragraph);
        let key = key.trim_start_matches(|c: char| !c.is_alphanumeric());
        self.aside.iter().any(|marker| {
            key.strip_prefix(marker.as_str())
                .is_some_and(|rest| linked || rest.chars().next().is_none_or(|next| !next.is_alphabetic()))
        })
    }

    /// A number in a text, whatever its digits, when the text is nothing else.
    #[must_use]
    pub fn number(&self, word: &str) -> Option<i32> {
        if word.is_empty() || word.chars().count() > 4 {
            return None;
        }
        word.chars().try_fold(0, |sum, c| Some(sum * 10 + i32::try_from(self.orthography.digit(c)?).ok()?))
    }

    /// Whether a character is a digit of any set.
    #[must_use]
    pub fn is_digit(&self, c: char) -> bool {
        self.orthography.digit(c).is_some()
    }

    /// The month that a word names.
    #[must_use]
    pub fn month(&self, word: &str) -> Option<(Calendar, u8)> {
        self.months.get(&self.orthography.run_together(word)).copied()
    }

    /// Whether two texts have the same letters and digits.
    #[must_use]
    pub fn alike(&self, one: &str, other: &str) -> bool {
        letters(&self.orthography, one) == letters(&self.orthography, other)
    }

    /// Whether the letters and digits of one text stand in another.
    #[must_use]
    pub fn holds(&self, whole: &str, part: &str) -> bool {
        letters(&self.orthography, whole).contains(&letters(&self.orthography, part))
    }
}

/// Folded letters and digits alone. Digits at the end are left out: the number of a message follows its end mark.
fn letters(orthography: &Orthography, text: &str) -> String {
    let mut key = orthography.run_together(text);
    key.retain(char::is_alphanumeric);
    key.truncate(key.trim_end_matches(char::is_numeric).len());
    key
}

fn month(orthography: &Orthography, line: &str) -> Option<(String, (Calendar, u8))> {
    let mut cells = line.split('\t');
    let (name, calendar, month) = (cells.next()?, cells.next()?, cells.next()?);
    let calendar = match calendar {
        "jalali" | "afghan" => Calendar::Jalali,
        "gregorian" => Calendar::Gregorian,
        _ => return None,
    };
    let month = month.trim().parse().ok().filter(|m| (1..=12).contains(m))?;
    Some((orthography.run_together(name), (calendar, month)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_message_is_known_in_any_spelling() {
        let known = Boilerplate::embedded();
        assert!(known.ends("انتهای پیام/"));
        assert!(known.ends("انتهاي پيام ۱۲۳/۴"));
        assert!(!known.ends("انتهای پیام او روشن بود و همه آن را خواندند و به خانه رفتند."));
        assert_eq!(known.without_end("او رفت. انتهای پیام/۲۳"), Some("او رفت."));
        assert_eq!(known.without_end("او رفت."), None);
    }

    #[test]
    fn a_word_that_begins_a_sentence_is_no_aside() {
        let known = Boilerplate::embedded();
        assert!(known.is_aside("بیشتر بخوانید:", false));
        assert!(known.is_aside("کد خبر ۸۵۱۲۳", false));
        assert!(known.is_aside("بخوانید سفر وزیر به هرات", true));
        assert!(!known.is_aside("چاپ اسکناس تازه آغاز شد.", false));
    }

    #[test]
    fn months_of_three_countries_are_known() {
        let known = Boilerplate::embedded();
        assert_eq!(known.month("مرداد"), Some((Calendar::Jalali, 5)));
        assert_eq!(known.month("سنبله"), Some((Calendar::Jalali, 6)));
        assert_eq!(known.month("اوت"), Some((Calendar::Gregorian, 8)));
        assert_eq!(known.number("۱۴۰۳"), Some(1403));
    }
}
