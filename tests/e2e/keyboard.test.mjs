// Everything without a mouse: from the panel to the comparison, the library and the settings, by Tab
// and keys alone, with a focus that is seen at every step.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { handsOn } from "./files.mjs";
import { stage } from "./support.mjs";

const here = stage();

/** What has the focus, and whether that can be seen. */
function focus() {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const shown = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
  };
  return {
    words: at.ariaLabel ?? at.textContent.trim(),
    tag: at.localName,
    type: at.type,
    open: at.parentElement?.open,
    // Within a date, browsers give the focus to its parts, and show it there.
    seen: shown(at) || shown(at.parentElement) || at.matches("section, main") || at.type === "date",
  };
}

/** Goes on with Tab until something has the focus. */
async function reach(page, name, wanted) {
  const passed = [];
  for (let i = 0; i < 120; i++) {
    await page.key("Tab");
    const now = await page.evaluate(focus);
    if (!now) continue;
    assert.ok(now.seen, `the focus is seen on ${now.tag} ${now.words.slice(0, 40)}`);
    if (wanted(now)) return now;
    passed.push(now.words.slice(0, 30));
  }
  throw new Error(`no way to ${name} by Tab; passed ${passed.join(", ")}`);
}

const named = (words) => (now) => now.words.includes(words);

test("a reader without a mouse reads, marks, follows, corrects, compares, searches, exports and sets", async () => {
  const first = await here.driver.open(here.page("courant/storm-gate-sticks"));
  await here.desk.press(first);
  await first.close();
  const page = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  const { tab } = await here.desk.press(page);

  const panel = await here.driver.extensionPage(`panel.html?tab=${tab}`);
  await panel.show();
  await until("the copy is told", () =>
    panel.evaluate(() => document.querySelector(".copy") !== null),
  );
  await reach(panel, "the marks", named("Clear marks"));
  await panel.key("Enter");
  const shown = async () => (await here.desk.ask("session", { tab })).marks.shown;
  await until("the marks are cleared, and the button has the focus still", async () => {
    const now = await panel.evaluate(focus);
    return now?.words === "Show marks" && !(await shown());
  });
  await panel.key("Enter");
  await until("the marks are shown again", shown);

  // To the next shared passage, on the page itself.
  await page.show();
  const next = "[aria-label='Next shared passage']";
  const isThere = async () => (await here.desk.overlay(tab, next))[0];
  await until("the page has its controls", isThere);
  const isReached = async () => (await isThere())?.focused;
  for (let i = 0; i < 200 && !(await isReached()); i++) await page.key("Tab");
  assert.ok(await isReached(), "the way to the next passage is reached by Tab");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const before = await page.evaluate(() => scrollY);
  await page.key("Enter");
  await until("the page is at the passage", () => page.evaluate((y) => scrollY !== y, before));
  await panel.show();

  // Into a copy, and to one of its passages.
  await reach(
    panel,
    "a passage",
    (now) => now.tag === "summary" && /14,000 people/.test(now.words),
  );
  await panel.key("Enter");
  await until("the passage of the other story is shown", () =>
    panel.evaluate(() => document.querySelector(".passage[open] blockquote p + p") !== null),
  );

  // Say what a block is.
  await reach(
    panel,
    "a kind",
    (now) => now.tag === "summary" && now.words.startsWith("Related stories"),
  );
  await panel.key("Enter");
  await reach(
    panel,
    "a correction",
    (now) => now.tag === "select" && now.words.startsWith("Not so?"),
  );
  await panel.key("ArrowDown");
  await until("a kind is chosen", () => panel.evaluate(() => document.activeElement.value !== ""));
  const isCorrected = () =>
    panel.evaluate(() => document.querySelector(".corrected button") !== null);
  assert.equal(await isCorrected(), false, "not by moving");
  await panel.key("Enter");
  await until("it is corrected", async () => (await here.desk.ask("session", { tab })).corrected);
  await until("it can be taken back", isCorrected);
  await panel.close();

  // Compare.
  const session = await here.desk.ask("session", { tab });
  const link = `compare.html?a=${session.stored.id}&b=${session.copies[0].story.id}`;
  const compare = await here.driver.extensionPage(link);
  await compare.show();
  await until("the texts are there", () =>
    compare.evaluate(() => document.querySelectorAll(".pane mark").length > 2),
  );
  await reach(compare, "the views", (now) => now.tag === "input");
  await compare.key("ArrowRight");
  await until("what is the same is folded", () =>
    compare.evaluate(() => document.querySelector(".folded") !== null),
  );
  await reach(compare, "the next change", named("Next change"));
  await compare.key("Enter");
  await until("the first change is current", () =>
    compare.evaluate(() => document.querySelector("[data-edit][aria-current]") !== null),
  );
  await compare.close();

  // Search.
  const library = await here.driver.extensionPage("library.html");
  await library.show();
  await until("the stories are listed", () =>
    library.evaluate(() => document.querySelectorAll("input[type=search]").length > 0),
  );
  await reach(library, "the search", (now) => now.type === "search");
  for (const letter of "gate") await library.key(letter);
  await until("it is searched", () =>
    library.evaluate(() => document.querySelector("input[type=search]").value === "gate"),
  );

  // Take what was found out.
  await reach(library, "the ways out", (now) => now.tag === "a" && now.words === "Take out");
  await library.key("Enter");
  await until("the ways out are there", () =>
    library.evaluate(() => document.querySelector(".formats button:not(:disabled)") !== null),
  );
  await reach(library, "the table of relations", named("Table of relations"));
  const [csv] = await handsOn(() => library).saved(1, () => library.key("Enter"));
  assert.match(Buffer.from(csv, "base64").toString(), /a,b,relation,/);
  await library.close();

  // Settings.
  const options = await here.driver.extensionPage("options.html");
  await options.show();
  await until("the settings are there", () =>
    options.evaluate(() => document.querySelector(".switch input") !== null),
  );
  await reach(options, "a switch", (now) => now.tag === "input");
  const off = (await here.desk.ask("settings", {})).off.length;
  await options.key(" ");
  await until("a kind is switched", async () => {
    return (await here.desk.ask("settings", {})).off.length !== off;
  });
  await options.close();
  await page.close();
});
