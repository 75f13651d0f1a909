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

const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.innerText);

test("a family shows who ran it when, and what each outlet kept and changed", async () => {
  let id;
  for (const name of COPIES) {
    const tab = await here.driver.open(here.page(name));
    const { stored } = await here.desk.press(tab);
    id = stored.id;
    await tab.close();
  }
  const page = await here.driver.extensionPage(`families.html?of=${id}`);
  await until("the family is shown", () =>
    page.evaluate(() => document.querySelectorAll(".timeline li").length === 3),
  );
  const outlets = await page.evaluate(texts, ".timeline strong");
  assert.deepEqual(outlets, ["The Veldhaven Courant", "Osmere Today", "Gannet Bay Packet"]);
  assert.match((await page.evaluate(texts, ".timeline .fine"))[1], /later$/);

  const columns = await page.evaluate(texts, "thead th a");
  assert.equal(columns.length, 2, "the other outlets are the columns");
  const fates = await page.evaluate(() =>
    [...document.querySelectorAll("td.fate")].map((cell) => cell.dataset.fate),
  );
  for (const fate of ["kept", "changed", "cut"]) assert.ok(fates.includes(fate), fate);
  const said = await page.evaluate(texts, "td.fate .unseen");
  assert.ok(said.includes("kept, with changes"), "each sign has its words");
  assert.ok((await page.evaluate(texts, "tbody tr:first-child td")).every((title) => title));
  await page.close();
});

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
  const agencies = await page.evaluate(texts, "section:has(> #agencies) tbody tr");
  assert.ok(agencies.some((row) => row.includes("Halden News Agency")));
  await page.close();
});
