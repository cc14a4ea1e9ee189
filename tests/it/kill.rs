//! Runs that are killed at any moment: running again gives what a clean run gives, byte for byte. One writer at a time.

use crate::support::{Folder, khabar, tree};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How many short articles are ingested; each becomes a file of its own.
const ARTICLES: usize = 300;
/// How often a run is killed, at moments spread over its whole length.
const KILLS: u32 = 3;

/// Articles made from a few names of places and times; `edition` changes every third of them.
fn articles(edition: usize) -> String {
    let places = ["هرات", "کابل", "تبریز", "شیراز", "بغداد"];
    let times = ["امروز", "دیروز", "روز دوشنبه"];
    (0..ARTICLES)
        .map(|n| {
            let place = places[(n + if n % 3 == 0 { edition } else { 0 }) % places.len()];
            let text = format!("وزیر کشور {} به {place} سفر کرد و با والی دیدار کرد.", times[n % times.len()]);
            format!("{}\n", json!({ "id": format!("article-{n}"), "text": text }))
        })
        .collect()
}

/// Starts an ingest and kills it after some time; says whether it was still at work.
fn killed(base: &str, input: &str, after: Duration) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(["ingest", base, input])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    sleep(after);
    let running = child.try_wait().expect("the program can be asked").is_none();
    let _ = child.kill();
    child.wait().expect("the program ends");
    running
}

/// Kills runs of `input` at many moments, from the state that `prepare` makes, and compares what a further run gives.
fn survives(folder: &Folder, input: &str, prepare: impl Fn(&str)) {
    let clean = folder.path("clean");
    prepare(&clean);
    let start = Instant::now();
    khabar(&["ingest", &clean, input]).fine();
    let length = start.elapsed();
    let expected = tree(&clean);
    let mut interrupted = 0;
    for n in 1..=KILLS {
        let base = folder.path(&format!("kb-{n}"));
        prepare(&base);
        interrupted += u32::from(killed(&base, input, length * n / (KILLS + 1)));
        khabar(&["ingest", &base, input]).fine();
        let found = tree(&base);
        assert!(found.keys().eq(expected.keys()), "killed at {n}/{KILLS}: other files: {:?}", found.keys());
        assert!(found == expected, "killed at {n}/{KILLS}: a file differs");
    }
    assert!(interrupted >= KILLS / 2, "only {interrupted} runs of {KILLS} were still at work when they were killed");
}

#[test]
fn a_first_run_that_is_killed_is_completed() {
    let folder = Folder::new();
    let input = folder.file("in.jsonl", articles(0));
    survives(&folder, &input, |_| {});
}

#[test]
fn a_run_that_replaces_articles_is_completed() {
    let folder = Folder::new();
    let (old, new) = (folder.file("old.jsonl", articles(0)), folder.file("new.jsonl", articles(1)));
    survives(&folder, &new, |base| {
        khabar(&["ingest", base, &old]).fine();
    });
}

/// Numbers that look random and are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 % u64::from(end)).expect("it is below a small number")
    }
}

#[test]
fn a_knowledge_base_survives_twenty_kills_at_random_moments_of_other_runs() {
    let folder = Folder::new();
    let editions: Vec<String> = (0..3).map(|n| folder.file(&format!("{n}.jsonl"), articles(n))).collect();
    let clean = folder.path("clean");
    let start = Instant::now();
    khabar(&["ingest", &clean, &editions[0]]).fine();
    let length = start.elapsed();
    let (mut chance, base, mut interrupted) = (Chance(0x6b68_6162_6172), folder.path("kb"), 0);
    // Each run begins with what the one before it left, and brings another edition of the articles.
    for _ in 0..20 {
        let edition = &editions[chance.below(3) as usize];
        let moment = length * (30 + chance.below(70)) / 100;
        interrupted += u32::from(killed(&base, edition, moment));
    }
    assert!(interrupted >= 10, "only {interrupted} runs of 20 were still at work when they were killed");
    khabar(&["ingest", &base, &editions[0]]).fine();
    let (found, expected) = (tree(&base), tree(&clean));
    assert!(found.keys().eq(expected.keys()), "other files: {:?}", found.keys());
    assert!(found == expected, "a file differs");
}

#[test]
fn a_second_writer_is_told_so_and_changes_nothing() {
    let folder = Folder::new();
    let base = folder.path("kb");
    khabar(&["ingest", &base, &folder.file("a.jsonl", "{\"id\":\"a\",\"text\":\"باران بارید.\"}")]).fine();
    // This one waits for its input, with the right to write in its hand.
    let mut first = Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(["ingest", &base, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = first.stdin.take().expect("standard input is piped");
    writeln!(input, "{{no article").expect("it reads");
    // It reads only when it has the right, and complains at once.
    let mut complaint = String::new();
    BufReader::new(first.stderr.take().expect("standard error is piped")).read_line(&mut complaint).expect("text");
    assert!(complaint.contains("standard input: line 1"), "{complaint}");
    let before = tree(&base);
    for command in [vec!["retract", &base, "a"], vec!["link", &base]] {
        let told = khabar(&command);
        assert!(told.code == 2 && told.err.contains("another process is writing"), "{told:?}");
    }
    assert_eq!(tree(&base), before);
    // Readers need no right.
    assert!(khabar(&["list", &base]).fine().contains('a'));
    drop(input);
    first.wait().expect("the first one ends");
    assert!(khabar(&["retract", &base, "a"]).fine().contains("1 retracted"));
}

#[test]
fn a_long_load_says_how_far_it_is_and_its_answer_is_not_touched() {
    let folder = Folder::new();
    let (input, base) = (folder.file("in.jsonl", articles(0)), folder.path("kb"));
    khabar(&["ingest", &base, &input]).fine();
    let question = ["query", &base, "SELECT (COUNT(*) AS ?n) { ?e a sem:Event }", "--format", "csv"];
    let silent = khabar(&question);
    assert!(silent.err.is_empty(), "{silent:?}");
    let ran = khabar(&[&question[..], &["--progress", "0.000001"]].concat());
    assert_eq!((ran.code, &ran.out), (0, &silent.out));
    assert!(ran.err.contains(&format!("khabar: {ARTICLES} of {ARTICLES} articles loaded, ")), "{ran:?}");
}

#[test]
fn a_long_run_says_how_far_it_is_in_plain_lines_where_nobody_watches() {
    let folder = Folder::new();
    let input = folder.file("in.jsonl", articles(0));
    let ran = khabar(&["ingest", "--progress", "0.001", &folder.path("kb"), &input]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let lines: Vec<&str> = ran.err.lines().collect();
    assert!(lines.len() > 1, "{ran:?}");
    let plain = |line: &&str| {
        line.starts_with("khabar: ")
            && line.contains(&format!(" of {ARTICLES} articles, "))
            && line.ends_with(" seconds left")
    };
    assert!(lines.iter().all(plain) && !ran.err.contains('\u{1b}'), "{}", ran.err);
}
