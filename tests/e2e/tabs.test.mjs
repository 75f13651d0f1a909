// All open tabs in one go. The browser's own question cannot be answered from a test, so here the
// permission is there already; that it is not there at install is in tests/unit/manifest.test.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage({
  manifest: ({ optional_host_permissions: asked, ...rest }) => ({
    ...rest,
    host_permissions: asked,
  }),
});

test("every open page is read and stored, and nothing else is", async () => {
  const names = ["osmere/storm-barrier-fails", "ledger/crews-head-to-coast", "lantern/last-keeper"];
  for (const name of names) await here.driver.open(here.page(name));
  assert.deepEqual(await here.desk.stories(), []);
  const library = await here.driver.extensionPage("library.html#in");
  await library.show();
  const [x, y] = await until("there is a button", () =>
    library.evaluate(() => {
      const button = document.querySelector("section[aria-labelledby=tabs] button");
      button?.scrollIntoView({ block: "center" });
      const box = button?.getBoundingClientRect();
      return box && [Math.round(box.x + 20), Math.round(box.y + 10)];
    }),
  );
  await library.click(x, y);
  await until("all tabs were read", async () => (await here.desk.stories()).length >= names.length);
  const urls = new Set((await here.desk.stories()).map(({ url }) => url));
  for (const name of names) assert.ok(urls.has(here.page(name)), name);
  await until("the page says so", () =>
    library.evaluate(() => document.querySelector("[role=status]")?.textContent.includes("3 of 3")),
  );
});
