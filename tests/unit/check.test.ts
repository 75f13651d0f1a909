// The library looks at itself: a whole one is told to be whole, each fault is named, and mended.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkLibrary, mendLibrary } from "../../extension/store/check.js";
import { type Core, eraseLibrary, keep, removeStories } from "../../extension/store/index.js";
import { library } from "../../extension/store/schema.js";
import { draft, idsIn, lesson, pair, related, core as simple, strangers } from "./library.js";

/** The core of the other tests, which also says when there is nothing to take out. */
const core: Core = {
  ...simple,
  plan: () => Uint32Array.of(7, 8),
  remove: (story, print, shards) =>
    idsIn(shards).includes(story) ? simple.remove(story, print, shards) : [],
};

const found = async (): Promise<string[]> =>
  (await checkLibrary(core)).faults.map(({ what, at }) => `${what} ${at}`);

beforeEach(() => eraseLibrary());

async function fill(): Promise<[number, number]> {
  const first = draft("https://a.example/1", "one two three", "c1");
  const a = await keep(core, { ...first, lesson: await lesson("a.example", "one") }, strangers);
  const edge = pair("new", String(a.id));
  const b = await keep(core, draft("https://b.example/1", "one two", "c2", [edge]), strangers);
  await keep(core, draft("https://a.example/1", "one two four", "c3", [edge]), related);
  return [a.id, b.id];
}

test("a library is whole after captures, versions and deletions", async () => {
  const [, b] = await fill();
  assert.deepEqual(await checkLibrary(core), { stories: 3, faults: [] });
  await removeStories(core, [b]);
  assert.deepEqual(await checkLibrary(core), { stories: 2, faults: [] });
});

test("every fault is named, and mended where something is left to mend it from", async () => {
  const [a, b] = await fill();
  const db = await library();
  const faults: [() => Promise<unknown>, string][] = [
    [() => db.clear("catalogue"), "catalogue"],
    [() => db.clear("fresh"), "words"],
    [() => db.clear("shards"), "index"],
    [() => db.put("pages", { id: 99, site: "x.example", bytes: new Uint8Array() }), "page"],
    [() => db.put("edges", { ids: [a, 99], pair: pair("x", "y") }), "edge"],
    [
      async () => {
        const head = await db.get("stories", b);
        assert.ok(head);
        await db.put("stories", { ...head, replacedBy: 99 });
      },
      "version",
    ],
    [() => db.delete("texts", b), "text"],
  ];
  for (const [damage, what] of faults) {
    assert.deepEqual(await found(), [], what);
    await damage();
    assert.ok(
      (await found()).some((one) => one.startsWith(`${what} `)),
      what,
    );
    await mendLibrary(core, () => Uint8Array.of(9));
  }
  assert.deepEqual(await found(), []);
});
