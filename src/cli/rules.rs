//! `khabar rules`: what is in a pack, whether it is sound, whether its examples hold.

use super::arguments::RulesCommand;
use super::failure::{self, Failure};
use super::{coverage, eval, trace};
use crate::evaluation::measure as measuring;
use crate::examples::{self, Outcome};
use crate::kb::table;
use crate::rules::fault::{self, Fault, Severity};
use crate::rules::files::RuleFiles;
use crate::rules::measured::Counts;
use crate::rules::{Pack, pages};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn run(command: &RulesCommand, files: RuleFiles) -> Result<ExitCode, Failure> {
    match command {
        RulesCommand::List => list(&load(files)?),
        RulesCommand::Trace(command) => trace::run(command, &load(files)?),
        RulesCommand::Coverage(command) => coverage::run(command, &load(files)?),
        RulesCommand::Measure { gold, output } => measure(&gold.files, output.as_deref(), &load(files)?),
        RulesCommand::Lint { examples } => lint(&files, *examples),
        RulesCommand::Init { folder } => init(folder),
        RulesCommand::Doc { output } => doc(&load(files)?, output),
        RulesCommand::Test { prefix } => test(files, prefix.as_deref().unwrap_or("")),
    }
}

fn load(files: RuleFiles) -> Result<Pack, Failure> {
    Pack::load(files).map_err(|e| Failure::Pack(Box::new(e)))
}

fn list(pack: &Pack) -> Result<ExitCode, Failure> {
    let columns = ["rule", "finds", "triggers", "examples", "precision", "file", "about"].map(str::to_owned);
    let mut rows = Vec::new();
    for rule in &pack.events.list {
        rows.push(vec![
            rule.id.clone(),
            rule.kind.to_string(),
            (rule.verbs.len() + rule.nouns.len() + rule.participles.len()).to_string(),
            (rule.examples.len() + rule.counterexamples.len()).to_string(),
            pack.measured.get(&rule.id).map_or(String::new(), precision),
            rule.file.clone(),
            rule.about.clone(),
        ]);
    }
    for rule in &pack.patterns {
        let examples = (rule.examples.len() + rule.counterexamples.len()).to_string();
        let kind = rule.kind.to_string();
        let right = pack.measured.get(&rule.id).map_or(String::new(), precision);
        rows.push(vec![rule.id.clone(), kind, String::new(), examples, right, rule.file.clone(), rule.about.clone()]);
    }
    for rule in &pack.heads {
        let (kind, file) = (rule.kind.to_string(), "heads.toml".to_owned());
        let right = pack.measured.get(&rule.id).map_or(String::new(), precision);
        rows.push(vec![rule.id.clone(), kind, String::new(), String::new(), right, file, rule.about.clone()]);
    }
    let mut output = io::stdout().lock();
    table::write(&columns, &rows, &mut output)?;
    writeln!(output, "{} rules of {} {}", rows.len(), pack.about.name, pack.about.version)?;
    Ok(ExitCode::SUCCESS)
}

/// `0.93 (37 of 40)`; nothing when no mention was judged.
fn precision(counts: &Counts) -> String {
    match counts.judged() {
        0 => String::new(),
        judged => format!("{:.2} ({} of {judged})", f64::from(counts.right) / f64::from(judged), counts.right),
    }
}

