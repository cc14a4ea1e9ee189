//! `--report`: the same findings for people, CI systems and code hosts. `.ci/reports.py` holds SARIF and JUnit against
//! their schemas.

use crate::support::{Folder, khabar, list, string};
use quick_xml::events::Event;
use serde_json::Value;
use std::fs;
use std::process::Command;

/// The trigger stands in line 3, columns 53 to 62.
const TEXT: &str = "دیدار <۱> & گفت‌وگو\n\nوزیر خارجه تاجیکستان با همتای ازبک خود در کابل دیدار کرد.\n";
const RULE: &str = "# Nobody meets: ever, 100%.\n# Because.\nSELECT ?mention { ?mention kb:eventType kb:Meet ; oa:exact \"دیدار کرد\" }";

/// Runs a check with one finding in a working directory of its own.
fn check(options: &[&str], github: bool) -> (i32, String, Folder) {
    let folder = Folder::new();
    folder.file("news/خبر ۱.txt", TEXT);
    folder.file("mine/no-meeting.rq", RULE);
    folder.file("mine/warned.rq", "# Warned.\n# severity: warning\nASK { ?nothing a kb:Nothing }");
    let mut command = Command::new(env!("CARGO_BIN_EXE_khabar"));
    command.current_dir(folder.path("")).args(["check", "news", "--assertions", "mine", "--only", "no-meeting"]);
    command.args(["--only", "warned", "--only", "event-typed"]).args(options).env_remove("GITHUB_ACTIONS");
    if github {
        command.env("GITHUB_ACTIONS", "true");
    }
    let ran = command.output().expect("the program ends");
    let out = String::from_utf8(ran.stdout).expect("the program writes UTF-8");
    (ran.status.code().unwrap_or(-1), out, folder)
}

fn column() -> u64 {
    let line = TEXT.lines().nth(2).expect("it has three lines");
    let byte = line.find("دیدار کرد").expect("the trigger is there");
    line[..byte].chars().count() as u64 + 1
}

#[test]
fn several_reports_are_written_at_once_beside_the_talk() {
    let names = ["junit=a.xml", "sarif=a.sarif", "json=a.json", "markdown=a.md"];
    let options: Vec<&str> = names.iter().flat_map(|name| ["--report", name]).collect();
    let (code, out, folder) = check(&options, false);
    assert!(code == 1 && out.contains("error: no-meeting") && !out.contains('\u{1b}'), "{out}");
    for name in names {
        let (_, path) = name.split_once('=').expect("a kind and a file");
        assert!(fs::metadata(folder.path(path)).expect("the report is there").len() > 100, "{path}");
    }
}

#[test]
fn sarif_names_the_rule_and_the_place_in_the_file() {
    let (_, out, _folder) = check(&["--report", "sarif=-"], false);
    let sarif: Value = serde_json::from_str(&out).expect("standard output is the report alone");
    let run = &sarif["runs"][0];
    let results = list(run, "results");
    assert_eq!(results.len(), 2);
    let found = results.iter().find(|r| r["ruleId"] == "no-meeting").expect("the planted finding");
    assert_eq!(string(found, "level"), "error");
    let rules = list(&run["tool"]["driver"], "rules");
    let rule = &rules[usize::try_from(found["ruleIndex"].as_u64().expect("an index")).expect("it fits")];
    assert_eq!((string(rule, "id"), string(&rule["fullDescription"], "text")), ("no-meeting", "Because."));
    let place = &found["locations"][0]["physicalLocation"];
    assert_eq!(string(&place["artifactLocation"], "uri"), "news/%D8%AE%D8%A8%D8%B1%20%DB%B1.txt");
    let region = &place["region"];
    assert_eq!((region["startLine"].as_u64(), region["startColumn"].as_u64()), (Some(3), Some(column())));
    assert_eq!((region["endLine"].as_u64(), region["endColumn"].as_u64()), (Some(3), Some(column() + 9)));
    assert_eq!(string(run, "columnKind"), "unicodeCodePoints");
}

#[test]
fn junit_has_a_case_for_each_check_and_a_failure_for_each_error() {
    let (_, out, _folder) = check(&["--report", "junit=-"], false);
    let mut reader = quick_xml::Reader::from_str(&out);
    let (mut cases, mut failures, mut outputs) = (0, 0, 0);
    loop {
        match reader.read_event().expect("the report is XML") {
            Event::Eof => break,
            Event::Start(e) | Event::Empty(e) => match e.name().as_ref() {
                "testcase" => cases += 1,
                "failure" => failures += 1,
                "system-out" => outputs += 1,
                _ => {}
            },
            _ => {}
        }
    }
    assert_eq!((cases, failures, outputs), (3, 1, 1), "{out}");
    assert!(out.contains("<testsuites name=\"news\" tests=\"3\" failures=\"1\" errors=\"0\">"), "{out}");
}

#[test]
fn markdown_is_a_table_in_which_nothing_is_markup() {
    let (_, out, _folder) = check(&["--report", "markdown=-"], false);
    assert!(out.starts_with("### khabar: 1 errors, 1 warnings (3 checks of `news`)\n"), "{out}");
    assert!(out.contains("| `news/خبر ۱.txt:3` |"), "{out}");
}

#[test]
fn annotations_are_written_on_github_and_where_they_are_asked_for() {
    let annotation = format!(
        "::error file=news/خبر ۱.txt,line=3,col={},endColumn={},title=no-meeting%3A Nobody meets%3A ever%2C 100%25.::",
        column(),
        column() + 9
    );
    let (_, silent, _) = check(&[], false);
    assert!(!silent.contains("::error"), "{silent}");
    for (options, github) in
        [(&[] as &[&str], true), (&["--report", "github"], false), (&["--report", "github", "--quiet"], true)]
    {
        let (code, out, _) = check(options, github);
        assert!(code == 1 && out.matches("::error ").count() == 1 && out.contains(&annotation), "{out}");
        assert!(out.contains("::warning title=warned%3A Warned.::the answer is false"), "{out}");
    }
    // A report on standard output stays what it is.
    let (_, out, _) = check(&["--report", "json=-"], true);
    serde_json::from_str::<Value>(&out).expect("nothing but JSON");
}

#[test]
fn a_quiet_run_prints_nothing() {
    let (code, out, _) = check(&["--quiet"], false);
    assert_eq!((code, out.as_str()), (1, ""));
}

#[test]
fn a_report_of_an_unknown_kind_is_wrong_usage() {
    for (report, part) in [
        ("yaml=x", "known are junit, sarif, json, markdown, github"),
        ("junit", "junit=FILE"),
        ("sarif=", "names no file"),
    ] {
        let ran = khabar(&["check", "x", "--report", report]);
        assert!(ran.code == 2 && ran.err.contains(part), "{ran:?}");
    }
}
