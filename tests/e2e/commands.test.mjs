// What the shortcuts do: each command of the manifest, given while a page is in front.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage();

let tab;
let session;
const command = (name) => here.driver.command(name);

test("marks are cleared and shown again", async () => {
  const copy = await here.driver.open(here.page("ledger/crews-head-to-coast"));
  await here.desk.press(copy);
  await copy.close();
  tab = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  session = await here.desk.press(tab);
  assert.ok(session.copies[0].pair.passages.length > 1);
  await tab.show();
  const highlights = () => tab.evaluate(() => CSS.highlights.size);
  assert.ok((await highlights()) > 0);
  await command("toggle-marks");
  await until("no mark is left", async () => (await highlights()) === 0);
  const { tab: id } = session;
  const isShown = async () => (await here.desk.ask("session", { tab: id })).marks.shown;
  await until("the background knows", async () => !(await isShown()));
  await command("toggle-marks");
  await until("the marks are back", async () => (await highlights()) > 0);
});

test("shared passages are gone through in both directions", async () => {
  const place = () => tab.evaluate(() => scrollY);
  /** Where the page comes to stand, other than before. */
  const after = (before) =>
    until("the page has gone on", async () => {
      const now = await place();
      return now !== before && { now };
    });
  await tab.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const bottom = await place();
  await command("next-match");
  const first = await after(bottom);
  await command("next-match");
  const second = await after(first.now);
  assert.ok(second.now > first.now);
  await command("previous-match");
  await until("the page is back", async () => (await place()) === first.now);
});

test("the next mark opens its card", async () => {
  await command("next-mark");
  await until("a card is open", async () => {
    const [card] = await here.desk.overlay(session.tab, ".card:not([hidden])");
    return card;
  });
});

test("the library opens", async () => {
  const libraries = () =>
    here.desk.page.evaluate(async () => {
      const { runtime, tabs } = globalThis.browser ?? globalThis.chrome;
      return (await tabs.query({ url: runtime.getURL("library.html*") })).length;
    });
  assert.equal(await libraries(), 0);
  await command("library");
  await until("the library is open", async () => (await libraries()) === 1);
});

test("every command of the manifest is one of these", async () => {
  const names = await here.desk.page.evaluate(async () =>
    (await (globalThis.browser ?? globalThis.chrome).commands.getAll()).map(({ name }) => name),
  );
  const own = names.filter((name) => !name.startsWith("_execute"));
  const tried = ["toggle-marks", "next-match", "previous-match", "next-mark", "library"];
  assert.deepEqual(own.toSorted(), tried.toSorted());
});
