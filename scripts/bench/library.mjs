// What filling, opening and searching the library costs in a real browser, with made stories:
// `npm run bench -- library [STORIES] [chromium|firefox]`. The figures go to tests/bench/README.md.

import fs from "node:fs/promises";
import path from "node:path";
import { openChromium } from "../browsers/chromium.mjs";
import { openFirefox } from "../browsers/firefox.mjs";
import { bundle } from "../build/bundle.mjs";
import { build } from "../build.mjs";
import { at, DIST } from "../lib/paths.mjs";
import { Problem, step } from "../lib/run.mjs";
import { setup } from "../setup.mjs";
import { writeTable } from "./lib/table.mjs";

const OPEN = { chromium: openChromium, firefox: openFirefox };
const FOLDER = { chromium: "chrome", firefox: "firefox" };
/** Stories in one file, which are in before a driver gives up waiting. */
const PORTION = 1_000;

/** Runs it. */
export async function bench([stories = "100000", only]) {
  if (!/^\d+$/.test(stories) || (only && !(only in OPEN)))
    throw new Problem("npm run bench -- library [STORIES] [chromium|firefox]");
  const names = only ? [only] : Object.keys(OPEN);
  const { rust, browsers } = await setup({ browsers: names });
  await build(rust);
  const rows = [];
  for (const name of names)
    rows.push(await step(`Measuring in ${name}`, () => measure(name, browsers[name], +stories)));
  const table = [
    "| browser | stories | relations | import, stories/s | the last of them | opens, ms | facets, ms | a word, ms (p95) | three words | a phrase | word and fields | two most frequent | MB |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
  process.stdout.write(`${table}\n`);
  await writeTable("library", table);
}

async function measure(name, program, stories) {
  const folder = at("target/bench-library", name);
  await fs.rm(folder, { recursive: true, force: true });
  await fs.cp(path.join(DIST, FOLDER[name]), folder, { recursive: true });
  await bundle({ bench: at("tests/bench/library_page/page.ts") }, folder, "module");
  const html =
    '<!doctype html><meta charset="utf-8"><script type="module" src="bench.js"></script>';
  await fs.writeFile(path.join(folder, "bench.html"), html);
  const driver = await OPEN[name]({ program, extension: folder });
  try {
    const page = await driver.extensionPage("bench.html");
    let seconds = 0;
    let last = 0;
    for (let from = 0; from < stories; from += PORTION) {
      const count = Math.min(stories - from, PORTION);
      const took = await page.evaluate((...what) => globalThis.fill(...what), from, count);
      seconds += took;
      last = count / took;
    }
    const now = await page.evaluate(() => globalThis.measure());
    const ms = (key) => `${now[key].toFixed(0)} (${now[`${key}95`].toFixed(0)})`;
    const cells = [
      ...[name, now.stories, now.edges, (stories / seconds).toFixed(0), last.toFixed(0)],
      now.open.toFixed(0),
      ...[now.facets.toFixed(0), ms("word"), ms("words"), ms("phrase"), ms("field")],
      ...[ms("frequent"), now.megabytes.toFixed(0)],
    ];
    return `| ${cells.join(" | ")} |`;
  } finally {
    await driver.close();
  }
}
