//! Changing a knowledge base: add, replace, retract.

use super::error::KbError;
use super::files::{self, Lock};
use super::manifest::{Entry, Manifest};
use super::{ARTICLES, file_of};
use crate::rdf::{sorted_nquads, terms};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Quad, TermRef};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Name of the journal: ids of articles whose files a run was replacing.
const JOURNAL: &str = ".replacing";
/// How many articles are taken from the input at a time.
const BATCH: usize = 1024;
/// A long run saves its manifest this often, so that a kill does not cost more than that.
const SAVE_AFTER: Duration = Duration::from_secs(30);

/// An article on its way into the knowledge base. `quads` is called only when the article is new or changed.
#[derive(Debug, Clone)]
pub struct Incoming<F> {
    /// The article's id.
    pub id: String,
    /// Hash of its content ([`crate::rdf::content_hash`]).
    pub content_hash: String,
    /// Makes its statements.
    pub quads: F,
}

/// What happened, or would happen, to one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It is new.
    Added,
    /// It was there with another content or read by other rules.
    Replaced,
    /// It is there already.
    Unchanged,
}

/// How many articles had which outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// New articles.
    pub added: usize,
    /// Changed articles.
    pub replaced: usize,
    /// Articles that were there already.
    pub unchanged: usize,
    /// Statements written.
    pub quads: usize,
    /// Files of a run that was killed, now deleted.
    pub cleaned: usize,
}

/// What ingesting would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Each article of the input with its outcome, in input order.
    pub outcomes: Vec<(String, Outcome)>,
    /// Articles of the knowledge base that are not in the input, sorted.
    pub absent: Vec<String>,
}

impl Plan {
    pub(super) fn new<'a>(
        manifest: &Manifest,
        journal: &BTreeSet<String>,
        articles: impl IntoIterator<Item = (&'a str, &'a str)>,
        rules_hash: &str,
    ) -> Self {
        let outcomes: Vec<(String, Outcome)> = articles
            .into_iter()
            .map(|(id, content)| (id.to_owned(), outcome(manifest, journal, id, content, rules_hash)))
            .collect();
        let coming: BTreeSet<&str> = outcomes.iter().map(|(id, _)| id.as_str()).collect();
        let absent = manifest.articles.keys().filter(|id| !coming.contains(id.as_str())).cloned().collect();
        Self { outcomes, absent }
    }
}

fn outcome(manifest: &Manifest, journal: &BTreeSet<String>, id: &str, content: &str, rules: &str) -> Outcome {
    match manifest.articles.get(id) {
        None => Outcome::Added,
        Some(old) if old.content == content && old.rules == rules && !journal.contains(id) => Outcome::Unchanged,
        Some(_) => Outcome::Replaced,
    }
}

/// The right to change a knowledge base; it ends when this is dropped.
#[derive(Debug)]
pub struct Writer {
    folder: PathBuf,
    manifest: Manifest,
    journal: BTreeSet<String>,
    cleaned: usize,
    _lock: Lock,
}

impl Writer {
    pub(super) fn new(folder: &Path) -> Result<Self, KbError> {
        let lock = Lock::take(folder)?;
        let manifest = Manifest::read(folder)?.ok_or_else(|| KbError::NoKnowledgeBase { path: folder.to_owned() })?;
        let journal = read_journal(folder)?;
        let cleaned = clean(folder, &manifest)?;
        Ok(Self { folder: folder.to_owned(), manifest, journal, cleaned, _lock: lock })
    }

    /// Adds new articles, replaces changed ones and leaves the rest untouched, in parallel. Memory does not grow with
    /// the number of articles, but for one line of the manifest each. `progress` is called once an article, from any
    /// thread.
    ///
    /// Killed at any moment, the knowledge base is as before or further on, and the same run again completes it.
    ///
    /// # Errors
    /// When a file cannot be written, or when an id comes twice with different content. What was written before the
    /// fault is kept.
    pub fn ingest<F>(
        &mut self,
        articles: impl IntoIterator<Item = Incoming<F>>,
        rules_hash: &str,
        progress: &(dyn Fn(&str, Outcome) + Sync),
    ) -> Result<Report, KbError>
    where
        F: FnOnce() -> Vec<Quad> + Send,
    {
        let mut report = Report { cleaned: self.cleaned, ..Report::default() };
        let mut seen: HashMap<String, String> = HashMap::new();
        let mut articles = articles.into_iter();
        let mut saved = Instant::now();
        let mut fault = None;
        while fault.is_none() {
            let batch = self.next_batch(&mut articles, &mut seen, rules_hash, &mut fault);
            if batch.is_empty() {
                break;
            }
            for (article, outcome) in &batch {
                if *outcome == Outcome::Replaced && self.journal.insert(article.id.clone()) {
                    files::append_line(&self.folder.join(JOURNAL), &journal_line(&article.id))?;
                }
            }
            let folder = &self.folder;
            let results: Vec<Result<Option<Entry>, KbError>> = batch
                .into_par_iter()
                .map(|(article, outcome)| {
                    let entry = match outcome {
                        Outcome::Unchanged => None,
                        Outcome::Added | Outcome::Replaced => Some(write_article(
                            folder,
                            &article.id,
                            &article.content_hash,
                            rules_hash,
                            (article.quads)(),
                        )?),
                    };
                    progress(&article.id, outcome);
                    Ok(entry)
                })
                .collect();
            for result in results {
                match result {
                    Ok(None) => report.unchanged += 1,
                    Ok(Some(entry)) => {
                        report.quads += entry.quads;
                        self.journal.remove(&entry.id);
                        match self.manifest.articles.insert(entry.id.clone(), entry) {
                            None => report.added += 1,
                            Some(_) => report.replaced += 1,
                        }
                    }
                    Err(error) => fault = fault.or(Some(error)),
                }
            }
            if saved.elapsed() > SAVE_AFTER {
                self.manifest.write(&self.folder)?;
                saved = Instant::now();
            }
        }
        self.save()?;
        fault.map_or(Ok(report), Err)
    }

