//! `khabar rules trace`: how far a token pattern came that gave nothing, in words.

use super::trace::{View, isolate};
use crate::mentions::trace::{PatternOutcome, PatternTrial, Standing};
use crate::rules::expression::Expression;
use crate::rules::pattern::{Condition, Item};
use crate::rules::patterns::PatternRule;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// So many parts of a pattern are named in one line.
const MOST_PARTS: usize = 5;
/// So many letters of a part are shown.
const MOST_LETTERS: usize = 60;

/// A part of an expression and where it stands in its file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Part<'p> {
    pub(super) text: &'p str,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl<'p> Part<'p> {
    fn of(expression: &'p Expression, (start, end): (usize, usize)) -> Self {
        let (line, column) = expression.place(start);
        Part { text: expression.part(start..end), line, column }
    }

    /// On one line, shortened, with its place.
    fn told(&self, file: &str) -> String {
        let words = self.text.lines().flat_map(|line| without_comment(line).split_whitespace());
        let mut text = words.collect::<Vec<_>>().join(" ");
        if let Some((cut, _)) = text.char_indices().nth(MOST_LETTERS) {
            text.truncate(cut);
            text.push('…');
        }
        format!("`{}` ({file}:{}:{})", isolate(&text), self.line, self.column)
    }
}

/// A line of an expression up to its comment; a `#` in a regular expression or between quotes begins none.
fn without_comment(line: &str) -> &str {
    let begins = |at: &usize| ['"', '/'].iter().all(|mark| line[..*at].matches(*mark).count() % 2 == 0);
    let comment = line.match_indices('#').map(|(at, _)| at).find(begins);
    &line[..comment.unwrap_or(line.len())]
}

/// The part of the pattern's own expression that an item is, or in which it stands by a sub-pattern.
pub(super) fn part<'p>(rule: &'p PatternRule, item: &Item) -> Part<'p> {
    Part::of(&rule.written, item.span)
}

/// The part of a sub-pattern that an item is, with the name of that.
pub(super) fn part_inside<'p>(rule: &'p PatternRule, item: &Item) -> Option<(&'p str, Part<'p>)> {
    let inside = item.inside.as_ref()?;
    let (name, expression) = rule.subs.get_key_value(&inside.sub)?;
    Some((name, Part::of(expression, inside.span)))
}

/// The name of a condition, for programs.
pub(super) const fn name(condition: Condition) -> &'static str {
    match condition {
        Condition::Token => "token",
        Condition::Follows => "follows",
        Condition::DoesNotFollow => "does_not_follow",
        Condition::Precedes => "precedes",
        Condition::DoesNotPrecede => "does_not_precede",
        Condition::Start => "start",
        Condition::End => "end",
    }
}

/// What a part says of what stands there, in words.
const fn wish(condition: Condition) -> &'static str {
    match condition {
        Condition::Token => "is wanted",
        Condition::Follows => "is not met by what follows",
        Condition::DoesNotFollow => "forbids what follows",
        Condition::Precedes => "is not met by what precedes",
        Condition::DoesNotPrecede => "forbids what precedes",
        Condition::Start => "wants the start of the sentence",
        Condition::End => "wants the end of the sentence",
    }
}

