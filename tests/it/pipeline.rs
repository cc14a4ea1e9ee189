//! The program as a pipeline drives it, in a repository of its own: extract → ingest → check → test → diff → export.
//! A clean run passes every step; a planted fault is found at its line.

use crate::support::{Folder, Ran, json_lines, list, string};
use serde_json::Value;
use std::fs;
use std::process::Command;

const CLEAN: &str = "دیدار در کابل\nوزیر خارجه تاجیکستان با همتای ازبک خود در کابل دیدار کرد.\n";
const OTHER: &str = "پولیس هرات سه تن را بازداشت کرد.\n";
/// The second line breaks the team's assertion.
const PLANTED: &str = "خبر تازه\nپولیس کابل پنج تن را بازداشت کرد.\n";
const ASSERTION: &str = "# Nobody is arrested in Kabul.\nSELECT ?mention {\n  ?event a kb:Arrest ; (kb:agent|kb:place)/rdfs:label ?where ; kb:mention ?mention\n  FILTER(CONTAINS(?where, \"کابل\"))\n}\n";

/// A repository with articles, expectations and assertions.
struct Repository(Folder);

impl Repository {
    fn new() -> Self {
        let repository = Self(Folder::new());
        repository.0.file("news/meeting.txt", CLEAN);
        repository.0.file("news/arrest.txt", OTHER);
        repository.0.file(
            "news/meeting.expect.toml",
            "[[event]]\ntype = \"Meet\"\ntrigger = \"دیدار کرد\"\nplace = [\"کابل\"]\n\n[[no_event]]\ntype = \"Arrest\"\n",
        );
        repository.0.file("assertions/kabul.rq", ASSERTION);
        repository.git(&["init", "-q"]);
        repository
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Ran {
        let ran = Command::new(program)
            .current_dir(self.0.path(""))
            .env_remove("GITHUB_ACTIONS")
            .args(arguments)
            .output()
            .unwrap_or_else(|error| panic!("{program} runs: {error}"));
        let text = |bytes| String::from_utf8(bytes).expect("it writes UTF-8");
        Ran { code: ran.status.code().unwrap_or(-1), out: text(ran.stdout), err: text(ran.stderr) }
    }

    fn khabar(&self, arguments: &[&str]) -> Ran {
        self.run(env!("CARGO_BIN_EXE_khabar"), arguments)
    }

    fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"];
        let ran = self.run("git", &[&identity, arguments].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", message]);
    }
}

#[test]
fn a_clean_run_passes_and_a_planted_fault_is_found_at_its_line() {
    let repository = Repository::new();
    let check: &[&str] =
        &["check", "kb", "--articles", "news", "--assertions", "assertions", "--report", "sarif=check.sarif"];

    // The clean run: every step passes, and doing it again changes nothing.
    let lines = json_lines(&repository.khabar(&["extract", "news"]).fine());
    assert_eq!(lines.iter().map(|l| string(l, "id")).collect::<Vec<_>>(), ["arrest", "meeting"]);
    assert!(repository.khabar(&["ingest", "kb", "news", "--sync"]).fine().contains("2 added"));
    repository.khabar(check).fine();
    repository.khabar(&["test", "news"]);
    assert_eq!(repository.khabar(&["test", "news", "--quiet"]).code, 0);
    repository.commit("two articles");
    assert_eq!(repository.khabar(&["diff", "--git", "HEAD", "kb", "--exit-code"]).code, 0);
    assert!(repository.khabar(&["ingest", "kb", "news", "--sync"]).fine().contains("2 unchanged"));

    // A change that breaks an assertion and an expectation, and takes an article out.
    repository.0.file("news/kabul.txt", PLANTED);
    repository.0.file("news/meeting.txt", CLEAN.replace("در کابل دیدار", "در هرات دیدار"));
    fs::remove_file(repository.0.path("news/arrest.txt")).expect("the file can be deleted");
    assert!(
        repository
            .khabar(&["ingest", "kb", "news", "--sync"])
            .fine()
            .contains("1 added, 1 replaced, 0 unchanged, 1 retracted")
    );
    let found = repository.khabar(check);
    assert_eq!(found.code, 1, "{found:?}");
    assert!(found.out.contains("error: kabul: Nobody is arrested in Kabul.\n  --> news/kabul.txt:2:"), "{}", found.out);
    let sarif = fs::read_to_string(repository.0.path("check.sarif")).expect("the report is there");
    let sarif: Value = serde_json::from_str(&sarif).expect("the report is JSON");
    let results = list(&sarif["runs"][0], "results");
    assert_eq!((results.len(), string(&results[0], "ruleId")), (1, "kabul"));
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(string(&place["artifactLocation"], "uri"), "news/kabul.txt");
    assert_eq!(place["region"]["startLine"], 2);

    let expected = repository.khabar(&["test", "news"]);
    assert!(expected.code == 1 && expected.out.contains("+ place = [\"هرات\"]"), "{expected:?}");

    let differs = repository.khabar(&["diff", "--git", "HEAD", "kb", "--exit-code", "-f", "json"]);
    assert_eq!(differs.code, 1, "{differs:?}");
    let difference: Value = serde_json::from_str(&differs.out).expect("the difference is JSON");
    let articles = list(&difference, "articles").iter().map(|a| (string(a, "id"), string(a, "status")));
    assert_eq!(articles.collect::<Vec<_>>(), [("arrest", "removed"), ("kabul", "added"), ("meeting", "changed")]);
    let moved = &list(&list(&difference, "articles")[2]["events"], "changed")[0]["fields"][0];
    assert_eq!(
        (&moved["name"], &moved["removed"][0], &moved["added"][0]),
        (&"place".into(), &"کابل".into(), &"هرات".into())
    );

    // Mended, it passes again; the graph goes on to a viewer.
    repository.0.file("news/kabul.txt", PLANTED.replace("کابل", "بلخ"));
    repository.khabar(&["test", "news", "--update"]).fine();
    repository.khabar(&["ingest", "kb", "news", "--sync"]).fine();
    repository.khabar(check).fine();
    assert_eq!(repository.khabar(&["test", "news", "--quiet"]).code, 0);
    repository.commit("mended");
    let between = repository.khabar(&["diff", "HEAD~1:kb", "HEAD:kb", "-f", "markdown"]).fine();
    assert!(
        between.starts_with("### khabar: HEAD\\~1:kb") || between.starts_with("### khabar: HEAD~1:kb"),
        "{between}"
    );
    let graph = repository.khabar(&["export", "kb", "-f", "graphml"]).fine();
    assert!(graph.contains("بلخ") && graph.contains("هرات"), "{graph}");
}
