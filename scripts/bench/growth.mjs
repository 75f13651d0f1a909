// What a library in memory costs as it grows: `npm run bench -- growth [STORIES ...]`, which is
// `cargo bench --bench library` with its figures put into tests/bench/README.md.

import { run } from "../lib/run.mjs";
import { writeTable } from "./lib/table.mjs";

const HEAD = [
  "| stories | postings a story | bytes of index a story | add, p50 / p95 ms | query, p50 / p95 ms | candidates, p50 / p95 | query and compare, p50 / p95 ms | lifts found |",
  "| --- | --- | --- | --- | --- | --- | --- | --- |",
];

/** Runs it. */
export async function bench(sizes) {
  const { stdout } = await run("cargo", ["bench", "--bench", "library", "--", ...sizes]);
  const rows = stdout.split("\n").filter((line) => /^ *\d+ /.test(line));
  const cells = rows.map((row) => row.trim().split(/\s{1,}(?!%)/));
  await writeTable("growth", [...HEAD, ...cells.map(written)].join("\n"));
}

function written([stories, ...rest]) {
  const named = [Number(stories).toLocaleString("en"), ...rest];
  return `| ${named.map((cell) => cell.replace("/", " / ")).join(" | ")} |`;
}
