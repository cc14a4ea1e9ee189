//! Assertions: what must hold of a knowledge base, as SPARQL files.
//!
//! `ASK` must be true, and each row of a `SELECT` is a fault. A file begins with comments: the first line says what
//! must hold, the lines after it say why, and lines `# key: value` set the rest:
//!
//! | line | says |
//! | --- | --- |
//! | `# severity: warning` | a finding does not fail the run; `error` when not given |
//! | `# expect-rows: 3` | the rows are no faults, but there must be so many |
//! | `# param days = 3: what it is` | `?days` has this value, unless another is given; without `= 3` one must be given |
//!
//! The name is the name of the file. Shapes (`rules/checks`) are assertions of what the program itself promises;
//! `rules/shapes.ttl` says the same in SHACL for engines outside. A column `?message` is what is told of a row.

use super::functions::Functions;
use super::named::{self, NamedQueryError};
use super::places::Places;
use super::query::{QueryError, Question};
use super::table;
use crate::findings::{Finding, Outcome, Value};
use crate::rules::fault::{Severity, nearest};
use crate::rules::files::RuleFiles;
use oxigraph::model::{Term, Variable};
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use std::io;
use std::path::{Path, PathBuf};

/// The group of what the program promises of every graph.
pub const SHAPES: &str = "shapes";
/// The group of what a user, or the program for him, expects of the news.
pub const ASSERTIONS: &str = "assertions";

/// Something that must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// [`SHAPES`] or [`ASSERTIONS`].
    pub group: &'static str,
    /// The name of its file without `.rq`.
    pub name: String,
    /// What must hold, in a sentence.
    pub title: String,
    /// Why, or how to read a finding; may be empty.
    pub meaning: String,
    /// Whether a finding fails the run.
    pub severity: Severity,
    /// How many rows there must be; without it every row is a fault.
    pub expected_rows: Option<usize>,
    /// What can be put into it.
    pub parameters: Vec<Parameter>,
    /// Its SPARQL.
    pub sparql: String,
    /// Its file, for messages.
    pub file: String,
}

/// A variable of an assertion whose value can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name without the question mark.
    pub name: String,
    /// The value when none is given.
    pub default: Option<String>,
    /// What its value is.
    pub about: String,
}

/// Why assertions cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum AssertionError {
    /// The folder or a file in it cannot be read.
    #[error("{path}: {source}; name a folder with .rq files")]
    Read {
        /// The folder or file.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// A folder without assertions.
    #[error("{}: the folder holds no .rq file; name another folder", path.display())]
    None {
        /// The folder.
        path: PathBuf,
    },
    /// A comment at the head of a file.
    #[error("{file}: line {line}: {problem}")]
    Header {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what to do.
        problem: String,
    },
    /// The SPARQL of a file.
    #[error("{file}: {source}")]
    Query {
        /// The file.
        file: String,
        /// What is wrong.
        source: QueryError,
    },
    /// A query that gives a graph.
    #[error("{file}: an assertion is an ASK or a SELECT, not a CONSTRUCT or DESCRIBE")]
    Graph {
        /// The file.
        file: String,
    },
    /// A parameter without a value.
    #[error("`{name}` needs --param {parameter}=…: {about}")]
    Missing {
        /// The assertion.
        name: String,
        /// The parameter.
        parameter: String,
        /// What its value is.
        about: String,
    },
    /// A parameter that no assertion has.
    #[error("no assertion has a parameter `{0}`; `khabar check --list` shows those that there are")]
    NoSuchParameter(String),
    /// A name that no assertion has.
    #[error("there is no check `{0}`; `khabar check --list` shows those that there are")]
    Unknown(String),
    /// A parameter that is not `name=value`.
    #[error(transparent)]
    Parameter(#[from] NamedQueryError),
}

/// What comes with the program: shapes, then assertions, each by name.
///
/// # Errors
/// Never for the files of a program that passed its tests.
pub fn shipped() -> Result<Vec<Assertion>, AssertionError> {
    let of = |group, folder: &'static str| {
        RuleFiles::embedded_below(folder).map(move |(path, text)| Assertion::parse(group, path, text))
    };
    of(SHAPES, "checks/").chain(of(ASSERTIONS, "assertions/")).collect()
}

