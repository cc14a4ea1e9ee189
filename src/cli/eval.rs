//! `khabar eval`: how much of the gold is found, and how much of what is found is in the gold.

use super::arguments::{Eval, ReportFormat};
use super::failure::Failure;
use crate::evaluation::differences::{Fault, Thing};
use crate::evaluation::{self, Coreference, Difference, Figures, GoldArticle, Tally, gold};
use crate::kb::table;
use crate::knowledge::Knowledge;
use crate::rules::Pack;
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Serialize)]
struct Report<'r> {
    articles: usize,
    #[serde(flatten)]
    figures: &'r Figures,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<&'r [Difference]>,
}

pub(crate) fn run(command: &Eval, pack: &Pack) -> Result<ExitCode, Failure> {
    let gold = read(&command.gold.files)?;
    let found = extract(&gold, pack);
    let figures = evaluation::score(&gold, &found);
    let errors = command.errors.map(|most| most_frequent(evaluation::differences(&gold, &found), most));
    let mut output = BufWriter::new(io::stdout().lock());
    match command.format {
        ReportFormat::Json => {
            let report = Report { articles: gold.len(), figures: &figures, errors: errors.as_deref() };
            writeln!(output, "{}", serde_json::to_string_pretty(&report)?)?;
        }
        ReportFormat::Table => {
            table_of(&figures, &mut output)?;
            if let Some(errors) = &errors {
                by_type(&figures, &mut output)?;
                list(errors, &mut output)?;
            }
        }
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// All gold of some files, in their order.
pub(crate) fn read(files: &[PathBuf]) -> Result<Vec<GoldArticle>, Failure> {
    let mut all = Vec::new();
    for file in files {
        all.extend(gold::read(file)?);
    }
    Ok(all)
}

/// What the program finds in the texts of the gold.
pub(crate) fn extract(gold: &[GoldArticle], pack: &Pack) -> Vec<Knowledge> {
    gold.par_iter().map(|g| crate::extract(&g.article, pack)).collect()
}

/// The first `most` of each thing and fault; they are sorted by both and then by frequency.
fn most_frequent(all: Vec<Difference>, most: usize) -> Vec<Difference> {
    let mut left = most;
    let mut last: Option<(Thing, Fault)> = None;
    all.into_iter()
        .filter(|difference| {
            let kind = (difference.thing, difference.fault);
            if last != Some(kind) {
                (last, left) = (Some(kind), most);
            }
            let keep = left > 0;
            left = left.saturating_sub(1);
            keep
        })
        .collect()
}

fn cells(name: &str, tally: Tally) -> Vec<String> {
    let mut row = vec![name.to_owned()];
    row.extend([tally.precision(), tally.recall(), tally.f1()].map(|f| format!("{f:.3}")));
    row.extend([tally.right, tally.gold, tally.found].map(|n| n.to_string()));
    row
}

fn table_of(figures: &Figures, output: &mut impl Write) -> io::Result<()> {
    let columns = ["", "precision", "recall", "F1", "right", "gold", "found"].map(str::to_owned);
    let mut rows = vec![
        cells("entity", figures.entity),
        cells("trigger found", figures.trigger_found),
        cells("trigger classified", figures.trigger_classified),
        cells("argument", figures.argument),
        cells("polarity and modality", figures.factuality),
    ];
    let mut coreference = |name: &str, figure: Option<Coreference>| {
        if let Some(figure) = figure {
            let mut row = vec![name.to_owned()];
            row.extend([figure.precision(), figure.recall(), figure.f1()].map(|f| format!("{f:.3}")));
            row.extend([String::new(), figure.mentions.to_string(), String::new()]);
            rows.push(row);
        }
    };
    coreference("coreference, entities", figures.entity_coreference);
    coreference("coreference, events", figures.event_coreference);
    table::write(&columns, &rows, output)
}

fn by_type(figures: &Figures, output: &mut impl Write) -> io::Result<()> {
    let columns = ["type", "precision", "recall", "F1", "right", "gold", "found"].map(str::to_owned);
    let mut events: Vec<_> = figures.by_type.iter().map(|(kind, tally)| (kind.name(), *tally)).collect();
    let mut entities: Vec<_> = figures.by_entity_type.iter().map(|(kind, tally)| (kind.name(), *tally)).collect();
    for list in [&mut events, &mut entities] {
        list.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.gold));
        let rows: Vec<_> = list.iter().map(|(name, tally)| cells(name, *tally)).collect();
        writeln!(output)?;
        table::write(&columns, &rows, output)?;
    }
    Ok(())
}

fn list(errors: &[Difference], output: &mut impl Write) -> io::Result<()> {
    let columns = ["times", "type", "words", "rule", "article", "for example"].map(str::to_owned);
    for group in errors.chunk_by(|a, b| (a.thing, a.fault) == (b.thing, b.fault)) {
        let Some(first) = group.first() else { continue };
        let title = match (first.thing, first.fault) {
            (Thing::Event, Fault::Missed) => "events missed",
            (Thing::Event, Fault::False) => "events that are none",
            (Thing::Entity, Fault::Missed) => "entities missed",
            (Thing::Entity, Fault::False) => "entities that are none",
            (Thing::Argument, Fault::Missed) => "arguments missed, in events that were found",
            (Thing::Argument, Fault::False) => "arguments that are none, in events that were found",
        };
        let row = |d: &Difference| {
            let rule = d.rule.clone().unwrap_or_default();
            let (words, article) = (d.words.clone(), d.article.clone());
            vec![d.count.to_string(), d.r#type.to_owned(), words, rule, article, d.context.clone()]
        };
        writeln!(output, "\n{title}")?;
        table::write(&columns, &group.iter().map(row).collect::<Vec<_>>(), output)?;
    }
    Ok(())
}
