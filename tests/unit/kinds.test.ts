// Kinds can be told apart without colour, and their colours can be seen on any page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS, LOOKS, lineOf, STORY_KINDS } from "../../extension/kinds.js";

test("every kind has a line of its own, whatever its colour", () => {
  const lines = KINDS.map((kind) => lineOf(kind).replace(LOOKS[kind].colour, ""));
  assert.equal(new Set(lines).size, KINDS.length);
  const around = KINDS.filter((kind) => !STORY_KINDS.includes(kind));
  const shapes = around.map((kind) => `${LOOKS[kind].style} ${LOOKS[kind].place}`);
  assert.equal(new Set(shapes).size, around.length);
});

test("every colour has a contrast of 3 against white and against black", () => {
  for (const kind of KINDS) {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(LOOKS[kind].colour.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    assert.ok(1.05 / (light + 0.05) >= 3, `${kind} on white`);
    assert.ok((light + 0.05) / 0.05 >= 3, `${kind} on black`);
  }
});
