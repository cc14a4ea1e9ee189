//! SPARQL: asking a store and writing what it answers.
//!
//! Plain patterns see the statements of all graphs; `GRAPH ?g { … }` asks for the article. The prefixes of
//! [`crate::rdf::terms::PREFIXES`] are known without being declared. The engine has no network: `SERVICE` fails.

use super::binding::bind;
use super::functions::Functions;
use super::{explain, table};
use crate::rdf::terms::PREFIXES;
use crate::rdf::{Syntax, Writer};
use oxigraph::model::{Term, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use spargebra::SparqlParser;
use std::borrow::Cow;
use std::io::{self, Write};

/// What goes wrong with a query.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The text is no SPARQL.
    #[error("line {line}, column {column}: {problem}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What stands there and what was expected.
        problem: String,
    },
    /// The text is no SPARQL, for a reason without a place.
    #[error("the query is not valid: {0}")]
    Invalid(String),
    /// A parameter that the query does not have.
    #[error("the query has no variable `?{0}` that a parameter could be put into")]
    Parameter(String),
    /// The engine gave up.
    #[error("the query failed: {0}")]
    Evaluation(#[source] QueryEvaluationError),
    /// The answer has no such form.
    #[error("{what} cannot be written as {form}; use {instead}")]
    Form {
        /// What kind of answer it is.
        what: &'static str,
        /// The form that was asked for.
        form: &'static str,
        /// Forms that work.
        instead: &'static str,
    },
    /// The output cannot be written.
    #[error("cannot write the answer: {0}")]
    Output(#[from] io::Error),
}

impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        Self::Evaluation(error)
    }
}

/// What an answer can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Columns for a terminal; a graph as Turtle.
    Table,
    /// SPARQL 1.1 CSV.
    Csv,
    /// SPARQL 1.1 TSV.
    Tsv,
    /// SPARQL 1.1 JSON.
    Json,
    /// SPARQL XML.
    Xml,
    /// An RDF syntax, for CONSTRUCT and DESCRIBE.
    Rdf(Syntax),
}

/// What a query gives. Rows and triples are computed while they are read.
pub struct Answer(QueryResults<'static>);

impl Answer {
    /// The results as the engine gives them.
    #[must_use]
    pub fn into_inner(self) -> QueryResults<'static> {
        self.0
    }

    /// All rows as text, each cell as a table shows it; `true` or `false` is one cell, a triple is three.
    ///
    /// # Errors
    /// When the engine gives up on the way.
    pub fn rows(self) -> Result<(Vec<String>, Vec<Vec<String>>), QueryError> {
        match self.0 {
            QueryResults::Boolean(value) => Ok((vec!["answer".to_owned()], vec![vec![value.to_string()]])),
            QueryResults::Graph(triples) => {
                let columns = ["subject", "property", "value"].map(str::to_owned).to_vec();
                let row = |t: oxigraph::model::Triple| {
                    vec![table::term(&t.subject.into()), table::term(&t.predicate.into()), table::term(&t.object)]
                };
                Ok((columns, triples.map(|t| t.map(row)).collect::<Result<_, _>>()?))
            }
            QueryResults::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let mut rows = Vec::new();
                for solution in solutions {
                    let solution = solution?;
                    rows.push(variables.iter().map(|v| solution.get(v).map(table::term).unwrap_or_default()).collect());
                }
                Ok((variables.into_iter().map(Variable::into_string).collect(), rows))
            }
        }
    }

    /// Writes the answer. Returns the number of rows or triples; a yes or no counts as one.
    ///
    /// # Errors
    /// When the answer has no such form, the engine gives up on the way, or the output cannot be written.
    pub fn write(self, form: Form, mut output: impl Write) -> Result<usize, QueryError> {
        let format = match (form, &self.0) {
            (Form::Rdf(syntax), QueryResults::Graph(_)) => return self.write_graph(syntax, output),
            (Form::Table, QueryResults::Graph(_)) => return self.write_graph(Syntax::Turtle, output),
            (Form::Rdf(_), _) => return Err(wrong("a table of results", "RDF", "table, csv, tsv, json or xml")),
            (_, QueryResults::Graph(_)) => {
                return Err(wrong("a graph", "a table", "turtle, trig, nquads, ntriples, rdfxml or jsonld"));
            }
            (Form::Table, QueryResults::Boolean(value)) => {
                writeln!(output, "{value}")?;
                return Ok(1);
            }
            (Form::Table, QueryResults::Solutions(_)) => {
                let (columns, rows) = self.rows()?;
                table::write(&columns, &rows, &mut output)?;
                return Ok(rows.len());
            }
            (Form::Csv, QueryResults::Solutions(_)) => return self.write_csv(output),
            (Form::Csv, QueryResults::Boolean(_)) => QueryResultsFormat::Csv,
            (Form::Tsv, _) => QueryResultsFormat::Tsv,
            (Form::Json, _) => QueryResultsFormat::Json,
            (Form::Xml, _) => QueryResultsFormat::Xml,
        };
        let serializer = QueryResultsSerializer::from_format(format);
        match self.0 {
            QueryResults::Boolean(value) => {
                serializer.serialize_boolean_to_writer(output, value)?;
                Ok(1)
            }
            QueryResults::Solutions(solutions) => {
                let mut writer = serializer.serialize_solutions_to_writer(output, solutions.variables().to_vec())?;
                let mut count = 0;
                for solution in solutions {
                    writer.serialize(&solution?)?;
                    count += 1;
                }
                writer.finish()?;
                Ok(count)
            }
            QueryResults::Graph(_) => Err(wrong("a graph", "a table", "turtle")),
        }
    }

    /// CSV by the W3C. The engine's own writer leaves an IRI with a comma in it without quotes.
    fn write_csv(self, output: impl Write) -> Result<usize, QueryError> {
        let QueryResults::Solutions(solutions) = self.0 else { return Ok(0) };
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(output);
        let variables = solutions.variables().to_vec();
        writer.write_record(variables.iter().map(Variable::as_str)).map_err(io::Error::from)?;
        let mut count = 0;
        for solution in solutions {
            let solution = solution?;
            for variable in &variables {
                let cell = solution.get(variable).map_or_else(Cow::default, plain);
                writer.write_field(&*cell).map_err(io::Error::from)?;
            }
            writer.write_record(None::<&[u8]>).map_err(io::Error::from)?;
            count += 1;
        }
        writer.flush()?;
        Ok(count)
    }

    fn write_graph(self, syntax: Syntax, output: impl Write) -> Result<usize, QueryError> {
        let QueryResults::Graph(triples) = self.0 else { return Ok(0) };
        let mut triples = triples.collect::<Result<Vec<_>, _>>()?;
        // The engine gives triples in no fixed order; sorted, the same question gives the same bytes.
        triples.sort_by_cached_key(ToString::to_string);
        triples.dedup();
        let mut writer = Writer::new(syntax, output);
        for triple in &triples {
            writer.triple(triple)?;
        }
        writer.finish()?;
        Ok(triples.len())
    }
}

