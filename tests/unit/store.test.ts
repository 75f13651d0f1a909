// The library: what a capture becomes in it, and that every change is whole and can be undone.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { checkBackup, writeBackup } from "../../extension/store/backup.js";
import { countStories, readCatalogue } from "../../extension/store/catalogue.js";
import { changing } from "../../extension/store/change.js";
import { readEdges } from "../../extension/store/edges.js";
import {
  type Core,
  type Draft,
  eraseLibrary,
  type Kept,
  keep,
  keepAll,
  readShards,
  readStories,
  reindex,
  removeStories,
  restoreStories,
} from "../../extension/store/index.js";
import { addTo } from "../../extension/store/keeping.js";
import { readHeads, readLater } from "../../extension/store/list.js";
import { library } from "../../extension/store/schema.js";
import { readVersions } from "../../extension/store/versions.js";
import { core, draft, idsIn, lesson, pair, related, strangers } from "./library.js";

const indexed = async (): Promise<number[]> => idsIn(await readShards([7]));

beforeEach(() => eraseLibrary());

test("a story is stored with its postings", async () => {
  const stored = await keep(core, draft("https://a.example/1", "one two three", "c1"), strangers);
  assert.equal(stored.as, "new");
  assert.equal(await countStories(), 1);
  assert.ok("id" in stored);
  assert.deepEqual(await indexed(), [stored.id]);
  const [found] = await readStories([stored.id]);
  assert.equal(found?.text.text, "one two three");
  assert.equal(found?.head.seen, 1);
});

test("the same text under the same address was seen again", async () => {
  await keep(core, draft("https://a.example/1", "one two three", "c1"), strangers);
  const stored = await keep(
    core,
    { ...draft("https://a.example/1", "one two three", "c2"), at: 2000 },
    strangers,
  );
  assert.equal(stored.as, "again");
  assert.ok(stored.as === "again" && stored.firstSeen === 1000);
  assert.equal(await countStories(), 1);
});

test("a capture that is carried out twice is stored once", async () => {
  const first = await keep(core, draft("https://a.example/1", "one two", "c1"), strangers);
  const second = await keep(core, draft("https://a.example/1", "one two three", "c1"), strangers);
  assert.deepEqual(second, first);
  assert.equal(await countStories(), 1);
  assert.equal((await indexed()).length, 1);
  assert.ok("id" in first);
  const [found] = await readStories([first.id]);
  assert.equal(found?.text.text, "one two three");
});

test("what a capture only found stays as it was when the page goes on rendering", async () => {
  const monday = draft("https://a.example/1", "one two three", "c1");
  await keep(core, monday, strangers);
  const friday = { ...draft("https://a.example/1", "one two three", "c2"), at: 2000 };
  const again = await keep(core, friday, related);
  assert.deepEqual(await keep(core, friday, related), { ...again, lastSeen: 2000, seen: 2 });
  const grown = { ...draft("https://a.example/1", "one two three four", "c2"), at: 2002 };
  const version = await keep(core, grown, related);
  assert.ok(again.as === "again" && version.as === "version");
  const more = { ...draft("https://a.example/1", "one two three four five", "c2"), at: 2004 };
  assert.deepEqual(await keep(core, more, related), { as: "new", id: version.id });
  const [old, now] = await readStories([again.id, version.id]);
  assert.deepEqual([old?.text.text, old?.head.firstSeen], ["one two three", 1000]);
  assert.deepEqual([now?.text.text, now?.head.version], ["one two three four five", 2]);
});

test("a page that renders into what it was before leaves no version", async () => {
  const whole = draft("https://a.example/1", "one two three", "c1", [pair("x", "900")]);
  const first = await keep(core, whole, strangers);
  const early = { ...draft("https://a.example/1", "one two", "c2", whole.pairs), at: 2000 };
  const version = await keep(core, early, related);
  assert.ok("id" in first && version.as === "version");
  await addTo([version.id], () => ({ note: "mine" }));
  const grown = { ...draft("https://a.example/1", "one two three", "c2"), at: 2002 };
  const again = { as: "again", id: first.id, firstSeen: 1000, lastSeen: 1000, seen: 1 };
  assert.deepEqual(await keep(core, grown, related), again);
  assert.equal(await countStories(), 1);
  assert.deepEqual(await indexed(), [first.id]);
  const [found] = await readStories([first.id]);
  assert.deepEqual([found?.head.replacedBy, found?.head.note], [undefined, "mine"]);
  const edges = await readEdges(undefined, 9);
  assert.ok(edges.every(({ ids }) => ids.includes(first.id)));
  assert.deepEqual(await readStories([version.id]), []);
  assert.deepEqual(await keep(core, grown, related), { ...again, lastSeen: 2002, seen: 2 });
});

