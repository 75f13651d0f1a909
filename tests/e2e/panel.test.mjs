// The extension's pages under axe, the accessibility checker.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { at, drawn, fromSource, stage } from "./support.mjs";

const here = stage();
const axe = fromSource(
  await fs.readFile(at("node_modules/axe-core/axe.min.js"), "utf8"),
  "globalThis.axe.run(document, { resultTypes: ['violations'] })",
);

async function violations(tab) {
  const { violations: found } = await tab.evaluate(axe);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

test("the panel of a page with copies has no accessibility violation", async () => {
  const first = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  await here.desk.press(first);
  const second = await here.driver.open(here.page("courant/storm-gate-sticks"));
  const { tab } = await here.desk.press(second);
  const panel = await here.driver.extensionPage(`panel.html?tab=${tab}`);
  await until("the panel has its content", () =>
    panel.evaluate(() => document.querySelectorAll("h1, h2").length > 1),
  );
  assert.deepEqual(await violations(panel), []);
  await panel.close();
});

for (const name of ["library.html", "options.html"]) {
  test(`${name} has no accessibility violation`, async () => {
    const page = await here.driver.extensionPage(name);
    await drawn(page);
    assert.deepEqual(await violations(page), []);
    await page.close();
  });
}
