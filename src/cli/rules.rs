//! `khabar rules`: what is in a pack, and the tools for those who write one.

use super::arguments::RulesCommand;
use super::failure::Failure;
use super::{coverage, eval, soundness, trace};
use crate::evaluation::measure as measuring;
use crate::kb::table;
use crate::rules::files::RuleFiles;
use crate::rules::measured::Counts;
use crate::rules::{Pack, engine, heads, pages};
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
        RulesCommand::Lint(command) => soundness::lint(command, &files),
        RulesCommand::Init { folder } => init(folder),
        RulesCommand::Doc { output } => doc(&load(files)?, output),
        RulesCommand::Test(command) => soundness::test(command, &files, &load(files.clone())?),
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
        let (kind, file) = (rule.kind.to_string(), heads::FILE.to_owned());
        let examples = (rule.examples.len() + rule.counterexamples.len()).to_string();
        let right = pack.measured.get(&rule.id).map_or(String::new(), precision);
        rows.push(vec![rule.id.clone(), kind, String::new(), examples, right, file, rule.about.clone()]);
    }
    let rules = rows.len();
    for part in &pack.engine {
        let (makes, file) = (part.makes.to_owned(), engine::FILE.to_owned());
        let examples = (part.examples.len() + part.counterexamples.len()).to_string();
        rows.push(vec![part.id.clone(), makes, String::new(), examples, String::new(), file, part.about.clone()]);
    }
    let mut output = io::stdout().lock();
    table::write(&columns, &rows, &mut output)?;
    writeln!(output, "{rules} rules of {} {}", pack.about.name, pack.about.version)?;
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
