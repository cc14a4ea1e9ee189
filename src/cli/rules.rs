//! `khabar rules`: what is in a pack, whether it is sound, whether its examples hold.

use super::arguments::RulesCommand;
use super::failure::{self, Failure};
use super::{coverage, eval, trace};
use crate::evaluation::measure as measuring;
use crate::kb::table;
use crate::rules::files::RuleFiles;
use crate::rules::measured::Counts;
use crate::rules::{Pack, fault};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn run(command: &RulesCommand, files: RuleFiles) -> Result<ExitCode, Failure> {
    match command {
        RulesCommand::List => list(&load(files)?),
        RulesCommand::Lint => lint(files),
        RulesCommand::Test { prefix } => test(&load(files)?, prefix.as_deref().unwrap_or("")),
        RulesCommand::Trace { sentence } => trace::run(sentence, &load(files)?),
        RulesCommand::Coverage(command) => coverage::run(command, &load(files)?),
        RulesCommand::Measure { gold, output } => measure(&gold.files, output.as_deref(), &load(files)?),
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
        let none = String::new;
        rows.push(vec![rule.id.clone(), kind, none(), examples, none(), rule.file.clone(), rule.about.clone()]);
    }
    for rule in &pack.heads {
        let (kind, file) = (rule.kind.to_string(), "heads.toml".to_owned());
        let none = String::new;
        rows.push(vec![rule.id.clone(), kind, none(), none(), none(), file, rule.about.clone()]);
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
    let text = measuring::table(&measuring::by_rule(&gold, &found), gold.len());
    match output {
        None => io::stdout().lock().write_all(text.as_bytes())?,
        Some(path) => fs::write(path, text).map_err(|source| Failure::Write { path: path.to_owned(), source })?,
    }
    Ok(ExitCode::SUCCESS)
}

fn lint(files: RuleFiles) -> Result<ExitCode, Failure> {
    let (_, faults) = Pack::inspect(&files);
    let mut output = io::stdout().lock();
    write!(output, "{}", fault::render(faults.all(), &files))?;
    let errors = faults.all().iter().filter(|f| f.severity == fault::Severity::Error).count();
    writeln!(output, "{errors} errors, {} warnings", faults.all().len() - errors)?;
    Ok(if errors == 0 { ExitCode::SUCCESS } else { ExitCode::from(failure::FINDINGS) })
}

fn test(pack: &Pack, prefix: &str) -> Result<ExitCode, Failure> {
    let outcomes = crate::examples::run(pack, prefix);
    let mut output = io::stdout().lock();
    let failed: Vec<_> = outcomes.iter().filter(|o| !o.holds()).collect();
    for outcome in &failed {
        write!(output, "{outcome}")?;
    }
    writeln!(output, "{} examples, {} hold, {} fail", outcomes.len(), outcomes.len() - failed.len(), failed.len())?;
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(failure::FINDINGS) })
}
