// A database of the first schema, as the first version left it, is brought up to the present one.

import assert from "node:assert/strict";
import { test } from "node:test";
import "./library.js";
import { openDB } from "idb";
import { readCatalogue } from "../../extension/store/catalogue.js";
import { keep, readPages, readStories, removeStories } from "../../extension/store/index.js";
import { readSketches } from "../../extension/store/learned.js";
import { parseQuery } from "../../extension/store/query.js";
import { library, SCHEMA, STORES } from "../../extension/store/schema.js";
import { searchStories } from "../../extension/store/search.js";
import { core, draft, lesson, strangers } from "./library.js";

const ADDRESS = "https://a.example/1";

/** The first schema, written out: it must never follow the code. */
async function makeFirstDatabase(): Promise<void> {
  const db = await openDB("wireprint", 1, {
    upgrade(fresh) {
      const stories = fresh.createObjectStore("stories", { keyPath: "id", autoIncrement: true });
      stories.createIndex("address", "address");
      stories.createIndex("lastSeen", "lastSeen");
      fresh.createObjectStore("texts", { keyPath: "id" });
      fresh.createObjectStore("shards", { keyPath: "key" });
      const edges = fresh.createObjectStore("edges", { keyPath: "ids" });
      edges.createIndex("ids", "ids", { multiEntry: true });
    },
  });
  const { head, text } = draft(ADDRESS, "the old text", "c1");
  await db.add("stories", { ...head, version: 1, firstSeen: 5, lastSeen: 5, seen: 1 });
  await db.add("texts", { ...text, id: 1 });
  await db.add("shards", { key: 7, bytes: Uint8Array.of(1, 0, 0, 0) });
  db.close();
}

test("an older database keeps its stories and gains what is new", async () => {
  await makeFirstDatabase();
  const db = await library();
  assert.deepEqual([...db.objectStoreNames].sort(), [...STORES].sort());
  const [found] = await readStories([1]);
  assert.equal(found?.text.text, "the old text");
  // What is found by fields and words follows from the stories that were there.
  const { entries } = await searchStories(parseQuery("old site:a.example"), await readCatalogue());
  assert.deepEqual(
    entries.map(({ id }) => id),
    [1],
  );
  assert.deepEqual(await readPages([1]), []);
  assert.deepEqual(await readSketches("a.example", core), {});
});

test("a story of an older database is learned from when it is seen again, and can go", async () => {
  const again = { ...draft(ADDRESS, "the old text", "c2"), at: 9 };
  const stored = await keep(
    core,
    { ...again, lesson: await lesson("a.example", "the old text") },
    strangers,
  );
  assert.ok(stored.as === "again" && stored.firstSeen === 5);
  assert.deepEqual([...((await readSketches("a.example", core)).site ?? [])], [12]);
  await removeStories(core, [1]);
  assert.deepEqual(await readSketches("a.example", core), {});
});

test("a newer version gets the library that this one has open, and then this one leaves it alone", async () => {
  await keep(core, draft("https://b.example/1", "before the update", "c8"), strangers);
  const newer = await openDB("wireprint", SCHEMA + 1);
  const before = await newer.getAll("stories");
  const late = draft("https://b.example/2", "after the update", "c9");
  await assert.rejects(keep(core, late, strangers), { code: "newer-library" });
  assert.deepEqual(await newer.getAll("stories"), before);
  newer.close();
});
