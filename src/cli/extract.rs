//! `khabar extract`: articles in, what they say out, in the order of the input.

use super::Reading;
use super::arguments::{Extract, ExtractFormat};
use super::failure::Failure;
use crate::kb::table;
use crate::knowledge::{Event, Knowledge, output};
use crate::rdf;
use crate::rules::Pack;
use crate::schema::{Modality, Polarity};
use rayon::prelude::*;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

/// Articles that are read before their results are written: bounds memory, keeps all cores busy.
const BATCH: usize = 256;

pub(crate) fn run(command: &Extract, pack: &Pack) -> Result<ExitCode, Failure> {
    let terminal = io::stdout().is_terminal();
    let format = command.format.unwrap_or(if terminal { ExtractFormat::Table } else { ExtractFormat::Jsonl });
    let reading = Reading::new();
    let mut articles = reading.articles(&command.inputs.inputs);
    let mut output = BufWriter::new(io::stdout().lock());
    let mut rdf_writer = format.syntax().map(|syntax| rdf::Writer::new(syntax, Vec::new()));
    loop {
        let batch: Vec<_> = articles.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let results: Vec<Knowledge> = batch.par_iter().map(|article| crate::extract(article, pack)).collect();
        for knowledge in &results {
            match &mut rdf_writer {
                Some(writer) => {
                    for quad in rdf::quads(knowledge, pack) {
                        writer.quad(&quad)?;
                    }
                }
                None if format == ExtractFormat::Jsonl => writeln!(output, "{}", output::line(knowledge)?)?,
                None => table_of(knowledge, &mut output)?,
            }
        }
        output.flush()?;
    }
    if let Some(writer) = rdf_writer {
        output.write_all(&writer.finish()?)?;
    }
    output.flush()?;
    drop(articles);
    Ok(reading.finish())
}

/// One article for reading: events with their roles, then facts.
fn table_of(knowledge: &Knowledge, output: &mut impl Write) -> io::Result<()> {
    let text = knowledge.article.text.as_str();
    writeln!(output, "{}", knowledge.article.id)?;
    let columns = ["event", "trigger", "happened", "who, what, where, when", "rule"].map(str::to_owned);
    let mut rows = Vec::new();
    for event in &knowledge.events {
        for mention in &event.mentions {
            let roles: Vec<String> = mention
                .arguments
                .iter()
                .map(|a| format!("{} \u{2068}{}\u{2069}", a.role, one_line(a.span.of(text))))
                .collect();
            rows.push(vec![
                mention.kind.to_string(),
                one_line(mention.trigger.of(text)),
                factuality(mention.polarity, mention.modality).to_owned(),
                roles.join("; "),
                mention.rule.clone(),
            ]);
        }
    }
    table::write(&columns, &rows, output)?;
    let columns = ["of", "is", "what"].map(str::to_owned);
    let rows: Vec<Vec<String>> = knowledge
        .facts
        .iter()
        .map(|f| {
            let value = match &f.value {
                crate::knowledge::FactValue::Text(text) => text.clone(),
                crate::knowledge::FactValue::Entity(e) => knowledge.entity(*e).label.clone(),
            };
            vec![knowledge.entity(f.subject).label.clone(), f.property.to_string(), value]
        })
        .collect();
    if !rows.is_empty() {
        writeln!(output)?;
        table::write(&columns, &rows, output)?;
    }
    let links: Vec<Vec<String>> = knowledge
        .links
        .iter()
        .map(|l| {
            let label = |e: &Event| e.label.clone();
            vec![label(knowledge.event(l.from)), l.property.to_string(), label(knowledge.event(l.to))]
        })
        .collect();
    if !links.is_empty() {
        writeln!(output)?;
        table::write(&["event", "link", "event"].map(str::to_owned), &links, output)?;
    }
    writeln!(output)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// In a word, whether it happened.
const fn factuality(polarity: Polarity, modality: Modality) -> &'static str {
    match (polarity, modality) {
        (Polarity::Positive, Modality::Actual) => "yes",
        (Polarity::Positive, Modality::Planned) => "planned",
        (Polarity::Positive, Modality::Possible) => "possible",
        (Polarity::Negative, Modality::Actual) => "no",
        (Polarity::Negative, Modality::Planned) => "planned not",
        (Polarity::Negative, Modality::Possible) => "possibly not",
    }
}
