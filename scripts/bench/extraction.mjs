// Ours and its peers over the same pages: how well the story is taken, and what it costs; the table
// goes to tests/bench/README.md. Programs take turns set by set, one process at a time, and time
// themselves: CPU a page, parsing included. `npm run bench -- extraction [PAGES] [SET ...]`: all pages
// of all sets, or so many of each and these sets.

import { spawn } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { step } from "../lib/run.mjs";
import * as peers from "./lib/peers.mjs";
import { writeTable } from "./lib/table.mjs";

const OURS = "Wireprint";
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
  const readers = await programs();
  for (const set of sets) {
    const { file, ids } = await some(await peers.pagesOf(set), most);
    for (const reader of readers) {
      await step(`${set}: ${reader.name}`, async () => {
        const lines = await over(file, reader.command);
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

/** Who reads, and the command that does it: pages in, lines {id, text, ms} out. */
async function programs() {
  const python = await peers.peersOnPython();
  const node = await peers.peersOnNode();
  const rust = await peers.peersInRust();
  const inPython = (name) => [python, path.join(peers.FOLDER, "peers.py"), name];
  const onNode = (name) => ["node", path.join(peers.FOLDER, "peers.mjs"), name, node];
  const commands = {
    [OURS]: [rust, "wireprint"],
    "trafilatura 2.3.1, precision": inPython("trafilatura-precision"),
    "trafilatura 2.3.1": inPython("trafilatura"),
    "rs-trafilatura 0.2.2": [rust, "rs-trafilatura"],
    "dom_smoothie 0.19.0": [rust, "dom_smoothie"],
    "Readability.js 0.6.0 on jsdom": onNode("readability"),
    "Defuddle 0.19.4 on linkedom": onNode("defuddle"),
  };
  const reader = ([name, command]) => ({ name, command, times: [], scores: [] });
  return Object.entries(commands).map(reader);
}

/** What a program says of a file of pages. */
async function over(file, [command, ...args]) {
  const input = await fs.open(file);
  const child = spawn(command, args, { stdio: [input.fd, "pipe", "ignore"] });
  const parts = [];
  for await (const part of child.stdout) parts.push(part);
  await input.close();
  const text = Buffer.concat(parts).toString("utf8");
  return text.split("\n").flatMap((line) => (line ? [JSON.parse(line)] : []));
}

function rows(sets, readers) {
  const head = ["", ...sets, "empty", "ms, p50 / p95"];
  const lines = readers.map(({ name, scores, times }) => [
    name,
    ...scores.map(({ F1, acc }) => `${F1.toFixed(3)} (${acc.toFixed(2)})`),
    scores.reduce((sum, { empty }) => sum + empty, 0),
    spent(times.map(({ ms }) => ms)),
  ]);
  const ours = readers.find(({ name }) => name === OURS).times;
  const after = spent(ours.map(({ ms, parse_ms }) => ms - parse_ms));
  lines.splice(1, 0, ["of it after parsing", ...sets.map(() => ""), "", after]);
  const all = [head, head.map(() => "---"), ...lines];
  return all.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const spent = (ms) => [0.5, 0.95].map((share) => peers.quantile(ms, share).toFixed(2)).join(" / ");
