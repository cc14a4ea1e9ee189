//! A knowledge base of a thousand articles: written, written again unchanged, loaded, asked, linked, checked, exported.
//!
//! `cargo bench --bench knowledge_base` prints articles and statements per second; with `--features rocksdb` also how
//! long an index is made, opened and asked. The articles are made from the one of
//! `fixtures`, or from those of `KHABAR_BENCH_INPUT=FILE` (text or JSON Lines): each gets other given and family names of
//! the gazetteer, other numbers and another day of publication. `KHABAR_BENCH_ARTICLES=N` asks for another number of
//! them, `KHABAR_BENCH_FOLDER=DIR` makes the knowledge base in a folder that stays. Plain timing of single runs.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use khabar::article::{Article, read};
use khabar::kb::{Incoming, KnowledgeBase, Report, query};
use khabar::rdf;
use khabar::rules::Pack;
use khabar::rules::gazetteer::ListId;
use oxigraph::store::Store;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// How many articles are made when nothing else is asked for.
const ARTICLES: usize = 1000;
/// Characters that end the words of a text.
const BETWEEN: [char; 6] = [' ', '\n', '،', '.', '«', '»'];
/// Lists of names that are put in each other's place.
const NAMES: [&str; 2] = ["given_names", "family_names"];

/// What is asked of the graph.
const QUESTIONS: [(&str, &str); 3] = [
    ("count events by type", "SELECT ?t (COUNT(*) AS ?n) { ?e a ?t ; kb:polarity ?p } GROUP BY ?t"),
    ("who met whom", "SELECT ?a ?b { ?e a kb:Meet ; kb:participant ?a, ?b FILTER(?a != ?b) }"),
    ("label of one person", "SELECT ?p ?l { ?p a kb:Person ; rdfs:label ?l } LIMIT 1"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let pack = Pack::embedded()?;
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/000_e5448f806678b67b.txt");
    let input = std::env::var_os("KHABAR_BENCH_INPUT").map_or_else(|| PathBuf::from(fixture), PathBuf::from);
    let wanted = std::env::var("KHABAR_BENCH_ARTICLES").ok().and_then(|n| n.parse().ok()).unwrap_or(ARTICLES);
    let sources: Vec<Article> = read::articles(&input).collect::<Result<_, _>>()?;
    let mut generator = Generator::new(&pack);
    let articles: Vec<Article> = (0..wanted).map(|n| generator.vary(&sources[n % sources.len()], n)).collect();
    let characters: usize = articles.iter().map(|article| article.text.chars().count()).sum();
    println!("{wanted} articles of {characters} characters, from {}", input.display());

    let temporary = tempfile::tempdir()?;
    let kept = std::env::var_os("KHABAR_BENCH_FOLDER").map(PathBuf::from);
    let folder = kept.as_deref().unwrap_or(temporary.path());
    let base = folder.join("kb");
    let report = timed("ingest", wanted, |report: &Report| report.quads, || ingest(&base, &articles, &pack))?;
    let statements = report.quads;
    timed("ingest again, unchanged", wanted, |report: &Report| report.quads, || ingest(&base, &articles, &pack))?;
    let store = timed("load", wanted, |_| statements, || Ok(KnowledgeBase::open(&base)?.load()?))?;
    questions(&store)?;
    // Only a build with RocksDB has indexes.
    if let Ok(indexed) = KnowledgeBase::open(&base)?.with_index(folder.join("index")) {
        drop(timed("index, made", wanted, |_| statements, || Ok(indexed.load()?))?);
        let through = timed("index, opened", wanted, |_| statements, || Ok(indexed.load()?))?;
        questions(&through)?;
        drop(through);
        let changed = generator.vary(&sources[0], 0);
        ingest(&base, &[changed], &pack)?;
        timed("index, after one change", wanted, |_| statements, || Ok(indexed.load()?))?;
    }
    // By the commands, which load the knowledge base first. Made articles may hold what an assertion does not believe.
    timed("link", wanted, |_| statements, || command(&base, "link", &[], &[0]))?;
    timed("check", wanted, |_| statements, || command(&base, "check", &["--quiet"], &[0, 1]))?;
    for format in ["graphml", "gexf", "jsonld"] {
        let step = format!("export {format}");
        timed(&step, wanted, |_| statements, || command(&base, "export", &["-f", format], &[0]))?;
    }
    Ok(())
}

fn questions(store: &Store) -> Result<(), Box<dyn Error>> {
    for (about, sparql) in QUESTIONS {
        let start = Instant::now();
        let (_, rows) = query::ask(store, sparql, &[])?.rows()?;
        println!("{about:24} {:9.1} ms  {:9} rows", start.elapsed().as_secs_f64() * 1000.0, rows.len());
    }
    Ok(())
}

fn ingest(base: &Path, articles: &[Article], pack: &Pack) -> Result<Report, Box<dyn Error>> {
    let base = KnowledgeBase::create_or_open(base)?;
    let mut writer = base.writer()?;
    let incoming = articles.iter().map(|article| Incoming {
        id: article.id.clone(),
        content_hash: rdf::content_hash(article),
        quads: move || rdf::quads(&khabar::extract(article, pack), pack),
    });
    Ok(writer.ingest(incoming, &pack.hash, &|_, _| {})?)
}

/// Runs a command of the program on the knowledge base; it must end with one of these exit codes.
fn command(base: &Path, name: &str, options: &[&str], ends: &[i32]) -> Result<(), Box<dyn Error>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_khabar"));
    let ended = command.arg(name).arg(base).args(options).stdout(Stdio::null()).status()?;
    if ended.code().is_some_and(|code| ends.contains(&code)) {
        Ok(())
    } else {
        Err(format!("khabar {name} ended with {ended}").into())
    }
}

