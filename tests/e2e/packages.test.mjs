// What people install is the package, not the folder it was made from: the newsroom is read and
// compared by an extension that was taken out of its package.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { unzipSync } from "fflate";
import { until } from "../../scripts/browsers/until.mjs";
import { DIST } from "../../scripts/lib/paths.mjs";
import { filesBelow } from "../../scripts/lib/stamp.mjs";
import { pack } from "../../scripts/package.mjs";
import { newsroomPages } from "../../scripts/tour/pages.mjs";
import { BROWSER, stage } from "./support.mjs";

const here = stage({ packed: true });

test("the installed package reads every sample page and finds their copies", async () => {
  const names = await newsroomPages();
  assert.ok(names.length >= 20);
  const relations = new Set();
  for (const name of names) {
    const tab = await here.driver.open(here.page(name));
    const session = await here.desk.press(tab);
    assert.equal(session.state, "ready", `${name}: ${session.error?.message}`);
    assert.ok(session.reading.text.length > 200, name);
    for (const { pair } of session.copies) relations.add(pair.relation);
    await tab.close();
  }
  assert.ok((await here.desk.stories()).length >= names.length);
  for (const relation of ["exact", "syndicated", "partial"]) assert.ok(relations.has(relation));
  const library = await here.driver.extensionPage("library.html");
  await until("the library lists them", () =>
    library.evaluate(() => document.querySelectorAll(".row").length > 5),
  );
  await library.close();
});

test("the package holds what was built, byte for byte, and nothing that it was built from", async () => {
  const browser = BROWSER === "firefox" ? "firefox" : "chrome";
  const again = path.join(path.dirname(here.extension), "again");
  await fs.mkdir(again);
  const file = await pack(browser, again);
  const first = path.join(path.dirname(here.extension), path.basename(file));
  assert.ok(
    (await fs.readFile(file)).equals(await fs.readFile(first)),
    "packed anew it is another",
  );
  const packed = unzipSync(await fs.readFile(file));
  const folder = path.join(DIST, browser);
  const built = (await filesBelow(folder)).map((file) => path.relative(folder, file));
  assert.deepEqual(Object.keys(packed).sort(), built.sort());
  for (const name of built) {
    assert.doesNotMatch(name, /\.(map|tsx?|rs|toml)$/);
    assert.ok((await fs.readFile(path.join(folder, name))).equals(packed[name]), name);
  }
});
