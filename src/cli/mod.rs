//! The commands. Data goes to standard output, talk to standard error; every command ends in one exit code.
//!
//! This is the only room that prints. Everything else is the library's work.

#![expect(clippy::print_stderr, reason = "the command line talks to a person on standard error")]

mod analyse;
mod arguments;
mod check;
mod completions;
mod coverage;
mod diff;
mod eval;
mod explain;
mod export;
mod extract;
mod failure;
mod index;
mod knowledge_base;
mod link;
mod progress;
mod push;
mod reports;
mod rules;
mod show;
mod soundness;
mod statistics;
mod test;
mod trace;
mod trace_json;
mod trace_patterns;

use crate::article::Article;
use crate::article::read::{self, ReadError};
use crate::rules::Pack;
use crate::rules::files::RuleFiles;
use arguments::{Arguments, Command, Inputs};
use clap::Parser;
use failure::Failure;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    guarded(answer)
}

/// A panic is a fault of the program and ends with the code that says so; the place was told by the panic itself.
fn guarded(run: impl FnOnce() -> ExitCode + std::panic::UnwindSafe) -> ExitCode {
    std::panic::catch_unwind(run).unwrap_or_else(|_| {
        eprintln!("khabar: this is a fault of the program; please report it with the input that led to it");
        ExitCode::from(failure::INTERNAL)
    })
}

fn answer() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(failure::USAGE) } else { ExitCode::SUCCESS };
        }
    };
    match run(&arguments) {
        Ok(code) => code,
        Err(failure) => {
            if !failure.is_quiet() {
                eprintln!("khabar: {failure}");
            }
            failure.exit_code()
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.command {
        Command::Extract(command) => extract::run(command, &pack(arguments)?),
        Command::Analyse(command) => analyse::run(command, &pack(arguments)?),
        Command::Ingest(command) => knowledge_base::ingest(command, &pack(arguments)?),
        Command::Retract(command) => knowledge_base::retract(command),
        Command::List(command) => knowledge_base::list(command),
        Command::Stats(command) => statistics::run(command),
        Command::Show(command) => show::run(command),
        Command::Explain(command) => explain::run(command, &rule_files(arguments)?),
        Command::Link(command) => link::run(command, || pack(arguments)),
        Command::Push(command) => push::run(command),
        Command::Query(command) => knowledge_base::query(command, &rule_files(arguments)?),
        Command::Export(command) => export::run(command, &rule_files(arguments)?),
        Command::Check(command) => check::run(command, rule_files(arguments)?),
        Command::Diff(command) => diff::run(command, arguments),
        Command::Test(command) => test::run(command, &pack(arguments)?),
        Command::Eval(command) => eval::run(command, &pack(arguments)?),
        Command::Rules(command) => rules::run(&command.command, rule_files(arguments)?),
        Command::Completions(command) => completions::completions(command),
        Command::Man(command) => completions::man(command),
    }
}

fn rule_files(arguments: &Arguments) -> Result<RuleFiles, Failure> {
    rule_files_of(arguments.rules.as_ref(), arguments.add_rules.as_ref())
}

/// The pack in a folder, or that of the program, with the files of another folder laid over it.
fn rule_files_of(rules: Option<&PathBuf>, added: Option<&PathBuf>) -> Result<RuleFiles, Failure> {
    let mut files = match rules {
        Some(folder) => RuleFiles::read(folder)?,
        None => RuleFiles::embedded(crate::rules::DEFAULT_LANGUAGE),
    };
    if let Some(folder) = added {
        files.overlay(RuleFiles::read(folder)?);
    }
    Ok(files)
}

fn pack(arguments: &Arguments) -> Result<Pack, Failure> {
    Pack::load(rule_files(arguments)?).map_err(|e| Failure::Pack(Box::new(e)))
}

/// Articles of all inputs; what cannot be read is told, counted and passed over.
struct Reading {
    settings: read::Settings,
    /// Whether the first input that cannot be read ends it all.
    fails_fast: bool,
    failed: AtomicUsize,
}

impl Reading {
    fn new() -> Self {
        Self { settings: read::Settings::default(), fails_fast: false, failed: AtomicUsize::new(0) }
    }

    /// Reads inputs as the command line says, pages with the words of the pack.
    fn of(inputs: &Inputs, pack: &Pack) -> Self {
        let settings = read::Settings { max_bytes: inputs.max_bytes, boilerplate: Arc::clone(&pack.boilerplate) };
        Self { settings, ..Self::new() }
    }

    fn articles<'a>(&'a self, inputs: &'a [PathBuf]) -> impl Iterator<Item = Article> + Send + 'a {
        self.with_places(inputs).map(|(article, _)| article)
    }

    fn with_places<'a>(&'a self, inputs: &'a [PathBuf]) -> impl Iterator<Item = (Article, read::Place)> + Send + 'a {
        let found = inputs.iter().flat_map(|input| read::with_places(input, &self.settings));
        let told = found.map_while(|read| match read {
            Ok(found) => Some(Some(found)),
            Err(error) => {
                self.tell(&error);
                (!self.fails_fast).then_some(None)
            }
        });
        told.flatten()
    }

    fn tell(&self, error: &ReadError) {
        self.failed.fetch_add(1, Ordering::Relaxed);
        eprintln!("khabar: {error}");
    }

    /// Whether all that was tried so far could be read.
    fn is_whole(&self) -> bool {
        self.failed.load(Ordering::Relaxed) == 0
    }

    /// Says how much was left out; the exit code that follows from it.
    fn finish(&self) -> ExitCode {
        let others = if self.fails_fast { "what follows was left out (--fail-fast)" } else { "the others are done" };
        match self.failed.load(Ordering::Relaxed) {
            0 => ExitCode::SUCCESS,
            1 => {
                eprintln!("khabar: 1 input could not be read; {others}");
                ExitCode::from(failure::INPUT)
            }
            n => {
                eprintln!("khabar: {n} inputs could not be read; {others}");
                ExitCode::from(failure::INPUT)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_with_the_code_of_a_fault() {
        assert_eq!(guarded(|| panic!("planted")), ExitCode::from(failure::INTERNAL));
        assert_eq!(guarded(|| ExitCode::SUCCESS), ExitCode::SUCCESS);
    }
}
