// One test by its name, as SECURITY.md writes it: its file, a colon, and what it is called.
//
//   node scripts/test/one.mjs "tests/unit/formats.test.ts: no cell of a table is a formula"
//
// It ends with status 0 where the test passed, 1 where it failed, and 2 where it was not run.

import fs from "node:fs/promises";
import path from "node:path";
import { bundle } from "../build/bundle.mjs";
import { bundleAll } from "../build.mjs";
import { at } from "../lib/paths.mjs";
import { main, Problem, run } from "../lib/run.mjs";
import { ofCargo, ofTap } from "./tally.mjs";

main(async () => {
  const [, file, name] = (process.argv[2] ?? "").match(/^(tests\/\S+): (.+)$/) ?? [];
  if (!file) throw new Problem('Which test? "tests/…: its name"');
  const tally = file.endsWith(".rs") ? await inCargo(file, name) : await inNode(file, name);
  const failed = tally.failures.length;
  process.stdout.write(`${tally.passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : tally.passed > 0 ? 0 : 2;
});

async function inCargo(file, name) {
  const target = path.parse(file).name;
  const wanted = ["test", "--all-features", "--test", target, name, "--", "--exact"];
  const { stdout, stderr } = await run("cargo", wanted, { tolerate: true });
  return ofCargo(stdout + stderr);
}

async function inNode(file, name) {
  let entry = at(file);
  if (file.endsWith(".mjs")) await bundleAll();
  else {
    await bundle({ one: entry }, at("target/one"), "node");
    entry = at("target/one/one.js");
  }
  const tap = at("target/one.tap");
  await fs.mkdir(path.dirname(tap), { recursive: true });
  const pattern = `^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;
  await run(
    process.execPath,
    [
      ...["--test", `--test-name-pattern=${pattern}`],
      ...["--test-reporter=tap", `--test-reporter-destination=${tap}`],
      entry,
    ],
    { tolerate: true },
  );
  return ofTap(await fs.readFile(tap, "utf8"));
}
