"""Pushes a knowledge base to a real Oxigraph server and compares what the server answers with what is here.

usage: store.py KHABAR OXIGRAPH INPUT…

Adds, retracts, links, pushes after each step; stops the server in between, so that a push fails and is completed.
"""
import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

khabar, oxigraph, *inputs = sys.argv[1:]
GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
EVENTS = "SELECT ?e ?label { GRAPH ?g { ?e a <http://semanticweb.cs.vu.nl/2009/11/sem/Event> ; \
<http://www.w3.org/2000/01/rdf-schema#label> ?label } } ORDER BY ?e ?label"


def run(*arguments, code=0):
    done = subprocess.run([khabar, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != code:
        sys.exit(f"khabar {arguments}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Server:
    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder

    def start(self):
        command = [oxigraph, "serve", "--location", self.folder, "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        sys.exit("the server does not answer")

    def stop(self):
        self.process.terminate()
        self.process.wait()

    @property
    def store(self):
        return f"http://127.0.0.1:{self.port}/store"

    def ask(self, sparql):
        address = f"http://127.0.0.1:{self.port}/query?" + urllib.parse.urlencode({"query": sparql})
        request = urllib.request.Request(address, headers={"Accept": "application/sparql-results+json"})
        with urllib.request.urlopen(request) as answer:
            return rows(answer.read())


def rows(text):
    return [{name: cell["value"] for name, cell in row.items()} for row in json.loads(text)["results"]["bindings"]]


def same(server, base, what):
    for sparql in (GRAPHS, EVENTS):
        here, there = rows(run("query", base, sparql, "--format", "json")), server.ask(sparql)
        if here != there or not here:
            sys.exit(f"{what}: {len(here)} rows here, {len(there)} there\n{here[:3]}\n{there[:3]}")
    print(f"{what}: the same")


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    base, server = folder / "kb", Server(str(folder / "store"))
    articles = folder / "articles.jsonl"
    texts = ["وزیر کشور به هرات سفر کرد.", "پلیس کابل دو تن را بازداشت کرد.", "وزیر کشور به هرات سفر کرد و با والی دیدار کرد."]
    lines = [json.dumps({"id": f"article {n}", "text": text, "published": "2024-05-12"}) for n, text in enumerate(texts)]
    articles.write_text("\n".join(lines), encoding="utf-8")
    run("ingest", base, articles, *inputs)
    server.start()
    try:
        run("push", base, "--to", server.store)
        same(server, base, "first push")
        run("link", base)
        run("retract", base, "article 1")
        run("link", base)
        server.stop()
        run("push", base, "--to", server.store, "--retries", 1, "--pause", 0.1, code=4)
        server.start()
        run("push", base, "--to", server.store)
        same(server, base, "after a retraction, with links, after a server that was away")
        said = run("push", base, "--to", server.store)
        if ": 0 graphs sent, 0 deleted," not in said:
            sys.exit(f"nothing changed, but: {said}")
    finally:
        server.stop()
