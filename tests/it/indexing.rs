//! An index on disk: it says what the knowledge base says, whatever happened to either.
//!
//! Runs with `--features rocksdb` or `rocksdb-system`; `.ci/index` does that.

use crate::support::{BASE, Folder, khabar};

#[cfg(not(feature = "rocksdb"))]
#[test]
fn a_build_without_the_engine_says_which_build_has_it() {
    let folder = Folder::new();
    let ran = khabar(&["query", &BASE.1, "ASK { ?s ?p ?o }", "--index", &folder.path("index")]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("--features rocksdb"), "{}", ran.err);
    assert!(!std::path::Path::new(&folder.path("index")).exists());
}

#[cfg(feature = "rocksdb")]
mod with_an_engine {
    use super::*;
    use crate::support::{ARTICLE, knowledge_base, root, tree};
    use serde_json::json;
    use std::fs::{self, File, OpenOptions};
    use std::path::{Path, PathBuf};
    use std::process::{Command, Stdio};
    use std::thread;
    use std::time::Duration;

    const EVERYTHING: &str = "SELECT * { GRAPH ?g { ?s ?p ?o } }";
    const PLACES: [&str; 8] = ["هرات", "کابل", "تهران", "رباط", "مشهد", "تبریز", "شیراز", "غزنی"];

    /// What a query answers, rows sorted, from memory or through an index.
    fn answer(base: &str, sparql: &[&str], index: Option<&str>) -> Vec<String> {
        let mut arguments = vec!["query", base, "--format", "csv"];
        arguments.extend(sparql);
        arguments.extend(index.into_iter().flat_map(|index| ["--index", index]));
        let mut rows: Vec<String> = khabar(&arguments).fine().split("\r\n").map(str::to_owned).collect();
        rows.sort_unstable();
        rows
    }

    /// The index says every statement of the knowledge base, each in its graph, and no other.
    #[track_caller]
    fn same(base: &str, index: &str) {
        let (through, loaded) = (answer(base, &[EVERYTHING], Some(index)), answer(base, &[EVERYTHING], None));
        let missing: Vec<_> = loaded.iter().filter(|row| !through.contains(row)).collect();
        let more: Vec<_> = through.iter().filter(|row| !loaded.contains(row)).collect();
        assert!(missing.is_empty() && more.is_empty(), "missing {missing:#?}\ntoo much {more:#?}");
        assert_eq!(through.len(), loaded.len());
    }

    /// A knowledge base of articles that tell of a journey to a place.
    fn journeys(folder: &Folder, places: &[&str]) -> String {
        let line = |(n, place): (usize, &&str)| {
            json!({ "id": format!("a{n}"), "text": format!("وزیر کشور به {place} سفر کرد.") }).to_string()
        };
        let lines: Vec<String> = places.iter().enumerate().map(line).collect();
        let base = folder.path("kb");
        khabar(&["ingest", "--sync", &base, &folder.file("in.jsonl", lines.join("\n"))]).fine();
        base
    }

    #[test]
    fn the_twelve_questions_have_the_same_answers() {
        let folder = Folder::new();
        let index = folder.path("index");
        let mut asked = 0;
        for entry in fs::read_dir(root("fixtures/questions")).expect("the questions are there") {
            let path = entry.expect("the folder can be read").path();
            if path.extension().is_some_and(|ending| ending == "rq") {
                let question = path.display().to_string();
                let (through, loaded) =
                    (answer(&BASE.1, &["-f", &question], Some(&index)), answer(&BASE.1, &["-f", &question], None));
                assert_eq!(through, loaded, "{question}");
                asked += 1;
            }
        }
        assert_eq!(asked, 12);
        same(&BASE.1, &index);
    }

    #[test]
    fn every_command_says_the_same_through_an_index() {
        let folder = Folder::new();
        let (base, index) = (knowledge_base(&folder), folder.path("index"));
        let meeting = answer(&base, &["SELECT ?e { ?e a kb:Meet }"], None).pop().expect("there is a meeting");
        let commands: [&[&str]; 8] = [
            &["stats", &base, "-f", "json"],
            &["show", &base, ARTICLE],
            &["explain", &base, &meeting],
            &["explain", &base, "SELECT ?e { ?e a kb:Rescue }"],
            &["check", &base],
            &["export", &base, "-f", "gexf"],
            &["export", &base, "-f", "cypher", "--as", "actors"],
            &["export", &base, "-f", "geojson"],
        ];
        for command in commands {
            let through = khabar(&[command, &["--index", &index]].concat());
            assert_eq!(through, khabar(command), "{command:?}");
            assert_eq!(through.code, 0, "{command:?}: {}", through.err);
        }
    }

