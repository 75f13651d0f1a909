// A content script may be in the hands of a hostile page: what it can ask for is checked to the word.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkInput } from "../../extension/messages/schemas.js";

const refused = (name: string, input: unknown): void =>
  assert.throws(() => checkInput(name, input), { code: "bad-call" }, JSON.stringify(input));

test("a place to hide is a place in the tree, and no other part of a style sheet", () => {
  checkInput("hide", { places: [] });
  checkInput("hide", { places: [":root>:nth-child(2)>:nth-child(13)"] });
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
  checkInput("marking", { off: ["nav"], manner: { promo: "dim", nav: "hide" } });
  refused("marking", { off: ["navigation"], manner: {} });
  refused("marking", { off: [], manner: { promo: "blink" } });
  checkInput("correct", { block: 3, kind: "notice" });
  refused("correct", { block: -1, kind: "notice" });
  refused("correct", { block: 3, kind: "nonsense" });
  refused("article", { block: 3 });
});
