//! The rule pack as a whole: it loads without faults, its examples hold, and no language stands in the code.

use crate::support::{Folder, khabar, root};
use khabar::examples::{self, Outcome};
use khabar::rules::Pack;
use khabar::rules::fault::{self, Fault};
use khabar::rules::files::RuleFiles;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// So many examples may be pending. Lower it when one holds; whoever raises it says why in the commit.
const PENDING_EXAMPLES: usize = 137;

#[test]
fn the_pack_has_no_faults() {
    let files = RuleFiles::embedded("fa");
    let (pack, faults) = Pack::inspect(&files);
    assert!(faults.all().is_empty(), "{}", fault::render(faults.all(), &files));
    assert!(pack.events.list.len() > 100 && pack.patterns.len() > 20 && pack.heads.len() > 10);
}

#[test]
fn examples_hold_but_for_those_that_say_what_is_in_their_way() {
    let files = RuleFiles::embedded("fa");
    let outcomes = examples::run(&Pack::embedded().expect("the pack is sound"), "");
    assert!(outcomes.len() > 1500, "{}", outcomes.len());
    let told: Vec<Fault> = outcomes.iter().filter_map(Outcome::fault).collect();
    assert!(told.is_empty(), "{}", fault::render(&told, &files));
    let pending = outcomes.iter().filter(|o| o.awaits().is_some()).count();
    assert!(pending <= PENDING_EXAMPLES, "{pending} examples are pending, more than {PENDING_EXAMPLES}");
}

#[test]
fn every_rule_says_what_it_finds_and_what_it_must_not_find() {
    let pack = Pack::embedded().expect("the pack is sound");
    let events = pack.events.list.iter().map(|r| (&r.id, &r.about, r.examples.len(), r.counterexamples.len()));
    let patterns = pack.patterns.iter().map(|r| (&r.id, &r.about, r.examples.len(), r.counterexamples.len()));
    let heads = pack.heads.iter().map(|r| (&r.id, &r.about, r.examples.len(), r.counterexamples.len()));
    let parts = pack.engine.iter().map(|r| (&r.id, &r.about, r.examples.len(), r.counterexamples.len()));
    let all = events.chain(patterns).chain(heads).chain(parts);
    let silent: Vec<_> = all.filter(|(_, about, yes, no)| about.is_empty() || *yes == 0 || *no == 0).collect();
    assert!(silent.is_empty(), "without `about`, example or counterexample: {silent:?}");
}

#[test]
fn every_rule_with_an_ambiguous_trigger_has_a_counterexample_with_a_trigger() {
    let pack = Pack::embedded().expect("the pack is sound");
    assert!(pack.events.ambiguous.len() > 100, "{}", pack.events.ambiguous.len());
    let doubts = examples::doubts(&pack, &[]);
    assert!(doubts.is_empty(), "{}", fault::render(&doubts, &RuleFiles::embedded("fa")));
}

#[test]
fn the_list_names_every_rule_once() {
    let pack = Pack::embedded().expect("the pack is sound");
    let printed = khabar(&["rules", "list"]).fine();
    let number = pack.events.list.len() + pack.patterns.len() + pack.heads.len();
    assert!(printed.contains(&format!("{number} rules of ")), "{printed}");
    let ids = pack.events.list.iter().map(|r| &r.id);
    let ids: Vec<&String> =
        ids.chain(pack.patterns.iter().map(|r| &r.id)).chain(pack.heads.iter().map(|r| &r.id)).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id is used twice");
    assert!(ids.iter().all(|id| printed.contains(id.as_str())));
}

#[test]
fn lint_is_clean() {
    let said = khabar(&["rules", "lint"]).fine();
    assert_eq!(said.trim(), "0 errors, 0 warnings");
}

#[test]
fn the_rules_on_disk_are_the_rules_in_the_program() {
    let disk = root("rules/fa").display().to_string();
    let article = crate::support::article_file();
    let embedded = khabar(&["extract", "-f", "nquads", &article]).fine();
    assert_eq!(khabar(&["--rules", &disk, "extract", "-f", "nquads", &article]).fine(), embedded);
}

/// Code blocks of a document that say under which path of a pack they are executed: `<!-- rules: PATH -->`.
fn executed(document: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(root(document)).expect("the document is there");
    let mut blocks = Vec::new();
    for part in text.split("<!-- rules: ").skip(1) {
        let (path, rest) = part.split_once(" -->").expect("the mark is closed");
        let code = rest.split_once("```toml\n").and_then(|(_, r)| r.split_once("```")).expect("a block follows").0;
        blocks.push((path.to_owned(), code.to_owned()));
    }
    blocks
}

#[test]
fn the_rules_shown_to_contributors_work() {
    let document = "CONTRIBUTING.md";
    let blocks = executed(document);
    assert!(!blocks.is_empty(), "{document} shows no rule");
    for (path, code) in blocks {
        let folder = Folder::new();
        folder.file(&format!("rules/{path}"), &code);
        let id = code.lines().find_map(|l| l.strip_prefix("id = \"")).expect("an id").trim_end_matches('"');
        let ran = khabar(&["--add-rules", &folder.path("rules"), "rules", "test", id]);
        assert_eq!(ran.code, 0, "{document}, {path}:\n{}{}", ran.out, ran.err);
        assert!(!ran.out.starts_with("0 examples"), "{document}, {path}: {}", ran.out);
    }
}

