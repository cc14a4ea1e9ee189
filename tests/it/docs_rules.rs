//! `docs/rules.md`, executed: every table and every block of code in it, in the order of the page.
//!
//! A mark in a comment of HTML before a block says how it is executed. `rules: PATH` and `file: PATH` write a file, for
//! the commands of the `console` blocks after it; `run: WHAT` executes the rows of a table. A table or block without a
//! mark, or a mark that nothing knows, fails.

use crate::support::{Folder, khabar, root};
use khabar::article::Article;
use khabar::knowledge::{EventMention, Knowledge};
use khabar::rules::Pack;
use khabar::rules::fault::Severity;
use khabar::rules::files::RuleFiles;
use std::collections::BTreeSet;
use std::process::Command;
use std::sync::LazyLock;

/// One table or block of the page.
#[derive(Debug)]
struct Part {
    line: usize,
    mark: String,
    /// The language of a block of code; empty for a table.
    language: String,
    lines: Vec<String>,
}

static PAGE: LazyLock<Vec<Part>> = LazyLock::new(|| {
    let text = std::fs::read_to_string(root("docs/rules.md")).expect("the page is there");
    parts(&text)
});

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut mark = String::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        let mut part = Part { line: number + 1, mark: mark.clone(), language: String::new(), lines: Vec::new() };
        if let Some(found) = line.strip_prefix("<!-- ") {
            mark = found.trim_end_matches(" -->").to_owned();
            continue;
        } else if let Some(language) = line.strip_prefix("```") {
            part.language = language.to_owned();
            part.lines.extend(lines.by_ref().map(|(_, l)| l.to_owned()).take_while(|l| l != "```"));
        } else if line.starts_with('|') {
            part.lines.push(line.to_owned());
            while let Some((_, row)) = lines.next_if(|(_, l)| l.starts_with('|')) {
                part.lines.push(row.to_owned());
            }
        } else {
            continue;
        }
        parts.push(part);
        mark.clear();
    }
    parts
}

/// Cells of a row, with `\|` for the sign itself.
fn cells(row: &str) -> Vec<String> {
    let hidden = row.replace("\\|", "\u{1}");
    hidden.trim().trim_matches('|').split('|').map(|c| c.trim().replace('\u{1}', "|")).collect()
}

/// A row of a table that is executed: its line, and its cells by the names of the columns.
struct Row {
    line: usize,
    cells: Vec<(String, String)>,
}

impl Row {
    #[track_caller]
    fn cell(&self, name: &str) -> &str {
        let found = self.cells.iter().find(|(column, _)| column == name);
        &found.unwrap_or_else(|| panic!("line {}: no column `{name}`", self.line)).1
    }

    /// The pieces of code in a cell.
    #[track_caller]
    fn code(&self, name: &str) -> Vec<&str> {
        code(self.cell(name))
    }
}

fn code(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The rows of all tables that are executed in one way; `run: KIND NAME` is one with a name of its own.
fn rows(kind: &str) -> Vec<Row> {
    let tables = PAGE.iter().filter(|p| p.language.is_empty() && p.mark == format!("run: {kind}"));
    let rows = tables.flat_map(|table| {
        let header = cells(&table.lines[0]);
        table.lines.iter().enumerate().skip(2).map(move |(n, row)| {
            let cells = cells(row);
            assert_eq!(cells.len(), header.len(), "line {}: {row}", table.line + n);
            Row { line: table.line + n, cells: header.iter().cloned().zip(cells).collect() }
        })
    });
    let rows: Vec<Row> = rows.collect();
    assert!(!rows.is_empty(), "no table with `run: {kind}`");
    rows
}

/// Texts between quotation marks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('«').skip(1).filter_map(|rest| rest.split_once('»')).map(|(text, _)| text).collect()
}

fn read(text: &str, pack: &Pack) -> Knowledge {
    khabar::extract(&Article { id: "row".to_owned(), text: text.to_owned(), ..Article::default() }, pack)
}

#[test]
fn every_table_and_block_says_how_it_is_executed() {
    let tables =
        ["files", "commands", "columns", "features", "events", "patterns", "heads", "engine", "faults", "trace"];
    for part in PAGE.iter() {
        let known = match (part.language.as_str(), part.mark.split_once(": ")) {
            ("", Some(("run", kind))) => tables.contains(&kind) || kind.starts_with("fields "),
            ("console", None) => part.mark.is_empty(),
            ("toml", Some(("rules", _))) | ("json" | "text" | "tsv", Some(("file", _))) => true,
            _ => false,
        };
        assert!(known, "line {}: nothing executes this part, marked “{}”", part.line, part.mark);
    }
}

