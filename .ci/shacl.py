"""Validates the graph of an article against rules/shapes.ttl with pySHACL.

usage: shacl.py GRAPH.trig

The shapes look at single statements wherever they stand, so the named graphs are read as one. Ends with 0 when the
graph is valid, with 1 and the report when it is not, and with 2 when there is nothing to validate.
"""
import sys
from pathlib import Path

from pyshacl import validate
from rdflib import RDF, Dataset, Graph, URIRef

RULES = Path(__file__).resolve().parent.parent / "rules"
EVENT = URIRef("http://semanticweb.cs.vu.nl/2009/11/sem/Event")


def main(path):
    dataset = Dataset()
    dataset.parse(path, format="trig")
    graph = Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    events = len(set(graph.subjects(RDF.type, EVENT)))
    if not events:
        print(f"{path}: no event in {len(graph)} statements; extract an article that tells one")
        return 2
    shapes = Graph().parse(RULES / "shapes.ttl", format="turtle")
    vocabulary = Graph().parse(RULES / "vocabulary.ttl", format="turtle")
    valid, _, report = validate(graph, shacl_graph=shapes, ont_graph=vocabulary, advanced=True)
    if not valid:
        print(report)
        return 1
    # A validator that would accept anything proves nothing: an event without polarity must be refused.
    spoilt = Graph()
    for statement in graph:
        if not str(statement[1]).endswith("#polarity"):
            spoilt.add(statement)
    if validate(spoilt, shacl_graph=shapes, ont_graph=vocabulary, advanced=True)[0]:
        print("rules/shapes.ttl: a graph without any polarity counts as valid; the shapes are not applied")
        return 1
    print(f"{path}: {len(graph)} statements with {events} events are valid")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
