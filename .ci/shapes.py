"""Validates N-Quads from standard input against SHACL shapes; exit code 1 when the graph is not valid.

usage: shapes.py SHAPES.ttl VOCABULARY.ttl < GRAPH.nq
"""
import sys

import pyshacl
import rdflib

shapes, vocabulary = sys.argv[1:3]
dataset = rdflib.Dataset(default_union=True)
dataset.parse(data=sys.stdin.read(), format="nquads")
graph = rdflib.Graph()
for subject, predicate, value, _ in dataset.quads((None, None, None, None)):
    graph.add((subject, predicate, value))
if len(graph) < 100:
    sys.exit(f"only {len(graph)} statements: nothing was extracted")
valid, _, report = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=vocabulary, advanced=True)
print(report if not valid else f"valid: {len(graph)} statements")
sys.exit(0 if valid else 1)