/// Whether printed lines are the shown ones, but for the width of gaps; a line `…` stands for any number of lines.
fn shown(shown: &[&str], printed: &[&str]) -> bool {
    match (shown.split_first(), printed.split_first()) {
        (None, None) => true,
        (Some((&"…", rest)), _) => (0..=printed.len()).any(|n| self::shown(rest, &printed[n..])),
        (Some((line, rest)), Some((other, others))) => {
            line.split_whitespace().eq(other.split_whitespace()) && self::shown(rest, others)
        }
        _ => false,
    }
}

#[test]
fn commands_print_what_the_page_shows() {
    let folder = Folder::new();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_khabar")).parent().expect("it lies in a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut commands = 0;
    for part in PAGE.iter() {
        if let Some((kind @ ("rules" | "file"), name)) = part.mark.split_once(": ") {
            let name = if kind == "rules" { format!("my-rules/{name}") } else { name.to_owned() };
            folder.file(&name, part.lines.join("\n") + "\n");
        }
        if part.language != "console" {
            continue;
        }
        let mut lines = part.lines.iter().map(String::as_str).peekable();
        while let Some(line) = lines.next() {
            let command = line.strip_prefix("$ ").unwrap_or_else(|| panic!("line {}: no command: {line}", part.line));
            let mut wanted: Vec<&str> = Vec::new();
            while let Some(line) = lines.next_if(|l| !l.starts_with("$ ")) {
                wanted.push(line);
            }
            let ran = Command::new("sh").args(["-c", command]).current_dir(folder.path("")).env("PATH", &path).output();
            let ran = ran.expect("there is a shell");
            let printed = String::from_utf8_lossy(&ran.stdout) + String::from_utf8_lossy(&ran.stderr);
            let printed = printed.replace(['\u{2068}', '\u{2069}'], "");
            let printed: Vec<&str> = printed.lines().collect();
            assert!(shown(&wanted, &printed), "line {}: {command} printed\n{}", part.line, printed.join("\n"));
            commands += 1;
        }
    }
    assert!(commands > 10, "{commands}");
}

/// A pack with rules of the rows in files of their own, and its faults by row.
fn with_rows(files: Vec<(String, String)>) -> (Pack, khabar::rules::fault::Faults) {
    let mut pack = RuleFiles::embedded("fa");
    for (path, text) in files {
        let before = if path == "heads.toml" { pack.get(&path).unwrap_or("").to_owned() } else { String::new() };
        pack.insert(path, before + &text);
    }
    Pack::inspect(&pack)
}

fn id(line: usize) -> String {
    format!("row.{line}")
}

/// The TOML file of a rule: lines that begin with a table's name stand above it, the others in it.
fn rule_file(row: &Row) -> String {
    let (above, inside): (Vec<&str>, Vec<&str>) =
        row.code("rule").into_iter().partition(|l| l.starts_with("lists.") || l.starts_with("template."));
    let has = |key: &str| inside.iter().any(|l| l.starts_with(key));
    let id = format!("id = \"{}\"\n", id(row.line));
    let mut text = format!("{}\n[[event]]\n", above.join("\n"));
    for (key, line) in [("id", id.as_str()), ("type", "type = \"Gather\"\n"), ("priority", "priority = 900\n")] {
        text.push_str(if has(&format!("{key} =")) { "" } else { line });
    }
    text + &inside.join("\n") + "\n[[event.example]]\ntext = \"x\"\n"
}

