//! `khabar test`: expectations beside articles hold, fail with a readable difference, and are brought up to date.

use crate::support::{Folder, documented, khabar};
use std::fs;

const TEXT: &str =
    "دیدار وزیران\nوزیر خارجه تاجیکستان با همتای ازبک خود در کابل دیدار کرد.\nپولیس کابل سه تن را بازداشت کرد.\n";

const HOLDS: &str = "# An analyst's file.\n\n[[event]]\ntype = \"Meet\"\ntrigger = \"ديدار كرد\" # Arabic letters\nline = 2\nplace = [\"کابل\"]\nmodality = \"actual\"\n\n# Nobody is killed.\n[[no_event]]\ntype = \"Die\"\n";

fn folder(expectations: &str) -> (Folder, String) {
    let folder = Folder::new();
    folder.file("news/day/meeting.txt", TEXT);
    folder.file("news/day/meeting.expect.toml", expectations);
    let path = folder.path("news");
    (folder, path)
}

fn text(folder: &Folder) -> String {
    fs::read_to_string(folder.path("news/day/meeting.expect.toml")).expect("the file is there")
}

#[test]
fn expectations_that_hold() {
    let (_folder, path) = folder(HOLDS);
    assert_eq!(khabar(&["test", &path]).fine(), format!("{path}: 2 expectations hold\n"));
}

#[test]
fn the_documented_expectations_hold() {
    let (_folder, path) = folder(&documented("docs/ci.md", "expectations"));
    assert_eq!(khabar(&["test", &path]).fine(), format!("{path}: 2 expectations hold\n"));
}

#[test]
fn an_expectation_that_fails_shows_what_differs_at_its_line() {
    let (folder, path) = folder(&HOLDS.replace("[\"کابل\"]", "[\"هرات\"]").replace("\"actual\"", "\"planned\""));
    let ran = khabar(&["test", &path]);
    assert_eq!(ran.code, 1, "{ran:?}");
    for part in [
        &format!("{}:4:1", folder.path("news/day/meeting.expect.toml")),
        "expected Meet “ديدار كرد”; nearest is Meet “دیدار کرد” (line 2, by meet)",
        "- place = [\"هرات\"]",
        "+ place = [\"کابل\"]",
        "- modality = [\"planned\"]",
        "+ modality = [\"actual\"]",
        "1 errors, 0 warnings",
    ] {
        assert!(ran.out.contains(part), "{part} is not in\n{}", ran.out);
    }
}

#[test]
fn an_event_that_is_not_found_and_one_that_must_not_be() {
    let (_folder, path) =
        folder("[[event]]\ntype = \"Talk\"\ntrigger = \"دیدار کرد\"\n\n[[no_event]]\ntype = \"Arrest\"\n");
    let ran = khabar(&["test", &path]);
    assert!(ran.code == 1 && ran.out.contains("no Talk is found; the words are read as Meet"), "{ran:?}");
    assert!(ran.out.contains("found Arrest “بازداشت کرد” (line 3, by arrest), which must not be"), "{ran:?}");
}

#[test]
fn an_update_rewrites_what_fails_and_leaves_the_rest_to_the_letter() {
    let wrong = "\n[[event]]\ntype = \"Arrest\"\ntrigger = \"بازداشت کرد\"\nquantity = [\"پنج تن\"]\n\n[[no_event]]\ntype = \"Arrest\"\n# The end.\n";
    let (folder, path) = folder(&format!("{HOLDS}{wrong}"));
    assert!(khabar(&["test", &path, "--update"]).fine().ends_with("1 files written\n"));
    let now = "\n[[event]]\ntype = \"Arrest\"\ntrigger = \"بازداشت کرد\"\nquantity = [\"سه تن\"]\n\n# The end.\n";
    assert_eq!(text(&folder), format!("{HOLDS}{now}"));
    assert_eq!(khabar(&["test", &path]).code, 0);
    assert!(khabar(&["test", &path, "--update"]).fine().ends_with("0 files written\n"));
}

#[test]
fn an_update_writes_a_first_file_that_then_holds() {
    let (folder, path) = folder("");
    fs::remove_file(folder.path("news/day/meeting.expect.toml")).expect("the file is there");
    let ran = khabar(&["test", &path]);
    assert!(ran.code == 0 && ran.err.contains("1 articles have no expectations; --update writes them"), "{ran:?}");
    khabar(&["test", &path, "--update"]).fine();
    let written = text(&folder);
    for part in
        ["type = \"Meet\"", "trigger = \"دیدار کرد\"", "line = 2", "place = [\"کابل\"]", "modality = \"actual\""]
    {
        assert!(written.contains(part), "{part} is not in\n{written}");
    }
    assert!(khabar(&["test", &path]).fine().contains("expectations hold"));
}

#[test]
fn faults_of_a_file_are_told_with_their_place() {
    for (written, parts) in [
        ("[[event]]\ntype = \"Meat\"\n", &["meeting.expect.toml:2:8", "did you mean `Meet`?"] as &[&str]),
        ("[[event]]\ntype = \"Meet\"\nplaec = [\"کابل\"]\n", &[":3:1", "did you mean `place`?"]),
        ("[[event]]\ntrigger = \"دیدار\"\n", &[":2:1", "the type is missing"]),
        ("[[event]]\ntype = \"Meet\"\nmodality = \"hoped\"\n", &[":3:12", "known are actual, planned, possible"]),
        ("[[events]]\ntype = \"Meet\"\n", &[":1:", "did you mean `event`?"]),
        ("[[event]\n", &[":1:"]),
    ] {
        let (_folder, path) = folder(written);
        let ran = khabar(&["test", &path]);
        assert_eq!(ran.code, 3, "{written}: {ran:?}");
        assert!(parts.iter().all(|part| ran.err.contains(part)), "{parts:?} are not in\n{}", ran.err);
    }
    let folder = Folder::new();
    folder.file("a/lonely.expect.toml", HOLDS);
    let ran = khabar(&["test", &folder.path("a")]);
    assert!(ran.code == 3 && ran.err.contains("there is no article beside it"), "{ran:?}");
    assert_eq!(khabar(&["test", &folder.path("none")]).code, 3);
}
