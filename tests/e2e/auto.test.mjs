// Sites that are read without a click. The browser's own question cannot be answered by a test, so
// the permission is in the manifest of this copy of the extension; what is done with it is the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage({
  manifest: (manifest) => ({ ...manifest, host_permissions: ["*://*.localhost/*"] }),
});
const HOST = "osmere.localhost";

/** Lets a site be read by itself, or no longer. */
async function setAuto(auto) {
  const settings = await here.desk.ask("settings", {});
  await here.desk.ask("changeSettings", { ...settings, auto });
}

const badgeOf = (tab) =>
  here.desk.page.evaluate(
    (id) => (globalThis.browser ?? globalThis.chrome).action.getBadgeText({ tabId: id }),
    tab,
  );

/** Opens a page and waits for what becomes of it. */
async function opened(name) {
  const tab = await here.driver.open(here.page(name));
  await tab.show();
  const id = await until("the tab is in front", here.desk.front);
  const session = await until("the page was read by itself", async () => {
    const found = await here.desk.ask("settled", { tab: id });
    return found?.state === "ready" && found;
  });
  return { tab, id, session };
}

test("without a word of the reader no page is read, whatever the browser would allow", async () => {
  const first = await here.driver.open(here.page("courant/storm-gate-sticks"));
  await here.desk.press(first);
  await first.close();
  const tab = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  await tab.show();
  const id = await until("the tab is in front", here.desk.front);
  // Another page of another site is read by a click after it has loaded: had this one been read by
  // itself, that would be over by now.
  const other = await here.driver.open(here.page("monitor/cost-of-a-loan"));
  await here.desk.press(other);
  assert.equal(await here.desk.ask("session", { tab: id }), null);
  await other.close();
  await tab.close();
});

test("at first only the badge tells: nothing is stored, nothing is marked", async () => {
  await setAuto({ [HOST]: "badge" });
  const before = (await here.desk.stories()).length;
  const { tab, id, session } = await opened("osmere/storm-barrier-fails");
  assert.deepEqual(session.stored, { as: "not", why: "auto" });
  assert.equal(session.marks.shown, false);
  assert.equal(session.copies.length, 1);
  assert.equal((await here.desk.stories()).length, before);
  assert.equal(await tab.evaluate(() => CSS.highlights.size), 0);
  await until("the badge says how many copies there are", async () => (await badgeOf(id)) === "1");
  await tab.close();
});

test("a reader who wants it has the stories stored, and can end it all", async () => {
  await setAuto({ [HOST]: "store" });
  const before = (await here.desk.stories()).length;
  const { tab, session } = await opened("osmere/storm-barrier-fails");
  assert.equal(session.stored.as, "new");
  assert.equal((await here.desk.stories()).length, before + 1);
  await tab.close();

  const options = await here.driver.extensionPage("options.html");
  await until("the site is listed", () =>
    options.evaluate((host) => document.body.innerText.includes(host), HOST),
  );
  await options.evaluate(() =>
    [...document.querySelectorAll("section:has(> #sites) button")].at(-1).click(),
  );
  await until("it is read no more", async () => {
    const { auto } = await here.desk.ask("settings", {});
    return !auto?.[HOST];
  });
  await options.close();
});
