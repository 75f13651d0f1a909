// What the browser must have, and what is told where it is not there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { missing } from "../../extension/needs.js";

const WHOLE = {
  ...{ WebAssembly: {}, indexedDB: {}, CompressionStream: {} },
  ...{ navigator: { locks: {} }, CSS: { highlights: {} } },
};

test("a browser that has everything lacks nothing", () => {
  assert.deepEqual(missing(WHOLE), []);
});

test("what a browser lacks is named, part by part", () => {
  assert.equal(missing({}).length, 5);
  assert.deepEqual(missing({ ...WHOLE, CSS: {} }), ["Custom Highlights"]);
  assert.deepEqual(missing({ ...WHOLE, navigator: {} }), ["Web Locks"]);
});
