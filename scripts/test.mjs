// Everything that must hold, in one run. The last line counts it all; those before it name what failed.
//
//   npm test                     set-up, checks, tests, both browsers
//   npm test -- unit firefox     only these parts

import fs from "node:fs/promises";
import { build } from "./build.mjs";
import { at } from "./lib/paths.mjs";
import { ask, main, Problem, run, step } from "./lib/run.mjs";
import { spark } from "./setup/spark.mjs";
import { setup } from "./setup.mjs";
import { instructionTests } from "./test/instructions.mjs";
import { lintExtension } from "./test/lint.mjs";
import { endToEndTests, unitTests } from "./test/node.mjs";
import { ofCargo, sum, withCode } from "./test/tally.mjs";
import { checkTypes } from "./types.mjs";

/** Types are written beside the tests' own work, and compared afterwards. */
const TYPES = at("target/types");

/** The parts, in order. A part that returns no tally is a check: it holds or it throws. */
const PARTS = {
  format: () => run("cargo", ["fmt", "--check"]),
  clippy: async ({ rust }) => {
    const warnings = ["--", "-D", "warnings"];
    await run("cargo", ["clippy", "--all-targets", "--all-features", ...warnings]);
    // The private toolchain has no clippy of its own.
    if (Object.keys(rust).length > 0) return;
    const wasm = [
      "--target",
      "wasm32-unknown-unknown",
      "--no-default-features",
      "--lib",
      "--release",
    ];
    await run("cargo", ["clippy", ...wasm, ...warnings]);
  },
  doc: () =>
    run("cargo", ["doc", "--no-deps", "--all-features", "--lib"], {
      env: { RUSTDOCFLAGS: "-D warnings" },
    }),
  cargo: cargoTests,
  types: () => checkTypes(TYPES),
  instructions: instructionTests,
  biome: () => run(at("node_modules/.bin/biome"), ["check", "--error-on-warnings", "."]),
  build: ({ rust }) => build(rust),
  tsc: async () => {
    for (const project of [".", "tests"]) await run(at("node_modules/.bin/tsc"), ["-p", project]);
  },
  unit: async () => unitTests({ WIREPRINT_SPARK: (await spark()) ?? "" }),
  lint: lintExtension,
  chromium: ({ browsers }) => endToEndTests("chromium", browsers.chromium),
  firefox: ({ browsers }) => endToEndTests("firefox", browsers.firefox),
};

/** Parts that look at what is built. */
const OF_BUILT = ["tsc", "unit", "lint", "chromium", "firefox"];

async function cargoTests() {
  await fs.rm(TYPES, { recursive: true, force: true });
  const env = { TS_RS_EXPORT_DIR: TYPES, TS_RS_IMPORT_EXTENSION: "js" };
  const options = { env, show: true, tolerate: true };
  const quick = await ask("cargo", ["nextest", "--version"]);
  const outputs = quick
    ? [
        await run("cargo", ["nextest", "run", "--all-features", "--no-fail-fast"], options),
        await run("cargo", ["test", "--doc", "--all-features"], options),
      ]
    : [await run("cargo", ["test", "--all-features", "--no-fail-fast"], options)];
  return sum(
    outputs.map((output) => withCode(ofCargo(output.stdout + output.stderr), output.code, "cargo")),
  );
}

main(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !(name in PARTS));
  if (unknown)
    throw new Problem(`There is no part ${unknown}; there are ${Object.keys(PARTS).join(", ")}.`);
  if (asked.some((name) => OF_BUILT.includes(name))) asked.push("build");
  const ready = await setup({ browsers: ["chromium", "firefox"] });
  const tallies = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const { passed, failures } = await step(`Checking: ${name}`, () => result(part, ready));
    process.stderr.write(`  ${name}: ${passed} passed, ${failures.length} failed\n`);
    tallies.push({ passed, failures: failures.map((failure) => `${name}: ${failure}`) });
  }
  const { passed, failures } = sum(tallies);
  for (const failure of failures) process.stdout.write(`✖ ${failure}\n`);
  process.stdout.write(`${passed} passed, ${failures.length} failed\n`);
  if (failures.length > 0) process.exitCode = 1;
});

/** The tally of a part; a check counts as one. */
async function result(part, ready) {
  try {
    const tally = await part(ready);
    return tally?.failures ? tally : { passed: 1, failures: [] };
  } catch (error) {
    process.stderr.write(`${error instanceof Problem ? error.message : error.stack}\n`);
    return { passed: 0, failures: [error.message.split("\n", 1)[0]] };
  }
}
