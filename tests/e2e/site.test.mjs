// The site's pages that are read. That of benchmarks has all of tests/bench/README.md, with pictures of
// what grows and of what costs what, which say the same in words, under a policy that takes no style but
// the sheet's; the other tells how Wireprint is built and what it keeps.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { violations } from "./axe.mjs";
import { stage } from "./support.mjs";

const here = stage();

test("every table of the benchmarks is there, and pictures with their figures in words", async () => {
  const text = await fs.readFile("tests/bench/README.md", "utf8");
  const tables = text.match(/^\|[\s|-]+\|$/gm).length;
  const page = await here.driver.open(new URL("bench.html", here.site.url).href);
  const look = () => ({
    tables: [...document.querySelectorAll("table")].map((table) => table.rows.length),
    styles: document.querySelectorAll("svg style, svg [style]").length,
    charts: [...document.querySelectorAll("figure")].map((figure) => ({
      role: figure.getAttribute("role"),
      words: figure.getAttribute("aria-label"),
      points: figure.querySelectorAll("svg circle").length,
    })),
  });
  const shown = await until("the tables are drawn", async () => {
    const now = await page.evaluate(look);
    return now.tables.length === tables && now.charts.every(({ points }) => points > 0) && now;
  });
  assert.ok(
    shown.tables.every((rows) => rows > 1),
    String(shown.tables),
  );
  assert.ok(shown.charts.length >= 3, String(shown.charts.length));
  for (const { role, words, points } of shown.charts) {
    assert.equal(role, "img");
    // As many figures in words as there are points.
    assert.equal(words.split(";").length, points, words);
  }
  const [extraction] = shown.charts;
  assert.match(
    extraction.words,
    /^mean F1 of all sets against milliseconds a page.*Wireprint: [\d.]+, 0\.\d+/,
  );
});

test("the site tells how it is built, room by room, and the whole privacy policy", async () => {
  const page = await here.driver.open(new URL("about.html", here.site.url).href);
  const texts = (selector) =>
    [...document.querySelectorAll(selector)].map((one) => one.textContent);
  await until("it is shown", async () => (await page.evaluate(texts, "h2")).length > 0);
  const core = await fs.readFile("src/lib.rs", "utf8");
  const rooms = [...core.matchAll(/^\/\/! \| \[`(\w+)`\] \| (.*) \|$/gm)];
  assert.ok(rooms.length > 5);
  const rows = await page.evaluate(texts, "section[aria-label='The core'] tbody tr");
  assert.deepEqual(
    rows,
    rooms.map(([, room, question]) => room + question),
  );
  const policy = (await fs.readFile("PRIVACY.md", "utf8")).split("\n\n").slice(1).join("\n");
  const plain = (words) =>
    words
      .replace(/[*`]|^- /gm, "")
      .replace(/\s+/g, " ")
      .trim();
  const told = await page.evaluate(texts, "section[aria-label='Privacy policy'] :is(p, li)");
  assert.equal(plain(told.join(" ")), plain(policy));
  assert.ok(await page.evaluate(() => document.querySelector("img").naturalWidth > 0));
  await page.close();
});

test("every page of the site leads to the others, with no accessibility violation", async () => {
  for (const name of ["index.html", "about.html", "bench.html"]) {
    const page = await here.driver.open(new URL(name, here.site.url).href);
    await until("it is shown", () =>
      page.evaluate(() => document.querySelectorAll(".pages a").length > 3),
    );
    const links = await page.evaluate(() =>
      [...document.querySelectorAll(".pages a")].map(({ href }) => href),
    );
    for (const link of links) assert.ok((await fetch(link)).ok, link);
    assert.deepEqual(await violations(page), [], name);
    await page.close();
  }
});
