//! The analysis measured on the development parts of two Universal Dependencies treebanks of Persian.
//!
//! The treebanks are not part of the project: they are read from `../shared/reference/ud` when they are there. Measured
//! are the figures that `score_analysis.py` gives; what a verb, a complement and a slot is in the treebank is said
//! there. Floors stand a little below what the rules reach.
#![expect(clippy::print_stdout, reason = "figures, and the note that the treebanks are not there, are for the reader")]

use khabar::analysis;
use khabar::rules::Pack;
use khabar::text;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

type Place = (usize, usize);

/// A syntactic word of the treebank, placed in the sentence's text by code points.
struct Token {
    id: usize,
    pos: String,
    head: usize,
    relation: String,
    place: Place,
}

struct Gold {
    text: Vec<char>,
    tokens: Vec<Token>,
}

fn find(text: &[char], form: &str, from: usize) -> usize {
    let form: Vec<char> = form.chars().collect();
    (from..(text.len() + 1).saturating_sub(form.len())).find(|at| text[*at..].starts_with(&form)).unwrap_or(from)
}

/// Sentences of a CoNLL-U file; words of one surface token share its place.
fn read(path: &Path) -> Vec<Gold> {
    let file = std::fs::read_to_string(path).expect("the treebank is readable");
    let mut sentences = Vec::new();
    for block in file.split("\n\n").filter(|b| !b.trim().is_empty()) {
        let text = block.lines().find_map(|l| l.strip_prefix("# text ="));
        let text: Vec<char> = text.expect("each sentence has its text").trim().chars().collect();
        let (mut at, mut last, mut shared) = (0, 0, (0, 0));
        let mut tokens = Vec::new();
        for line in block.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let length = cells[1].chars().count();
            if let Some((_, end)) = cells[0].split_once('-') {
                let start = find(&text, cells[1], at);
                shared = (start, start + length);
                last = end.parse().expect("a range of numbers");
                at = start + length;
            } else if let Ok(id) = cells[0].parse::<usize>() {
                let place = if id <= last {
                    shared
                } else {
                    let start = find(&text, cells[1], at);
                    at = start + length;
                    (start, start + length)
                };
                tokens.push(Token {
                    id,
                    pos: cells[3].to_owned(),
                    head: cells[6].parse().expect("a number"),
                    relation: cells[7].to_owned(),
                    place,
                });
            }
        }
        sentences.push(Gold { text, tokens });
    }
    sentences
}

struct Clause {
    verb: Place,
    complement: Option<Place>,
    slots: Vec<(String, Place)>,
}

fn gold_clauses(tokens: &[Token]) -> Vec<Clause> {
    let complements: HashMap<usize, &Token> =
        tokens.iter().filter(|t| t.relation == "compound:lvc").map(|t| (t.head, t)).collect();
    tokens
        .iter()
        .filter(|t| t.pos == "VERB")
        .map(|verb| {
            let complement = complements.get(&verb.id);
            let slot_of = |t: &Token| {
                let host = t.head == verb.id || complement.is_some_and(|c| c.id == t.head);
                let relation = t.relation.split(':').next().unwrap_or("");
                let name = match relation {
                    "nsubj" => "subject",
                    "obj" => "object",
                    "obl" => "oblique",
                    _ => return None,
                };
                host.then(|| (name.to_owned(), t.place))
            };
            Clause {
                verb: verb.place,
                complement: complement.map(|c| c.place),
                slots: tokens.iter().filter_map(slot_of).collect(),
            }
        })
        .collect()
}

fn place(value: &Value, back: &[usize]) -> Place {
    let at = |name: &str| value[name].as_u64().expect("an offset") as usize;
    (back[at("start")], back[at("end") - 1] + 1)
}

fn meets(a: Place, b: Place) -> bool {
    a.1.min(b.1) > a.0.max(b.0)
}

#[derive(Default, Clone, Copy)]
struct Tally {
    right: f64,
    gold: f64,
    found: f64,
}

impl Tally {
    fn f1(self) -> f64 {
        2.0 * self.right / (self.gold + self.found).max(1.0)
    }
}

#[derive(Default)]
struct Figures {
    verb: Tally,
    complement: Tally,
    slot: Tally,
    class: Tally,
    tags: (f64, f64),
}