test("what the reader corrects is corrected where it stands, also in what was only found", async () => {
  const first = await keep(core, draft("https://a.example/1", "one two three", "c1"), strangers);
  await keep(core, draft("https://a.example/1", "one two three", "c2"), strangers);
  const corrected = draft("https://a.example/1", "one two", "c2");
  assert.ok("id" in first);
  assert.deepEqual(await keep(core, { ...corrected, corrects: true }, related), first);
  const [found] = await readStories([first.id]);
  assert.deepEqual([found?.text.text, found?.head.version], ["one two", 1]);
  assert.deepEqual([found?.head.capture, found?.head.seen], ["c1", 2]);
});

test("what the page says no more is gone when its capture is written again", async () => {
  const first = draft("https://a.example/1", "one two three", "c1");
  const told = { ...first, head: { ...first.head, byline: "Ada Holm", correction: "It was two." } };
  const stored = await keep(core, told, strangers);
  assert.ok("id" in stored);
  await addTo([stored.id], () => ({ note: "mine" }));
  await keep(core, { ...first, corrects: true }, related);
  const [found] = await readStories([stored.id]);
  const { byline, correction, note, firstSeen } = found?.head ?? {};
  assert.deepEqual([byline, correction, note, firstSeen], [undefined, undefined, "mine", 1000]);
});

/** A text as a file brings it. */
function fromFile(text: string, at: number): Draft {
  const one = draft("https://a.example/1", text, `file of ${text}`);
  return { ...one, head: { ...one.head, imported: 9000 }, at };
}

test("a text without a date from a file takes the place of none that the reader has seen", async () => {
  const live = await keep(
    core,
    { ...draft("https://a.example/1", "live", "c1"), at: 5000 },
    strangers,
  );
  const undated = await keep(core, fromFile("undated", 9000), related);
  assert.ok("id" in live && undated.as === "version" && undated.version === 1);
  const [present] = await readStories([live.id]);
  assert.equal(present?.head.replacedBy, undefined);
  assert.equal(await countStories(), 1);
});

test("an older text from a file becomes an earlier version, in its place among them", async () => {
  await keep(core, { ...draft("https://a.example/1", "live", "c1"), at: 5000 }, strangers);
  const texts: [string, number, number][] = [
    ["of 2000", 2000, 1],
    ["of 1000", 1000, 1],
    ["of 3000", 3000, 3],
    ["of 6000", 6000, 5],
  ];
  for (const [text, at, version] of texts) {
    const stored = await keep(core, fromFile(text, at), related);
    assert.ok(stored.as === "version" && stored.version === version, text);
  }
  assert.equal((await keep(core, fromFile("of 3000", 3000), related)).as, "again");
  const heads = await (await library()).getAll("stories");
  const [now] = await readCatalogue();
  const current = heads.find(({ id }) => id === now?.id);
  assert.ok(current);
  assert.deepEqual(await indexed(), [current.id]);
  const versions = [current, ...(await readVersions(current))];
  assert.deepEqual(
    versions.map(({ version, firstSeen }) => [version, firstSeen]),
    [
      [5, 6000],
      [4, 5000],
      [3, 3000],
      [2, 2000],
      [1, 1000],
    ],
  );
  assert.equal(await countStories(), 1);
});

test("a clock that is set back makes nothing that was seen later an earlier version", async () => {
  const seen = (text: string, at: number): Promise<Kept> =>
    keep(core, { ...draft("https://a.example/1", text, `at ${at}`), at }, related);
  const texts: [string, number][] = [
    ["first", 5000],
    ["second", 1000],
    ["third", 2000],
  ];
  for (const [i, [text, at]] of texts.entries()) {
    const { version = 1 } = (await seen(text, at)) as { version?: number };
    assert.equal(version, i + 1, text);
  }
  const again = await seen("third", 500);
  assert.ok(again.as === "again");
  const [now] = await readCatalogue();
  const heads = await (await library()).getAll("stories");
  const current = heads.find(({ id }) => id === now?.id);
  assert.ok(current);
  assert.equal(current.lastSeen, 5000);
  const before = await readVersions(current);
  assert.deepEqual(
    [current, ...before].map(({ version }) => version),
    [3, 2, 1],
  );
});

