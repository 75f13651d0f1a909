// Faults of the database: every request that a change makes fails in turn, and each time the library
// must be as it was before, and the same change must go through afterwards.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  eraseLibrary,
  keep,
  reindex,
  removeStories,
  restoreStories,
} from "../../extension/store/index.js";
import { library, STORES } from "../../extension/store/schema.js";
import { core, draft, lesson, pair, related, strangers } from "./library.js";

const REQUESTS = ["add", "put", "get", "getKey", "getAll", "delete", "clear"] as const;

/** Everything that is stored. */
async function contents(): Promise<unknown> {
  const transaction = (await library()).transaction([...STORES]);
  return Promise.all(STORES.map((name) => transaction.objectStore(name).getAll()));
}

/** Makes the database give up at the nth request from now on; returns the way back. */
function failing(nth: number): { reached(): boolean; undo(): void } {
  let count = 0;
  const prototype = IDBObjectStore.prototype as unknown as Record<string, unknown>;
  const originals = REQUESTS.map((name) => [name, prototype[name]] as const);
  for (const [name, original] of originals) {
    prototype[name] = function (this: IDBObjectStore, ...args: unknown[]): unknown {
      const request = (original as (...given: unknown[]) => unknown).apply(this, args);
      const { transaction } = this;
      if (++count === nth) queueMicrotask(() => transaction.abort());
      return request;
    };
  }
  return {
    reached: () => count >= nth,
    undo: () => {
      for (const [name, original] of originals) prototype[name] = original;
    },
  };
}

/** Fails each request of a change in turn; returns how many there were. */
async function failEach(change: () => Promise<unknown>): Promise<number> {
  const before = await contents();
  for (let nth = 1; ; nth++) {
    const fault = failing(nth);
    let thrown: unknown;
    try {
      await change().catch((error: unknown) => {
        thrown = error;
      });
    } finally {
      fault.undo();
    }
    if (!fault.reached()) {
      assert.equal(thrown, undefined);
      return nth - 1;
    }
    assert.equal((thrown as { code?: string })?.code, "store", `request ${nth}: ${thrown}`);
    assert.deepEqual(await contents(), before, `request ${nth} left something behind`);
  }
}

beforeEach(() => eraseLibrary());

const first = draft("https://a.example/1", "one two three", "c1");

test("a capture whose every request fails in turn is wholly there or not at all", async () => {
  await keep(core, draft("https://b.example/1", "four five", "c0"), strangers);
  const learned = { ...first, lesson: await lesson("a.example", "one two three") };
  assert.ok((await failEach(() => keep(core, learned, strangers))) > 5);
});

test("so is a version, a story that was seen again, and a capture that is written twice", async () => {
  await keep(core, first, strangers);
  const again = draft("https://a.example/1", "one two three", "c2");
  assert.ok((await failEach(() => keep(core, again, strangers))) > 1);
  const version = draft("https://a.example/1", "one two four", "c3", [pair("new", "1")]);
  assert.ok((await failEach(() => keep(core, version, related))) > 5);
  const twice = draft("https://a.example/1", "one two four five", "c3");
  assert.ok((await failEach(() => keep(core, twice, related))) > 5);
});

test("so is a deletion, its undoing, a new index, and the end of everything", async () => {
  const stored = await keep(core, first, strangers);
  assert.ok("id" in stored);
  const removed = await removeStories(core, [stored.id]);
  assert.ok((await failEach(() => restoreStories(core, removed))) > 2);
  const anew = (): Promise<void> => reindex(core, () => Uint8Array.of(9));
  assert.ok((await failEach(anew)) > 3);
  assert.ok((await failEach(() => removeStories(core, [stored.id]))) > 3);
  await restoreStories(core, removed);
  assert.ok((await failEach(() => eraseLibrary())) >= STORES.length);
});
