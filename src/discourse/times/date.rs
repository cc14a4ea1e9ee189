//! Parts of a date become a period of days.

use super::parts::{Part, Unit};
use crate::calendar::{Date, Day, Period, day_of, months, week, year};
use crate::rules::times::{Calendar, TimeRules, TimeWord};

/// Which of several days is meant when the year or week is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toward {
    /// The nearest up to the anchor: news tell what was.
    Past,
    /// The nearest from the anchor on: of what is planned.
    Future,
}

/// From where relative times count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anchor<'r> {
    /// The day of publication, when it is known.
    pub day: Option<Day>,
    /// To which side.
    pub toward: Toward,
    /// What the pack says of years.
    pub rules: &'r TimeRules,
}

/// A period, and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// The days.
    pub period: Period,
    /// Whether it was counted from the anchor.
    pub relative: bool,
    /// Whether it went through the lunar table.
    pub estimate: bool,
}

/// What a time without a range says.
#[derive(Debug, Default)]
struct Fields {
    day: Option<u8>,
    month: Option<(Calendar, u8)>,
    year: Option<i32>,
    short: Option<i32>,
    era: Option<Calendar>,
    weekday: Option<i64>,
    season: Option<i32>,
    /// How many days a feast has.
    feast: Option<u8>,
    /// First month and number of months of a part of a year.
    share: Option<(i32, i32)>,
    /// The first year of a decade, or its last two digits.
    decade: Option<i32>,
    /// A century by its number.
    century: Option<i32>,
    count: Option<(i32, Unit)>,
    offset: Option<(i32, Unit)>,
    unit: Option<Unit>,
    /// Whether only a part of it is meant.
    edge: bool,
    word: Option<TimeWord>,
}

/// The days of some parts, or none when they do not make one time.
pub(crate) fn resolve(parts: &[Part], anchor: Anchor<'_>) -> Option<Found> {
    let parts = without_clock(parts);
    let between = |p: &Part| matches!(p, Part::Word(TimeWord::Until | TimeWord::Together));
    let Some(cut) = parts.iter().position(between) else { return single(&parts, anchor) };
    let (left, right) = (&parts[..cut], &parts[cut + 1..]);
    if right.iter().any(between) {
        return None;
    }
    let last = single_after(left, right, anchor)?;
    // «12 to 15 Mehr»: what is missing on the left is what follows the number on the right.
    let first = match (left, right) {
        ([Part::Number(..)], [Part::Number(..), tail @ ..]) if !tail.is_empty() => {
            single(&[left, tail].concat(), anchor)?
        }
        _ => single(left, anchor)?,
    };
    if parts[cut] == Part::Word(TimeWord::Together) && last.period.from > first.period.to.plus(1) {
        return None;
    }
    Some(Found {
        period: Period::new(first.period.from, last.period.to)?,
        relative: first.relative || last.relative,
        estimate: first.estimate || last.estimate,
    })
}

/// The right side of a range; «years 1380 to 1390» and «decades 60 and 70» have their unit on the left.
fn single_after(left: &[Part], right: &[Part], anchor: Anchor<'_>) -> Option<Found> {
    match (left, right) {
        ([Part::Unit(_, Unit::Year), ..], [Part::Number(..), ..]) => single(&[&left[..1], right].concat(), anchor),
        _ => single(right, anchor),
    }
}

/// Takes out hours and minutes: the day is what counts.
pub(crate) fn without_clock(parts: &[Part]) -> Vec<Part> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        match parts[at..] {
            [
                Part::Unit(1, Unit::Hour),
                Part::Number(..),
                Part::Word(_),
                Part::Number(..),
                Part::Unit(1, Unit::Hour),
                ..,
            ] => {
                at += 5;
            }
            [Part::Unit(1, Unit::Hour), Part::Number(..), ..] => at += 2,
            _ => {
                kept.push(parts[at]);
                at += 1;
            }
        }
    }
    kept
}

fn set<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.is_none().then(|| *slot = Some(value))
}

