//! What is named, and where a name ends: which of the words of a phrase a mention takes, whatever rule claims them.

use crate::support::khabar_reading;
use serde_json::{Value, json};

/// The mentions of a sentence: type and words.
fn named(sentence: &str) -> Vec<(String, String)> {
    mentions(sentence, "entities", "text")
}

/// The events of a sentence: type and trigger.
fn told(sentence: &str) -> Vec<(String, String)> {
    mentions(sentence, "events", "trigger")
}

fn mentions(sentence: &str, list: &str, words: &str) -> Vec<(String, String)> {
    let article = json!({ "id": "a", "text": sentence }).to_string();
    let out = khabar_reading(&["extract", "-f", "jsonl", "-"], article).fine();
    let line: Value = serde_json::from_str(&out).expect("a line of JSON");
    let string = |item: &Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
    line[list].as_array().expect("a list").iter().map(|item| (string(item, "type"), string(item, words))).collect()
}

#[track_caller]
fn assert_named(sentence: &str, expected: &[(&str, &str)]) {
    let found = named(sentence);
    for (kind, words) in expected {
        assert!(found.contains(&((*kind).to_owned(), (*words).to_owned())), "no {kind} «{words}» in {found:?}");
    }
}

#[track_caller]
fn assert_not_named(sentence: &str, words: &str) {
    let found = named(sentence);
    assert!(found.iter().all(|(_, w)| w != words), "«{words}» in {found:?}");
}

#[test]
fn a_ministry_is_named_without_its_country() {
    assert_named("سخنگوی وزارت کشور خبر را رد کرد.", &[("Organization", "وزارت کشور")]);
}

#[test]
fn a_name_with_commas_inside_is_one_name() {
    let name = "وزارت ارشاد، حج و اوقاف";
    assert_named(&format!("سخنگوی {name} خبر داد."), &[("Organization", name)]);
}

#[test]
fn a_body_keeps_the_place_that_its_name_ends_in() {
    assert_named("رئیس پلیس آگاهی استان البرز سخن گفت.", &[("Organization", "پلیس آگاهی استان البرز")]);
    assert_not_named("رئیس پلیس آگاهی استان البرز سخن گفت.", "استان البرز");
    assert_named("سازمان امداد و نجات عمان نیرو فرستاد.", &[("Organization", "سازمان امداد و نجات عمان")]);
}

#[test]
fn a_place_that_is_also_a_word_is_known_by_the_office_or_the_list_before_it() {
    assert_named("استاندار گلستان به تهران آمد.", &[("Place", "گلستان")]);
    assert_named("باران در کردستان، گلستان و مرکزی بارید.", &[("Place", "گلستان"), ("Place", "مرکزی")]);
}

#[test]
fn what_hangs_on_a_street_is_its_name_and_no_people() {
    assert_named("آتش در خیابان صنعت مهار شد.", &[("Place", "خیابان صنعت")]);
    assert_not_named("آتش در بیمارستان محلی مهار شد.", "بیمارستان محلی");
}

#[test]
fn a_person_named_before_is_found_again_though_the_name_is_a_word() {
    let text = "جمال عرف، رئیس ستاد انتخابات، آمار داد. عرف افزود که کار ادامه دارد.";
    assert_named(text, &[("Person", "جمال عرف"), ("Person", "عرف")]);
}

#[test]
fn what_counts_a_group_stands_directly_before_it() {
    let text = "در یک سال گذشته ۵۰ نفر از کارمندان دولت بازداشت شدند.";
    assert_named(text, &[("Group", "۵۰ نفر از کارمندان دولت"), ("Time", "یک سال گذشته")]);
}

#[test]
fn several_bodies_are_no_body() {
    assert_not_named("دو گروه ارزیاب به روستا رفتند.", "گروه ارزیاب");
}

#[test]
fn a_perfect_written_apart_is_a_verb_though_an_adjective_has_its_letters() {
    for (sentence, kind, trigger) in [
        ("۵۰ نفر بازداشت شده‌اند.", "Arrest", "بازداشت شده‌اند"),
        ("ده‌ها خانه آسیب دیده‌اند.", "Damage", "آسیب دیده‌اند"),
        ("سه گروگان ربوده شده‌اند.", "Kidnap", "ربوده شده‌اند"),
    ] {
        let found = told(sentence);
        assert!(found.contains(&(kind.to_owned(), trigger.to_owned())), "no {kind} «{trigger}» in {found:?}");
    }
}
