//! The rules of a pack as Markdown: a page for each rule file and an index. Makes texts and writes nothing.

use super::Pack;
use super::engine::{self, EngineRule, EngineYield};
use super::event_rules::{EventRule, Example, SlotSpec, Yield};
use super::example::{Counterexample, MentionExample};
use super::heads::HeadRule;
use super::patterns::PatternRule;
use super::symbols::Symbol;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::fmt::Write;
use toml::Spanned;

/// All pages by their path, `index.md` among them.
#[must_use]
pub fn pages(pack: &Pack) -> BTreeMap<String, String> {
    let mut files: BTreeMap<&str, Page<'_>> = BTreeMap::new();
    for rule in &pack.events.list {
        files.entry(&rule.file).or_default().add(&rule.id, rule.kind.to_string(), event(pack, rule));
    }
    for rule in &pack.patterns {
        files.entry(&rule.file).or_default().add(&rule.id, rule.kind.to_string(), pattern(pack, rule));
    }
    for rule in &pack.heads {
        files.entry(&rule.file).or_default().add(&rule.id, rule.kind.to_string(), head(pack, rule));
    }
    for part in &pack.engine {
        files.entry(engine::FILE).or_default().add(&part.id, part.makes.to_owned(), engine_part(pack, part));
    }
    let mut pages = BTreeMap::new();
    let mut index = format!(
        "# Rules of {} {}\n\n| file | finds | rules |\n| --- | --- | --- |\n",
        pack.about.name, pack.about.version
    );
    for (file, page) in files {
        let path = page_of(file);
        page_line(&mut index, format_args!("| [{file}]({path}) | {} | {} |", page.kinds.join(", "), page.rules.len()));
        let mut text = format!("# {file}\n\n");
        page_line(
            &mut text,
            format_args!(
                "Finds {}. [All files]({}index.md)",
                page.kinds.join(", "),
                "../".repeat(path.matches('/').count())
            ),
        );
        for (_, rule) in page.rules {
            text.push('\n');
            text.push_str(&rule);
        }
        pages.insert(path, text);
    }
    pages.insert("index.md".to_owned(), index);
    pages
}

/// The page of a rule file.
fn page_of(file: &str) -> String {
    // An added file of the same path has a page of its own.
    let plain = file.replace(" (added)", ".added");
    let base = plain.strip_suffix(".toml").map_or_else(|| plain.replace(".toml", ""), str::to_owned);
    format!("{base}.md")
}

#[derive(Default)]
struct Page<'p> {
    kinds: Vec<String>,
    rules: Vec<(&'p str, String)>,
}

impl<'p> Page<'p> {
    fn add(&mut self, id: &'p str, kind: String, text: String) {
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
        self.rules.push((id, text));
    }
}

fn page_line(out: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    let _ = writeln!(out, "{line}");
}

fn title(pack: &Pack, id: &str, kind: impl std::fmt::Display, about: &str, priority: i32) -> String {
    let mut out = format!("## `{id}`: {kind}\n\n");
    if !about.is_empty() {
        page_line(&mut out, format_args!("{about}\n"));
    }
    if let Some(m) = pack.measured.get(id).filter(|m| m.judged() > 0) {
        let percent = f64::from(m.right) * 100.0 / f64::from(m.judged());
        page_line(
            &mut out,
            format_args!("Measured: {} of {} finds are right ({percent:.0} %).\n", m.right, m.judged()),
        );
    }
    if priority != 0 {
        page_line(&mut out, format_args!("Priority {priority}.\n"));
    }
    out
}

fn event(pack: &Pack, rule: &EventRule) -> String {
    let mut out = title(pack, &rule.id, rule.kind, &rule.about, rule.priority);
    let written = |list: &[Spanned<String>]| list.iter().map(|w| w.get_ref().clone()).collect::<Vec<_>>();
    listed(&mut out, "Verbs", &written(&rule.verbs));
    listed(&mut out, "Nouns", &written(&rule.nouns));
    listed(&mut out, "Participles", &written(&rule.participles));
    let slots = |specs: &[SlotSpec]| specs.iter().map(|s| format!("`{}`", s.written)).collect::<Vec<_>>();
    listed(&mut out, "Templates", &rule.templates);
    listed(&mut out, "Needs one of", &slots(&rule.requires));
    listed(&mut out, "Not with", &slots(&rule.excludes));
    let words = |set: &FxHashSet<Symbol>| {
        let mut list: Vec<String> = set.iter().map(|s| pack.lexicon.symbols.display(*s).to_owned()).collect();
        list.sort();
        list
    };
    listed(&mut out, "Not before", &words(&rule.not_before));
    listed(&mut out, "Not after", &words(&rule.not_after));
    listed(&mut out, "Only before", &words(&rule.only_before));
    listed(&mut out, "Only after", &words(&rule.only_after));
    if !rule.roles.is_empty() {
        out.push_str("\n| role | slots |\n| --- | --- |\n");
        for (role, specs) in &rule.roles {
            page_line(&mut out, format_args!("| {role} | {} |", slots(specs).join(", ").replace('|', "\\|")));
        }
    }
    let shown = rule.examples.iter().map(|e| (e.text.get_ref().as_str(), yields(e), &e.pending));
    examples(&mut out, shown, &rule.counterexamples, "Nothing of this type in");
    out
}

