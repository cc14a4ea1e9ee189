//! `khabar stats`: what a knowledge base holds, counted.

use super::arguments::{OfKnowledgeBase, ReportFormat};
use super::failure::Failure;
use crate::kb::links::State;
use crate::kb::statistics::{Count, RuleUse, Statistics};
use crate::kb::table;
use clap::Args;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// How many rules the table lists.
const RULES: usize = 20;

/// Counts articles, statements, events by type, entities by type, facts, links, and what each rule found.
///
/// `mentions` are places in the texts, `told` are things as the articles tell them, and `distinct` counts things of
/// different articles as one where `khabar link` found them to be the same.
#[derive(Debug, Args)]
pub(crate) struct Stats {
    #[command(flatten)]
    pub of: OfKnowledgeBase,
    #[command(flatten)]
    pub asked: super::index::Asked,
    /// What to print; tables when not given.
    #[arg(short, long, default_value = "table")]
    pub format: ReportFormat,
}

pub(crate) fn run(command: &Stats) -> Result<ExitCode, Failure> {
    let statistics = Statistics::of(&command.asked.open(&command.of.knowledge_base)?)?;
    let mut output = BufWriter::new(io::stdout().lock());
    match command.format {
        ReportFormat::Json => writeln!(output, "{}", serde_json::to_string_pretty(&statistics)?)?,
        ReportFormat::Table => tables(&statistics, &mut output)?,
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn tables(statistics: &Statistics, output: &mut impl Write) -> io::Result<()> {
    let linked = match statistics.links {
        State::None => "not linked across articles (khabar link does it)",
        State::Current => "linked across articles",
        State::Outdated => "linked before articles changed; run khabar link again to count what is distinct",
    };
    writeln!(output, "{} articles, {} statements; {linked}", statistics.articles, statistics.statements)?;
    counts("event", &statistics.events_by_type, statistics.events, output)?;
    writeln!(output)?;
    let columns = ["polarity", "modality", "events"].map(str::to_owned);
    let mut rows = Vec::new();
    for (polarity, modalities) in &statistics.events_by_factuality {
        rows.extend(modalities.iter().map(|(m, n)| vec![(*polarity).to_owned(), (*m).to_owned(), n.to_string()]));
    }
    rows.push(vec!["told by somebody".to_owned(), String::new(), statistics.attributed_events.to_string()]);
    table::write(&columns, &rows, output)?;
    counts("entity", &statistics.entities_by_type, statistics.entities, output)?;
    for (what, counted) in [("fact", &statistics.facts), ("link of events", &statistics.event_links)] {
        if !counted.is_empty() {
            writeln!(output)?;
            let rows: Vec<Vec<String>> =
                counted.iter().map(|(name, n)| vec![(*name).to_owned(), n.to_string()]).collect();
            table::write(&[what.to_owned(), "number".to_owned()], &rows, output)?;
        }
    }
    writeln!(output)?;
    let columns = ["rule", "found", "precision"].map(str::to_owned);
    let rows: Vec<Vec<String>> = statistics.rules.iter().take(RULES).map(rule).collect();
    table::write(&columns, &rows, output)?;
    match statistics.rules.len().saturating_sub(RULES) {
        0 => Ok(()),
        more => writeln!(output, "and {more} rules more; -f json has them all"),
    }
}

fn rule(rule: &RuleUse) -> Vec<String> {
    let precision = match (rule.precision, rule.judged) {
        (Some(precision), Some(judged)) => format!("{precision:.2} of {judged} judged"),
        _ => String::new(),
    };
    vec![rule.rule.clone(), rule.found.to_string(), precision]
}

/// A table of counts by type, with a last row for all.
fn counts(what: &str, by_type: &BTreeMap<&'static str, Count>, all: Count, output: &mut impl Write) -> io::Result<()> {
    writeln!(output)?;
    let mut columns = vec![what.to_owned(), "mentions".to_owned(), "told".to_owned()];
    if all.distinct.is_some() {
        columns.push("distinct".to_owned());
    }
    let row = |name: &str, count: &Count| {
        let numbers = [Some(count.mentions), Some(count.told), count.distinct].into_iter().flatten();
        [name.to_owned()].into_iter().chain(numbers.map(|n| n.to_string())).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> = by_type.iter().map(|(name, count)| row(name, count)).collect();
    rows.push(row("all", &all));
    table::write(&columns, &rows, output)
}
