// Ours and its peers over the same pages: how well the story is taken, from all of them, and what it
// costs, from some that are read in rounds; the table goes to tests/bench/README.md. Programs take turns,
// one process at a time, and time themselves: CPU a page, parsing included.
// `npm run bench -- extraction [PAGES] [SET ...]`: all pages of all sets, or so many of each and these sets.

import fs from "node:fs/promises";
import { step } from "../lib/run.mjs";
import * as peers from "./lib/peers.mjs";
import { writeTable } from "./lib/table.mjs";

const SETS = [
  ...["n4k", "fundus-tests", "l3s-gn1", "cleanportal", "magic-article", "zh-immortal"],
  "gtrends",
];

/** How often the pages are read whose times are taken, and how many these are of each set. */
const ROUNDS = 5;
const TIMED = 20;

/** Runs it over all sets, or over those that are named; over all pages of a set, or over so many. */
export async function bench(asked = []) {
  await peers.needPages();
  const most = /^\d+$/.test(asked[0] ?? "") ? Number(asked[0]) : Number.POSITIVE_INFINITY;
  const named = asked.filter((word) => !/^\d+$/.test(word));
  const sets = named.length > 0 ? named : SETS;
  const programs = Object.entries(await peers.readers());
  const readers = programs.map(([name, command]) => ({ name, command, rounds: [], scores: [] }));
  for (const set of sets) {
    const { file, ids } = await some(await peers.pagesOf(set), most);
    for (const { name, command, scores } of readers) {
      await step(`${set}: ${name}`, async () => {
        const lines = await peers.over(file, command);
        const texts = Object.fromEntries(lines.map(({ id, text }) => [id, text]));
        scores.push(await peers.score(set, name, texts, ids));
      });
    }
  }
  const timed = await Promise.all(
    sets.map(async (set) => (await some(await peers.pagesOf(set), Math.min(most, TIMED))).file),
  );
  for (let round = 1; round <= ROUNDS; round++)
    await step(`Times, round ${round} of ${ROUNDS}`, async () => {
      for (const reader of readers) {
        const lines = [];
        for (const file of timed) lines.push(...(await peers.over(file, reader.command)));
        reader.rounds.push(lines);
      }
    });
  const table = rows(sets, readers);
  process.stdout.write(`${table}\n`);
  await writeTable("extraction", table);
}

/** A file of at most so many of a file's pages, evenly spread over it, and which they are. */
async function some(file, most) {
  const all = (await fs.readFile(file, "utf8")).split("\n").filter(Boolean);
  if (all.length <= most) return { file };
  const chosen = Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)]);
  const fewer = `${file}.${most}`;
  await fs.writeFile(fewer, chosen.join("\n"));
  return { file: fewer, ids: chosen.map((line) => JSON.parse(line).id) };
}

function rows(sets, readers) {
  const head = ["", "time, ours to theirs", ...sets, "empty", "ms, p50 / p95"];
  const ours = readers.find(({ name }) => name === peers.OURS).rounds;
  const lines = readers.map(({ name, scores, rounds }) => [
    name,
    name === peers.OURS ? "" : ratio(ours, rounds),
    ...scores.map(({ F1, acc }) => `${F1.toFixed(3)} (${acc.toFixed(2)})`),
    scores.reduce((sum, { empty }) => sum + empty, 0),
    spent(rounds.flat().map(({ ms }) => ms)),
  ]);
  const after = spent(ours.flat().map(({ ms, parse_ms }) => ms - parse_ms));
  lines.splice(1, 0, ["of it after parsing", "", ...sets.map(() => ""), "", after]);
  const all = [head, head.map(() => "---"), ...lines];
  return all.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The median over the rounds of what our median page takes beside theirs, with the least and the most. */
function ratio(ours, theirs) {
  const median = (lines) =>
    peers.quantile(
      lines.map(({ ms }) => ms),
      0.5,
    );
  const ratios = ours.map((lines, round) => median(lines) / median(theirs[round]));
  const [middle, least, most] = [0.5, 0, 1].map((share) =>
    peers.quantile(ratios, share).toFixed(2),
  );
  return `${middle} (${least} to ${most})`;
}

const spent = (ms) => [0.5, 0.95].map((share) => peers.quantile(ms, share).toFixed(2)).join(" / ");
