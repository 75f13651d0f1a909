// Libraries that older versions wrote (tests/stores: the code of their time filled them) are opened by
// today's: nothing is lost, what follows from the stories is made anew, and all of it can be asked. The
// index of the first three is of a form that no engine reads any more.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import "./library.js";
import { deleteDB, openDB } from "idb";
import { withIndex } from "../../extension/capture/indexed.js";
import { findRelated } from "../../extension/capture/related.js";
import { asStory } from "../../extension/capture/story.js";
import { withEngine } from "../../extension/engine/index.js";
import { checkBackup, writeBackup } from "../../extension/store/backup.js";
import { countStories, readCatalogue } from "../../extension/store/catalogue.js";
import { checkLibrary, mendLibrary } from "../../extension/store/check.js";
import { readStories, removeStories } from "../../extension/store/index.js";
import { readFile, readJobs } from "../../extension/store/jobs.js";
import { readCollections } from "../../extension/store/keeping.js";
import { parseQuery } from "../../extension/store/query.js";
import { readRules } from "../../extension/store/rules.js";
import { library, SCHEMA, STORES } from "../../extension/store/schema.js";
import { searchStories } from "../../extension/store/search.js";
import { readVersions } from "../../extension/store/versions.js";

const MODULE = readFileSync("src/wasm/pkg/wireprint_bg.wasm");
globalThis.fetch = async () =>
  new Response(MODULE, { headers: { "content-type": "application/wasm" } });

/** A database as its dump tells it, bytes and files written out. */
interface Dump {
  schema: number;
  stores: {
    name: string;
    keyPath: string | string[];
    autoIncrement: boolean;
    indexes: { name: string; keyPath: string; multiEntry?: boolean }[];
    records: unknown[];
  }[];
}

const FOLDER = "tests/stores";
const dumps = readdirSync(FOLDER).map(
  (name): Dump =>
    JSON.parse(readFileSync(`${FOLDER}/${name}`, "utf8"), (_, value) => {
      if (typeof value?.$bytes === "string")
        return new Uint8Array(Buffer.from(value.$bytes, "base64"));
      return typeof value?.$blob === "string" ? new Blob([value.$blob]) : value;
    }),
);

/** Puts a database as it was in the place of what is there. */
async function putBack({ schema, stores }: Dump): Promise<void> {
  await deleteDB("wireprint");
  const db = await openDB("wireprint", schema, {
    upgrade(fresh) {
      for (const { name, keyPath, autoIncrement, indexes } of stores) {
        const store = fresh.createObjectStore(name, { keyPath, autoIncrement });
        for (const one of indexes)
          store.createIndex(one.name, one.keyPath, { multiEntry: one.multiEntry ?? false });
      }
    },
  });
  for (const { name, records } of stores) for (const record of records) await db.put(name, record);
  db.close();
}

const find = async (words: string): Promise<number[]> => {
  const { entries } = await searchStories(parseQuery(words), await readCatalogue());
  return entries.map(({ id }) => id).sort();
};

test("every schema before the present one has a library that is kept", () => {
  const kept = dumps.map(({ schema }) => schema).sort();
  assert.deepEqual(kept, [1, 2, 3, 5, 6, 7, 8]);
  assert.ok(kept.every((schema) => schema < SCHEMA));
});

for (const dump of dumps) {
  const named = `a library of schema ${dump.schema}`;

  test(`${named} keeps its stories, their versions and relations, and is found by words`, async () => {
    await putBack(dump);
    const db = await library();
    assert.equal(db.version, SCHEMA);
    assert.deepEqual([...db.objectStoreNames].sort(), [...STORES].sort());
    for (const { name, records } of dump.stores.filter(({ name }) =>
      ["texts", "edges"].includes(name),
    ))
      assert.deepEqual(await db.getAll(name as "texts"), records, name);
    assert.equal(await db.count("stories"), 4);
    assert.equal(await countStories(), 3);
    assert.deepEqual(await find("lambs"), [2]);
    assert.deepEqual(await find('"ninety lorries"'), [3]);
    assert.deepEqual(await find("relation:partial"), [3, 4]);
    // It was posted with the digits before it, as one word.
    if (dump.schema === 8) assert.deepEqual(await find("北京"), [4]);
    const [ferry] = await readStories([3]);
    assert.ok(ferry);
    assert.deepEqual(
      (await readVersions(ferry.head)).map(({ id }) => id),
      [1],
    );
    if (dump.schema >= 2) assert.equal((await readRules()).corrections.length, 1);
    if (dump.schema >= 3) {
      assert.deepEqual(await find("tag:harbour is:pinned"), [3]);
      assert.equal((await readCollections()).length, 1);
      const [whole, half] = await readJobs();
      assert.ok(whole && half && !("file" in half));
      assert.match((await (await readFile(half.id))?.text()) ?? "", /half-1/);
      assert.equal(await readFile(whole.id), undefined);
    }
  });

  test(`${named} has its index made anew by the first look-up, or the first deletion`, async () => {
    for (const first of ["look-up", "deletion"]) {
      await putBack(dump);
      const [ferry] = await readStories([3]);
      assert.ok(ferry);
      if (first === "look-up") {
        const asked = { ...asStory(ferry.head, ferry.text), id: "asked" };
        const { copies } = await findRelated(asked, "https://other.example/");
        assert.ok(copies.some(({ story }) => story.id === 3));
      } else await withIndex((engine) => removeStories(engine, [2]));
      await withEngine(async (engine) => {
        const faults = async () => (await checkLibrary(engine)).faults;
        assert.deepEqual(await faults(), [], first);
        await mendLibrary(engine, (head, text) => engine.fingerprint(asStory(head, text)));
        assert.deepEqual(await faults(), []);
      });
      const { head } = await checkBackup(await writeBackup({ engine: "now", at: 1 }, {}));
      assert.equal(head.schema, SCHEMA);
    }
  });
}

test("the blocks of a catalogue of schema 7, of a thousand stories, are cut to those of today", async () => {
  const dump = dumps.find(({ schema }) => schema === 7);
  assert.ok(dump);
  await putBack(dump);
  const old = await openDB("wireprint", 7);
  const [{ columns }] = await old.getAll("catalogue");
  const ids = [1030, 1300, 2040];
  const of = ([name, column]: [string, unknown]): [string, unknown] => [
    name,
    name === "id" ? ids : column,
  ];
  await old.put("catalogue", {
    block: 1,
    columns: Object.fromEntries(Object.entries(columns).map(of)),
  });
  old.close();

  const db = await library();
  const blocks = await db.getAll("catalogue");
  assert.deepEqual(
    blocks.map(({ block, columns }) => [block, columns.id]),
    [
      [0, [2, 3, 4]],
      [4, [1030]],
      [5, [1300]],
      [7, [2040]],
    ],
  );
  const tags = Object.fromEntries((await readCatalogue()).map(({ id, tags }) => [id, tags]));
  assert.deepEqual(tags, { 2: [], 3: ["harbour"], 4: [], 1030: [], 1300: ["harbour"], 2040: [] });
});