fn measure(gold: &[PathBuf], output: Option<&Path>, pack: &Pack) -> Result<ExitCode, Failure> {
    let gold = eval::read(gold)?;
    let found = eval::extract(&gold, pack);
    let text = measuring::table(&measuring::by_rule(&gold, &found, pack), gold.len());
    match output {
        None => io::stdout().lock().write_all(text.as_bytes())?,
        Some(path) => fs::write(path, text).map_err(|source| Failure::Write { path: path.to_owned(), source })?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The folder below `rules/` that holds what `init` writes.
const STARTER: &str = "starter/";

fn init(folder: &Path) -> Result<ExitCode, Failure> {
    let fault = |source| Failure::Folder { path: folder.display().to_string(), source };
    if folder.exists() && fs::read_dir(folder).map_err(fault)?.next().is_some() {
        return Err(Failure::FolderInUse { path: folder.display().to_string() });
    }
    let mut output = io::stdout().lock();
    for (path, text) in RuleFiles::embedded_below(STARTER) {
        let path = folder.join(path.trim_start_matches(STARTER));
        write_file(&path, text)?;
        writeln!(output, "{}", path.display())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn doc(pack: &Pack, folder: &Path) -> Result<ExitCode, Failure> {
    let pages = pages::pages(pack);
    for (path, text) in &pages {
        write_file(&folder.join(path), text)?;
    }
    writeln!(io::stdout(), "{} pages in {}", pages.len(), folder.display())?;
    Ok(ExitCode::SUCCESS)
}

fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    made.map_err(|source| Failure::Folder { path: path.display().to_string(), source })
}

fn lint(files: &RuleFiles, with_examples: bool) -> Result<ExitCode, Failure> {
    let (pack, mut faults) = Pack::inspect(files);
    let mut sound = true;
    // Examples of a pack that does not load would fail for reasons that are told already.
    if with_examples && !faults.has_errors() {
        let told: Vec<Fault> = examples::run(&pack, "").iter().filter_map(Outcome::fault).collect();
        // Among them a pending example that holds: only a warning, but whoever merges must see it.
        sound = told.is_empty();
        faults.extend(told);
    }
    let mut output = io::stdout().lock();
    write!(output, "{}", fault::render(faults.all(), files))?;
    let count = |severity| faults.all().iter().filter(|f| f.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    writeln!(output, "{errors} errors, {warnings} warnings")?;
    Ok(if errors == 0 && sound { ExitCode::SUCCESS } else { ExitCode::from(failure::FINDINGS) })
}

fn test(files: RuleFiles, prefix: &str) -> Result<ExitCode, Failure> {
    let pack = load(files.clone())?;
    if !pack.rule_ids().any(|id| id.starts_with(prefix)) {
        let near = fault::nearest(prefix, pack.rule_ids()).map(str::to_owned);
        return Err(Failure::UnknownRule { prefix: prefix.to_owned(), near });
    }
    let outcomes = examples::run(&pack, prefix);
    let told: Vec<Fault> = outcomes.iter().filter_map(Outcome::fault).collect();
    let mut output = io::stdout().lock();
    write!(output, "{}", fault::render(&told, &files))?;
    let pending = pending(&outcomes, &files);
    for (reason, examples) in &pending {
        writeln!(output, "pending: {reason}")?;
        for example in examples {
            writeln!(output, "  {example}")?;
        }
    }
    let hold = outcomes.iter().filter(|o| o.holds()).count();
    let waiting = pending.values().map(Vec::len).sum::<usize>();
    let failed = outcomes.len() - hold - waiting;
    write!(output, "{} examples, {hold} hold, {failed} fail", outcomes.len())?;
    if waiting > 0 {
        write!(output, ", {waiting} pending")?;
    }
    writeln!(output)?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(failure::FINDINGS) })
}

/// The examples that do not hold yet, by what is in their way: place, rule and text of each.
fn pending<'o>(outcomes: &'o [Outcome], files: &RuleFiles) -> BTreeMap<&'o str, Vec<String>> {
    let mut by_reason: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for outcome in outcomes {
        let Some(reason) = outcome.awaits() else { continue };
        let source = files.get(&outcome.file).unwrap_or_default();
        let (line, column) = fault::line_and_column(source, outcome.span.start);
        let place = format!("{}:{line}:{column} {}", outcome.file, outcome.rule);
        by_reason.entry(reason).or_default().push(format!("{place}: \u{2068}{}\u{2069}", outcome.text));
    }
    by_reason
}
