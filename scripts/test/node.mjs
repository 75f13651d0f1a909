// Node's own test runner over the unit tests (TypeScript, bundled first) and the end-to-end tests.

import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { bundle } from "../build/bundle.mjs";
import { at } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { filesBelow } from "../lib/stamp.mjs";
import { ofTap, withCode } from "./tally.mjs";

/** Browsers that run at the same time: more of them only slow each other down. */
const MOST_TOGETHER = 2;

/** Runs `tests/unit`, with some variables beside those of this process. */
export async function unitTests(env) {
  const out = at("target/unit");
  const files = await filesBelow(at("tests/unit"));
  const sources = files.filter((file) => /\.test\.tsx?$/.test(file));
  const entries = Object.fromEntries(sources.map((file) => [path.parse(file).name, file]));
  await fs.rm(out, { recursive: true, force: true });
  await bundle(entries, out, "node");
  const plain = files.filter((file) => file.endsWith(".test.mjs"));
  return runFiles([...plain, ...(await filesBelow(out))], "unit", { env, together: 1 });
}

/** Runs `tests/e2e` in a browser: each file in one of its own, some of them at the same time. */
export async function endToEndTests(browser, program) {
  const files = (await filesBelow(at("tests/e2e"))).filter((file) => file.endsWith(".test.mjs"));
  const env = { WIREPRINT_BROWSER: browser, WIREPRINT_PROGRAM: program };
  const together = Math.min(MOST_TOGETHER, os.availableParallelism());
  return runFiles(files, `e2e-${browser}`, { env, together });
}

async function runFiles(files, name, { env = {}, together }) {
  const tap = at("target", `${name}.tap`);
  const { code } = await run(
    process.execPath,
    [
      ...["--test", `--test-concurrency=${together}`],
      ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
      ...["--test-reporter=tap", `--test-reporter-destination=${tap}`],
      ...files,
    ],
    { env, show: true, tolerate: true },
  );
  return withCode(ofTap(await fs.readFile(tap, "utf8")), code, name);
}
