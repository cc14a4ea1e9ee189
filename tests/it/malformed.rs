//! Packs that are broken in any way: loading tells faults and never panics.

use khabar::rules::Pack;
use khabar::rules::fault;
use khabar::rules::files::RuleFiles;
use proptest::prelude::*;
use std::sync::LazyLock;

/// A pack that is small enough to be loaded many times.
static ENGLISH: LazyLock<RuleFiles> =
    LazyLock::new(|| RuleFiles::read(&crate::support::root("tests/packs/english")).expect("the pack is there"));

/// One change to one file; numbers are taken modulo what there is.
#[derive(Debug, Clone)]
enum Change {
    DeleteLine(usize),
    DoubleLine(usize),
    SwapLines(usize, usize),
    Cut(usize),
    Replace(usize, String),
    Insert(usize, String),
    Empty,
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<usize>();
    // Signs that mean something to TOML, to the tables and to patterns come more often than others.
    let piece = prop_oneof![
        "[\\[\\]{}()\"'=.,#$@<>|!:+*?\\\\\t\n 0-9-]{1,4}",
        "\\PC{1,6}",
        Just("\u{200C}".to_owned()),
        Just("9999999999999999999".to_owned()),
    ];
    prop_oneof![
        place.prop_map(Change::DeleteLine),
        place.prop_map(Change::DoubleLine),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Change::SwapLines(a, b)),
        place.prop_map(Change::Cut),
        (any::<usize>(), piece.clone()).prop_map(|(at, text)| Change::Replace(at, text)),
        (any::<usize>(), piece).prop_map(|(at, text)| Change::Insert(at, text)),
        Just(Change::Empty),
    ]
}

fn apply(text: &str, change: &Change) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let count = lines.len().max(1);
    let boundary = |at: usize| {
        let at = at % (text.len() + 1);
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    };
    match change {
        Change::DeleteLine(n) if !lines.is_empty() => _ = lines.remove(n % count),
        Change::DoubleLine(n) if !lines.is_empty() => lines.insert(n % count, lines[n % count]),
        Change::SwapLines(a, b) if !lines.is_empty() => lines.swap(a % count, b % count),
        Change::Cut(at) => return text[..boundary(*at)].to_owned(),
        Change::Replace(at, piece) => {
            let at = boundary(*at);
            let rest = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
            return format!("{}{piece}{}", &text[..at], &text[rest..]);
        }
        Change::Insert(at, piece) => {
            let at = boundary(*at);
            return format!("{}{piece}{}", &text[..at], &text[at..]);
        }
        Change::Empty => return String::new(),
        _ => {}
    }
    lines.concat()
}

/// Loads a pack with changes, shows its faults and, when it has none, reads a text with it.
fn survive(base: &RuleFiles, changes: &[(usize, Change)]) {
    let mut files = base.clone();
    let paths: Vec<String> = files.iter().map(|(path, _)| path.to_owned()).collect();
    for (n, change) in changes {
        let path = &paths[n % paths.len()];
        let text = apply(files.get(path).unwrap_or(""), change);
        files.insert(path.clone(), text);
    }
    let (pack, faults) = Pack::inspect(&files);
    let shown = fault::render(faults.all(), &files);
    assert_eq!(shown.is_empty(), faults.all().is_empty());
    assert_eq!(Pack::load(files).is_err(), faults.has_errors());
    let article = khabar::article::Article {
        id: "a".to_owned(),
        text: "The president met the minister in Geneva. He was not arrested, 3 said.".to_owned(),
        ..khabar::article::Article::default()
    };
    let _ = khabar::extract(&article, &pack);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_malformed_pack_gives_faults_and_no_panic(changes in prop::collection::vec((any::<usize>(), change()), 1..5)) {
        survive(&ENGLISH, &changes);
    }

    #[test]
    fn bytes_of_any_kind_in_a_file_give_faults_and_no_panic(file in any::<usize>(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        survive(&ENGLISH, &[(file, Change::Empty), (file, Change::Insert(0, text))]);
    }
}
