// A selection: looked up in the library without a trace, or stored as a story of its own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage();

/** Chooses from the context menu of a selection; gives what it led to. */
async function choose(menuItemId, selectionText, tab) {
  const id = await until("the tab is in front", here.desk.front);
  const before = await here.desk.ask("session", { tab: id });
  const url = await tab.evaluate(() => location.href);
  await here.driver.choose(menuItemId, selectionText, url);
  return until("it has been looked up", async () => {
    const session = await here.desk.ask("settled", { tab: id });
    return session?.capture !== before?.capture && session?.state === "ready" && session;
  });
}

test("a passage is found in the library, and can be stored", async () => {
  const tab = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  const page = await here.desk.press(tab);
  const passage = page.reading.text.split("\n\n").slice(1, 4).join("\n");
  const other = await here.driver.open(here.page("lantern/last-keeper"));
  await other.show();
  const looked = await choose("selection", passage, other);
  assert.equal(looked.stored.as, "not");
  assert.equal(looked.copies[0]?.story.url, here.page("osmere/storm-barrier-fails"));
  assert.equal((await here.desk.stories()).length, 1);

  const kept = await choose("keep-selection", passage, other);
  assert.equal(kept.stored.as, "new");
  const again = await choose("keep-selection", passage, other);
  assert.equal(again.stored.as, "again");
  const [, story] = await here.desk.stories();
  assert.match(story.address, /last-keeper\/?(index\.html)?#:~:text=/);
  assert.equal((await here.desk.texts())[1].text, passage);
  assert.equal((await here.desk.edges()).length, 1);
  await tab.close();
  await other.close();
});
