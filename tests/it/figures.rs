//! Quality against development gold: precision and recall by the published rules of matching, with floors.
//!
//! The gold stands outside the project, in the folder that `KHABAR_GOLD` names or in `../shared/gold`. Where there is
//! none, these tests say so and pass. Matching, one to one within an article, best pairs first: an entity by type and
//! half of the words (Dice); a trigger by type and a shared character; an argument by role and half of the words, in
//! an event whose trigger matched.

use crate::support::{json_lines, list, root, string};
use khabar::article::Article;
use khabar::knowledge::output;
use khabar::rules::Pack;
use rayon::prelude::*;
use regex::Regex;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::LazyLock;

/// The least F1 (and share of right polarity and modality) that each file must reach.
struct Floor {
    file: &'static str,
    entity: f64,
    trigger: f64,
    argument: f64,
    factuality: f64,
}

const FLOORS: [Floor; 4] = [
    Floor { file: "article.jsonl", entity: 0.88, trigger: 0.88, argument: 0.78, factuality: 0.95 },
    Floor { file: "dev-sentences.jsonl", entity: 0.86, trigger: 0.84, argument: 0.60, factuality: 0.89 },
    Floor { file: "dev-documents.jsonl", entity: 0.88, trigger: 0.86, argument: 0.64, factuality: 0.90 },
    Floor { file: "dev-pages.jsonl", entity: 0.86, trigger: 0.84, argument: 0.61, factuality: 0.89 },
];

static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::embedded().expect("the pack is sound"));
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_\x{200C}]+").expect("well-formed"));

/// The gold folder, when there is one.
fn gold() -> Option<PathBuf> {
    let named = std::env::var_os("KHABAR_GOLD").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| root("../shared/gold"));
    folder.join("article.jsonl").is_file().then_some(folder)
}

#[expect(clippy::print_stderr, reason = "a test that compares nothing must say so")]
fn say(text: &str) {
    eprintln!("{text}");
}

type Span = (usize, usize);
type Words = BTreeSet<usize>;

/// Where an item stands, from its offsets or from its text and which occurrence it is. In code points.
fn locate(text: &str, item: &Value, field: &str) -> Span {
    if let (Some(start), Some(end)) = (item["start"].as_u64(), item["end"].as_u64()) {
        return (start as usize, end as usize);
    }
    let needle = string(item, field);
    let nth = item["nth"].as_u64().unwrap_or(1) as usize;
    // Occurrences may overlap, so each search goes on after the first character of the last one.
    let mut from = 0;
    let mut at = None;
    for _ in 0..nth {
        let found = from + text[from..].find(needle).unwrap_or_else(|| panic!("{needle} (nth {nth}) is not there"));
        from = found + text[found..].chars().next().map_or(1, char::len_utf8);
        at = Some(found);
    }
    let start = text[..at.unwrap_or(0)].chars().count();
    (start, start + needle.chars().count())
}

/// The words of a text, by their places in code points.
fn word_spans(text: &str) -> Vec<Span> {
    WORD.find_iter(text)
        .map(|m| {
            let start = text[..m.start()].chars().count();
            (start, start + m.as_str().chars().count())
        })
        .collect()
}

fn words(all: &[Span], span: Span) -> Words {
    all.iter().filter(|w| w.0 < span.1 && w.1 > span.0).map(|w| w.0).collect()
}

fn dice(a: &Words, b: &Words) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 0.0;
    }
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64
}

/// One-to-one pairs, best first.
fn pairs<T>(gold: &[T], found: &[T], score: impl Fn(&T, &T) -> f64, least: f64) -> Vec<(usize, usize)> {
    let mut ranked: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            ranked.push((score(g, f), i, j));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut left, mut right, mut out) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (score, i, j) in ranked {
        if score >= least && !left.contains(&i) && !right.contains(&j) {
            left.insert(i);
            right.insert(j);
            out.push((i, j));
        }
    }
    out
}

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    right: usize,
    gold: usize,
    found: usize,
}

impl Tally {
    fn add(&mut self, right: usize, gold: usize, found: usize) {
        self.right += right;
        self.gold += gold;
        self.found += found;
    }

