// The peers that read pages, installed from their registries in pinned versions into a folder that
// git ignores, and the pages to read.

import { spawn } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { at, TOOLS } from "../../lib/paths.mjs";
import { ask, Problem, run, step } from "../../lib/run.mjs";

export const FOLDER = at("tests/bench/extraction_peers");
export const PEERS = path.join(TOOLS, "bench-extraction");
/** What the tables call our own reader. */
export const OURS = "Wireprint";

/** Where the pages and stories are that we and the peers are measured on. */
export const SHARED = at("../shared/bench");
const BENCH = path.join(SHARED, "extraction");

/** Fails where the pages are not. */
export async function needPages() {
  if (!(await fs.stat(BENCH).catch(() => null))) {
    throw new Problem(`The pages are not there: ${BENCH}`);
  }
}

/** The file of a set's pages, one JSON object a line. */
export async function pagesOf(set) {
  const file = path.join(PEERS, "pages", `${set}.jsonl`);
  await fs.mkdir(path.dirname(file), { recursive: true });
  await run("sh", ["-c", 'xzcat "$0" > "$1"', path.join(BENCH, set, "pages.jsonl.xz"), file]);
  return file;
}

/** What the scorer says of a set's texts by page, over all its pages or over some. */
export async function score(set, name, texts, ids) {
  const folder = path.join(PEERS, "texts", set);
  const file = path.join(folder, `${name}.json`);
  await fs.mkdir(folder, { recursive: true });
  await fs.writeFile(file, JSON.stringify(texts));
  const some = [];
  if (ids) {
    some.push("--ids", path.join(folder, "ids"));
    await fs.writeFile(path.join(folder, "ids"), ids.join("\n"));
  }
  const said = await ask("python3", [
    ...[path.join(BENCH, "score.py"), set, file, "--clean", "--fast", "--boot", "0", "--json"],
    ...some,
  ]);
  if (said === undefined) throw new Problem(`The scorer does not judge ${file}.`);
  return JSON.parse(said)[0];
}

/** Who reads, by name, and the command that does it: pages in, lines {id, text, ms} out. */
export async function readers() {
  const python = await peersOnPython();
  const node = await peersOnNode();
  const rust = await peersInRust();
  const inPython = (name) => [python, path.join(FOLDER, "peers.py"), name];
  const onNode = (name) => ["node", path.join(FOLDER, "peers.mjs"), name, node];
  return {
    [OURS]: [rust, "wireprint"],
    "trafilatura 2.3.1, precision": inPython("trafilatura-precision"),
    "trafilatura 2.3.1": inPython("trafilatura"),
    "rs-trafilatura 0.2.2": [rust, "rs-trafilatura"],
    "dom_smoothie 0.19.0": [rust, "dom_smoothie"],
    "Readability.js 0.6.0 on jsdom": onNode("readability"),
    "Defuddle 0.19.4 on linkedom": onNode("defuddle"),
  };
}

/** What a program says of a file of pages, an object a page. */
export async function over(file, [command, ...args]) {
  const input = await fs.open(file);
  const child = spawn(command, args, { stdio: [input.fd, "pipe", "ignore"] });
  const parts = [];
  for await (const part of child.stdout) parts.push(part);
  await input.close();
  const text = Buffer.concat(parts).toString("utf8");
  return text.split("\n").flatMap((line) => (line ? [JSON.parse(line)] : []));
}

/** The Python that has its peers. */
async function peersOnPython() {
  const python = path.join(PEERS, "python/bin/python");
  const file = path.join(FOLDER, "requirements.txt");
  const wanted = (await fs.readFile(file, "utf8")).trim().split("\n");
  const there = (await ask(python, ["-m", "pip", "freeze"])) ?? "";
  if (!wanted.every((line) => there.includes(line))) {
    await step("Installing the peers on Python", async () => {
      await run("python3", ["-m", "venv", path.join(PEERS, "python")]);
      await run(python, ["-m", "pip", "install", "--quiet", "-r", file]);
    });
  }
  return python;
}

/** The folder that has the peers on Node. */
export async function peersOnNode() {
  const folder = path.join(PEERS, "node");
  const wanted = await fs.readFile(path.join(FOLDER, "package.json"), "utf8");
  const installed = path.join(folder, "node_modules/.package-lock.json");
  const known = await fs.readFile(path.join(folder, "package.json"), "utf8").catch(() => "");
  if (known !== wanted || !(await fs.stat(installed).catch(() => null))) {
    await step("Installing the peers on Node", async () => {
      await fs.mkdir(folder, { recursive: true });
      await fs.writeFile(path.join(folder, "package.json"), wanted);
      await run("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder });
    });
  }
  return folder;
}

/** The program that has ours and the peers in Rust. */
async function peersInRust() {
  const target = path.join(PEERS, "target");
  await step("Building ours and the peers in Rust", () =>
    run("cargo", [
      ...["build", "--release", "--manifest-path", path.join(FOLDER, "Cargo.toml")],
      ...["--target-dir", target],
    ]),
  );
  return path.join(target, "release/extraction-peers");
}

/** The number below which a share of the numbers lies; of all of them, the greatest. */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}
