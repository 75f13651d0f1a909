// The library in the browser's own database against a model of it, whatever is interrupted. How many
// sequences is set by `WIREPRINT_SEQUENCES`.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { bundle } from "../../scripts/build/bundle.mjs";
import { at, fromSource, stage } from "./support.mjs";

const here = stage();
const COUNT = Number(process.env.WIREPRINT_SEQUENCES ?? 12);
/** How many are run in one go, so that a driver need not wait for long. */
const PORTION = 4;

test("a library in the browser's database is what was done to it", async () => {
  const out = at("target/sequences");
  await bundle({ sequences: at("tests/e2e/sequences.entry.ts") }, out, "content");
  const source = await fs.readFile(path.join(out, "sequences.js"), "utf8");
  const run = fromSource(source, "runSequences(first, count)", "first", "count");
  const page = await here.driver.extensionPage("options.html");
  for (let seed = 1; seed <= COUNT; seed += PORTION)
    assert.equal(await page.evaluate(run, seed, Math.min(PORTION, COUNT - seed + 1)), "");
  await page.close();
});
