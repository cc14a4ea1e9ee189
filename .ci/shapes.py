"""Validates N-Quads from standard input against SHACL shapes; exit code 1 when the graph is not valid.

usage: shapes.py SHAPES.ttl VOCABULARY.ttl [FAULTS.toml] < GRAPH.nq

With FAULTS.toml, each fault in it is planted into the graph, and the shapes must find every one.
"""
import re
import sys
import tomllib

import pyoxigraph
import pyshacl
import rdflib

shapes, vocabulary, *faults = sys.argv[1:]
prefixes = {prefix: str(iri) for prefix, iri in rdflib.Graph().parse(shapes).namespaces()}
prefixes |= {prefix: str(iri) for prefix, iri in rdflib.Graph().parse(vocabulary).namespaces()}
shapes, vocabulary = rdflib.Graph().parse(shapes), rdflib.Graph().parse(vocabulary)
text = sys.stdin.buffer.read()


def triples(store):
    """The statements of all graphs, once each."""
    lines = {f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in store}
    return rdflib.Graph().parse(data="".join(sorted(lines)), format="nt")


def loaded():
    store = pyoxigraph.Store()
    store.load(text, format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def report(graph):
    valid, _, words = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=vocabulary, advanced=True)
    return "" if valid else words


def written_out(plant):
    """`$ONE{ ?a ?b | pattern }` becomes the first answer."""
    one = re.fullmatch(r"(.*)\$ONE\{(.*?)\|(.*)\} \}(.*)", plant, re.DOTALL)
    if one:
        before, names, pattern, after = one.groups()
        plant = f"{before} {{ SELECT {names} {{ {pattern} }} ORDER BY {names} LIMIT 1 }} }}{after}"
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items()) + plant


graph = triples(loaded())
if len(graph) < 100:
    sys.exit(f"only {len(graph)} statements: nothing was extracted")
if words := report(graph):
    sys.exit(words)
print(f"valid: {len(graph)} statements")
for path in faults:
    with open(path, "rb") as file:
        planted = tomllib.load(file)["fault"]
    unseen = []
    for fault in planted:
        store = loaded()
        store.update(written_out(fault["plant"]))
        spoilt = triples(store)
        if set(spoilt) == set(graph):
            unseen.append(f"{fault['about']}: nothing was planted")
        elif not report(spoilt):
            unseen.append(f"{fault['about']}: no shape sees it")
    if unseen:
        sys.exit("\n".join(unseen))
    print(f"{len(planted)} planted faults found")