fn fields(parts: &[Part]) -> Option<Fields> {
    let mut f = Fields::default();
    for (n, part) in parts.iter().enumerate() {
        let after_year_word = n > 0 && parts[n - 1] == Part::Unit(1, Unit::Year);
        let after_period = n.checked_sub(1).and_then(|b| match parts[b] {
            Part::Unit(many, unit) if !matches!(b.checked_sub(1).map(|b| parts[b]), Some(Part::Number(..))) => {
                Some((many, unit))
            }
            _ => None,
        });
        match *part {
            Part::Number(number, _) if after_period == Some((10, Unit::Year)) => set(&mut f.decade, number)?,
            Part::Number(number, _) if after_period == Some((100, Unit::Year)) => set(&mut f.century, number)?,
            // «the second quarter».
            Part::Number(number @ 1..=12, _) if matches!(after_period, Some((2..=6, Unit::Month))) => {
                let (months, _) = after_period?;
                set(&mut f.share, (number.checked_sub(1)?.checked_mul(months)? + 1, months))?;
            }
            Part::Number(number, 4) => set(&mut f.year, number)?,
            Part::Number(number, _) if after_year_word || f.month.is_some() => set(&mut f.short, number)?,
            Part::Number(number, _) => match parts.get(n + 1) {
                Some(Part::Unit(many, unit)) if !is_month(parts, n + 2) => {
                    set(&mut f.count, (number.checked_mul(*many)?, *unit))?;
                }
                _ => set(&mut f.day, u8::try_from(number).ok()?)?,
            },
            Part::Figures(year, month, day) => {
                set(&mut f.year, year)?;
                set(&mut f.day, u8::try_from(day).ok()?)?;
                // The calendar of figures is that of their year.
                set(&mut f.month, (Calendar::default(), u8::try_from(month).ok()?))?;
            }
            Part::Month(calendar, month) => set(&mut f.month, (calendar, month))?,
            Part::Weekday(day) => set(&mut f.weekday, day)?,
            Part::Season(season) => set(&mut f.season, season)?,
            Part::Feast(calendar, month, day, days) => {
                set(&mut f.month, (calendar, month))?;
                set(&mut f.day, day)?;
                set(&mut f.feast, days)?;
            }
            Part::Share(first, count) => set(&mut f.share, (first, count))?,
            Part::Era(calendar) => set(&mut f.era, calendar)?,
            Part::Unit(1, unit) => f.unit = Some(unit),
            Part::Unit(..) if n > 0 && matches!(parts[n - 1], Part::Number(..)) => {}
            Part::Unit(many, unit) if is_counted_period(many, unit) && is_number(parts, n + 1) => {}
            Part::Unit(..) => return None,
            Part::Offset(by, unit) => set(&mut f.offset, (by, unit))?,
            Part::Edge => f.edge = true,
            Part::Word(word) => set(&mut f.word, word)?,
        }
    }
    Some(f)
}

fn is_number(parts: &[Part], at: usize) -> bool {
    matches!(parts.get(at), Some(Part::Number(..)))
}

/// Whether a number after such a unit says which: the sixties, the twentieth century, the second quarter.
fn is_counted_period(many: i32, unit: Unit) -> bool {
    unit == Unit::Year && matches!(many, 10 | 100) || unit == Unit::Month && matches!(many, 2..=6)
}

fn is_month(parts: &[Part], at: usize) -> bool {
    matches!(parts.get(at), Some(Part::Month(..)))
}

fn single(parts: &[Part], anchor: Anchor<'_>) -> Option<Found> {
    let mut f = fields(parts)?;
    if let Some(Part::Figures(year, ..)) = parts.iter().find(|p| matches!(p, Part::Figures(..)))
        && let Some((calendar, _)) = &mut f.month
    {
        *calendar = f.era.or_else(|| anchor.rules.calendar_of_year(*year))?;
    }
    if f.decade.is_some() || f.century.is_some() {
        return long_period(&f, anchor);
    }
    // «the first six months of this year»: counted from where the year begins or ends.
    if let (Some((count, Unit::Month)), Some(word @ (TimeWord::First | TimeWord::Final))) = (f.count, f.word) {
        set(&mut f.share, (if word == TimeWord::First { 1 } else { 13 - count }, count))?;
        (f.count, f.word) = (None, None);
    }
    if f.share.is_some() && f.month.is_none() && f.season.is_none() {
        return share(&f, anchor);
    }
    if f.feast.is_some() && (f.year.is_some() || matches!(f.offset, Some((_, Unit::Year)))) {
        return feast_of_year(&f, anchor);
    }
    let calendar = f.month.map(|(c, _)| c).or(f.era);
    if let Some(short) = f.short {
        f.year = Some(anchor.rules.full_year(calendar.unwrap_or(anchor.rules.calendar), short)?);
    }
    let calendar = match (calendar, f.year) {
        (Some(calendar), _) => calendar,
        (None, Some(year)) => anchor.rules.calendar_of_year(year)?,
        (None, None) => anchor.rules.calendar,
    };
    let (period, relative) = match f.year {
        Some(_) if f.count.is_some() || f.offset.is_some() => return None,
        Some(year) => (stated(&f, calendar, year)?, false),
        None => (relative(&f, calendar, anchor)?, true),
    };
    let estimate = calendar == Calendar::Hijri;
    let period = if estimate { Period { from: period.from.plus(-1), to: period.to.plus(1) } } else { period };
    Some(Found { period, relative, estimate })
}

