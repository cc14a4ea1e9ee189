//! How often each rule was right, and the table in which a pack keeps that.

use super::matching::Matches;
use super::{Annotated, GoldArticle};
use crate::knowledge::Knowledge;
use crate::rules::Pack;
use crate::rules::measured::{self, Counts};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Counts by rule id.
pub type ByRule = BTreeMap<String, Counts>;

/// Counts the mentions of each rule: one is right when gold has an event of its type whose trigger overlaps, or an
/// entity of its type with half of its words. Mentions that no rule of `pack` found (names of the gazetteer) are left
/// out.
#[must_use]
pub fn by_rule(gold: &[GoldArticle], found: &[Knowledge], pack: &Pack) -> ByRule {
    let known: BTreeSet<&str> = pack.rule_ids().collect();
    let mut rules = ByRule::new();
    let mut count = |rule: Option<&String>, right: bool| {
        let Some(rule) = rule.filter(|rule| known.contains(rule.as_str())) else { return };
        let counts = rules.entry(rule.clone()).or_default();
        *(if right { &mut counts.right } else { &mut counts.wrong }) += 1;
    };
    for (article, found) in gold.iter().zip(found) {
        let found = Annotated::from(found);
        let matches = Matches::new(&article.article.text, &article.annotated, &found);
        for (n, event) in found.events.iter().enumerate() {
            count(event.rule.as_ref(), matches.events.iter().any(|pair| pair.1 == n));
        }
        for (n, entity) in found.entities.iter().enumerate() {
            count(entity.rule.as_ref(), matches.entities.iter().any(|pair| pair.1 == n));
        }
    }
    rules
}

/// The text of `measured.tsv`: what was measured, then one line a rule, sorted by id.
#[must_use]
pub fn table(rules: &ByRule, articles: usize) -> String {
    let sum = |pick: fn(&Counts) -> u32| rules.values().map(pick).sum::<u32>();
    let mut text = String::from(
        "# How often each rule was right on gold: a mention is right when gold has an event of its type whose\n",
    );
    text.push_str(
        "# trigger overlaps, or an entity of its type with half of its words. The rules were developed with\n",
    );
    text.push_str("# this gold, so expect less on other text.\n");
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
