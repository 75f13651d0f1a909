// Instructions of the hot paths of the core as it ships: `npm run bench -- instructions`. The figures go
// to tests/bench/README.md.

import { Problem } from "../lib/run.mjs";
import { countInstructions } from "../test/instructions.mjs";
import { writeTable } from "./lib/table.mjs";

/** Runs it. */
export async function bench() {
  const counts = await countInstructions("release");
  if (!counts) throw new Problem("There is no Valgrind for this system.");
  const rows = Object.entries(counts).map(
    ([path, count]) => `| ${path} | ${count.toLocaleString("en")} |`,
  );
  const table = ["| path | instructions |", "| --- | --- |", ...rows].join("\n");
  process.stdout.write(`${table}\n`);
  await writeTable("instructions", table);
}
