//! What own sentences say of days, through all stages.

use crate::article::Article;
use crate::knowledge::Knowledge;
use crate::rules::Pack;
use crate::schema::EntityType;
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::embedded().expect("the embedded pack loads"));

fn read(published: Option<&str>, text: &str) -> Knowledge {
    let article =
        Article { id: "a".into(), text: text.into(), published: published.map(str::to_owned), ..Article::default() };
    crate::extract(&article, &PACK)
}

fn values(published: Option<&str>, text: &str) -> Vec<String> {
    let knowledge = read(published, text);
    let times = knowledge.entities.iter().filter(|e| e.kind == EntityType::Time);
    times
        .map(|e| match &e.identity.days {
            Some(d) if d.first == d.last => format!("{}: {} {}", e.label, d.first, d.basis),
            Some(d) => format!("{}: {}/{} {}", e.label, d.first, d.last, d.basis),
            None => format!("{}: ?", e.label),
        })
        .collect()
}

/// The day of publication is mostly 20 March 2024: Wednesday, 1 Farvardin 1403.
#[track_caller]
fn check(published: Option<&str>, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(values(published, text), *expected, "{text}");
    }
}

#[test]
fn dates_that_are_complete_need_no_day_of_publication() {
    check(
        None,
        &[
            ("قرارداد در ۱۲ مهر ۱۴۰۲ امضا شد.", &["۱۲ مهر ۱۴۰۲: 2023-10-04 stated"]),
            ("کارخانه در ۲۰ جنوری ۲۰۲۴ آتش گرفت.", &["۲۰ جنوری ۲۰۲۴: 2024-01-20 stated"]),
            ("والی در ۱۵ عقرب ۱۳۹۹ به هرات رفت.", &["۱۵ عقرب ۱۳۹۹: 2020-11-05 stated"]),
            ("جلسه در ۱۴۰۲/۰۷/۱۲ برگزار شد.", &["۱۴۰۲/۰۷/۱۲: 2023-10-04 stated"]),
            ("پل در مهر ۱۴۰۲ باز شد.", &["مهر ۱۴۰۲: 2023-09-23/2023-10-22 stated"]),
            ("پل در سال ۲۰۱۵ باز شد.", &["سال ۲۰۱۵: 2015-01-01/2015-12-31 stated"]),
            ("پل در سال ۱۳۹۹ باز شد.", &["سال ۱۳۹۹: 2020-03-20/2021-03-20 stated"]),
        ],
    );
}

#[test]
fn without_a_basis_a_relative_time_stays_as_it_is_written() {
    check(None, &[("وزیر دیروز به تبریز رفت.", &["دیروز: ?"]), ("پل در ۱۲ مهر باز شد.", &["۱۲ مهر: ?"])]);
}

#[test]
fn relative_times_count_from_the_day_of_publication() {
    check(
        Some("2024-03-20"),
        &[
            ("وزیر دیروز به تبریز رفت.", &["دیروز: 2024-03-19 publication"]),
            ("وزیر پریروز به تبریز رفت.", &["پریروز: 2024-03-18 publication"]),
            ("وزیر سه روز پیش به تبریز رفت.", &["سه روز پیش: 2024-03-17 publication"]),
            ("وزیر هفته گذشته به تبریز رفت.", &["هفته گذشته: 2024-03-09/2024-03-15 publication"]),
            ("وزیر ماه گذشته به تبریز رفت.", &["ماه گذشته: 2024-02-20/2024-03-19 publication"]),
            ("وزیر سال گذشته به تبریز رفت.", &["سال گذشته: 2023-03-21/2024-03-19 publication"]),
            ("در ۲۴ ساعت گذشته ده خانه ویران شد.", &["۲۴ ساعت گذشته: 2024-03-19/2024-03-20 publication"]),
            ("وزیر روز دوشنبه به تبریز رفت.", &["روز دوشنبه: 2024-03-18 publication"]),
            ("وزیر در ۱۲ مهر به تبریز رفت.", &["۱۲ مهر: 2023-10-04 publication"]),
            ("وزیر در اسفند سال گذشته به تبریز رفت.", &["اسفند سال گذشته: 2024-02-20/2024-03-19 publication"]),
        ],
    );
}

#[test]
fn decades_and_centuries_are_counted_in_their_calendar() {
    check(
        None,
        &[
            ("پل در دهه ۱۹۹۰ ساخته شد.", &["دهه ۱۹۹۰: 1990-01-01/1999-12-31 stated"]),
            ("پل در دهه هفتاد ساخته شد.", &["دهه هفتاد: 1991-03-21/2001-03-20 stated"]),
            ("پل در دهه هشتاد میلادی ساخته شد.", &["دهه هشتاد میلادی: 1980-01-01/1989-12-31 stated"]),
            ("پل در دهه‌های ۶۰ و ۷۰ ساخته شد.", &["دهه‌های ۶۰ و ۷۰: 1981-03-21/2001-03-20 stated"]),
            ("پل در قرن نوزدهم ساخته شد.", &["قرن نوزدهم: 1801-01-01/1900-12-31 stated"]),
            ("پل در قرن چهاردهم ساخته شد.", &["قرن چهاردهم: ?"]),
        ],
    );
}

