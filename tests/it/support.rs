//! What all modules need: running the program, reading its output, folders that vanish.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};

/// The article that the tests read.
pub const ARTICLE: &str = "000_e5448f806678b67b";

/// A path below the root of the project.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The article's file.
pub fn article_file() -> String {
    root(&format!("fixtures/{ARTICLE}.txt")).display().to_string()
}

/// The article's text.
pub fn article_text() -> String {
    fs::read_to_string(article_file()).expect("the fixture is there")
}

/// What a run of the program gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// The output of a run that must have ended well and without complaint.
    #[track_caller]
    pub fn fine(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }
}

/// Runs the program.
pub fn khabar(arguments: &[&str]) -> Ran {
    khabar_reading(arguments, "")
}

/// Runs the program with something on standard input.
pub fn khabar_reading(arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(arguments)
        // Where the tests run must not change what the program prints.
        .env_remove("GITHUB_ACTIONS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that ends before it reads everything closes the pipe; what it says is judged by the test.
    let _ = child.stdin.take().expect("standard input is piped").write_all(input.as_ref());
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder that vanishes at the end of the test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("there is room for a folder"))
    }

    /// A path inside.
    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    /// Writes a file inside and gives its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(&path, content).expect("the file can be written");
        path.display().to_string()
    }
}

/// What `khabar extract` prints of the article. Each format is made once; that a second run gives the same is a test.
pub fn extracted(format: &str) -> String {
    static MADE: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let run = || khabar(&["extract", "-f", format, &article_file()]).fine();
    made.entry(format.to_owned()).or_insert_with(run).clone()
}

/// A knowledge base that holds the article, for asking only.
pub static BASE: LazyLock<(Folder, String)> = LazyLock::new(|| {
    let folder = Folder::new();
    let base = folder.path("kb");
    khabar(&["ingest", &base, &article_file()]).fine();
    (folder, base)
});

/// A knowledge base of one's own that holds the article.
pub fn knowledge_base(folder: &Folder) -> String {
    for (name, bytes) in tree(&BASE.1) {
        folder.file(&format!("kb/{}", name.display()), bytes);
    }
    folder.path("kb")
}

/// Every file below a folder with its bytes, but for the lock.
pub fn tree(folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![PathBuf::from(folder)];
    while let Some(place) = open.pop() {
        for entry in fs::read_dir(&place).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with(".lock") {
                let name = path.strip_prefix(folder).expect("it lies inside").to_owned();
                found.insert(name, fs::read(&path).expect("the file can be read"));
            }
        }
    }
    found
}

/// The file of the only article of a knowledge base.
pub fn only_article(base: &str) -> String {
    let name = tree(base).into_keys().find(|p| p.extension().is_some_and(|e| e == "nq")).expect("it has an article");
    format!("{base}/{}", name.display())
}

/// The block of code that follows `<!-- mark -->` on a page of the project.
pub fn documented(page: &str, mark: &str) -> String {
    let text = fs::read_to_string(root(page)).expect("the page is there");
    let after = text.split_once(&format!("<!-- {mark} -->\n```")).unwrap_or_else(|| panic!("{page} has no {mark}")).1;
    let (_, code) = after.split_once('\n').expect("a block begins with a line");
    code.split("```").next().unwrap_or_default().to_owned()
}

/// Lines of JSON.
pub fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// A string field.
#[track_caller]
pub fn string<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_else(|| panic!("`{field}` is no string in {value}"))
}

/// A list field.
#[track_caller]
pub fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value[field].as_array().unwrap_or_else(|| panic!("`{field}` is no list in {value}"))
}

/// A number field.
#[track_caller]
pub fn number(value: &Value, field: &str) -> usize {
    let found = value[field].as_u64().unwrap_or_else(|| panic!("`{field}` is no number in {value}"));
    usize::try_from(found).expect("the number fits")
}

/// What is found in each of some sentences.
pub fn read_sentences<'s>(sentences: impl Iterator<Item = &'s str>) -> Vec<Value> {
    let lines: Vec<String> =
        sentences.enumerate().map(|(n, text)| json!({ "id": n.to_string(), "text": text }).to_string()).collect();
    let articles = json_lines(&khabar_reading(&["extract", "-f", "jsonl", "-"], lines.join("\n")).fine());
    assert_eq!(articles.len(), lines.len());
    articles
}

/// The events of an article that share characters with the first place of some words in its text.
#[track_caller]
pub fn events_at<'v>(article: &'v Value, text: &str, words: &str) -> impl Iterator<Item = &'v Value> {
    let at = text.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    let start = text[..at].chars().count();
    let end = start + words.chars().count();
    list(article, "events").iter().filter(move |e| number(e, "start") < end && start < number(e, "end"))
}

/// Rows of a CSV text without its header. A cell in quotes may hold commas, doubled quotes and line ends.
pub fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    rows.into_iter().skip(1).collect()
}

/// White space of any kind and zero-width non-joiners count as one space: an article's own spelling does not matter.
pub fn plain(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c == '\u{200C}').filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The names of all fields of a trace, and the values of `outcome` and `condition`; each must stand in `docs/rules.md`.
pub fn documented_names(trace: &Value) -> BTreeSet<String> {
    let page = std::fs::read_to_string(root("docs/rules.md")).expect("the page is there");
    let mut names = BTreeSet::new();
    collect(trace, &mut names);
    for name in &names {
        assert!(page.contains(&format!("`{name}`")), "docs/rules.md does not explain `{name}`");
    }
    names
}

fn collect(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                names.insert(name.clone());
                let value_is_named = name == "outcome" || name == "condition";
                names.extend(value.as_str().filter(|_| value_is_named).map(str::to_owned));
                collect(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        _ => {}
    }
}
