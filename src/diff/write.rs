//! Differences for reading: on a terminal, and in a pull request.

use super::{ArticleDifference, Changed, Changes, Counts, Difference, EventView, FactView, Status};
use crate::findings::cell;
use crate::kb::table;
use std::io::{self, Write};

/// Each article with its differences, then the rules behind them, then how many there are.
///
/// # Errors
/// When the output cannot be written.
pub fn text(difference: &Difference, output: &mut impl Write) -> io::Result<()> {
    for article in &difference.articles {
        writeln!(output, "{}{}", article.id, status(article))?;
        for line in lines(article) {
            writeln!(output, "  {} {}", line.mark, line.told(&isolated))?;
            for field in line.fields {
                writeln!(output, "      {}", told(field, &isolated))?;
            }
        }
        writeln!(output)?;
    }
    if !difference.rules.is_empty() {
        let columns = ["rule", "added", "removed", "changed"].map(str::to_owned);
        let row = |(rule, c): (&String, &Counts)| {
            vec![rule.clone(), c.added.to_string(), c.removed.to_string(), c.changed.to_string()]
        };
        let rows: Vec<Vec<String>> = difference.rules.iter().map(row).collect();
        table::write(&columns, &rows, output)?;
        writeln!(output)?;
    }
    writeln!(output, "{}", summary(difference))
}

/// The same as Markdown: the summary, a table of rules, and the articles folded away.
///
/// # Errors
/// When the output cannot be written.
pub fn markdown(difference: &Difference, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "### khabar: {}", cell(&summary(difference)))?;
    if difference.is_empty() {
        return Ok(());
    }
    if !difference.rules.is_empty() {
        writeln!(output, "\n| rule | added | removed | changed |\n| --- | ---: | ---: | ---: |")?;
        for (rule, c) in &difference.rules {
            writeln!(output, "| {} | {} | {} | {} |", cell(rule), c.added, c.removed, c.changed)?;
        }
    }
    let words = |text: &str| format!("<bdi>{}</bdi>", cell(text));
    for article in &difference.articles {
        writeln!(output, "\n<details><summary>{}{}</summary>\n", cell(&article.id), status(article))?;
        for line in lines(article) {
            writeln!(output, "- `{}` {}", line.mark, line.told(&words))?;
            for field in line.fields {
                writeln!(output, "  - {}", told(field, &words))?;
            }
        }
        writeln!(output, "\n</details>")?;
    }
    Ok(())
}

const fn status(article: &ArticleDifference) -> &'static str {
    match article.status {
        Status::Added => " (new article)",
        Status::Removed => " (article is gone)",
        Status::Changed => "",
    }
}

fn summary(difference: &Difference) -> String {
    if difference.is_empty() {
        return format!("{} and {} say the same", difference.old, difference.new);
    }
    let counts = |c: Counts| format!("{} added, {} removed, {} changed", c.added, c.removed, c.changed);
    format!(
        "{} → {}: {} articles differ; events: {}; facts: {}",
        difference.old,
        difference.new,
        difference.articles.len(),
        counts(difference.total(|a| &a.events)),
        counts(difference.total(|a| &a.facts))
    )
}

/// One thing that differs.
struct Line<'d> {
    mark: char,
    what: What<'d>,
    fields: &'d [super::Field],
}

enum What<'d> {
    Event(&'d EventView),
    Fact(&'d FactView),
}

/// All differences of an article: events by line, then facts; what went before what came.
fn lines(article: &ArticleDifference) -> Vec<Line<'_>> {
    fn of<'d, T>(changes: &'d Changes<T>, what: impl Fn(&'d T) -> What<'d>) -> Vec<Line<'d>> {
        let changed = |c: &'d Changed<T>| Line { mark: '~', what: what(&c.now), fields: &c.fields };
        let mut all: Vec<Line<'d>> =
            changes.removed.iter().map(|t| Line { mark: '-', what: what(t), fields: &[] }).collect();
        all.extend(changes.changed.iter().map(changed));
        all.extend(changes.added.iter().map(|t| Line { mark: '+', what: what(t), fields: &[] }));
        all
    }
    let mut events = of(&article.events, What::Event);
    events.sort_by_key(|line| match line.what {
        What::Event(event) => event.line,
        What::Fact(_) => 0,
    });
    events.extend(of(&article.facts, What::Fact));
    events
}

impl Line<'_> {
    fn told(&self, words: &dyn Fn(&str) -> String) -> String {
        match self.what {
            What::Fact(f) => {
                format!("{} {} {} [{}]", words(&f.subject), f.property, words(&f.value), f.rule)
            }
            What::Event(e) => {
                let mut told = format!("{} {} (line {}) [{}]", e.kind, words(&e.trigger), e.line, e.rule);
                // What changed is told field by field.
                if self.fields.is_empty() {
                    let happened = [(&e.polarity, "positive"), (&e.modality, "actual")];
                    for (value, _) in happened.iter().filter(|(value, usual)| *value != usual) {
                        told.push_str(&format!(" {value}"));
                    }
                    for (role, fillers) in &e.roles {
                        let fillers: Vec<String> = fillers.iter().map(|f| words(f)).collect();
                        told.push_str(&format!("; {role} {}", fillers.join(", ")));
                    }
                }
                told
            }
        }
    }
}

fn told(field: &super::Field, words: &dyn Fn(&str) -> String) -> String {
    let values = |values: &[String]| match values {
        [] => "nothing".to_owned(),
        some => some.iter().map(|v| words(v)).collect::<Vec<_>>().join(", "),
    };
    format!("{}: {} → {}", field.name, values(&field.removed), values(&field.added))
}

fn isolated(text: &str) -> String {
    format!("\u{2068}{}\u{2069}", text.split_whitespace().collect::<Vec<_>>().join(" "))
}