#[test]
fn event_rules_find_what_the_page_says() {
    let rows = rows("events");
    let files = rows.iter().map(|r| (format!("events/row/{}.toml", r.line), rule_file(r))).collect();
    let (mut pack, faults) = with_rows(files);
    // Rows with one trigger would beat each other; each is tried alone.
    let mine = |f: &&khabar::rules::fault::Fault| f.file.starts_with("events/row/") && f.severity == Severity::Error;
    let broken: Vec<String> = faults.all().iter().filter(mine).map(|f| format!("{}: {}", f.file, f.message)).collect();
    let broken: Vec<&String> = broken.iter().filter(|f| !f.contains("can never fire")).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    let all = pack.events.clone();
    let mut wrong = Vec::new();
    for row in &rows {
        let keep = |n: &u32| !all.list[*n as usize].id.starts_with("row.") || all.list[*n as usize].id == id(row.line);
        pack.events.clone_from(&all);
        pack.events.verbs.values_mut().for_each(|list| list.retain(keep));
        pack.events.nouns.values_mut().for_each(|list| list.retain(keep));
        pack.events.participles.values_mut().for_each(|list| list.retain(keep));
        pack.events.nouns.retain(|_, list| !list.is_empty());
        let text = quoted(row.cell("text")).join(" ");
        let found = read(&text, &pack);
        if let Err(said) = event_row(row, &text, &found) {
            wrong.push(format!("line {}: “{text}”: {said}", row.line));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `nothing`; or what one mention has: `agent «…» «…», negative, planned`, of the row's rule or of a type (`Attack: …`).
fn event_row(row: &Row, text: &str, found: &Knowledge) -> Result<(), String> {
    let wanted = row.cell("finds");
    let (kind, wanted) = wanted.split_once(": ").map_or((None, wanted), |(kind, rest)| (Some(kind), rest));
    let is_meant = |m: &&EventMention| kind.map_or(m.rule == id(row.line), |kind| m.kind.name() == kind);
    let mentions: Vec<&EventMention> = found.events.iter().flat_map(|e| &e.mentions).filter(is_meant).collect();
    let told = |m: &EventMention| {
        let roles = m.arguments.iter().map(|a| format!("{} «{}»", a.role, a.span.of(text)));
        let roles: Vec<String> = roles.collect();
        let trigger = m.trigger.of(text);
        format!("«{trigger}» {} {} {}", m.polarity.name(), m.modality.name(), roles.join(", "))
    };
    let all = mentions.iter().map(|m| told(m)).collect::<Vec<_>>().join(" / ");
    if wanted == "nothing" {
        return if mentions.is_empty() { Ok(()) } else { Err(format!("found {all}")) };
    }
    let holds = |m: &EventMention| {
        wanted.split("; ").all(|part| {
            let name = part.split(' ').next().unwrap_or_default();
            let fillers: Vec<&str> =
                m.arguments.iter().filter(|a| a.role.name() == name).map(|a| a.span.of(text)).collect();
            match name {
                "found" => true,
                "trigger" => quoted(part) == [m.trigger.of(text)],
                "negative" | "positive" => m.polarity.name() == name,
                "planned" | "possible" | "actual" => m.modality.name() == name,
                "no" => m.arguments.iter().all(|a| a.role.name() != part.trim_start_matches("no ")),
                _ => fillers == quoted(part),
            }
        })
    };
    if mentions.iter().any(|m| holds(m)) { Ok(()) } else { Err(format!("not {wanted}; found {all}")) }
}

/// The texts of the mentions that a rule found.
fn mentions(found: &Knowledge, rule: &str, text: &str) -> Vec<String> {
    let all = found.entities.iter().flat_map(|e| &e.mentions).filter(|m| m.rule == rule);
    let mut spans: Vec<_> = all.map(|m| m.span).collect();
    spans.sort_by_key(|s| (s.start, s.end));
    spans.into_iter().map(|s| s.of(text).to_owned()).collect()
}

/// Tries each row with its own rule; `alone` leaves the rules of the other rows out.
fn entity_rows(rows: &[Row], pack: &mut Pack, alone: impl Fn(&mut Pack, &str)) {
    let mut wrong = Vec::new();
    for row in rows {
        let id = id(row.line);
        alone(pack, &id);
        let text = quoted(row.cell("text")).join(" ");
        let found = mentions(&read(&text, pack), &id, &text);
        if found != quoted(row.cell("finds")) {
            wrong.push(format!("line {}: “{text}”: found {found:?}", row.line));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn token_patterns_match_what_the_page_says() {
    let rows = rows("patterns");
    let file = |row: &Row| {
        let mut code = row.code("pattern");
        let pattern = code.pop().unwrap_or_default();
        let text = format!(
            "[sub]\n{}\n[[pattern]]\nid = \"{}\"\ntype = \"Product\"\npriority = 40\nmatch = '''{pattern}'''\n\
             [[pattern.example]]\ntext = \"x\"\nyields = [\"x\"]\n",
            code.join("\n"),
            id(row.line)
        );
        (format!("patterns/row/{}.toml", row.line), text)
    };
    let (mut pack, faults) = with_rows(rows.iter().map(file).collect());
    let broken: Vec<String> = faults.all().iter().map(|f| format!("{}: {}", f.file, f.message)).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    let all = pack.patterns.clone();
    entity_rows(&rows, &mut pack, |pack, id| {
        pack.replace_patterns(all.iter().filter(|p| !p.id.starts_with("row.") || p.id == id).cloned().collect());
    });
}

#[test]
fn the_grammar_of_heads_types_what_the_page_says() {
    let rows = rows("heads");
    let rule = |row: &Row| {
        let lines = row.code("head").join("\n");
        let mut text = format!("\n[[head]]\nid = \"{}\"\nabout = \"x\"\ntype = \"Product\"\n", id(row.line));
        for (key, line) in
            [("strength", "strength = 90\n"), ("number", "number = \"any\"\n"), ("extent", "extent = \"phrase\"\n")]
        {
            text.push_str(if lines.contains(key) { "" } else { line });
        }
        text + &lines + "\n[[head.example]]\ntext = \"x\"\nyields = [\"x\"]\n"
    };
    let text: String = rows.iter().map(rule).collect();
    let (mut pack, faults) = with_rows(vec![("heads.toml".to_owned(), text)]);
    let broken: Vec<&String> = faults.all().iter().map(|f| &f.message).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    let all = pack.heads.clone();
    entity_rows(&rows, &mut pack, |pack, id| {
        pack.heads.clone_from(&all);
        pack.heads.retain(|h| !h.id.starts_with("row.") || h.id == id);
    });
}

#[test]
fn the_engine_finds_what_the_page_says() {
    let pack = Pack::embedded().expect("the pack is sound");
    let mut known = khabar::rules::engine::PARTS.to_vec();
    for row in rows("engine") {
        let id = row.code("id")[0];
        let at = known.iter().position(|(part, _)| *part == id).unwrap_or_else(|| panic!("line {}: {id}", row.line));
        assert_eq!(row.cell("makes"), known.remove(at).1, "line {}", row.line);
        let text = quoted(row.cell("text")).join(" ");
        let found = read(&text, &pack);
        let wanted = quoted(row.cell("finds"));
        let holds = match wanted.as_slice() {
            [mention] => mentions(&found, id, &text).iter().any(|m| m == mention),
            _ => {
                let facts = found.facts.iter().map(|f| (f.rule.as_str(), f.property.name()));
                let links = found.links.iter().map(|l| (l.rule.as_str(), l.property.name()));
                facts.chain(links).any(|(rule, property)| rule == id && row.code("finds") == [property])
            }
        };
        assert!(holds, "line {}: “{text}”: {:?} {:?}", row.line, found.facts, found.links);
    }
    assert!(known.is_empty(), "the page does not tell of {known:?}");
}

#[test]
fn faults_are_told_as_the_page_says() {
    let rows = rows("faults");
    let base = |row: &Row| {
        let lines = row.code("rule");
        let has = |key: &str| lines.iter().any(|l| l.starts_with(key));
        let mut text = rule_file(row);
        if !has("verbs") && !has("nouns") && !row.cell("rule").contains("no trigger") {
            text = text.replacen("[[event]]", &format!("[[event]]\nnouns = [\"دورهمی {}\"]", row.line), 1);
        }
        if row.cell("rule").contains("no example") {
            text.truncate(text.find("[[event.example]]").unwrap_or(text.len()));
        }
        (format!("events/row/{}.toml", row.line), text)
    };
    let (_, faults) = with_rows(rows.iter().map(base).collect());
    let mut wrong = Vec::new();
    for row in &rows {
        let mine = faults.all().iter().filter(|f| f.file == format!("events/row/{}.toml", row.line));
        let all: Vec<String> = mine
            .map(|f| format!("{}: {}; {}", f.severity, f.message, f.proposal.as_deref().unwrap_or_default()))
            .collect();
        let wanted = row.code("said");
        if !all.iter().any(|f| f.starts_with(row.cell("is")) && wanted.iter().all(|w| f.contains(w))) {
            wrong.push(format!("line {}: {all:#?}", row.line));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fields_are_those_that_the_loader_knows() {
    // The loader lists what it knows when it meets something else.
    let of = |path: &str, text: &str| {
        let mut files = RuleFiles::read(&root("tests/packs/english")).expect("the pack is there");
        files.insert(path, text);
        let (_, faults) = Pack::inspect(&files);
        let fault = faults.all().iter().find(|f| f.message.contains("unknown field `zzz`")).expect("a fault");
        let known = fault.message.split('`').skip(3).step_by(2).map(str::to_owned);
        known.collect::<BTreeSet<String>>()
    };
    for (kind, path, text) in [
        ("event", "events/zzz.toml", "[[event]]\nid = \"z\"\ntype = \"Meet\"\nzzz = 1\n"),
        ("template", "events/zzz.toml", "[template.z]\nzzz = 1\n"),
        ("pattern", "patterns/zzz.toml", "[[pattern]]\nid = \"z\"\ntype = \"Person\"\nzzz = 1\n"),
        ("head", "heads.toml", "[[head]]\nid = \"z\"\ntype = \"Person\"\nzzz = 1\n"),
        ("part", "engine.toml", "[[part]]\nid = \"pronoun\"\nzzz = 1\n"),
        ("defaults", "events/defaults.toml", "zzz = 1\n"),
    ] {
        let shown: BTreeSet<String> = rows(&format!("fields {kind}"))
            .iter()
            .flat_map(|r| code(&r.cells[0].1).into_iter().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let top = |name: &String| name.split('.').next_back().unwrap_or_default().to_owned();
        let shown: BTreeSet<String> = shown.iter().map(top).collect();
        assert_eq!(shown, of(path, text), "fields of {kind}");
    }
}

#[test]
fn tables_have_the_columns_that_the_page_names() {
    let files = RuleFiles::embedded("fa");
    for row in rows("columns") {
        let name = row.code("table")[0];
        let stem = name.trim_end_matches("*.tsv");
        let mut seen = 0;
        for (path, text) in files.iter().filter(|(p, _)| *p == name || (stem != name && p.starts_with(stem))) {
            let header = text.lines().find(|l| !l.starts_with('#')).unwrap_or_default();
            let columns: Vec<&str> = header.split('\t').collect();
            assert_eq!(row.code("columns"), columns, "line {}: {path}", row.line);
            seen += 1;
        }
        assert!(seen > 0, "line {}: no file {name}", row.line);
    }
}

#[test]
fn every_file_of_the_pack_is_in_the_table_of_files() {
    let files = RuleFiles::embedded("fa");
    let rows = rows("files");
    let names: Vec<&str> = rows.iter().flat_map(|r| r.code("file")).collect();
    let fits = |path: &str, name: &str| match name.split_once('*') {
        Some((before, after)) => path.starts_with(before) && path.ends_with(after),
        None => path == name || (name.ends_with('/') && path.starts_with(name)),
    };
    for (path, _) in files.iter() {
        assert!(names.iter().any(|name| fits(path, name)), "the page does not name {path}");
    }
    for name in &names {
        assert!(files.iter().any(|(path, _)| fits(path, name)), "there is no {name}");
    }
}

#[test]
fn every_command_is_in_the_table_of_commands() {
    let help = khabar(&["rules", "--help"]).fine();
    let listed = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    // A help text goes on in lines that are further in.
    let names = listed.filter_map(|l| l.strip_prefix("  ")).filter(|l| !l.starts_with(' '));
    let known: BTreeSet<&str> = names.filter_map(|l| l.split(' ').next()).filter(|c| *c != "help").collect();
    let rows = rows("commands");
    let mut shown = BTreeSet::new();
    for row in &rows {
        let words: Vec<&str> = row.code("command")[0].split_whitespace().collect();
        assert_eq!(words[0], "khabar", "line {}", row.line);
        let options: Vec<&str> = words.iter().copied().filter(|w| w.starts_with('-')).collect();
        let depth = if words[1] == "rules" { 2 } else { 1 };
        let help = khabar(&[&words[1..=depth], &["--help"]].concat()).fine();
        assert!(options.iter().all(|o| help.contains(o)), "line {}: {options:?} in {help}", row.line);
        if depth == 2 {
            shown.insert(words[2]);
        }
    }
    assert_eq!(shown, known);
}

#[test]
fn features_of_patterns_have_the_values_that_the_page_names() {
    let mut files = RuleFiles::embedded("fa");
    let mut text = String::new();
    for row in rows("features") {
        let feature = row.code("feature")[0].to_owned();
        for value in row.code("values") {
            text.push_str(&format!(
                "[[pattern]]\nid = \"{feature}.{value}\"\ntype = \"Product\"\nmatch = '''[{feature}={value}]'''\n\
                 [[pattern.example]]\ntext = \"x\"\nyields = [\"x\"]\n"
            ));
        }
    }
    files.insert("patterns/row.toml", text);
    let (_, faults) = Pack::inspect(&files);
    let broken: Vec<&String> = faults.all().iter().map(|f| &f.message).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn outcomes_of_a_trace_are_those_of_the_program() {
    let source = std::fs::read_to_string(root("src/cli/trace_json.rs")).expect("the source is there");
    let table = source.split("fn told(").nth(1).expect("the table of outcomes");
    let known: BTreeSet<&str> = table.split("=> (\"").skip(1).filter_map(|r| r.split('"').next()).collect();
    let rows = rows("trace");
    let shown: BTreeSet<&str> = rows.iter().flat_map(|r| r.code("outcome")).collect();
    assert_eq!(shown, known);
}
