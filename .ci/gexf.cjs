// Reads GEXF from standard input with the parser of Gephi Lite (graphology-gexf) and writes what it read as JSON: labels
// of nodes and the number of edges. Needs its packages in NODE_PATH.
const { readFileSync } = require("node:fs");
const { MultiDirectedGraph } = require("graphology");
const gexf = require("graphology-gexf");

const graph = gexf.parse(MultiDirectedGraph, readFileSync(0, "utf8"));
const nodes = {};
graph.forEachNode((iri, attributes) => {
    nodes[iri] = attributes.label;
    if (typeof attributes.pageRank !== "number" || !attributes.color) {
        throw new Error(`${iri} has lost a number or its colour`);
    }
});
console.log(JSON.stringify({ nodes, edges: graph.size }));
