//! A knowledge base in a store elsewhere: only what changed, again after faults, on after an interruption.

use crate::support::{Folder, Ran, khabar, tree};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What the server does with requests, by their number.
type Mood = fn(usize) -> Answer;

#[derive(Clone, Copy, PartialEq)]
enum Answer {
    /// Takes the graph.
    Fine,
    /// Says that it is busy.
    Busy,
    /// Breaks the connection before it answers.
    Gone,
    /// Takes nothing at all.
    Refuse,
}

/// A graph store in memory, with its moods.
struct Server {
    address: String,
    state: Arc<Mutex<State>>,
}

struct State {
    graphs: BTreeMap<String, String>,
    requests: Vec<String>,
    mood: Mood,
}

impl Server {
    fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = format!("http://{}/store", listener.local_addr().expect("it has an address"));
        let state = Arc::new(Mutex::new(State { graphs: BTreeMap::new(), requests: Vec::new(), mood }));
        let shared = Arc::clone(&state);
        // Ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                serve(stream, &shared);
            }
        });
        Self { address, state }
    }

    fn graphs(&self) -> BTreeMap<String, String> {
        self.state.lock().expect("no request failed").graphs.clone()
    }

    /// Requests since the last time this was asked, such as `PUT …/article/a`.
    fn requests(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().expect("no request failed").requests)
    }

    fn mood(&self, mood: Mood) {
        self.state.lock().expect("no request failed").mood = mood;
    }

    fn push(&self, base: &str, more: &[&str]) -> Ran {
        let arguments = ["push", base, "--to", &self.address, "--pause", "0.01"];
        khabar(&arguments.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
    }
}

/// One request a connection.
fn serve(mut stream: TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a connection can be read"));
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("the request is text");
        match line.trim_end() {
            "" => break,
            line => head.push(line.to_owned()),
        }
    }
    let Some(first) = head.first() else { return };
    let (method, target) = first.split_once(' ').expect("a method and a target");
    let graph = target.split(' ').next().unwrap_or_default().split_once("?graph=").expect("a graph is named").1;
    let header =
        |name: &str| head.iter().find_map(|h| h.to_lowercase().strip_prefix(&format!("{name}: ")).map(str::to_owned));
    let length: usize = header("content-length").map_or(0, |n| n.parse().expect("a length"));
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the body is whole");
    let graph = decoded(graph);
    let mut state = state.lock().expect("no request failed");
    let number = state.requests.len();
    state.requests.push(format!("{method} {graph}"));
    let answer = (state.mood)(number);
    let status = match answer {
        Answer::Gone => return,
        Answer::Busy => "503 Service Unavailable",
        Answer::Refuse => "403 Forbidden",
        Answer::Fine if method == "DELETE" => match state.graphs.remove(&graph) {
            Some(_) => "204 No Content",
            None => "404 Not Found",
        },
        Answer::Fine => {
            assert_eq!(header("content-type").as_deref(), Some("application/n-triples"));
            state.graphs.insert(graph, String::from_utf8(body).expect("N-Triples are UTF-8"));
            "201 Created"
        }
    };
    drop(state);
    let said = if answer == Answer::Refuse { "not here" } else { "" };
    let length = said.len();
    // A client that is gone needs no answer.
    let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{said}");
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().expect("an IRI").into_owned()
}

fn ingest(folder: &Folder, articles: &[(&str, &str)]) -> String {
    let lines: Vec<String> = articles.iter().map(|(id, text)| json!({ "id": id, "text": text }).to_string()).collect();
    let base = folder.path("kb");
    khabar(&["ingest", "--sync", &base, &folder.file("in.jsonl", lines.join("\n"))]).fine();
    base
}

const HERAT: &str = "وزیر کشور به هرات سفر کرد.";
const KABUL: &str = "وزیر کشور به کابل سفر کرد.";
const THINGS: &str = "https://w3id.org/khabar/id/";

