//! `khabar diff`: what two knowledge bases, two revisions of one, or two rule packs say differently.

use super::Reading;
use super::arguments::Arguments;
use super::check::is_knowledge_base;
use super::failure::{self, Failure};
use crate::diff::{self, ArticleDifference, Difference};
use crate::kb::revision::{Revision, RevisionError};
use crate::kb::{self, Entry, KbError, KnowledgeBase};
use crate::rdf;
use crate::rules::Pack;
use crate::rules::files::RuleFiles;
use clap::{Args, ValueEnum};
use oxigraph::model::Quad;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Shows which events and facts came, went or changed: between two knowledge bases, two revisions of one, or two rule packs.
///
/// OLD and NEW are knowledge bases, REV:PATH for one as it was at a revision of git, or articles, which are extracted.
/// With --git, one knowledge base is named and compared with itself. With --rules-old or --rules-new (or the
/// --add-rules- ones) the arguments are articles, each read with both packs.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// OLD and NEW; or the knowledge base for --git; or the articles for two packs.
    #[arg(required = true, value_name = "OLD NEW|KB|INPUT")]
    pub subjects: Vec<PathBuf>,
    /// Compare the knowledge base at two revisions, or at one with the folder as it is.
    #[arg(long, value_name = "OLD[..NEW]", conflicts_with_all = ["rules_old", "rules_new", "add_rules_old", "add_rules_new"])]
    pub git: Option<String>,
    /// The rule pack of the old side; that of --rules when not given.
    #[arg(long, value_name = "DIR")]
    pub rules_old: Option<PathBuf>,
    /// The rule pack of the new side; that of --rules when not given.
    #[arg(long, value_name = "DIR")]
    pub rules_new: Option<PathBuf>,
    /// A folder laid over the pack of the old side.
    #[arg(long, value_name = "DIR")]
    pub add_rules_old: Option<PathBuf>,
    /// A folder laid over the pack of the new side.
    #[arg(long, value_name = "DIR")]
    pub add_rules_new: Option<PathBuf>,
    /// How to print the differences.
    #[arg(short, long, default_value = "text")]
    pub format: DiffFormat,
    /// End with 1 when there are differences.
    #[arg(long)]
    pub exit_code: bool,
    /// Print nothing; with --exit-code the exit code says it.
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For reading.
    Text,
    /// One JSON object.
    Json,
    /// For a pull request.
    Markdown,
}

pub(crate) fn run(command: &Diff, arguments: &Arguments) -> Result<ExitCode, Failure> {
    let reading = Reading::new();
    let packs = [&command.rules_old, &command.rules_new, &command.add_rules_old, &command.add_rules_new];
    let difference = match (&command.git, command.subjects.as_slice()) {
        (None, articles) if packs.iter().any(|p| p.is_some()) => between_packs(command, arguments, articles, &reading)?,
        (Some(revisions), [base]) => {
            let (old, new) = revisions.split_once("..").map_or((revisions.as_str(), None), |(o, n)| (o, Some(n)));
            let new = match new {
                None => Side::folder(base)?,
                Some("") => Side::revision(base, "HEAD")?,
                Some(new) => Side::revision(base, new)?,
            };
            between(Side::revision_or_nothing(base, old)?, new)?
        }
        (None, [old, new]) => {
            let side = |path: &Path| Side::open(path, arguments, &reading);
            between(side(old)?, side(new)?)?
        }
        (Some(_), _) => return Err(Failure::Sides("--git compares one knowledge base with itself; name one")),
        (None, _) => {
            return Err(Failure::Sides("name two sides, OLD and NEW, or one knowledge base with --git OLD..NEW"));
        }
    };
    if !command.quiet {
        let mut output = BufWriter::new(io::stdout().lock());
        match command.format {
            DiffFormat::Text => diff::text(&difference, &mut output)?,
            DiffFormat::Markdown => diff::markdown(&difference, &mut output)?,
            DiffFormat::Json => {
                serde_json::to_writer_pretty(&mut output, &difference)?;
                writeln!(output)?;
            }
        }
        output.flush()?;
    }
    let read = reading.finish();
    let differs = command.exit_code && !difference.is_empty();
    Ok(if read == ExitCode::SUCCESS && differs { ExitCode::from(failure::FINDINGS) } else { read })
}

