//! Reads a TOML file into a typed value and reports everything that is wrong with it, not only the first thing.
//!
//! What cannot be read is taken out, with a fault at its place, and the rest is read again: a misspelt key hides neither
//! the rule in which it stands nor the faults after it.

use super::fault::{Faults, nearest};
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// How many faults of form one file can show.
const LIMIT: usize = 100;

/// Reads `text`. Faults carry `proposal` when nothing better is known.
pub(crate) fn read<T: DeserializeOwned>(file: &str, text: &str, proposal: &str, faults: &mut Faults) -> Option<T> {
    match toml::from_str(text) {
        Ok(made) => Some(made),
        Err(_) => recover(file, text, proposal, faults),
    }
}

/// Reads many files at the same time; those that can be read, with path and text, in their order.
pub(crate) fn read_all<'f, T: DeserializeOwned + Send>(
    files: impl Iterator<Item = (&'f str, &'f str)>,
    proposal: &str,
    faults: &mut Faults,
) -> Vec<(&'f str, &'f str, T)> {
    let files: Vec<_> = files.collect();
    let read_one = |(file, text): (&'f str, &'f str)| {
        let mut faults = Faults::default();
        let made = read(file, text, proposal, &mut faults).map(|made| (file, text, made));
        (made, faults)
    };
    let read: Vec<_> = files.into_par_iter().map(read_one).collect();
    read.into_iter()
        .filter_map(|(made, found)| {
            faults.extend(found);
            made
        })
        .collect()
}

fn recover<T: DeserializeOwned>(file: &str, text: &str, whose: &str, faults: &mut Faults) -> Option<T> {
    let (_, syntax) = DeTable::parse_recoverable(text);
    if !syntax.is_empty() {
        for error in syntax {
            faults.error(file, error.span().unwrap_or(0..0), error.message().to_owned(), whose);
        }
        return None;
    }
    let mut removed: Vec<Range<usize>> = Vec::new();
    while removed.len() < LIMIT {
        let mut root = DeTable::parse(text).ok()?;
        let mut names = Vec::new();
        for span in &removed {
            names.push(remove(root.get_mut(), span)?);
        }
        let error = match T::deserialize(toml::Deserializer::from(root)) {
            Ok(made) => return Some(made),
            Err(error) => error,
        };
        let span = error.span()?;
        // A field that was taken out is missed only because of that.
        let missed = error.message().strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
        if !missed.is_some_and(|field| names.iter().any(|n| n == field)) {
            let meant = meant(error.message()).map(|n| format!("did you mean `{n}`?"));
            let proposal = meant.or_else(|| brackets(error.message(), text.get(span.clone())?));
            let proposal = proposal.unwrap_or_else(|| whose.to_owned());
            faults.error(file, span.clone(), error.message().to_owned(), proposal);
        }
        if removed.contains(&span) {
            return None;
        }
        removed.push(span);
    }
    None
}

/// The nearest of the names that a message of serde lists («unknown field `x`, expected one of `a`, `b`»).
fn meant(message: &str) -> Option<String> {
    let (found, expected) = message.strip_prefix("unknown ")?.split_once(", expected ")?;
    let found = found.split('`').nth(1)?;
    nearest(found, expected.split('`').skip(1).step_by(2)).map(str::to_owned)
}

/// One value where a list belongs.
fn brackets(message: &str, written: &str) -> Option<String> {
    let list = message.starts_with("invalid type: string") && message.ends_with("expected a sequence");
    list.then(|| format!("write a list: `[{written}]`"))
}

/// Takes out the key or value at a place; the key under which it stood.
fn remove<'i>(table: &mut DeTable<'i>, span: &Range<usize>) -> Option<String> {
    let at = table.iter().find(|(key, value)| key.span() == *span || value.span() == *span).map(|(key, _)| key.clone());
    if let Some(key) = at {
        table.remove(&key);
        return Some(key.into_inner().into_owned());
    }
    table.iter_mut().find_map(|(key, value)| remove_inside(key.get_ref(), value, span))
}

fn remove_inside<'i>(key: &str, value: &mut Spanned<DeValue<'i>>, span: &Range<usize>) -> Option<String> {
    match value.get_mut() {
        DeValue::Table(table) => remove(table, span),
        DeValue::Array(list) => {
            if let Some(n) = list.iter().position(|item| item.span() == *span) {
                let mut kept = DeArray::new();
                for item in list.iter().enumerate().filter(|(at, _)| *at != n).map(|(_, item)| item.clone()) {
                    kept.push(item);
                }
                *list = kept;
                return Some(key.to_owned());
            }
            list.iter_mut().find_map(|item| remove_inside(key, item, span))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct File {
        rule: Vec<Rule>,
    }

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Rule {
        name: String,
        #[serde(default)]
        #[expect(dead_code, reason = "only its reading is tested")]
        weight: i32,
    }

    fn messages(text: &str) -> (Option<File>, Vec<String>) {
        let mut faults = Faults::default();
        let made = read("f.toml", text, "look at the rules", &mut faults);
        let told = |f: &super::super::fault::Fault| format!("{} {}", &text[f.span.clone()], f.message);
        (made, faults.all().iter().map(told).collect())
    }

    #[test]
    fn every_wrong_key_and_value_is_told_and_the_rest_is_read() {
        let text =
            "[[rule]]\nname = \"a\"\nwieght = 3\n[[rule]]\nname = 7\n[[rule]]\nname = \"c\"\nweight = \"much\"\n";
        let (made, told) = messages(text);
        assert_eq!(told.len(), 3, "{told:#?}");
        assert!(told[0].starts_with("wieght unknown field"), "{told:#?}");
        let names: Vec<String> = made.expect("the rest is read").rule.into_iter().map(|r| r.name).collect();
        assert_eq!(names, ["a", "c"]);
    }

    #[test]
    fn a_near_name_is_proposed() {
        assert_eq!(meant("unknown field `wieght`, expected `name` or `weight`").as_deref(), Some("weight"));
        assert_eq!(meant("missing field `name`"), None);
    }

    #[test]
    fn one_value_in_place_of_a_list_is_told_with_its_brackets() {
        #[derive(Deserialize, Debug)]
        struct Slots {
            #[expect(dead_code, reason = "only its reading is tested")]
            agent: Vec<String>,
        }
        let mut faults = Faults::default();
        let _ = read::<Slots>("f.toml", "agent = \"subject\"\n", "look at the rules", &mut faults);
        assert_eq!(faults.all()[0].proposal.as_deref(), Some("write a list: `[\"subject\"]`"));
    }
}