/// A decade or a century.
fn long_period(f: &Fields, anchor: Anchor<'_>) -> Option<Found> {
    let nothing_else = f.day.is_none()
        && f.month.is_none()
        && f.year.is_none()
        && f.short.is_none()
        && f.count.is_none()
        && f.offset.is_none()
        && f.word.is_none();
    if !nothing_else {
        return None;
    }
    let (calendar, first, years) = match (f.decade, f.century) {
        (Some(decade @ 0..=99), None) => {
            let calendar = f.era.unwrap_or(anchor.rules.calendar);
            (calendar, anchor.rules.full_year(calendar, decade)?, 10)
        }
        (Some(decade), None) => (f.era.or_else(|| anchor.rules.calendar_of_year(decade))?, decade, 10),
        (None, Some(number @ 1..=30)) => {
            (f.era.or_else(|| anchor.rules.calendar_of_century(number))?, (number - 1) * 100 + 1, 100)
        }
        _ => return None,
    };
    let period = Period::new(year(calendar, first)?.from, year(calendar, first.checked_add(years - 1)?)?.to)?;
    Some(Found { period, relative: false, estimate: calendar == Calendar::Hijri })
}

/// The year that is written or counted, and its calendar.
fn year_of(f: &Fields, anchor: Anchor<'_>) -> Option<(Calendar, i32, bool)> {
    match (f.year, f.short, f.offset) {
        (Some(year), None, None) => Some((f.era.or_else(|| anchor.rules.calendar_of_year(year))?, year, false)),
        (None, Some(short), None) => {
            let calendar = f.era.unwrap_or(anchor.rules.calendar);
            Some((calendar, anchor.rules.full_year(calendar, short)?, false))
        }
        (None, None, Some((by, Unit::Year))) => {
            let calendar = f.era.unwrap_or(anchor.rules.calendar);
            Some((calendar, anchor.day?.date(calendar)?.year.checked_add(by)?, true))
        }
        (None, None, None) if f.unit == Some(Unit::Year) && f.word.is_some() => {
            let calendar = f.era.unwrap_or(anchor.rules.calendar);
            Some((calendar, anchor.day?.date(calendar)?.year.checked_add(step(f.word?)?)?, true))
        }
        _ => None,
    }
}

/// Some months of a year.
fn share(f: &Fields, anchor: Anchor<'_>) -> Option<Found> {
    let (first, count) = f.share.filter(|(first, count)| *first >= 1 && *count >= 1 && first + count <= 13)?;
    let (calendar, year, relative) = year_of(f, anchor)?;
    let alone = f.day.is_none() && f.weekday.is_none() && f.count.is_none();
    let period = alone.then(|| months(calendar, year, first, count))??;
    Some(Found { period, relative, estimate: calendar == Calendar::Hijri })
}

/// A feast in a year, which may be one of another calendar: «Eid al-Fitr of 1402» lies in a solar year. A year that
/// both calendars of the feast may have is the one nearer to the anchor.
fn feast_of_year(f: &Fields, anchor: Anchor<'_>) -> Option<Found> {
    let (of_feast, _) = f.month?;
    let (calendar, number, relative) = year_of(f, anchor)?;
    let within = |calendar: Calendar| {
        let span = year(calendar, number)?;
        let first = span.from.date(of_feast)?.year;
        (first..=first + 1).filter_map(|y| stated(f, of_feast, y)).find(|p| span.from <= p.from && p.from <= span.to)
    };
    let mut period = within(calendar);
    if f.era.is_none() && !relative && of_feast == Calendar::Hijri && calendar != Calendar::Hijri {
        let far = |p: &Period| anchor.day.map_or(0, |day| p.from.since(day).abs());
        period = [period, within(Calendar::Hijri)].into_iter().flatten().min_by_key(far);
    }
    let period = period?;
    let estimate = of_feast == Calendar::Hijri;
    let period = if estimate { Period { from: period.from.plus(-1), to: period.to.plus(1) } } else { period };
    Some(Found { period, relative, estimate })
}

