//! Days, and years and months of three calendars as periods of days.
//!
//! The arithmetic is that of ICU4X: the 33-year rule of the solar calendar with its corrections, the proleptic
//! Gregorian calendar, and the tabular lunar calendar with its civil epoch, which may be a day off what was observed.

use crate::rules::times::Calendar;
use calendrical_calculations::islamic::{ISLAMIC_EPOCH_FRIDAY, fixed_from_tabular_islamic, tabular_year_from_fixed};
use calendrical_calculations::rata_die::RataDie;
use calendrical_calculations::{gregorian, persian};

/// A day, counted from 1 January of the year 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(i64);

/// First and last day of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Period {
    /// First day.
    pub from: Day,
    /// Last day, not before the first.
    pub to: Day,
}

/// Year, month and day in some calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

impl Day {
    /// Reads `YYYY-MM-DD`; what follows after a `T` or a space is a time of that day.
    pub(crate) fn parse(written: &str) -> Option<Self> {
        let date = written.split(['T', ' ']).next()?;
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if year.len() != 4 || parts.next().is_some() {
            return None;
        }
        day_of(Calendar::Gregorian, year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Some days later, or earlier.
    pub(crate) fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// How many days after another day.
    pub(crate) fn since(self, other: Self) -> i64 {
        self.0 - other.0
    }

    /// Its number among all days.
    pub(crate) fn number(self) -> i64 {
        self.0
    }

    /// 0 is Saturday, 6 is Friday.
    pub(crate) fn weekday(self) -> i64 {
        (self.0 + 1).rem_euclid(7)
    }

    /// The date in a calendar.
    pub(crate) fn date(self, calendar: Calendar) -> Option<Date> {
        let fixed = RataDie::new(self.0);
        let (year, month, day) = match calendar {
            Calendar::Jalali => persian::fast_persian_from_fixed(fixed).ok()?,
            Calendar::Gregorian => gregorian::gregorian_from_fixed(fixed).ok()?,
            Calendar::Hijri => return lunar_date(self),
        };
        Some(Date { year, month, day })
    }

    /// `YYYY-MM-DD`, Gregorian.
    pub(crate) fn written(self) -> Option<String> {
        let Date { year, month, day } = self.date(Calendar::Gregorian)?;
        (1..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
    }
}

impl Period {
    /// A single day.
    pub(crate) fn day(day: Day) -> Self {
        Self { from: day, to: day }
    }

    /// From one day to another, when they are in this order.
    pub(crate) fn new(from: Day, to: Day) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// Whether it is a single day.
    pub(crate) fn is_day(self) -> bool {
        self.from == self.to
    }
}

/// The first day of a month.
fn first(calendar: Calendar, year: i32, month: u8) -> Day {
    let fixed = match calendar {
        Calendar::Jalali => persian::fixed_from_fast_persian(year, month, 1),
        Calendar::Gregorian => gregorian::fixed_from_gregorian(year, month, 1),
        Calendar::Hijri => fixed_from_tabular_islamic(year, month, 1, ISLAMIC_EPOCH_FRIDAY),
    };
    Day(fixed.to_i64_date())
}

/// The lunar date of a day. The library takes some last days of a year for days of the next, so its year is a guess
/// and the table decides.
fn lunar_date(day: Day) -> Option<Date> {
    let guess = tabular_year_from_fixed(RataDie::new(day.0), ISLAMIC_EPOCH_FRIDAY);
    let year = (guess - 1..=guess + 1).rev().find(|y| first(Calendar::Hijri, *y, 1) <= day)?;
    let month = (1..=12).rev().find(|m| first(Calendar::Hijri, year, *m) <= day)?;
    let number = u8::try_from(day.since(first(Calendar::Hijri, year, month)) + 1).ok()?;
    Some(Date { year, month, day: number })
}

/// The months from `month` on, as many as `count`; months beyond the year belong to the years around it.
pub(crate) fn months(calendar: Calendar, year: i32, month: i32, count: i32) -> Option<Period> {
    let start = |year: i32, month: i32| {
        let year = year.checked_add((month - 1).div_euclid(12))?;
        let month = u8::try_from((month - 1).rem_euclid(12) + 1).ok()?;
        (1..=9999).contains(&year).then(|| first(calendar, year, month))
    };
    Period::new(start(year, month)?, start(year, month.checked_add(count)?)?.plus(-1))
}

/// A year.
pub(crate) fn year(calendar: Calendar, year: i32) -> Option<Period> {
    months(calendar, year, 1, 12)
}

/// A day, when the calendar has it.
pub(crate) fn day_of(calendar: Calendar, year: i32, month: u8, day: u8) -> Option<Day> {
    if !(1..=12).contains(&month) || day == 0 {
        return None;
    }
    let period = months(calendar, year, i32::from(month), 1)?;
    let found = period.from.plus(i64::from(day) - 1);
    (found <= period.to).then_some(found)
}

/// The week from Saturday to Friday that holds a day.
pub(crate) fn week(day: Day) -> Period {
    let from = day.plus(-day.weekday());
    Period { from, to: from.plus(6) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days_fall_where_history_has_them() {
        for (calendar, (year, month, day), expected, weekday) in [
            (Calendar::Jalali, (1403, 1, 1), "2024-03-20", 4),
            (Calendar::Jalali, (1404, 1, 1), "2025-03-21", 6),
            (Calendar::Jalali, (1357, 11, 22), "1979-02-11", 1),
            (Calendar::Jalali, (1403, 12, 30), "2025-03-20", 5),
            (Calendar::Jalali, (1380, 6, 20), "2001-09-11", 3),
            (Calendar::Gregorian, (2024, 2, 29), "2024-02-29", 5),
            (Calendar::Hijri, (1445, 9, 1), "2024-03-11", 2),
        ] {
            let found = day_of(calendar, year, month, day).expect("a day of the calendar");
            assert_eq!((found.written().as_deref(), found.weekday()), (Some(expected), weekday));
            assert_eq!(Day::parse(expected), Some(found));
        }
    }

    #[test]
    fn days_that_no_calendar_has_are_none() {
        assert_eq!(day_of(Calendar::Jalali, 1402, 12, 30), None);
        assert_eq!(day_of(Calendar::Jalali, 1402, 7, 31), None);
        assert_eq!(day_of(Calendar::Gregorian, 2023, 2, 29), None);
        assert_eq!(day_of(Calendar::Gregorian, 2023, 13, 1), None);
        assert_eq!(Day::parse("2023-02-30"), None);
        assert_eq!(Day::parse("yesterday"), None);
    }

    #[test]
    fn a_week_goes_from_saturday_to_friday() {
        let friday = Day::parse("2024-03-22").expect("a day");
        assert_eq!(week(friday).from.written().as_deref(), Some("2024-03-16"));
        assert_eq!(week(friday).to, friday);
    }

    #[test]
    fn the_last_day_of_a_long_lunar_year_belongs_to_it() {
        for day in (656_850..823_000).map(Day) {
            let Date { year, month, day: number } = day.date(Calendar::Hijri).expect("a date");
            assert_eq!(day_of(Calendar::Hijri, year, month, number), Some(day));
        }
    }

    proptest! {
        #[test]
        fn dates_survive_the_way_to_days_and_back(year in 1178i32..=1633, month in 1u8..=12, day in 1u8..=31) {
            if let Some(found) = day_of(Calendar::Jalali, year, month, day) {
                prop_assert_eq!(found.date(Calendar::Jalali), Some(Date { year, month, day }));
            } else {
                prop_assert!(day > 29);
            }
        }

        #[test]
        fn days_survive_the_way_to_dates_and_back(number in 656_850i64..=823_000) {
            for calendar in [Calendar::Jalali, Calendar::Gregorian, Calendar::Hijri] {
                let Date { year, month, day } = Day(number).date(calendar).expect("a date");
                prop_assert_eq!(day_of(calendar, year, month, day), Some(Day(number)));
            }
        }
    }
}
