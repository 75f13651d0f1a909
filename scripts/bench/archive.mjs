// Every related pair of an archive of made stories: by the command line with files, and, where asked, by
// DuckDB and by Spark on this machine, which must find the same ones.
//
//   npm run bench -- archive [STORIES ...] [duckdb] [spark] [caps]
//
// `caps` asks what `--most` costs: time and what is missed by each cap, at the last of the sizes. The
// figures go to tests/bench/README.md, where those of other sizes and engines stay.

import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import readline from "node:readline";
import { at } from "../lib/paths.mjs";
import { ask, Problem, run, step } from "../lib/run.mjs";
import { spark } from "../setup/spark.mjs";
import { writeRows, writeTable } from "./lib/table.mjs";

const WIREPRINT = at("target/release/wireprint");
const OF_TEXT = ["exact", "syndicated", "partial", "shared-quotes"];
const HEAD = [
  "|  | stories | s | memory, MB | pairs | planted pairs found | pairs by text that share text |",
  "| --- | --- | --- | --- | --- | --- | --- |",
];
const CAPS = [16, 32, 64, 128, 256];
/** Pairs that are looked at anew. */
const SAMPLE = 2_000;
/** Words in a row that two stories must have in common: six make a shared quote, eight all else. */
const inARow = (relation) => (relation === "shared-quotes" ? 6 : 8);

const ENGINES = {
  duckdb: async (input, output) => {
    const pairs = `${output}.jsonl`;
    const job = [at("spark/related.mjs"), input, pairs, "--wireprint", WIREPRINT];
    const cost = await measured(process.execPath, job, "/dev/null", `${output}.log`);
    return { name: "DuckDB (spark/related.mjs)", cost, files: [pairs] };
  },
  spark: async (input, output) => {
    const shared = `${output}.stories`;
    await fs.mkdir(shared, { recursive: true });
    const job = [at("spark/related.py"), input, output, "--shared", shared];
    job.push("--wireprint", WIREPRINT);
    const python = await spark();
    if (!python) throw new Problem("There is no Spark.");
    const cost = await measured(python, job, "/dev/null", `${output}.log`);
    const files = readdirSync(output).filter((name) => name.startsWith("part-"));
    return {
      name: "Spark (spark/related.py)",
      cost,
      files: files.map((name) => path.join(output, name)),
    };
  },
};

/** Runs it. */
export async function bench(asked) {
  const sizes = asked.filter((one) => /^\d+$/.test(one)).map(Number);
  const others = asked.filter((one) => !/^\d+$/.test(one));
  if (others.some((one) => one !== "caps" && !(one in ENGINES))) {
    throw new Problem("npm run bench -- archive [STORIES ...] [duckdb] [spark] [caps]");
  }
  if (sizes.length === 0) sizes.push(100_000);
  await step("Building", () =>
    run("cargo", ["build", "--release", "--bin", "wireprint", "--example", "archive_fill"]),
  );
  for (const size of sizes) {
    const archive = await fill(size);
    const byFiles = await step(`${size} stories through files`, () => files(archive));
    await report("wireprint overlap --disk", archive, byFiles);
    for (const name of others.filter((one) => one in ENGINES)) {
      const found = await step(`${size} stories with ${name}`, () =>
        ENGINES[name](archive.input, path.join(archive.folder, name)),
      );
      await same(byFiles.files, found.files, name);
      await report(found.name, archive, found);
    }
    if (size === sizes.at(-1) && others.includes("caps")) await caps(archive);
    await fs.rm(archive.folder, { recursive: true, force: true });
  }
}

/** An archive in a folder of its own: the stories' file, and the pairs that were planted. */
async function fill(stories) {
  const folder = at("target/bench-archive");
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  await step(`Writing ${stories} stories`, () =>
    run(at("target/release/examples/archive_fill"), [folder, String(stories)]),
  );
  const planted = new Set();
  for await (const [a, b] of objects(path.join(folder, "planted.jsonl"))) planted.add(`${a} ${b}`);
  return { folder, stories, planted, input: path.join(folder, "stories.jsonl") };
}

async function files({ folder, input }, most = 64) {
  const output = path.join(folder, "pairs.jsonl");
  const command = ["overlap", "--disk", folder, "--most", String(most)];
  return { cost: await measured(WIREPRINT, command, input, output), files: [output] };
}

/** What a cap costs, as a table of its own. */
async function caps(archive) {
  const rows = [];
  for (const most of CAPS) {
    const found = await step(`--most ${most}`, () => files(archive, most));
    const { pairs, recall } = await judged(archive, found);
    rows.push(`| ${most} | ${found.cost.seconds.toFixed(0)} | ${pairs} | ${recall} |`);
  }
  const head = "| --most | s | pairs | planted pairs found |\n| --- | --- | --- | --- |";
  await writeTable("archive-caps", [head, ...rows].join("\n"));
}

