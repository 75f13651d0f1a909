// A content script may be in the hands of a hostile page: what it can ask for is checked to the word.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checked } from "../../extension/messages/schemas.js";

const refused = (name: string, input: unknown): void =>
  assert.throws(() => checked(name, input), { code: "bad-call" }, JSON.stringify(input));

test("a place to hide is a place in the tree, and no other part of a style sheet", () => {
  checked("hide", { places: [] });
  checked("hide", { places: [":root>:nth-child(2)>:nth-child(13)"] });
  for (const place of [
    ":root",
    "body",
    ":root>:nth-child(2n)",
    ":root>:nth-child(2)::before",
    ":root>:nth-child(2),html",
    ":root>:nth-child(2){}*",
    ":root>:nth-child(2) /*",
  ])
    refused("hide", { places: [place] });
});

test("kinds and manners are those of the vocabulary", () => {
  checked("marking", { off: ["nav"], manner: { promo: "dim", nav: "hide" } });
  const marking = { off: ["nav"], manner: {} };
  // What nobody asked for never reaches a handler.
  assert.deepEqual(checked("marking", { ...marking, keepDays: 1, auto: {} }), marking);
  refused("marking", { off: ["navigation"], manner: {} });
  refused("marking", { off: [], manner: { promo: "blink" } });
  checked("correct", { block: 3, kind: "notice" });
  refused("correct", { block: -1, kind: "notice" });
  refused("correct", { block: 3, kind: "nonsense" });
  refused("article", { block: 3 });
});
