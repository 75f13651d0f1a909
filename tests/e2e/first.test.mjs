// The first minutes: no data, a sample that needs none, a library that is filled, searched, emptied.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { violations } from "./axe.mjs";
import { stage } from "./support.mjs";

const here = stage();
/** A tab that was never read. */
const NEW = "panel.html?tab=999999";

const click = (selector) => document.querySelector(selector).click();
const textOf = (selector) => document.querySelector(selector)?.innerText ?? "";
const countOf = (selector) => document.querySelectorAll(selector).length;

test("a new reader sees what comes out, from a sample that is stored nowhere", async () => {
  const panel = await here.driver.extensionPage(NEW);
  await until("the panel invites", () => panel.evaluate(countOf, ".invitation button"));
  const invitation = await panel.evaluate(textOf, "h1");
  await panel.evaluate(click, ".invitation button");
  await until("the sample has copies", async () => (await panel.evaluate(countOf, ".copy")) === 2);
  assert.deepEqual(await here.desk.stories(), []);

  // A short tour says what each part is; it can be gone through, or left.
  const stations = [];
  const next = () => document.querySelector(".tour button:last-of-type").click();
  const told = () => ({
    words: document.querySelector(".tour [role=status]")?.textContent,
    part: document.querySelector("[data-told]")?.className ?? null,
  });
  for (let now; stations.length < 6; stations.push(now)) {
    now = await until("the next station is told", async () => {
      const { words, part } = await panel.evaluate(told);
      return words && part !== null && words !== stations.at(-1) && words;
    });
    assert.deepEqual(await violations(panel), []);
    await panel.evaluate(next);
  }
  assert.equal(new Set(stations).size, 6);
  assert.match(stations[5], /kept in this browser, on this device/);
  await until(
    "the tour is over",
    async () => !(await panel.evaluate(countOf, ".tour, [data-told]")),
  );

  const link = await panel.evaluate(() =>
    document.querySelector(".copy a[href^=compare]").getAttribute("href"),
  );
  const comparison = await here.driver.extensionPage(link);
  await until("both sides show the shared passages", () =>
    comparison.evaluate(
      () => document.querySelector("#a-0") !== null && document.querySelector("#b-0") !== null,
    ),
  );
  await comparison.close();

  await panel.evaluate(click, ".actions button");
  await until("the panel invites again", async () => {
    return (await panel.evaluate(textOf, "h1")) === invitation;
  });
  await panel.evaluate(click, ".invitation button");
  await until("the tour begins", () => panel.evaluate(countOf, ".tour"));
  await panel.evaluate(click, ".tour button.quiet");
  await until("it is skipped", async () => !(await panel.evaluate(countOf, ".tour")));
  await panel.close();
});

test("the library lists, finds, deletes and puts back", async () => {
  for (const name of ["osmere/storm-barrier-fails", "lantern/two-on-the-bridge"]) {
    const tab = await here.driver.open(here.page(name));
    await here.desk.press(tab);
    await tab.close();
  }
  const library = await here.driver.extensionPage("library.html");
  const rows = async (count) => (await library.evaluate(countOf, ".row")) === count;
  const search = (words) =>
    library.evaluate((value) => {
      const field = document.querySelector("input[type=search]");
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }, words);

  await until("both stories are listed", () => rows(2));
  await search('"routine closing"');
  await until("one is found by its words", () => rows(1));
  await search("");
  await until("both are listed again", () => rows(2));
  await library.evaluate(click, ".row a");
  await until("a story can be read", () => library.evaluate(countOf, "article.reader"));

  await library.evaluate(click, ".row input");
  await until("it is chosen", () => library.evaluate(countOf, ".chosen-bar"));
  await library.evaluate(() => [...document.querySelectorAll(".chosen-bar button")].at(2).click());
  await until("one is deleted", () => rows(1));
  assert.equal((await here.desk.stories()).length, 1);
  await library.evaluate(click, ".toast button");
  await until("it is put back", () => rows(2));
  await library.close();

  // What was put back is found again from another page.
  const tab = await here.driver.open(here.page("packet/storm-barrier-gate-jams"));
  const { copies } = await here.desk.press(tab);
  assert.ok(copies.some(({ story }) => story.url === here.page("osmere/storm-barrier-fails")));
  await tab.close();
});

test("a kind that is switched off is off on the page, in the panel and in the settings", async () => {
  const tab = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  const session = await here.desk.press(tab);
  const [kind] = await tab.evaluate(() => [...CSS.highlights.keys()].map((key) => key.slice(4)));
  const settings = await here.desk.ask("settings", {});
  const panel = await here.driver.extensionPage(`panel.html?tab=${session.tab}`);
  const options = await here.driver.extensionPage("options.html");
  const off = (page) =>
    page.evaluate(() => document.querySelectorAll(".switch input:not(:checked)").length);
  await until("both are there", async () => (await off(panel)) > 0 && (await off(options)) > 0);
  const before = { panel: await off(panel), options: await off(options) };
  await here.desk.ask("changeSettings", { off: [...settings.off, kind] });
  await until("the page no longer shows it", () =>
    tab.evaluate((name) => !CSS.highlights.has(`wpm-${name}`), kind),
  );
  await until("the panel shows it as off", async () => (await off(panel)) === before.panel + 1);
  await until("so do the settings", async () => (await off(options)) === before.options + 1);
  await panel.close();
  await options.close();
  await here.desk.ask("changeSettings", settings);
  await until("it is shown again", () =>
    tab.evaluate((name) => CSS.highlights.has(`wpm-${name}`), kind),
  );
  await tab.close();
});

test("every suggested shortcut is free in this browser", async () => {
  const commands = await here.desk.page.evaluate(() =>
    (globalThis.browser ?? globalThis.chrome).commands.getAll(),
  );
  const without = commands.filter(({ shortcut }) => !shortcut).map(({ name }) => name);
  assert.deepEqual(without.sort(), ["library", "previous-match"]);
});