/// A term as CSV has it: without the signs that tell an IRI from a literal.
fn plain(term: &Term) -> Cow<'_, str> {
    match term {
        Term::NamedNode(node) => node.as_str().into(),
        Term::Literal(literal) => literal.value().into(),
        Term::BlankNode(node) => node.to_string().into(),
    }
}

fn wrong(what: &'static str, form: &'static str, instead: &'static str) -> QueryError {
    QueryError::Form { what, form, instead }
}

/// A query with what it is asked with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Question<'a> {
    /// The SPARQL text.
    pub sparql: &'a str,
    /// Variables of the query and the terms that are put in their places; no value can change what is asked.
    pub parameters: &'a [(Variable, Term)],
    /// Functions of a language, under the prefix `kb:`.
    pub functions: Option<&'a Functions>,
}

impl Question<'_> {
    /// Asks `store`.
    ///
    /// # Errors
    /// When the text is no SPARQL query, or a parameter is unknown. What happens while rows are read comes with them.
    pub fn ask(&self, store: &Store) -> Result<Answer, QueryError> {
        let mut parser = SparqlParser::new();
        for (prefix, iri) in PREFIXES {
            parser = parser.with_prefix(*prefix, *iri).map_err(|error| QueryError::Invalid(error.to_string()))?;
        }
        let query =
            parser.parse_query(self.sparql).map_err(|error| explain::syntax_error(self.sparql, &error.to_string()))?;
        if let Some((variable, _)) = self.parameters.iter().find(|(variable, _)| !mentions(self.sparql, variable)) {
            return Err(QueryError::Parameter(variable.as_str().to_owned()));
        }
        let query = if self.parameters.is_empty() { query } else { bind(query, self.parameters) };
        let mut evaluator = SparqlEvaluator::new();
        if let Some(functions) = self.functions {
            evaluator = functions.register(evaluator);
        }
        let mut prepared = evaluator.for_query(query);
        if prepared.dataset().is_default_dataset() {
            prepared.dataset_mut().set_default_graph_as_union();
        }
        Ok(Answer(prepared.on_store(store).execute()?))
    }
}

/// Whether the variable stands anywhere in the text of the query.
fn mentions(sparql: &str, variable: &Variable) -> bool {
    sparql.split(['?', '$']).skip(1).any(|after| {
        let rest = after.strip_prefix(variable.as_str());
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

/// Asks `store` a question with nothing but parameters: see [`Question`].
///
/// # Errors
/// As [`Question::ask`].
pub fn ask(store: &Store, sparql: &str, parameters: &[(Variable, Term)]) -> Result<Answer, QueryError> {
    Question { sparql, parameters, ..Question::default() }.ask(store)
}
