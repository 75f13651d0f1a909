// Pages that lie, hide or overdo it: what is read is still what a reader sees.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage();
const PAGE = "osmere/storm-barrier-fails";

/** Rewrites a sample page, presses the button, and returns the texts of its blocks. */
async function textsAfter(rewrite, ...args) {
  const tab = await here.driver.open(here.page(PAGE));
  await tab.evaluate(rewrite, ...args);
  const session = await here.desk.press(tab);
  await tab.close();
  assert.equal(session.state, "ready", JSON.stringify(session.error));
  assert.deepEqual(session.marks.unplaced, []);
  return session.reading.blocks.map(({ text }) => text);
}

test("form fields that pose as properties of the DOM change nothing", async () => {
  const plain = await textsAfter(() => {});
  const texts = await textsAfter(() => {
    const form = document.createElement("form");
    form.append(...document.body.childNodes);
    for (const name of [
      ...["firstChild", "nextSibling", "nodeType", "attributes", "localName", "shadowRoot"],
      ...["getAttribute", "getAttributeNames", "checkVisibility"],
      ...["parentElement", "isConnected", "childNodes"],
    ]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      form.append(field);
    }
    document.body.append(form);
  });
  assert.deepEqual(texts, plain);
});

test("closed shadow roots are read, hidden text is not", async () => {
  const texts = await textsAfter(() => {
    const host = document.createElement("div");
    host.attachShadow({ mode: "closed" }).textContent = "Words in a closed root of this page.";
    // One whose own children are shown nowhere, and one whose children a slot takes.
    const stale = document.createElement("section");
    stale.append("\n  ", document.createElement("p"));
    stale.lastChild.textContent = "Words below a host, which nobody sees.";
    stale.attachShadow({ mode: "closed" }).textContent = "Words in the place of others.";
    const covered = document.createElement("div");
    covered.textContent = "Words right in a host, which nobody sees.";
    covered.attachShadow({ mode: "closed" }).textContent = "Words over words.";
    const around = document.createElement("x-frame");
    around.append(document.createElement("p"));
    around.lastChild.textContent = "Words that a slot takes.";
    const frame = around.attachShadow({ mode: "closed" });
    frame.append(document.createElement("h2"), document.createElement("slot"));
    frame.firstChild.textContent = "Words above the slot.";
    const wrapper = document.createElement("div");
    wrapper.style.display = "contents";
    wrapper.textContent = "Words in a wrapper without a box.";
    const hidden = document.createElement("p");
    hidden.style.visibility = "hidden";
    hidden.textContent = "Words that nobody sees.";
    document.body.prepend(host, stale, covered, around, wrapper, hidden);
  });
  assert.ok(texts.includes("Words in a closed root of this page."));
  assert.ok(texts.includes("Words in the place of others."));
  assert.ok(texts.includes("Words over words."));
  const slotted = texts.indexOf("Words that a slot takes.");
  assert.equal(texts[slotted - 1], "Words above the slot.");
  assert.ok(texts.includes("Words in a wrapper without a box."));
  assert.ok(!texts.some((text) => text.includes("nobody sees")));
});

test("a deeply nested page is read to the bottom", async () => {
  const texts = await textsAfter(() => {
    let deep = document.body;
    for (let i = 0; i < 2_000; i++) {
      const next = document.createElement("span");
      deep.append(next);
      deep = next;
    }
    deep.textContent = "Words at the very bottom.";
  });
  assert.ok(texts.some((text) => text.includes("Words at the very bottom.")));
});

test("characters beyond the first plane are marked where they stand", async () => {
  const texts = await textsAfter(() => {
    const paragraph = document.createElement("p");
    paragraph.append(
      "Flags 🏴󠁧󠁢󠁷󠁬󠁳󠁿 and 👩‍🚒 and  a lone ",
      "\ud83d",
      " half, e\u0301 and \u202eback\u202c.",
    );
    document.body.prepend(paragraph);
  });
  assert.ok(texts.some((text) => text.startsWith("Flags 🏴󠁧󠁢󠁷󠁬󠁳󠁿 and 👩‍🚒 and a lone \ufffd half,")));
});

test("ten thousand marks are painted, and taken off again", async () => {
  const tab = await here.driver.open(here.page(PAGE));
  await tab.evaluate(() => {
    const list = document.createElement("ul");
    for (let number = 0; number < 10_000; number++) {
      const link = document.createElement("a");
      link.href = `#${number}`;
      link.textContent = `Gate ${number}`;
      const entry = document.createElement("li");
      entry.append(link);
      list.append(entry);
    }
    const navigation = document.createElement("nav");
    navigation.append(list);
    document.body.append(navigation);
  });
  const marks = () =>
    tab.evaluate(() => [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0));
  const session = await here.desk.press(tab);
  assert.equal(session.state, "ready", JSON.stringify(session.error));
  assert.deepEqual(session.marks, { shown: true, unplaced: [], unplacedPassages: [] });
  assert.ok((await marks()) >= 10_000, String(await marks()));
  await here.desk.ask("clear", { tab: session.tab });
  assert.equal(await marks(), 0);
  await tab.close();
});

test("a page of ten megabytes is read up to the cap, and the panel says that its end is left out", async () => {
  const tab = await here.driver.open(here.page(PAGE));
  await tab.evaluate(() => {
    const log = document.createElement("section");
    for (let hour = 0; hour < 6_000; hour++) {
      const entry = document.createElement("p");
      entry.textContent = `Hour ${hour}: the pumps of basin ${hour % 7} ran. `.repeat(50);
      log.append(entry);
    }
    document.body.append(log);
  });
  const size = await tab.evaluate(() => document.body.textContent.length);
  assert.ok(size > 10_000_000, String(size));
  const session = await here.desk.press(tab);
  assert.equal(session.state, "ready", JSON.stringify(session.error));
  assert.deepEqual(
    session.reading.warnings.map(({ code }) => code),
    ["page-cut"],
  );
  const panel = await here.driver.extensionPage(`panel.html?tab=${session.tab}`);
  const hints = () =>
    panel.evaluate(() =>
      [...document.querySelectorAll("#story ~ .hint")].map((one) => one.textContent),
    );
  await until("the panel says so", async () =>
    (await hints()).some((hint) => hint.startsWith("The page is larger than Wireprint reads")),
  );
  await panel.close();
  await tab.close();
});
