//! The targets on stable Rust: inputs are changed at random for some seconds, with a seed that is said.
//!
//! `for_a_time SECONDS [SEED]`. What breaks is written to `fuzz/found` and named; the exit code is then that of a panic.

use khabar_fuzz::{expression_parser, rule_loader, text_reader};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, panic, thread};

/// Signs that mean something in one of the languages that are read.
const SIGNS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "</",
    "<p>",
    "<div>",
    "<!--",
    "-->",
    "<script>",
    "&zwnj;",
    "&#x200c;",
    "\"",
    "'",
    "\\",
    "\\u",
    "\\ud800",
    ":",
    ",",
    "=",
    "|",
    "*",
    "+",
    "?",
    "!",
    "$",
    "@",
    "#",
    "/",
    ".",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{200C}",
    "\u{FEFF}",
    "WARC/1.0\r\n",
    "Content-Length: ",
    "HTTP/1.1 200 OK\r\n",
    "\u{1F}\u{8B}",
    "999999999",
    "{2,1}",
    "(?<=",
    "(?!",
    "lemma(",
    "«",
    "»",
    "۱۲",
    "متن",
    "می\u{200C}رود",
];

fn main() {
    let mut arguments = env::args().skip(1);
    let seconds = arguments.next().and_then(|s| s.parse().ok()).unwrap_or(60);
    let seed = arguments.next().and_then(|s| s.parse().ok()).unwrap_or(1);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let pages = seeds(&root.join("tests/pages"));
    let rules = seeds(&root.join("tests/packs/english"));
    let patterns =
        [b"who:(<Person>) (a|b)+? !c{2,3} [pos=NOUN & class!=x] @list (?<= \"two words\") /[0-9]+/ $$".to_vec()];
    // Side by side, so that a minute each takes a minute.
    thread::scope(|scope| {
        scope.spawn(|| run("text_reader", text_reader, &pages, seconds, seed));
        scope.spawn(|| run("rule_loader", rule_loader, &rules, seconds, seed));
        scope.spawn(|| run("expression_parser", expression_parser, &patterns, seconds, seed));
    });
}

/// The contents of all files below a folder, in a fixed order.
fn seeds(folder: &Path) -> Vec<Vec<u8>> {
    let (mut open, mut files) = (vec![folder.to_owned()], Vec::<PathBuf>::new());
    while let Some(place) = open.pop() {
        for entry in fs::read_dir(place).expect("the folder is there") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files.iter().map(|file| fs::read(file).expect("the file can be read")).collect()
}

fn run(name: &str, target: fn(&[u8]), seeds: &[Vec<u8>], seconds: u64, seed: u64) {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let inputs = inputs(seeds.to_vec());
    let (begun, mut tried) = (Instant::now(), 0_u64);
    while begun.elapsed() < Duration::from_secs(seconds) {
        let input = inputs.new_tree(&mut runner).expect("inputs can be made").current();
        if let Err(broken) = panic::catch_unwind(|| target(&input)) {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("found");
            fs::create_dir_all(&folder).expect("the folder can be made");
            let path = folder.join(format!("{name}-{seed}-{tried}"));
            fs::write(&path, &input).expect("the input can be written");
            eprintln!("{name}: input {tried} of seed {seed} breaks it; it is in {}", path.display());
            panic::resume_unwind(broken);
        }
        tried += 1;
    }
    println!("{name}: {tried} inputs in {seconds} seconds, seed {seed}");
}

/// Bytes of any kind, signs in any order, and changed seeds. Where a rule pack is meant, the first byte is its file.
fn inputs(seeds: Vec<Vec<u8>>) -> BoxedStrategy<Vec<u8>> {
    let sign = prop::sample::select(SIGNS).prop_map(|sign| sign.as_bytes().to_vec()).boxed();
    let piece = prop_oneof![3 => sign.clone(), 1 => prop::collection::vec(any::<u8>(), 1..4)].boxed();
    let signs = prop::collection::vec(piece.clone(), 0..60).prop_map(|signs| signs.concat());
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, piece), 1..8);
    let changed = (prop::sample::select(seeds), any::<u8>(), changes).prop_map(|(mut bytes, file, changes)| {
        for (at, removed, piece) in changes {
            let at = at.index(bytes.len() + 1);
            let end = (at + removed).min(bytes.len());
            bytes.splice(at..end, piece);
        }
        bytes.insert(0, file);
        bytes
    });
    let plain = changed.clone().prop_map(|bytes| bytes[1..].to_vec());
    prop_oneof![1 => prop::collection::vec(any::<u8>(), 0..200), 2 => signs, 2 => changed, 2 => plain].boxed()
}
