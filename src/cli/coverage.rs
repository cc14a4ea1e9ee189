//! `khabar rules coverage`: what fires on a corpus, what never does, and which words of happening no rule knows.

use super::Reading;
use super::arguments::{CoverageOf, ReportFormat};
use super::failure::Failure;
use crate::coverage::{Coverage, Unknown};
use crate::events::gaps::GapKind;
use crate::kb::table;
use crate::rules::Pack;
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Articles that are read before they are counted: bounds memory, keeps all cores busy.
const BATCH: usize = 256;

#[derive(Serialize)]
struct Report<'r> {
    articles: usize,
    sentences: usize,
    rules: Vec<Hits<'r>>,
    never: Vec<&'r str>,
    verbs: Vec<Unknown>,
    nouns: Vec<Unknown>,
}

#[derive(Serialize)]
struct Hits<'r> {
    rule: &'r str,
    finds: &'static str,
    hits: usize,
}

pub(crate) fn run(command: &CoverageOf, pack: &Pack) -> Result<ExitCode, Failure> {
    let reading = Reading::of(&command.inputs, pack);
    let mut coverage = Coverage::default();
    let mut articles = reading.articles(&command.inputs.inputs);
    loop {
        let batch: Vec<_> = articles.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let counted: Vec<Coverage> = batch.par_iter().map(|article| Coverage::of(article, pack)).collect();
        counted.into_iter().for_each(|one| coverage.add(one));
    }
    drop(articles);
    let report = report(&coverage, command.most, pack);
    let mut output = BufWriter::new(io::stdout().lock());
    match command.format {
        ReportFormat::Json => writeln!(output, "{}", serde_json::to_string_pretty(&report)?)?,
        ReportFormat::Table => write(&report, &mut output)?,
    }
    output.flush()?;
    Ok(reading.finish())
}

fn report<'r>(coverage: &Coverage, most: usize, pack: &'r Pack) -> Report<'r> {
    let events = pack.events.list.iter().map(|r| (r.id.as_str(), r.kind.name()));
    let patterns = pack.patterns.iter().map(|r| (r.id.as_str(), r.kind.name()));
    let heads = pack.heads.iter().map(|r| (r.id.as_str(), r.kind.name()));
    let all = events.chain(patterns).chain(heads);
    let mut rules: Vec<Hits<'_>> = all.map(|(rule, finds)| Hits { rule, finds, hits: coverage.hits(rule) }).collect();
    let never = rules.iter().filter(|r| r.hits == 0).map(|r| r.rule).collect();
    rules.retain(|r| r.hits > 0);
    rules.sort_by(|a, b| b.hits.cmp(&a.hits).then_with(|| a.rule.cmp(b.rule)));
    let unknown = |kind| coverage.unknown(kind).into_iter().take(most).collect();
    Report {
        articles: coverage.articles,
        sentences: coverage.sentences,
        rules,
        never,
        verbs: unknown(GapKind::Verb),
        nouns: unknown(GapKind::Noun),
    }
}

fn write(report: &Report<'_>, output: &mut impl Write) -> io::Result<()> {
    let (fired, all) = (report.rules.len(), report.rules.len() + report.never.len());
    writeln!(output, "{} articles, {} sentences; {fired} of {all} rules fired", report.articles, report.sentences)?;
    writeln!(output)?;
    let row = |r: &Hits<'_>| vec![r.rule.to_owned(), r.finds.to_owned(), r.hits.to_string()];
    let rows: Vec<_> = report.rules.iter().map(row).collect();
    table::write(&["rule", "finds", "hits"].map(str::to_owned), &rows, output)?;
    writeln!(output, "\nrules that never fired")?;
    for rule in &report.never {
        writeln!(output, "  {rule}")?;
    }
    for (title, list) in [("verb that no rule knows", &report.verbs), ("noun that no rule knows", &report.nouns)] {
        let row = |u: &Unknown| vec![u.name.clone(), u.count.to_string(), u.example.clone()];
        let rows: Vec<_> = list.iter().map(row).collect();
        writeln!(output)?;
        table::write(&[title, "times", "for example"].map(str::to_owned), &rows, output)?;
    }
    Ok(())
}
