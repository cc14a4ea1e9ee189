//! `khabar explain`: why something is in a knowledge base.

use super::arguments::{OfKnowledgeBase, ReportFormat};
use super::failure::Failure;
use super::knowledge_base::{functions, sparql_of};
use crate::kb::KnowledgeBase;
use crate::kb::named;
use crate::kb::provenance::{
    Argument, Entity, Event, EventMention, Explainer, Explanation, Identity, Join, Known, Mention, Place, Rule,
    Statement, thing,
};
use crate::kb::query::Question;
use crate::rdf::iri::THINGS;
use crate::rules::files::RuleFiles;
use clap::Args;
use console::Style;
use oxigraph::model::{NamedNode, Term};
use oxigraph::sparql::QueryResults;
use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Shows for an event, entity, fact or link the sentences behind it with their words marked, the rules with their
/// measured precision, and each decision: which mention, which coreference, which entry of the gazetteer, which link.
///
/// In a sentence the trigger stands in [brackets] and what fills a role in <angles>; on a terminal they are underlined.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub of: OfKnowledgeBase,
    #[command(flatten)]
    pub asked: super::index::Asked,
    /// What to explain, as answers show it (article/ID/event/KEY), or a query whose answer holds such things.
    #[arg(value_name = "IRI|SPARQL|@NAME")]
    pub what: String,
    /// Put a value in the place of a variable of the query.
    #[arg(short, long = "param", value_name = "NAME=VALUE")]
    pub parameters: Vec<String>,
    /// What to print; text when not given.
    #[arg(short, long, default_value = "table")]
    pub format: ReportFormat,
    /// How many mentions of an entity to list.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub mentions: usize,
}