impl Figures {
    fn add(&mut self, gold: &Gold, analysis: &Value, back: &[usize]) {
        let sentences = analysis["sentences"].as_array().map(Vec::as_slice).unwrap_or_default();
        let all = |name: &'static str| sentences.iter().flat_map(move |s| s[name].as_array().into_iter().flatten());
        let tags: HashMap<Place, String> =
            all("tokens").map(|t| (place(t, back), t["pos"].as_str().unwrap_or("").to_owned())).collect();
        for token in &gold.tokens {
            if let Some(tag) = tags.get(&token.place) {
                self.tags.1 += 1.0;
                self.tags.0 += f64::from(u8::from(*tag == token.pos));
            }
        }
        let mut free: Vec<Clause> = all("clauses")
            .map(|c| Clause {
                verb: place(&c["verb"], back),
                complement: c["complement"].is_object().then(|| place(&c["complement"], back)),
                slots: c["slots"].as_array().map_or_else(Vec::new, |slots| {
                    slots.iter().map(|s| (class(s["slot"].as_str().unwrap_or("")), place(&s["head"], back))).collect()
                }),
            })
            .collect();
        self.verb.found += free.len() as f64;
        for wanted in gold_clauses(&gold.tokens) {
            self.verb.gold += 1.0;
            let hit = free.iter().position(|c| meets(c.verb, wanted.verb)).map(|n| free.remove(n));
            self.verb.right += f64::from(u8::from(hit.is_some()));
            let complement = hit.as_ref().and_then(|c| c.complement);
            self.complement.gold += f64::from(u8::from(wanted.complement.is_some()));
            self.complement.found += f64::from(u8::from(complement.is_some()));
            let same = complement.zip(wanted.complement).is_some_and(|(a, b)| meets(a, b));
            self.complement.right += f64::from(u8::from(same));
            let slots = hit.map(|c| c.slots).unwrap_or_default();
            for (tally, by_class) in [(&mut self.slot, false), (&mut self.class, true)] {
                let mut left = slots.clone();
                tally.gold += wanted.slots.len() as f64;
                tally.found += slots.len() as f64;
                for (name, at) in &wanted.slots {
                    if let Some(n) = left.iter().position(|(s, p)| meets(*at, *p) && (!by_class || s == name)) {
                        left.remove(n);
                        tally.right += 1.0;
                    }
                }
            }
        }
        for clause in free {
            self.complement.found += f64::from(u8::from(clause.complement.is_some()));
            self.slot.found += clause.slots.len() as f64;
            self.class.found += clause.slots.len() as f64;
        }
    }
}

fn class(slot: &str) -> String {
    if slot == "subject" || slot == "object" { slot } else { "oblique" }.to_owned()
}

/// A spelling of the treebank's text: what a character becomes.
type Spelling = fn(char) -> Option<char>;

/// All figures of a treebank in a spelling; none when the file is not there.
fn measure(name: &str, spelling: Spelling) -> Option<Figures> {
    let path: PathBuf =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/ud").join(format!("fa_{name}-ud-dev.conllu"));
    if !path.exists() {
        println!("{} is not there: nothing is measured", path.display());
        return None;
    }
    let pack = Pack::embedded().expect("the embedded rules load");
    let mut figures = Figures::default();
    for gold in read(&path) {
        let mut spelled = String::new();
        let mut back = Vec::new();
        for (n, c) in gold.text.iter().enumerate() {
            if let Some(c) = spelling(*c) {
                spelled.push(c);
                back.push(n);
            }
        }
        let tokens = text::sentences(&spelled, &pack.orthography);
        let sentences = analysis::analyse(&spelled, &tokens, &pack);
        let made = analysis::output::analysis("", &spelled, &tokens, &sentences, &pack);
        figures.add(&gold, &serde_json::to_value(made).expect("the analysis is JSON"), &back);
    }
    Some(figures)
}

#[track_caller]
fn floor(what: &str, reached: f64, floor: f64) {
    println!("{what} {reached:.3}");
    assert!(reached >= floor, "{what} fell to {reached:.3}; at least {floor} is expected");
}

#[test]
fn perdt_is_analysed_as_well_as_it_was() {
    let Some(figures) = measure("perdt", Some) else { return };
    floor("PerDT verb", figures.verb.f1(), 0.965);
    floor("PerDT complement", figures.complement.f1(), 0.87);
    floor("PerDT slot", figures.slot.f1(), 0.753);
    floor("PerDT slot class", figures.class.f1(), 0.706);
    floor("PerDT part of speech", figures.tags.0 / figures.tags.1, 0.91);
}

#[test]
fn seraji_is_analysed_as_well_as_it_was() {
    let Some(figures) = measure("seraji", Some) else { return };
    floor("Seraji verb", figures.verb.f1(), 0.935);
    floor("Seraji part of speech", figures.tags.0 / figures.tags.1, 0.854);
}

#[test]
fn other_spellings_lose_no_more_than_three_points() {
    let deleted: Spelling = |c| (c != '\u{200c}').then_some(c);
    let apart: Spelling = |c| Some(if c == '\u{200c}' { ' ' } else { c });
    let arabic: Spelling = |c| {
        Some(match c {
            'ی' => 'ي',
            'ک' => 'ك',
            c => c,
        })
    };
    for treebank in ["perdt", "seraji"] {
        let Some(standard) = measure(treebank, Some) else { return };
        for (name, spelling) in [("joiners deleted", deleted), ("joiners as spaces", apart), ("Arabic letters", arabic)]
        {
            let Some(other) = measure(treebank, spelling) else { return };
            let what = |figure: &str| format!("{treebank}, {name}: {figure}");
            floor(&what("verb"), other.verb.f1(), standard.verb.f1() - 0.03);
            floor(&what("complement"), other.complement.f1(), standard.complement.f1() - 0.03);
            floor(&what("slot class"), other.class.f1(), standard.class.f1() - 0.03);
        }
    }
}
