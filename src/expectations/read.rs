//! Reading a file of expectations; everything that is wrong in it is told, each with its place.

use super::{Expectation, Expectations, Field};
use crate::rules::fault::{self, Faults, nearest};
use crate::rules::files::RuleFiles;
use crate::rules::strict;
use crate::schema::{EventType, Modality, Polarity, Role};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    event: Vec<Written>,
    #[serde(default)]
    no_event: Vec<Written>,
}

type Written = BTreeMap<Spanned<String>, Spanned<Value>>;

#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Number(usize),
    One(String),
    Many(Vec<String>),
}

/// The fields beside `type` and the roles.
const FIELDS: [&str; 5] = ["trigger", "line", "polarity", "modality", "attributed"];

/// Reads the text of `file`.
///
/// # Errors
/// With everything that is wrong, each under its line with a caret.
pub fn read(file: &str, text: &str) -> Result<Expectations, String> {
    let mut faults = Faults::default();
    let proposal = "write [[event]] or [[no_event]], then type = \"…\" and what else is to be found";
    let read: Option<File> = strict::read(file, text, proposal, &mut faults);
    let mut list = Vec::new();
    if let Some(read) = read {
        for (wanted, tables) in [(true, read.event), (false, read.no_event)] {
            list.extend(tables.into_iter().filter_map(|table| expectation(file, text, wanted, table, &mut faults)));
        }
    }
    if faults.has_errors() {
        let mut files = RuleFiles::default();
        files.insert(file, text);
        return Err(fault::render(faults.all(), &files));
    }
    list.sort_by_key(|e: &Expectation| e.line);
    Ok(Expectations { list })
}

fn expectation(file: &str, text: &str, wanted: bool, table: Written, faults: &mut Faults) -> Option<Expectation> {
    let first = table.keys().map(Spanned::span).min_by_key(|span| span.start).unwrap_or(0..0);
    let (mut kind, mut fields) = (None, Vec::new());
    for (name, value) in table {
        let (place, span) = (name.span(), value.span());
        let values = match value.into_inner() {
            Value::Number(number) => vec![number.to_string()],
            Value::One(one) => vec![one],
            Value::Many(many) => many,
        };
        let name = name.into_inner();
        if name == "type" {
            let parsed = values.concat().parse::<EventType>();
            match parsed {
                Ok(parsed) => kind = Some((parsed, fault::line_and_column(text, span.start).0)),
                Err(unknown) => {
                    let guess = nearest(&unknown.name, unknown.known.iter().copied());
                    faults.error(file, span, unknown.to_string(), guess.map_or(String::new(), meant));
                    return None;
                }
            }
            continue;
        }
        let problem = match name.as_str() {
            "polarity" => values.iter().find_map(|v| v.parse::<Polarity>().err()).map(|e| (span, e.to_string())),
            "modality" => values.iter().find_map(|v| v.parse::<Modality>().err()).map(|e| (span, e.to_string())),
            "line" if values.iter().any(|v| v.parse::<usize>().is_err()) => {
                Some((span, "a line is a number, from 1".to_owned()))
            }
            known if FIELDS.contains(&known) || known.parse::<Role>().is_ok() => None,
            unknown => Some((place.clone(), format!("unknown field `{unknown}`"))),
        };
        if let Some((span, problem)) = problem {
            let known = FIELDS.into_iter().chain(["type"]).chain(Role::ALL.iter().map(|r| r.name()));
            let proposal = nearest(&name, known).filter(|n| *n != name).map_or(String::new(), meant);
            faults.error(file, span, problem, proposal);
        }
        fields.push((place.start, Field { name, values }));
    }
    fields.sort_by_key(|(place, _)| *place);
    let fields = fields.into_iter().map(|(_, field)| field).collect();
    let Some((kind, line)) = kind else {
        faults.error(file, first, "the type is missing", "add type = \"Meet\" or another event type");
        return None;
    };
    Some(Expectation { wanted, kind, fields, line })
}

fn meant(name: &str) -> String {
    format!("did you mean `{name}`?")
}