/// All `.rq` files of a folder and of the folders below it, by name.
///
/// # Errors
/// When the folder or a file cannot be read, there is none, or a file has a head that says nothing.
pub fn of_folder(folder: &Path) -> Result<Vec<Assertion>, AssertionError> {
    let fault = |path: &Path, source| AssertionError::Read { path: path.display().to_string(), source };
    let (mut files, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(place) = open.pop() {
        for entry in std::fs::read_dir(&place).map_err(|e| fault(&place, e))? {
            let path = entry.map_err(|e| fault(&place, e))?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rq") {
                files.push(path);
            }
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(AssertionError::None { path: folder.to_owned() });
    }
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).map_err(|e| fault(&path, e))?;
        Assertion::parse(ASSERTIONS, &path.display().to_string(), &text)
    };
    files.into_iter().map(read).collect()
}

/// Lays assertions over others: one takes the place of that with its name, the others come after, in their order.
pub fn overlay(assertions: &mut Vec<Assertion>, added: Vec<Assertion>) {
    for assertion in added {
        match assertions.iter_mut().find(|a| a.name == assertion.name) {
            Some(place) => *place = assertion,
            None => assertions.push(assertion),
        }
    }
}

/// The keys that the head of a file knows.
const KEYS: [&str; 3] = ["severity", "expect-rows", "param"];

impl Assertion {
    /// Reads a file.
    ///
    /// # Errors
    /// When the file has no first comment line, or a line `# key: value` cannot be understood.
    pub fn parse(group: &'static str, file: &str, sparql: &str) -> Result<Self, AssertionError> {
        let stem = Path::new(file).file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        let fault = |line: usize, problem: String| AssertionError::Header { file: file.to_owned(), line, problem };
        let mut head = sparql.lines().map_while(|line| line.strip_prefix('#')).map(str::trim).enumerate();
        let title = head.next().map(|(_, line)| line.to_owned()).filter(|title| !title.is_empty());
        let title =
            title.ok_or_else(|| fault(1, "begin with a comment line that says what must hold: `# …`".to_owned()))?;
        let mut made = Self {
            group,
            name: stem,
            title,
            meaning: String::new(),
            severity: Severity::Error,
            expected_rows: None,
            parameters: Vec::new(),
            sparql: sparql.to_owned(),
            file: file.to_owned(),
        };
        for (n, line) in head {
            let set = key_and_value(line).map(|(key, value)| made.set(key, value));
            match set {
                None => {
                    let space = if made.meaning.is_empty() || line.is_empty() { "" } else { " " };
                    made.meaning.push_str(space);
                    made.meaning.push_str(line);
                }
                Some(done) => done.map_err(|problem| fault(n + 1, problem))?,
            }
        }
        Ok(made)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "severity" => {
                self.severity = match value {
                    "error" => Severity::Error,
                    "warning" => Severity::Warning,
                    _ => return Err(format!("unknown severity `{value}`; known are error, warning")),
                };
            }
            "expect-rows" => {
                let rows = value.parse().map_err(|_| format!("`{value}` is no number of rows; write 0, 1, 2 …"))?;
                self.expected_rows = Some(rows);
            }
            "param" => self.parameters.push(parameter(value)?),
            _ => {
                let guess = nearest(key, KEYS).map_or(String::new(), |k| format!("; did you mean `{k}`?"));
                return Err(format!("unknown `{key}:`; known are {}{guess}", KEYS.join(", ")));
            }
        }
        Ok(())
    }

    /// Runs it. `given` holds values for parameters; those that the assertion does not declare are passed over.
    ///
    /// # Errors
    /// When a parameter has no value, or the engine refuses the query.
    pub fn run(
        &self,
        store: &Store,
        given: &[(Variable, Term)],
        functions: &Functions,
        places: &mut Places<'_>,
    ) -> Result<Outcome, AssertionError> {
        let parameters = self.values(given)?;
        let question = Question { sparql: &self.sparql, parameters: &parameters, functions: Some(functions) };
        let fault = |source| AssertionError::Query { file: self.file.clone(), source };
        let findings = match question.ask(store).map_err(fault)?.into_inner() {
            QueryResults::Boolean(true) => Vec::new(),
            QueryResults::Boolean(false) => vec![whole("the answer is false, but must be true".to_owned())],
            QueryResults::Graph(_) => return Err(AssertionError::Graph { file: self.file.clone() }),
            QueryResults::Solutions(rows) => {
                let mut found = Vec::new();
                for row in rows {
                    let row = row.map_err(|e| fault(e.into()))?;
                    let cells: Vec<(&Variable, &Term)> = row.iter().collect();
                    found.push(finding(&cells, places).map_err(fault)?);
                }
                match self.expected_rows {
                    Some(rows) if rows == found.len() => Vec::new(),
                    Some(rows) if rows > 0 => vec![whole(format!("{} rows, but {rows} must be there", found.len()))],
                    _ => {
                        found.sort();
                        found.dedup();
                        found
                    }
                }
            }
        };
        Ok(Outcome {
            group: self.group.to_owned(),
            name: self.name.clone(),
            rule: self.name.clone(),
            title: self.title.clone(),
            meaning: self.meaning.clone(),
            severity: self.severity,
            findings,
        })
    }

    fn values(&self, given: &[(Variable, Term)]) -> Result<Vec<(Variable, Term)>, AssertionError> {
        let value = |p: &Parameter| match given.iter().find(|(variable, _)| variable.as_str() == p.name) {
            Some(found) => Ok(found.clone()),
            None => match &p.default {
                Some(default) => Ok(named::binding(&format!("{}={default}", p.name))?),
                None => Err(AssertionError::Missing {
                    name: self.name.clone(),
                    parameter: p.name.clone(),
                    about: p.about.clone(),
                }),
            },
        };
        self.parameters.iter().map(value).collect()
    }
}

