//! An ingest that is killed at any moment: running it again gives what a clean run gives, byte for byte.

use crate::support::{Folder, khabar, tree};
use serde_json::json;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How many short articles are ingested; each becomes a file of its own.
const ARTICLES: usize = 300;
/// How often a run is killed, at moments spread over its whole length.
const KILLS: u32 = 5;

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
