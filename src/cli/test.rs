//! `khabar test`: articles with expectations beside them.

use super::check::shown;
use super::failure::{self, Failure};
use super::reports::ReportTo;
use crate::article::Article;
use crate::article::read::{self, ReadError};
use crate::expectations::{self, Comparison, ENDING};
use crate::findings::Report;
use crate::rules::Pack;
use clap::Args;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Tests that articles give the events that are expected of them.
///
/// Expectations stand beside an article: those of name.txt (or of name.json with one article) in name.expect.toml.
/// Words are compared without regard to joiners, vowel signs and Arabic letters.
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// A folder; folders inside it are read, too.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Rewrite what no longer holds to what is found, and write expectations for articles that have none.
    #[arg(long)]
    pub update: bool,
    #[command(flatten)]
    pub report: ReportTo,
}

/// An article with its expectations.
struct Case {
    article: PathBuf,
    expectations: PathBuf,
}

pub(crate) fn run(command: &Test, pack: &Pack) -> Result<ExitCode, Failure> {
    let (cases, lonely) = cases(&command.folder)?;
    let mut report = Report { subject: command.folder.display().to_string(), ..Report::default() };
    let (mut unreadable, mut changed, mut untested) = (0, Vec::new(), 0);
    for case in &cases {
        let read = match read_one(&case.article) {
            Ok(article) => article,
            Err(error) => {
                unreadable += 1;
                eprintln!("khabar: {error}");
                continue;
            }
        };
        let knowledge = crate::extract(&read, pack);
        let compared = Comparison { knowledge: &knowledge, orthography: &pack.orthography };
        let path = &case.expectations;
        if !path.exists() {
            untested += 1;
            if command.update {
                write(path, &expectations::all(compared), &mut changed)?;
            }
            continue;
        }
        let name = shown(path);
        let text = fs::read_to_string(path).map_err(|source| fault(path, source))?;
        match expectations::read(&name, &text) {
            Err(told) => {
                unreadable += 1;
                eprintln!("{}", told.trim_end());
            }
            Ok(expected) if command.update => {
                let now = expectations::updated(&text, &expected, compared);
                if now != text {
                    write(path, &now, &mut changed)?;
                }
            }
            Ok(expected) => report.checks.extend(expected.check(&name, compared)),
        }
    }
    for path in &lonely {
        unreadable += 1;
        eprintln!("khabar: {}: there is no article beside it; put name.txt beside name{ENDING}", path.display());
    }
    let talk = !command.report.quiet;
    let mut output = io::stdout();
    let code = if command.update {
        if talk {
            for path in &changed {
                writeln!(output, "{}", path.display())?;
            }
            writeln!(output, "{}: {} files written", command.folder.display(), changed.len())?;
        }
        ExitCode::SUCCESS
    } else {
        report.sound = format!("{} expectations hold", report.checks.len());
        let code = command.report.finish(&report)?;
        if untested > 0 && talk {
            eprintln!("khabar: {untested} articles have no expectations; --update writes them");
        }
        code
    };
    Ok(if unreadable > 0 { ExitCode::from(failure::INPUT) } else { code })
}

fn write(path: &Path, text: &str, changed: &mut Vec<PathBuf>) -> Result<(), Failure> {
    fs::write(path, text).map_err(|source| Failure::Write { path: path.to_owned(), source })?;
    changed.push(path.to_owned());
    Ok(())
}

/// All articles below a folder, by path, and files of expectations without an article.
fn cases(folder: &Path) -> Result<(Vec<Case>, Vec<PathBuf>), Failure> {
    let (mut articles, mut expected, mut open) = (BTreeMap::new(), Vec::new(), vec![folder.to_owned()]);
    while let Some(place) = open.pop() {
        for entry in fs::read_dir(&place).map_err(|source| fault(&place, source))? {
            let path = entry.map_err(|source| fault(&place, source))?.path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                open.push(path);
            } else if name.ends_with(ENDING) {
                expected.push(path);
            } else if let Some(stem) = [".txt", ".jsonl", ".json"].iter().find_map(|ending| name.strip_suffix(ending)) {
                articles.insert(PathBuf::from(format!("{stem}{ENDING}")), path);
            }
        }
    }
    expected.retain(|path| !articles.contains_key(path));
    expected.sort();
    if articles.is_empty() && expected.is_empty() {
        return Err(ReadError::NoArticles { path: folder.to_owned() }.into());
    }
    let case = |(expectations, article)| Case { article, expectations };
    Ok((articles.into_iter().map(case).collect(), expected))
}

/// The only article of a file.
fn read_one(path: &Path) -> Result<Article, Failure> {
    let mut articles = read::articles(path);
    let first = articles.next().ok_or_else(|| Failure::NotOne { path: path.to_owned() })??;
    match articles.next() {
        None => Ok(first),
        Some(_) => Err(Failure::NotOne { path: path.to_owned() }),
    }
}

fn fault(path: &Path, source: io::Error) -> Failure {
    Failure::Read(ReadError::Open { path: path.to_owned(), source })
}
