//! What two readings of the news differ in: events and facts that came, went, or changed.
//!
//! Compares article by article, from the statements of both sides: two knowledge bases, two revisions of one, or one
//! text under two rule packs. Mentions of events are matched by the words of their sentence, so that a line put before
//! them changes nothing. [`markdown`] and [`text`] write the answer for people; it serializes to JSON as it is.

mod matching;
mod view;
mod write;

pub use view::{EventView, FactView, View};
pub use write::{markdown, text};

use oxigraph::model::Quad;
use serde::Serialize;
use std::collections::BTreeMap;

/// All differences between two sides.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    /// The name of the old side.
    pub old: String,
    /// The name of the new side.
    pub new: String,
    /// How many differences each rule has, by its id.
    pub rules: BTreeMap<String, Counts>,
    /// Articles that differ, by id.
    pub articles: Vec<ArticleDifference>,
}

/// How many things differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Only the new side has them.
    pub added: usize,
    /// Only the old side has them.
    pub removed: usize,
    /// Both have them, but not with the same values.
    pub changed: usize,
}

/// What differs in one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleDifference {
    /// The article's id.
    pub id: String,
    /// Whether the article itself came or went.
    pub status: Status,
    /// Mentions of events.
    pub events: Changes<EventView>,
    /// Facts of entities and links of events.
    pub facts: Changes<FactView>,
}

/// Whether both sides have an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Only the new side has it.
    Added,
    /// Only the old side has it.
    Removed,
    /// Both have it.
    Changed,
}

/// Things that came, went or changed, each in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changes<T> {
    /// Only the new side has them.
    pub added: Vec<T>,
    /// Only the old side has them.
    pub removed: Vec<T>,
    /// Both sides have them.
    pub changed: Vec<Changed<T>>,
}

/// One thing with what it was and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed<T> {
    /// As the new side has it.
    pub now: T,
    /// The values that differ.
    pub fields: Vec<Field>,
}

/// One value that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// `type`, `trigger`, `polarity`, `modality`, `attributed`, `rule`, `value`, or the name of a role.
    pub name: String,
    /// Values that only the old side has.
    pub removed: Vec<String>,
    /// Values that only the new side has.
    pub added: Vec<String>,
}

impl<T> Changes<T> {
    const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// How many there are of each.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        Counts { added: self.added.len(), removed: self.removed.len(), changed: self.changed.len() }
    }

    fn count_rules(&self, rule: impl Fn(&T) -> &str, rules: &mut BTreeMap<String, Counts>) {
        let mut of = |thing: &T, count: fn(&mut Counts) -> &mut usize| {
            *count(rules.entry(rule(thing).to_owned()).or_default()) += 1;
        };
        self.added.iter().for_each(|thing| of(thing, |c| &mut c.added));
        self.removed.iter().for_each(|thing| of(thing, |c| &mut c.removed));
        self.changed.iter().for_each(|changed| of(&changed.now, |c| &mut c.changed));
    }
}

/// What differs in one article, of which at least one side has statements; `None` when nothing does.
#[must_use]
pub fn of_article(id: &str, old: Option<&[Quad]>, new: Option<&[Quad]>) -> Option<ArticleDifference> {
    let status = match (old, new) {
        (None, _) => Status::Added,
        (_, None) => Status::Removed,
        _ => Status::Changed,
    };
    let (old, new) = (View::of(old.unwrap_or_default()), View::of(new.unwrap_or_default()));
    let made = ArticleDifference {
        id: id.to_owned(),
        status,
        events: matching::events(old.events, new.events),
        facts: matching::facts(old.facts, new.facts),
    };
    let same = status == Status::Changed && made.events.is_empty() && made.facts.is_empty();
    (!same).then_some(made)
}

impl Difference {
    /// Puts the differences of all articles together.
    #[must_use]
    pub fn new(old: String, new: String, mut articles: Vec<ArticleDifference>) -> Self {
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        let mut rules = BTreeMap::new();
        for article in &articles {
            article.events.count_rules(|e| &e.rule, &mut rules);
            article.facts.count_rules(|f| &f.rule, &mut rules);
        }
        Self { old, new, rules, articles }
    }

    /// Whether both sides say the same.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    fn total<T>(&self, of: impl Fn(&ArticleDifference) -> &Changes<T>) -> Counts {
        self.articles.iter().map(|a| of(a).counts()).fold(Counts::default(), |sum, c| Counts {
            added: sum.added + c.added,
            removed: sum.removed + c.removed,
            changed: sum.changed + c.changed,
        })
    }
}
