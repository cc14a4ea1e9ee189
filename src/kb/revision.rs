//! A knowledge base as it was at a revision of git, read through the `git` program.
//!
//! One `git cat-file --batch` answers for all files, so nothing is checked out and nothing is written.

use super::error::KbError;
use super::manifest::{self, Manifest};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Why a revision cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    /// The program `git` does not run.
    #[error("cannot run `git`: {0}; install git, or compare two folders")]
    NoGit(io::Error),
    /// There is no such thing in the repository.
    #[error(
        "{name}: git finds no such file; name a revision and a knowledge base as REV:PATH, from within its repository"
    )]
    Missing {
        /// What was asked for.
        name: String,
    },
    /// A revision that git does not know.
    #[error(
        "git knows no revision `{revision}`; in a shallow clone, fetch it first: `git fetch --unshallow`, or \
         `fetch-depth: 0` for a checkout in a workflow"
    )]
    Unknown {
        /// The revision.
        revision: String,
    },
    /// A revision without the knowledge base.
    #[error("{name}: the revision has no such knowledge base; name it as REV:PATH")]
    Absent {
        /// What was asked for.
        name: String,
    },
    /// Git ended or answered with something else.
    #[error("{name}: git gave no answer: {reason}")]
    Answer {
        /// What was asked for.
        name: String,
        /// What happened.
        reason: String,
    },
    /// The manifest of the revision.
    #[error(transparent)]
    KnowledgeBase(#[from] KbError),
}

/// A knowledge base at a revision.
pub struct Revision {
    /// `REV:PATH`.
    name: String,
    manifest: Manifest,
    git: Git,
}

/// A `git cat-file --batch` at work.
struct Git {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// Whether it ended before it answered, as it does outside a repository.
    ended: bool,
}

impl Revision {
    /// Opens `REV:PATH` in the repository around `folder`. `PATH` is from the root of the repository, or from `folder`
    /// when it begins with `./`.
    ///
    /// # Errors
    /// When git is not there, does not know the revision ([`RevisionError::Unknown`]), or finds no knowledge base in it
    /// ([`RevisionError::Absent`]).
    pub fn open(folder: &Path, name: &str) -> Result<Self, RevisionError> {
        let mut git = Git::start(folder)?;
        let name = name.trim_end_matches('/').to_owned();
        let path = format!("{name}/{}", manifest::NAME);
        let manifest = match git.read(&path) {
            Err(RevisionError::Missing { name: missing }) => {
                let (revision, _) = name.split_once(':').ok_or(RevisionError::Missing { name: missing })?;
                return Err(git.why_missing(revision, &name));
            }
            read => Manifest::parse(&PathBuf::from(&path), &read?)?,
        };
        Ok(Self { name, manifest, git })
    }

    /// Ids of its articles, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.manifest.articles.keys().map(String::as_str)
    }

    /// The file of an article; `None` when it has no such article.
    ///
    /// # Errors
    /// When git does not find it.
    pub fn file(&mut self, id: &str) -> Result<Option<(PathBuf, Vec<u8>)>, RevisionError> {
        let Some(entry) = self.manifest.articles.get(id) else { return Ok(None) };
        let path = format!("{}/{}", self.name, entry.file);
        let bytes = self.git.read(&path)?;
        Ok(Some((path.into(), bytes)))
    }
}

impl Git {
    fn start(folder: &Path) -> Result<Self, RevisionError> {
        let mut child = Command::new("git")
            .arg("-C")
            .arg(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Git's own words come on top of ours when there is no repository.
            .stderr(Stdio::null())
            .spawn()
            .map_err(RevisionError::NoGit)?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(RevisionError::NoGit(io::Error::other("it has no standard input or output")));
        };
        Ok(Self { child, questions, answers: BufReader::new(answers), ended: false })
    }

    /// Whether a file is not there because its revision is not.
    fn why_missing(&mut self, revision: &str, name: &str) -> RevisionError {
        match self.answer(&format!("{revision}^{{commit}}"), " commit ") {
            Ok(_) => RevisionError::Absent { name: name.to_owned() },
            Err(RevisionError::Missing { .. }) if !self.ended => {
                RevisionError::Unknown { revision: revision.to_owned() }
            }
            Err(_) => RevisionError::Missing { name: name.to_owned() },
        }
    }

    /// The content of a file by its name `REV:PATH`.
    fn read(&mut self, name: &str) -> Result<Vec<u8>, RevisionError> {
        self.answer(name, " blob ")
    }

    /// The content of an object of a kind.
    fn answer(&mut self, name: &str, kind: &str) -> Result<Vec<u8>, RevisionError> {
        let missing = || RevisionError::Missing { name: name.to_owned() };
        // A line end would be a second question.
        if name.contains('\n') {
            return Err(missing());
        }
        let fault = |error: io::Error| RevisionError::Answer { name: name.to_owned(), reason: error.to_string() };
        let asked = writeln!(self.questions, "{name}").and_then(|()| self.questions.flush());
        let mut head = String::new();
        self.ended = asked.is_err() || self.answers.read_line(&mut head).map_err(fault)? == 0;
        let size = match head.trim_end().rsplit_once(kind) {
            Some((_, size)) => size.parse::<usize>().map_err(|e| fault(io::Error::other(e)))?,
            None => return Err(missing()),
        };
        // The content is followed by a line end.
        let mut content = vec![0; size + 1];
        self.answers.read_exact(&mut content).map_err(fault)?;
        content.truncate(size);
        Ok(content)
    }
}

impl Drop for Git {
    fn drop(&mut self) {
        // It waits for questions for as long as it lives.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
