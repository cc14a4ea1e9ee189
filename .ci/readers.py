"""Reads every export back with a program of other people, and compares it with what `khabar query` says.

usage: readers.py KHABAR KB   (with graphology-gexf in NODE_PATH)

Counts of nodes and edges, labels character by character, what did not happen, and the measures of networkx. At the end
each file is spoilt in a small way, and the reader must refuse it: a check that cannot fail would be worth nothing.
"""
import contextlib
import csv
import io
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import geojson
import kglite
import networkx
import ocg
import pydot
import rdflib
from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4_cypher import CypherLexer, CypherParser
from mermaid_parser import MermaidParser
from ndex2.cx2 import RawCX2NetworkFactory

PROGRAM, BASE = sys.argv[1:3]
PROJECTIONS = ["events", "actors", "entities"]


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], check=True, capture_output=True).stdout.decode("utf-8")


def export(form, projection, *more):
    return run("export", BASE, "-f", form, "--as", projection, *more)


def ask(sparql):
    """Rows of a query as dictionaries."""
    bindings = json.loads(run("query", BASE, sparql, "--format", "json"))["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


@contextlib.contextmanager
def silence():
    """Mermaid's parser tells its refusals at length on both outputs."""
    sys.stdout.flush()
    kept = [os.dup(1), os.dup(2)]
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        for n, before in enumerate(kept, start=1):
            os.dup2(before, n)
            os.close(before)
        os.close(nothing)


class Refused(Exception):
    """What a reader, or a comparison, does not accept."""


def demand(holds, message):
    if not holds:
        raise Refused(message)


# Readers: each gives nodes (IRI to label) and the number of edges.


def read_gexf(text):
    graph = networkx.read_gexf(io.BytesIO(text.encode()), version="1.3")
    nodes, edges = {n: d["label"] for n, d in graph.nodes(data=True)}, graph.number_of_edges()
    lite = subprocess.run(["node", Path(__file__).parent / "gexf.cjs"], input=text.encode(), capture_output=True)
    demand(lite.returncode == 0, f"gexf: {lite.stderr.decode()[:300]}")
    demand(json.loads(lite.stdout) == {"nodes": nodes, "edges": edges}, "gexf: networkx and Gephi Lite read different graphs")
    return nodes, edges


def read_graphml(text):
    graph = networkx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    return {n: d["label"] for n, d in graph.nodes(data=True)}, graph.number_of_edges()


def read_cytoscape(text):
    graph = networkx.cytoscape_graph(json.loads(text), name="label", ident="id")
    return {n: d["label"] for n, d in graph.nodes(data=True)}, graph.number_of_edges()


def read_cx2(text):
    network = RawCX2NetworkFactory().get_cx2network(json.loads(text))
    nodes = {n["v"]["iri"]: n["v"]["name"] for n in network.get_nodes().values()}
    for edge in network.get_edges().values():
        demand(edge["s"] in network.get_nodes() and edge["t"] in network.get_nodes(), "an edge of CX2 leads nowhere")
    demand(len(nodes) == len(network.get_nodes()), "two nodes of CX2 have one IRI")
    return nodes, len(network.get_edges())


def read_dot(text):
    """Graphviz lays it out, and its own JSON says what it read; pydot reads the text by itself."""
    drawn = subprocess.run(["dot", "-Tjson"], input=text.encode(), capture_output=True)
    demand(drawn.returncode == 0 and not drawn.stderr, drawn.stderr.decode())
    graph = json.loads(drawn.stdout)
    nodes = {}
    for node in graph.get("objects", []):
        lines = [step["text"] for step in node["_ldraw_"] if step["op"] == "T"]
        nodes[node["name"]] = "\n".join(lines[:-1])  # the last line is the type
    parsed = pydot.graph_from_dot_data(text)
    demand(parsed and len(parsed[0].get_edges()) == len(graph.get("edges", [])), "pydot and dot read different edges")
    return nodes, len(graph.get("edges", []))


def read_mermaid(text):
    """Mermaid's own parser. Its nodes have no IRIs, so the labels stand for them."""
    signs = {"quot": '"', "lt": "<", "gt": ">", "amp": "&", "96": "`", "35": "#"}
    try:
        graph = MermaidParser().parse(text)["graph_data"]
    except Exception as error:
        raise Refused(f"mermaid: {str(error)[:200]}") from None
    nodes = {}
    for key, vertex in graph["vertices"].items():
        # The parser keeps #quot; between signs of its own until it draws.
        label = re.sub("\ufb02\u00b0+(\\w+?)\u00b6\u00df", lambda code: signs[code[1]], vertex["text"])
        nodes[key] = label.rsplit("<br/>", 1)[0]
    return nodes, len(graph["edges"])


class Strict(ErrorListener):
    def syntaxError(self, recognizer, symbol, line, column, message, error):
        raise Refused(f"cypher {line}:{column}: {message}")


def read_cypher(text):
    """The grammar of openCypher parses every statement; what it merges is then taken from the statement."""
    nodes, edges = {}, set()
    for statement in text.splitlines():
        if statement.startswith("CREATE CONSTRAINT"):  # of Neo4j, not of openCypher
            continue
        lexer = CypherLexer(InputStream(statement))
        parser = CypherParser(CommonTokenStream(lexer))
        for part in (lexer, parser):
            part.removeErrorListeners()
            part.addErrorListener(Strict())
        parser.script()
        strings = [t.text for t in CypherLexer(InputStream(statement)).getAllTokens() if t.text.startswith("'")]
        values = [s[1:-1].replace("\\'", "'").replace("\\\\", "\\") for s in strings]
        if statement.startswith("MERGE (n:Khabar "):
            demand(values[0] == values[1], "a node is merged by one IRI and set to another")
            nodes[values[1]] = values[2]
        elif statement.startswith("MATCH (a:Khabar "):
            kind = statement.split("-[r:")[1].split("]")[0]
            demand(values[0] in nodes and values[1] in nodes, "an edge of Cypher leads nowhere")
            edges.add((values[0], kind, values[1]))
        else:
            raise Refused(f"a statement of another kind: {statement}")
    return nodes, len(edges)


def kglite_engine():
    graph = kglite.KnowledgeGraph()
    return lambda statement: list(graph.cypher(statement))


def ocg_engine():
    """Knows openCypher alone, which has no constraints."""
    graph = ocg.Graph()
    return lambda statement: [] if statement.startswith("CREATE CONSTRAINT") else graph.execute(statement)


def executed(engine, text):
    """What a graph database holds after a file was run, and run again: nodes with values and labels, edges with values."""
    run_statement, held = engine(), []
    for _ in range(2):
        for statement in text.splitlines():
            try:
                run_statement(statement.removesuffix(";"))
            except Exception as error:
                raise Refused(f"cypher: {str(error)[:200]} in {statement}") from None
        nodes = run_statement("MATCH (n:Khabar) RETURN n.iri AS iri, labels(n) AS labels, properties(n) AS values")
        edges = run_statement("MATCH (a:Khabar)-[r]->(b:Khabar) RETURN a.iri AS a, type(r) AS type, b.iri AS b, r.weight AS weight")
        held.append((sorted(({**n, "labels": sorted(n["labels"])} for n in nodes), key=lambda n: n["iri"]),
                     sorted(edges, key=lambda e: (e["a"], e["type"], e["b"]))))
    demand(held[0] == held[1], "cypher: a second run of the file changed the graph")
    return held[0]


def execute_cypher(text, graph):
    """Two engines of other people run the file twice; both must hold what the GEXF of the same graph says, no more."""
    compared = ("label", "begin", "polarity", "modality", "degree")
    plain = lambda values: {key: str(values[key]) for key in compared if values.get(key) is not None}
    expected = {}
    for iri, d in graph.nodes(data=True):
        kind = {"event": {"Event"}, "entity": {"Entity"}}.get(d["class"], set())
        expected[iri] = (plain(d), sorted({"Khabar", d["type"]} | kind))
    edges = sorted((s, d["property"], t, str(int(d["weight"]))) for s, t, d in graph.edges(data=True))
    for engine in (kglite_engine, ocg_engine):
        nodes, found = executed(engine, text)
        told = {n["iri"]: (plain(n["values"]), n["labels"]) for n in nodes}
        demand(len(told) == len(nodes), f"cypher ({engine.__name__}): two nodes have one IRI")
        for iri in expected.keys() | told.keys():
            demand(told.get(iri) == expected.get(iri), f"cypher ({engine.__name__}): {told.get(iri)} for {expected.get(iri)}")
        found = [(e["a"], e["type"], e["b"], str(int(e["weight"]))) for e in found]
        demand(found == edges, f"cypher ({engine.__name__}): edges {difference(edges, found)}")


def read_jsonld(text):
    """rdflib reads the labels; the number of edges is that of statements between nodes."""
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    things = {n["@id"] for n in json.loads(text)["@graph"]}
    labels = {str(s): str(o) for s, o in graph.subject_objects(rdflib.RDFS.label) if o.language == "fa"}
    edges = sum(1 for s, p, o in graph if isinstance(o, rdflib.URIRef) and p != rdflib.RDF.type and str(o) in things)
    return labels, edges


def read_gephi(nodes, edges):
    nodes = {row["Id"]: row["Label"] for row in csv.DictReader(io.StringIO(nodes, newline=""), strict=True)}
    edges = list(csv.DictReader(io.StringIO(edges, newline=""), strict=True))
    demand(all(e["Source"] in nodes and e["Target"] in nodes for e in edges), "an edge of CSV leads nowhere")
    return nodes, len(edges)


def read_neo4j(nodes, edges):
    rows = list(csv.DictReader(io.StringIO(nodes, newline=""), strict=True))
    demand(all(r[":LABEL"].startswith("Khabar;") and None not in r for r in rows), "a row of nodes without labels")
    for row in rows:
        for header, value in row.items():
            if value and header.endswith(":double"):
                demand(math.isfinite(float(value)), f"{header} is {value}")
            if value and header.endswith(":long"):
                int(value)
    edges = list(csv.DictReader(io.StringIO(edges, newline=""), strict=True))
    ids = {r["iri:ID"] for r in rows}
    demand(all(e[":START_ID"] in ids and e[":END_ID"] in ids and e[":TYPE"] for e in edges), "an edge leads nowhere")
    return {r["iri:ID"]: r["label"] for r in rows}, len(edges)


def read_html(text):
    data = json.loads(text.split('id="graph">')[1].split("</script>")[0])
    for passage in data["passages"]:
        demand(all(0 <= a < b <= len(passage["text"]) for a, b, _ in passage["marks"]), "a mark outside its sentence")
    for event in (n for n in data["nodes"] if n["class"] == "event"):
        demand(event["passages"], f"no sentence behind {event['iri']}")
    return {n["iri"]: n["label"] for n in data["nodes"]}, len(data["edges"])


READERS = {
    "gexf": read_gexf,
    "graphml": read_graphml,
    "cytoscape": read_cytoscape,
    "cx2": read_cx2,
    "dot": read_dot,
    "mermaid": read_mermaid,
    "cypher": read_cypher,
    "html": read_html,
}


def same(form, expected, found):
    """Nodes with labels, and the number of edges."""
    (nodes, edges), (found_nodes, found_edges) = expected, found
    if form == "mermaid":
        nodes, found_nodes = sorted(nodes.values()), sorted(found_nodes.values())
    demand(nodes == found_nodes, f"{form}: nodes or labels differ: {difference(nodes, found_nodes)}")
    demand(edges == found_edges, f"{form}: {found_edges} edges in place of {edges}")


def difference(expected, found):
    as_set = lambda things: set(things.items()) if isinstance(things, dict) else set(things)
    return sorted(as_set(expected) ^ as_set(found))[:6]


def knowledge():
    """The whole graph as the queries see it: labels of events, types, and edges between things."""
    happened = "?e a sem:Event ; kb:polarity kb:positive ; kb:modality kb:actual ."
    roles = " ".join(f"kb:{role}" for role in ROLES)
    events = {row["e"]: row["l"] for row in ask("SELECT DISTINCT ?e ?l { ?e a sem:Event ; rdfs:label ?l }")}
    reserved = set(events) - {row["e"] for row in ask(f"SELECT DISTINCT ?e {{ {happened} }}")}
    role_edges = ask(f"SELECT DISTINCT ?e ?p ?f {{ VALUES ?p {{ {roles} }} ?e a sem:Event ; ?p ?f }}")
    fillers = {row["f"] for row in role_edges}
    actors = ask(
        f"""SELECT DISTINCT ?a ?b {{ {happened}
        {{ ?e kb:agent ?x ; kb:patient|kb:addressee|kb:participant ?y }} UNION
        {{ ?e kb:participant ?x ; kb:participant|kb:patient|kb:addressee ?y }}
        {{ ?x a kb:Entity BIND(?x AS ?a) }} UNION {{ ?x a kb:Phrase ; kb:names ?a }}
        {{ ?y a kb:Entity BIND(?y AS ?b) }} UNION {{ ?y a kb:Phrase ; kb:names ?b }}
        ?a a ?ta . ?b a ?tb VALUES ?ta {{ {ACTORS} }} VALUES ?tb {{ {ACTORS} }} FILTER(?a != ?b) }}"""
    )
    # Two articles may write a name differently; the view takes the longest.
    labels = {}
    for row in ask('SELECT DISTINCT ?s ?l { ?s a kb:Entity ; rdfs:label ?l FILTER(LANG(?l) = "fa") }'):
        labels[row["s"]] = min(labels.get(row["s"], row["l"]), row["l"], key=lambda l: (-len(l), l))
    return events, reserved, role_edges, fillers, {(r["a"], r["b"]) for r in actors}, labels


ROLES = ["agent", "participant", "patient", "addressee", "topic", "place", "time", "origin", "destination"]
ROLES += ["instrument", "cause", "quantity"]
ACTORS = "kb:Person kb:Organization kb:Group kb:Place"


def compare_with_queries(graphs):
    events, reserved, role_edges, fillers, actors, labels = knowledge()
    graph = graphs["events"]
    told = {n: d["label"] for n, d in graph.nodes(data=True) if d["class"] == "event"}
    demand(told == events, f"events differ from the query: {difference(events, told)}")
    demand(fillers <= set(graph), "a filler of a role is missing")
    found = {(s, d["property"], t) for s, t, d in graph.edges(data=True) if d["property"] in ROLES}
    asked = {(r["e"], r["p"].split("#")[1], r["f"]) for r in role_edges}
    demand(found == asked, f"roles differ from the query: {sorted(found ^ asked)[:4]}")
    marked = {n for n, d in graph.nodes(data=True) if d["class"] == "event" and (d["polarity"], d["modality"]) != ("positive", "actual")}
    demand(marked == reserved, "what did not happen differs from the query")
    demand(set(graphs["actors"].edges()) == actors, f"actors: {sorted(set(graphs['actors'].edges()) ^ actors)[:4]}")
    found = {n: d["label"] for n, d in graphs["entities"].nodes(data=True)}
    demand(found == labels, f"entities differ from the query: {difference(labels, found)}")
    days = [d for _, d in graph.nodes(data=True) if d["class"] == "event" and "begin" in d]
    demand(all(d["start"] == d["begin"] and d["end"] == d["end"] for d in days), "an event is drawn on other days")
    return len(events), len(reserved), len(days)


def compare_measures(name, graph):
    """Degree, PageRank, betweenness as networkx has them; the communities as good as those that it finds."""
    value = lambda key: {n: d[key] for n, d in graph.nodes(data=True)}
    near = lambda a, b: all(math.isclose(a[n], b[n], rel_tol=2e-5, abs_tol=1e-9) for n in graph)
    demand(value("degree") == dict(graph.degree()), f"{name}: degree")
    weighted = networkx.MultiDiGraph(graph)
    demand(near(value("pageRank"), networkx.pagerank(weighted, tol=1e-12, max_iter=1000)), f"{name}: PageRank")
    simple = networkx.Graph(graph.to_undirected())
    simple.remove_edges_from(list(networkx.selfloop_edges(simple)))
    demand(near(value("betweenness"), networkx.betweenness_centrality(simple)), f"{name}: betweenness")
    whole = networkx.Graph()
    whole.add_nodes_from(graph)
    for s, t, d in graph.edges(data=True):
        before = whole.get_edge_data(s, t, {"weight": 0})["weight"]
        whole.add_edge(s, t, weight=before + d["weight"])
    if not whole.number_of_edges():
        return "no edges"
    groups = {}
    for node, group in value("community").items():
        groups.setdefault(group, set()).add(node)
    sizes = [len(groups[g]) for g in sorted(groups)]
    demand(sorted(groups) == list(range(1, len(groups) + 1)) and sizes == sorted(sizes, reverse=True), f"{name}: numbers of communities")
    ours = networkx.community.modularity(whole, groups.values())
    theirs = max(networkx.community.modularity(whole, networkx.community.louvain_communities(whole, seed=s)) for s in range(5))
    demand(ours > theirs - 0.05, f"{name}: modularity {ours:.3f}, networkx finds {theirs:.3f}")
    return f"modularity {ours:.3f} (networkx {theirs:.3f})"


# How a file is spoilt, by format; the reader or the comparison must notice.
SPOIL = {
    "gexf": lambda text: text.replace("</nodes>", "", 1),
    "graphml": lambda text: text.replace("<data", "<datum", 1),
    "cytoscape": lambda text: text[: len(text) // 2],
    "cx2": lambda text: text.replace('"s": 0', '"s": 99999').replace('"s":', '"q":', 1),
    "dot": lambda text: text.replace('"];', '];', 1).replace('label="', 'label=', 1),
    "mermaid": lambda text: text.replace('"]', "", 1).replace('"])', "", 1),
    "cypher": lambda text: text.replace("') SET", "SET", 1).replace("'}) SET", "}) SET", 1),
    "html": lambda text: text.replace('{"edges"', '{"edges', 1),
}


def spoilt_is_refused(form, text, expected):
    lost = text.replace("\u200c", "").replace("ی", "ي")
    for what, spoilt in [("syntax", SPOIL[form](text)), ("letters", lost)]:
        demand(spoilt != text, f"{form}: nothing was spoilt ({what})")
        try:
            with silence():
                same(form, expected, READERS[form](spoilt))
        except Exception:  # whatever a reader throws is a refusal
            continue
        raise Refused(f"{form}: a file with spoilt {what} was accepted")


def doubling_is_refused(doubling, graph):
    """A file that makes nodes in place of merging them stands double after the second run: that must be noticed."""
    try:
        execute_cypher(doubling, graph)
    except Refused:
        return
    raise Refused("cypher: a file that doubles its nodes was accepted")


def main():
    graphs = {}
    for projection in PROJECTIONS:
        text = export("gexf", projection)
        graph = networkx.read_gexf(io.BytesIO(text.encode()), version="1.3")
        graphs[projection] = graph
        expected = ({n: d["label"] for n, d in graph.nodes(data=True)}, graph.number_of_edges())
        for form, reader in READERS.items():
            text = export(form, projection)
            same(form, expected, reader(text))
            spoilt_is_refused(form, text, expected)
            if form == "cypher":
                execute_cypher(text, graph)
                doubling = re.sub("^MERGE (?=.n:)", "CREATE ", text.split("\n", 1)[1], flags=re.M)
                doubling_is_refused(doubling, graph)
        same("csv-nodes", expected, read_gephi(export("csv-nodes", projection), export("csv-edges", projection)))
        with tempfile.TemporaryDirectory() as folder:
            export("csv", projection, "-o", folder)
            tables = [(Path(folder) / name).read_bytes().decode() for name in ("nodes.csv", "edges.csv")]
            same("csv", expected, read_neo4j(*tables))
        labels, edges = read_jsonld(export("jsonld", projection))
        made = sum(1 for *_, d in graph.edges(data=True) if d["property"] in ("actsOn", "together"))
        same("jsonld", (expected[0], expected[1] - made), (labels, edges))
        map_text = export("geojson", projection)
        points = geojson.loads(map_text)
        demand(points.is_valid and all(f.is_valid for f in points["features"]), f"geojson: {points.errors()}")
        print(f"{projection}: {len(expected[0])} nodes, {expected[1]} edges, {len(points['features'])} points, "
              f"{len(READERS) + 4} formats; {compare_measures(projection, graph)}")
    located = ask("SELECT DISTINCT ?s { ?s a kb:Place ; geo:hasGeometry/geo:asWKT ?w }")
    demand(len(points["features"]) == len(located), f"geojson: {len(points['features'])} places of {len(located)}")
    count, reserved, days = compare_with_queries(graphs)
    print(f"as khabar query says: {count} events, {reserved} of them did not happen, {days} have days")


try:
    main()
except Refused as refusal:
    sys.exit(f"readers.py: {refusal}")
