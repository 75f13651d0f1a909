// One browser session in which page after page is captured by the toolbar button, and what memory
// is held along the way.
//
//   npm run soak -- chromium 20000
//   npm run soak -- chromium 20000 30     as many of them as go into half an hour
//
// Tabs come and go, pages are navigated to or turned by their site's own script, stories share
// passages with earlier ones, pages are seen again and come back changed. Every page is captured by a
// press of the button, and the next is not turned to before its story is in the library. The window is
// small, for a browser without a graphics card spends its time on pictures that nobody looks at.
//
// The first fifth is the warm-up: caches fill, the library comes to have all its parts. The level in
// the second fifth is held against the level in the last. A browser holds more with every page that it
// shows, whatever its extensions do; so where there is growth, the same pages are shown once more with
// nobody pressing the button, and what the browser comes to hold then is no growth of ours.
//
// After each look the background is stopped, as a browser does when there was nothing to do for half a
// minute. On a day of so many pages that happens between nearly any two of them.

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
const WINDOW = { width: 500, height: 400 };
const FOLDERS = { chromium: "chrome", firefox: "firefox" };

main(async () => {
  const [browser, asked = "300", minutes = ""] = process.argv.slice(2);
  const areNumbers = /^\d+$/.test(asked) && /^\d*$/.test(minutes);
  if (!(browser in FOLDERS) || !areNumbers || Number(asked) < LOOKS)
    throw new Problem(
      `npm run soak -- ${Object.keys(FOLDERS).join("|")} [CAPTURES [MINUTES]], ${LOOKS} captures or more`,
    );
  if (process.platform !== "linux") throw new Problem("Memory is counted on Linux alone.");
  const { browsers } = await setup({ browsers: [browser] });
  const most = { captures: Number(asked), seconds: minutes ? minutes * 60 : Infinity };
  const { looks, captures } = await soak(browser, browsers[browser], most);
  process.stdout.write(`${captures} captures in ${browser}\n`);
  if (tell(growthOf(looks)) <= GROWTH) return;
  const alone = growthOf(await look(browser, browsers[browser], captures));
  process.stdout.write("Less what the same pages do without a press:\n");
  const own = growthOf(looks).map((one, i) => ({
    ...one,
    to: one.to - Math.max(0, alone[i].to - alone[i].from),
  }));
  if (tell(own) > GROWTH) throw new Problem(`Memory has grown by more than ${GROWTH * 100} %.`);
});

/** The session; resolves to what was held at every look, and how many captures there were. */
async function soak(name, program, most) {
  return browse(name, program, most, {
    work: capture,
    done: async (desk, captures) => {
      const { stories: known } = await desk.ask("count", {});
      const made = new Set(Array.from({ length: captures }, (_, n) => pageOf(n).story)).size;
      if (known !== made) throw new Problem(`The library has ${known} stories of ${made}.`);
    },
  });
}

/** The same pages, and nobody presses the button; resolves to what was held at every look. */
async function look(name, program, pages) {
  const most = { captures: pages, seconds: Infinity };
  const { looks } = await browse(name, program, most, {
    work: async (driver, _, outlet, first, end) => {
      const tab = await driver.open(outlet.url(first));
      for (let n = first + 1; n < end; n++) await turnTo(tab, outlet.url(n - 1), outlet.url(n));
      await tab.close();
    },
    done: async () => undefined,
  });
  return looks;
}

/** A browser from its start to its end, with a look at its memory after every portion of pages. */
async function browse(name, program, most, { work, done }) {
  // A copy: a build that comes in between would take the files away under the session.
  const extension = await fs.mkdtemp(path.join(os.tmpdir(), "wireprint-soak-"));
  await fs.cp(path.join(DIST, FOLDERS[name]), extension, { recursive: true });
  const outlet = await openOutlet();
  const open = name === "firefox" ? openFirefox : openChromium;
  const driver = await open({ program, extension, ...WINDOW });
  const desk = await openDesk(driver);
  const looks = [];
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  let pages = 0;
  try {
    while (pages < most.captures && seconds() < most.seconds) {
      const first = pages;
      pages = Math.floor(((looks.length + 1) * most.captures) / LOOKS);
      await work(driver, desk, outlet, first, pages);
      await driver.tidy();
      const held = await memoryOf(driver.pid);
      looks.push(held);
      print({ pages, seconds: seconds() }, held, looks.length === 1);
      await driver.stopBackground();
    }
    await done(desk, pages);
  } finally {
    await driver.close();
    await outlet.close();
    await fs.rm(extension, { recursive: true, force: true });
  }
  return { looks, captures: pages };
}

/** Captures pages in a tab of their own. */
async function capture(driver, desk, outlet, first, end) {
  const tab = await driver.open(outlet.url(first));
  const id = await desk.front();
  for (let n = first; n < end; n++) {
    const url = outlet.url(n);
    if (n > first) await turnTo(tab, outlet.url(n - 1), url);
    await tab.press();
    let session;
    await until(`page ${n} has been read`, async () => {
      session = await desk.ask("settled", { tab: id });
      return session?.url === url && session.state !== "reading";
    }).catch((error) => {
      const { url: at, state } = session ?? {};
      throw new Problem(`${error.message}: ${url} against ${JSON.stringify({ at, state })}`);
    });
    const { stored, error } = session;
    if (!("id" in (stored ?? {})))
      throw new Problem(`Page ${n} was not stored: ${JSON.stringify(stored ?? error)}`);
  }
  await tab.close();
}

/** Goes to the next page: the way of the site itself where the page before is of the same. */
async function turnTo(tab, from, to) {
  if (new URL(from).origin !== new URL(to).origin) return tab.goto(to);
  // Firefox shows a driver the page without what its scripts have added.
  return tab.evaluate((url) => (window.wrappedJSObject ?? window).turnTo(url), to);
}

/** What each kind of process holds after the warm-up and at the end, in bytes. */
function growthOf(looks) {
  const fifth = Math.ceil(looks.length / 5);
  const level = (some, kind) => {
    const sorted = some.map((held) => held[kind]).sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)];
  };
  return Object.keys(looks[0]).map((kind) => ({
    kind,
    from: level(looks.slice(fifth, 2 * fifth), kind),
    to: level(looks.slice(-fifth), kind),
  }));
}

/** Prints growth; gives the largest share. */
function tell(growth) {
  const shares = growth.map(({ kind, from, to }) => {
    const share = to / from - 1;
    const sign = share < 0 ? "" : "+";
    process.stdout.write(
      `  ${kind}: ${mib(from)} to ${mib(to)} MiB, ${sign}${(100 * share).toFixed(1)} %\n`,
    );
    return share;
  });
  return Math.max(...shares);
}

const mib = (bytes) => (bytes / 2 ** 20).toFixed(1);

function print({ pages, seconds }, held, isFirst) {
  const kinds = Object.keys(held);
  if (isFirst) process.stdout.write(`pages  seconds  ${kinds.join(" MiB  ")} MiB\n`);
  const cells = [String(pages).padStart(5), seconds.toFixed(0).padStart(7)];
  const sizes = kinds.map((kind) => mib(held[kind]).padStart(kind.length + 4));
  process.stdout.write(`${[...cells, ...sizes].join("  ")}\n`);
}
