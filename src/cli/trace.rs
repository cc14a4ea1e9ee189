//! `khabar rules trace`: what became of every event rule whose trigger words stand in a sentence, and of every claim to
//! a mention.

use super::arguments::ReportFormat;
use super::failure::Failure;
use super::trace_json;
use crate::analysis::{self, Sentence};
use crate::events::Idle;
use crate::events::trace::{self, Side, Trial, TrialOutcome};
use crate::mentions::trace::{Claim, ClaimOutcome, PatternTrial, Unfit};
use crate::mentions::{self, KnownNames};
use crate::rules::Pack;
use crate::rules::fault::nearest;
use crate::span::{CodePoints, Span};
use crate::text;
use clap::Args;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::process::ExitCode;

/// What `trace` takes.
#[derive(Debug, Args)]
pub(crate) struct Trace {
    /// The sentence, or several.
    #[arg(value_name = "SENTENCE")]
    sentence: String,
    /// What to print; for reading when not given.
    #[arg(short, long, default_value = "table")]
    format: ReportFormat,
    /// Show the mentions of persons, places and other entities too: which rule claims which words, which claims lose to
    /// which others, and why head rules give nothing.
    #[arg(long)]
    mentions: bool,
    /// Show only the rules whose id begins with this, event rules and those for mentions; of token patterns also those
    /// that no word of the sentence begins.
    #[arg(long, value_name = "PREFIX")]
    rule: Option<String>,
}

impl Trace {
    /// Whether to show the rules for mentions.
    const fn shows_mentions(&self) -> bool {
        self.mentions || self.rule.is_some()
    }

    /// Whether to show a rule.
    fn shows(&self, id: &str) -> bool {
        self.rule.as_deref().is_none_or(|prefix| id.starts_with(prefix))
    }
}

/// What became of the rules in one sentence.
struct Told {
    sentence: Sentence,
    claims: Vec<Claim>,
    patterns: Vec<PatternTrial>,
    trials: Vec<Trial>,
}

