//! Exit codes, which scripts rely on: for each command the code of a good run, of wrong usage, and of input that cannot
//! be read; then what gives a finding, and what is a fault of the machine.

use crate::support::{BASE, Folder, article_file, khabar, only_article, root, tree};
use std::fs;
use std::process::{Command, Stdio};

const FINE: i32 = 0;
const FOUND: i32 = 1;
const USAGE: i32 = 2;
const INPUT: i32 = 3;
const FAULT: i32 = 4;

const COMMANDS: [&str; 20] = [
    "extract",
    "analyse",
    "ingest",
    "retract",
    "list",
    "stats",
    "show",
    "explain",
    "link",
    "query",
    "push",
    "export",
    "check",
    "diff",
    "test",
    "eval",
    "rules list",
    "rules coverage",
    "completions",
    "man",
];

#[track_caller]
fn ends(arguments: &[&str], code: i32) {
    let ran = khabar(arguments);
    assert_eq!(ran.code, code, "{arguments:?}: {ran:?}");
    if code > FOUND {
        assert!(ran.err.contains("khabar") || ran.err.contains("Usage"), "{arguments:?} says nothing: {ran:?}");
    }
}

#[test]
fn every_command_in_the_help_is_in_this_table() {
    let help = khabar(&["--help"]).fine();
    let commands = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    for line in commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let name = line.split_whitespace().next().unwrap_or_default();
        let listed = COMMANDS.iter().any(|c| c.split(' ').next() == Some(name));
        assert!(listed || name == "help", "`{name}` is not in the table of exit codes");
    }
}

#[test]
fn an_unknown_option_is_wrong_usage_everywhere() {
    for command in COMMANDS {
        ends(&[&command.split(' ').collect::<Vec<_>>()[..], &["--no-such-option"]].concat(), USAGE);
    }
}

#[test]
fn input_that_is_not_there_could_not_be_read() {
    let folder = Folder::new();
    let (none, base) = (folder.path("none"), folder.path("kb"));
    let text = folder.path("none.txt");
    for arguments in [
        &["extract", text.as_str()] as &[&str],
        &["analyse", &text],
        &["ingest", &base, &text],
        &["retract", &none, "a"],
        &["list", &none],
        &["query", &none, "ASK {}"],
        &["export", &none, "-f", "dot"],
        &["check", &none],
        &["check", &text],
        &["diff", &none, &none],
        &["diff", &none, "HEAD:none"],
        &["test", &none],
        &["eval", &none],
        &["rules", "coverage", &text],
        &["rules", "measure", &none],
    ] {
        ends(arguments, INPUT);
    }
}

#[test]
fn a_good_run_is_fine() {
    let folder = Folder::new();
    let (base, article) = (&BASE.1, &article_file());
    folder.file("news/a.txt", "وزیر کشور به هرات سفر کرد.");
    folder.file("news/a.expect.toml", "[[event]]\ntype = \"Visit\"\n");
    for arguments in [
        &["list", base.as_str()] as &[&str],
        &["query", base, "ASK {}"],
        &["export", base, "-f", "dot"],
        &["check", base],
        &["diff", base, base, "--exit-code"],
        &["test", &folder.path("news")],
        &["analyse", article],
        &["--version"],
    ] {
        ends(arguments, FINE);
    }
}

#[test]
fn what_was_found_ends_with_one() {
    let folder = Folder::new();
    for (path, bytes) in tree(&BASE.1) {
        folder.file(&format!("kb/{}", path.display()), bytes);
    }
    let base = folder.path("kb");
    let file = only_article(&base);
    let text = fs::read_to_string(&file).expect("the file can be read");
    fs::write(&file, text.replacen("ns#actual>", "ns#planned>", 1)).expect("the file can be written");
    ends(&["diff", &BASE.1, &base], FINE);
    ends(&["diff", &BASE.1, &base, "--exit-code"], FOUND);
    folder.file("news/a.txt", "وزیر کشور به هرات سفر کرد.");
    folder.file("news/a.expect.toml", "[[event]]\ntype = \"Arrest\"\n");
    ends(&["test", &folder.path("news"), "--quiet"], FOUND);
    folder.file("assertions/none.rq", "# Nothing.\nASK { ?nothing a kb:Nothing }");
    ends(&["check", &BASE.1, "--assertions", &folder.path("assertions"), "--quiet"], FOUND);
    let faulty = root("tests/packs/faulty").display().to_string();
    ends(&["--add-rules", &faulty, "rules", "lint"], FOUND);
    ends(&["--add-rules", &faulty, "rules", "list"], USAGE);
}

#[test]
fn what_cannot_be_written_is_a_fault_of_the_machine() {
    let folder = Folder::new();
    let report = format!("json={}", folder.path("no/such/folder.json"));
    ends(&["check", &BASE.1, "--report", &report], FAULT);
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let mut command = Command::new(env!("CARGO_BIN_EXE_khabar"));
    let ran = command.args(["list", &BASE.1]).stdout(Stdio::from(full)).output().expect("the program ends");
    assert_eq!(ran.status.code(), Some(FAULT), "{ran:?}");
}
