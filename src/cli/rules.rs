//! `khabar rules`: what is in a pack, whether it is sound, whether its examples hold.

use super::arguments::RulesCommand;
use super::failure::{self, Failure};
use crate::kb::table;
use crate::rules::files::RuleFiles;
use crate::rules::{Pack, fault};
use std::io::{self, Write};
use std::process::ExitCode;

pub(crate) fn run(command: &RulesCommand, files: RuleFiles) -> Result<ExitCode, Failure> {
    match command {
        RulesCommand::List => list(&load(files)?),
        RulesCommand::Lint => lint(files),
        RulesCommand::Test { prefix } => test(&load(files)?, prefix.as_deref().unwrap_or("")),
    }
}

fn load(files: RuleFiles) -> Result<Pack, Failure> {
    Pack::load(files).map_err(|e| Failure::Pack(Box::new(e)))
}

fn list(pack: &Pack) -> Result<ExitCode, Failure> {
    let columns = ["rule", "finds", "triggers", "examples", "file", "about"].map(str::to_owned);
    let mut rows = Vec::new();
    for rule in &pack.events.list {
        rows.push(vec![
            rule.id.clone(),
            rule.kind.to_string(),
            (rule.verbs.len() + rule.nouns.len() + rule.participles.len()).to_string(),
            (rule.examples.len() + rule.counterexamples.len()).to_string(),
            rule.file.clone(),
            rule.about.clone(),
        ]);
    }
    for rule in &pack.patterns {
        let examples = (rule.examples.len() + rule.counterexamples.len()).to_string();
        let kind = rule.kind.to_string();
        rows.push(vec![rule.id.clone(), kind, String::new(), examples, rule.file.clone(), rule.about.clone()]);
    }
    for rule in &pack.heads {
        let (kind, file) = (rule.kind.to_string(), "heads.toml".to_owned());
        rows.push(vec![rule.id.clone(), kind, String::new(), String::new(), file, rule.about.clone()]);
    }
    let mut output = io::stdout().lock();
    table::write(&columns, &rows, &mut output)?;
    writeln!(output, "{} rules of {} {}", rows.len(), pack.about.name, pack.about.version)?;
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
