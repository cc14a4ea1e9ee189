//! `khabar extract`: articles in, what they say out, in the order of the input.
//!
//! A thread reads, some extract, one writes. The queues between them are short: a slow reader of the output slows the
//! reading down, and memory holds a few articles a thread, however many come. What is finished is written at once.

use super::Reading;
use super::arguments::{Extract, ExtractFormat};
use super::failure::{self, Failure};
use crate::article::Article;
use crate::kb::table;
use crate::knowledge::{Event, Knowledge, output};
use crate::rdf;
use crate::rules::Pack;
use crate::schema::{Modality, Polarity};
use oxigraph::model::Quad;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Articles a thread that are read, or finished before one that came earlier.
const AHEAD: usize = 4;

/// What became of an article.
enum Extracted {
    /// What is written as it is.
    Bytes(Vec<u8>),
    /// Statements for a document of RDF that all articles share.
    Quads(Vec<Quad>),
}

type Outcome = Result<Extracted, Failure>;
/// An article and where its result is awaited.
type Job = (Article, SyncSender<Outcome>);

pub(crate) fn run(command: &Extract, pack: &Pack) -> Result<ExitCode, Failure> {
    let terminal = io::stdout().is_terminal();
    let format = command.format.unwrap_or(if terminal { ExtractFormat::Table } else { ExtractFormat::Jsonl });
    let jobs = command.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let reading = Reading { fails_fast: command.fail_fast, ..Reading::of(&command.inputs, pack) };
    let (order, ordered) = sync_channel(jobs * AHEAD);
    let (work, waiting) = sync_channel::<Job>(jobs);
    let waiting = Mutex::new(waiting);
    thread::scope(|scope| {
        let articles = reading.articles(&command.inputs.inputs);
        scope.spawn(move || read(articles, &order, &work));
        for _ in 0..jobs {
            scope.spawn(|| extract_all(&waiting, format, pack));
        }
        // The reader may be waiting for input that never comes, so a fault of the output ends the process from here.
        if let Err(fault) = write(&ordered, format) {
            failure::end(&fault);
        }
    });
    Ok(reading.finish())
}

/// Hands out the articles, and the places of their results in the order of the input.
fn read(articles: impl Iterator<Item = Article>, order: &SyncSender<Receiver<Outcome>>, work: &SyncSender<Job>) {
    for article in articles {
        let (result, awaited) = sync_channel(1);
        if order.send(awaited).is_err() || work.send((article, result)).is_err() {
            break;
        }
    }
}

fn extract_all(waiting: &Mutex<Receiver<Job>>, format: ExtractFormat, pack: &Pack) {
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((article, result)) = next else { break };
        // When nobody awaits it, the program is ending.
        let _ = result.send(extracted(&article, format, pack));
    }
}

fn extracted(article: &Article, format: ExtractFormat, pack: &Pack) -> Outcome {
    let knowledge = crate::extract(article, pack);
    let mut bytes = Vec::new();
    match format {
        ExtractFormat::Jsonl => writeln!(bytes, "{}", output::line(&knowledge)?)?,
        ExtractFormat::Table => table_of(&knowledge, &mut bytes)?,
        ExtractFormat::Nquads => bytes = rdf::write(&rdf::quads(&knowledge, pack), rdf::Syntax::NQuads, bytes)?,
        ExtractFormat::Turtle | ExtractFormat::Trig | ExtractFormat::Jsonld => {
            return Ok(Extracted::Quads(rdf::quads(&knowledge, pack)));
        }
    }
    Ok(Extracted::Bytes(bytes))
}

