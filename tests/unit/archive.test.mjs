// One archive, three engines: the command line with files, DuckDB and Spark find the same pairs, by
// the same query (`spark/candidates.sql`) for the last two, and the same families.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";

const folder = mkdtempSync(path.join(tmpdir(), "wireprint-archive-"));
after(() => rmSync(folder, { recursive: true }));

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** So many words that look thrown, the same in every run (the generator is Mulberry32). */
function text(seed, count) {
  let state = seed;
  const below = (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
  const word = () => Array.from({ length: 5 + below(4) }, () => LETTERS[below(26)]).join("");
  return Array.from({ length: count }, word).join(" ");
}

/** Short phrases that have one hash in nearly every story, and two. */
const SHORT = [80_009, 80_022];

/**
 * A story. Every fifth is a copy of another, every seventh has a passage of one, every tenth reports an
 * event, another the same one in other words. The rest share phrases, on both sides of what is worth a
 * look: with some forty stories one hash, two or three, with twenty one.
 */
function body(n) {
  if (n % 10 === 8) {
    const names = text(90_000 + Math.floor(n / 20), 8).replace(/\b\w/g, (c) => c.toUpperCase());
    return [0, 1, 2].map((part) => `${names} ${text(n + 1_000 * part, 16)}.`).join("\n\n");
  }
  if (n % 5 === 4) return `${text(n - 3, 300)} ${text(n + 9_000, 12)}.`;
  if (n % 7 === 6) {
    const lift = text(n - 5, 300)
      .split(" ")
      .slice(40, 110)
      .join(" ");
    return `${text(n, 200)}.\n\n${lift}.`;
  }
  const stock = n % 2 === 0 ? text(SHORT[(n / 2) % 2], 15) : text(80_000 + (n % 4), 24);
  const lines = [stock, text(82_000 + (n % 9), 15)];
  return [text(n, 300), ...lines].join("\n\n");
}

const stories = Array.from({ length: 300 }, (_, n) => ({
  id: `lamp-${String(n).padStart(3, "0")}`,
  body: body(n),
}));
const input = stories.map((story) => `${JSON.stringify(story)}\n`).join("");
const MOST = 64;

const LARGE = { encoding: "utf8", maxBuffer: 1 << 28 };

/** The lines that a command prints. */
function lines(given, ...command) {
  const output = execFileSync("cargo", ["run", "--quiet", "--all-features", "--", ...command], {
    input: given,
    ...LARGE,
  });
  return linesOf(output);
}

const linesOf = (text) => text.split("\n").filter((line) => line !== "");

const byNames = (pairs) => pairs.sort((x, y) => (`${x.a} ${x.b}` < `${y.a} ${y.b}` ? -1 : 1));
const parse = (printed) => byNames(printed.map((line) => JSON.parse(line)));

const printedOnDisk = lines(input, "overlap", "--disk", folder, "--most", String(MOST));
const onDisk = parse(printedOnDisk);

test("with files the pairs are those that are found in memory", () => {
  const names = ({ a, b, relation }) => `${a} ${b} ${relation}`;
  const inMemory = parse(lines(input, "overlap"));
  const relations = new Set(inMemory.map(({ relation }) => relation));
  for (const one of ["syndicated", "partial", "same-event"]) assert.ok(relations.has(one), one);
  assert.deepEqual(onDisk.map(names), inMemory.map(names));
});

test("what too many stories share is left out, copies are not", () => {
  const few = parse(lines(input, "overlap", "--disk", folder, "--most", "5"));
  const copies = (pairs) => pairs.filter(({ relation }) => relation === "syndicated");
  assert.ok(few.length < onDisk.length / 2, `${few.length} of ${onDisk.length}`);
  assert.deepEqual(copies(few), copies(onDisk));
});

/** The families that follow from pairs as an engine printed them. */
function families(printed) {
  const pairs = path.join(folder, "pairs.jsonl");
  writeFileSync(pairs, `${printed.join("\n")}\n`);
  return lines(input, "families", "--pairs", pairs);
}

test("the families of an archive are those of a library, in whatever order its pairs come", () => {
  const inMemory = lines(input, "families");
  const sizes = inMemory.map((line) => JSON.parse(line).stories.length);
  assert.ok(sizes.some((size) => size > 1) && sizes.length > 200, String(sizes));
  assert.deepEqual(families(printedOnDisk), inMemory);
  assert.deepEqual(families(printedOnDisk.toReversed()), inMemory);
});

const parquet = path.join(folder, "stories.parquet");
before(async () => {
  const [given, at] = [path.join(folder, "stories.jsonl"), (name) => `'${name}'`];
  writeFileSync(given, input);
  const instance = await DuckDBInstance.create(":memory:");
  const database = await instance.connect();
  await database.run(`COPY (FROM read_json(${at(given)})) TO ${at(parquet)} (FORMAT parquet)`);
  database.closeSync();
  instance.closeSync();
});

test("DuckDB finds the same, from Parquet", () => {
  const found = path.join(folder, "found.jsonl");
  execFileSync("node", [
    ...["spark/related.mjs", parquet, found, "--most", String(MOST)],
    ...["--wireprint", path.resolve("target/debug/wireprint")],
  ]);
  const printed = linesOf(readFileSync(found, "utf8"));
  assert.deepEqual(parse(printed), onDisk);
  assert.deepEqual(families(printed), families(printedOnDisk));
});

/** A Python that has Spark (`scripts/setup/spark.mjs`). */
const PYTHON = process.env.WIREPRINT_SPARK;
/** Spark as a test wants it: on this machine alone, no pages of its own, few parts. */
const LOCAL = {
  SPARK_LOCAL_IP: "127.0.0.1",
  PYSPARK_SUBMIT_ARGS:
    "--conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=2 pyspark-shell",
};
const skip = PYTHON ? false : "there is no Spark: `npm test -- unit` says why";
/** The pairs that Spark prints, with options of the run. */
function bySpark(...options) {
  const found = mkdtempSync(path.join(folder, "pairs-"));
  rmSync(found, { recursive: true });
  const given = [parquet, found, "--most", String(MOST), ...options];
  execFileSync(
    PYTHON,
    ["spark/related.py", ...given, "--wireprint", path.resolve("target/debug/wireprint")],
    { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...LOCAL } },
  );
  const parts = readdirSync(found).filter((name) => name.startsWith("part-"));
  return parts.flatMap((name) => linesOf(readFileSync(path.join(found, name), "utf8")));
}

