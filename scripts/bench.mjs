// Benchmarks.
//
//   npm run bench                     time of the core, by `cargo bench`
//   npm run bench -- overlap          one of scripts/bench, by name

import fs from "node:fs/promises";
import path from "node:path";
import { at } from "./lib/paths.mjs";
import { main, Problem, run } from "./lib/run.mjs";

main(async () => {
  const files = await fs.readdir(at("scripts/bench"));
  const names = files.filter((file) => file.endsWith(".mjs")).map((file) => path.parse(file).name);
  const [name, ...rest] = process.argv.slice(2);
  if (name === undefined) {
    await run("cargo", ["bench"], { show: true });
    return;
  }
  if (!names.includes(name)) {
    throw new Problem(`There is no benchmark ${name}; there are ${names.join(", ")}.`);
  }
  const { bench } = await import(`./bench/${name}.mjs`);
  await bench(rest);
});