    /// The next articles with what is to be done to each. An id that comes again with the same content is passed over.
    fn next_batch<F>(
        &self,
        articles: &mut impl Iterator<Item = Incoming<F>>,
        seen: &mut HashMap<String, String>,
        rules_hash: &str,
        fault: &mut Option<KbError>,
    ) -> Vec<(Incoming<F>, Outcome)> {
        let mut batch = Vec::new();
        while batch.len() < BATCH
            && let Some(article) = articles.next()
        {
            match seen.get(&article.id) {
                Some(content) if *content == article.content_hash => continue,
                Some(_) => {
                    *fault = Some(KbError::Twice { id: article.id });
                    break;
                }
                None => {}
            }
            seen.insert(article.id.clone(), article.content_hash.clone());
            let outcome = outcome(&self.manifest, &self.journal, &article.id, &article.content_hash, rules_hash);
            batch.push((article, outcome));
        }
        batch
    }

    /// Takes articles out, with all that they say. Gives back how many.
    ///
    /// # Errors
    /// When an id is unknown (then nothing is taken out) or a file cannot be written.
    pub fn retract<'a>(&mut self, ids: impl IntoIterator<Item = &'a str>) -> Result<usize, KbError> {
        let ids: BTreeSet<&str> = ids.into_iter().collect();
        let unknown: Vec<String> =
            ids.iter().filter(|id| !self.manifest.articles.contains_key(**id)).map(|id| (*id).to_owned()).collect();
        if !unknown.is_empty() {
            return Err(KbError::UnknownArticles { path: self.folder.clone(), ids: unknown });
        }
        self.journal.retain(|id| !ids.contains(id.as_str()));
        let gone: Vec<Entry> = ids.iter().filter_map(|id| self.manifest.articles.remove(*id)).collect();
        // The manifest goes first: a file that it does not name is not there for readers.
        self.save()?;
        for entry in &gone {
            let path = self.folder.join(&entry.file);
            files::remove(&path)?;
            // Fails while other articles are in the folder, which is what is wanted.
            let _ = path.parent().map(fs::remove_dir);
        }
        Ok(gone.len())
    }

    /// Writes the manifest, then what is left of the journal: ids whose files may differ from what the manifest says.
    fn save(&mut self) -> Result<(), KbError> {
        self.manifest.write(&self.folder)?;
        let path = self.folder.join(JOURNAL);
        if self.journal.is_empty() {
            return files::remove(&path);
        }
        let lines: String = self.journal.iter().map(|id| format!("{}\n", journal_line(id))).collect();
        files::write_atomically(&path, lines.as_bytes())
    }
}

/// An id as a line: JSON, because an id may hold any character.
fn journal_line(id: &str) -> String {
    serde_json::Value::from(id).to_string()
}

fn write_article(folder: &Path, id: &str, content: &str, rules: &str, quads: Vec<Quad>) -> Result<Entry, KbError> {
    let entry = entry_of(id, content, rules, &quads);
    let text = sorted_nquads(&quads);
    let path = folder.join(&entry.file);
    let same = fs::metadata(&path).is_ok_and(|m| m.len() == text.len() as u64)
        && fs::read(&path).is_ok_and(|old| old == text.as_bytes());
    if !same {
        files::write_atomically(&path, text.as_bytes())?;
    }
    Ok(Entry { quads: text.lines().count(), ..entry })
}

/// The manifest's entry for an article with these statements.
pub(super) fn entry_of(id: &str, content: &str, rules: &str, quads: &[Quad]) -> Entry {
    let typed =
        |class: TermRef<'_>| quads.iter().filter(|q| q.predicate == rdf::TYPE && q.object.as_ref() == class).count();
    Entry {
        id: id.to_owned(),
        file: file_of(id),
        content: content.to_owned(),
        rules: rules.to_owned(),
        quads: quads.len(),
        events: typed(terms::sem::EVENT.into()),
        entities: typed(terms::kb::ENTITY.into()),
    }
}

pub(super) fn read_journal(folder: &Path) -> Result<BTreeSet<String>, KbError> {
    let path = &folder.join(JOURNAL);
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        other => other.map_err(KbError::io(path, "read the file"))?,
    };
    // A last line torn by a crash belongs to a file that was not touched yet.
    Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

/// Deletes files that the manifest does not name, left by a run that was killed. Files with names that are not ours
/// stay.
fn clean(folder: &Path, manifest: &Manifest) -> Result<usize, KbError> {
    let named: BTreeSet<&str> = manifest.articles.values().map(|e| e.file.as_str()).collect();
    let mut cleaned = 0;
    let articles = folder.join(ARTICLES);
    for shard in files::names(&articles)? {
        let shard_folder = articles.join(&shard);
        if !shard_folder.is_dir() {
            continue;
        }
        for name in files::names(&shard_folder)? {
            let ours = name.strip_suffix(".nq").is_some_and(is_hash) || files::is_temporary(&name);
            if ours && !named.contains(format!("{ARTICLES}/{shard}/{name}").as_str()) {
                files::remove(&shard_folder.join(&name))?;
                cleaned += 1;
            }
        }
        let _ = fs::remove_dir(&shard_folder);
    }
    for name in files::names(folder)?.iter().filter(|n| files::is_temporary(n)) {
        files::remove(&folder.join(name))?;
        cleaned += 1;
    }
    Ok(cleaned)
}

pub(super) fn is_hash(name: &str) -> bool {
    name.len() == 32 && name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
