// The extension's pages under axe, the accessibility checker.

import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { stage } from "./support.mjs";

const here = stage();

test("the panel of a page with copies has no accessibility violation", async () => {
  const first = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  await here.desk.press(first);
  const second = await here.driver.open(here.page("courant/storm-gate-sticks"));
  const { tab } = await here.desk.press(second);
  const panel = await here.driver.extensionPage(`panel.html?tab=${tab}`);
  assert.deepEqual(await violations(panel), []);
  await panel.close();
});

for (const name of ["library.html", "options.html"]) {
  test(`${name} has no accessibility violation`, async () => {
    const page = await here.driver.extensionPage(name);
    assert.deepEqual(await violations(page), []);
    await page.close();
  });
}