/// Parts with what they want, each once: «`a` or `b` is wanted, or `(?! c)` forbids what follows».
fn wishes<'p>(rule: &PatternRule, parts: impl Iterator<Item = (Part<'p>, Condition)>) -> String {
    let mut groups: Vec<(Condition, Vec<Part<'p>>)> = Vec::new();
    for (part, condition) in parts {
        match groups.iter_mut().find(|(known, _)| *known == condition) {
            Some((_, parts)) if parts.contains(&part) => {}
            Some((_, parts)) => parts.push(part),
            None => groups.push((condition, vec![part])),
        }
    }
    let told = groups.iter().map(|(condition, parts)| {
        let mut names: Vec<String> = parts.iter().take(MOST_PARTS).map(|part| part.told(&rule.file)).collect();
        if parts.len() > MOST_PARTS {
            names.push(format!("one of {} others", parts.len() - MOST_PARTS));
        }
        format!("{} {}", names.join(" or "), wish(*condition))
    });
    told.collect::<Vec<_>>().join(", or ")
}

impl View<'_> {
    /// The patterns one by one, then what stood in their way, each word once.
    pub(super) fn write_patterns(&self, trials: &[PatternTrial], output: &mut impl Write) -> io::Result<()> {
        trials.iter().try_for_each(|trial| self.write_pattern(trial, output))?;
        let standing = trials.iter().flat_map(|trial| match &trial.outcome {
            PatternOutcome::Stopped { there, before, .. } => [before.as_ref(), there.as_ref()],
            PatternOutcome::Unbegun { .. } => [None, None],
        });
        // Patterns for persons see more mentions at a word than the others do.
        let words: BTreeSet<&Standing> = standing.flatten().collect();
        for standing in words {
            writeln!(output, "     is   {}: {}", self.word(standing.word), isolate(&standing.passes))?;
        }
        Ok(())
    }

    fn write_pattern(&self, trial: &PatternTrial, output: &mut impl Write) -> io::Result<()> {
        let rule = &self.pack.patterns[trial.rule];
        let place = match &trial.outcome {
            PatternOutcome::Stopped { taken, .. } if taken.is_empty() => format!(" at {}", self.word(taken.start)),
            PatternOutcome::Stopped { taken, .. } => format!(" at {}", self.words(taken)),
            PatternOutcome::Unbegun { .. } => String::new(),
        };
        writeln!(output, "    no   {} ({}){place}: {}", rule.id, rule.kind, self.why_stopped(trial))?;
        let (PatternOutcome::Stopped { wanted, .. } | PatternOutcome::Unbegun { first: wanted }) = &trial.outcome;
        // The parts of each sub-pattern, once below its uses.
        let mut told = Vec::new();
        for (n, item) in wanted.iter().enumerate().filter(|(_, item)| item.inside.is_some()) {
            if wanted[..n].iter().any(|earlier| earlier.span == item.span) {
                continue;
            }
            let parts = wanted.iter().filter(|other| other.span == item.span);
            let inside = parts.filter_map(|item| Some((part_inside(rule, item)?.1, item.condition)));
            let line = format!("`{}`: {}", isolate(part(rule, item).text), wishes(rule, inside));
            if !told.contains(&line) {
                writeln!(output, "           {line}")?;
                told.push(line);
            }
        }
        Ok(())
    }

    /// Why a token pattern gave nothing, in words.
    pub(super) fn why_stopped(&self, trial: &PatternTrial) -> String {
        let rule = &self.pack.patterns[trial.rule];
        // A sub-pattern as a whole wants words, whatever its parts want.
        let own = |item: &Item| match item.inside {
            Some(_) => (part(rule, item), Condition::Token),
            None => (part(rule, item), item.condition),
        };
        let stands = |standing: &Option<Standing>, end: &str, place: &str| match standing {
            Some(standing) => format!("{} stands {place}", self.word(standing.word)),
            None => format!("the sentence {end} there"),
        };
        match &trial.outcome {
            PatternOutcome::Stopped { taken, wanted, there, before } => {
                let mut told = wishes(rule, wanted.iter().map(own));
                if !taken.is_empty() {
                    told.insert_str(0, "then ");
                }
                let behind = |item: &Item| matches!(item.condition, Condition::Precedes | Condition::DoesNotPrecede);
                if wanted.iter().any(behind) {
                    told = format!("{told}; {}", stands(before, "begins", "before"));
                }
                if wanted.iter().all(behind) { told } else { format!("{told}; {}", stands(there, "ends", "there")) }
            }
            PatternOutcome::Unbegun { first } => {
                format!("no word begins it: {}", wishes(rule, first.iter().map(own)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_told_on_one_line_without_comments_and_not_too_long() {
        let told = |text: &str| Part { text, line: 3, column: 7 }.told("a.toml").replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(told("a   # one word\n  | \"#\" | /#/ # two marks"), "`a | \"#\" | /#/` (a.toml:3:7)");
        assert_eq!(told(&"ab ".repeat(40)), format!("`{}…` (a.toml:3:7)", "ab ".repeat(20)));
    }
}
