//! `--report` of `khabar rules lint` and `khabar rules test`: faults and examples for CI systems and code hosts.

use crate::support::{Folder, list, root, string};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// A rule with a trigger twice (a warning, line 5), an example that fails (line 7) and one that is pending.
const RULE: &str = "[[event]]\nid = \"en.greet\"\ntype = \"Talk\"\nabout = \"x\"\nnouns = [\"deadline\", \"deadline\"]\n\
                    [[event.example]]\ntext = \"The minister met the president.\"\n\
                    [[event.example]]\ntext = \"The president met the minister.\"\npending = \"greetings are not read\"\n\
                    [[event.counterexample]]\ntext = \"The minister praised the president.\"\n";

fn run(rule: &str, command: &[&str], github: bool) -> (i32, String, Folder) {
    let folder = Folder::new();
    folder.file("mine/events/greet.toml", rule);
    let mut program = Command::new(env!("CARGO_BIN_EXE_khabar"));
    program.current_dir(folder.path("")).arg("--rules").arg(root("tests/packs/english")).args(["--add-rules", "mine"]);
    program.args(command).env_remove("GITHUB_ACTIONS");
    if github {
        program.env("GITHUB_ACTIONS", "true");
    }
    let ran = program.output().expect("the program ends");
    (ran.status.code().unwrap_or(-1), String::from_utf8(ran.stdout).expect("UTF-8"), folder)
}

#[test]
fn sarif_of_lint_names_the_lines_of_the_rule_file() {
    let (code, out, _folder) = run(RULE, &["rules", "lint", "--examples", "--report", "sarif=-"], false);
    let sarif: Value = serde_json::from_str(&out).expect("standard output is the report alone");
    let results = list(&sarif["runs"][0], "results");
    let told = |r: &Value| {
        let place = &r["locations"][0]["physicalLocation"];
        let line = place["region"]["startLine"].as_u64().unwrap_or(0);
        (
            string(r, "ruleId").to_owned(),
            string(r, "level").to_owned(),
            string(&place["artifactLocation"], "uri").to_owned(),
            line,
        )
    };
    let mut found: Vec<_> = results.iter().map(told).collect();
    found.sort();
    let at =
        |rule: &str, level: &str, line| (rule.to_owned(), level.to_owned(), "mine/events/greet.toml".to_owned(), line);
    assert_eq!(found, [at("example", "error", 7), at("pack-warning", "warning", 5)], "{out}");
    assert_eq!(code, 1);
}

#[test]
fn junit_of_test_has_a_case_for_each_example_and_says_what_is_pending() {
    let (code, out, _folder) = run(RULE, &["rules", "test", "en.greet", "--report", "junit=-"], false);
    assert_eq!((code, out.matches("<testcase ").count(), out.matches("<failure ").count()), (1, 3, 1), "{out}");
    assert!(out.contains("tests=\"3\" failures=\"1\"") && out.contains("(pending: greetings are not read)"), "{out}");
    assert!(out.contains("<testsuite name=\"mine/events/greet.toml\""), "{out}");
}

#[test]
fn reports_stand_beside_the_talk_and_quiet_leaves_them_alone() {
    let files = ["--report", "json=a.json", "--report", "markdown=a.md"];
    let (_, plain, _) = run(RULE, &["rules", "test"], false);
    let (code, out, folder) = run(RULE, &[&["rules", "test"][..], &files].concat(), false);
    assert_eq!((code, &out), (1, &plain));
    let json: Value =
        serde_json::from_str(&fs::read_to_string(folder.path("a.json")).expect("it is there")).expect("JSON");
    let failing = list(&json, "checks").iter().filter(|c| !list(c, "findings").is_empty()).count();
    assert_eq!(failing, 1, "{json}");
    let markdown = fs::read_to_string(folder.path("a.md")).expect("it is there");
    assert!(markdown.contains("1 errors, 0 warnings") && markdown.contains("`mine/events/greet.toml:7`"), "{markdown}");
    let (code, out, folder) = run(RULE, &[&["rules", "lint", "--examples", "--quiet"][..], &files].concat(), false);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(fs::metadata(folder.path("a.md")).is_ok());
}

#[test]
fn annotations_appear_on_github_without_being_asked_for() {
    let (_, out, _folder) = run(RULE, &["rules", "lint"], true);
    assert!(out.contains("0 errors, 1 warnings\n::warning file=mine/events/greet.toml,line=5,"), "{out}");
    let (_, out, _folder) = run(RULE, &["rules", "lint"], false);
    assert!(!out.contains("::warning"), "{out}");
}

#[test]
fn a_fault_of_the_pack_is_an_error_in_the_report_of_lint() {
    let broken = RULE.replace("type = \"Talk\"", "type = \"Tallk\"");
    let (code, out, _folder) = run(&broken, &["rules", "lint", "--examples", "--report", "json=-"], false);
    let json: Value = serde_json::from_str(&out).expect("JSON");
    let found: Vec<&Value> = list(&json, "checks").iter().filter(|c| !list(c, "findings").is_empty()).collect();
    assert_eq!((code, found.len()), (1, 1), "{out}");
    assert_eq!((string(found[0], "name"), string(found[0], "severity")), ("pack-error", "error"));
    assert!(string(&list(found[0], "findings")[0], "message").contains("did you mean `Talk`?"), "{out}");
}