/// Rust files below a folder that are compiled into the program: what is only for tests is left out.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// String and character literals of Rust code outside comments and outside items under `#[cfg(test)]`, with their
/// lines, and the names of modules under `#[cfg(test)]` that stand in files of their own.
fn literals(source: &str) -> (Vec<(usize, String)>, Vec<String>) {
    let c: Vec<char> = source.chars().collect();
    let (mut found, mut modules) = (Vec::new(), Vec::new());
    let (mut at, mut line) = (0, 1);
    // Code since the last `#[cfg(test)]`, while its item has not begun; depth of braces inside the item.
    let (mut code, mut item, mut depth) = (String::new(), None::<String>, 0_usize);
    let starts = |at: usize, text: &str| text.chars().enumerate().all(|(n, t)| c.get(at + n) == Some(&t));
    while at < c.len() {
        let from = at;
        let mut literal = None;
        if starts(at, "//") {
            while at < c.len() && c[at] != '\n' {
                at += 1;
            }
        } else if starts(at, "/*") {
            while at < c.len() && !starts(at, "*/") {
                at += 1;
            }
            at = (at + 2).min(c.len());
        } else if let Some(hashes) = raw_string(&c, at) {
            let end: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            at += hashes + 2;
            let start = at;
            while at < c.len() && !starts(at, &end) {
                at += 1;
            }
            literal = Some(c[start..at].iter().collect::<String>());
            at += hashes + 1;
        } else if c[at] == '"' || (c[at] == '\'' && (c.get(at + 1) == Some(&'\\') || c.get(at + 2) == Some(&'\''))) {
            let quote = c[at];
            at += 1;
            let start = at;
            while at < c.len() && c[at] != quote {
                at += if c[at] == '\\' { 2 } else { 1 };
            }
            literal = Some(c[start..at.min(c.len())].iter().collect::<String>());
            at += 1;
        } else {
            match (c[at], &mut item) {
                ('{', Some(_)) => depth += 1,
                ('}', Some(_)) if depth <= 1 => (item, depth) = (None, 0),
                ('}', Some(_)) => depth -= 1,
                (';', Some(head)) if depth == 0 => {
                    let name = head.rsplit("mod ").next().filter(|_| head.contains("mod ")).map(str::trim);
                    modules.extend(name.map(str::to_owned));
                    item = None;
                }
                (other, Some(head)) if depth == 0 => head.push(other),
                (other, None) => {
                    code.push(other);
                    if code.ends_with("#[cfg(test)]") {
                        item = Some(String::new());
                    }
                }
                _ => {}
            }
            at += 1;
        }
        if let (Some(text), None) = (literal, &item) {
            found.push((line, text));
        }
        line += c[from..at.min(c.len())].iter().filter(|c| **c == '\n').count();
    }
    (found, modules)
}

/// How many `#` a raw string at this place has; `None` when there is none.
fn raw_string(c: &[char], at: usize) -> Option<usize> {
    let inside_word = at > 0 && (c[at - 1].is_alphanumeric() || c[at - 1] == '_') && c[at - 1] != 'b';
    if c[at] != 'r' || inside_word {
        return None;
    }
    let hashes = c[at + 1..].iter().take_while(|c| **c == '#').count();
    (c.get(at + 1 + hashes) == Some(&'"')).then_some(hashes)
}

fn is_persian(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[test]
fn no_persian_stands_in_the_code() {
    let mut files = Vec::new();
    sources(&root("src"), &mut files);
    let mut for_tests: Vec<PathBuf> = Vec::new();
    let mut told = Vec::new();
    for file in &files {
        let (found, modules) = literals(&fs::read_to_string(file).expect("the file can be read"));
        let folder = match file.file_stem() {
            Some(name) if name != "mod" && name != "lib" => file.with_extension(""),
            _ => file.parent().expect("a file has a folder").to_owned(),
        };
        for module in modules {
            for_tests.extend([folder.join(format!("{module}.rs")), folder.join(&module)]);
        }
        let persian = found.into_iter().filter(|(_, text)| text.contains(is_persian));
        told.extend(persian.map(|(line, text)| (file.clone(), format!("{}:{line}: {text}", file.display()))));
    }
    assert!(for_tests.iter().any(|p| p.ends_with("kb/tests")), "{for_tests:?}");
    told.retain(|(file, _)| !for_tests.iter().any(|t| file.starts_with(t)));
    let told: Vec<String> = told.into_iter().map(|(_, line)| line).collect();
    assert!(told.is_empty(), "language belongs into rules/:\n{}", told.join("\n"));
}

#[test]
fn the_search_for_persian_finds_it_where_it_counts() {
    let code = "// «کرد»\nconst A: &str = \"شد\";\n#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod inner {\n    fn f() { g(\"}رفت\"); }\n}\n\
                fn h<'a>(x: &'a str) { k(r#\"گفت\"#, 'و', '\\''); }\n";
    let (found, modules) = literals(code);
    let persian: Vec<(usize, &str)> =
        found.iter().filter(|(_, t)| t.contains(is_persian)).map(|(l, t)| (*l, t.as_str())).collect();
    assert_eq!(persian, [(2, "شد"), (9, "گفت"), (9, "و")]);
    assert_eq!(modules, ["tests"]);
}
