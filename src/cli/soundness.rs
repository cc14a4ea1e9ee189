//! `khabar rules lint` and `khabar rules test`: whether a pack is sound, and whether its examples hold.

use super::check::shown;
use super::failure::{self, Failure};
use super::reports::ReportTo;
use crate::examples::{self, Outcome};
use crate::findings::{Finding, Location, Outcome as Check, Report, SourceFile, TextRange};
use crate::rules::Pack;
use crate::rules::fault::{self, Fault, Severity};
use crate::rules::files::RuleFiles;
use clap::Args;
use std::collections::BTreeMap;
use std::io;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// Also execute all examples and show those that fail as errors, and those that show nothing of their rule.
    #[arg(long)]
    pub examples: bool,
    #[command(flatten)]
    pub report: ReportTo,
}

#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Only rules whose id begins with this.
    #[arg(value_name = "ID")]
    pub prefix: Option<String>,
    #[command(flatten)]
    pub report: ReportTo,
}

pub(crate) fn lint(command: &Lint, files: &RuleFiles) -> Result<ExitCode, Failure> {
    let (pack, mut faults) = Pack::inspect(files);
    let (mut outcomes, mut failing) = (Vec::new(), Vec::new());
    // Examples of a pack that does not load would fail for reasons that are told already.
    if command.examples && !faults.has_errors() {
        outcomes = examples::run(&pack, "");
        failing = outcomes.iter().filter_map(Outcome::fault).collect();
        faults.extend(examples::doubts(&pack, &outcomes));
    }
    // Among them a pending example that holds: only a warning, but whoever merges must see it.
    let sound = failing.is_empty();
    // An example that fails is the finding of its own check.
    let mut checks = of_files(faults.all(), files);
    faults.extend(failing);
    checks.extend(outcomes.iter().map(|o| of_example(o, files)));
    let report = report(&pack, checks);
    let count = |severity| faults.all().iter().filter(|f| f.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let code = command.report.finish_with(&report, |_, output| {
        write!(output, "{}", fault::render(faults.all(), files))?;
        writeln!(output, "{errors} errors, {warnings} warnings")
    })?;
    Ok(if sound { code } else { ExitCode::from(failure::FINDINGS) })
}

pub(crate) fn test(command: &Test, files: &RuleFiles, pack: &Pack) -> Result<ExitCode, Failure> {
    let prefix = command.prefix.as_deref().unwrap_or("");
    if !pack.exemplified().any(|id| id.starts_with(prefix)) {
        let near = fault::nearest(prefix, pack.exemplified()).map(str::to_owned);
        return Err(Failure::UnknownRule { prefix: prefix.to_owned(), near });
    }
    let outcomes = examples::run(pack, prefix);
    let report = report(pack, outcomes.iter().map(|o| of_example(o, files)).collect());
    command.report.finish_with(&report, |_, output| tell(&outcomes, files, output))
}

/// What `rules test` says of the examples: those that fail, those that wait by their reason, and a sum.
fn tell(outcomes: &[Outcome], files: &RuleFiles, output: &mut dyn io::Write) -> io::Result<()> {
    let told: Vec<Fault> = outcomes.iter().filter_map(Outcome::fault).collect();
    write!(output, "{}", fault::render(&told, files))?;
    let pending = pending(outcomes, files);
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
    writeln!(output)
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

/// Checks of one file stand together, for reports that group them.
fn report(pack: &Pack, mut checks: Vec<Check>) -> Report {
    checks.sort_by(|a, b| a.group.cmp(&b.group));
    let subject = format!("{} {}", pack.about.name, pack.about.version);
    Report { subject, checks, ..Report::default() }
}

/// Two checks for each file of the pack: that it has no errors, and that it has no warnings.
fn of_files(faults: &[Fault], files: &RuleFiles) -> Vec<Check> {
    let mut names: Vec<&str> = files.iter().map(|(path, _)| path).collect();
    // A file that is missing has faults, too.
    names.extend(faults.iter().map(|f| f.file.as_str()));
    names.sort_unstable();
    names.dedup();
    let check = |file: &str, severity, rule: &str, title: &str| Check {
        group: place_of(file, files),
        name: rule.to_owned(),
        rule: rule.to_owned(),
        title: title.to_owned(),
        meaning: String::new(),
        severity,
        findings: faults
            .iter()
            .filter(|f| f.file == file && f.severity == severity)
            .map(|f| finding(f, files))
            .collect(),
    };
    let both = |file| {
        [
            check(file, Severity::Error, "pack-error", "The file has no errors."),
            check(file, Severity::Warning, "pack-warning", "The file has no warnings."),
        ]
    };
    names.into_iter().flat_map(both).collect()
}

fn of_example(outcome: &Outcome, files: &RuleFiles) -> Check {
    let reason = outcome.awaits().map_or(String::new(), |reason| format!(" (pending: {reason})"));
    let fault = outcome.fault();
    Check {
        group: place_of(&outcome.file, files),
        name: format!("{}: {}{reason}", outcome.rule, outcome.text),
        rule: "example".to_owned(),
        title: "The example holds.".to_owned(),
        meaning: String::new(),
        severity: fault.as_ref().map_or(Severity::Error, |f| f.severity),
        findings: fault.iter().map(|f| finding(f, files)).collect(),
    }
}

/// The path of a file for a code host: where it lies on disk, else its path in the pack.
fn place_of(file: &str, files: &RuleFiles) -> String {
    files.on_disk(file).map_or_else(|| file.to_owned(), |path| shown(&path))
}

fn finding(fault: &Fault, files: &RuleFiles) -> Finding {
    let text = files.get(&fault.file).unwrap_or_default();
    let points = |at: usize| text.char_indices().take_while(|(n, _)| *n < at).count();
    let range = TextRange::of(text, points(fault.span.start), points(fault.span.end));
    let message = match &fault.proposal {
        Some(proposal) => format!("{}; {proposal}", fault.message),
        None => fault.message.clone(),
    };
    let location = Location {
        article: fault.file.clone(),
        file: files.on_disk(&fault.file).map(|path| SourceFile::Text { path: shown(&path) }),
        range: Some(range),
        sentence: text.lines().nth(range.start.line - 1).unwrap_or_default().trim().to_owned(),
    };
    Finding { location: Some(location), message, values: Vec::new() }
}