pub(crate) fn run(command: &Explain, files: &RuleFiles) -> Result<ExitCode, Failure> {
    let base = command.asked.open(&command.of.knowledge_base)?;
    let what = command.what.trim();
    let asked = what.starts_with('@') || what.contains('{');
    let (explainer, things) = if asked {
        things_of(&base, command, files)?
    } else {
        let thing = thing(what).ok_or_else(|| Failure::NoThing(what.to_owned()))?;
        (Explainer::new(&base, Some(&thing))?, vec![thing])
    };
    let mut explained = Vec::new();
    for thing in &things {
        // Two mentions of one event explain the same event.
        explained.extend(explainer.explain(thing)?.filter(|explanation| !explained.contains(explanation)));
    }
    if explained.is_empty() {
        return Err(if asked { Failure::NothingToExplain } else { Failure::NoThing(what.to_owned()) });
    }
    let mut output = BufWriter::new(io::stdout().lock());
    match command.format {
        ReportFormat::Json => writeln!(output, "{}", serde_json::to_string_pretty(&explained)?)?,
        ReportFormat::Table => {
            let page = Page { styled: console::colors_enabled(), mentions: command.mentions };
            for (n, explanation) in explained.iter().enumerate() {
                if n > 0 {
                    writeln!(output)?;
                }
                page.write(explanation, &mut output)?;
            }
        }
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Things in the answer to a query, each once, in its order.
fn things_of(
    base: &KnowledgeBase,
    command: &Explain,
    files: &RuleFiles,
) -> Result<(Explainer, Vec<NamedNode>), Failure> {
    let parameters = command.parameters.iter().map(|p| named::binding(p)).collect::<Result<Vec<_>, _>>()?;
    let sparql = sparql_of(&command.what, &parameters)?;
    let functions = functions(files)?;
    let store = base.load()?;
    let question = Question { sparql: &sparql, parameters: &parameters, functions: Some(&functions) };
    let QueryResults::Solutions(solutions) = question.ask(&store)?.into_inner() else {
        return Err(Failure::NothingToExplain);
    };
    let mut things = Vec::new();
    let mut seen = BTreeSet::new();
    for solution in solutions {
        let solution = solution.map_err(crate::kb::query::QueryError::from)?;
        for (_, term) in &solution {
            if let Term::NamedNode(node) = term
                && node.as_str().starts_with(THINGS)
                && seen.insert(node.clone())
            {
                things.push(node.clone());
            }
        }
    }
    Ok((Explainer::of(store), things))
}

struct Page {
    styled: bool,
    mentions: usize,
}

impl Page {
    fn write(&self, explanation: &Explanation, output: &mut impl Write) -> io::Result<()> {
        match explanation {
            Explanation::Event(event) => self.event(event, output),
            Explanation::Entity(entity) => self.entity(entity, output),
            Explanation::Statement(statement) => self.statement(statement, "", output),
        }
    }

    fn head(&self, iri: &str, kind: &str, label: &str, output: &mut impl Write) -> io::Result<()> {
        writeln!(output, "{} {kind} {}", self.style(&Style::new().bold(), iri), isolate(label))
    }

    fn event(&self, event: &Event, output: &mut impl Write) -> io::Result<()> {
        let kind = format!("{}, {}, {}", event.kind, event.polarity, event.modality);
        self.head(&event.named.iri, &kind, &event.named.label, output)?;
        if let Some([from, to, basis]) = &event.days {
            let days = if from == to { from.clone() } else { format!("{from} to {to}") };
            writeln!(output, "  days: {days} ({basis})")?;
        }
        for mention in &event.mentions {
            self.event_mention(mention, output)?;
        }
        for link in &event.links {
            self.statement(link, "  ", output)?;
        }
        identities(&event.identities, output)
    }

    fn event_mention(&self, mention: &EventMention, output: &mut impl Write) -> io::Result<()> {
        let fillers: Vec<(usize, usize)> = mention.arguments.iter().map(|a| (a.start, a.end)).collect();
        self.place(&mention.place, &fillers, "  ", output)?;
        writeln!(
            output,
            "    told as {}, {}, {} by {}",
            mention.kind,
            mention.polarity,
            mention.modality,
            rule(&mention.rule)
        )?;
        if let Some(source) = &mention.attributed {
            writeln!(output, "    says {} ({})", isolate(&source.label), source.iri)?;
        }
        if let Some(join) = &mention.joined {
            writeln!(output, "    no new event: {}", step(join))?;
        }
        for argument in &mention.arguments {
            argument_lines(argument, output)?;
        }
        Ok(())
    }

    fn entity(&self, entity: &Entity, output: &mut impl Write) -> io::Result<()> {
        self.head(&entity.named.iri, &entity.kind, &entity.named.label, output)?;
        if let Some(known) = &entity.known {
            writeln!(output, "  {}", outside(known))?;
        }
        let articles: BTreeSet<&str> = entity.mentions.iter().map(|(article, _)| article.iri.as_str()).collect();
        writeln!(output, "  {} mentions in {} articles", entity.mentions.len(), articles.len())?;
        for (article, mention) in entity.mentions.iter().take(self.mentions) {
            writeln!(output, "    {}: {}", article.iri, mention_line(mention))?;
        }
        if entity.mentions.len() > self.mentions {
            writeln!(output, "    and {} more; --mentions N lists more", entity.mentions.len() - self.mentions)?;
        }
        for fact in &entity.facts {
            self.statement(fact, "  ", output)?;
        }
        identities(&entity.identities, output)
    }

    fn statement(&self, statement: &Statement, indent: &str, output: &mut impl Write) -> io::Result<()> {
        let value = if statement.value.iri.is_empty() {
            isolate(&statement.value.label)
        } else {
            format!("{} ({})", isolate(&statement.value.label), statement.value.iri)
        };
        let subject = isolate(&statement.subject.label);
        writeln!(output, "{indent}{}: {subject} {} {value}", statement.iri, statement.property)?;
        if let Some(place) = &statement.place {
            self.place(place, &[], &format!("{indent}  "), output)?;
        }
        writeln!(output, "{indent}    by {}", rule(&statement.rule))
    }

    /// The article and the sentence, with the words marked.
    fn place(
        &self,
        place: &Place,
        fillers: &[(usize, usize)],
        indent: &str,
        output: &mut impl Write,
    ) -> io::Result<()> {
        let day = place.published.as_deref().map(|day| format!(" of {day}")).unwrap_or_default();
        // An article without a title is called by its first line, which may be the sentence itself.
        let known = place.article.label.starts_with(&place.sentence) || place.article.label.is_empty();
        let title = if known { String::new() } else { format!(", {}", isolate(&shortened(&place.article.label))) };
        writeln!(
            output,
            "{indent}article {}{day}{title}, characters {} to {}",
            place.article.iri, place.start, place.end
        )?;
        writeln!(output, "{indent}  \u{2068}{}\u{2069}", self.marked(place, fillers))
    }

    /// A sentence with its trigger in brackets and its fillers in angles.
    fn marked(&self, place: &Place, fillers: &[(usize, usize)]) -> String {
        let mut written = String::new();
        let (mut trigger, mut filler) = (Style::new().underlined().bold(), Style::new().underlined());
        if !self.styled {
            (trigger, filler) = (Style::new(), Style::new());
        }
        for (n, c) in place.sentence.chars().enumerate() {
            let at = place.sentence_start + n;
            let in_trigger = (place.start..place.end).contains(&at);
            let in_filler = fillers.iter().any(|(start, end)| (*start..*end).contains(&at));
            if !self.styled {
                written.extend(fillers.iter().filter(|(start, _)| *start == at).map(|_| '<'));
                written.extend((place.start == at).then_some('['));
            }
            let c = if c.is_control() { ' ' } else { c };
            match (in_trigger, in_filler) {
                _ if !self.styled => written.push(c),
                (true, _) => written.push_str(&trigger.apply_to(c).to_string()),
                (_, true) => written.push_str(&filler.apply_to(c).to_string()),
                _ => written.push(c),
            }
            if !self.styled {
                written.extend((place.end == at + 1).then_some(']'));
                written.extend(fillers.iter().filter(|(_, end)| *end == at + 1).map(|_| '>'));
            }
        }
        written
    }

    fn style(&self, style: &Style, text: &str) -> String {
        if self.styled { style.apply_to(text).to_string() } else { text.to_owned() }
    }
}

fn argument_lines(argument: &Argument, output: &mut impl Write) -> io::Result<()> {
    let Argument { role, words, start, end, filler, .. } = argument;
    write!(output, "    {role} {} ({start} to {end})", isolate(words))?;
    if !filler.iri.is_empty() {
        write!(output, " is {} ({})", isolate(&filler.label), filler.iri)?;
    }
    writeln!(output)?;
    for mention in &argument.chain {
        writeln!(output, "      {}", mention_line(mention))?;
    }
    if let Some(known) = &argument.known {
        writeln!(output, "      {}", outside(known))?;
    }
    Ok(())
}

fn mention_line(mention: &Mention) -> String {
    let joined = mention.joined.as_ref().map(|join| format!("; {}", step(join))).unwrap_or_default();
    let Mention { words, start, end, form, .. } = mention;
    format!("{} ({start} to {end}), {form}, by {}{joined}", isolate(words), rule(&mention.rule))
}

fn step(join: &Join) -> String {
    format!("{} with {} ({}): {}", join.reason, isolate(&join.words), join.start, join.meaning)
}

fn outside(known: &Known) -> String {
    let entry = known.gazetteer.as_deref().map(|name| {
        let kind = known.gazetteer_kind.as_deref().filter(|kind| !kind.is_empty());
        format!("gazetteer entry {}{}", isolate(name), kind.map(|kind| format!(", {kind}")).unwrap_or_default())
    });
    let wikidata = known.wikidata.as_deref().map(|id| format!("Wikidata {id}"));
    entry.into_iter().chain(wikidata).collect::<Vec<_>>().join("; ")
}

/// `meet: right in 7 of 8 judged, precision 0.88`.
fn rule(rule: &Rule) -> String {
    match (rule.precision, rule.correct, rule.judged) {
        (Some(precision), Some(correct), Some(judged)) => {
            format!("rule {} (precision {precision:.2}: right in {correct} of {judged} judged)", rule.id)
        }
        _ => format!("rule {} (not measured)", rule.id),
    }
}

fn identities(identities: &[Identity], output: &mut impl Write) -> io::Result<()> {
    for Identity { same_as, score, reason } in identities {
        // The other article is not loaded when one thing alone was asked about.
        let label = if same_as.label == same_as.iri { String::new() } else { format!(" {}", isolate(&same_as.label)) };
        writeln!(output, "  the same as {}{label}, score {score:.2}: {reason}", same_as.iri)?;
    }
    Ok(())
}

/// The beginning of a long title.
fn shortened(title: &str) -> String {
    match title.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &title[..end]),
        None => title.to_owned(),
    }
}

/// Right-to-left words inside a line of English, on one line.
fn isolate(words: &str) -> String {
    format!("\u{2068}{}\u{2069}", words.split_whitespace().collect::<Vec<_>>().join(" "))
}
