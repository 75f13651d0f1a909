// Every related pair of an archive, by DuckDB on one machine.
//
//   node spark/related.mjs STORIES PAIRS [--most 64] [--wireprint PATH]
//
// STORIES is a file of JSON Lines as `wireprint overlap` takes them, or of Parquet with those columns;
// PAIRS the file that the pairs are written to, one JSON object a line. The steps, the query and the
// pairs are those of `related.py` and of `wireprint overlap --disk`.
//
// The stories lie in a file of the run, and only their places go through the database: with thirty
// candidates a story their texts would be thirty times the archive.
//
// The postings stand between the steps as Parquet in shards by the hash's lowest bits, for any engine
// that reads it: winnowing keeps the smaller hashes, so that the highest bits would put most into the
// first shard.

import { spawn } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";

const SHARDS = 64;
/** What the database may take; it goes on with files where that is not enough. */
const MEMORY = "3GB";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    most: { type: "string", default: "64" },
    wireprint: { type: "string", default: "wireprint" },
  },
});
const [stories, pairs] = positionals;
if (!pairs || positionals.length > 2 || !/^\d+$/.test(values.most)) {
  console.error("node spark/related.mjs STORIES PAIRS [--most 64] [--wireprint PATH]");
  process.exit(2);
}

/** Runs a step of the command line from a file to a file; lines that could not be read are told there. */
async function step(command, input, output) {
  const [from, to] = [await fs.open(input), await fs.open(output, "w")];
  const child = spawn(values.wireprint, command, { stdio: [from.fd, to.fd, "inherit"] });
  const status = await new Promise((resolve, reject) =>
    child.on("error", reject).on("close", resolve),
  );
  await Promise.all([from.close(), to.close()]);
  if (status !== 0 && status !== 1) throw new Error(`wireprint ${command[0]} ended with ${status}`);
}

const folder = await fs.mkdtemp(path.join(path.dirname(path.resolve(pairs)), "related-"));
/** A file of the run as SQL writes it. */
const at = (name) => `'${path.join(folder, name).replaceAll("'", "''")}'`;
try {
  const instance = await DuckDBInstance.create(path.join(folder, "database"));
  const database = await instance.connect();
  let lines = stories;
  if (stories.endsWith(".parquet")) {
    lines = path.join(folder, "stories.jsonl");
    const from = `'${stories.replaceAll("'", "''")}'`;
    await database.run(`COPY (FROM read_parquet(${from})) TO ${at("stories.jsonl")} (FORMAT json)`);
  }
  await step(["fingerprint", "--into", folder], lines, path.join(folder, "prints.jsonl"));
  const query = await fs.readFile(new URL("candidates.sql", import.meta.url), "utf8");
  await database.run(`
    SET memory_limit = '${MEMORY}';
    SET preserve_insertion_order = false;
    CREATE TABLE prints AS
      SELECT id, place, hashes, keys
      FROM read_json(${at("prints.jsonl")}, format = 'newline_delimited',
        columns = {id: 'VARCHAR', place: 'VARCHAR', hashes: 'UINTEGER[]', keys: 'UINTEGER[]'})
      WHERE place IS NOT NULL;
    COPY (
      SELECT *, hash % ${SHARDS} AS shard FROM (
        SELECT unnest(hashes) AS hash, false AS is_key, id AS story FROM prints
        UNION ALL SELECT unnest(keys), true, id FROM prints
      )
    ) TO ${at("postings")} (FORMAT parquet, PARTITION_BY (shard));
    CREATE VIEW postings AS SELECT * FROM read_parquet(${at("postings/*/*.parquet")});
    CREATE TABLE limits AS SELECT ${values.most} AS most;
    CREATE TABLE candidates AS ${query};
    COPY (
      SELECT one.place AS a, other.place AS b, is_report FROM candidates
      JOIN prints AS one ON one.id = a JOIN prints AS other ON other.id = b
      ORDER BY one.place
    ) TO ${at("candidates.jsonl")} (FORMAT json)`);
  database.closeSync();
  instance.closeSync();
  await step(["judge", "--from", folder], path.join(folder, "candidates.jsonl"), pairs);
} finally {
  await fs.rm(folder, { recursive: true });
}
