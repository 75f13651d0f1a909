// Two texts as a reader compares them: what is shared, changed, or on one side only.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Edit, Pair } from "../../extension/messages/report.js";
import {
  carry,
  changesOf,
  frameOf,
  paragraphsOf,
} from "../../extension/pages/components/alignment.js";

const A =
  "The tide came in.\n\nNine boats were lost at “Saltgate” on Monday.\n\n‘It’s a day nobody forgets,’ he said.\n\nNobody was hurt.";
const B =
  "Ten boats were lost at “Saltgate” on Monday.\n\n“It’s a day nobody forgets,” he said.\n\nNobody was hurt.\n\nThe mayor wept.";

const spanIn = (text: string, words: string): [number, number] => {
  const begin = Array.from(text.slice(0, text.indexOf(words))).length;
  assert.ok(text.includes(words), words);
  return [begin, begin + Array.from(words).length];
};

const edit = (type: Edit["type"], from?: string, to?: string): Edit => ({
  type,
  weight: 0.5,
  ...(from ? { a: spanIn(A, from), from } : {}),
  ...(to ? { b: spanIn(B, to), to } : {}),
});

const PAIR: Pair = {
  a: "1",
  b: "2",
  relation: "syndicated",
  a_in_b: 0.8,
  b_in_a: 0.8,
  resemblance: 0.8,
  event_score: 1,
  passages: [
    {
      a: [spanIn(A, "Nine")[0], spanIn(A, "hurt.")[1]],
      b: [0, spanIn(B, "hurt.")[1]],
      quoted: false,
    },
  ],
  edits: [
    edit("added", undefined, "The mayor wept."),
    edit("number", "Nine", "Ten"),
    edit("dropped", "The tide came in."),
    { type: "headline", weight: 0.6, from: "Old", to: "New" },
  ],
  why: [],
};

test("every letter of a text is in exactly one piece, in order", () => {
  for (const [text, side] of [
    [A, "a"],
    [B, "b"],
  ] as const) {
    const paragraphs = paragraphsOf(text, PAIR, side);
    const words = paragraphs.map(({ pieces }) => pieces.map((piece) => piece.text).join(""));
    assert.equal(words.join("\n\n"), text);
  }
});

test("a changed word, an unchanged paragraph and a lone one are told apart", () => {
  const [tide, boats, , nobody] = paragraphsOf(A, PAIR, "a");
  assert.equal(tide?.pieces[0]?.passage, undefined);
  assert.equal(tide?.pieces.length, 1);
  assert.deepEqual([tide?.same, boats?.same, nobody?.same], [false, false, true]);
  const changed = boats?.pieces.find(({ edit: index }) => index === 1);
  assert.equal(changed?.text, "Nine");
  assert.equal(changed?.passage?.first, true, "the number stands at the beginning of the passage");
  assert.equal(nobody?.pieces[0]?.passage?.first, false);
});

test("quoted speech is told apart from what is told, a name in quotation marks is not", () => {
  for (const [text, side] of [
    [A, "a"],
    [B, "b"],
  ] as const) {
    const pieces = paragraphsOf(text, PAIR, side).flatMap((paragraph) => paragraph.pieces);
    const quoted = pieces.filter(({ passage }) => passage?.quoted).map((piece) => piece.text);
    assert.equal(quoted.length, 1);
    assert.match(quoted[0]!, /^[‘“]It’s a day nobody forgets,[’”]$/);
  }
});

test("changes are gone through in the order of the first text; the frame is not among them", () => {
  assert.deepEqual(changesOf(PAIR), [2, 1, 0]);
  assert.deepEqual(
    frameOf(PAIR).map(({ type }) => type),
    ["headline"],
  );
});

test("a place is carried to the words that belong to it, whatever the lengths", () => {
  const [boats] = spanIn(A, "boats");
  const carried = carry(PAIR, "a", boats);
  assert.ok(Math.abs(carried - spanIn(B, "boats")[0]) <= 1, String(carried));
  const [nobody] = spanIn(B, "Nobody");
  assert.ok(Math.abs(carry(PAIR, "b", nobody) - spanIn(A, "Nobody")[0]) <= 1);
});

test("places are carried in one direction: further down never leads further up", () => {
  for (const side of ["a", "b"] as const) {
    let last = 0;
    for (let place = 0; place <= (side === "a" ? A : B).length; place++) {
      const now = carry(PAIR, side, place);
      assert.ok(now >= last, `${side} ${place}`);
      last = now;
    }
  }
});
