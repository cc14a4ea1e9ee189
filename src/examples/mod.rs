//! Executes the examples and counterexamples that rules carry, through the whole pipeline.
//!
//! Called by `khabar rules test` and by the tests of the pack.

mod doubts;
mod engine;

pub use doubts::doubts;

use crate::article::Article;
use crate::knowledge::{EventMention, Knowledge};
use crate::rules::Pack;
use crate::rules::event_rules::{EventRule, Example, Yield};
use crate::rules::example::{Counterexample, MentionExample};
use crate::rules::fault::{Fault, Severity};
use crate::rules::heads;
use crate::schema::{EntityType, EventType};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use toml::Spanned;

/// What came of one example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Id of the rule.
    pub rule: String,
    /// File of the rule in the pack.
    pub file: String,
    /// The text.
    pub text: String,
    /// Where the text stands in the file, in bytes.
    pub span: Range<usize>,
    /// What was expected and not found, or found and not expected; empty when all is well.
    pub faults: Vec<String>,
    /// Why it does not hold yet, as the file says.
    pub pending: Option<Spanned<String>>,
    /// The rules that gave what an example is about, each once; nothing for a counterexample.
    pub by: BTreeSet<String>,
}

impl Outcome {
    /// Whether the example holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }

    /// Why the example does not hold yet; nothing when it holds, or when nobody said that it may fail.
    #[must_use]
    pub fn awaits(&self) -> Option<&str> {
        self.pending.as_ref().filter(|_| !self.holds()).map(|reason| reason.get_ref().as_str())
    }

    /// What is wrong, as a fault of the file in which the example stands: an error when it fails and may not, a warning
    /// when it holds and is still marked as pending.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        let (severity, span, message, proposal) = match (&self.pending, self.holds()) {
            (None, true) | (Some(_), false) => return None,
            (None, false) => (
                Severity::Error,
                self.span.clone(),
                format!("an example of `{}` does not hold: {}", self.rule, self.faults.join("; ")),
                "mend the rule or the example; `khabar analyse` shows how a text is read",
            ),
            (Some(reason), true) => (
                Severity::Warning,
                reason.span(),
                format!("a pending example of `{}` holds now", self.rule),
                "take `pending` out",
            ),
        };
        Some(Fault { severity, file: self.file.clone(), span, message, proposal: Some(proposal.to_owned()) })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({}): \u{2068}{}\u{2069}", self.rule, self.file, self.text)?;
        for fault in &self.faults {
            writeln!(f, "    {fault}")?;
        }
        Ok(())
    }
}

/// Runs the examples of all rules whose id begins with `prefix`, in parallel; outcomes are in rule order.
#[must_use]
pub fn run(pack: &Pack, prefix: &str) -> Vec<Outcome> {
    let events = pack.events.list.par_iter().filter(|r| r.id.starts_with(prefix)).flat_map_iter(|rule| {
        let examples = rule.examples.iter().map(|e| event_example(pack, rule, e));
        let counter = rule.counterexamples.iter().map(|c| event_counterexample(pack, rule, c));
        examples.chain(counter).collect::<Vec<_>>()
    });
    let patterns = pack.patterns.par_iter().filter(|r| r.id.starts_with(prefix)).flat_map_iter(|rule| {
        let finder = Finder { id: &rule.id, file: &rule.file, kind: rule.kind };
        finder.run(pack, &rule.examples, &rule.counterexamples)
    });
    let heads = pack.heads.par_iter().filter(|r| r.id.starts_with(prefix)).flat_map_iter(|rule| {
        let finder = Finder { id: &rule.id, file: heads::FILE, kind: rule.kind };
        finder.run(pack, &rule.examples, &rule.counterexamples)
    });
    let mut outcomes: Vec<Outcome> = events.collect();
    outcomes.par_extend(patterns);
    outcomes.par_extend(heads);
    outcomes.par_extend(
        pack.engine.par_iter().filter(|p| p.id.starts_with(prefix)).flat_map_iter(|part| engine::run(pack, part)),
    );
    outcomes
}

/// A rule that finds mentions of one type.
struct Finder<'r> {
    id: &'r str,
    file: &'r str,
    kind: EntityType,
}