test("a changed text is the next version, and takes the old one's place in the index", async () => {
  await keep(core, draft("https://a.example/1", "one two three", "c1"), strangers);
  const stored = await keep(core, draft("https://a.example/1", "one two four", "c2"), related);
  assert.ok(stored.as === "version");
  assert.equal(stored.version, 2);
  assert.deepEqual(await indexed(), [stored.id]);
  const listed = await readCatalogue();
  assert.deepEqual(
    listed.map(({ id }) => id),
    [stored.id],
  );
});

test("another story under the same address is a story of its own", async () => {
  await keep(core, draft("https://a.example/", "one two three", "c1"), strangers);
  const stored = await keep(core, draft("https://a.example/", "seven eight", "c2"), strangers);
  assert.equal(stored.as, "new");
  assert.equal((await indexed()).length, 2);
});

test("a deletion takes postings and edges along, and can be undone", async () => {
  const a = await keep(core, draft("https://a.example/1", "one two three", "c1"), strangers);
  assert.ok("id" in a);
  const edge = pair("new", String(a.id));
  const b = await keep(core, draft("https://b.example/1", "one two", "c2", [edge]), strangers);
  assert.ok("id" in b);
  const removed = await removeStories(core, [b.id]);
  assert.equal(await countStories(), 1);
  assert.deepEqual(await indexed(), [a.id]);
  assert.deepEqual(removed.pairs, [pair(String(b.id), String(a.id))]);
  await restoreStories(core, removed);
  assert.equal(await countStories(), 2);
  assert.deepEqual((await indexed()).sort(), [a.id, b.id].sort());
  assert.deepEqual((await removeStories(core, [a.id])).pairs, removed.pairs);
});

test("a deletion takes the earlier versions along, and its undoing brings them back", async () => {
  await keep(core, draft("https://a.example/1", "one two three", "c1"), strangers);
  await keep(core, draft("https://a.example/1", "one two four", "c2"), related);
  const last = await keep(core, draft("https://a.example/1", "one two five", "c3"), related);
  assert.ok("id" in last);
  const db = await library();
  const before = [await db.getAll("stories"), await db.getAll("texts")];
  const removed = await removeStories(core, [last.id]);
  assert.equal(removed.stories.length, 3);
  assert.deepEqual([await db.count("stories"), await db.count("texts")], [0, 0]);
  await restoreStories(core, removed);
  assert.deepEqual([await db.getAll("stories"), await db.getAll("texts")], before);
  assert.deepEqual(await indexed(), [last.id]);
});

test("a change that fails halfway leaves the library as it was", async () => {
  const broken: Core = {
    ...core,
    insert: () => {
      throw new Error("stopped");
    },
  };
  const before = await everything();
  await assert.rejects(keep(broken, draft("https://a.example/1", "one", "c1"), strangers), {
    message: "stopped",
  });
  assert.deepEqual(await everything(), before);
});

