//! `khabar push`: a knowledge base into a store elsewhere.

use super::arguments::OfKnowledgeBase;
use super::failure::Failure;
use super::progress::{Pace, Progress};
use crate::kb::KnowledgeBase;
use crate::kb::push::{Client, Extent, Patience, Push, Pushed};
use clap::Args;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

/// Sends the graphs of a knowledge base to a store that speaks the SPARQL 1.1 Graph Store HTTP Protocol.
///
/// Only graphs that changed since the last push to the same address are sent, those of retracted articles are deleted.
/// What fails in passing is tried again with growing pauses; an interrupted push is completed by the same command.
#[derive(Debug, Args)]
pub(crate) struct PushTo {
    #[command(flatten)]
    pub of: OfKnowledgeBase,
    /// Address of the graph store, such as http://localhost:7878/store for Oxigraph.
    #[arg(long = "to", value_name = "URL")]
    pub address: String,
    /// Send this header with every request, such as 'Authorization: Bearer …'.
    #[arg(long = "header", value_name = "NAME: VALUE")]
    pub headers: Vec<String>,
    /// Send every graph, whatever the store has got before.
    #[arg(long)]
    pub all: bool,
    /// Say what would be sent and send nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// How often a request is tried again.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub retries: u32,
    /// Seconds before a request is tried again; each further pause is twice as long.
    #[arg(long, value_name = "SECONDS", default_value_t = 0.5, value_parser = seconds)]
    pub pause: f64,
    #[command(flatten)]
    pub pace: Pace,
}

fn seconds(written: &str) -> Result<f64, String> {
    let number = written.parse::<f64>().ok().filter(|number| (0.0..=60.0).contains(number));
    number.ok_or_else(|| "give a number of seconds between 0 and 60".to_owned())
}

pub(crate) fn run(command: &PushTo) -> Result<ExitCode, Failure> {
    let patience = Patience { retries: command.retries, pause: Duration::from_secs_f64(command.pause) };
    let client = Client::new(&command.address, &command.headers, patience)?;
    let base = KnowledgeBase::open(&command.of.knowledge_base)?;
    let extent = if command.all { Extent::Everything } else { Extent::Changed };
    let push = Push::new(&base, &command.address, extent)?;
    let plan = push.plan();
    let path = base.folder().display();
    if command.dry_run {
        writeln!(
            io::stdout(),
            "{path}: {} to send, {} to delete, {} unchanged",
            plan.put,
            plan.deleted,
            plan.unchanged
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    let progress = Progress::new("graphs", Some(plan.put + plan.deleted), &command.pace);
    let Pushed { put, deleted, unchanged } = push.run(&client, &|| progress.step())?;
    progress.end();
    writeln!(io::stdout(), "{path}: {put} graphs sent, {deleted} deleted, {unchanged} unchanged")?;
    Ok(ExitCode::SUCCESS)
}
