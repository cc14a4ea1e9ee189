//! `measured.tsv`: how often each rule was right when the pack was last compared with gold.
//!
//! The table is optional and made by `khabar rules measure`. It changes nothing that is found; the graph carries it as
//! `kb:precision` of a rule, and `khabar rules list` shows it.

use super::fault::{Faults, nearest};
use super::table;
use std::collections::BTreeMap;

/// Path of the table in a pack.
pub const FILE: &str = "measured.tsv";

/// Its columns.
pub const COLUMNS: [&str; 3] = ["rule", "true", "false"];

/// Mentions of one rule that were compared with gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Gold has them.
    pub right: u32,
    /// Gold does not have them.
    pub wrong: u32,
}

impl Counts {
    /// All that were compared.
    #[must_use]
    pub const fn judged(self) -> u32 {
        self.right + self.wrong
    }
}

/// Counts by rule id.
pub type Measured = BTreeMap<String, Counts>;

/// Reads the table. An id that no rule has is a warning, since rules come and go between two measurements.
pub(crate) fn load<'r>(text: &str, rules: impl Iterator<Item = &'r str> + Clone, faults: &mut Faults) -> Measured {
    let mut measured = Measured::new();
    table::read(FILE, text, &COLUMNS, faults, |row, faults| {
        let id = row.cell(0);
        let number = |n: usize| row.cell(n).parse::<u32>();
        let (Ok(right), Ok(wrong)) = (number(1), number(2)) else {
            faults.error(FILE, row.span(), "a count is no number", "write how often the rule was right and wrong");
            return;
        };
        if !rules.clone().any(|rule| rule == id) {
            let near = nearest(id, rules.clone()).map_or(String::new(), |n| format!("is it `{n}` now? "));
            let proposal = format!("{near}measure again with `khabar rules measure`, or take the line out");
            faults.warning(FILE, row.span(), format!("no rule `{id}`"), proposal);
            return;
        }
        if measured.insert(id.to_owned(), Counts { right, wrong }).is_some() {
            faults.error(FILE, row.span(), format!("a second line for `{id}`"), "keep one of them");
        }
    });
    measured
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fault::Severity;

    fn read(text: &str) -> (Measured, Vec<(Severity, String)>) {
        let mut faults = Faults::default();
        let measured = load(text, ["meet.verb", "die.toll"].into_iter(), &mut faults);
        (measured, faults.all().iter().map(|f| (f.severity, f.message.clone())).collect())
    }

    #[test]
    fn counts_are_read_and_an_unknown_rule_is_a_warning() {
        let (measured, faults) = read("# note\nrule\ttrue\tfalse\nmeet.verb\t9\t1\nmeet.verbs\t1\t0\n");
        assert_eq!(measured.get("meet.verb"), Some(&Counts { right: 9, wrong: 1 }));
        assert_eq!(measured.len(), 1);
        assert_eq!(faults, [(Severity::Warning, "no rule `meet.verbs`".to_owned())]);
    }

    #[test]
    fn a_count_that_is_no_number_and_a_second_line_are_errors() {
        let (_, faults) = read("rule\ttrue\tfalse\nmeet.verb\tmany\t1\ndie.toll\t1\t1\ndie.toll\t2\t1\n");
        assert_eq!(faults.iter().map(|f| f.0).collect::<Vec<_>>(), [Severity::Error, Severity::Error]);
    }
}
