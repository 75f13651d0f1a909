// What filling, opening, searching and scrolling the library costs in a real browser, and a capture,
// at several sizes, with made stories: `npm run bench -- library [chromium|firefox] [STORIES ...]`.
// The figures go to tests/bench/README.md.

import fs from "node:fs/promises";
import path from "node:path";
import { openChromium } from "../browsers/chromium.mjs";
import { openFirefox } from "../browsers/firefox.mjs";
import { until } from "../browsers/until.mjs";
import { bundle } from "../build/bundle.mjs";
import { build } from "../build.mjs";
import { at, DIST } from "../lib/paths.mjs";
import { Problem, step } from "../lib/run.mjs";
import { setup } from "../setup.mjs";
import { writeTable } from "./lib/table.mjs";

const OPEN = { chromium: openChromium, firefox: openFirefox };
const FOLDER = { chromium: "chrome", firefox: "firefox" };
/**
 * Stories of each size that come as a file; those before them are stocked, which is quicker. A file is
 * taken in in portions that grow, so what a story costs in a long one is seen only there.
 */
const LEAST = 1_000;
const imported = (size) => Math.min(10_000, Math.max(LEAST, size / 2));
/** Stories that are stocked before a driver gives up waiting. */
const PORTION = 2_000;
/** How long a piece of work may take, in seconds. */
const PATIENCE = 900;
/** How long the list is scrolled, in milliseconds. */
const SCROLLED = 3_000;
const HEAD = [
  "browser",
  "stories",
  "import, stories/s",
  "a capture, ms",
  "page usable, ms",
  "frames/s",
  "facets, ms",
  "a word, ms",
  "three words",
  "a phrase",
  "word and fields",
  "two most frequent",
  "MB",
];

/** Runs it. */
export async function bench(words) {
  const only = words.filter((word) => word in OPEN);
  const sizes = words.filter((word) => /^\d+$/.test(word)).map(Number);
  if (only.length + sizes.length < words.length || sizes.some((size) => size < LEAST))
    throw new Problem("npm run bench -- library [chromium|firefox] [STORIES ...]");
  const names = only.length > 0 ? only : Object.keys(OPEN);
  const { rust, browsers } = await setup({ browsers: names });
  await build(rust);
  const rows = [HEAD, HEAD.map(() => "---")];
  const ascending = sizes.length > 0 ? sizes.toSorted((a, b) => a - b) : [1_000, 10_000, 100_000];
  for (const name of names) {
    await step(`Measuring in ${name}`, () =>
      measure(name, browsers[name], ascending, (cells) => rows.push([name, ...cells])),
    );
  }
  const table = rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  process.stdout.write(`${table}\n`);
  await writeTable("library", table);
}

async function measure(name, program, sizes, told) {
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
    // A driver does not wait for long: what takes minutes is begun, and asked after.
    const run = async (work, ...given) => {
      await page.evaluate(begin, work, ...given);
      const came = JSON.parse(await until(`${work} is done`, () => page.evaluate(ended), PATIENCE));
      if ("error" in came) throw new Problem(`${work}: ${came.error}`);
      return came.value;
    };
    let there = 0;
    for (const size of sizes) {
      const stocked = size - imported(size);
      for (; there < stocked; there += Math.min(PORTION, stocked - there))
        await run("stock", there, Math.min(PORTION, stocked - there));
      const seconds = await run("fill", there, size - there);
      const speed = (size - there) / seconds;
      there = size;
      const now = await run("measure");
      const list = await scroll(driver);
      // Last: after an import the browser's database puts its files in order for a while.
      const capture = await run("capture", size);
      const both = ([median, p95]) => `${median.toFixed(0)} (${p95.toFixed(0)})`;
      const asked = (key) => both([now[key], now[`${key}95`]]);
      told([
        ...[size, speed.toFixed(0), both(capture), list.usable.toFixed(0), list.frames.toFixed(0)],
        ...[now.facets.toFixed(0), asked("word"), asked("words"), asked("phrase")],
        ...[asked("field"), asked("frequent"), now.megabytes.toFixed(0)],
      ]);
    }
  } finally {
    await driver.close();
  }
}

/** For the page to run: begins some work. What comes of it stands in the document, for later calls to see. */
function begin(work, ...given) {
  const { dataset } = document.documentElement;
  const tell = (came) => {
    dataset.came = JSON.stringify(came);
  };
  delete dataset.came;
  globalThis[work](...given).then(
    (value) => tell({ value }),
    (error) => tell({ error: String(error) }),
  );
}

/** For the page to run: what has come of it, as JSON. */
function ended() {
  return document.documentElement.dataset.came;
}

/** When the library page showed its first stories, and how many frames a second it scrolls by. */
async function scroll(driver) {
  const page = await driver.extensionPage("library.html");
  try {
    return await page.evaluate(
      (scrolled) =>
        new Promise((resolve) => {
          let begin;
          let usable;
          let frames = 0;
          const next = (now) => {
            const list = document.querySelector(".rows");
            if (list?.querySelector(".title")) {
              begin ??= now;
              usable ??= performance.now();
              list.scrollTop += 300;
              frames++;
            }
            if (begin !== undefined && now - begin > scrolled)
              resolve({ usable, frames: (frames * 1000) / (now - begin) });
            else requestAnimationFrame(next);
          };
          requestAnimationFrame(next);
        }),
      SCROLLED,
    );
  } finally {
    await page.close();
  }
}
