// The settings: thresholds that are tried on two stories before they are applied, what is muted,
// and the keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage();
const text = (selector) => document.querySelector(selector)?.innerText ?? "";
const move = (id, value) => {
  const slider = document.getElementById(id);
  slider.value = value;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
};
const press = (words) =>
  [...document.querySelectorAll("button")].find((one) => one.textContent === words).click();

test("a threshold shows at once what it would say, and changes what is stored when applied", async () => {
  // The tabloid's version: most of it stands in the agency's text, not the other way round.
  for (const name of ["courant/storm-gate-sticks", "squall/wall-or-nothing"]) {
    const tab = await here.driver.open(here.page(name));
    await here.desk.press(tab);
    await tab.close();
  }
  const relations = async () => (await here.desk.edges()).map(({ pair }) => pair.relation);
  assert.deepEqual(await relations(), ["partial"]);

  const page = await here.driver.extensionPage("options.html");
  const before = await until("two stories are tried on", () =>
    page.evaluate(text, ".preview .verdict"),
  );
  await page.evaluate(move, "threshold-copy", "0.5");
  const after = await until("the verdict has changed", async () => {
    const now = await page.evaluate(text, ".preview .verdict");
    return now !== before && now;
  });
  assert.equal(after, "The same text with local edits");
  assert.deepEqual(await relations(), ["partial"], "trying changes nothing");

  await page.evaluate(press, "Apply");
  await until("the stored pair is judged again", async () => {
    return (await relations())[0] === "syndicated";
  });
  await page.evaluate(press, "Back to the usual values");
  await until("and again as before", async () => (await relations())[0] === "partial");
  await page.close();
});

test("what is muted is listed, and can be heard again", async () => {
  await here.desk.ask("mute", { what: [{ source: "Daily Squall" }], on: true });
  const page = await here.driver.extensionPage("options.html");
  await until("it is listed", async () =>
    (await page.evaluate(text, "section:has(> #muted)")).includes("Everything from Daily Squall"),
  );
  await page.evaluate(() => document.querySelector("section:has(> #muted) button").click());
  await until("nothing is muted", async () => (await here.desk.ask("muted", {})).length === 0);
  await page.close();
});

test("shortcuts are listed with what stands in their way", async () => {
  const page = await here.driver.open(`${here.site.url}gallery/options.html?state=copies`);
  await until("the shortcuts are listed", () =>
    page.evaluate(() => document.querySelectorAll(".shortcuts dt").length === 4),
  );
  const told = await page.evaluate(() =>
    [...document.querySelectorAll(".shortcuts .conflict")].map((one) => one.textContent),
  );
  assert.deepEqual(told, [
    "set twice: only one of them will work",
    "Alt+Shift+J was taken by the browser or another extension",
    "set twice: only one of them will work",
  ]);
  await page.close();
});