#[test]
fn parts_of_a_year_are_counted_from_its_beginning_or_end() {
    check(
        Some("2024-03-20"),
        &[
            ("صادرات در شش ماه نخست سال ۱۴۰۲ کم شد.", &["شش ماه نخست سال ۱۴۰۲: 2023-03-21/2023-09-22 stated"]),
            ("صادرات در سه ماه پایانی سال ۱۴۰۲ کم شد.", &["سه ماه پایانی سال ۱۴۰۲: 2023-12-22/2024-03-19 stated"]),
            (
                "صادرات در چهار ماه نخست سال ۲۰۲۲ میلادی کم شد.",
                &["چهار ماه نخست سال ۲۰۲۲ میلادی: 2022-01-01/2022-04-30 stated"],
            ),
            ("صادرات در نیمه دوم سال ۱۴۰۱ کم شد.", &["نیمه دوم سال ۱۴۰۱: 2022-09-23/2023-03-20 stated"]),
            ("صادرات در سه ماه نخست امسال کم شد.", &["سه ماه نخست امسال: 2024-03-20/2024-06-20 publication"]),
            ("پل در پایان سال گذشته باز شد.", &["پایان سال گذشته: 2023-03-21/2024-03-19 publication"]),
            ("قرار است پل تا پایان ماه باز شود.", &["پایان ماه: 2024-03-20/2024-04-19 publication"]),
            ("مدرسه‌ها اول مهر ۱۴۰۲ باز شد.", &["اول مهر ۱۴۰۲: 2023-09-23 stated"]),
            ("وزیر سال‌های ۷۶ و ۷۷ در تبریز بود.", &["سال‌های ۷۶ و ۷۷: 1997-03-21/1999-03-20 stated"]),
        ],
    );
}

#[test]
fn a_feast_is_the_day_of_its_calendar_in_the_year_that_is_meant() {
    check(
        Some("2024-03-20"),
        &[
            ("وزیر در نوروز ۱۴۰۳ به تبریز رفت.", &["نوروز ۱۴۰۳: 2024-03-20 stated"]),
            ("بازار در کریسمس ۲۰۲۳ بسته شد.", &["کریسمس ۲۰۲۳: 2023-12-25 stated"]),
            ("زندانیان در عید قربان آزاد شدند.", &["عید قربان: 2023-06-28/2023-06-30 publication, lunar table"]),
            // A solar year and a lunar one.
            ("زندانیان در عید فطر ۱۴۰۲ آزاد شدند.", &["عید فطر ۱۴۰۲: 2023-04-21/2023-04-23 stated, lunar table"]),
            ("زندانیان در عید فطر ۱۴۴۴ آزاد شدند.", &["عید فطر ۱۴۴۴: 2023-04-21/2023-04-23 stated, lunar table"]),
            (
                "زندانیان در عید فطر امسال آزاد شدند.",
                &["عید فطر امسال: 2024-04-09/2024-04-11 publication, lunar table"],
            ),
            ("در دهه فجر سال گذشته ده طرح افتتاح شد.", &["دهه فجر سال گذشته: 2024-02-01/2024-02-11 publication"]),
        ],
    );
}

#[test]
fn what_is_planned_lies_ahead() {
    check(
        Some("2024-03-20"),
        &[
            ("وزیر فردا به تبریز سفر می‌کند.", &["فردا: 2024-03-21 publication"]),
            ("قرار است وزیر روز دوشنبه به تبریز سفر کند.", &["روز دوشنبه: 2024-03-25 publication"]),
            ("قرار است وزیر هفته آینده به تبریز سفر کند.", &["هفته آینده: 2024-03-23/2024-03-29 publication"]),
        ],
    );
}

#[test]
fn what_counts_from_another_event_is_left_open() {
    check(
        Some("2024-03-20"),
        &[
            ("وزیر سه روز پیش از انتخابات به تبریز رفت.", &["سه روز: ?"]),
            ("وزیر روز بعد به تبریز رفت.", &["روز بعد: ?"]),
            ("وزیر دیروز از تبریز بازگشت.", &["دیروز: 2024-03-19 publication"]),
        ],
    );
}