/// Runs a step once and prints how fast it was.
fn timed<T>(
    step: &str,
    articles: usize,
    statements: impl Fn(&T) -> usize,
    run: impl FnOnce() -> Result<T, Box<dyn Error>>,
) -> Result<T, Box<dyn Error>> {
    let start = Instant::now();
    let made = run()?;
    let seconds = start.elapsed().as_secs_f64();
    let count = statements(&made);
    println!(
        "{step:24} {:9.1} ms  {:9.0} articles/s  {:9.0} statements/s",
        seconds * 1000.0,
        articles as f64 / seconds,
        count as f64 / seconds
    );
    Ok(made)
}

/// Makes articles that differ from a given one in names, numbers and day. The same on every machine.
struct Generator<'p> {
    pack: &'p Pack,
    /// Names of one word, by list.
    names: BTreeMap<ListId, Vec<&'p str>>,
    state: u64,
}

impl<'p> Generator<'p> {
    fn new(pack: &'p Pack) -> Self {
        let lists: Vec<ListId> = NAMES.iter().filter_map(|name| pack.gazetteer.list(name)).collect();
        let mut names: BTreeMap<ListId, Vec<&str>> = BTreeMap::new();
        for record in pack.gazetteer.records().filter(|record| !record.name.contains(' ')) {
            let symbol = pack.lexicon.symbols.get(&pack.orthography.key(record.name));
            let entries = symbol.map(|symbol| pack.gazetteer.entries(symbol)).unwrap_or_default();
            for entry in entries.iter().filter(|entry| lists.contains(&entry.list)) {
                names.entry(entry.list).or_default().push(record.name);
            }
        }
        Self { pack, names, state: 1 }
    }

    /// A number below `limit`, by SplitMix64.
    fn below(&mut self, limit: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit.max(1) as u64) as usize
    }

    fn vary(&mut self, source: &Article, number: usize) -> Article {
        // One name becomes the same other name everywhere in the article.
        let mut other: BTreeMap<&str, String> = BTreeMap::new();
        let mut text = String::with_capacity(source.text.len());
        for piece in source.text.split_inclusive(BETWEEN) {
            let word = piece.trim_end_matches(BETWEEN);
            let put = match other.get(word) {
                Some(put) => put.clone(),
                None => {
                    let put = self.other_than(word);
                    other.insert(word, put.clone());
                    put
                }
            };
            text.push_str(&put);
            text.push_str(&piece[word.len()..]);
        }
        let (month, day) = (1 + self.below(12), 1 + self.below(28));
        Article {
            id: format!("generated-{number:05}"),
            text,
            published: Some(format!("2024-{month:02}-{day:02}")),
            ..source.clone()
        }
    }

    /// What stands in the place of a word: another name for a name, other digits for a number, else the word itself.
    fn other_than(&mut self, word: &str) -> String {
        let symbol = self.pack.lexicon.symbols.get(&self.pack.orthography.key(word));
        let entries = symbol.map(|symbol| self.pack.gazetteer.entries(symbol)).unwrap_or_default();
        let list = entries.iter().map(|entry| entry.list).find(|list| self.names.contains_key(list));
        if let Some(list) = list {
            let at = self.below(self.names[&list].len());
            return self.names[&list][at].to_owned();
        }
        let mut put = String::with_capacity(word.len());
        for c in word.chars() {
            // A year keeps its first two digits, so that it stays one.
            match self.pack.orthography.digit(c) {
                Some(_) if put.chars().count() >= 2 || word.chars().count() < 4 => {
                    put.push(char::from_digit(1 + self.below(9) as u32, 10).unwrap_or(c));
                }
                _ => put.push(c),
            }
        }
        put
    }
}
