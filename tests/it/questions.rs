//! The twelve questions: each `fixtures/questions/*.rq` asked of a knowledge base that holds the article.
//!
//! All rows stand in the CSV file beside the question; `UPDATE_EXPECTED=1 cargo test` writes these files anew.
//! Beside that, each question has a test of what its answer must hold, whatever else it holds.

use crate::support::{BASE, article_text, csv_rows, extracted, json_lines, khabar, list, plain, root};
use std::fs;
use std::path::{Path, PathBuf};

fn questions() -> Vec<PathBuf> {
    let folder = fs::read_dir(root("fixtures/questions")).expect("the questions are there");
    let mut files: Vec<PathBuf> = folder.map(|e| e.expect("the folder can be read").path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "rq"));
    files.sort();
    files
}

/// The answer as CSV, rows sorted below the header.
fn answer(file: &Path) -> String {
    let csv = khabar(&["query", &BASE.1, "-f", &file.display().to_string(), "--format", "csv"]).fine();
    let (header, rows) = csv.split_once('\n').unwrap_or((&csv, ""));
    let mut rows: Vec<&str> = rows.lines().map(str::trim_end).collect();
    rows.sort_unstable();
    std::iter::once(header.trim_end()).chain(rows).map(|row| format!("{row}\n")).collect()
}

/// The rows of question `n`, spelling of spaces evened out.
fn rows(n: usize) -> Vec<Vec<String>> {
    let all = questions();
    let prefix = format!("{n:02}-");
    let file = all.iter().find(|p| p.file_name().is_some_and(|f| f.to_string_lossy().starts_with(&prefix)));
    let csv = answer(file.expect("the question is there"));
    csv_rows(&csv).into_iter().map(|row| row.iter().map(|cell| plain(cell)).collect()).collect()
}

/// Whether a row holds each of the parts, each in some cell.
fn holds(row: &[String], parts: &[&str]) -> bool {
    parts.iter().all(|part| row.iter().any(|cell| cell.contains(&plain(part))))
}

#[track_caller]
fn expect(rows: &[Vec<String>], parts: &[&str]) {
    let table: Vec<String> = rows.iter().map(|r| r.join(" | ")).collect();
    assert!(rows.iter().any(|r| holds(r, parts)), "no row holds {parts:?}:\n{}", table.join("\n"));
}

const HAMMOUCHI: &str = "عبداللطیف حموچی";
const CHAUDHRY: &str = "سلمان چودری";

#[test]
fn the_answers_are_the_expected_ones() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let files = questions();
    assert_eq!(files.len(), 12);
    let mut different = Vec::new();
    for file in files {
        let (expected, found) = (file.with_extension("csv"), answer(&file));
        if update {
            fs::write(&expected, &found).expect("the file can be written");
        } else if fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n") != found {
            different.push(format!("{}:\n{found}", file.display()));
        }
    }
    let help = "other rows than expected; when they are right, run `UPDATE_EXPECTED=1 cargo test questions`";
    assert!(different.is_empty(), "{help}\n{}", different.join("\n"));
}

#[test]
fn question_01_both_men_met_in_rabat() {
    let rows = rows(1);
    expect(&rows, &[HAMMOUCHI, CHAUDHRY, "رباط"]);
}

#[test]
fn question_02_both_positions_with_body_and_country() {
    let rows = rows(2);
    expect(&rows, &[HAMMOUCHI, "مدیر کل امنیت ملی و نظارت سرزمینی", "مراکش"]);
    expect(&rows, &[CHAUDHRY, "سرپرست بازرس کل", "وزارت کشور پاکستان"]);
    assert!(rows.iter().any(|r| r[0] == CHAUDHRY && r[3] == "پاکستان"), "{rows:?}");
}

#[test]
fn question_03_one_accident_off_dakhla_with_its_dead() {
    let rows = rows(3);
    expect(&rows, &["سواحل دخله", "قایق حامل مهاجران پاکستانی", "چندین کشته", "پاکستان"]);
    let events: std::collections::BTreeSet<&String> = rows.iter().filter_map(|r| r.last()).collect();
    assert_eq!(events.len(), 1, "the calamity, the incident and the capsizing are one event: {events:?}");
}

