//! Why a text is no SPARQL, in one clear line.
//!
//! The engine's own message is a place and up to a hundred alternatives (`error at 3:14: expected one of …`), and the
//! place lies behind the fault by the length of the keyword that it tried last. So the place is moved back to the word
//! that did not fit, the alternatives are cut down to signs, and a keyword that is almost right is named.

use super::query::QueryError;
use crate::rdf::terms::PREFIXES;

/// Keywords that are worth a guess when a word is almost one.
const KEYWORDS: &[&str] = &[
    "ASK",
    "ASC",
    "BASE",
    "BIND",
    "CONSTRUCT",
    "COUNT",
    "DESC",
    "DESCRIBE",
    "DISTINCT",
    "EXISTS",
    "FILTER",
    "FROM",
    "GRAPH",
    "GROUP",
    "HAVING",
    "LIMIT",
    "MINUS",
    "OFFSET",
    "OPTIONAL",
    "ORDER",
    "PREFIX",
    "SELECT",
    "UNION",
    "VALUES",
    "WHERE",
];

/// Signs that are worth naming as what was expected.
const SIGNS: &[&str] = &["\",\"", "\".\"", "\";\"", "\"(\"", "\")\"", "\"{\"", "\"}\""];

/// The engine's `message` about the query `sparql`.
pub(super) fn syntax_error(sparql: &str, message: &str) -> QueryError {
    let Some((offset, expected)) = place(sparql, message) else { return QueryError::Invalid(message.to_owned()) };
    if sparql.trim().is_empty() {
        return at(sparql, 0, "the query is empty; it begins with SELECT, ASK, CONSTRUCT or DESCRIBE".to_owned());
    }
    if expected.contains("Prefix not found") {
        return unknown_prefix(sparql, offset);
    }
    let alternatives: Vec<&str> = alternatives(expected);
    // Sentences among the alternatives are what the engine found wrong with a text that is well formed.
    if let Some(sentence) = alternatives.iter().find(|a| a.contains(' ') && !a.starts_with(['[', '"'])) {
        let unbound = sentence.contains("unbound");
        let hint = "a variable of SELECT has no value there; with GROUP BY, a variable of SELECT must be grouped or stand \
                    in an aggregate such as COUNT or SAMPLE";
        return QueryError::Invalid(if unbound { hint.to_owned() } else { (*sentence).to_owned() });
    }
    if let Some((offset, problem)) = unbalanced(sparql) {
        return at(sparql, offset, problem);
    }
    let starts = word_starts(sparql);
    let fits = |n: &usize| *n == sparql.len() || starts.contains(n);
    let fault = alternatives.iter().filter_map(|a| began(sparql, offset, a)).filter(fits).max();
    let Some(fault) = fault else {
        let problem = "the query cannot be read to its end; look for a missing bracket, a word in the wrong place, or \
                       a variable that gets a value twice";
        return at(sparql, offset, problem.to_owned());
    };
    let word = word_at(sparql, fault);
    let signs: Vec<String> =
        alternatives.iter().filter(|a| SIGNS.contains(a)).map(|a| format!("`{}`", a.trim_matches('"'))).collect();
    let mut problem =
        if word.is_empty() { "the query ends too early".to_owned() } else { format!("`{word}` does not fit here") };
    if fault == starts.first().copied().unwrap_or(0) {
        problem.push_str("; a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE and changes nothing");
    } else if let Some(keyword) = KEYWORDS.iter().find(|k| nearly(k, word)) {
        problem = format!("{problem}; is `{keyword}` meant?");
    } else if fault == offset && !signs.is_empty() {
        problem = format!("{problem}; expected {}", signs.join(" or "));
    }
    at(sparql, fault, problem)
}

/// Byte offset and alternatives of `error at LINE:COLUMN: expected [one of] …`.
fn place<'m>(sparql: &str, message: &'m str) -> Option<(usize, &'m str)> {
    let (line, rest) = message.strip_prefix("error at ")?.split_once(':')?;
    let (column, rest) = rest.split_once(": ")?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let start: usize = sparql.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let offset = sparql[start..].char_indices().nth(column.checked_sub(1)?).map_or(sparql.len(), |(n, _)| start + n);
    let rest = rest.strip_prefix("expected ").unwrap_or(rest);
    Some((offset, rest.strip_prefix("one of ").unwrap_or(rest)))
}

/// Splits at commas outside of quotes and brackets.
fn alternatives(list: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut quote, mut depth) = (0, None, 0usize);
    let mut escaped = false;
    for (n, c) in list.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(q), c) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                found.push(list[start..n].trim());
                start = n + 1;
            }
            _ => {}
        }
    }
    found.push(list[start..].trim());
    found.retain(|a| !a.is_empty() && *a != "[_]");
    found
}

