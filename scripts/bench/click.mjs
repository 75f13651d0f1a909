// From the click to the verdict in the panel, as a reader waits for it: pages of 3,000 nodes, each
// with an edited copy of one of so many stored stories, and the real button in Chromium.
// `npm run bench -- click [STORIES]`; the figures go to tests/bench/README.md.

import fs from "node:fs/promises";
import path from "node:path";
import { openChromium } from "../browsers/chromium.mjs";
import { openDesk } from "../browsers/desk.mjs";
import { serve } from "../browsers/serve.mjs";
import { build } from "../build.mjs";
import { at } from "../lib/paths.mjs";
import { Problem, step } from "../lib/run.mjs";
import { setup } from "../setup.mjs";
import { makeWorkplace } from "./lib/extension.mjs";
import { quantile } from "./lib/peers.mjs";
import { writeTable } from "./lib/table.mjs";

const NODES = 3_000;
/** Clicks that are measured, and those before them that warm everything up. */
const CLICKS = 60;
const WARM = 5;
/** Stories that are made in one go, below what a driver waits for. */
const PORTION = 4_000;

/** Runs it. */
export async function bench([stories = "100000"]) {
  if (!/^\d+$/.test(stories)) throw new Problem("npm run bench -- click [STORIES]");
  const { rust, browsers } = await setup({ browsers: ["chromium"] });
  await build(rust);
  const folder = at("target/bench-click");
  await makeWorkplace("chromium", folder, "tests/bench/click_page/page.ts");
  const pages = path.join(folder, "pages");
  await fs.mkdir(pages);
  const server = await serve(pages);
  const driver = await openChromium({ program: browsers.chromium, extension: folder });
  try {
    await step("Filling a library", () => fill(driver, Number(stories), pages));
    const clicks = await step("Clicking", () => click(driver, server.url));
    const table = tableOf(Number(stories), clicks);
    process.stdout.write(`${table}\n`);
    await writeTable("click", table);
  } finally {
    await driver.close();
    await server.close();
  }
}

/** Fills the library, and writes the pages to click on: their stories are spread over it. */
async function fill(driver, stories, pages) {
  const page = await driver.extensionPage("bench.html");
  for (let left = stories; left > 0; left -= PORTION)
    await page.evaluate((count) => globalThis.fill(count), Math.min(left, PORTION));
  await page.evaluate(() => globalThis.settle());
  for (let i = 0; i < WARM + CLICKS; i++) {
    const source = Math.floor((i * stories) / (WARM + CLICKS));
    const html = await page.evaluate((...of) => globalThis.page(...of), source, NODES);
    await fs.writeFile(path.join(pages, `${i}.html`), html);
  }
  await page.close();
}

/** Clicks on one page after the other beside an open panel; milliseconds from click to verdict. */
async function click(driver, url) {
  const desk = await openDesk(driver);
  const tab = await driver.open(`${url}0.html`);
  await desk.press(tab);
  const panel = await driver.panel();
  const clicks = [];
  for (let i = 0; i < WARM + CLICKS; i++) {
    await tab.goto(`${url}${i}.html`);
    await panel.evaluate(awaitVerdict);
    // A reader clicks on a page that is there to be read.
    await tab.evaluate(() => new Promise((done) => requestIdleCallback(() => done())));
    const begin = performance.timeOrigin + performance.now();
    await tab.press();
    const end = await panel.evaluate(() => globalThis.verdict);
    const session = await desk.ask("settled", { tab: await desk.front() });
    if (session.copies.length === 0) throw new Problem(`The story of page ${i} was not found.`);
    const { snapshot, read, compare, total } = session.ms;
    const verdict = end - begin;
    const sent = total - snapshot - read - compare;
    if (i >= WARM) clicks.push({ verdict, sent, snapshot, read, compare, told: verdict - total });
  }
  return clicks;
}

/** For the panel to run: notes when it has forgotten the page before and then shows a verdict. */
async function awaitVerdict() {
  const isVerdict = () =>
    document.querySelector("main .card:not(.invitation, [aria-busy=true]) h1") !== null;
  const when = (holds) =>
    new Promise((done) => {
      const look = () => {
        if (!holds()) return;
        seen.disconnect();
        done(performance.timeOrigin + performance.now());
      };
      const seen = new MutationObserver(look);
      seen.observe(document.body, { childList: true, subtree: true, attributes: true });
      look();
    });
  await when(() => !isVerdict());
  globalThis.verdict = when(isVerdict);
}

function tableOf(stories, clicks) {
  const row = (name, key) => {
    const times = clicks.map((one) => one[key]);
    return `| ${name} | ${[0.5, 0.95].map((share) => quantile(times, share).toFixed(0)).join(" | ")} |`;
  };
  return [
    `| ${stories} stories, ${clicks.length} clicks | ms, p50 | ms, p95 |`,
    "| --- | --- | --- |",
    row("from the click to the verdict in the panel", "verdict"),
    row("of these: the script into the page, and the snapshot out of it", "sent"),
    row("the page's snapshot", "snapshot"),
    row("reading", "read"),
    row("looking up and comparing", "compare"),
    row("from the click to the background, from there to the panel, and drawing", "told"),
  ].join("\n");
}
