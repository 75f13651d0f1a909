// Shared passages on real saved pages: what is painted over a page is, letter for letter, what the
// core says is shared; the rest is listed as unplaced. It runs where the pages are.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { serve } from "../../scripts/browsers/serve.mjs";
import { at, BROWSER, fromSource, stage } from "./support.mjs";

const BENCH = at("../shared/bench");
const SETS = [
  "kinds/dev/pages.jsonl.gz",
  ...["cleanportal", "l3s-gn1", "magic-article", "zh-immortal"].map(
    (set) => `extraction/${set}/pages.jsonl.xz`,
  ),
];
/** Pages of each set. */
const EACH = 12;
/** Pages whose words are lifted by one text. */
const LIFTED = 6;
/** Letters that a paragraph has to be lifted. */
const LONG = 80;

/** The page as it was saved, and nothing else: no scripts, no requests. */
const ALONE = { "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'" };

const missing =
  (BROWSER !== "chromium" && "pages are placed alike in both browsers: Chromium is enough") ||
  (!existsSync(BENCH) && `the saved pages are not there: ${BENCH}`);

/** Pages of every set, evenly spread over it. */
function savedPages() {
  return SETS.flatMap((set) => {
    const unpack = set.endsWith(".xz") ? "xzcat" : "zcat";
    const options = { encoding: "utf8", maxBuffer: 1 << 28 };
    const lines = execFileSync(unpack, [path.join(BENCH, set)], options)
      .trimEnd()
      .split("\n");
    return Array.from({ length: EACH }, (_, i) =>
      JSON.parse(lines[Math.floor((i * lines.length) / EACH)]),
    );
  });
}

/** Most of the longer paragraphs of a page: what another outlet may have run of it. */
function lifted({ html }) {
  const paragraphs = [...html.matchAll(/<p[ >][^<]*(?:<(?!\/p>)[^<]*)*<\/p>/gi)]
    .map(([tagged]) => tagged.replace(/<[^>]*>/g, "").replace(/&nbsp;/g, " "))
    .map((text) => text.replace(/&#0?39;|&rsquo;/g, "’").replace(/\s+/g, " "))
    .filter((text) => text.length > LONG && !text.includes("&"));
  return paragraphs.filter((_, i) => i % 4 !== 2);
}

let folder;
let server;
let pages;

async function prepare() {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "wireprint-saved-"));
  pages = savedPages();
  for (const [i, page] of pages.entries())
    await fs.writeFile(path.join(folder, `${i}.html`), page.html);
  for (let i = 0; i < pages.length; i += LIFTED) {
    const text = pages.slice(i, i + LIFTED).flatMap(lifted);
    await fs.writeFile(path.join(folder, `${i}.txt`), text.join("\n\n"));
  }
  server = await serve(folder, { headers: () => ALONE });
}

const here = missing ? null : stage({ prepare });

after(async () => {
  await server?.close();
  if (folder) await fs.rm(folder, { recursive: true });
});

/** For the content script's world to run: the words that stand under each painted passage. */
function painted() {
  const { overlay } = globalThis.wireprint.page;
  const passages = [];
  for (const box of overlay.root.querySelectorAll(".box")) {
    if (box.querySelector(".tag")) passages.push({ boxes: [], words: "" });
    passages.at(-1).boxes.push(box.getBoundingClientRect());
  }
  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    range.selectNodeContents(node);
    const all = range.getBoundingClientRect();
    const near = ({ left, right, top, bottom }) =>
      left < all.right && right > all.left && top < all.bottom && bottom > all.top;
    const over = passages.filter(({ boxes }) => boxes.some(near));
    if (over.length === 0) continue;
    let begin = 0;
    for (const letter of node.data) {
      range.setStart(node, begin);
      begin += letter.length;
      range.setEnd(node, begin);
      const { left, top, width, height } = range.getBoundingClientRect();
      if (/\s/u.test(letter) || height === 0) continue;
      const middle = left + width / 2;
      // A box has the height of its line; what pages set over each other has another one.
      const isUnder = (box) =>
        Math.abs(box.top - top) < 1 &&
        Math.abs(box.height - height) < 1 &&
        box.left <= middle &&
        middle <= box.right;
      for (const passage of over) if (passage.boxes.some(isUnder)) passage.words += letter;
    }
  }
  return passages.map(({ words }) => words);
}

/** What is to be painted: the words of the story, each for the first copy that shares them. */
function wanted({ reading, copies }) {
  const letters = Array.from(reading.text);
  const owner = letters.map(() => -1);
  for (let i = copies.length - 1; i >= 0; i--)
    for (const { a } of copies[i].pair.passages) owner.fill(i, ...a);
  const runs = [];
  for (const [i, letter] of letters.entries()) {
    if (owner[i] >= 0 && owner[i] !== owner[i - 1]) runs.push("");
    if (owner[i] >= 0 && !/\s/u.test(letter)) runs[runs.length - 1] += letter;
  }
  return runs.filter(Boolean);
}

test("passages on saved pages are painted over their own words, or listed as unplaced", {
  skip: missing,
}, async (t) => {
  const look = fromSource(
    "",
    `chrome.scripting
      .executeScript({ target: { tabId: tab }, func: ${painted} })
      .then(([{ result }]) => result)`,
    "tab",
  );
  const tab = await here.driver.open(`${server.url}0.txt`);
  for (let i = 0; i < pages.length; i += LIFTED) {
    await tab.goto(`${server.url}${i}.txt`);
    await here.desk.press(tab);
  }
  const counts = { pages: 0, passages: 0, unplaced: 0 };
  const wrong = [];
  for (const [i, { id }] of pages.entries()) {
    await tab.goto(`${server.url}${i}.html`);
    const session = await here.desk.press(tab);
    if (!session.copies?.length) continue;
    const { unplacedPassages } = session.marks;
    const [runs, seen] = [wanted(session), await here.desk.page.evaluate(look, session.tab)];
    counts.pages++;
    counts.passages += runs.length;
    counts.unplaced += unplacedPassages.length;
    for (const words of runs)
      if (!seen.includes(words) && unplacedPassages.length === 0) wrong.push(`${id}: ${words}`);
    for (const words of seen) if (!runs.includes(words)) wrong.push(`${id} has ${words}`);
  }
  t.diagnostic(JSON.stringify(counts));
  assert.deepEqual(wrong, []);
  assert.ok(counts.passages > pages.length, "there is enough to be placed");
  assert.ok(counts.unplaced <= 0.01 * counts.passages);
});