/// A time with its year.
fn stated(f: &Fields, calendar: Calendar, number: i32) -> Option<Period> {
    match (f.month, f.day, f.season) {
        (Some((_, month)), Some(day), None) => {
            let first = day_of(calendar, number, month, day)?;
            Period::new(first, first.plus(i64::from(f.feast.unwrap_or(1)) - 1))
        }
        (Some((_, month)), None, None) => months(calendar, number, month.into(), 1),
        (None, None, Some(season)) => season_of(calendar, number, season),
        (None, None, None) if f.weekday.is_none() => year(calendar, number),
        _ => None,
    }
}

/// Seasons are those of the solar calendar; the Gregorian one has them in the same days.
fn season_of(calendar: Calendar, year: i32, season: i32) -> Option<Period> {
    match calendar {
        Calendar::Jalali => months(calendar, year, 3 * season - 2, 3),
        Calendar::Gregorian => months(Calendar::Jalali, year - 621, 3 * season - 2, 3),
        Calendar::Hijri => None,
    }
}

/// A time that needs the anchor.
fn relative(f: &Fields, calendar: Calendar, anchor: Anchor<'_>) -> Option<Period> {
    let today = anchor.day?;
    let here = today.date(calendar)?;
    if let Some((count, unit)) = f.count {
        return (f.month.is_none() && f.weekday.is_none() && f.offset.is_none() && f.season.is_none())
            .then(|| counted(count, unit, f.word?, today, here, calendar))?;
    }
    if f.month.is_some() || f.season.is_some() {
        let in_year = |number: i32| stated(f, calendar, number).filter(|p| on_weekday(*p, f.weekday));
        return match (f.offset, f.unit, f.word) {
            (Some((by, Unit::Year)), ..) => in_year(here.year + by),
            (None, Some(Unit::Year), Some(word)) => in_year(here.year + step(word)?),
            (None, _, word) => nearest(in_year, here.year, today, anchor.toward, word),
            _ => None,
        };
    }
    if let Some(weekday) = f.weekday {
        return match (f.offset, f.unit, f.word) {
            (Some((by, Unit::Week)), ..) => Some(Period::day(week(today).from.plus(7 * i64::from(by) + weekday))),
            // «yesterday, Monday»: both or none.
            (Some((by, Unit::Day)), ..) => {
                Some(Period::day(today.plus(by.into()))).filter(|p| on_weekday(*p, Some(weekday)))
            }
            (None, _, word) => Some(Period::day(weekday_near(weekday, today, anchor.toward, word)?)),
            _ => None,
        };
    }
    match (f.day, f.offset, f.unit, f.word) {
        (None, Some((by, unit)), _, None) => shifted(by, unit, today, here, calendar),
        (None, None, Some(unit), Some(word)) => shifted(step(word)?, unit, today, here, calendar),
        // «the end of the month»: the one that is.
        (None, None, Some(unit), None) if f.edge => shifted(0, unit, today, here, calendar),
        _ => None,
    }
}

fn on_weekday(period: Period, weekday: Option<i64>) -> bool {
    weekday.is_none_or(|w| period.is_day() && period.from.weekday() == w)
}

/// Last, this, next.
fn step(word: TimeWord) -> Option<i32> {
    match word {
        TimeWord::Ago | TimeWord::Last => Some(-1),
        TimeWord::Current => Some(0),
        TimeWord::Next => Some(1),
        TimeWord::First
        | TimeWord::Final
        | TimeWord::Years
        | TimeWord::Plain
        | TimeWord::Edge
        | TimeWord::Until
        | TimeWord::Together => None,
    }
}