/// Each article is read with both packs and compared at once, so that no more than its own statements are kept.
fn between_packs(
    command: &Diff,
    arguments: &Arguments,
    inputs: &[PathBuf],
    reading: &Reading,
) -> Result<Difference, Failure> {
    let pack = |rules: Option<&PathBuf>, added: Option<&PathBuf>| -> Result<(String, Pack), Failure> {
        let rules = rules.or(arguments.rules.as_ref());
        let added = added.or(arguments.add_rules.as_ref());
        let shown = |path: Option<&PathBuf>| path.map(|p| p.display().to_string());
        let name = match (shown(rules), shown(added)) {
            (None, None) => "the rules in the program".to_owned(),
            (Some(rules), None) => rules,
            (None, Some(added)) => format!("the rules in the program with {added}"),
            (Some(rules), Some(added)) => format!("{rules} with {added}"),
        };
        let files = super::rule_files_of(rules, added)?;
        Ok((name, load(files)?))
    };
    let (old_name, old) = pack(command.rules_old.as_ref(), command.add_rules_old.as_ref())?;
    let (new_name, new) = pack(command.rules_new.as_ref(), command.add_rules_new.as_ref())?;
    let articles: Vec<_> = reading.articles(inputs).collect();
    let of_article = |article: &crate::article::Article| {
        let quads = |pack: &Pack| rdf::quads(&crate::extract(article, pack), pack);
        diff::of_article(&article.id, Some(&quads(&old)), Some(&quads(&new)))
    };
    let found: Vec<ArticleDifference> = articles.par_iter().filter_map(of_article).collect();
    Ok(Difference::new(old_name, new_name, found))
}

fn load(files: RuleFiles) -> Result<Pack, Failure> {
    Pack::load(files).map_err(|e| Failure::Pack(Box::new(e)))
}

fn between(mut old: Side, mut new: Side) -> Result<Difference, Failure> {
    let ids: BTreeSet<String> = old.ids().into_iter().chain(new.ids()).collect();
    let mut found = Vec::new();
    for id in ids {
        let (before, after) = (old.file(&id)?, new.file(&id)?);
        let same = matches!((&before, &after), (Some((_, a)), Some((_, b))) if a == b);
        if !same {
            let quads = |file: Option<(PathBuf, Vec<u8>)>| -> Result<Option<Vec<Quad>>, KbError> {
                file.map(|(path, bytes)| kb::parse(&path, &bytes)).transpose()
            };
            found.extend(diff::of_article(&id, quads(before)?.as_deref(), quads(after)?.as_deref()));
        }
    }
    Ok(Difference::new(old.name, new.name, found))
}

/// One side, with the name under which it was given.
struct Side {
    name: String,
    holder: Holder,
}

enum Holder {
    Folder(KnowledgeBase, BTreeMap<String, Entry>),
    Revision(Box<Revision>),
    /// Statements of articles that were extracted for this, as N-Quads.
    Extracted(BTreeMap<String, Vec<u8>>),
}

impl Side {
    fn open(path: &Path, arguments: &Arguments, reading: &Reading) -> Result<Self, Failure> {
        let name = path.display().to_string();
        if !path.exists() && name.contains(':') {
            let holder = Holder::Revision(Box::new(Revision::open(Path::new("."), &name)?));
            return Ok(Self { name, holder });
        }
        if is_knowledge_base(path) {
            return Self::folder(path);
        }
        let pack = super::pack(arguments)?;
        let inputs = [path.to_owned()];
        let articles: Vec<_> = reading.articles(&inputs).collect();
        let of_article = |article: &crate::article::Article| {
            let quads = rdf::quads(&crate::extract(article, &pack), &pack);
            (article.id.clone(), rdf::sorted_nquads(&quads).into_bytes())
        };
        Ok(Self { name, holder: Holder::Extracted(articles.par_iter().map(of_article).collect()) })
    }

    fn folder(path: &Path) -> Result<Self, Failure> {
        let base = KnowledgeBase::open(path)?;
        let entries = base.list()?.into_iter().map(|entry| (entry.id.clone(), entry)).collect();
        Ok(Self { name: path.display().to_string(), holder: Holder::Folder(base, entries) })
    }

    /// A knowledge base at a revision; its path is that of the working tree.
    fn revision(base: &Path, revision: &str) -> Result<Self, Failure> {
        let folder = base.parent().unwrap_or(Path::new(""));
        let base = base.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let opened = Revision::open(folder, &format!("{revision}:./{base}"))?;
        Ok(Self { name: format!("{revision}:{base}"), holder: Holder::Revision(Box::new(opened)) })
    }

    /// The same, and nothing where the revision has no such knowledge base: the change that brings one is a change, too.
    fn revision_or_nothing(base: &Path, revision: &str) -> Result<Self, Failure> {
        match Self::revision(base, revision) {
            Err(Failure::Revision(RevisionError::Absent { name })) => {
                eprintln!("khabar: {name} is not there yet, so all is new");
                Ok(Self { name, holder: Holder::Extracted(BTreeMap::new()) })
            }
            other => other,
        }
    }

    fn ids(&self) -> Vec<String> {
        match &self.holder {
            Holder::Folder(_, entries) => entries.keys().cloned().collect(),
            Holder::Revision(revision) => revision.ids().map(str::to_owned).collect(),
            Holder::Extracted(articles) => articles.keys().cloned().collect(),
        }
    }

    fn file(&mut self, id: &str) -> Result<Option<(PathBuf, Vec<u8>)>, Failure> {
        Ok(match &mut self.holder {
            Holder::Folder(base, entries) => match entries.get(id) {
                Some(entry) => Some(base.file(entry)?),
                None => None,
            },
            Holder::Revision(revision) => revision.file(id)?,
            Holder::Extracted(articles) => articles.remove(id).map(|text| (PathBuf::from(id), text)),
        })
    }
}
