//! `khabar export`: a graph of a knowledge base, for a visualizer.

use super::failure::Failure;
use crate::kb::export;
use crate::kb::graph::{self, Projection, Selection, View, around, select};
use crate::rules::Orthography;
use crate::rules::files::RuleFiles;
use crate::schema::{EntityType, EventType, Modality, Polarity};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Writes a graph of a knowledge base for a visualizer.
///
/// With --as events, whatever did not happen is marked as denied, planned or possible. The other two have no nodes for
/// events and count only what happened, unless --polarity or --modality asks for more.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The knowledge base: a folder.
    #[arg(value_name = "KB")]
    pub knowledge_base: PathBuf,
    #[command(flatten)]
    pub asked: super::index::Asked,
    /// html, gexf, graphml, cytoscape, cx2, dot, mermaid, csv, csv-nodes, csv-edges, cypher, jsonld or geojson.
    #[arg(short, long, value_parser = parse_format)]
    pub format: export::Format,
    /// Write to this file, or for csv into this folder; standard output when not given.
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// What the graph is of.
    #[arg(long = "as", value_name = "WHAT", default_value = "events")]
    pub projection: ProjectionName,
    /// Only these types of events and entities, such as Meet,Person; types of one of the two leave the other alone.
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = parse_type)]
    pub types: Vec<Type>,
    /// Only events in which this takes part, by its name in any spelling, or by its IRI. May be given several times.
    #[arg(long = "entity", value_name = "NAME")]
    pub entities: Vec<String>,
    /// Only events that end on this day or later; an event without a known day is left out.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub from: Option<String>,
    /// Only events that begin on this day or earlier; an event without a known day is left out.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub to: Option<String>,
    /// Only events of this modality: actual, planned, possible; several with commas.
    #[arg(long, value_name = "MODALITY", value_delimiter = ',', value_parser = parse_modality)]
    pub modality: Vec<Modality>,
    /// Only events of this polarity: positive, negative; both with a comma.
    #[arg(long, value_name = "POLARITY", value_delimiter = ',', value_parser = parse_polarity)]
    pub polarity: Vec<Polarity>,
    /// Only what is close to this, by its name in any spelling, or by its IRI. May be given several times.
    #[arg(long, value_name = "NAME")]
    pub around: Vec<String>,
    /// How many edges away from --around a node may be.
    #[arg(long, value_name = "N", default_value_t = 2, requires = "around")]
    pub hops: usize,
    /// Leave out phrases that name no entity.
    #[arg(long)]
    pub entities_only: bool,
}

/// What the graph is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProjectionName {
    /// Events with what fills their roles.
    Events,
    /// Who acts on whom, weighted by events.
    Actors,
    /// All entities, joined by facts and by common events.
    Entities,
}

/// A type of events or of entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Event(EventType),
    Entity(EntityType),
}

fn parse_format(name: &str) -> Result<export::Format, export::UnknownFormat> {
    name.parse()
}

fn parse_type(name: &str) -> Result<Type, String> {
    let event = name.parse::<EventType>().map(Type::Event);
    event.or_else(|events| {
        name.parse::<EntityType>().map(Type::Entity).map_err(|entities| {
            let known = entities.known.iter().chain(&events.known).copied().collect::<Vec<_>>().join(", ");
            format!("no type of entities or events; known are {known}")
        })
    })
}

fn parse_modality(name: &str) -> Result<Modality, String> {
    name.parse::<Modality>().map_err(|error| error.to_string())
}

fn parse_polarity(name: &str) -> Result<Polarity, String> {
    name.parse::<Polarity>().map_err(|error| error.to_string())
}

fn parse_day(day: &str) -> Result<String, String> {
    crate::rdf::is_day(day).then(|| day.to_owned()).ok_or_else(|| "no day; write it as 2024-03-31".to_owned())
}

pub(crate) fn run(command: &Export, files: &RuleFiles) -> Result<ExitCode, Failure> {
    if command.format == export::Format::Csv && command.output.is_none() {
        return Err(Failure::TwoTables);
    }
    let store = command.asked.open(&command.knowledge_base)?.load()?;
    let view = graph::view(&store)?;
    let names = Names { view: &view, orthography: Orthography::of(files).map_err(Box::new)? };
    let projection = match command.projection {
        ProjectionName::Events => Projection::Events,
        ProjectionName::Actors => Projection::Actors,
        ProjectionName::Entities => Projection::Entities,
    };
    let selection = selection(command, projection, names.nodes(&command.entities)?);
    let mut graph = graph::project(&view, projection, &selection);
    if !command.around.is_empty() {
        let centre = names.nodes(&command.around)?.into_iter().map(|n| view[n].iri.clone()).collect();
        graph = around::around(&graph, &centre, command.hops);
        if graph.node_count() == 0 {
            return Err(Failure::NotInGraph { name: command.around.join(", ") });
        }
    }
    graph::measure(&mut graph);
    write(&export::files(&graph, command.format, &store)?, command)?;
    Ok(ExitCode::SUCCESS)
}

fn selection(command: &Export, projection: Projection, taking_part: BTreeSet<petgraph::graph::NodeIndex>) -> Selection {
    let mut selection = Selection {
        polarities: command.polarity.iter().copied().collect(),
        modalities: command.modality.iter().copied().collect(),
        from: command.from.clone(),
        to: command.to.clone(),
        taking_part,
        without_phrases: command.entities_only,
        ..Selection::default()
    };
    for wanted in &command.types {
        match wanted {
            Type::Event(kind) => selection.events.insert(*kind),
            Type::Entity(kind) => selection.entities.insert(*kind),
        };
    }
    // An edge cannot say that its event was denied or planned, so it may only stand for one that happened.
    if projection.hides_events() {
        if selection.polarities.is_empty() {
            selection.polarities.insert(Polarity::Positive);
        }
        if selection.modalities.is_empty() {
            selection.modalities.insert(Modality::Actual);
        }
    }
    selection
}

/// Finds what the command line names.
struct Names<'v> {
    view: &'v View,
    orthography: Orthography,
}

impl Names<'_> {
    fn nodes(&self, names: &[String]) -> Result<BTreeSet<petgraph::graph::NodeIndex>, Failure> {
        let mut found = BTreeSet::new();
        for name in names {
            let named = select::named(self.view, name, &self.orthography);
            if named.is_empty() {
                let alike = select::alike(self.view, name, &self.orthography);
                return Err(Failure::UnknownEntity { name: name.clone(), alike });
            }
            found.extend(named);
        }
        Ok(found)
    }
}

fn write(files: &[export::File], command: &Export) -> Result<(), Failure> {
    match (&command.output, files) {
        (Some(folder), [_, _, ..]) => {
            let fault = |source| Failure::Folder { path: folder.display().to_string(), source };
            fs::create_dir_all(folder).map_err(fault)?;
            for file in files {
                to_file(&folder.join(file.name), &file.text)?;
            }
        }
        (Some(path), _) => {
            for file in files {
                to_file(path, &file.text)?;
            }
        }
        (None, _) => {
            let mut output = BufWriter::new(io::stdout().lock());
            for file in files {
                output.write_all(file.text.as_bytes())?;
            }
            output.flush()?;
        }
    }
    Ok(())
}

fn to_file(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|source| Failure::Write { path: path.to_owned(), source })
}
