//! What shells and the manual get: completions and pages made from the same declaration as the help.

use crate::support::{Folder, khabar, tree};
use std::process::Command;

#[test]
fn completions_of_each_shell_know_commands_and_options() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let made = khabar(&["completions", shell]).fine();
        for part in ["khabar", "ingest", "max-bytes", "completions"] {
            assert!(made.contains(part), "{shell} has no {part}");
        }
    }
    assert_eq!(khabar(&["completions", "cmd"]).code, 2);
}

#[test]
fn bash_takes_its_completions_and_completes_a_command() {
    let folder = Folder::new();
    let file = folder.file("khabar.bash", khabar(&["completions", "bash"]).fine());
    let script = format!(
        ". {file} && COMP_WORDS=(khabar ing) COMP_CWORD=1 && _khabar khabar ing khabar && echo \"${{COMPREPLY[@]}}\""
    );
    let Ok(ran) = Command::new("bash").args(["-c", &script]).output() else {
        // A machine without bash has nothing to try it with.
        return;
    };
    let said = String::from_utf8_lossy(&ran.stdout);
    assert_eq!(said.trim(), "ingest", "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn each_command_has_a_page_of_the_manual() {
    let folder = Folder::new();
    khabar(&["man", "--output", &folder.path("man")]).fine();
    let pages = tree(&folder.path("man"));
    let names: Vec<String> = pages.keys().map(|name| name.display().to_string()).collect();
    for name in ["khabar.1", "khabar-extract.1", "khabar-rules.1", "khabar-rules-trace.1", "khabar-man.1"] {
        assert!(names.iter().any(|n| n == name), "{name} is not in {names:?}");
    }
    let page = String::from_utf8_lossy(&pages[std::path::Path::new("khabar-extract.1")]);
    assert!(page.contains(".TH khabar-extract 1") && page.contains("max\\-bytes"), "{page}");
    assert!(khabar(&["man"]).fine().contains(".TH khabar 1"));
}
