// Pages that lie, hide or overdo it: what is read is still what a reader sees.

import assert from "node:assert/strict";
import { test } from "node:test";
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
      ...["getAttribute", "checkVisibility", "parentElement", "isConnected", "childNodes"],
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
    const wrapper = document.createElement("div");
    wrapper.style.display = "contents";
    wrapper.textContent = "Words in a wrapper without a box.";
    const hidden = document.createElement("p");
    hidden.style.visibility = "hidden";
    hidden.textContent = "Words that nobody sees.";
    document.body.prepend(host, wrapper, hidden);
  });
  assert.ok(texts.includes("Words in a closed root of this page."));
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
