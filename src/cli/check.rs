//! `khabar check`: whether a knowledge base, or what articles give, is valid and is as its users expect.

use super::Reading;
use super::failure::{self, Failure};
use super::reports::ReportTo;
use crate::article::read;
use crate::findings::{Report, SourceFile};
use crate::kb::assertion::{self, Assertion};
use crate::kb::functions::Functions;
use crate::kb::places::Places;
use crate::kb::{self, KnowledgeBase, Loaded, named};
use crate::rdf;
use crate::rules::files::RuleFiles;
use crate::rules::{Orthography, Pack};
use clap::Args;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Checks that a graph is valid (quotations, types, roles, dates) and that assertions hold.
///
/// An assertion is a .rq file: an ASK that must be true, or a SELECT each of whose rows is a fault. `docs/ci.md` says
/// how to write them.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// A knowledge base, or articles, which are extracted for it.
    #[arg(value_name = "KB|INPUT", required_unless_present = "list")]
    pub subjects: Vec<PathBuf>,
    /// Also check the assertions (.rq files) of this folder. One takes the place of a shipped one of its name.
    #[arg(long, value_name = "DIR")]
    pub assertions: Vec<PathBuf>,
    /// Give a parameter of an assertion a value: name=text, name=<iri>, or a literal such as name="۱۲"@fa.
    #[arg(short, long = "param", value_name = "NAME=VALUE")]
    pub parameters: Vec<String>,
    /// The articles of the knowledge base, so that findings are shown at their lines.
    #[arg(long, value_name = "INPUT")]
    pub articles: Vec<PathBuf>,
    /// Only this check; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// Not this check; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub skip: Vec<String>,
    /// Let warnings fail the run, too.
    #[arg(long)]
    pub deny_warnings: bool,
    /// List the checks with their parameters.
    #[arg(long)]
    pub list: bool,
    #[command(flatten)]
    pub asked: super::index::Asked,
    #[command(flatten)]
    pub report: ReportTo,
}

pub(crate) fn run(command: &Check, files: RuleFiles) -> Result<ExitCode, Failure> {
    let mut assertions = assertion::shipped()?;
    for folder in &command.assertions {
        assertion::overlay(&mut assertions, assertion::of_folder(folder)?);
    }
    let assertions = assertion::choose(assertions, &command.only, &command.skip)?;
    if command.list {
        return list(&assertions);
    }
    let given = command.parameters.iter().map(|p| named::binding(p)).collect::<Result<Vec<_>, _>>()?;
    assertion::accept(&assertions, &given)?;
    let functions = Functions::new(Orthography::of(&files).map_err(Box::new)?);
    let reading = Reading::new();
    let (store, sources) = match command.subjects.as_slice() {
        [base] if is_knowledge_base(base) => stored(&command.asked.open(base)?, &command.articles, &reading)?,
        _ if command.asked.index.is_some() => return Err(Failure::IndexOfArticles),
        inputs => extracted(inputs, files, &reading)?,
    };
    // Each check asks the whole store by itself, so they are asked side by side; what is found stays in their order.
    let run = |a: &Assertion| a.run(&store, &given, &functions, &mut Places::new(&store, &sources));
    let checks: Vec<_> = assertions.par_iter().map(run).collect();
    let checks = checks.into_iter().collect::<Result<_, _>>()?;
    let subject = command.subjects.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(" ");
    let mut report = Report { subject, checks, ..Report::default() };
    if command.deny_warnings {
        report.deny_warnings();
    }
    let found = command.report.finish(&report)?;
    // What could not be read was not checked, so that is the graver news.
    let read = reading.finish();
    Ok(if read == ExitCode::SUCCESS { found } else { ExitCode::from(failure::INPUT) })
}

fn list(assertions: &[Assertion]) -> Result<ExitCode, Failure> {
    let mut output = io::stdout().lock();
    for a in assertions {
        writeln!(output, "{} ({}, {}): {}", a.name, a.group, a.severity, a.title)?;
        for p in &a.parameters {
            let value = p.default.as_deref().unwrap_or("…");
            writeln!(output, "    --param {}={value}: {}", p.name, p.about)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A folder with a manifest, or a path that can only be meant as one because it leads to nothing and has no ending.
pub(crate) fn is_knowledge_base(path: &Path) -> bool {
    if path.is_dir() {
        path.join(kb::MANIFEST).is_file()
    } else {
        !path.exists() && path.extension().is_none() && path != Path::new("-")
    }
}

/// The store of a knowledge base, with the files of its articles: those of `articles` whose content is the same, and
/// those of the knowledge base for the others.
fn stored(
    base: &KnowledgeBase,
    articles: &[PathBuf],
    reading: &Reading,
) -> Result<(Loaded, BTreeMap<String, SourceFile>), Failure> {
    let store = base.load()?;
    let entries: BTreeMap<String, (String, String)> =
        base.list()?.into_iter().map(|e| (e.id, (e.content, e.file))).collect();
    let mut sources: BTreeMap<String, SourceFile> = entries
        .iter()
        .map(|(id, (_, file))| (id.clone(), SourceFile::Whole { path: shown(&base.folder().join(file)) }))
        .collect();
    for (article, place) in reading.with_places(articles) {
        if entries.get(&article.id).is_some_and(|(content, _)| *content == rdf::content_hash(&article)) {
            sources.insert(article.id, source(&place));
        }
    }
    Ok((store, sources))
}

fn extracted(
    inputs: &[PathBuf],
    files: RuleFiles,
    reading: &Reading,
) -> Result<(Loaded, BTreeMap<String, SourceFile>), Failure> {
    let pack = Pack::load(files).map_err(|e| Failure::Pack(Box::new(e)))?;
    let articles: Vec<_> = reading.with_places(inputs).collect();
    let quads: Vec<_> = articles.par_iter().map(|(a, _)| rdf::quads(&crate::extract(a, &pack), &pack)).collect();
    let sources = articles.into_iter().map(|(article, place)| (article.id, source(&place))).collect();
    Ok((kb::store_of(quads.into_iter().flatten())?.into(), sources))
}

fn source(place: &read::Place) -> SourceFile {
    let path = shown(Path::new(&place.file));
    match place.part {
        read::Part::Line(line) => SourceFile::Line { path, line },
        read::Part::Text => SourceFile::Text { path },
        read::Part::Whole | read::Part::Record(_) => SourceFile::Whole { path },
    }
}

/// A path as a code host knows it: relative to the working directory when it lies below it.
pub(crate) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let relative = path.strip_prefix(&here).unwrap_or(path);
    relative.strip_prefix(".").unwrap_or(relative).to_string_lossy().replace('\\', "/")
}