/// Where the engine stood when it began to try this alternative: a keyword is read whole before it is compared.
fn began(sparql: &str, offset: usize, alternative: &str) -> Option<usize> {
    if !alternative.chars().all(char::is_alphanumeric) {
        return Some(offset);
    }
    let back = alternative.chars().count().checked_sub(1)?;
    sparql[..offset].char_indices().rev().nth(back).map(|(n, _)| n)
}

/// A bracket without its partner or a string without its end, when there is one: its place and what is wrong.
fn unbalanced(sparql: &str) -> Option<(usize, String)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut rest = sparql.char_indices().peekable();
    while let Some((n, c)) = rest.next() {
        match c {
            '#' => while rest.next_if(|(_, c)| *c != '\n').is_some() {},
            '<' => {
                // An IRI has no space; otherwise it is the sign for "less".
                let end = sparql[n..].find(|c: char| c.is_whitespace() || c == '>');
                if let Some(end) = end.filter(|end| sparql[n + end..].starts_with('>')) {
                    while rest.next_if(|(m, _)| *m <= n + end).is_some() {}
                }
            }
            '"' | '\'' => {
                let long: String = std::iter::repeat_n(c, 3).collect();
                let mark = if sparql[n..].starts_with(&long) { long.as_str() } else { &long[..1] };
                let Some(end) = string_end(sparql, n + mark.len(), mark) else {
                    return Some((n, format!("the string that begins here has no end; close it with {mark}")));
                };
                while rest.next_if(|(m, _)| *m < end).is_some() {}
            }
            '(' | '{' | '[' => open.push((n, c)),
            ')' | '}' | ']' => match (open.pop(), c) {
                (Some((_, '(')), ')') | (Some((_, '{')), '}') | (Some((_, '[')), ']') => {}
                (Some((_, opened)), _) => return Some((n, format!("`{c}` stands where `{opened}` is to be closed"))),
                (None, _) => return Some((n, format!("`{c}` closes nothing"))),
            },
            _ => {}
        }
    }
    open.pop().map(|(n, c)| (n, format!("`{c}` is never closed")))
}

/// Where a string ends, behind its closing mark; `None` when it does not.
fn string_end(sparql: &str, start: usize, mark: &str) -> Option<usize> {
    let mut rest = sparql[start..].char_indices();
    while let Some((n, c)) = rest.next() {
        match c {
            '\\' => {
                rest.next();
            }
            '\n' if mark.len() == 1 => return None,
            _ if sparql[start + n..].starts_with(mark) => return Some(start + n + mark.len()),
            _ => {}
        }
    }
    None
}

/// Byte offsets at which words and signs begin.
fn word_starts(sparql: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut inside = false;
    for (n, c) in sparql.char_indices() {
        let sign = "{}()[];,.".contains(c);
        if sign || (!c.is_whitespace() && !inside) {
            starts.push(n);
        }
        inside = !c.is_whitespace() && !sign;
    }
    starts
}

/// The word or sign at a place; empty at the end.
fn word_at(sparql: &str, offset: usize) -> &str {
    let rest = &sparql[offset..];
    let stop = |(n, c): &(usize, char)| *n > 0 && (c.is_whitespace() || "{}()[]<>;,.\"".contains(*c));
    let end = rest.char_indices().find(stop).map_or(rest.len(), |(n, _)| n);
    let end = rest[..end].char_indices().nth(30).map_or(end, |(n, _)| n);
    &rest[..end]
}

fn unknown_prefix(sparql: &str, offset: usize) -> QueryError {
    let before = &sparql[..offset];
    let start = before
        .rfind(|c: char| c.is_whitespace() || "{}()[]<>;,|/^!".contains(c))
        .map_or(0, |n| n + before[n..].chars().next().map_or(1, char::len_utf8));
    let prefix = before[start..].split(':').next().unwrap_or_default();
    let known = PREFIXES.iter().map(|(p, _)| *p).collect::<Vec<_>>().join(", ");
    at(sparql, start, format!("prefix `{prefix}:` is not declared; known without a declaration are {known}"))
}

fn at(sparql: &str, offset: usize, problem: String) -> QueryError {
    let before = &sparql[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    QueryError::Syntax { line, column, problem }
}

/// Whether `word` is the keyword but for one letter too many, too few, or wrong.
fn nearly(keyword: &str, word: &str) -> bool {
    let (k, w) = (keyword.as_bytes(), word.to_ascii_uppercase());
    let w = w.as_bytes();
    if k == w || w.len() < 3 {
        return false;
    }
    let same_front = k.iter().zip(w).take_while(|(a, b)| a == b).count();
    let (k, w) = (&k[same_front..], &w[same_front..]);
    let same_back = k.iter().rev().zip(w.iter().rev()).take_while(|(a, b)| a == b).count();
    k.len().max(w.len()) - same_back <= 1
}
