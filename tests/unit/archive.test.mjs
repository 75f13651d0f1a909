// One archive, three engines: the command line with files, DuckDB and Spark find the same pairs, by
// the same query (`spark/candidates.sql`) for the last two.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
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

/**
 * A story. Every fifth is a copy of another, every seventh has a passage of one, every tenth reports an
 * event, another the same one in other words. The rest share phrases: a short or a long one with some
 * forty stories, and a short one with up to ten. Which phrases to look at is decided between these.
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
  const lines = [text(80_000 + (n % 4), n % 2 === 0 ? 15 : 40), text(82_000 + (n % 24), 15)];
  return [text(n, 300), ...lines].join("\n\n");
}

const stories = Array.from({ length: 240 }, (_, n) => ({
  id: `lamp-${String(n).padStart(3, "0")}`,
  body: body(n),
}));
const input = stories.map((story) => `${JSON.stringify(story)}\n`).join("");
const MOST = 64;

/** The lines that a command prints. */
function lines(given, ...command) {
  const output = execFileSync("cargo", ["run", "--quiet", "--all-features", "--", ...command], {
    input: given,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return output.split("\n").filter((line) => line !== "");
}

const byNames = (pairs) => pairs.sort((x, y) => (`${x.a} ${x.b}` < `${y.a} ${y.b}` ? -1 : 1));
const parse = (printed) => byNames(printed.map((line) => JSON.parse(line)));

const onDisk = parse(lines(input, "overlap", "--disk", folder, "--most", String(MOST)));

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

test("DuckDB finds the same", async () => {
  const prints = path.join(folder, "prints.jsonl");
  const candidates = path.join(folder, "candidates.jsonl");
  writeFileSync(prints, lines(input, "fingerprint").join("\n"));
  const instance = await DuckDBInstance.create(":memory:");
  const database = await instance.connect();
  const query = readFileSync("spark/candidates.sql", "utf8");
  await database.run(`
    CREATE TABLE prints AS
      SELECT story ->> '$.id' AS id, story, hashes, keys
      FROM read_json('${prints}', format = 'newline_delimited',
        columns = {story: 'JSON', hashes: 'UINTEGER[]', keys: 'UINTEGER[]'});
    CREATE VIEW postings AS
      SELECT unnest(hashes) AS hash, false AS is_key, id AS story FROM prints
      UNION ALL SELECT unnest(keys), true, id FROM prints;
    CREATE TABLE limits AS SELECT ${MOST} AS most;
    CREATE TABLE candidates AS ${query};
    COPY (
      SELECT one.story AS a, other.story AS b, is_report FROM candidates
      JOIN prints AS one ON one.id = a JOIN prints AS other ON other.id = b
    ) TO '${candidates}' (FORMAT json)`);
  database.closeSync();
  instance.closeSync();
  const printed = lines(readFileSync(candidates), "judge");
  assert.deepEqual(parse(printed), onDisk);
});

const PYTHON = ".tools/bench-archive/bin/python";
/** Spark as a test wants it: on this machine alone, no pages of its own, few parts. */
const LOCAL = {
  SPARK_LOCAL_IP: "127.0.0.1",
  PYSPARK_SUBMIT_ARGS:
    "--conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=2 pyspark-shell",
};
const skip = existsSync(PYTHON) ? false : "there is no Spark: npm run bench -- archive installs it";
test("Spark finds the same", { skip }, () => {
  const [given, found] = [path.join(folder, "stories.jsonl"), path.join(folder, "pairs")];
  writeFileSync(given, input);
  execFileSync(
    PYTHON,
    [
      ...["spark/related.py", given, found, "--most", String(MOST)],
      ...["--wireprint", path.resolve("target/debug/wireprint")],
    ],
    { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...LOCAL } },
  );
  const parts = readdirSync(found).filter((name) => name.startsWith("part-"));
  const printed = parts.flatMap((name) =>
    readFileSync(path.join(found, name), "utf8")
      .split("\n")
      .filter((line) => line !== ""),
  );
  assert.deepEqual(parse(printed), onDisk);
});