/// Checks that every value that was given belongs to a parameter of one of the assertions.
///
/// # Errors
/// Names the first that does not.
pub fn accept(assertions: &[Assertion], given: &[(Variable, Term)]) -> Result<(), AssertionError> {
    let known = |name: &str| assertions.iter().flat_map(|a| &a.parameters).any(|p| p.name == name);
    match given.iter().find(|(variable, _)| !known(variable.as_str())) {
        Some((variable, _)) => Err(AssertionError::NoSuchParameter(variable.as_str().to_owned())),
        None => Ok(()),
    }
}

/// `severity: warning`, in a comment; a sentence with a colon in it is none.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    if let Some(rest) = line.strip_prefix("param ") {
        return Some(("param", rest.trim()));
    }
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    is_key.then(|| (key, value.trim()))
}

/// `days = 3: how many days` or `name: whose`.
fn parameter(written: &str) -> Result<Parameter, String> {
    let form = || format!("`param {written}` is no parameter; write `# param NAME = VALUE: what it is`");
    let (head, about) = written.split_once(':').ok_or_else(form)?;
    let (name, default) =
        head.split_once('=').map_or((head, None), |(name, value)| (name, Some(value.trim().to_owned())));
    let name = Variable::new(name.trim()).map_err(|_| form())?.into_string();
    Ok(Parameter { name, default, about: about.trim().to_owned() })
}

/// A finding of the whole knowledge base.
const fn whole(message: String) -> Finding {
    Finding { location: None, message, values: Vec::new() }
}

fn finding(cells: &[(&Variable, &Term)], places: &mut Places<'_>) -> Result<Finding, QueryError> {
    let told = |(variable, _): &&(&Variable, &Term)| variable.as_str() == "message";
    let message = cells.iter().find(told).map_or_else(String::new, |(_, term)| table::term(term));
    let values = cells.iter().filter(|cell| !told(cell));
    let value = |(variable, term): &(&Variable, &Term)| {
        let label = places.label(term)?;
        Ok(Value { name: variable.as_str().to_owned(), value: table::term(term), label })
    };
    let values = values.map(value).collect::<Result<_, QueryError>>()?;
    let terms: Vec<&Term> = cells.iter().map(|(_, term)| *term).collect();
    Ok(Finding { location: places.of(&terms)?, message, values })
}

/// The assertions with these names, or all but those.
///
/// # Errors
/// Names the first name that there is not.
pub fn choose(assertions: Vec<Assertion>, only: &[String], skip: &[String]) -> Result<Vec<Assertion>, AssertionError> {
    let known = |name: &str| assertions.iter().any(|a| a.name == name);
    if let Some(unknown) = only.iter().chain(skip).find(|name| !known(name)) {
        return Err(AssertionError::Unknown(unknown.clone()));
    }
    let wanted = |a: &Assertion| (only.is_empty() || only.contains(&a.name)) && !skip.contains(&a.name);
    Ok(assertions.into_iter().filter(wanted).collect())
}
