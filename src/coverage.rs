//! What a corpus says of a rule pack: how often each rule fires, and which verbs and nouns of happening no rule knows.
//!
//! Called by `khabar rules coverage`. Counts what the stages up to `events` find, sentence by sentence; there is no gold
//! here, so a hit may be right or wrong.

use crate::article::Article;
use crate::events::gaps::{GapKind, gaps};
use crate::rules::Pack;
use crate::{analysis, events, mentions, text};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// A verb or noun that no event rule knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// Verb or noun.
    pub kind: GapKind,
    /// As a rule would write it.
    pub name: String,
    /// How often.
    pub count: usize,
    /// The first sentence with it, on one line.
    pub example: String,
}

/// Counts over some articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Articles that were read.
    pub articles: usize,
    /// Their sentences.
    pub sentences: usize,
    hits: FxHashMap<String, usize>,
    unknown: FxHashMap<(GapKind, String), (usize, String)>,
}

impl Coverage {
    /// Reads one article.
    #[must_use]
    pub fn of(article: &Article, pack: &Pack) -> Self {
        let tokens = text::sentences(&article.text, &pack.orthography);
        let mut known = mentions::KnownNames::default();
        let mut coverage = Self { articles: 1, ..Self::default() };
        for sentence in analysis::analyse(&article.text, &tokens, pack) {
            coverage.sentences += 1;
            let mentions = mentions::mentions(&article.text, &sentence, &mut known, pack);
            for mention in &mentions {
                *coverage.hits.entry(mention.rule.clone()).or_default() += 1;
            }
            for event in events::events(&article.text, &sentence, &mentions, pack) {
                *coverage.hits.entry(pack.events.list[event.rule].id.clone()).or_default() += 1;
            }
            for gap in gaps(&article.text, &sentence, &mentions, pack) {
                let entry = coverage.unknown.entry((gap.kind, gap.name)).or_insert_with(|| {
                    let words = sentence.span.of(&article.text).split_whitespace();
                    (0, words.collect::<Vec<_>>().join(" "))
                });
                entry.0 += 1;
            }
        }
        coverage
    }

    /// Adds the counts of later articles; of two examples the earlier is kept.
    pub fn add(&mut self, later: Self) {
        self.articles += later.articles;
        self.sentences += later.sentences;
        for (rule, count) in later.hits {
            *self.hits.entry(rule).or_default() += count;
        }
        for (key, (count, example)) in later.unknown {
            self.unknown.entry(key).or_insert((0, example)).0 += count;
        }
    }

    /// How often a rule fired.
    #[must_use]
    pub fn hits(&self, rule: &str) -> usize {
        self.hits.get(rule).copied().unwrap_or(0)
    }

    /// Verbs or nouns that no event rule knows, the most frequent first.
    #[must_use]
    pub fn unknown(&self, kind: GapKind) -> Vec<Unknown> {
        let of_kind = self.unknown.iter().filter(|((k, _), _)| *k == kind);
        let mut list: Vec<Unknown> = of_kind
            .map(|((kind, name), (count, example))| Unknown {
                kind: *kind,
                name: name.clone(),
                count: *count,
                example: example.clone(),
            })
            .collect();
        list.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        list
    }
}
