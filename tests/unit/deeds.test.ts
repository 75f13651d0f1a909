// What the reader does on the library page: what fails is said, and nothing is lost by it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { draft, strangers } from "./library.js";

const MODULE = readFileSync("src/wasm/pkg/wireprint_bg.wasm");
Object.assign(globalThis, {
  chrome: { runtime: { getURL: (file: string) => file, sendMessage: async () => undefined } },
  fetch: async () => new Response(MODULE, { headers: { "content-type": "application/wasm" } }),
  location: { hash: "" },
});
const { withEngine } = await import("../../extension/engine/index.js");
const { eraseLibrary, keep } = await import("../../extension/store/index.js");
const state = await import("../../extension/pages/library/state.js");

/** Stores a story that the real core has read. */
async function put(address: string, text: string): Promise<number> {
  const one = draft(address, text, address);
  const stored = await withEngine((engine) => {
    const fingerprint = engine.fingerprint({ id: address, text, extras: [] });
    return keep(engine, { ...one, text: { ...one.text, fingerprint } }, strangers);
  });
  assert.ok("id" in stored);
  return stored.id;
}

/** Does something on a device that has no room left. */
async function withoutRoom(work: () => Promise<void>): Promise<void> {
  const { add, put: putRecord } = IDBObjectStore.prototype;
  const full = (): never => {
    throw new DOMException("full", "QuotaExceededError");
  };
  Object.assign(IDBObjectStore.prototype, { add: full, put: full });
  try {
    await work();
  } finally {
    Object.assign(IDBObjectStore.prototype, { add, put: putRecord });
  }
}

beforeEach(() => eraseLibrary());

test("a deletion that cannot be undone yet can be undone later, and the reader is told why", async () => {
  const id = await put("https://a.example/1", "The tide came in the night.");
  await state.remove([id]);
  assert.equal(state.catalogue.value?.length, 0);
  await withoutRoom(() => state.undo());
  assert.equal(state.failure.value?.code, "quota");
  assert.equal(state.removed.value?.stories.length, 1);
  await state.undo();
  assert.equal(state.failure.value, null);
  assert.equal(state.removed.value, null);
  assert.deepEqual(
    state.catalogue.value?.map((entry) => entry.id),
    [id],
  );
});

test("what went wrong is said until something else is done, whatever is read meanwhile", async () => {
  const id = await put("https://a.example/1", "The tide came in the night.");
  await withoutRoom(() => state.add([id], () => ({ pinned: true })));
  await state.fetchHeads([id]);
  assert.equal(state.failure.value?.code, "quota");
  await state.add([id], () => ({ pinned: true }));
  assert.equal(state.failure.value, null);
});