#[test]
fn what_counts_from_a_day_that_was_told_has_its_day() {
    let times = |text: &str, expected: &[&str]| check(None, &[(text, expected)]);
    times(
        "سیل روز ۱۲ مهر ۱۴۰۲ رخ داد. روز بعد پلیس سه نفر را بازداشت کرد. دو روز بعد والی استعفا داد.",
        &[
            "روز ۱۲ مهر ۱۴۰۲: 2023-10-04 stated",
            "روز بعد: 2023-10-05 stated, told before",
            "دو روز بعد: 2023-10-07 stated, told before",
        ],
    );
    times(
        "قطار در ۳ آبان ۱۴۰۱ واژگون شد. دو روز پس از این حادثه وزیر استعفا داد.",
        &["۳ آبان ۱۴۰۱: 2022-10-25 stated", "دو روز: 2022-10-27 stated, told before"],
    );
    times(
        "کارگران در ۳ آبان ۱۴۰۱ اعتصاب کردند. شب همان روز سه نفر بازداشت شدند. فردای آن روز کارخانه بسته شد.",
        &[
            "۳ آبان ۱۴۰۱: 2022-10-25 stated",
            "شب همان روز: 2022-10-25 stated, told before",
            "فردای آن روز: 2022-10-26 stated, told before",
        ],
    );
}

#[test]
fn what_counts_from_no_single_day_is_left_open() {
    let times = |text: &str, expected: &[&str]| check(None, &[(text, expected)]);
    // A year, a plan, another time between, a month that no calendar counts.
    times(
        "سیل در سال ۱۴۰۱ رخ داد. روز بعد والی استعفا داد.",
        &["سال ۱۴۰۱: 2022-03-21/2023-03-20 stated", "روز بعد: ?"],
    );
    times(
        "قرار است نشست ۳ آبان ۱۴۰۱ برگزار شود. روز بعد والی استعفا داد.",
        &["۳ آبان ۱۴۰۱: 2022-10-25 stated", "روز بعد: ?"],
    );
    times(
        "سیل در ۳ آبان ۱۴۰۱ رخ داد. چندی بعد والی استعفا داد. روز بعد او بازداشت شد.",
        &["۳ آبان ۱۴۰۱: 2022-10-25 stated", "چندی بعد: ?", "روز بعد: ?"],
    );
    times(
        "سیل در ۳ آبان ۱۴۰۱ رخ داد. سه ماه بعد والی استعفا داد.",
        &["۳ آبان ۱۴۰۱: 2022-10-25 stated", "سه ماه بعد: ?"],
    );
}

#[test]
fn a_lunar_date_is_right_to_a_day() {
    check(None, &[("جشن در ۱ رمضان ۱۴۴۵ برگزار شد.", &["۱ رمضان ۱۴۴۵: 2024-03-10/2024-03-12 stated, lunar table"])]);
}

#[test]
fn a_weekday_is_that_of_the_date_in_brackets() {
    check(
        Some("2024-03-20"),
        &[(
            "وزیر روز چهارشنبه (۱۲ مهر) به تبریز رفت.",
            &["روز چهارشنبه: 2023-10-04 publication", "۱۲ مهر: 2023-10-04 publication"],
        )],
    );
}

#[test]
fn a_range_goes_from_its_first_day_to_its_last() {
    check(None, &[("نمایشگاه از ۱۲ تا ۱۵ مهر ۱۴۰۲ برگزار شد.", &["۱۲ تا ۱۵ مهر ۱۴۰۲: 2023-10-04/2023-10-07 stated"])]);
}

#[test]
fn without_a_day_of_publication_the_date_at_the_beginning_counts() {
    check(
        None,
        &[(
            "تبریز - ۱۲ مهر ۱۴۰۲ - وزیر کشور دیروز به تبریز سفر کرد.",
            &["۱۲ مهر ۱۴۰۲: 2023-10-04 stated", "دیروز: 2023-10-03 dateline"],
        )],
    );
    check(None, &[("در ۱۲ مهر ۱۴۰۲ پل باز شد. وزیر دیروز رفت.", &["۱۲ مهر ۱۴۰۲: 2023-10-04 stated", "دیروز: ?"])]);
}

#[test]
fn since_and_until_are_not_when() {
    let knowledge = read(Some("2024-03-20"), "نمایشگاه تا ۱۲ مهر ۱۴۰۲ برگزار شد.");
    assert!(knowledge.events.iter().all(|e| e.days.is_none()), "{:?}", knowledge.events);
}

#[test]
fn what_is_put_off_to_a_day_has_that_day_and_the_putting_off_has_not() {
    let knowledge = read(Some("2024-03-20"), "نشست وزیران به فردا موکول شد.");
    let days: Vec<_> =
        knowledge.events.iter().map(|e| (e.kind.name(), e.days.as_ref().map(|d| d.first.as_str()))).collect();
    assert_eq!(days, [("Meet", Some("2024-03-21")), ("Stop", None)]);
}

#[test]
fn an_event_has_the_days_of_its_time() {
    let knowledge = read(Some("2024-03-20"), "وزیر کشور دیروز به تبریز سفر کرد.");
    let days: Vec<_> = knowledge.events.iter().filter_map(|e| e.days.as_ref()).map(|d| d.first.as_str()).collect();
    assert_eq!(days, ["2024-03-19"]);
}