#[test]
fn question_04_thanks_for_the_rescue() {
    let rows = rows(4);
    expect(&rows, &[CHAUDHRY, "مقامات مراکشی", "#Rescue"]);
}

#[test]
fn question_05_rescued_from_the_network() {
    let rows = rows(5);
    let network = "شبکه بین المللی قاچاق انسان";
    let right = |r: &Vec<String>| r[0].contains("شهروند پاکستانی") && r[1].contains(network);
    assert!(rows.iter().any(right), "{rows:?}");
}

#[test]
fn question_06_what_the_two_agreed_is_planned() {
    let rows = rows(6);
    for man in [HAMMOUCHI, CHAUDHRY] {
        for content in ["تبادل اطلاعات", "و تبادل"] {
            let right = |r: &Vec<String>| r[0] == man && r[2].contains(content) && r[3].ends_with("#planned");
            assert!(rows.iter().any(right), "{man}, {content}: {rows:?}");
        }
    }
}

#[test]
fn question_07_both_countries_pledged_during_the_meeting() {
    let rows = rows(7);
    for country in ["مراکش", "پاکستان"] {
        let right = |r: &Vec<String>| r[0] == country && r[1].contains("تقویت") && !r[2].is_empty();
        assert!(rows.iter().any(right), "{country}: {rows:?}");
    }
}

#[test]
fn question_08_both_men_stressed_the_urgency() {
    let rows = rows(8);
    for man in [HAMMOUCHI, CHAUDHRY] {
        let right = |r: &Vec<String>| r[0] == man && r[1] == "تاکید کردند" && r[2].contains("فوریت رسیدگی");
        assert!(rows.iter().any(right), "{man}: {rows:?}");
    }
}

#[test]
fn question_09_two_extremist_groups() {
    let rows = rows(9);
    expect(&rows, &["القاعده", "گروه های افراطی"]);
    expect(&rows, &["داعش", "گروه های افراطی"]);
}

#[test]
fn question_10_every_event_quotes_the_text() {
    let all = questions();
    let rows = csv_rows(&answer(&all[9]));
    let text: Vec<char> = article_text().chars().collect();
    for row in &rows {
        let (start, end): (usize, usize) = (row[3].parse().expect("a number"), row[4].parse().expect("a number"));
        let quoted: String = text[start..end].iter().collect();
        assert_eq!(quoted, row[2]);
        assert!(!row[5].is_empty(), "an event without a rule: {row:?}");
    }
    let line = json_lines(&extracted("jsonl"));
    assert_eq!(rows.len(), list(&line[0], "events").len(), "a row for each mention");
}

#[test]
fn question_11_happened_and_planned_are_apart() {
    let rows = rows(11);
    let is = |modality: &str, kind: &str, label: &str| {
        rows.iter().any(|r| {
            r[0].ends_with(&format!("#{modality}")) && r[2].ends_with(&format!("#{kind}")) && r[3].contains(label)
        })
    };
    assert!(is("actual", "Meet", ""), "{rows:?}");
    assert!(is("actual", "Accident", ""), "{rows:?}");
    assert!(is("planned", "Cooperate", "تبادل اطلاعات"), "{rows:?}");
    assert!(!is("actual", "Cooperate", "تبادل اطلاعات"), "{rows:?}");
}

#[test]
fn question_12_what_touches_morocco() {
    let rows = rows(12);
    let near = |steps: &str, label: &str| rows.iter().any(|r| r[0] == steps && r[2].contains(label));
    assert!(near("1", "مقامات مراکشی"), "{rows:?}");
    assert!(near("1", HAMMOUCHI), "{rows:?}");
    assert!(rows.iter().any(|r| r[2] == "پاکستان"), "{rows:?}");
}

