//! Mentions of entities: the examples of every pattern, and sentences for each entity type.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc)]

use khabar::article::Article;
use khabar::rules::Pack;
use khabar::schema::EntityType;
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::embedded().expect("the embedded pack loads"));

/// The mentions of one type in a text, in text order.
fn mentions(text: &str, kind: EntityType) -> Vec<String> {
    let article = Article { id: "test".to_owned(), text: text.to_owned(), ..Article::default() };
    let knowledge = khabar::extract(&article, &PACK);
    let mut spans: Vec<_> =
        knowledge.entities.iter().filter(|e| e.kind == kind).flat_map(|e| &e.mentions).map(|m| m.span).collect();
    spans.sort_unstable_by_key(|s| (s.start, s.end));
    spans.into_iter().map(|s| s.of(text).to_owned()).collect()
}

/// Checks texts against what must be found in them.
fn check(kind: EntityType, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(mentions(text, kind), *expected, "{kind} in {text}");
    }
}

#[test]
fn examples_of_all_patterns_hold() {
    let mut faults = Vec::new();
    for rule in &PACK.patterns {
        for example in &rule.examples {
            let found = mentions(example.text.get_ref(), rule.kind);
            for wanted in example.yields.get_ref().iter().filter(|y| !found.contains(y)) {
                faults.push(format!("{}: {wanted} is not in {found:?}", rule.id));
            }
        }
        for text in rule.counterexamples.iter().map(|c| &c.text) {
            let found = mentions(text.get_ref(), rule.kind);
            if !found.is_empty() {
                faults.push(format!("{}: {found:?} in {}", rule.id, text.get_ref()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_pattern_has_an_example_and_a_description() {
    for rule in &PACK.patterns {
        assert!(!rule.examples.is_empty(), "{} has no example", rule.id);
        assert!(!rule.about.is_empty(), "{} is not described", rule.id);
    }
}

#[test]
fn persons_are_named_without_their_titles() {
    check(
        EntityType::Person,
        &[
            ("دکتر مینا رستگار وزیر بهداشت به شیراز رفت.", &["مینا رستگار"]),
            ("سرهنگ بهرام کاویانی بازداشت شد.", &["بهرام کاویانی"]),
            ("دولت از مردم تشکر کرد.", &[]),
        ],
    );
}

#[test]
fn a_family_name_alone_is_a_person_once_the_whole_name_was_told() {
    check(
        EntityType::Person,
        &[("مینا تراب‌وند، شهردار شهر، استعفا داد. تراب‌وند گفت که خسته است.", &["مینا تراب‌وند", "تراب‌وند"])],
    );
}

#[test]
fn times_need_a_word_of_calendar_clock_or_duration() {
    check(
        EntityType::Time,
        &[
            ("نشست بامداد سه‌شنبه ۱۲ آبان ۱۴۰۰ آغاز شد.", &["بامداد سه‌شنبه ۱۲ آبان ۱۴۰۰"]),
            ("او دو هفته پیش به دهلی رفت.", &["دو هفته پیش"]),
            ("پروژه تا پایان سال تمام می‌شود.", &["پایان سال"]),
            ("اکنون همه می‌دانند.", &[]),
        ],
    );
}

#[test]
fn quantities_keep_their_approximator_and_unit() {
    check(
        EntityType::Quantity,
        &[
            ("شرکت بیش از ۲۰ میلیون دلار وام گرفت.", &["بیش از ۲۰ میلیون دلار"]),
            ("در تصادف ۷ نفر زخمی شدند.", &["۷ نفر"]),
        ],
    );
}

#[test]
fn counted_people_who_are_described_are_groups() {
    check(
        EntityType::Group,
        &[
            ("سه تن از کارگران معدن آزاد شدند.", &["سه تن از کارگران معدن"]),
            ("هر دو کشور سفیران خود را فراخواندند.", &["هر دو کشور", "سفیران خود"]),
        ],
    );
}

#[test]
fn a_body_keeps_the_place_in_its_name() {
    check(EntityType::Organization, &[("دادگاه عالی پاریس حکم داد.", &["دادگاه عالی پاریس"])]);
    check(EntityType::Place, &[("دادگاه عالی پاریس حکم داد.", &[])]);
}

#[test]
fn a_place_around_a_named_place_is_another_place() {
    check(EntityType::Place, &[("همایش در مسجد حجتیه اصفهان پایان یافت.", &["مسجد حجتیه", "اصفهان"])]);
}

#[test]
fn goods_of_trade_are_products() {
    check(EntityType::Product, &[("صادرات نفت خام افزایش یافت.", &["نفت خام"])]);
}