    fn f1(self) -> f64 {
        let share = |of: usize| if of == 0 { 0.0 } else { self.right as f64 / of as f64 };
        let (p, r) = (share(self.found), share(self.gold));
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

/// A typed stretch of words: an entity, or an argument with its role for type.
struct Typed {
    kind: String,
    words: Words,
    id: Option<String>,
}

struct Event {
    kind: String,
    span: Span,
    arguments: Vec<Typed>,
    factuality: (String, String),
    id: Option<String>,
}

/// Entities and events of a line, of gold or of the program.
fn prepare(line: &Value, text: &str) -> (Vec<Typed>, Vec<Event>) {
    let all = word_spans(text);
    let id = |v: &Value, field: &str| v[field].as_str().map(str::to_owned);
    let typed = |v: &Value, kind: &str| Typed {
        kind: string(v, kind).to_owned(),
        words: words(&all, locate(text, v, "text")),
        id: id(v, "entity"),
    };
    let entities = list(line, "entities").iter().map(|e| typed(e, "type")).collect();
    let events = list(line, "events")
        .iter()
        .map(|e| Event {
            kind: string(e, "type").to_owned(),
            span: locate(text, e, "trigger"),
            arguments: e["args"].as_array().into_iter().flatten().map(|a| typed(a, "role")).collect(),
            factuality: (
                e["polarity"].as_str().unwrap_or("positive").to_owned(),
                e["modality"].as_str().unwrap_or("actual").to_owned(),
            ),
            id: id(e, "event"),
        })
        .collect();
    (entities, events)
}

fn same_words(a: &Typed, b: &Typed) -> f64 {
    if a.kind == b.kind { dice(&a.words, &b.words) } else { 0.0 }
}

fn same_trigger(a: &Event, b: &Event) -> f64 {
    let overlap = a.span.1.min(b.span.1) as f64 - a.span.0.max(b.span.0) as f64;
    if a.kind == b.kind { overlap } else { 0.0 }
}

#[derive(Debug, Clone, Copy, Default)]
struct Figures {
    entity: Tally,
    trigger: Tally,
    argument: Tally,
    factuality: Tally,
}

/// Reads a gold line's text with the program.
fn read(gold: &Value) -> Value {
    let article =
        Article { id: string(gold, "id").to_owned(), text: string(gold, "text").to_owned(), ..Article::default() };
    let line = output::line(&khabar::extract(&article, &PACK)).expect("a line");
    serde_json::from_str(&line).expect("JSON")
}

fn lines_of(file: &str) -> Option<Vec<Value>> {
    let Some(folder) = gold() else {
        say("no gold in ../shared/gold or $KHABAR_GOLD: figures are not compared");
        return None;
    };
    Some(json_lines(&std::fs::read_to_string(folder.join(file)).expect("the gold file is there")))
}

fn figures(lines: &[Value]) -> Figures {
    let mut total = Figures::default();
    let read: Vec<Value> = lines.par_iter().map(read).collect();
    for (gold, found) in lines.iter().zip(&read) {
        let text = string(gold, "text");
        let ((ge, gv), (fe, fv)) = (prepare(gold, text), prepare(found, text));
        total.entity.add(pairs(&ge, &fe, same_words, 0.5).len(), ge.len(), fe.len());
        let matched = pairs(&gv, &fv, same_trigger, 0.1);
        total.trigger.add(matched.len(), gv.len(), fv.len());
        let mut right = 0;
        for &(i, j) in &matched {
            right += pairs(&gv[i].arguments, &fv[j].arguments, same_words, 0.5).len();
            total.factuality.add(usize::from(gv[i].factuality == fv[j].factuality), 1, 1);
        }
        let count = |events: &[Event]| events.iter().map(|e| e.arguments.len()).sum();
        total.argument.add(right, count(&gv), count(&fv));
    }
    total
}

#[test]
fn every_gold_file_reaches_its_floors() {
    let mut below = Vec::new();
    for floor in FLOORS {
        let Some(lines) = lines_of(floor.file) else { return };
        let made = figures(&lines);
        for (what, found, least) in [
            ("entity", made.entity, floor.entity),
            ("trigger", made.trigger, floor.trigger),
            ("argument", made.argument, floor.argument),
            ("polarity+modality", made.factuality, floor.factuality),
        ] {
            let row = format!("{:20} {what:18} F1 {:.3} (floor {least:.2}) {found:?}", floor.file, found.f1());
            say(&row);
            if found.f1() < least {
                below.push(row);
            }
        }
    }
    assert!(below.is_empty(), "below the floor:\n{}", below.join("\n"));
}

/// For each id of the gold, the id of the program whose mentions match most of its mentions.
fn translate<T>(
    gold: &[T],
    found: &[T],
    matched: &[(usize, usize)],
    id: impl Fn(&T) -> Option<&str>,
) -> BTreeMap<String, String> {
    let mut votes: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for &(i, j) in matched {
        if let (Some(g), Some(f)) = (id(&gold[i]), id(&found[j])) {
            *votes.entry(g).or_default().entry(f).or_default() += 1;
        }
    }
    let best = |of: BTreeMap<&str, usize>| of.into_iter().max_by_key(|(_, n)| *n).map(|(f, _)| f.to_owned());
    votes.into_iter().filter_map(|(g, of)| Some((g.to_owned(), best(of)?))).collect()
}

#[test]
fn the_article_has_all_facts_and_links_of_the_gold() {
    let Some(lines) = lines_of("article.jsonl") else { return };
    let (gold, found) = (&lines[0], read(&lines[0]));
    let text = string(gold, "text");
    let ((ge, gv), (fe, fv)) = (prepare(gold, text), prepare(&found, text));
    let entities = translate(&ge, &fe, &pairs(&ge, &fe, same_words, 0.5), |e| e.id.as_deref());
    let events = translate(&gv, &fv, &pairs(&gv, &fv, same_trigger, 0.1), |e| e.id.as_deref());
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut missing = Vec::new();
    for fact in list(gold, "facts") {
        let values: Vec<&str> = match &fact["value"] {
            Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect(),
        };
        for value in values {
            let wanted = entities.get(value).map_or_else(|| plain(value), Clone::clone);
            let there = list(&found, "facts").iter().any(|f| {
                entities.get(string(fact, "subject")).is_some_and(|s| s == string(f, "subject"))
                    && string(f, "property") == string(fact, "property")
                    && plain(string(f, "value")) == wanted
            });
            if !there {
                missing.push(format!("{} {} {value}", string(fact, "subject"), string(fact, "property")));
            }
        }
    }
    for link in list(gold, "links") {
        let there = list(&found, "links").iter().any(|l| {
            events.get(string(link, "from")).is_some_and(|e| e == string(l, "from"))
                && string(l, "property") == string(link, "property")
                && events.get(string(link, "to")).is_some_and(|e| e == string(l, "to"))
        });
        if !there {
            missing.push(format!("{} {} {}", string(link, "from"), string(link, "property"), string(link, "to")));
        }
    }
    assert!(missing.is_empty(), "not in the graph:\n{}", missing.join("\n"));
}
