// One browser session in which page after page is captured by the toolbar button, and what memory
// is held along the way.
//
//   npm run soak -- chromium 20000
//
// Tabs come and go, stories share passages with earlier ones, pages are seen again and come back
// changed. The level after the warm-up is held against the level at the end.

import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { openChromium } from "./browsers/chromium.mjs";
import { openDesk } from "./browsers/desk.mjs";
import { openFirefox } from "./browsers/firefox.mjs";
import { until } from "./browsers/until.mjs";
import { DIST } from "./lib/paths.mjs";
import { main, Problem } from "./lib/run.mjs";
import { setup } from "./setup.mjs";
import { memoryOf } from "./soak/memory.mjs";
import { openOutlet, pageOf } from "./soak/outlet.mjs";

/** How often memory is looked at; each time the tab is closed and another opened. */
const LOOKS = 50;
/** By how much memory may have grown at the end. */
const GROWTH = 0.1;
const FOLDERS = { chromium: "chrome", firefox: "firefox" };

main(async () => {
  const [browser, captures = "300"] = process.argv.slice(2);
  if (!(browser in FOLDERS) || !/^\d+$/.test(captures) || Number(captures) < LOOKS)
    throw new Problem(
      `npm run soak -- ${Object.keys(FOLDERS).join("|")} [CAPTURES], ${LOOKS} or more`,
    );
  if (process.platform !== "linux") throw new Problem("Memory is counted on Linux alone.");
  const { browsers } = await setup({ browsers: [browser] });
  const looks = await soak(browser, browsers[browser], Number(captures));
  const grown = growthOf(looks);
  process.stdout.write(
    `${captures} captures in ${browser}; from the level after the warm-up to the end:\n`,
  );
  for (const [kind, share] of Object.entries(grown))
    process.stdout.write(`  ${kind}: ${share < 0 ? "" : "+"}${(100 * share).toFixed(1)} %\n`);
  if (Math.max(...Object.values(grown)) > GROWTH)
    throw new Problem(`Memory has grown by more than ${GROWTH * 100} %.`);
});

/** The session; resolves to what was held at every look. */
async function soak(name, program, captures) {
  // A copy: a build that comes in between would take the files away under the session.
  const extension = await fs.mkdtemp(path.join(os.tmpdir(), "wireprint-soak-"));
  await fs.cp(path.join(DIST, FOLDERS[name]), extension, { recursive: true });
  const outlet = await openOutlet();
  const open = name === "firefox" ? openFirefox : openChromium;
  const driver = await open({ program, extension });
  const desk = await openDesk(driver);
  const looks = [];
  const stories = new Set();
  const start = performance.now();
  try {
    for (let look = 0; look < LOOKS; look++) {
      const [first, end] = [look, look + 1].map((i) => Math.floor((i * captures) / LOOKS));
      for (const id of await captured(driver, desk, outlet, first, end)) stories.add(id);
      await driver.tidy();
      const held = await memoryOf(driver.pid);
      looks.push(held);
      const row = {
        captures: end,
        stories: stories.size,
        seconds: (performance.now() - start) / 1000,
      };
      print(row, held, look === 0);
    }
    const { stories: known } = await desk.ask("count", {});
    const made = new Set(Array.from({ length: captures }, (_, n) => pageOf(n).story)).size;
    if (known !== made) throw new Problem(`The library has ${known} stories of ${made}.`);
  } finally {
    await driver.close();
    await outlet.close();
    await fs.rm(extension, { recursive: true, force: true });
  }
  return looks;
}

/** Captures pages in a tab of their own; the ids of the stories that they became. */
async function captured(driver, desk, outlet, first, end) {
  const tab = await driver.open(outlet.url(first));
  const id = await desk.front();
  const ids = [];
  for (let n = first; n < end; n++) {
    const url = outlet.url(n);
    if (n > first) await tab.goto(url);
    await tab.press();
    const { stored, error } = await until(`page ${n} has been read`, async () => {
      const session = await desk.ask("settled", { tab: id });
      return session?.url === url && session.state !== "reading" && session;
    });
    if (!("id" in (stored ?? {})))
      throw new Problem(`Page ${n} was not stored: ${JSON.stringify(stored ?? error)}`);
    ids.push(stored.id);
  }
  await tab.close();
  return ids;
}

/** By what share each kind of process holds more at the end than after the warm-up. */
function growthOf(looks) {
  const fifth = looks.length / 5;
  const level = (some, kind) => {
    const sorted = some.map((held) => held[kind]).sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)];
  };
  const grown = (kind) =>
    level(looks.slice(-fifth), kind) / level(looks.slice(fifth, 2 * fifth), kind) - 1;
  return Object.fromEntries(Object.keys(looks[0]).map((kind) => [kind, grown(kind)]));
}

function print({ captures, stories, seconds }, held, isFirst) {
  const kinds = Object.keys(held);
  if (isFirst) process.stdout.write(`captures  stories  seconds  ${kinds.join(" MiB  ")} MiB\n`);
  const cells = [
    String(captures).padStart(8),
    String(stories).padStart(7),
    seconds.toFixed(0).padStart(7),
  ];
  const sizes = kinds.map((kind) => (held[kind] / 2 ** 20).toFixed(1).padStart(kind.length + 4));
  process.stdout.write(`${[...cells, ...sizes].join("  ")}\n`);
}
