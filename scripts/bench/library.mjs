// What filling, opening, searching and scrolling the library costs in a real browser, and a capture,
// at several sizes, with made stories: `npm run bench -- library [chromium|firefox] [STORIES ...]`.
// The figures go to tests/bench/README.md.

import { build } from "../build.mjs";
import { Problem, step } from "../lib/run.mjs";
import { setup } from "../setup.mjs";
import { OPEN, openWorkplace } from "./lib/extension.mjs";
import { writeTable } from "./lib/table.mjs";

/**
 * Stories of each size that come as a file; those before them are stocked, which is quicker. A file is
 * taken in in portions that grow, so what a story costs in a long one is seen only there.
 */
const LEAST = 1_000;
const imported = (size) => Math.min(10_000, Math.max(LEAST, size / 2));
/** Stories that are stocked before a driver gives up waiting. */
const PORTION = 2_000;
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
  const { driver, run } = await openWorkplace(name, program, "tests/bench/library_page/page.ts");
  try {
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
