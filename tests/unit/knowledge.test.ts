// What the library changes about a page is told apart from what the page says of itself.

import assert from "node:assert/strict";
import { test } from "node:test";

Object.assign(globalThis, { chrome: { runtime: {} } });
const { differences, siteOf } = await import("../../extension/capture/knowledge.js");

import type { Block, Reading } from "../../extension/messages/report.js";

const block = (kind: Block["kind"], marks: Block["marks"] = []): Block => ({
  kind,
  text: "words",
  why: [],
  confidence: 1,
  marks,
});
const reading = (...blocks: Block[]): Reading => ({ blocks }) as Reading;

test("blocks of another kind, or with other marks, are what the library changed", () => {
  const mark = { kind: "promo", begin: 0, end: 3 } as const;
  const without = reading(block("body"), block("body"), block("nav"), block("body", [mark]));
  const withIt = reading(block("body"), block("promo"), block("nav"), block("body"));
  assert.deepEqual(differences(without, withIt), {
    1: { kind: "body", marks: [] },
    3: { kind: "body", marks: [mark] },
  });
  assert.deepEqual(differences(without, without), {});
});

test("other reasons for the same kind are no difference that a page could see", () => {
  const withIt = reading({
    ...block("nav"),
    why: ["seen on 2 of 2 stored pages"],
    confidence: 0.4,
  });
  assert.deepEqual(differences(reading(block("nav")), withIt), {});
});

test("the site of an address is its host", () => {
  assert.equal(siteOf("https://www.news.example:8080/a?b#c"), "news.example");
  assert.equal(siteOf("https://m.news.example/"), "m.news.example");
  assert.equal(siteOf("file:///home/me/story.html"), "");
  assert.equal(siteOf(""), "");
});
