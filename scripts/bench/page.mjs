// Saved pages in a real browser, as a reader meets them: the button is pressed on each, and what the
// extension then knows is held against the native reading; how long the page's thread is busy is held
// against the peers that read in pages. The figures go to tests/bench/README.md.
// `npm run bench -- page [PAGES]`

import { execFile } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { openChromium } from "../browsers/chromium.mjs";
import { openDesk } from "../browsers/desk.mjs";
import { serve } from "../browsers/serve.mjs";
import { build } from "../build.mjs";
import { at, DIST } from "../lib/paths.mjs";
import { Problem, run, step } from "../lib/run.mjs";
import { setup } from "../setup.mjs";
import * as peers from "./lib/peers.mjs";
import { writeTable } from "./lib/table.mjs";

const SETS = ["n4k", "fundus-tests", "l3s-gn1", "magic-article", "zh-immortal"];

/** Pages on which the times are taken, the first of each set in turn. */
const TIMED = 32;

/** Nothing but the page itself: no scripts, no requests. */
const ALONE = "default-src 'none'; style-src 'unsafe-inline'";

/** Runs it. */
export async function bench([count = "100"]) {
  if (!/^\d+$/.test(count)) throw new Problem("npm run bench -- page [PAGES]");
  await peers.needPages();
  const { rust, browsers } = await setup({ browsers: ["chromium"] });
  await build(rust);
  const pages = await choose(Number(count));
  const folder = at("target/bench-page");
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  for (const [number, { html }] of pages.entries()) {
    await fs.writeFile(path.join(folder, `${number}.html`), html);
  }
  const server = await serve(folder, { headers: () => ({ "content-security-policy": ALONE }) });
  try {
    await step("Reading natively", () => native(pages, server.url));
    await step("Reading in the browser", () => live(pages, server.url, browsers.chromium));
  } finally {
    await server.close();
  }
  const table = `${await quality(pages)}\n\n${times(pages.filter(({ busy }) => busy))}`;
  process.stdout.write(`${table}\n`);
  await writeTable("page", table);
}

/** Pages of all sets in turn, evenly spread over each. */
async function choose(count) {
  const out = [];
  const each = Math.ceil(count / SETS.length);
  const sets = [];
  for (const set of SETS) {
    const text = await fs.readFile(await peers.pagesOf(set), "utf8");
    const all = text.split("\n").filter(Boolean);
    sets.push({ set, all });
  }
  for (let turn = 0; turn < each; turn++) {
    for (const { set, all } of sets) {
      const line = all[Math.floor((turn * all.length) / each)];
      out.push({ set, ...JSON.parse(line) });
    }
  }
  return out.slice(0, count);
}

/** The command line reads the pages under the addresses that the browser will find them at. */
async function native(pages, url) {
  await run("cargo", ["build", "--profile", "quick", "--bin", "wireprint"]);
  const lines = pages.map(({ html }, number) =>
    JSON.stringify({ id: String(number), html, url: `${url}${number}.html` }),
  );
  const child = execFile(at("target/quick/wireprint"), ["read"], { maxBuffer: 1 << 30 });
  child.stdin.end(lines.join("\n"));
  let text = "";
  for await (const part of child.stdout) text += part;
  for (const line of text.split("\n").filter(Boolean)) {
    const reading = JSON.parse(line);
    pages[Number(reading.id)].native = reading.text ?? "";
  }
}

async function live(pages, url, program) {
  const driver = await openChromium({ program, extension: path.join(DIST, "chrome") });
  try {
    const desk = await openDesk(driver);
    const measure = await measuring();
    for (const [number, page] of pages.entries()) {
      const tab = await driver.open(`${url}${number}.html`);
      const { reading, ms } = await desk.press(tab);
      page.live = reading?.text ?? "";
      await desk.ask("clear", { tab: await desk.front() });
      if (number < TIMED) {
        page.clicked = untilRead(ms);
        page.busy = { ...(await tab.evaluate(measure)), snapshot: await snapshotOn(desk) };
        page.again = await clickedAgain(desk, tab);
      }
      await tab.close();
    }
  } finally {
    await driver.close();
  }
}

