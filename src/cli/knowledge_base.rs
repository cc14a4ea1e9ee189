//! Commands on a knowledge base: ingest, retract, list, query.

use super::Reading;
use super::arguments::{Ingest, OfKnowledgeBase, Query, QueryFormat, Retract};
use super::failure::{self, Failure};
use super::progress::Progress;
use crate::article::{Article, count};
use crate::kb::functions::Functions;
use crate::kb::named;
use crate::kb::query::Question;
use crate::kb::{self, Incoming, KnowledgeBase, Outcome, table};
use crate::rdf;
use crate::rules::files::RuleFiles;
use crate::rules::{Orthography, Pack};
use oxigraph::model::{Term, Variable};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::time::Duration;

pub(crate) fn ingest(command: &Ingest, pack: &Pack) -> Result<ExitCode, Failure> {
    let path = &command.of.knowledge_base;
    let reading = Reading::of(&command.inputs, pack);
    let articles = reading.articles(&command.inputs.inputs);
    if command.dry_run {
        let articles: Vec<Article> = articles.collect();
        let sync = command.sync && tells_what_is_gone(&reading, articles.is_empty());
        dry_run(command, pack, &articles, sync)?;
        return Ok(if command.sync && !sync { incomplete(&reading) } else { reading.finish() });
    }
    let base = KnowledgeBase::create_or_open(path)?;
    let mut writer = base.writer()?;
    let mut seen = std::collections::BTreeSet::new();
    let incoming = articles.map(|article| {
        seen.insert(article.id.clone());
        let content_hash = rdf::content_hash(&article);
        Incoming {
            id: article.id.clone(),
            content_hash,
            quads: move || rdf::quads(&crate::extract(&article, pack), pack),
        }
    });
    let progress = Progress::new("articles", count::articles(&command.inputs.inputs), &command.pace);
    let report = writer.ingest(incoming, &pack.hash, &|_, _| progress.step())?;
    progress.end();
    let mut retracted = 0;
    let sync = command.sync && tells_what_is_gone(&reading, seen.is_empty());
    if sync {
        let gone: Vec<String> = base.list()?.into_iter().map(|e| e.id).filter(|id| !seen.contains(id)).collect();
        retracted = writer.retract(gone.iter().map(String::as_str))?;
    }
    let mut output = io::stdout().lock();
    writeln!(
        output,
        "{}: {} added, {} replaced, {} unchanged, {} retracted; {} statements written",
        path.display(),
        report.added,
        report.replaced,
        report.unchanged,
        retracted,
        report.quads
    )?;
    Ok(if command.sync && !sync { incomplete(&reading) } else { reading.finish() })
}

/// Whether what is not in the input is gone. It may only be unreadable: a mistyped path or a feed that broke off must not
/// empty a knowledge base.
fn tells_what_is_gone(reading: &Reading, empty: bool) -> bool {
    reading.is_whole() && !empty
}

/// Ends a run with `--sync` that did not retract.
fn incomplete(reading: &Reading) -> ExitCode {
    let _ = reading.finish();
    let why = if reading.is_whole() { "the input holds no article" } else { "not all of the input was read" };
    eprintln!("khabar: --sync took nothing out, for {why}; `khabar retract` takes out articles by their ids");
    ExitCode::from(failure::INPUT)
}

fn dry_run(command: &Ingest, pack: &Pack, articles: &[Article], sync: bool) -> Result<(), Failure> {
    let hashes: Vec<(String, String)> = articles.iter().map(|a| (a.id.clone(), rdf::content_hash(a))).collect();
    let coming = hashes.iter().map(|(id, hash)| (id.as_str(), hash.as_str()));
    let mut output = io::stdout().lock();
    let exists = command.of.knowledge_base.join("manifest.json").exists();
    let plan = if exists {
        KnowledgeBase::open(&command.of.knowledge_base)?.plan(coming, &pack.hash)?
    } else {
        let outcomes = hashes.iter().map(|(id, _)| (id.clone(), Outcome::Added)).collect();
        kb::Plan { outcomes, absent: Vec::new() }
    };
    for (id, outcome) in plan.outcomes {
        let word = match outcome {
            Outcome::Added => "add",
            Outcome::Replaced => "replace",
            Outcome::Unchanged => "leave",
        };
        writeln!(output, "{word}\t{id}")?;
    }
    if sync {
        for id in plan.absent {
            writeln!(output, "retract\t{id}")?;
        }
    }
    Ok(())
}

