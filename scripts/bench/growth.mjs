// What things cost as they grow: a library in memory and one in a folder, and a page, a story and the
// copies of one. `npm run bench -- growth [STORIES ...]` is `cargo bench` of `library`, `folder` and
// `sizes` with their figures put into tests/bench/README.md.

import { run } from "../lib/run.mjs";
import { writeTable } from "./lib/table.mjs";

const HEAD = [
  "stories",
  "postings a story",
  "bytes of index a story",
  "add, p50 / p95 ms",
  "query, p50 / p95 ms",
  "candidates, p50 / p95",
  "query and compare, p50 / p95 ms",
  "lifts found",
];

const IN_FOLDER = [
  "stories",
  "related pairs",
  "adding them all, minutes",
  "bytes on disk a story",
  "query and compare, p50 / p95 ms",
  "lifts found",
];

/** The tables of `sizes`, by the word that its output begins with. */
const SIZES = {
  page: ["nodes of a page", "read, p50 / p95 ms", "µs a node"],
  story: ["words of a story", "fingerprint, p50 / p95 ms", "compare with a copy, p50 / p95 ms"],
  copies: [
    "stored copies",
    "look up, p50 / p95 ms",
    "look up and compare, p50 / p95 ms",
    "related stories",
  ],
};

/** Runs it. */
export async function bench(sizes) {
  const filled = await measured("library", sizes);
  await write("growth", HEAD, filled.filter(isFigures));
  const folder = await measured("folder", sizes);
  await write("growth-folder", IN_FOLDER, folder.filter(isFigures));
  const lines = await measured("sizes", []);
  for (const [name, head] of Object.entries(SIZES)) {
    const from = lines.findIndex((line) => line.startsWith(`${name}:`)) + 1;
    const rest = lines.slice(from);
    const end = rest.findIndex((line) => !isFigures(line));
    await write(`growth-${name}`, head, end < 0 ? rest : rest.slice(0, end));
  }
}

async function measured(name, sizes) {
  const { stdout } = await run("cargo", ["bench", "--bench", name, "--", ...sizes]);
  return stdout.split("\n");
}

const isFigures = (line) => /^ *\d+ /.test(line);

function write(name, head, lines) {
  const rows = lines.map((line) => {
    const [first, ...rest] = line.trim().split(/\s{1,}(?!%)/);
    return [Number(first).toLocaleString("en"), ...rest].map((cell) => cell.replace("/", " / "));
  });
  const all = [head, head.map(() => "---"), ...rows];
  const table = all.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  process.stdout.write(`${table}\n\n`);
  return writeTable(name, table);
}