/// Fenced blocks of a page in one language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let text = fs::read_to_string(root(page)).expect("the page is there");
    let open = format!("```{language}\n");
    text.split(&open).skip(1).filter_map(|part| part.split_once("\n```").map(|(code, _)| code.to_owned())).collect()
}

#[test]
fn the_ten_questions_of_the_readme_have_answers() {
    let questions = blocks("README.md", "sparql");
    assert_eq!(questions.len(), 10);
    for sparql in questions {
        let rows = csv_rows(&khabar(&["query", &BASE.1, &sparql, "--format", "csv"]).fine());
        assert!(!rows.is_empty(), "no rows for\n{sparql}");
    }
}

#[test]
fn the_queries_of_the_page_on_the_model_can_be_asked() {
    let queries = blocks("docs/model.md", "sparql");
    assert!(queries.len() >= 4);
    for sparql in queries {
        khabar(&["query", &BASE.1, &sparql, "--format", "csv"]).fine();
    }
}

#[test]
fn the_output_in_the_readme_is_real() {
    // Marks of direction and the width of columns are left out of the README.
    let even = |line: &str| {
        let cells = line.split('│').map(|c| c.replace(['\u{2068}', '\u{2069}'], ""));
        cells.map(|c| c.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join(" │ ")
    };
    let first = questions()[0].display().to_string();
    let real = khabar(&["query", &BASE.1, "-f", &first]).fine() + &extracted("table");
    let real: Vec<String> = real.lines().map(even).collect();
    let shown = blocks("README.md", "text");
    assert_eq!(shown.len(), 2);
    for line in shown.iter().flat_map(|block| block.lines()) {
        assert!(real.contains(&even(line)), "no longer printed: {line}\n{}", real.join("\n"));
    }
}

#[test]
fn named_queries_are_listed_and_take_parameters() {
    let listed = khabar(&["query", "--list"]).fine();
    assert!(listed.contains("@who-met-whom: ") && listed.contains("--param place=… (optional): "), "{listed}");
    let ask = |rest: &[&str]| khabar(&[&["query", &BASE.1, "--format", "csv"], rest].concat());
    // The spelling of the parameter is not that of the text.
    assert_eq!(csv_rows(&ask(&["@who-met-whom", "--param", "place=رِباط"]).fine()).len(), 1);
    assert_eq!(csv_rows(&ask(&["@who-met-whom", "--param", "place=تهران"]).fine()).len(), 0);
    assert!(csv_rows(&ask(&["@events-with", "--param", "name=سلمان چودري"]).fine()).len() > 3);
    let own = "SELECT ?e { ?e a kb:Meet ; kb:place/rdfs:label ?l FILTER(kb:fold(?l) = kb:fold(?where)) }";
    assert!(!csv_rows(&ask(&[own, "-p", "where=رباط"]).fine()).is_empty());
}

#[test]
fn a_parameter_that_does_not_fit_is_explained() {
    for (rest, parts) in [
        (&["@events-with"] as &[&str], ["@events-with", "--param name="]),
        (&["@events-with", "-p", "nmae=x"], ["no parameter `nmae`", "name"]),
        (&["@nothing"], ["no query `@nothing`", "@who-met-whom"]),
        (&["ASK { ?e a kb:Meet }", "-p", "x=1"], ["no variable `?x`", "parameter"]),
        (&["ASK { ?e a kb:Meet }", "-p", "x"], ["`x` is no parameter", "name=value"]),
        (&["ASK {}", "--limit-time", "0"], ["--limit-time", "seconds"]),
    ] {
        let ran = khabar(&[&["query", &BASE.1], rest].concat());
        assert!(ran.code == 2 && parts.iter().all(|part| ran.err.contains(part)), "{rest:?}: {ran:?}");
    }
}

#[test]
fn a_query_that_takes_too_long_is_given_up() {
    let product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let ran = khabar(&["query", &BASE.1, product, "--limit-time", "0.5"]);
    assert!(ran.code == 2 && ran.err.contains("its time is over"), "{ran:?}");
}