impl Finder<'_> {
    fn run(self, pack: &Pack, examples: &[MentionExample], counterexamples: &[Counterexample]) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for example in examples {
            let found = self.mentions(pack, example.text.get_ref());
            let texts: Vec<String> = found.iter().map(|(text, _)| text.clone()).collect();
            let missing = |y: &&String| !texts.contains(y);
            let expected = example.yields.get_ref();
            let faults = expected
                .iter()
                .filter(missing)
                .map(|y| format!("expected {} “{y}”, found {}", self.kind, listed(&texts)))
                .collect();
            let by = found.into_iter().filter(|(text, _)| expected.contains(text)).map(|(_, rule)| rule).collect();
            let made = outcome(self.id, self.file, &example.text, &example.pending, faults);
            outcomes.push(Outcome { by, ..made });
        }
        for counterexample in counterexamples {
            let found = self.mentions(pack, counterexample.text.get_ref());
            let faults = found
                .iter()
                .map(|(text, rule)| format!("found {} “{text}” by {rule}, which is none", self.kind))
                .collect();
            outcomes.push(outcome(self.id, self.file, &counterexample.text, &counterexample.pending, faults));
        }
        outcomes
    }

    /// Texts of the mentions of the type, each with the rule that found it.
    fn mentions(&self, pack: &Pack, text: &str) -> Vec<(String, String)> {
        let knowledge = read(pack, text);
        let of_kind = knowledge.entities.iter().filter(|e| e.kind == self.kind);
        of_kind.flat_map(|e| &e.mentions).map(|m| (m.span.of(text).to_owned(), m.rule.clone())).collect()
    }
}

fn outcome(
    rule: &str,
    file: &str,
    text: &Spanned<String>,
    pending: &Option<Spanned<String>>,
    faults: Vec<String>,
) -> Outcome {
    let (rule, file) = (rule.to_owned(), file.to_owned());
    let (pending, by) = (pending.clone(), BTreeSet::new());
    Outcome { rule, file, text: text.get_ref().clone(), span: text.span(), faults, pending, by }
}

fn read(pack: &Pack, text: &str) -> Knowledge {
    crate::extract(&Article { id: "example".to_owned(), text: text.to_owned(), ..Article::default() }, pack)
}

fn listed(found: &[String]) -> String {
    if found.is_empty() {
        "nothing".to_owned()
    } else {
        found.iter().map(|f| format!("“{f}”")).collect::<Vec<_>>().join(", ")
    }
}

fn event_example(pack: &Pack, rule: &EventRule, example: &Example) -> Outcome {
    let text = example.text.get_ref();
    let knowledge = read(pack, text);
    let found: Vec<&EventMention> =
        knowledge.events.iter().flat_map(|e| &e.mentions).filter(|m| m.kind == rule.kind).collect();
    // The mention that comes nearest to what is expected.
    let best = found
        .iter()
        .map(|m| compare(text, example, m))
        .min_by_key(Vec::len)
        .unwrap_or_else(|| vec![format!("no {} found{}", rule.kind, others(&knowledge, rule.kind))]);
    let by = found.iter().filter(|m| compare(text, example, m).is_empty()).map(|m| m.rule.clone()).collect();
    Outcome { by, ..outcome(&rule.id, &rule.file, &example.text, &example.pending, best) }
}

fn others(knowledge: &Knowledge, kind: EventType) -> String {
    let text = knowledge.article.text.as_str();
    let list: Vec<String> = knowledge
        .events
        .iter()
        .flat_map(|e| &e.mentions)
        .filter(|m| m.kind != kind)
        .map(|m| format!("{} “{}” by {}", m.kind, m.trigger.of(text), m.rule))
        .collect();
    if list.is_empty() { String::new() } else { format!("; found {}", list.join(", ")) }
}

/// Differences between what an example expects and what a mention has.
fn compare(text: &str, example: &Example, mention: &EventMention) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, expected) in &example.yields {
        let wanted: Vec<&str> = match expected {
            Yield::One(one) => vec![one.as_str()],
            Yield::Many(many) => many.iter().map(String::as_str).collect(),
        };
        let found: Vec<&str> = match name.as_str() {
            "trigger" => vec![mention.trigger.of(text)],
            "polarity" => vec![mention.polarity.name()],
            "modality" => vec![mention.modality.name()],
            role => mention.arguments.iter().filter(|a| a.role.name() == role).map(|a| a.span.of(text)).collect(),
        };
        for want in wanted.iter().filter(|w| !found.contains(w)) {
            let found: Vec<String> = found.iter().map(|f| (*f).to_owned()).collect();
            faults.push(format!("{name}: expected “{want}”, found {}", listed(&found)));
        }
    }
    faults
}

fn event_counterexample(pack: &Pack, rule: &EventRule, counterexample: &Counterexample) -> Outcome {
    let text = counterexample.text.get_ref();
    let knowledge = read(pack, text);
    let faults = knowledge
        .events
        .iter()
        .flat_map(|e| &e.mentions)
        .filter(|m| m.kind == rule.kind)
        .map(|m| format!("found {} “{}” by {}, which is none", m.kind, m.trigger.of(text), m.rule))
        .collect();
    outcome(&rule.id, &rule.file, &counterexample.text, &counterexample.pending, faults)
}
