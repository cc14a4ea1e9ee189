//! `khabar extract` in a pipe: a line out for a line in, in order, in little memory.

use crate::support::{Folder, json_lines, khabar, khabar_reading, string};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

fn line(id: usize, text: &str) -> String {
    format!("{{\"id\":\"{id}\",\"text\":\"{text}\"}}\n")
}

fn started(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

#[test]
fn each_line_is_answered_before_the_next_one_comes() {
    for format in ["jsonl", "nquads"] {
        let mut child = started(&["extract", "-f", format, "-"]);
        let mut input = child.stdin.take().expect("it is piped");
        let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
        for id in 0..3 {
            input.write_all(line(id, "وزیر کشور به هرات سفر کرد.").as_bytes()).expect("it reads");
            let mut answer = String::new();
            // Hangs, and fails by its time, when the answer waits for more input.
            while !answer.contains(&format!("\"{id}\"")) {
                assert!(output.read_line(&mut answer).expect("it answers") > 0);
            }
        }
        drop(input);
        let rest: Vec<_> = output.lines().collect();
        assert!(format == "nquads" || rest.is_empty());
        assert!(child.wait().expect("it ends").success());
    }
}

#[test]
fn order_is_that_of_the_input_with_any_number_of_jobs() {
    // Long articles among short ones, so that later ones are done earlier.
    let sentence = "وزیر کشور به هرات سفر کرد و با والی دیدار کرد. ";
    let input: String = (0..60).map(|n| line(n, &sentence.repeat(if n % 7 == 0 { 60 } else { 1 }))).collect();
    let one = khabar_reading(&["extract", "-f", "jsonl", "--jobs", "1", "-"], &input).fine();
    let ids: Vec<usize> = json_lines(&one).iter().map(|l| string(l, "id").parse().expect("a number")).collect();
    assert_eq!(ids, (0..60).collect::<Vec<_>>());
    for format in ["jsonl", "nquads", "trig"] {
        let of = |jobs| khabar_reading(&["extract", "-f", format, "--jobs", jobs, "-"], &input).fine();
        assert_eq!(of("1"), of("7"), "{format}");
    }
}

#[test]
fn nobody_reading_the_output_stops_the_reading_of_the_input() {
    let count = 4000;
    let mut child = started(&["extract", "-f", "nquads", "--jobs", "2", "-"]);
    let mut input = child.stdin.take().expect("it is piped");
    let written = Arc::new(AtomicUsize::new(0));
    let writer = {
        let written = Arc::clone(&written);
        std::thread::spawn(move || {
            for id in 0..count {
                // Longer than what a pipe keeps, so that few lines are on their way.
                input
                    .write_all(line(id, &format!("وزیر کشور به هرات سفر کرد.{}", " ".repeat(4000))).as_bytes())
                    .expect("it reads");
                written.fetch_add(1, Ordering::Relaxed);
            }
        })
    };
    let mut last = usize::MAX;
    for _ in 0..60 {
        std::thread::sleep(Duration::from_millis(1500));
        let now = written.load(Ordering::Relaxed);
        if now == last && now > 0 {
            break;
        }
        last = now;
    }
    assert!(written.load(Ordering::Relaxed) < 200, "{} lines were taken in", written.load(Ordering::Relaxed));
    // It goes on where it stopped.
    let output = BufReader::new(child.stdout.take().expect("it is piped"));
    let articles = output.lines().filter(|l| l.as_ref().expect("UTF-8").contains("#isString>")).count();
    assert_eq!(articles, count);
    writer.join().expect("all is written");
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn fail_fast_ends_at_the_first_input_that_cannot_be_read() {
    let input = line(0, "متن") + "nonsense\n" + &line(2, "متن");
    let ran = khabar_reading(&["extract", "-f", "jsonl", "--fail-fast", "-"], &input);
    assert_eq!((ran.code, json_lines(&ran.out).len()), (3, 1));
    assert!(ran.err.contains("line 2") && ran.err.contains("--fail-fast"), "{}", ran.err);
    let ran = khabar_reading(&["extract", "-f", "jsonl", "-"], &input);
    assert_eq!((ran.code, json_lines(&ran.out).len()), (3, 2));
}

#[test]
fn max_bytes_is_the_length_of_one_article_and_not_of_the_input() {
    let folder = Folder::new();
    let input: String = (0..10).map(|n| line(n, if n == 4 { "متنی که از دیگران درازتر است" } else { "متن" })).collect();
    let path = folder.file("in.jsonl", &input);
    let ran = khabar(&["extract", "-f", "jsonl", "--max-bytes", "40", &path]);
    assert_eq!((ran.code, json_lines(&ran.out).len()), (3, 9));
    assert!(ran.err.contains("in.jsonl: line 5: more than 40 bytes in one article; raise --max-bytes"), "{}", ran.err);
}