/** Writes a row as soon as it is known: the next engine may take an hour. */
async function report(name, archive, found) {
  const { pairs, recall, precision } = await judged(archive, found);
  const { seconds, memory } = found.cost;
  const cost = [seconds.toFixed(0), memory === 0 ? "" : Math.round(memory / 1024)];
  const row = `| ${[name, archive.stories, ...cost, pairs, recall, precision].join(" | ")} |`;
  process.stdout.write(`${row}\n`);
  await writeRows("archive", HEAD, [row], 2);
}

/** How many pairs there are, how many of the planted ones, and how many of those by text are right. */
async function judged({ input, planted }, { files }) {
  let [pairs, byText, found] = [0, 0, 0];
  const others = [];
  for await (const { a, b, relation } of ofAll(files)) {
    pairs++;
    if (!OF_TEXT.includes(relation)) continue;
    byText++;
    if (planted.has(nameOf(a, b))) found++;
    else others.push({ a, b, relation });
  }
  // Every so manieth by name: engines that find the same pairs are asked of the same ones.
  const every = Math.max(1, Math.floor(others.length / SAMPLE));
  const named = others.map((pair) => [nameOf(pair.a, pair.b), pair]);
  named.sort(([one], [other]) => (one < other ? -1 : 1));
  const sample = named.filter((_, i) => i % every === 0).map(([, pair]) => pair);
  const right = (await sharing(input, sample)) / Math.max(1, sample.length);
  const share = (part, whole) => `${((100 * part) / whole).toFixed(2)} %`;
  return {
    pairs,
    recall: share(found, planted.size),
    precision: share(found + right * others.length, byText),
  };
}

/** How many of some pairs have the words in a row that they are told to have, read anew from the stories. */
async function sharing(input, pairs) {
  const wanted = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  const texts = new Map();
  for await (const { id, body } of objects(input)) {
    if (wanted.has(id)) texts.set(id, body.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  }
  const phrases = (id, length) => {
    const words = texts.get(id);
    return new Set(words.slice(length - 1).map((_, i) => words.slice(i, i + length).join(" ")));
  };
  return pairs.filter(({ a, b, relation }) => {
    const others = phrases(b, inARow(relation));
    return [...phrases(a, inARow(relation))].some((phrase) => others.has(phrase));
  }).length;
}

/** Fails where two engines do not find the same pairs. */
async function same(one, other, engine) {
  const told = async (files) => {
    const names = [];
    for await (const { a, b, relation } of ofAll(files)) names.push(`${nameOf(a, b)} ${relation}`);
    return names.sort();
  };
  const [expected, found] = [await told(one), await told(other)];
  const first = expected.findIndex((name, i) => name !== found[i]);
  if (expected.length === found.length && first < 0) return;
  throw new Problem(
    `${engine} finds ${found.length} pairs and not ${expected.length}; first: ${expected[first]}`,
  );
}

const nameOf = (a, b) => (a < b ? `${a} ${b}` : `${b} ${a}`);

async function* ofAll(files) {
  for (const file of files) yield* objects(file);
}

async function* objects(file) {
  const handle = await fs.open(file);
  for await (const line of readline.createInterface({ input: handle.createReadStream() })) {
    if (line !== "") yield JSON.parse(line);
  }
}

/** Runs a command over a file; its time, and the most memory that it and its children had together. */
async function measured(command, args, input, output) {
  const [from, to] = [await fs.open(input), await fs.open(output, "w")];
  const begin = performance.now();
  const child = spawn(command, args, {
    stdio: [from.fd, to.fd, "inherit"],
    env: { ...process.env, SPARK_LOCAL_IP: "127.0.0.1" },
    detached: true,
  });
  let memory = 0;
  const look = setInterval(async () => {
    const said = (await ask("ps", ["-eo", "pgid=,rss="])) ?? "";
    const own = said.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
    const sum = own.reduce((sum, [group, size]) => sum + (group === child.pid ? size : 0), 0);
    memory = Math.max(memory, sum);
  }, 500);
  const code = await new Promise((resolve, reject) =>
    child.on("error", reject).on("close", resolve),
  );
  clearInterval(look);
  await Promise.all([from.close(), to.close()]);
  if (code !== 0) throw new Problem(`${command} ended with ${code}`);
  return { seconds: (performance.now() - begin) / 1000, memory };
}
