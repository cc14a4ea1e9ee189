//! Checks: what a valid graph looks like, as SPARQL files, each row of whose answers is a violation.
//!
//! `rules/shapes.ttl` says the same in SHACL for engines outside.

use super::query::{QueryError, ask};
use oxigraph::store::Store;

/// One rule of validity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// Its name, which is the name of its file.
    pub name: &'static str,
    /// SPARQL that selects `?node` and `?value`; its first comment line says what is demanded.
    pub sparql: &'static str,
}

impl Check {
    /// What is demanded, in a sentence.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.sparql.lines().next().unwrap_or_default().trim_start_matches('#').trim()
    }
}

/// A place where a graph is not valid.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The check that failed.
    pub check: &'static str,
    /// What is demanded.
    pub demand: &'static str,
    /// The node at fault.
    pub node: String,
    /// The value at fault; empty when something is missing.
    pub value: String,
}

macro_rules! checks {
    ($($name:literal),+ $(,)?) => {
        /// All checks, by name.
        pub const CHECKS: &[Check] = &[
            $(Check { name: $name, sparql: include_str!(concat!("../../rules/checks/", $name, ".rq")) }),+
        ];
    };
}
checks!(
    "argument-complete",
    "article-complete",
    "coreference-complete",
    "date-valid",
    "entity-complete",
    "event-attributes",
    "event-mentioned",
    "event-typed",
    "identity-complete",
    "mention-complete",
    "mention-quotes-text",
    "mention-rule",
    "place-complete",
    "role-filler",
    "rule-complete",
    "statement-complete",
);

/// Runs all checks. An empty result means that the graph is valid.
///
/// # Errors
/// When the engine gives up.
pub fn violations(store: &Store) -> Result<Vec<Violation>, QueryError> {
    let mut found = Vec::new();
    for check in CHECKS {
        let (_, rows) = ask(store, check.sparql, &[])?.rows()?;
        for row in rows {
            let mut cells = row.into_iter();
            let (node, value) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            found.push(Violation { check: check.name, demand: check.title(), node, value });
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}