    #[test]
    fn an_update_touches_only_what_changed() {
        let folder = Folder::new();
        let (base, index) = (journeys(&folder, &PLACES), folder.path("index"));
        same(&base, &index);
        // An article that nothing says has changed: whoever reads its file again sees another word.
        let text = |id: &str| format!("SELECT ?t {{ <https://w3id.org/khabar/id/article/{id}> nif:isString ?t }}");
        let (file, old) = file_with(&base, "کابل");
        let written = fs::metadata(&file).and_then(|m| m.modified()).expect("files have times");
        fs::write(&file, old.replace("کابل", "بلخک")).expect("the file can be written");
        let opened = OpenOptions::new().write(true).open(&file).expect("the file can be written");
        opened.set_modified(written).expect("times can be set");
        let mut places = PLACES;
        places[3] = "قندهار";
        journeys(&folder, &places);
        assert!(answer(&base, &[&text("a3")], Some(&index)).concat().contains("قندهار"));
        assert!(answer(&base, &[&text("a1")], Some(&index)).concat().contains("کابل"), "an unchanged file was read");
        // With a time of its own it counts as changed.
        fs::write(&file, &old).expect("the file can be written");
        same(&base, &index);
    }

    fn file_with(base: &str, word: &str) -> (PathBuf, String) {
        let files = tree(base).into_iter().filter(|(name, _)| name.extension().is_some_and(|ending| ending == "nq"));
        let mut files = files.map(|(name, bytes)| (name, String::from_utf8(bytes).expect("N-Quads are UTF-8")));
        let (name, text) = files.find(|(_, text)| text.contains(word)).expect("an article has the word");
        (Path::new(base).join(name), text)
    }

    #[test]
    fn a_retracted_article_is_gone_with_what_only_it_shared() {
        let folder = Folder::new();
        let (base, index) = (journeys(&folder, &PLACES), folder.path("index"));
        let place = "SELECT ?p { GRAPH <https://w3id.org/khabar/id/reference> { ?p rdfs:label \"غزنی\"@fa } }";
        same(&base, &index);
        assert_eq!(answer(&base, &[place], Some(&index)).len(), 3, "a header, a row and the end");
        khabar(&["retract", &base, "a7"]).fine();
        same(&base, &index);
        assert_eq!(answer(&base, &[place], Some(&index)).len(), 2);
        let graph = "ASK { GRAPH <https://w3id.org/khabar/id/article/a7> {} }";
        assert_eq!(answer(&base, &[graph], Some(&index)), answer(&base, &[graph], None));
        khabar(&["retract", &base, "a0", "a1", "a2", "a3", "a4"]).fine();
        same(&base, &index);
    }

    #[test]
    fn links_are_in_the_index_while_they_hold() {
        let folder = Folder::new();
        let (base, index) = (folder.path("kb"), folder.path("index"));
        let told = [
            ("first", "2024-05-12", "عباس عراقچی، وزیر خارجه ایران، روز شنبه در بغداد با فواد حسین دیدار کرد."),
            ("second", "2024-05-13", "فواد حسین، وزیر خارجه عراق، ۲۲ اردیبهشت با عباس عراقچی در بغداد ملاقات کرد."),
        ];
        let lines = told.map(|(id, day, text)| json!({ "id": id, "published": day, "text": text }).to_string());
        khabar(&["ingest", &base, &folder.file("told.jsonl", lines.join("\n"))]).fine();
        let linked = khabar(&["link", &base, "-f", "json"]).fine();
        assert!(linked.contains("same_as"), "two articles tell one meeting: {linked}");
        let file = fs::read(format!("{base}/links.nq")).expect("there are links");
        same(&base, &index);
        // Links that are in the index already do not count when they are found anew.
        assert_eq!(khabar(&["link", &base, "-f", "json", "--index", &index]).fine(), linked);
        assert_eq!(fs::read(format!("{base}/links.nq")).expect("there are links"), file);
        same(&base, &index);
        khabar(&["retract", &base, "second"]).fine();
        same(&base, &index);
        khabar(&["link", &base, "--drop"]).fine();
        same(&base, &index);
    }

