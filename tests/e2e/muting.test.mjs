// A match that the reader does not want to be told again, and one that is wrong.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage();

const press = (name) =>
  [...document.querySelectorAll("button")].find((one) => one.textContent === name).click();
const unfold = () => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
};
const copies = () => document.querySelectorAll(".copy").length;
const verdict = () => document.querySelector("h1").textContent;

test("a match can be muted and shown again; the library keeps it", async () => {
  const first = await here.driver.open(here.page("courant/storm-gate-sticks"));
  await here.desk.press(first);
  const second = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  const { tab } = await here.desk.press(second);
  const panel = await here.driver.extensionPage(`panel.html?tab=${tab}`);
  await until("the copy is told", async () => (await panel.evaluate(copies)) === 1);

  await panel.evaluate(unfold);
  await panel.evaluate(press, "Mute this match");
  await until("it is told no more", async () => (await panel.evaluate(copies)) === 0);
  assert.equal(await panel.evaluate(verdict), "No stored story shares text with this one");
  const session = await here.desk.ask("session", { tab });
  assert.equal(session.muted.length, 1);
  assert.equal((await here.desk.edges()).length, 1, "the library still knows of it");

  await panel.evaluate(unfold);
  await panel.evaluate(press, "Show again");
  await until("it is told again", async () => (await panel.evaluate(copies)) === 1);

  await panel.evaluate(unfold);
  await panel.evaluate(press, "Mute everything from The Veldhaven Courant");
  await until("the outlet is muted", async () => (await panel.evaluate(copies)) === 0);
  assert.deepEqual(await here.desk.ask("muted", {}), [{ source: "The Veldhaven Courant" }]);
  await here.desk.ask("mute", { what: [{ source: "The Veldhaven Courant" }], on: false, tab });
  await until("it is told again", async () => (await panel.evaluate(copies)) === 1);

  await panel.evaluate(unfold);
  await panel.evaluate(press, "Mute this passage everywhere");
  await until("its only passage is muted", async () => (await panel.evaluate(copies)) === 0);
  const [what] = await here.desk.ask("muted", {});
  assert.match(what.passage, /^14,000 people were told to leave/);
  await here.desk.ask("mute", { what: [what], on: false, tab });
  await panel.close();
  await second.close();
  await first.close();
});

test("a verdict that is judged again stores nothing and paints nothing", async () => {
  const page = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  const { tab, stored } = await here.desk.press(page);
  await here.desk.ask("clear", { tab });
  const seen = await here.desk.stories();
  const library = await here.driver.extensionPage(`library.html#${stored.id}`);
  await until("the story is open", () =>
    library.evaluate(() => document.querySelector("article.reader") !== null),
  );
  const what = { source: "An outlet that nobody reads" };
  await here.desk.ask("mute", { what: [what], on: true, tab });
  const session = await here.desk.ask("settled", { tab });
  assert.deepEqual(session.stored, stored);
  assert.equal(session.marks.shown, false);
  assert.deepEqual(await here.desk.stories(), seen);

  // Nor does what was deleted come back.
  await library.evaluate(() => document.querySelector(".row input").click());
  await until("it is chosen", () =>
    library.evaluate(() => document.querySelectorAll(".chosen-bar button").length > 2),
  );
  await library.evaluate(() => [...document.querySelectorAll(".chosen-bar button")].at(2).click());
  const left = () => here.desk.stories();
  await until("it is deleted", async () => (await left()).length < seen.length);
  const without = await left();
  await here.desk.ask("mute", { what: [what], on: false, tab });
  assert.deepEqual(await left(), without);
  await library.close();
  await page.close();
});

test("nothing of a private window is muted, because that is kept", async () => {
  const page = await here.driver.open(here.page("squall/ferry-nice"));
  const { tab } = await here.desk.press(page);
  await here.desk.page.evaluate(async (number) => {
    const { storage } = globalThis.browser ?? globalThis.chrome;
    const key = `session:${number}`;
    const { [key]: kept } = await storage.session.get(key);
    const json = JSON.stringify({ ...JSON.parse(kept.json), secret: true });
    await storage.session.set({ [key]: { ...kept, json } });
  }, tab);
  const before = await here.desk.ask("muted", {});
  const what = { source: "Daily Squall" };
  await assert.rejects(here.desk.ask("mute", { what: [what], on: true, tab }), /bad-call/);
  assert.deepEqual(await here.desk.ask("muted", {}), before);
  await page.close();
});

test("a wrong match is saved as a case with both texts, and sent nowhere", async () => {
  const page = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  const { tab } = await here.desk.press(page);
  const panel = await here.driver.extensionPage(`panel.html?tab=${tab}`);
  await until("the copy is told", async () => (await panel.evaluate(copies)) === 1);
  await panel.evaluate(() => {
    // What would be saved is looked at instead.
    HTMLAnchorElement.prototype.click = function click() {
      document.documentElement.dataset.saved = `${this.download} ${this.protocol}`;
    };
  });
  await panel.evaluate(unfold);
  await panel.evaluate(press, "Save as a wrong match");
  const saved = await until("a file is offered", () =>
    panel.evaluate(() => document.documentElement.dataset.saved),
  );
  assert.match(saved, /^wireprint-case-\d+\.json blob:$/);
  await panel.close();
  await page.close();
});
