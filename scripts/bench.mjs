// Benchmarks.
//
//   npm run bench                     time of the core, by `cargo bench`
//   npm run bench -- overlap          one of scripts/bench, by name
//   npm run bench -- all              each of them: every table of tests/bench/README.md anew, in hours

import fs from "node:fs/promises";
import path from "node:path";
import { at } from "./lib/paths.mjs";
import { main, Problem, run } from "./lib/run.mjs";

/** What a benchmark is asked for with the others, where that is not its usual. */
const WHOLE = {
  archive: ["10000", "100000", "1000000", "duckdb", "spark", "caps"],
  growth: ["1000", "10000", "100000", "1000000"],
};

main(async () => {
  const files = await fs.readdir(at("scripts/bench"));
  const names = files.filter((file) => file.endsWith(".mjs")).map((file) => path.parse(file).name);
  const [name, ...rest] = process.argv.slice(2);
  if (name === undefined) {
    await run("cargo", ["bench"], { show: true });
    return;
  }
  if (name === "all") {
    for (const one of names) await runOne(one, WHOLE[one] ?? []);
    return;
  }
  if (!names.includes(name)) {
    throw new Problem(`There is no benchmark ${name}; there are ${names.join(", ")}.`);
  }
  await runOne(name, rest);
});

async function runOne(name, asked) {
  const { bench } = await import(`./bench/${name}.mjs`);
  await bench(asked);
}