/// The nearest of the years around that has such a period on the right side of the anchor.
fn nearest(
    in_year: impl Fn(i32) -> Option<Period>,
    year: i32,
    today: Day,
    toward: Toward,
    word: Option<TimeWord>,
) -> Option<Period> {
    let candidates: Vec<Period> = (year - 5..=year + 5).filter_map(in_year).collect();
    let holds = |p: &&Period| p.from <= today && today <= p.to;
    match (word, toward) {
        (Some(TimeWord::Next), _) => candidates.iter().find(|p| p.from > today),
        (Some(TimeWord::Ago | TimeWord::Last), _) => candidates.iter().rev().find(|p| p.to < today),
        (Some(TimeWord::Current), _) => candidates.iter().find(holds),
        (None, Toward::Past) => candidates.iter().rev().find(|p| p.from <= today),
        (None, Toward::Future) => candidates.iter().find(|p| p.to >= today),
        (Some(_), _) => None,
    }
    .copied()
}

fn weekday_near(weekday: i64, today: Day, toward: Toward, word: Option<TimeWord>) -> Option<Day> {
    let back = (today.weekday() - weekday).rem_euclid(7);
    let ahead = (weekday - today.weekday()).rem_euclid(7);
    Some(match (word, toward) {
        (Some(TimeWord::Ago | TimeWord::Last), _) => today.plus(-if back == 0 { 7 } else { back }),
        (Some(TimeWord::Next), _) => today.plus(if ahead == 0 { 7 } else { ahead }),
        (Some(TimeWord::Current), _) => week(today).from.plus(weekday),
        (None, Toward::Past) => today.plus(-back),
        (None, Toward::Future) => today.plus(ahead),
        (Some(_), _) => return None,
    })
}

/// «روز بعد», «دو روز بعد», «همان روز», «فردای آن روز»: so many days or weeks after a day that was told, or before it. Months
/// and years are left open: which calendar counts them is not said.
pub(crate) fn from_told(parts: &[Part], told: Day, sign: i32) -> Option<Period> {
    let (count, unit) = match *parts {
        [Part::Unit(1, unit)] => (sign, unit),
        [Part::Offset(by, unit)] | [Part::Offset(by, unit), Part::Unit(1, _)] => (by, unit),
        [Part::Number(count, _), Part::Unit(many, unit)] => (sign.checked_mul(count)?.checked_mul(many)?, unit),
        _ => return None,
    };
    match unit {
        Unit::Day => Some(Period::day(told.plus(count.into()))),
        Unit::Week => Some(week(told.plus(7 * i64::from(count)))),
        Unit::Hour | Unit::Month | Unit::Year => None,
    }
}

/// So many units from now, as the day, week, month or year in which that is.
fn shifted(by: i32, unit: Unit, today: Day, here: Date, calendar: Calendar) -> Option<Period> {
    match unit {
        Unit::Hour => None,
        Unit::Day => Some(Period::day(today.plus(by.into()))),
        Unit::Week => Some(week(today.plus(7 * i64::from(by)))),
        Unit::Month => months(calendar, here.year, i32::from(here.month) + by, 1),
        Unit::Year => year(calendar, here.year + by),
    }
}

/// «three days ago», «the last 24 hours», «the next six months».
fn counted(count: i32, unit: Unit, word: TimeWord, today: Day, here: Date, calendar: Calendar) -> Option<Period> {
    if !(1..=2000).contains(&count) {
        return None;
    }
    let away = |sign: i32| -> Option<Day> {
        let months_away = |months_from_here: i32| {
            let month = months(calendar, here.year, i32::from(here.month) + months_from_here, 1)?;
            Some(month.from.plus(i64::from(here.day) - 1).min(month.to))
        };
        match unit {
            Unit::Hour => Some(today.plus(i64::from(sign * ((count + 23) / 24)))),
            Unit::Day => Some(today.plus(i64::from(sign * count))),
            Unit::Week => Some(today.plus(i64::from(sign * count * 7))),
            Unit::Month => months_away(sign * count),
            Unit::Year => months_away(sign * count * 12),
        }
    };
    match word {
        TimeWord::Ago if unit == Unit::Hour => Period::new(away(-1)?, today),
        TimeWord::Ago => shifted(-count, unit, today, here, calendar),
        TimeWord::Last => Period::new(away(-1)?, today),
        TimeWord::Next => Period::new(today, away(1)?),
        _ => None,
    }
}
