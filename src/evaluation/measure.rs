//! How often each event rule was right, and the table in which a pack keeps that.

use super::matching::Matches;
use super::{Annotated, GoldArticle};
use crate::knowledge::Knowledge;
use crate::rules::measured::{self, Counts};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Counts by rule id.
pub type ByRule = BTreeMap<String, Counts>;

/// Counts the mentions of each event rule: one is right when gold has an event of its type whose trigger overlaps.
#[must_use]
pub fn by_rule(gold: &[GoldArticle], found: &[Knowledge]) -> ByRule {
    let mut rules = ByRule::new();
    for (article, found) in gold.iter().zip(found) {
        let found = Annotated::from(found);
        let matches = Matches::new(&article.article.text, &article.annotated, &found);
        for (n, event) in found.events.iter().enumerate() {
            let counts = rules.entry(event.rule.clone().unwrap_or_default()).or_default();
            if matches.events.iter().any(|pair| pair.1 == n) {
                counts.right += 1;
            } else {
                counts.wrong += 1;
            }
        }
    }
    rules
}

/// The text of `measured.tsv`: what was measured, then one line a rule, sorted by id.
#[must_use]
pub fn table(rules: &ByRule, articles: usize) -> String {
    let sum = |pick: fn(&Counts) -> u32| rules.values().map(pick).sum::<u32>();
    let mut text = String::from(
        "# How often each event rule was right on gold: a mention is right when gold has an event of its\n",
    );
    text.push_str(
        "# type whose trigger overlaps. The rules were developed with this gold, so expect less on other text.\n",
    );
    let (right, wrong) = (sum(|c| c.right), sum(|c| c.wrong));
    // Writing into a string cannot fail.
    let _ = writeln!(text, "# {articles} articles, {} mentions, {right} right, {wrong} wrong.", right + wrong);
    text.push_str("# Made by: khabar rules measure GOLD… -o measured.tsv\n");
    let _ = writeln!(text, "{}", measured::COLUMNS.join("\t"));
    for (rule, counts) in rules {
        let _ = writeln!(text, "{rule}\t{}\t{}", counts.right, counts.wrong);
    }
    text
}
