// Two producers make snapshots: the content script from the live DOM, and the command line from
// HTML. With scripts off and the optional columns dropped they must agree to the last number.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { savedPage } from "../../scripts/browsers/serve.mjs";
import { bundle } from "../../scripts/build/bundle.mjs";
import { DIST } from "../../scripts/lib/paths.mjs";
import { filesBelow } from "../../scripts/lib/stamp.mjs";
import { native } from "../native.mjs";
import { at, fromSource, stage } from "./support.mjs";

const here = stage({ headers: savedPage });
const URL = "https://news.example/";

/** The content script's producer, as a function that a page can run. */
async function producer() {
  const out = at("target/snapshot");
  await bundle({ snapshot: at("tests/e2e/snapshot.entry.ts") }, out, "content");
  const source = await fs.readFile(path.join(out, "snapshot.js"), "utf8");
  return fromSource(source, "takeColumns(url)", "url");
}

test("the browser's snapshot of every sample page is the native one", async () => {
  const files = (await filesBelow(path.join(DIST, "www/newsroom"))).filter((file) =>
    file.endsWith("index.html"),
  );
  const pages = native(files, URL);
  assert.equal(pages.length, files.length);
  const take = await producer();
  const tab = await here.driver.open(here.site.url);
  for (const [index, file] of files.entries()) {
    const name = path.relative(path.join(DIST, "www"), file);
    await tab.goto(here.site.url + name);
    const live = JSON.parse(await tab.evaluate(take, URL));
    assert.deepEqual(live, pages[index].snapshot, name);
  }
});
