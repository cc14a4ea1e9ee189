//! The command line, declared. Help texts are these comments.

use super::export::Export;
use super::trace::Trace;
use crate::kb::query::Form;
use crate::rdf::Syntax;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads Persian news and writes who did what to whom, where and when, as a graph that SPARQL can ask.
///
/// Exit codes: 0 fine; 1 a check has findings; 2 wrong usage; 3 some input could not be read; 4 a fault of the program.
#[derive(Debug, Parser)]
#[command(name = "khabar", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Use the rule pack in this folder in place of the one in the program.
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// Lay the files of this folder over the rule pack.
    ///
    /// An event rule or pattern takes the place of the one with its id, and of no other. Any other file (words, names,
    /// settings) replaces the one of the same path.
    #[arg(long, global = true, value_name = "DIR")]
    pub add_rules: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Extract entities, events and facts and print them.
    Extract(Extract),
    /// Show the analysis of each sentence: words, verbs, clauses, slots.
    Analyse(Analyse),
    /// Extract articles into a knowledge base (a folder); unchanged articles are left alone.
    Ingest(Ingest),
    /// Take articles out of a knowledge base.
    Retract(Retract),
    /// List the articles of a knowledge base.
    List(OfKnowledgeBase),
    /// Count what a knowledge base holds.
    Stats(super::statistics::Stats),
    /// Show an article with the events that were found in it.
    Show(super::show::Show),
    /// Show why something is in a knowledge base: words, rules, decisions.
    Explain(super::explain::Explain),
    /// Find what is the same across articles; drop it with --drop.
    Link(super::link::Link),
    /// Ask a knowledge base with SPARQL; the usual prefixes need no declaration.
    Query(Query),
    /// Send a knowledge base to a store that speaks the SPARQL 1.1 Graph Store Protocol; only what changed.
    Push(super::push::PushTo),
    /// Write a graph of a knowledge base for a visualizer, a graph store or a map.
    Export(Export),
    Check(super::check::Check),
    Diff(super::diff::Diff),
    Test(super::test::Test),
    /// Compare what is found with gold: precision, recall, F1.
    Eval(Eval),
    /// Work with the rules.
    Rules(Rules),
    Completions(super::completions::Completions),
    Man(super::completions::Man),
}

