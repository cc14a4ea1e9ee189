//! What a command can end with, and the exit code that says so.

use crate::article::read::ReadError;
use crate::evaluation::GoldError;
use crate::kb::KbError;
use crate::kb::assertion::AssertionError;
use crate::kb::named::NamedQueryError;
use crate::kb::push::{ClientError, PushError};
use crate::kb::query::QueryError;
use crate::kb::revision::RevisionError;
use crate::rules::fault::PackError;
use crate::rules::files::RuleFolderError;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// A check has findings.
pub(crate) const FINDINGS: u8 = 1;
/// The command cannot be done as it was given.
pub(crate) const USAGE: u8 = 2;
/// Some input could not be read.
pub(crate) const INPUT: u8 = 3;
/// A fault of the program or of the machine.
pub(crate) const INTERNAL: u8 = 4;

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    KnowledgeBase(#[from] KbError),
    #[error(transparent)]
    Push(#[from] PushError),
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error("{0}")]
    Pack(#[from] Box<PackError>),
    #[error(transparent)]
    RuleFolder(#[from] RuleFolderError),
    #[error("{path}: {source}")]
    QueryInFile { path: String, source: QueryError },
    #[error("{path}: {source}; name a file with a SPARQL query")]
    QueryFile { path: String, source: io::Error },
    #[error(transparent)]
    NamedQuery(#[from] NamedQueryError),
    #[error("the query was given up: its time is over; give it more with --limit-time, or ask for less")]
    TimeIsOver,
    #[error(
        "the knowledge base has no event, entity, fact or link `{0}`; name one as query answers show it, such as \
         article/ID/event/KEY, or give a query"
    )]
    NoThing(String),
    #[error("the answer holds no event, entity, fact or link; select the thing itself (?e), not only its label")]
    NothingToExplain,
    #[error("--limit-time {0}: give a number of seconds above 0")]
    TimeLimit(f64),
    #[error(transparent)]
    Assertion(#[from] AssertionError),
    #[error("{}: expectations belong to one article, but the file holds none or several; give each a file", path.display())]
    NotOne { path: PathBuf },
    #[error(transparent)]
    Revision(#[from] RevisionError),
    #[error("{0}")]
    Sides(&'static str),
    #[error(transparent)]
    Gold(#[from] GoldError),
    #[error("{}: {source}; name a file that can be written", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("{path}: {source}; name a folder that can be written")]
    Folder { path: String, source: io::Error },
    #[error("{path}: the folder holds files already; name a new or an empty one")]
    FolderInUse { path: String },
    #[error("--index is for one knowledge base, and these are articles; leave it out, or `khabar ingest` them first")]
    IndexOfArticles,
    #[error("csv is two files; give a folder for them with --output, or take csv-nodes and csv-edges")]
    TwoTables,
    #[error("no entity is called `{name}`{}", proposed(alike))]
    UnknownEntity { name: String, alike: Vec<String> },
    #[error("`{name}` is in no part of the graph that was asked for; ask for more events, types or days")]
    NotInGraph { name: String },
    #[error("no rule's id begins with `{prefix}`; {}", instead(near.as_deref()))]
    UnknownRule { prefix: String, near: Option<String> },
    #[error("output: {0}")]
    Output(#[from] io::Error),
    #[error("output: {0}")]
    Json(#[from] serde_json::Error),
}

fn proposed(alike: &[String]) -> String {
    match alike {
        [] => "; the search in the page of `-f html` shows what there is".to_owned(),
        alike => format!("; there are {}", alike.join(", ")),
    }
}

fn instead(near: Option<&str>) -> String {
    near.map_or_else(|| "`khabar rules list` shows all".to_owned(), |near| format!("did you mean `{near}`?"))
}

/// Says what happened and ends the process, from any thread.
pub(crate) fn end(failure: &Failure) -> ! {
    if !failure.is_quiet() {
        eprintln!("khabar: {failure}");
    }
    std::process::exit(i32::from(failure.code()))
}

impl Failure {
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code())
    }

    fn code(&self) -> u8 {
        match self {
            // A reader that has seen enough closes the pipe; that is no fault.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Query(QueryError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Read(_) | Self::Gold(_) | Self::NotOne { .. } => INPUT,
            Self::Revision(RevisionError::KnowledgeBase(error))
            | Self::Push(PushError::KnowledgeBase(error))
            | Self::KnowledgeBase(error) => match error {
                KbError::UnknownArticles { .. }
                | KbError::Twice { .. }
                | KbError::Locked { .. }
                | KbError::IndexInUse { .. }
                | KbError::NoIndexEngine { .. }
                | KbError::Pushing { .. } => USAGE,
                KbError::Missing { .. }
                | KbError::NoFolder { .. }
                | KbError::NoKnowledgeBase { .. }
                | KbError::NoIndex { .. }
                | KbError::OtherIndex { .. }
                | KbError::Manifest { .. }
                | KbError::Format { .. }
                | KbError::Quads { .. }
                | KbError::LostArticle { .. } => INPUT,
                _ => INTERNAL,
            },
            Self::Revision(
                RevisionError::Missing { .. } | RevisionError::Unknown { .. } | RevisionError::Absent { .. },
            ) => INPUT,
            Self::Revision(_) => INTERNAL,
            Self::Client(_)
            | Self::Query(_)
            | Self::Assertion(_)
            | Self::Sides(_)
            | Self::QueryInFile { .. }
            | Self::Pack(_)
            | Self::RuleFolder(_)
            | Self::NamedQuery(_)
            | Self::NoThing(_)
            | Self::NothingToExplain
            | Self::UnknownRule { .. }
            | Self::TimeLimit(_)
            | Self::TimeIsOver
            | Self::IndexOfArticles
            | Self::TwoTables
            | Self::UnknownEntity { .. }
            | Self::NotInGraph { .. }
            | Self::Folder { .. }
            | Self::FolderInUse { .. }
            | Self::QueryFile { .. } => USAGE,
            Self::Push(PushError::Store { .. }) | Self::Output(_) | Self::Json(_) | Self::Write { .. } => INTERNAL,
        }
    }

    /// Whether a person should be told.
    pub(crate) fn is_quiet(&self) -> bool {
        matches!(self, Self::Output(e) | Self::Query(QueryError::Output(e)) if e.kind() == io::ErrorKind::BrokenPipe)
    }
}