pub(crate) fn retract(command: &Retract) -> Result<ExitCode, Failure> {
    let base = KnowledgeBase::open(&command.of.knowledge_base)?;
    let count = base.writer()?.retract(command.ids.iter().map(String::as_str))?;
    writeln!(io::stdout().lock(), "{}: {count} retracted", base.folder().display())?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn list(command: &OfKnowledgeBase) -> Result<ExitCode, Failure> {
    let base = KnowledgeBase::open(&command.knowledge_base)?;
    let columns = ["article", "statements", "file"].map(str::to_owned);
    let rows: Vec<Vec<String>> = base.list()?.into_iter().map(|e| vec![e.id, e.quads.to_string(), e.file]).collect();
    table::write(&columns, &rows, &mut io::stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn query(command: &Query, files: &RuleFiles) -> Result<ExitCode, Failure> {
    let Some(path) = command.knowledge_base.as_ref().filter(|_| !command.list) else {
        return list_queries();
    };
    let base = command.asked.open(path)?;
    let parameters = command.parameters.iter().map(|p| named::binding(p)).collect::<Result<Vec<_>, _>>()?;
    let sparql = match (&command.file, command.sparql.as_deref().unwrap_or_default()) {
        (Some(file), _) => std::fs::read_to_string(file)
            .map_err(|source| Failure::QueryFile { path: file.display().to_string(), source })?,
        (None, sparql) => sparql_of(sparql, &parameters)?,
    };
    let limit = match command.limit_time {
        Some(seconds) => {
            let limit = Duration::try_from_secs_f64(seconds).ok().filter(|limit| !limit.is_zero());
            Some(limit.ok_or(Failure::TimeLimit(seconds))?)
        }
        None => None,
    };
    if let Some(limit) = limit {
        // The engine cannot be stopped while it multiplies rows, so the process itself ends.
        std::thread::spawn(move || {
            std::thread::sleep(limit);
            failure::end(&Failure::TimeIsOver);
        });
    }
    let functions = functions(files)?;
    let store = base.load()?;
    let question = Question { sparql: &sparql, parameters: &parameters, functions: Some(&functions) };
    let answer = question.ask(&store).map_err(|source| match &command.file {
        Some(file) => Failure::QueryInFile { path: file.display().to_string(), source },
        None => Failure::Query(source),
    })?;
    let format = command.format.unwrap_or(QueryFormat::Table);
    let mut output = BufWriter::new(io::stdout().lock());
    answer.write(format.form(), &mut output)?;
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The text of a query: what was written, or the query that `@name` names, which must accept the parameters.
pub(crate) fn sparql_of(written: &str, parameters: &[(Variable, Term)]) -> Result<String, Failure> {
    let Some(name) = written.strip_prefix('@') else { return Ok(written.to_owned()) };
    let query = named::find(name)?;
    query.accept(parameters)?;
    Ok(query.sparql.to_owned())
}

/// The functions of the language of these rules.
pub(crate) fn functions(files: &RuleFiles) -> Result<Functions, Failure> {
    Ok(Functions::new(Orthography::of(files).map_err(Box::new)?))
}

fn list_queries() -> Result<ExitCode, Failure> {
    let mut output = io::stdout().lock();
    for query in named::all() {
        writeln!(output, "@{}: {}", query.name, query.about)?;
        for parameter in query.parameters {
            let optional = if parameter.required { "" } else { " (optional)" };
            writeln!(output, "    --param {}=…{optional}: {}", parameter.name, parameter.about)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