test("Spark finds the same", { skip }, () => {
  const kept = path.join(folder, "postings");
  const printed = bySpark("--postings", kept);
  assert.deepEqual(parse(printed), onDisk);
  assert.deepEqual(families(printed), families(printedOnDisk));
  assert.ok(readdirSync(kept).filter((name) => name.startsWith("shard=")).length > 32);
});

test("Spark finds the same where the stories lie in a shared folder", { skip }, () => {
  const shared = mkdtempSync(path.join(folder, "shared-"));
  assert.deepEqual(parse(bySpark("--shared", shared)), onDisk);
  const written = readdirSync(shared).map((name) => readFileSync(path.join(shared, name), "utf8"));
  assert.equal(written.flatMap(linesOf).length, stories.length);
});

test("rows of Parquet are lines for every command", () => {
  const rows = linesOf(execFileSync("node", ["spark/lines.mjs", parquet, parquet], LARGE));
  assert.deepEqual(
    rows.map((line) => JSON.parse(line)),
    [...stories, ...stories],
  );
});

test("the clusters that passim writes are held against the pairs", () => {
  const [pairs, clusters] = ["pairs", "clusters"].map((name) => path.join(folder, `${name}.jsonl`));
  const related = (relation) => (a, b) => JSON.stringify({ a, b, relation });
  const [copied, reported] = [related("syndicated"), related("same-event")];
  writeFileSync(pairs, [copied("a", "b"), copied("d", "a"), reported("a", "e")].join("\n"));
  // A story has as many passages in a cluster as passim found there.
  const passage = (cluster, id, begin) => ({
    uid: 7,
    cluster,
    size: 3,
    begin,
    end: 90,
    id,
    series: "s",
  });
  const found = [passage(1, "a", 0), passage(1, "b", 4), passage(1, "a", 50), passage(2, "c", 0)];
  found.push(passage(2, "b", 0), passage(3, "e", 0), passage(3, "a", 0), passage(4, 5, 0));
  writeFileSync(clusters, found.map((line) => JSON.stringify(line)).join("\n"));
  const said = execFileSync("node", ["spark/agreement.mjs", pairs, clusters], { encoding: "utf8" });
  assert.deepEqual(JSON.parse(said), { both: 1, ours_alone: 1, theirs_alone: 2, f1: 0.4 });
});
