//! Puts the values of parameters into a query that is already parsed, so that no value can change what is asked.
//!
//! Each basic pattern of the query is joined with one row that holds the values. So a parameter has its value wherever
//! its variable stands: in patterns, in `FILTER` and `BIND`, inside `OPTIONAL`, `UNION`, subqueries, and in the answer.
//! A group and a subquery show what they were asked to show and no parameter, so for `HAVING`, and for a `FILTER` or
//! `BIND` around a subquery, the row is joined once more behind them.
//! The right side of `MINUS` gets it only through its own patterns, for a shared variable would change what is taken
//! away.

use oxigraph::model::{Term, Variable};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::GroundTerm;

/// The query with a value for each of the variables; values that are blank nodes are left out.
pub(super) fn bind(mut query: Query, parameters: &[(Variable, Term)]) -> Query {
    let ground = |(variable, term): &(Variable, Term)| {
        let term = match term {
            Term::NamedNode(iri) => GroundTerm::NamedNode(iri.clone()),
            Term::Literal(literal) => GroundTerm::Literal(literal.clone()),
            _ => return None,
        };
        Some((variable.clone(), Some(term)))
    };
    let (variables, row): (Vec<_>, Vec<_>) = parameters.iter().filter_map(ground).unzip();
    let values = GraphPattern::Values { variables, bindings: vec![row] };
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = &mut query;
    fill(pattern, &values);
    query
}

fn fill(pattern: &mut GraphPattern, values: &GraphPattern) {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {
            let leaf = std::mem::replace(pattern, GraphPattern::Bgp { patterns: Vec::new() });
            *pattern = GraphPattern::Join { left: Box::new(values.clone()), right: Box::new(leaf) };
        }
        GraphPattern::Join { left, right }
        | GraphPattern::LeftJoin { left, right, .. }
        | GraphPattern::Union { left, right } => {
            fill(left, values);
            fill(right, values);
        }
        GraphPattern::Filter { inner, .. } | GraphPattern::Extend { inner, .. } => {
            fill(inner, values);
            if hides(inner) {
                let hidden = std::mem::replace(&mut **inner, GraphPattern::Bgp { patterns: Vec::new() });
                **inner = GraphPattern::Join { left: Box::new(values.clone()), right: Box::new(hidden) };
            }
        }
        GraphPattern::Minus { left: inner, .. }
        | GraphPattern::Graph { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Group { inner, .. } => fill(inner, values),
        // A service is another's: there is no network here, so it fails whatever it is given.
        _ => {}
    }
}

/// Whether the pattern ends in a group or a subquery, behind which the variables inside cannot be seen.
fn hides(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Group { .. } | GraphPattern::Project { .. } => true,
        GraphPattern::Extend { inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => hides(inner),
        _ => false,
    }
}