/** From a click to the reading, in milliseconds: all that the verdict takes but looking up and comparing. */
function untilRead({ total, compare }) {
  return total - compare;
}

/** The same of further clicks on a page, as warm as the peers are: see `snapshotOn`. */
async function clickedAgain(desk, tab) {
  const times = [];
  for (let click = 0; click < 7; click++) times.push(untilRead((await desk.press(tab)).ms));
  return times.slice(2).sort((a, b) => a - b)[2];
}

/**
 * How long the page in front stands still for a snapshot, in milliseconds: by the content script that
 * the click has left there, because what it asks of the browser a page's own script cannot. The median
 * of a few, after the first two, as of the peers.
 */
async function snapshotOn(desk) {
  const target = { tabId: await desk.front() };
  return desk.page.evaluate(async (where) => {
    const func = () => {
      const times = Array.from({ length: 7 }, () => globalThis.wireprint.page.capture(true).ms);
      return times.slice(2).sort((a, b) => a - b)[2];
    };
    const [{ result }] = await chrome.scripting.executeScript({ target: where, func });
    return result;
  }, target);
}

/** The readers of `page.js` as a function that a page can run whatever its policy. */
async function measuring() {
  const { build: bundle } = await import("esbuild");
  const { outputFiles } = await bundle({
    entryPoints: [path.join(peers.FOLDER, "page.js")],
    nodePaths: [path.join(await peers.peersOnNode(), "node_modules")],
    bundle: true,
    format: "iife",
    target: "chrome148",
    write: false,
  });
  return new Function(`${outputFiles[0].text}\nreturn globalThis.busy();`);
}

async function quality(pages) {
  const rows = [];
  const sums = { pages: 0, native: 0, live: 0 };
  for (const set of SETS) {
    const of = pages.filter((page) => page.set === set);
    const f1 = async (key) => {
      const texts = Object.fromEntries(of.map((page) => [page.id, page[key]]));
      return peers.score(set, key, texts, Object.keys(texts));
    };
    const [known, seen] = [await f1("native"), await f1("live")];
    sums.pages += known.n;
    sums.native += known.n * known.pF1;
    sums.live += known.n * seen.pF1;
    rows.push([set, known.n, known.pF1.toFixed(4), seen.pF1.toFixed(4)]);
  }
  const mean = (sum) => (sum / sums.pages).toFixed(4);
  rows.push(["all", sums.pages, mean(sums.native), mean(sums.live)]);
  return table(["", "pages", "mean F1, native", "mean F1, clicked"], rows);
}

function times(pages) {
  const quantiles = (numbers, shares, digits) =>
    shares.map((share) => peers.quantile(numbers, share).toFixed(digits));
  const row = (name, of, ratio) => {
    const [least, middle, most] = ratio ? quantiles(pages.map(ratio), [0.25, 0.5, 0.75], 2) : [];
    const beside = ratio ? `${middle} (${least} to ${most})` : "";
    return [name, beside, ...quantiles(pages.map(of), [0.5, 0.95], 1)];
  };
  return table(
    [`${pages.length} pages`, "our snapshot to theirs, half of the pages", "ms, p50", "ms, p95"],
    [
      row("page busy with our snapshot", ({ busy }) => busy.snapshot),
      row(
        "page busy with Readability.js 0.6.0 and its clone",
        ({ busy }) => busy.readability,
        ({ busy }) => busy.snapshot / busy.readability,
      ),
      row(
        "page busy with Defuddle 0.19.4",
        ({ busy }) => busy.defuddle,
        ({ busy }) => busy.snapshot / busy.defuddle,
      ),
      row("from our first click to the reading", ({ clicked }) => clicked),
      row("from our further clicks to the reading", ({ again }) => again),
    ],
  );
}

function table(head, rows) {
  const all = [head, head.map(() => "---"), ...rows];
  return all.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