#[test]
fn only_what_changed_is_sent_and_what_is_gone_is_deleted() {
    let (folder, server) = (Folder::new(), Server::start(|_| Answer::Fine));
    let base = ingest(&folder, &[("a/1", HERAT), ("b", KABUL)]);
    assert!(server.push(&base, &[]).fine().ends_with(": 4 graphs sent, 0 deleted, 0 unchanged\n"));
    let graphs = server.graphs();
    let names: Vec<&str> = graphs.keys().map(|graph| graph.trim_start_matches(THINGS)).collect();
    assert_eq!(names, ["article/a%2F1", "article/b", "reference", "https://w3id.org/khabar/ns"]);
    // What was sent is what is here.
    let here = khabar(&["query", &base, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "--format", "csv"]).fine();
    let there: usize = graphs.values().map(|text| text.lines().count()).sum();
    assert_eq!(here, format!("n\r\n{there}\r\n"));
    server.requests();
    assert!(server.push(&base, &[]).fine().ends_with(": 0 graphs sent, 0 deleted, 4 unchanged\n"));
    assert_eq!(server.requests(), Vec::<String>::new(), "nothing changed, so nothing is asked");

    ingest(&folder, &[("a/1", KABUL)]);
    assert!(server.push(&base, &["--dry-run"]).fine().contains("to send, 1 to delete"));
    assert_eq!(server.requests(), Vec::<String>::new());
    server.push(&base, &[]).fine();
    let requests = server.requests();
    let asked = |request: &str| requests.contains(&request.replace('…', THINGS));
    assert!(asked("PUT …article/a%2F1") && asked("DELETE …article/b") && asked("PUT …reference"), "{requests:?}");
    assert_eq!(requests.len(), 3, "{requests:?}");
    assert!(!server.graphs().contains_key(&format!("{THINGS}article/b")));
}

#[test]
fn a_store_that_fails_at_times_gets_everything_in_the_end() {
    let moods: Mood = |n| match n % 3 {
        0 => Answer::Busy,
        1 => Answer::Gone,
        _ => Answer::Fine,
    };
    let (folder, server) = (Folder::new(), Server::start(moods));
    let base = ingest(&folder, &[("a", HERAT), ("b", KABUL)]);
    server.push(&base, &[]).fine();
    assert_eq!(server.requests().len(), 12, "each of four graphs was tried three times");
    assert_eq!(server.graphs().len(), 4);
}

#[test]
fn an_interrupted_push_goes_on_where_it_was() {
    let (folder, server) = (Folder::new(), Server::start(|n| if n < 2 { Answer::Fine } else { Answer::Busy }));
    let base = ingest(&folder, &[("a", HERAT), ("b", KABUL)]);
    let stopped = server.push(&base, &["--retries", "1"]);
    assert!(stopped.code == 4 && stopped.err.contains("the store answers 503"), "{stopped:?}");
    assert!(stopped.err.contains("goes on from there"), "{stopped:?}");
    assert_eq!(server.requests().len(), 4, "two were taken, the third was tried twice");
    server.mood(|_| Answer::Fine);
    assert!(server.push(&base, &[]).fine().ends_with(": 2 graphs sent, 0 deleted, 2 unchanged\n"));
    assert_eq!(server.graphs().len(), 4);
}

#[test]
fn a_refusal_is_not_tried_again_and_is_told() {
    let (folder, server) = (Folder::new(), Server::start(|_| Answer::Refuse));
    let base = ingest(&folder, &[("a", HERAT)]);
    let refused = server.push(&base, &[]);
    assert!(refused.code == 4 && refused.err.contains("the store answers 403: not here"), "{refused:?}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn everything_is_sent_again_to_a_store_that_lost_it() {
    let (folder, server) = (Folder::new(), Server::start(|_| Answer::Fine));
    let base = ingest(&folder, &[("a", HERAT)]);
    server.push(&base, &[]).fine();
    server.state.lock().expect("no request failed").graphs.clear();
    assert!(server.push(&base, &["--all"]).fine().ends_with(": 3 graphs sent, 0 deleted, 0 unchanged\n"));
    assert_eq!(server.graphs().len(), 3);
}

#[test]
fn a_push_leaves_the_articles_alone_and_two_stores_are_kept_apart() {
    let (folder, one, two) = (Folder::new(), Server::start(|_| Answer::Fine), Server::start(|_| Answer::Fine));
    let base = ingest(&folder, &[("a", HERAT)]);
    let before = tree(&base);
    one.push(&base, &[]).fine();
    two.push(&base, &[]).fine();
    assert_eq!(one.graphs(), two.graphs());
    let mut after = tree(&base);
    after.retain(|name, _| !name.to_string_lossy().starts_with(".pushed-"));
    assert_eq!(after, before);
}

#[test]
fn an_address_that_is_none_is_refused_with_an_example() {
    let folder = Folder::new();
    let base = ingest(&folder, &[("a", HERAT)]);
    for address in ["localhost:7878", "ftp://host/store", "http://", ""] {
        let ran = khabar(&["push", &base, "--to", address]);
        assert!(ran.code == 2 && ran.err.contains("http://localhost:7878/store"), "{address}: {ran:?}");
    }
    let header = khabar(&["push", &base, "--to", "http://localhost:1/store", "--header", "no header"]);
    assert!(header.code == 2 && header.err.contains("Name: value"), "{header:?}");
}
