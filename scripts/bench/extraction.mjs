// Ours and its peers over the same pages: how well the story is taken, and what it costs; the table
// goes to tests/bench/README.md. Programs take turns set by set, one process at a time, and time
// themselves: CPU a page, parsing included. `npm run bench -- extraction [PAGES] [SET ...]`: all pages
// of all sets, or so many of each and these sets.

import fs from "node:fs/promises";
import { step } from "../lib/run.mjs";
import * as peers from "./lib/peers.mjs";
import { writeTable } from "./lib/table.mjs";

const SETS = [
  ...["n4k", "fundus-tests", "l3s-gn1", "cleanportal", "magic-article", "zh-immortal"],
  "gtrends",
];

/** Runs it over all sets, or over those that are named; over all pages of a set, or over so many. */
export async function bench(asked = []) {
  await peers.needPages();
  const most = /^\d+$/.test(asked[0] ?? "") ? Number(asked[0]) : Number.POSITIVE_INFINITY;
  const named = asked.filter((word) => !/^\d+$/.test(word));
  const sets = named.length > 0 ? named : SETS;
  const programs = Object.entries(await peers.readers());
  const readers = programs.map(([name, command]) => ({ name, command, times: [], scores: [] }));
  for (const set of sets) {
    const { file, ids } = await some(await peers.pagesOf(set), most);
    for (const reader of readers) {
      await step(`${set}: ${reader.name}`, async () => {
        const lines = await peers.over(file, reader.command);
        const texts = Object.fromEntries(lines.map(({ id, text }) => [id, text]));
        reader.times.push(...lines);
        reader.scores.push(await peers.score(set, reader.name, texts, ids));
      });
    }
  }
  const table = rows(sets, readers);
  process.stdout.write(`${table}\n`);
  await writeTable("extraction", table);
}

/** A file of at most so many of a file's pages, evenly spread over it, and which they are. */
async function some(file, most) {
  const all = (await fs.readFile(file, "utf8")).split("\n").filter(Boolean);
  if (all.length <= most) return { file };
  const chosen = Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)]);
  const fewer = `${file}.some`;
  await fs.writeFile(fewer, chosen.join("\n"));
  return { file: fewer, ids: chosen.map((line) => JSON.parse(line).id) };
}

function rows(sets, readers) {
  const head = ["", ...sets, "empty", "ms, p50 / p95"];
  const lines = readers.map(({ name, scores, times }) => [
    name,
    ...scores.map(({ F1, acc }) => `${F1.toFixed(3)} (${acc.toFixed(2)})`),
    scores.reduce((sum, { empty }) => sum + empty, 0),
    spent(times.map(({ ms }) => ms)),
  ]);
  const ours = readers.find(({ name }) => name === peers.OURS).times;
  const after = spent(ours.map(({ ms, parse_ms }) => ms - parse_ms));
  lines.splice(1, 0, ["of it after parsing", ...sets.map(() => ""), "", after]);
  const all = [head, head.map(() => "---"), ...lines];
  return all.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const spent = (ms) => [0.5, 0.95].map((share) => peers.quantile(ms, share).toFixed(2)).join(" / ");
