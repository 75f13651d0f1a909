// A family of copies as a table and over time, and who runs whose text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage();
const COPIES = [
  "courant/storm-gate-sticks",
  "osmere/storm-barrier-fails",
  "packet/storm-barrier-gate-jams",
];

/** The readings of the pages, by their outlets' names. */
const readings = new Map();

const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.innerText);

test("a family shows who ran it when, and what each outlet kept and changed", async () => {
  let id;
  for (const name of COPIES) {
    const tab = await here.driver.open(here.page(name));
    const { stored, reading } = await here.desk.press(tab);
    id = stored.id;
    readings.set(reading.site, reading);
    await tab.close();
  }
  const page = await here.driver.extensionPage(`families.html?of=${id}`);
  await until("the family is shown", () =>
    page.evaluate(() => document.querySelectorAll(".timeline li").length === 3),
  );
  const outlets = await page.evaluate(texts, ".timeline strong");
  assert.deepEqual(outlets, ["The Veldhaven Courant", "Osmere Today", "Gannet Bay Packet"]);
  assert.match((await page.evaluate(texts, ".timeline .fine"))[1], /later$/);
  const chart = await drawnOn(page);
  assert.equal(chart.marks, 3, "a dot for each story");
  assert.deepEqual(chart.names, outlets, "in the order of the list");
  assert.match(chart.words, /^Each dot is a story/);
  assert.equal(chart.sheets, 0, "no sheet that the page's policy would refuse");
  assert.ok(chart.fits);

  const columns = await page.evaluate(texts, "thead th a");
  assert.equal(columns.length, 2, "the other outlets are the columns");
  const fates = await page.evaluate(() =>
    [...document.querySelectorAll("td .fate")].map((cell) => cell.dataset.fate),
  );
  for (const fate of ["kept", "changed", "cut"]) assert.ok(fates.includes(fate), fate);
  const said = await page.evaluate(texts, "td .fate + .unseen");
  assert.ok(said.includes("kept, with changes"), "each sign has its words");
  assert.ok((await page.evaluate(texts, "tbody tr:first-child td")).every((title) => title));
  await page.close();
});

/** The first chart of a page, once it is drawn. */
const drawnOn = (page) => until("the chart is drawn", () => page.evaluate(chartOf));

/** For a page to run: the first chart, as far as it says something. */
function chartOf() {
  const chart = document.querySelector(".chart [role=img]");
  if (!chart?.firstChild) return null;
  const all = (selector) => [...chart.querySelectorAll(selector)];
  return {
    words: chart.ariaLabel,
    marks: all(".dot circle, .bar rect").length,
    names: all("[aria-label^='y-axis'] text").map(({ textContent }) => textContent),
    sheets: all("style").length,
    fits: chart.querySelector("svg").getBoundingClientRect().width <= chart.clientWidth,
  };
}

/** The part of a page's words that stands around its story, in percent. */
function aroundOf({ blocks }) {
  const story = ["title", "summary", "byline", "date", "body", "caption"];
  const count = (some) => some.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  return (100 * count(blocks.filter(({ kind }) => !story.includes(kind)))) / count(blocks);
}

test("over the library, outlets that share text are counted, and agencies with their outlets", async () => {
  const page = await here.driver.extensionPage("families.html");
  await until("the outlets are counted", () =>
    page.evaluate(() => document.querySelectorAll(".heat tbody tr").length === 3),
  );
  const counts = await page.evaluate(() =>
    [...document.querySelectorAll(".heat tbody tr")].map((row) =>
      [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent)),
    ),
  );
  for (const [i, row] of counts.entries()) {
    for (const [j, count] of row.entries()) assert.equal(count, i === j ? 0 : 1);
  }
  const outlets = await page.evaluate(() =>
    [...document.querySelectorAll("section:has(> #outlets) tbody tr")].map((row) =>
      [...row.children].map(({ textContent }) => textContent),
    ),
  );
  assert.equal(outlets.length, 3);
  for (const [name, stories, copied, supplied, most, around] of outlets) {
    assert.deepEqual(
      [stories, copied, supplied, most],
      ["1", "100%", "100%", "Halden News Agency"],
    );
    const [told, counted] = [Number.parseFloat(around), aroundOf(readings.get(name))];
    assert.ok(counted > 5 && Math.abs(told - counted) < 4, `${name}: ${around}, not ${counted}`);
  }
  const chart = await drawnOn(page);
  assert.equal(
    chart.marks,
    3 * 4 - 1,
    "four shares of each outlet; nothing is earlier than the first",
  );
  assert.equal(chart.sheets, 0);
  const agencies = await page.evaluate(texts, "section:has(> #agencies) tbody tr");
  assert.ok(agencies.some((row) => row.includes("Halden News Agency")));
  await page.close();
});