#[derive(Debug, Args)]
pub(crate) struct Inputs {
    /// Articles: .txt, .jsonl, .html or .warc files, packed (.gz, .zst) or not, folders of them, or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The most bytes that one article may have: a line, or a page with its markup, unpacked.
    #[arg(long, value_name = "N", default_value_t = crate::article::read::MAX_BYTES)]
    pub max_bytes: u64,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    #[command(flatten)]
    pub inputs: Inputs,
    /// What to print; a table on a terminal and JSON Lines elsewhere when not given.
    #[arg(short, long)]
    pub format: Option<ExtractFormat>,
    /// How many articles to read at the same time; as many as the machine has processors when not given.
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    /// Stop at the first input that cannot be read.
    #[arg(long)]
    pub fail_fast: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExtractFormat {
    /// For reading.
    Table,
    /// One line of JSON an article.
    Jsonl,
    /// RDF for people, graphs together.
    Turtle,
    /// RDF for people, a graph an article.
    Trig,
    /// RDF, one statement a line.
    Nquads,
    /// RDF as JSON.
    Jsonld,
}

impl ExtractFormat {
    pub(crate) const fn syntax(self) -> Option<Syntax> {
        match self {
            Self::Table | Self::Jsonl => None,
            Self::Turtle => Some(Syntax::Turtle),
            Self::Trig => Some(Syntax::TriG),
            Self::Nquads => Some(Syntax::NQuads),
            Self::Jsonld => Some(Syntax::JsonLd),
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Analyse {
    #[command(flatten)]
    pub inputs: Inputs,
    /// What to print; a view for reading on a terminal and JSON Lines elsewhere when not given.
    #[arg(short, long)]
    pub format: Option<AnalyseFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnalyseFormat {
    /// For reading.
    Table,
    /// One line of JSON an article.
    Jsonl,
    /// Tokens with lemma, part of speech and features.
    Conllu,
}

#[derive(Debug, Args)]
pub(crate) struct Gold {
    /// Gold as JSON Lines: texts with the entities and events that are to be found in them.
    #[arg(required = true, value_name = "GOLD")]
    pub files: Vec<PathBuf>,
}

/// Extracts from the texts of the gold and counts what is right. Several files are counted together.
///
/// Matching is one to one within a text, best pairs first. An entity is right when its type is and half of its words
/// are (Dice). An event is found when a trigger overlaps, classified when its type is right too; arguments and
/// polarity and modality are judged in classified events. Coreference is B³ over the mentions that match.
#[derive(Debug, Args)]
pub(crate) struct Eval {
    #[command(flatten)]
    pub gold: Gold,
    /// What to print; a table when not given.
    #[arg(short, long, default_value = "table")]
    pub format: ReportFormat,
    /// Also list the N most frequent misses and false finds of each kind, with the words around, and figures by type.
    #[arg(long, value_name = "N")]
    pub errors: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For reading.
    Table,
    /// One JSON object.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct OfKnowledgeBase {
    /// The knowledge base: a folder.
    #[arg(value_name = "KB")]
    pub knowledge_base: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Ingest {
    #[command(flatten)]
    pub of: OfKnowledgeBase,
    #[command(flatten)]
    pub inputs: Inputs,
    /// Also take out the articles that are no longer in the input, when all of it could be read.
    #[arg(long)]
    pub sync: bool,
    /// Say what would happen and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub pace: super::progress::Pace,
}

#[derive(Debug, Args)]
pub(crate) struct Retract {
    #[command(flatten)]
    pub of: OfKnowledgeBase,
    /// Ids of the articles.
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Query {
    /// The knowledge base: a folder.
    #[arg(value_name = "KB", required_unless_present = "list")]
    pub knowledge_base: Option<PathBuf>,
    /// The query, or @NAME for one of the queries in the program.
    #[arg(value_name = "SPARQL|@NAME", required_unless_present_any = ["file", "list"], conflicts_with = "file")]
    pub sparql: Option<String>,
    /// Read the query from this file.
    #[arg(short, long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Put a value in the place of a variable: name=text, name=<iri>, or a literal such as name="۱۲"@fa.
    #[arg(short, long = "param", value_name = "NAME=VALUE")]
    pub parameters: Vec<String>,
    /// List the queries that have names, with what they give and their parameters.
    #[arg(long)]
    pub list: bool,
    /// Give up after this many seconds.
    #[arg(long, value_name = "SECONDS")]
    pub limit_time: Option<f64>,
    #[command(flatten)]
    pub asked: super::index::Asked,
    /// How to print the answer; a table when not given (a graph as Turtle).
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<QueryFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum QueryFormat {
    /// For reading.
    Table,
    /// SPARQL 1.1 CSV.
    Csv,
    /// SPARQL 1.1 TSV.
    Tsv,
    /// SPARQL 1.1 JSON.
    Json,
    /// SPARQL XML.
    Xml,
    /// Turtle, for CONSTRUCT and DESCRIBE.
    Turtle,
    /// TriG, for CONSTRUCT and DESCRIBE.
    Trig,
    /// N-Triples, for CONSTRUCT and DESCRIBE.
    Ntriples,
    /// N-Quads, for CONSTRUCT and DESCRIBE.
    Nquads,
    /// RDF/XML, for CONSTRUCT and DESCRIBE.
    Rdfxml,
    /// JSON-LD, for CONSTRUCT and DESCRIBE.
    Jsonld,
}

impl QueryFormat {
    pub(crate) const fn form(self) -> Form {
        match self {
            Self::Table => Form::Table,
            Self::Csv => Form::Csv,
            Self::Tsv => Form::Tsv,
            Self::Json => Form::Json,
            Self::Xml => Form::Xml,
            Self::Turtle => Form::Rdf(Syntax::Turtle),
            Self::Trig => Form::Rdf(Syntax::TriG),
            Self::Ntriples => Form::Rdf(Syntax::NTriples),
            Self::Nquads => Form::Rdf(Syntax::NQuads),
            Self::Rdfxml => Form::Rdf(Syntax::RdfXml),
            Self::Jsonld => Form::Rdf(Syntax::JsonLd),
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Rules {
    #[command(subcommand)]
    pub command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// List the event rules and patterns with their types, triggers and files.
    List,
    /// Load the pack and show every fault in it, and which rules an added folder overrides.
    Lint(super::soundness::Lint),
    /// Begin a folder for --add-rules, with a rule that works and explains itself.
    Init {
        /// The folder; it must be new or empty.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Write a page of Markdown for each rule file: what it finds, triggers, roles, examples; and an index.
    Doc {
        /// The folder for the pages; it is made when it is missing.
        #[arg(short, long, value_name = "DIR")]
        output: PathBuf,
    },
    /// Execute every example and counterexample.
    Test(super::soundness::Test),
    /// Show which event rules were tried on a sentence, which fired, and why the others did not.
    Trace(Trace),
    /// Count hits of each rule on a corpus; list rules that never fire, and verbs and nouns of happening without a rule.
    Coverage(CoverageOf),
    /// Count how often each rule is right on gold, as the table `measured.tsv` of a pack.
    Measure {
        #[command(flatten)]
        gold: Gold,
        /// Where to write; standard output when not given.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct CoverageOf {
    #[command(flatten)]
    pub inputs: Inputs,
    /// What to print; a table when not given.
    #[arg(short, long, default_value = "table")]
    pub format: ReportFormat,
    /// How many verbs and how many nouns without a rule to list, the most frequent first.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub most: usize,
}