fn yields(example: &Example) -> String {
    let one = |(name, found): (&String, &Yield)| match found {
        Yield::One(text) => format!("{name} “{text}”"),
        Yield::Many(list) => format!("{name} {}", list.iter().map(|t| format!("“{t}”")).collect::<Vec<_>>().join(", ")),
    };
    example.yields.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn pattern(pack: &Pack, rule: &PatternRule) -> String {
    let mut out = title(pack, &rule.id, rule.kind, &rule.about, rule.priority);
    page_line(&mut out, format_args!("```text\n{}\n```", rule.written.text.trim()));
    mention_examples(&mut out, &rule.examples, &rule.counterexamples);
    out
}

fn head(pack: &Pack, rule: &HeadRule) -> String {
    let mut out = title(pack, &rule.id, rule.kind, &rule.about, 0);
    let words = |list: &[Symbol]| list.iter().map(|s| pack.lexicon.symbols.display(*s).to_owned()).collect::<Vec<_>>();
    let code = |name: &str| format!("`{name}`");
    listed(&mut out, "Heads", &words(&rule.words));
    listed(&mut out, "Heads of the class", &pack.lexicon.classes.of(rule.classes).map(code).collect::<Vec<_>>());
    let lists = rule.lists.iter().filter_map(|list| pack.gazetteer.lists().nth(usize::from(list.0)));
    listed(&mut out, "Heads in the list", &lists.map(code).collect::<Vec<_>>());
    listed(&mut out, "Except", &words(&rule.except));
    listed(&mut out, "Number", &[code(rule.number.name())]);
    listed(&mut out, "Needs one of", &rule.needs.iter().map(|need| code(need.name())).collect::<Vec<_>>());
    listed(&mut out, "Only with the number", &rule.values.iter().map(f64::to_string).collect::<Vec<_>>());
    if rule.unless_named {
        out.push_str("- Not with a name on it\n");
    }
    mention_examples(&mut out, &rule.examples, &rule.counterexamples);
    out
}

fn mention_examples(out: &mut String, list: &[MentionExample], counterexamples: &[Counterexample]) {
    let found = |list: &[String]| list.iter().map(|t| format!("“{t}”")).collect::<Vec<_>>().join(", ");
    let shown = list.iter().map(|e| (e.text.get_ref().as_str(), found(e.yields.get_ref()), &e.pending));
    examples(out, shown, counterexamples, "Nothing of this type in");
}

fn engine_part(pack: &Pack, part: &EngineRule) -> String {
    let mut out = title(pack, &part.id, part.makes, &part.about, 0);
    let found = |found: &EngineYield| match found {
        EngineYield::Mention(words) => format!("“{words}”"),
        EngineYield::Statement([one, property, other]) => format!("“{one}” {property} “{other}”"),
    };
    let all = |list: &[EngineYield]| list.iter().map(found).collect::<Vec<_>>().join(", ");
    let shown = part.examples.iter().map(|e| (e.text.get_ref().as_str(), all(e.yields.get_ref()), &e.pending));
    examples(&mut out, shown, &part.counterexamples, "Nothing in");
    out
}

fn listed(out: &mut String, name: &str, entries: &[String]) {
    if !entries.is_empty() {
        page_line(out, format_args!("- {name}: {}", entries.join(", ")));
    }
}

fn examples<'e>(
    out: &mut String,
    examples: impl Iterator<Item = (&'e str, String, &'e Option<Spanned<String>>)>,
    counterexamples: &[Counterexample],
    nothing: &str,
) {
    let mut first = true;
    for (text, found, reason) in examples {
        if std::mem::take(&mut first) {
            out.push_str("\nExamples:\n\n");
        }
        let found = if found.is_empty() { "found".to_owned() } else { found };
        page_line(out, format_args!("- {text}\n  → {found}"));
        pending(out, reason.as_ref());
    }
    if !counterexamples.is_empty() {
        page_line(out, format_args!("\n{nothing}:\n"));
        for counterexample in counterexamples {
            page_line(out, format_args!("- {}", counterexample.text.get_ref()));
            pending(out, counterexample.pending.as_ref());
        }
    }
}

fn pending(out: &mut String, reason: Option<&Spanned<String>>) {
    if let Some(reason) = reason {
        page_line(out, format_args!("  (pending: {})", reason.get_ref()));
    }
}