pub(crate) fn run(command: &Trace, pack: &Pack) -> Result<ExitCode, Failure> {
    let text = command.sentence.as_str();
    if let Some(prefix) = &command.rule
        && !pack.exemplified().any(|id| id.starts_with(prefix))
    {
        let near = nearest(prefix, pack.exemplified()).map(str::to_owned);
        return Err(Failure::UnknownRule { prefix: prefix.clone(), near });
    }
    let tokens = text::sentences(text, &pack.orthography);
    let mut known = KnownNames::default();
    let read: Vec<Told> = analysis::analyse(text, &tokens, pack)
        .into_iter()
        .map(|sentence| {
            let mut traced = mentions::trace::trace(text, &sentence, &mut known, pack, command.rule.as_deref());
            let (_, mut trials) = trace::trace(text, &sentence, &traced.mentions, pack);
            traced.claims.retain(|claim| command.shows(&claim.rule));
            traced.patterns.retain(|trial| command.shows(&pack.patterns[trial.rule].id));
            trials.retain(|trial| command.shows(&pack.events.list[trial.rule].id));
            Told { sentence, claims: traced.claims, patterns: traced.patterns, trials }
        })
        .collect();
    let mut output = BufWriter::new(io::stdout().lock());
    match command.format {
        ReportFormat::Table => {
            for told in &read {
                let view = View { text, sentence: &told.sentence, pack };
                writeln!(output, "{}", isolate(told.sentence.span.of(text)))?;
                view.write_all(told, command, &mut output)?;
            }
        }
        ReportFormat::Json => {
            let points = CodePoints::new(text);
            let sentences = read.iter().map(|told| {
                let view = View { text, sentence: &told.sentence, pack };
                let mentions = command.shows_mentions().then_some((told.claims.as_slice(), told.patterns.as_slice()));
                trace_json::report(&view, &points, mentions, &told.trials)
            });
            let report = trace_json::Report { sentences: sentences.collect() };
            writeln!(output, "{}", serde_json::to_string_pretty(&report)?)?;
        }
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Right-to-left words inside a line of English, on one line.
pub(super) fn isolate(words: &str) -> String {
    format!("\u{2068}{}\u{2069}", words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A sentence that was read.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) sentence: &'a Sentence,
    pub(super) pack: &'a Pack,
}

impl View<'_> {
    pub(super) fn span(&self, words: &Range<usize>) -> Option<Span> {
        let list = &self.sentence.words;
        let last = words.end.checked_sub(1).and_then(|end| list.get(end))?;
        Some(list.get(words.start)?.span.cover(last.span))
    }

    pub(super) fn words(&self, words: &Range<usize>) -> String {
        self.span(words).map_or(String::new(), |span| isolate(span.of(self.text)))
    }

    pub(super) fn word(&self, at: usize) -> String {
        self.words(&(at..at + 1))
    }

    fn rule(&self, number: usize) -> &str {
        &self.pack.events.list[number].id
    }

    fn write_all(&self, told: &Told, command: &Trace, output: &mut impl Write) -> io::Result<()> {
        if command.shows_mentions() {
            told.claims.iter().try_for_each(|claim| self.write_claim(claim, output))?;
            self.write_patterns(&told.patterns, output)?;
        }
        match &command.rule {
            None if told.trials.is_empty() => writeln!(output, "  no word of it is a trigger of an event rule")?,
            Some(prefix) if told.claims.is_empty() && told.patterns.is_empty() && told.trials.is_empty() => {
                writeln!(output, "  no word of it is a trigger of a rule `{prefix}`")?;
            }
            _ => {}
        }
        told.trials.iter().try_for_each(|trial| self.write(trial, output))
    }

    fn write_claim(&self, claim: &Claim, output: &mut impl Write) -> io::Result<()> {
        let words = self.words(&claim.words);
        match claim.outcome {
            ClaimOutcome::Stays => writeln!(output, "  found  {} ({}): {words}", claim.rule, claim.kind),
            _ => writeln!(output, "    no   {} ({}) at {words}: {}", claim.rule, claim.kind, self.why(claim)),
        }
    }

    /// What came of a claim, in words.
    pub(super) fn why(&self, claim: &Claim) -> String {
        let rule = || self.pack.heads.iter().find(|rule| rule.id == claim.rule);
        match &claim.outcome {
            ClaimOutcome::Stays => "it is a mention".to_owned(),
            ClaimOutcome::Beaten { by, start, end } => format!("{by} has {}", self.words(&(*start..*end))),
            ClaimOutcome::Dropped => "it belongs to a description around it".to_owned(),
            ClaimOutcome::Unfit(Unfit::Except) => "the word is in `except`".to_owned(),
            ClaimOutcome::Unfit(Unfit::Describes) => "the word describes the one before it".to_owned(),
            ClaimOutcome::Unfit(Unfit::InName) => "the word stands inside a name".to_owned(),
            ClaimOutcome::Unfit(Unfit::Place) => "the word is also a place or its name".to_owned(),
            ClaimOutcome::Unfit(Unfit::Number) => {
                format!("it is not of the `number` {}", rule().map_or("", |rule| rule.number.name()))
            }
            ClaimOutcome::Unfit(Unfit::Named) => "a name hangs on it (`unless_named`)".to_owned(),
            ClaimOutcome::Unfit(Unfit::Several) => "several bodies are no body".to_owned(),
            ClaimOutcome::Unfit(Unfit::Values) => "the number before it is none of `values`".to_owned(),
            ClaimOutcome::Unfit(Unfit::Owned) => "it is somebody's".to_owned(),
            ClaimOutcome::Unfit(Unfit::Adjectival) => "the number before it makes an adjective of it".to_owned(),
            ClaimOutcome::Unfit(Unfit::Needs) => {
                let needs = rule().map_or(Vec::new(), |rule| rule.needs.iter().map(|need| need.name()).collect());
                format!("none of its `needs` holds: {}", needs.join(", "))
            }
        }
    }

    fn write(&self, trial: &Trial, output: &mut impl Write) -> io::Result<()> {
        let rule = &self.pack.events.list[trial.rule];
        let fired = matches!(trial.outcome, TrialOutcome::Fired(_));
        let mark = if fired { "fired" } else { "  no " };
        write!(output, "  {mark}  {} ({}) at {}: ", rule.id, rule.kind, self.words(&trial.trigger))?;
        writeln!(output, "{}", self.reason(trial))?;
        for refused in &trial.refused {
            let what = refused.role.map_or("required slot".to_owned(), |role| format!("role {role}"));
            let words = self.words(&(refused.start..refused.end));
            writeln!(output, "           {what}: {words} is in the place of `{}` but fails its test", refused.slot)?;
        }
        Ok(())
    }

    pub(super) fn reason(&self, trial: &Trial) -> String {
        let rule = &self.pack.events.list[trial.rule];
        let side = |side: &Side| if *side == Side::Before { "before" } else { "after" };
        match &trial.outcome {
            TrialOutcome::Fired(fillers) if fillers.is_empty() => "with no role filled".to_owned(),
            TrialOutcome::Fired(fillers) => {
                let filled: Vec<String> =
                    fillers.iter().map(|f| format!("{} {}", f.role, isolate(f.span.of(self.text)))).collect();
                filled.join("; ")
            }
            TrialOutcome::RequiredMissing => {
                let slots: Vec<String> = rule.requires.iter().map(|s| format!("`{}`", s.written)).collect();
                format!("nothing fills what it requires: {}", slots.join(" or "))
            }
            TrialOutcome::Excluded { slot, words } => {
                format!("{} fills `{slot}`, which it excludes", self.words(words))
            }
            TrialOutcome::Forbidden { side: s, word } => {
                format!("{} stands {} the trigger, which it forbids", self.word(*word), side(s))
            }
            TrialOutcome::Unaccompanied { side: s, word } => {
                let there = word.map_or("the sentence ends".to_owned(), |w| format!("{} stands there", self.word(w)));
                format!("none of the words that it wants {} the trigger; {there}", side(s))
            }
            TrialOutcome::Outranked { by } => {
                format!("{} is better: higher priority, more roles filled, or earlier in the pack", self.rule(*by))
            }
            TrialOutcome::Suppressed { by, trigger } => {
                format!("{} at {} shares words with it and wins", self.rule(*by), self.words(trigger))
            }
            TrialOutcome::Idle(Idle::InName) => "the noun stands inside a name".to_owned(),
            TrialOutcome::Idle(Idle::Element) => "the noun is the element of a verb that tells it all".to_owned(),
            TrialOutcome::Idle(Idle::Generic) => "the noun means such happenings in general".to_owned(),
            TrialOutcome::InVerb { by } => format!("the noun is part of the trigger of {}", self.rule(*by)),
            TrialOutcome::ReadAs(pos) => format!("not tried as a noun: the word is read as {}", pos.name()),
            TrialOutcome::Apart { verb } => {
                format!("not tried: it is not read as the element of {}", self.words(verb))
            }
            TrialOutcome::Compound { element } => {
                format!("not tried: the verb stands with {}, and the rule has the verb alone", self.words(element))
            }
        }
    }
}
