// The rows of Parquet files as JSON Lines, as `wireprint read` and `wireprint overlap` take them.
//
//   node spark/lines.mjs PAGES.parquet [MORE.parquet ...] | wireprint read

import { once } from "node:events";
import { DuckDBInstance } from "@duckdb/node-api";

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("node spark/lines.mjs PAGES.parquet [MORE.parquet ...]");
  process.exit(2);
}
const instance = await DuckDBInstance.create(":memory:");
const database = await instance.connect();
for (const file of files) {
  const from = `'${file.replaceAll("'", "''")}'`;
  const rows = await database.stream(
    `SELECT to_json(page)::VARCHAR FROM read_parquet(${from}) page`,
  );
  for await (const some of rows.yieldRows())
    for (const [line] of some)
      if (!process.stdout.write(`${line}\n`)) await once(process.stdout, "drain");
}
database.closeSync();
instance.closeSync();