/// Where results go.
enum Output {
    Plain(BufWriter<StdoutLock<'static>>),
    Document(Box<rdf::Writer<BufWriter<StdoutLock<'static>>>>),
}

impl Output {
    fn of(format: ExtractFormat) -> Self {
        let output = BufWriter::new(io::stdout().lock());
        match format.syntax() {
            Some(syntax) if format != ExtractFormat::Nquads => {
                Self::Document(Box::new(rdf::Writer::new(syntax, output)))
            }
            _ => Self::Plain(output),
        }
    }

    fn put(&mut self, extracted: &Extracted) -> io::Result<()> {
        match (self, extracted) {
            (Self::Plain(output), Extracted::Bytes(bytes)) => output.write_all(bytes),
            (Self::Document(writer), Extracted::Quads(quads)) => quads.iter().try_for_each(|quad| writer.quad(quad)),
            // The format decides both.
            (Self::Plain(_), Extracted::Quads(_)) | (Self::Document(_), Extracted::Bytes(_)) => Ok(()),
        }
    }

    /// Lets go of what is finished. A document is one whole, and its writer keeps what it needs.
    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(output) => output.flush(),
            Self::Document(_) => Ok(()),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Plain(mut output) => output.flush(),
            Self::Document(writer) => writer.finish()?.flush(),
        }
    }
}

fn write(ordered: &Receiver<Receiver<Outcome>>, format: ExtractFormat) -> Result<(), Failure> {
    let mut output = Output::of(format);
    while let Some(awaited) = next(ordered, &mut output)? {
        let Some(result) = next(&awaited, &mut output)? else {
            return Err(Failure::Output(io::Error::other("a thread ended before its article was done")));
        };
        output.put(&result?)?;
    }
    Ok(output.finish()?)
}

/// What comes next; what is finished goes out before it is waited for.
fn next<T>(from: &Receiver<T>, output: &mut Output) -> io::Result<Option<T>> {
    match from.try_recv() {
        Ok(found) => Ok(Some(found)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            output.flush()?;
            Ok(from.recv().ok())
        }
    }
}

/// One article for reading: events with their roles, then facts.
fn table_of(knowledge: &Knowledge, output: &mut impl Write) -> io::Result<()> {
    let text = knowledge.article.text.as_str();
    writeln!(output, "{}", knowledge.article.id)?;
    let columns = ["event", "trigger", "happened", "who, what, where, when", "rule"].map(str::to_owned);
    let mut rows = Vec::new();
    for event in &knowledge.events {
        for mention in &event.mentions {
            let roles: Vec<String> = mention
                .arguments
                .iter()
                .map(|a| format!("{} \u{2068}{}\u{2069}", a.role, one_line(a.span.of(text))))
                .collect();
            rows.push(vec![
                mention.kind.to_string(),
                one_line(mention.trigger.of(text)),
                factuality(mention.polarity, mention.modality).to_owned(),
                roles.join("; "),
                mention.rule.clone(),
            ]);
        }
    }
    table::write(&columns, &rows, output)?;
    let columns = ["of", "is", "what"].map(str::to_owned);
    let rows: Vec<Vec<String>> = knowledge
        .facts
        .iter()
        .map(|f| {
            let value = match &f.value {
                crate::knowledge::FactValue::Text(text) => text.clone(),
                crate::knowledge::FactValue::Entity(e) => knowledge.entity(*e).label.clone(),
            };
            vec![knowledge.entity(f.subject).label.clone(), f.property.to_string(), value]
        })
        .collect();
    if !rows.is_empty() {
        writeln!(output)?;
        table::write(&columns, &rows, output)?;
    }
    let links: Vec<Vec<String>> = knowledge
        .links
        .iter()
        .map(|l| {
            let label = |e: &Event| e.label.clone();
            vec![label(knowledge.event(l.from)), l.property.to_string(), label(knowledge.event(l.to))]
        })
        .collect();
    if !links.is_empty() {
        writeln!(output)?;
        table::write(&["event", "link", "event"].map(str::to_owned), &links, output)?;
    }
    writeln!(output)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// In a word, whether it happened.
const fn factuality(polarity: Polarity, modality: Modality) -> &'static str {
    match (polarity, modality) {
        (Polarity::Positive, Modality::Actual) => "yes",
        (Polarity::Positive, Modality::Planned) => "planned",
        (Polarity::Positive, Modality::Possible) => "possible",
        (Polarity::Negative, Modality::Actual) => "no",
        (Polarity::Negative, Modality::Planned) => "planned not",
        (Polarity::Negative, Modality::Possible) => "possibly not",
    }
}
