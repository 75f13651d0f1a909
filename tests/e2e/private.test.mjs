// A private window: what is read in it is compared and not stored, unless the reader asks for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage();

/** Gives a session what one of a private window has that was not stored. */
async function makePrivate(tab) {
  await here.desk.page.evaluate(async (number) => {
    const { storage } = globalThis.browser ?? globalThis.chrome;
    const key = `session:${number}`;
    const { [key]: kept } = await storage.session.get(key);
    const stored = { as: "not", why: "private" };
    const json = JSON.stringify({ ...JSON.parse(kept.json), secret: true, stored });
    await storage.session.set({ [key]: { ...kept, json } });
  }, tab);
}

test("the story of a private window is stored once the reader asks for it", async () => {
  const page = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  const { tab } = await here.desk.press(page);
  await assert.rejects(here.desk.ask("keepPrivate", { tab: "1" }), /bad-call/, "a tab is a number");
  await here.desk.ask("erase", {});
  await makePrivate(tab);
  const panel = await here.driver.extensionPage(`panel.html?tab=${tab}`);
  const said = () => panel.evaluate(() => document.querySelector(".stored")?.dataset.as);
  await until("the panel says that nothing was stored", async () => (await said()) === "not");
  assert.deepEqual(await here.desk.stories(), []);
  await panel.evaluate(() =>
    [...document.querySelectorAll(".actions button")]
      .find(({ textContent }) => textContent === "Store it anyway")
      .click(),
  );
  await until("the panel says that it was stored", async () => (await said()) === "new");
  assert.equal((await here.desk.stories()).length, 1);
  assert.deepEqual(await here.desk.records("pages"), [], "nothing is learned from it");
  await panel.close();
  await page.close();
});

test("nothing more is stored of a window that is not private", async () => {
  const page = await here.driver.open(here.page("squall/ferry-nice"));
  const { tab } = await here.desk.press(page);
  await here.desk.ask("erase", {});
  await here.desk.ask("keepPrivate", { tab });
  assert.deepEqual(await here.desk.stories(), []);
  await page.close();
});
