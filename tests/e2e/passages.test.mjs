// Shared passages on the page: one colour and number per stored copy, and the way from one to the next.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage();

test("each stored copy has a colour of its own on the page, and its number beside it", async () => {
  // Two reports that the third has passages of: the agency's text, and a ferry story.
  for (const name of ["courant/storm-gate-sticks", "osmere/ferry-strike-ends"]) {
    const tab = await here.driver.open(here.page(name));
    await here.desk.press(tab);
    await tab.close();
  }
  const tab = await here.driver.open(here.page("courant/minister-admires-barrier"));
  // A page of our own that lifts a paragraph from either.
  const lifted = [
    "About 14,000 people were told to leave the lower districts of the city on Thursday after one of the six gates of the Veldhaven storm barrier stuck half open, with a spring surge forecast for the night.",
    "Ferry crews on the Sound agreed on Tuesday to end a 19-day strike after the operator Saltline dropped its plan to run night crossings with one officer on the bridge instead of two.",
  ];
  await tab.evaluate((paragraphs) => {
    const [first, ...rest] = [...document.querySelectorAll("p")].filter(
      (one) => one.textContent.length > 150,
    );
    first.textContent = paragraphs[0];
    rest[2].textContent = paragraphs[1];
  }, lifted);
  const session = await here.desk.press(tab);
  assert.equal(session.copies.length, 2);

  const boxes = await until("the passages are painted", async () => {
    const found = await here.desk.overlay(session.tab, ".box");
    return found.length > 1 && found;
  });
  const colours = new Set(boxes.map(({ colour }) => colour));
  assert.equal(colours.size, 2, "one colour for each copy");
  const numbers = new Set(
    (await here.desk.overlay(session.tab, ".box .tag")).map((one) => one.text),
  );
  assert.deepEqual([...numbers].sort(), ["1", "2"]);

  // Next goes down the page, previous comes back.
  const top = () => tab.evaluate(() => Math.round(scrollY));
  await here.desk.overlay(session.tab, "[aria-label='Next shared passage']", "click");
  const first = await top();
  await here.desk.overlay(session.tab, "[aria-label='Next shared passage']", "click");
  const second = await top();
  assert.notEqual(first, second);
  await here.desk.overlay(session.tab, "[aria-label='Previous shared passage']", "click");
  assert.equal(await top(), first);
  await tab.close();
});