    #[test]
    fn a_folder_of_something_else_is_refused_and_left_alone() {
        let folder = Folder::new();
        let mine = folder.file("mine/notes.txt", "mine");
        let index = folder.path("mine");
        let ran = khabar(&["stats", &BASE.1, "--index", &index]);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""));
        assert!(ran.err.contains("is no index"), "{}", ran.err);
        assert_eq!(tree(&index).len(), 1);
        let ran = khabar(&["stats", &BASE.1, "--index", &mine]);
        assert_eq!(ran.code, 3, "{}", ran.err);
        assert_eq!(khabar(&["stats", &BASE.1, "--index", &BASE.1]).code, 3, "a knowledge base is no index");
    }

    #[test]
    fn an_index_belongs_to_one_knowledge_base_which_may_move() {
        let folder = Folder::new();
        let (base, index) = (journeys(&folder, &PLACES), folder.path("index"));
        same(&base, &index);
        let ran = khabar(&["stats", &BASE.1, "--index", &index]);
        assert_eq!(ran.code, 3);
        assert!(ran.err.contains("is the index of"), "{}", ran.err);
        let moved = folder.path("moved");
        fs::rename(&base, &moved).expect("a folder can be moved");
        same(&moved, &index);
    }

    #[test]
    fn many_ask_at_a_time_and_one_brings_it_up_to_date() {
        let folder = Folder::new();
        let (base, index) = (journeys(&folder, &PLACES), folder.path("index"));
        same(&base, &index);
        let lock = File::open(format!("{index}/.lock")).expect("an index has a lock");
        lock.lock_shared().expect("nobody is at work");
        same(&base, &index);
        khabar(&["retract", &base, "a7"]).fine();
        let ran = khabar(&["stats", &base, "--index", &index]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "it changes under somebody who reads it");
        assert!(ran.err.contains("another process"), "{}", ran.err);
        lock.lock().expect("nobody is at work");
        assert_eq!(khabar(&["stats", &base, "--index", &index]).code, 2, "somebody changes it");
        drop(lock);
        same(&base, &index);
    }

    #[test]
    fn what_was_killed_on_the_way_is_done_by_the_next_run() {
        let folder = Folder::new();
        let (base, index) = (folder.path("kb"), folder.path("index"));
        for n in 0..24_usize {
            // At first all is new, then one article changes, then one goes.
            let mut places = PLACES.map(str::to_owned);
            places[n % PLACES.len()] = format!("{} و {}", PLACES[(n + 1) % 8], PLACES[(n + 2) % 8]);
            let places: Vec<&str> = places.iter().map(String::as_str).collect();
            journeys(&folder, &places[..8 - n % 3]);
            let mut child = Command::new(env!("CARGO_BIN_EXE_khabar"))
                .args(["query", &base, "ASK {}", "--index", &index])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the program starts");
            thread::sleep(Duration::from_millis(n as u64 * 5));
            child.kill().expect("a child can be killed");
            child.wait().expect("a child can be waited for");
            if n % 4 == 3 {
                same(&base, &index);
            }
        }
        same(&base, &index);
    }

    #[test]
    fn it_says_how_far_it_is_while_the_index_is_made_and_not_when_there_is_nothing_to_do() {
        let folder = Folder::new();
        let (base, index) = (journeys(&folder, &PLACES), folder.path("index"));
        let asked = ["query", &base, "ASK {}", "--index", &index, "--progress", "0.000001"];
        let made = khabar(&asked);
        assert!(made.code == 0 && made.err.contains("8 of 8 articles indexed, "), "{made:?}");
        assert_eq!(khabar(&asked).err, "");
    }

    #[test]
    fn a_store_that_is_broken_is_told_with_what_to_do() {
        let folder = Folder::new();
        let (base, index) = (journeys(&folder, &PLACES), folder.path("index"));
        same(&base, &index);
        fs::remove_file(format!("{index}/store/CURRENT")).expect("a store has such a file");
        let ran = khabar(&["stats", &base, "--index", &index]);
        assert_eq!(ran.code, 4, "{}", ran.err);
        assert!(ran.err.contains("delete the folder"), "{}", ran.err);
        fs::remove_dir_all(&index).expect("a folder can be deleted");
        same(&base, &index);
    }
}