test("a full disk has a name, loses nothing, and what is there can be taken out", async () => {
  await keep(core, draft("https://a.example/1", "one", "c1"), strangers);
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  try {
    const next = draft("https://b.example/1", "two", "c2");
    await assert.rejects(keep(core, next, strangers), { code: "quota" });
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  assert.equal(await countStories(), 1);
  const backup = await writeBackup({ engine: "test", at: 1 }, {});
  assert.equal((await checkBackup(backup)).records, 2);
});

test("the index is made anew from the texts, without the versions that were replaced", async () => {
  await keep(core, draft("https://a.example/1", "one two three", "c1"), strangers);
  const second = await keep(core, draft("https://a.example/1", "one two four", "c2"), related);
  assert.ok("id" in second);
  await reindex(
    {
      ...core,
      insert: (stories) => [
        { key: 7, bytes: new Uint8Array(Uint32Array.of(...stories, 99).buffer) },
      ],
    },
    (_, { text }) => Uint8Array.of(text.length),
  );
  assert.deepEqual(await indexed(), [second.id, 99]);
  const [found] = await readStories([second.id]);
  assert.deepEqual(found?.text.fingerprint, Uint8Array.of("one two four".length));
});

test("an older story is told of copies that are captured after it, not of those before", async () => {
  const first = await keep(core, draft("https://a.example/1", "one two three", "c1"), strangers);
  assert.ok("id" in first);
  const edge = pair("new", String(first.id));
  const second = await keep(core, draft("https://b.example/1", "one two", "c2", [edge]), strangers);
  assert.ok("id" in second);
  const stories = await readHeads([first.id, second.id]);
  assert.deepEqual(
    new Map(stories.map(({ id, later }) => [id, later])),
    new Map([
      [first.id, 1],
      [second.id, 0],
    ]),
  );
  assert.deepEqual(
    (await readLater(first.id)).map(({ id }) => id),
    [second.id],
  );
  assert.deepEqual(await readLater(second.id), []);
  const changed = draft("https://b.example/1", "one two, changed", "c3", [edge]);
  const third = await keep(core, changed, related);
  assert.ok("id" in third);
  // The version that was replaced is no further copy.
  assert.equal((await readHeads([first.id]))[0]?.later, 1);
  assert.deepEqual(
    (await readLater(first.id)).map(({ id }) => id),
    [third.id],
  );
  await removeStories(core, [third.id]);
  assert.deepEqual(await readLater(first.id), []);
});

test("stories that come at once are stored as if they came one by one", async () => {
  const drafts = [
    draft("https://a.example/1", "one two three", "c1"),
    draft("https://a.example/2", "four five six", "c2", [pair("c2", "c1")]),
    draft("https://a.example/1", "one two three", "c3", [pair("c3", "c2")]),
    draft("https://a.example/1", "one two four", "c4", [pair("c4", "c2")]),
    { ...draft("https://b.example/1", "seven", "c5"), lesson: await lesson("b.example", "seven") },
    { ...draft("https://b.example/2", "eight", "c6"), lesson: await lesson("b.example", "eight!") },
    draft("https://c.example/1", "nine", "c7", [pair("c7", "c3"), pair("c7", "c4")]),
  ];
  const together = await changing((stores) => keepAll(stores, core, drafts, related));
  const atOnce = await everything();
  await eraseLibrary();

  const apart: Kept[] = [];
  const ids = new Map<string, string>();
  for (const one of drafts) {
    const pairs = one.pairs.map((own) => ({ ...own, b: ids.get(own.b) ?? own.b }));
    const kept = await keep(core, { ...one, pairs }, related);
    ids.set(one.head.capture, String(kept.id));
    apart.push(kept);
  }
  assert.deepEqual(
    together.map(({ as }) => as),
    ["new", "new", "again", "version", "new", "new", "new"],
  );
  assert.deepEqual(
    apart.map(({ as }) => as),
    together.map(({ as }) => as),
  );
  assert.deepEqual(await everything(), atOnce);
});

/** All that is stored of stories, which are numbered from the first. */
async function everything(): Promise<Record<string, unknown>> {
  const db = await library();
  const heads = await db.getAll("stories");
  const first = heads[0]?.id ?? 0;
  const numbered = <T extends { id: number; replacedBy?: number }>(records: T[]): T[] =>
    records.map((one) => ({
      ...one,
      id: one.id - first,
      ...(one.replacedBy === undefined ? {} : { replacedBy: one.replacedBy - first }),
    }));
  return {
    heads: numbered(heads),
    texts: numbered(await db.getAll("texts")),
    fresh: numbered(await db.getAll("fresh")),
    catalogue: numbered(await readCatalogue()),
    edges: (await db.getAll("edges")).map(({ ids }) => ids.map((id) => id - first)),
    sketches: await db.getAll("sketches"),
    index: (await indexed()).map((id) => id - first).sort((one, other) => one - other),
  };
}

test("there is one writer: of two changes at once the second begins when the first has ended", async () => {
  const order: string[] = [];
  const change = (name: string): Promise<void> =>
    changing(async ({ stories }) => {
      order.push(`${name} begins`);
      await stories.count();
      await stories.count();
      order.push(`${name} ends`);
    });
  await Promise.all([change("one"), change("two")]);
  assert.deepEqual(order, ["one begins", "one ends", "two begins", "two ends"]);
});
