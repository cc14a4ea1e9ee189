//! `khabar diff`: what came, went and changed between knowledge bases, revisions and rule packs, and how it is told.

use crate::support::{BASE, Folder, khabar, list, string};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

const MEETING: &str = "وزیر خارجه تاجیکستان با همتای ازبک خود در کابل دیدار کرد.\n";
const PLANNED: &str = "وزیر خارجه تاجیکستان با همتای ازبک خود در هرات دیدار خواهد کرد.\n";
const ARREST: &str = "پولیس کابل سه تن را بازداشت کرد.\n";

/// A folder with knowledge bases of these texts, each the article `a`.
fn bases(texts: &[(&str, &str)]) -> Folder {
    let folder = Folder::new();
    for (name, text) in texts {
        let input = folder.file(&format!("{name}/a.txt"), text);
        khabar(&["ingest", &folder.path(&format!("{name}-kb")), &input]).fine();
    }
    folder
}

fn json(arguments: &[&str]) -> Value {
    let text = khabar(&[&["diff", "-f", "json"], arguments].concat()).fine();
    serde_json::from_str(&text).expect("the output is JSON")
}

fn git(folder: &Path, arguments: &[&str]) {
    let ran = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn the_same_knowledge_base_does_not_differ() {
    let base = &BASE.1;
    let ran = khabar(&["diff", base, base, "--exit-code"]);
    assert_eq!(ran.fine(), format!("{base} and {base} say the same\n"));
}

#[test]
fn a_changed_event_is_told_with_its_modality_and_roles() {
    let folder = bases(&[("old", MEETING), ("new", PLANNED)]);
    let (old, new) = (folder.path("old-kb"), folder.path("new-kb"));
    let found = json(&[&old, &new]);
    let article = &list(&found, "articles")[0];
    assert_eq!((string(article, "id"), string(article, "status")), ("a", "changed"));
    let ran = khabar(&["diff", &old, &new, "--exit-code"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    for part in [
        "modality: \u{2068}actual\u{2069} → \u{2068}planned\u{2069}",
        "place: \u{2068}کابل\u{2069} → \u{2068}هرات\u{2069}",
        "1 articles differ",
    ] {
        assert!(ran.out.contains(part), "{part} is not in\n{}", ran.out);
    }
    let markdown = khabar(&["diff", &old, &new, "-f", "markdown"]).fine();
    assert!(
        markdown.starts_with("### khabar: ") && markdown.contains("| rule | added | removed | changed |"),
        "{markdown}"
    );
    assert!(khabar(&["diff", &old, &new, "--quiet"]).fine().is_empty());
    assert_eq!(khabar(&["diff", &old, &new, "--quiet", "--exit-code"]).code, 1);
}

#[test]
fn a_line_put_before_a_text_changes_nothing_but_what_it_says() {
    let folder = bases(&[("old", MEETING), ("new", &format!("{ARREST}{MEETING}"))]);
    let found = json(&[&folder.path("old-kb"), &folder.path("new-kb")]);
    let events = &list(&found, "articles")[0]["events"];
    let kinds = |field: &str| list(events, field).iter().map(|e| string(e, "type")).collect::<Vec<_>>();
    assert_eq!((kinds("added"), kinds("removed").len(), list(events, "changed").len()), (vec!["Arrest"], 0, 0));
    let added = &list(events, "added")[0];
    assert_eq!((added["line"].as_u64(), string(added, "trigger")), (Some(1), "بازداشت کرد"));
    // The differences are also counted by rule.
    assert_eq!(found["rules"][string(added, "rule")]["added"], 1, "{found}");
}

#[test]
fn an_article_that_came_or_went_is_told_as_such() {
    let folder = Folder::new();
    let (one, two) = (folder.file("one/a.txt", MEETING), folder.file("two/b.txt", ARREST));
    let found = json(&[&one, &two]);
    let articles = list(&found, "articles").iter().map(|a| (string(a, "id"), string(a, "status"))).collect::<Vec<_>>();
    assert_eq!(articles, [("a", "removed"), ("b", "added")]);
}

#[test]
fn one_text_under_two_rule_packs() {
    let folder = Folder::new();
    let text = folder.file("a.txt", MEETING);
    let rule = "[[event]]\nid = \"mine\"\ntype = \"Talk\"\nabout = \"A meeting as a talk.\"\nverbs = [\"دیدار کردن\"]\npriority = 50\n[event.roles]\nparticipant = [\"subject\"]\n[[event.example]]\ntext = \"وزیر دیدار کرد.\"\nyields = { trigger = \"دیدار کرد\" }\n";
    folder.file("mine/events/mine.toml", rule);
    let mine = folder.path("mine");
    let found = json(&["--add-rules-new", &mine, &text]);
    let changed = &list(&list(&found, "articles")[0]["events"], "changed")[0];
    let field = |name: &str| list(changed, "fields").iter().find(|f| f["name"] == name).cloned().expect("it changed");
    assert_eq!(
        (field("type")["removed"][0].clone(), field("type")["added"][0].clone()),
        ("Meet".into(), "Talk".into())
    );
    assert_eq!(found["rules"]["mine"]["changed"], 1, "{found}");
    assert!(
        khabar(&["diff", "--add-rules-old", &mine, "--add-rules-new", &mine, &text]).fine().contains("say the same")
    );
}

#[test]
fn two_revisions_of_one_knowledge_base() {
    let folder = bases(&[("old", MEETING)]);
    let root = folder.path("");
    let (root, base) = (Path::new(&root), folder.path("old-kb"));
    git(root, &["init", "-q"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "first"]);
    folder.file("old/a.txt", PLANNED);
    khabar(&["ingest", &base, &folder.path("old/a.txt")]).fine();
    let changed = khabar(&["diff", "--git", "HEAD", &base, "--exit-code"]);
    assert!(changed.code == 1 && changed.out.contains("HEAD:old-kb → "), "{changed:?}");
    git(root, &["commit", "-qam", "second"]);
    assert_eq!(khabar(&["diff", "--git", "HEAD", &base, "--exit-code"]).code, 0);
    let between = khabar(&["diff", "--git", "HEAD~1..HEAD", &base, "--exit-code"]);
    assert!(between.code == 1 && between.out.contains("هرات"), "{between:?}");
    let unknown = khabar(&["diff", "--git", "HEAD~9..HEAD", &base]);
    assert!(unknown.code == 3 && unknown.err.contains("no revision `HEAD~9`; in a shallow clone"), "{unknown:?}");
}

#[test]
fn a_knowledge_base_that_an_old_revision_did_not_have_is_new_as_a_whole() {
    let folder = bases(&[("old", MEETING)]);
    let root = folder.path("");
    let (root, base) = (Path::new(&root), folder.path("old-kb"));
    let outside = khabar(&["diff", "--git", "HEAD", &base]);
    assert!(outside.code == 3 && outside.err.contains("from within its repository"), "{outside:?}");
    git(root, &["init", "-q"]);
    git(root, &["add", "old"]);
    git(root, &["commit", "-qm", "articles alone"]);
    let new = khabar(&["diff", "--git", "HEAD", &base, "--exit-code"]);
    assert!(new.code == 1 && new.out.contains("(new article)"), "{new:?}");
    assert!(new.err.contains("HEAD:./old-kb is not there yet, so all is new"), "{new:?}");
    // On the new side it was mistyped.
    let gone = khabar(&["diff", "--git", "HEAD..HEAD", &base]);
    assert!(gone.code == 3 && gone.err.contains("has no such knowledge base"), "{gone:?}");
}

#[test]
fn wrong_sides_are_wrong_usage() {
    let base = &BASE.1;
    for arguments in [&["diff", base.as_str()] as &[&str], &["diff", base, base, "--git", "HEAD"], &["diff"]] {
        let ran = khabar(arguments);
        assert!(ran.code == 2 && ran.out.is_empty() && !ran.err.is_empty(), "{arguments:?}: {ran:?}");
    }
    let ran = khabar(&["diff", base, "nowhere"]);
    assert!(ran.code == 3 && ran.err.contains("nowhere: there is no such folder"), "{ran:?}");
}
