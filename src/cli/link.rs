//! `khabar link`: which events and entities of different articles are the same.

use super::arguments::OfKnowledgeBase;
use super::failure::Failure;
use crate::kb::links::{Identity, Links, THRESHOLD};
use crate::kb::table;
use crate::rules::Pack;
use clap::{Args, ValueEnum};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Finds events that tell one happening and entities that are one thing, across articles.
///
/// What is found stands in a graph of its own, each with a score and a reason; articles are not touched. Run it again
/// after articles have changed: until then the old links are not used.
#[derive(Debug, Args)]
pub(crate) struct Link {
    #[command(flatten)]
    pub of: OfKnowledgeBase,
    #[command(flatten)]
    pub asked: super::index::Asked,
    /// From which score on two things are one, between 0 and 1.
    #[arg(long, value_name = "SCORE", default_value_t = THRESHOLD, value_parser = score)]
    pub threshold: f64,
    /// Take the links away.
    #[arg(long, conflicts_with_all = ["threshold", "format", "index"])]
    pub drop: bool,
    /// What to print; one line when not given.
    #[arg(short, long, default_value = "summary")]
    pub format: LinkFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LinkFormat {
    /// How many events are how many happenings.
    Summary,
    /// Every identity with its score and reason.
    Table,
    /// The same as JSON.
    Json,
}

fn score(written: &str) -> Result<f64, String> {
    let number = written.parse::<f64>().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "give a number between 0 and 1".to_owned())
}

/// `pack` is loaded only when it is needed.
pub(crate) fn run(command: &Link, pack: impl FnOnce() -> Result<Pack, Failure>) -> Result<ExitCode, Failure> {
    let path = &command.of.knowledge_base;
    let base = command.asked.open(path)?;
    let mut output = BufWriter::new(io::stdout().lock());
    if command.drop {
        base.drop_links()?;
        writeln!(output, "{}: links dropped", path.display())?;
        output.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    let links = base.link(&pack()?, command.threshold)?;
    match command.format {
        LinkFormat::Json => writeln!(output, "{}", serde_json::to_string_pretty(&links)?)?,
        LinkFormat::Table => {
            let columns = ["score", "thing", "same as", "reason"].map(str::to_owned);
            let rows: Vec<Vec<String>> = links.same_entities.iter().chain(&links.same_events).map(row).collect();
            table::write(&columns, &rows, &mut output)?;
        }
        LinkFormat::Summary => {}
    }
    if command.format != LinkFormat::Json {
        writeln!(output, "{}: {}", path.display(), summary(&links))?;
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn row(identity: &Identity) -> Vec<String> {
    vec![
        format!("{:.2}", identity.score),
        table::short(identity.thing.as_str()),
        table::short(identity.same_as.as_str()),
        identity.reason.clone(),
    ]
}

fn summary(links: &Links) -> String {
    format!(
        "{} events are {} happenings; {} entities of one article are known from another; threshold {}",
        links.events,
        links.happenings,
        links.same_entities.len(),
        links.threshold
    )
}
