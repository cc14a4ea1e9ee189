//! Named queries: SPARQL files below `rules/queries` that ask for what is often asked, with parameters.
//!
//! A file begins with a comment that says what the query gives; `# param NAME: …` declares a parameter that must be
//! given and `# param NAME (optional): …` one that may be. The name of the query is the name of the file.

use crate::rules::files::RuleFiles;
use oxigraph::model::{Literal, NamedNode, Term, Variable};
use std::str::FromStr;

/// A query with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedQuery {
    /// What it is called by.
    pub name: &'static str,
    /// What it gives, in a sentence.
    pub about: &'static str,
    /// What can be put into it.
    pub parameters: Vec<Parameter>,
    /// Its SPARQL.
    pub sparql: &'static str,
}

/// A place in a named query for a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its variable, without the question mark.
    pub name: &'static str,
    /// What its value is.
    pub about: &'static str,
    /// Whether the query cannot be asked without it.
    pub required: bool,
}

/// Why a query cannot be asked by name or with these parameters.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NamedQueryError {
    /// There is no such query.
    #[error("there is no query `@{name}`; there are {}", known.join(", "))]
    Unknown {
        /// The name that was given.
        name: String,
        /// The names that exist.
        known: Vec<String>,
    },
    /// A parameter that must be given.
    #[error("`@{query}` needs --param {name}=…: {about}")]
    Missing {
        /// The query.
        query: &'static str,
        /// The parameter.
        name: &'static str,
        /// What its value is.
        about: &'static str,
    },
    /// The query has no such parameter.
    #[error("`@{query}` has no parameter `{name}`; it has {}", if known.is_empty() { "none".to_owned() } else { known.join(", ") })]
    NoSuchParameter {
        /// The query.
        query: &'static str,
        /// The parameter.
        name: String,
        /// Those that it has.
        known: Vec<String>,
    },
    /// A parameter that is not `name=value`.
    #[error("`{0}` is no parameter; write it as name=value, where name is a variable of the query without `?`")]
    Form(String),
}

/// All named queries, by name.
#[must_use]
pub fn all() -> Vec<NamedQuery> {
    RuleFiles::embedded_below("queries/")
        .filter_map(|(path, sparql)| {
            let name = path.strip_prefix("queries/")?.strip_suffix(".rq")?;
            let mut header = sparql.lines().map_while(|line| line.strip_prefix('#')).map(str::trim);
            let about = header.next().unwrap_or_default();
            Some(NamedQuery { name, about, parameters: header.filter_map(parameter).collect(), sparql })
        })
        .collect()
}

fn parameter(line: &'static str) -> Option<Parameter> {
    let (head, about) = line.strip_prefix("param ")?.split_once(':')?;
    let (name, required) = head.strip_suffix(" (optional)").map_or((head, true), |name| (name, false));
    Some(Parameter { name: name.trim(), about: about.trim(), required })
}

/// The query of this name.
///
/// # Errors
/// When there is none.
pub fn find(name: &str) -> Result<NamedQuery, NamedQueryError> {
    let known = || all().iter().map(|query| format!("@{}", query.name)).collect();
    all()
        .into_iter()
        .find(|query| query.name == name)
        .ok_or_else(|| NamedQueryError::Unknown { name: name.to_owned(), known: known() })
}

impl NamedQuery {
    /// Checks that all parameters that must be given are, and no others.
    ///
    /// # Errors
    /// When one is missing or unknown.
    pub fn accept(&self, given: &[(Variable, Term)]) -> Result<(), NamedQueryError> {
        for (variable, _) in given {
            if !self.parameters.iter().any(|p| p.name == variable.as_str()) {
                let known = self.parameters.iter().map(|p| p.name.to_owned()).collect();
                let name = variable.as_str().to_owned();
                return Err(NamedQueryError::NoSuchParameter { query: self.name, name, known });
            }
        }
        let missing = |p: &&Parameter| p.required && !given.iter().any(|(variable, _)| variable.as_str() == p.name);
        match self.parameters.iter().find(missing) {
            Some(p) => Err(NamedQueryError::Missing { query: self.name, name: p.name, about: p.about }),
            None => Ok(()),
        }
    }
}

/// Reads `name=value`: `<iri>` is an IRI, what N-Triples writes as a literal is that literal, all else a plain string.
///
/// # Errors
/// When there is no `=` or the name is no name of a variable.
pub fn binding(written: &str) -> Result<(Variable, Term), NamedQueryError> {
    let form = || NamedQueryError::Form(written.to_owned());
    let (name, value) = written.split_once('=').ok_or_else(form)?;
    let variable = Variable::new(name.trim()).map_err(|_| form())?;
    let iri = value.strip_prefix('<').and_then(|v| v.strip_suffix('>')).and_then(|v| NamedNode::new(v).ok());
    let term = match iri {
        Some(iri) => iri.into(),
        None => match Literal::from_str(value) {
            Ok(literal) if value.starts_with('"') => literal.into(),
            _ => Literal::new_simple_literal(value).into(),
        },
    };
    Ok((variable, term))
}
