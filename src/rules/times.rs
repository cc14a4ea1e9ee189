//! `times.toml` of a pack: how the words of a time become days of a calendar.

use super::Orthography;
use super::fault::Faults;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A calendar in which years, months and days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Calendar {
    /// The solar calendar of Iran and Afghanistan.
    #[default]
    Jalali,
    /// The calendar of `xsd:date`.
    Gregorian,
    /// The lunar calendar, by its table: right to a day.
    Hijri,
}

/// What a word of a time does, apart from naming a month, weekday or unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeWord {
    /// Counts back from the anchor.
    Ago,
    /// The last one, or the period that ends at the anchor.
    Last,
    /// The one that holds the anchor.
    Current,
    /// The next one, or the period that begins at the anchor.
    Next,
    /// The first units of a year: «the first six months».
    First,
    /// The last units of a year.
    Final,
    /// Years by their numbers follow.
    Years,
    /// Says nothing.
    Plain,
    /// A part of what follows.
    Edge,
    /// Between first and last day.
    Until,
    /// Between two times.
    Together,
}

/// What a pack knows of resolving times.
#[derive(Debug, Clone, Default)]
pub struct TimeRules {
    /// The calendar of relative months and years.
    pub calendar: Calendar,
    words: FxHashMap<String, TimeWord>,
    other_start: Vec<String>,
    narrative: Vec<String>,
    same: Vec<String>,
    day_after: Vec<String>,
    bounds: Vec<String>,
    moved: Vec<String>,
    years: Vec<YearRange>,
    centuries: Vec<YearRange>,
    short_years: Vec<ShortYear>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Source {
    calendar: Calendar,
    ago: Vec<String>,
    last: Vec<String>,
    current: Vec<String>,
    next: Vec<String>,
    first: Vec<String>,
    #[serde(rename = "final")]
    last_of_year: Vec<String>,
    years: Vec<String>,
    plain: Vec<String>,
    edges: Vec<String>,
    until: Vec<String>,
    together: Vec<String>,
    other_start: Vec<String>,
    narrative: Vec<String>,
    #[serde(default)]
    same: Vec<String>,
    #[serde(default)]
    day_after: Vec<String>,
    bounds: Vec<String>,
    #[serde(default)]
    moved: Vec<String>,
    year: Vec<YearRange>,
    century: Vec<YearRange>,
    short_year: Vec<ShortYear>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct YearRange {
    from: i32,
    to: i32,
    calendar: Calendar,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ShortYear {
    calendar: Calendar,
    from: i32,
    to: i32,
    century: i32,
}

impl TimeRules {
    /// Reads the file; a pack without one resolves no times.
    pub(crate) fn load(text: Option<&str>, orthography: &Orthography, faults: &mut Faults) -> Self {
        let Some(text) = text else { return Self::default() };
        let source: Source = toml::from_str(text).unwrap_or_else(|error| {
            let proposal = "write calendar, the word lists, [[year]], [[century]] and [[short_year]]";
            faults.error("times.toml", error.span().unwrap_or(0..0), error.message().to_owned(), proposal);
            Source::default()
        });
        let key = |written: &String| orthography.run_together(written);
        let keys = |list: &[String]| list.iter().map(key).collect::<Vec<_>>();
        let mut words = FxHashMap::default();
        for (list, word) in [
            (&source.ago, TimeWord::Ago),
            (&source.last, TimeWord::Last),
            (&source.current, TimeWord::Current),
            (&source.next, TimeWord::Next),
            (&source.first, TimeWord::First),
            (&source.last_of_year, TimeWord::Final),
            (&source.years, TimeWord::Years),
            (&source.plain, TimeWord::Plain),
            (&source.edges, TimeWord::Edge),
            (&source.until, TimeWord::Until),
            (&source.together, TimeWord::Together),
        ] {
            words.extend(list.iter().map(|written| (key(written), word)));
        }
        Self {
            calendar: source.calendar,
            words,
            other_start: keys(&source.other_start),
            narrative: keys(&source.narrative),
            same: keys(&source.same),
            day_after: keys(&source.day_after),
            bounds: keys(&source.bounds),
            moved: keys(&source.moved),
            years: source.year,
            centuries: source.century,
            short_years: source.short_year,
        }
    }

    /// What a folded word does.
    #[must_use]
    pub fn word(&self, key: &str) -> Option<TimeWord> {
        self.words.get(key).copied()
    }

    /// Whether a time before this word counts from something else than the day of publication.
    #[must_use]
    pub fn starts_elsewhere(&self, key: &str) -> bool {
        self.other_start.iter().any(|w| w == key)
    }

    /// Whether a time that ends in this word counts from what was told before.
    #[must_use]
    pub fn is_narrative(&self, key: &str) -> bool {
        self.narrative.iter().any(|w| w == key)
    }

    /// Whether a time with this word is that of what was told before.
    #[must_use]
    pub fn is_same(&self, key: &str) -> bool {
        self.same.iter().any(|w| w == key)
    }

    /// Whether this word says that it is the day after the one that is pointed at.
    #[must_use]
    pub fn is_day_after(&self, key: &str) -> bool {
        self.day_after.iter().any(|w| w == key)
    }

    /// Whether a time after this word is a bound and not the time of the event.
    #[must_use]
    pub fn is_bound(&self, key: &str) -> bool {
        self.bounds.iter().any(|w| w == key)
    }

    /// Whether a time after this word says to when something is put off.
    #[must_use]
    pub fn is_moved(&self, key: &str) -> bool {
        self.moved.iter().any(|w| w == key)
    }

    /// The calendar of a full year without an era.
    #[must_use]
    pub fn calendar_of_year(&self, year: i32) -> Option<Calendar> {
        self.years.iter().find(|y| (y.from..=y.to).contains(&year)).map(|y| y.calendar)
    }

    /// The calendar of a century, by its number from 1, without an era.
    #[must_use]
    pub fn calendar_of_century(&self, number: i32) -> Option<Calendar> {
        self.centuries.iter().find(|c| (c.from..=c.to).contains(&number)).map(|c| c.calendar)
    }

    /// The full year for its last two digits.
    #[must_use]
    pub fn full_year(&self, calendar: Calendar, short: i32) -> Option<i32> {
        let range = self.short_years.iter().find(|y| y.calendar == calendar && (y.from..=y.to).contains(&short))?;
        Some(range.century + short)
    }
}
