//! What rules cost: the time to load the whole pack, and what thousands of rules with other triggers add to extraction.
//!
//! `cargo bench --bench rules` prints the figures beside their bars and fails when one is missed. Plain timing: the
//! smallest of several runs, since other work on the machine only ever adds.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use khabar::article::Article;
use khabar::rules::Pack;
use khabar::rules::files::RuleFiles;
use std::fmt::Write;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The longest time that loading may take.
const LOADING: Duration = Duration::from_millis(100);
/// How much longer extraction may take with the added rules.
const RATIO: f64 = 1.10;
/// How many rules are added.
const ADDED: usize = 2000;

fn main() -> ExitCode {
    // Kept until all is timed: taking a pack apart is no part of loading it.
    let mut kept = Vec::new();
    let loading = best(7, || {
        kept.push(Pack::embedded());
        true
    });
    drop(kept);
    println!("loading the pack: {:.1} ms (bar: {} ms)", milliseconds(loading), LOADING.as_millis());

    let (plain, more) = match (Pack::embedded(), with_added_rules()) {
        (Ok(plain), Ok(more)) => (plain, more),
        (Err(error), _) | (_, Err(error)) => {
            println!("{error}");
            return ExitCode::FAILURE;
        }
    };
    println!("event rules: {} and {}", plain.events.list.len(), more.events.list.len());
    let article = Article { id: "bench".to_owned(), text: text(), ..Article::default() };
    // In turns, so that what slows the machine slows both.
    let (mut without, mut with) = (Duration::MAX, Duration::MAX);
    for _ in 0..15 {
        without = without.min(best(1, || extract(&article, &plain)));
        with = with.min(best(1, || extract(&article, &more)));
    }
    let ratio = with.as_secs_f64() / without.as_secs_f64();
    println!(
        "extraction: {:.1} ms without, {:.1} ms with {ADDED} more rules: {ratio:.3} (bar: {RATIO})",
        milliseconds(without),
        milliseconds(with)
    );
    if loading <= LOADING && ratio <= RATIO { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn extract(article: &Article, pack: &Pack) -> bool {
    black_box(khabar::extract(article, pack)).events.is_empty()
}

/// The shortest of some runs.
fn best(runs: usize, mut run: impl FnMut() -> bool) -> Duration {
    let timed = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    };
    (0..runs).map(timed).min().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The embedded pack with rules on top whose triggers no text has.
fn with_added_rules() -> Result<Pack, khabar::rules::fault::PackError> {
    let mut rules = String::new();
    for number in 0..ADDED {
        let word: String = number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
        let made = writeln!(
            rules,
            "[[event]]\nid = \"added.{number}\"\ntype = \"Meet\"\nverbs = [\"{word} کردن\"]\nnouns = [\"q{word}\"]\n\
             requires = [\"subject\"]\n[event.roles]\nparticipant = [\"subject\", \"با:Person|Organization\"]\n\
             [[event.example]]\ntext = \"{word}\"\n"
        );
        debug_assert!(made.is_ok(), "writing into a string never fails");
    }
    let mut files = RuleFiles::embedded("fa");
    files.insert("events/added/added.toml", rules);
    Pack::load(files)
}

/// The article of the fixtures, many times.
fn text() -> String {
    include_str!("../fixtures/000_e5448f806678b67b.txt").repeat(20)
}
