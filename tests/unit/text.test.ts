// Text as the interface handles it: code points, words, sentences about counts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { orderOf } from "../../extension/pages/components/dates.js";
import { relationWords } from "../../extension/pages/components/relation.js";
import { listed, lookupIn, percent, plural, setLookup, t } from "../../extension/text.js";
import { byCloseness } from "../../extension/verdict.js";
import { countWords, shorten, slice } from "../../extension/words.js";

const ENGLISH = lookupIn({
  language: { message: "en" },
  by: { message: "By $1." },
  stories_one: { message: "$1 story" },
  stories_other: { message: "$1 stories" },
});
setLookup(ENGLISH);

test("offsets count code points", () => {
  assert.equal(slice("a😀b", 1, 2), "😀");
  assert.equal(slice("a😀b", 2, 3), "b");
});

test("words are counted in scripts with and without spaces", () => {
  assert.equal(countWords("The mayor’s 1,000 well-known words."), 5);
  assert.equal(countWords("日本語"), 3);
  assert.equal(countWords(" – … "), 0);
});

test("a text is cut at a space, and says that it was cut", () => {
  assert.equal(shorten("one two three", 9), "one two…");
  assert.equal(shorten("one", 9), "one");
});

test("a name within a sentence turns nothing but itself", () => {
  assert.equal(t("by", "Osmere Today"), "By Osmere Today.");
  assert.equal(t("by", "a\u202eb"), "By \u2068a\u202eb\u2069.");
  assert.equal(t("by", "صحيفة"), "By \u2068صحيفة\u2069.");
});

test("a share that is not all is never shown as all", () => {
  assert.equal(percent(0.999), "99%");
  assert.equal(percent(1), "100%");
});

test("names in a row keep the order of the language around them", () => {
  setLookup(lookupIn({ language: { message: "ar" }, direction: { message: "rtl" } }));
  assert.equal(
    listed(["Osmere Today", "Nightwire"]),
    "\u2068Osmere Today\u2069 و\u2068Nightwire\u2069",
  );
  setLookup(ENGLISH);
  assert.equal(listed(["Osmere Today", "Nightwire"]), "Osmere Today and Nightwire");
});

test("a share turns no sentence that it begins", () => {
  setLookup(lookupIn({ language: { message: "ar" } }));
  assert.match(percent(0.33), /^[\p{Nd}]{2}[%٪]$/u);
  setLookup(ENGLISH);
});

test("a count picks its sentence", () => {
  assert.equal(plural("stories", 1), "1 story");
  assert.equal(plural("stories", 1200), "1,200 stories");
});

test("a cut copy is named from the side of the page", () => {
  assert.equal(relationWords({ relation: "partial", cut: "a" }), "relation_cut_here");
  assert.equal(relationWords({ relation: "partial" }), "relation_partial");
});

test("the order of two dates is told where they tell it", () => {
  assert.equal(orderOf("2026-03-12T14:20:00Z", "2026-03-12T16:00:00+01:00"), "before");
  assert.equal(orderOf("2026-03-13", "2026-03-12T16:00:00+01:00"), "after");
  assert.equal(orderOf("2026-03-12", "2026-03-12T16:00:00+01:00"), null);
  assert.equal(orderOf("2026-03-12T10:00:00", "2026-03-12T16:00:00+01:00"), null);
  assert.equal(orderOf("soon", "2026-03-12"), null);
  assert.equal(orderOf(undefined, "2026-03-12"), null);
});

test("the closest copy stands first", () => {
  const copy = (relation: string, share: number, published?: string) =>
    ({
      story: { id: share * 100, published },
      pair: { relation, a_in_b: share, b_in_a: 0 },
    }) as unknown as Parameters<typeof byCloseness>[0];
  const late = copy("exact", 1, "2026-01-01T09:30:00-04:00");
  const early = copy("exact", 1, "2026-01-01T11:00:00Z");
  const undated = copy("exact", 1);
  const quotes = copy("shared-quotes", 1);
  const partial = copy("partial", 0.2);
  assert.deepEqual([quotes, undated, late, partial, early].sort(byCloseness), [
    early,
    late,
    undated,
    partial,
    quotes,
  ]);
});
