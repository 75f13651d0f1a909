// Backups: what comes out goes in again, elsewhere too; what is damaged or newer changes nothing.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Pack } from "../../extension/messages/report.js";
import { checkBackup, isBackup, writeBackup } from "../../extension/store/backup.js";
import { readCatalogue, touch } from "../../extension/store/catalogue.js";
import { changing } from "../../extension/store/change.js";
import { eraseLibrary, keep, readShards } from "../../extension/store/index.js";
import { addTo, keepCollection } from "../../extension/store/keeping.js";
import { parseQuery } from "../../extension/store/query.js";
import { restoreBackup } from "../../extension/store/restore.js";
import { library, SCHEMA } from "../../extension/store/schema.js";
import { searchStories } from "../../extension/store/search.js";
import { core, draft, idsIn, lesson, pair, related, strangers } from "./library.js";

const HEAD = { engine: "test", at: 5 };
/** The core refuses packs without rules, in the way that it does. */
const checkPack = (json: unknown): Pack => {
  const pack = json as Pack;
  if (pack.rules?.every(({ kind }) => kind)) return pack;
  throw { code: "pack", message: "no rules" };
};
const restorer = {
  core: { ...core, checkPack },
  engine: "test",
  fingerprint: () => Uint8Array.of(9),
};
/** What a backup is of; the rest follows from it. */
const KEPT = ["stories", "texts", "pages", "edges", "corrections", "packs", "collections"] as const;

async function contents(): Promise<unknown[]> {
  const db = await library();
  return Promise.all(KEPT.map((name) => db.getAll(name)));
}

async function fill(): Promise<void> {
  const first = draft("https://a.example/1", "one two three", "c1");
  const a = await keep(core, { ...first, lesson: await lesson("a.example", "one") }, strangers);
  assert.ok("id" in a);
  const edge = pair("new", String(a.id));
  await keep(core, draft("https://b.example/1", "one two", "c2", [edge]), strangers);
  await keep(core, draft("https://b.example/1", "one two, changed", "c3", [edge]), related);
  await addTo([a.id], () => ({ tags: ["coast"], note: "mine", pinned: true }));
  await keepCollection({ name: "Coast", search: "tag:coast", at: 7 });
}

async function damaged(file: Blob, change: (text: string) => string): Promise<Blob> {
  const plain = file.stream().pipeThrough(new DecompressionStream("gzip"));
  const text = change(await new Response(plain).text());
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(packed).blob();
}

beforeEach(() => eraseLibrary());

test("a backup restores everything into an empty library, and what follows from it", async () => {
  await fill();
  const before = await contents();
  const shards = idsIn(await readShards([7])).sort();
  const file = await writeBackup(HEAD, { off: ["ad"] });
  const { head, records } = await checkBackup(file);
  assert.deepEqual(head, { "wireprint-backup": 1, schema: SCHEMA, ...HEAD });
  assert.equal(records, 1 + 3 + 2 + 1);
  await eraseLibrary();
  assert.deepEqual(await restoreBackup(restorer, file), {
    settings: { off: ["ad"] },
    troubles: [],
  });
  assert.deepEqual(await contents(), before);
  assert.deepEqual(idsIn(await readShards([7])).sort(), shards);
  const { entries } = await searchStories(parseQuery("three tag:coast"), await readCatalogue());
  assert.equal(entries.length, 1);
  // Begun again after it was stopped, it adds nothing.
  await restoreBackup(restorer, file);
  assert.deepEqual(await contents(), before);
});

test("a merge keeps what is there, gives new numbers where they are taken, and all that points", async () => {
  await fill();
  const file = await writeBackup(HEAD, {});
  await eraseLibrary();
  const own = await keep(core, draft("https://own.example/", "my own", "c8"), strangers);
  assert.ok("id" in own);
  const db = await library();
  // The numbers of the backup are taken here.
  const [mine] = await db.getAll("stories");
  const text = await db.get("texts", own.id);
  const first = (await checkedStories(file))[0];
  assert.ok(mine && text && first);
  await db.put("stories", { ...mine, id: first });
  await db.put("texts", { ...text, id: first });
  await restoreBackup(restorer, file);
  const heads = await db.getAll("stories");
  assert.equal(heads.length, 2 + 3);
  const byCapture = new Map(heads.map((head) => [head.capture, head]));
  assert.equal(byCapture.get("c2")?.replacedBy, byCapture.get("c3")?.id);
  const a = byCapture.get("c1")?.id ?? 0;
  const edges = await db.getAllFromIndex("edges", "ids", a);
  assert.deepEqual(
    new Set(edges.flatMap(({ ids }) => ids)),
    new Set([a, byCapture.get("c2")?.id, byCapture.get("c3")?.id]),
  );
  assert.equal((await db.get("texts", a))?.text, "one two three");
});

test("a merge adds no story that was seen again since, and takes over what replaced another", async () => {
  const first = draft("https://a.example/1", "one two three", "c1");
  await keep(core, first, strangers);
  const before = await writeBackup(HEAD, {});
  const again = { ...draft("https://a.example/1", "one two three", "c2"), at: 2000 };
  assert.equal((await keep(core, again, strangers)).as, "again");
  await restoreBackup(restorer, before);
  assert.equal((await readCatalogue()).length, 1);
  const next = { ...draft("https://a.example/1", "one two four", "c3"), at: 3000 };
  const version = await keep(core, next, related);
  assert.ok(version.as === "version");
  const after = await writeBackup(HEAD, {});
  const whole = await contents();
  await eraseLibrary();
  // The library as it was when only the first text was there.
  await restoreBackup(restorer, before);
  await restoreBackup(restorer, after);
  const { entries } = await searchStories(parseQuery("one"), await readCatalogue());
  assert.deepEqual(
    entries.map(({ id, updated }) => [id, updated]),
    [[version.id, true]],
  );
  assert.deepEqual(idsIn(await readShards([7])), [version.id]);
  const replaced = await (await library()).countFromIndex("stories", "replacedBy");
  assert.deepEqual([replaced, (await contents()).flat().length], [1, whole.flat().length]);
});

test("a merge that was cut off and begun again leaves no version that points at strangers", async () => {
  for (let i = 0; i < 60; i++) {
    const address = `https://a.example/${i}`;
    await keep(core, draft(address, "one two", `a${i}`), strangers);
    await keep(core, { ...draft(address, "one two three", `b${i}`), at: 2000 }, related);
  }
  const file = await writeBackup(HEAD, {});
  await eraseLibrary();
  // The numbers of the backup are taken by others here.
  const { head, text } = draft("https://own.example/", "my own", "c0");
  const taken = await checkedStories(file);
  await changing(async ({ stories, texts, touched }) => {
    for (const id of taken) {
      await stories.put({ ...head, id, version: 1, firstSeen: 1, lastSeen: 1, seen: 1 });
      await texts.put({ ...text, id });
      touch(touched, id);
    }
  });
  const cut = restoreBackup(restorer, file, () => {
    throw new Error("stopped");
  });
  await assert.rejects(cut, /stopped/);
  await restoreBackup(restorer, file);
  const heads = await (await library()).getAll("stories");
  const byId = new Map(heads.map((head) => [head.id, head]));
  assert.equal(heads.length, 2 * 120);
  for (const { address, replacedBy, version } of heads)
    if (replacedBy !== undefined) {
      assert.equal(byId.get(replacedBy)?.address, address);
      assert.equal(version, 1);
    }
  assert.equal((await readCatalogue()).length, 120 + 60);
});

test("what the core refuses stays out and is named; the rest goes in", async () => {
  const first = draft("https://a.example/1", "one two three", "c1");
  await keep(core, { ...first, lesson: await lesson("a.example", "one") }, strangers);
  const db = await library();
  const [page] = await db.getAll("pages");
  assert.ok(page);
  await db.put("pages", { ...page, bytes: Uint8Array.of(1, 2, 3) });
  await db.put("packs", { pack: { name: "x" } as never, on: true, at: 1 });
  const rule = { id: "r1", kind: "promo", site: "a.example", block: "x" } as const;
  await db.put("corrections", { rule, words: "x", at: 1 });
  await db.put("corrections", { rule: { id: "r2" } as never, words: "x", at: 1 });
  const file = await writeBackup(HEAD, {});
  await eraseLibrary();
  const { troubles } = await restoreBackup(restorer, file);
  assert.deepEqual(
    troubles.map(({ item, code }) => [item, code]),
    [
      ["Title of https://a.example/1", "file"],
      ["r2", "pack"],
      ["x", "pack"],
    ],
  );
  assert.deepEqual(await db.getAll("packs"), []);
  assert.deepEqual(await db.getAllKeys("corrections"), ["r1"]);
  assert.deepEqual(await db.getAll("pages"), []);
  assert.equal((await readCatalogue()).length, 1);
});

async function checkedStories(file: Blob): Promise<number[]> {
  const plain = file.stream().pipeThrough(new DecompressionStream("gzip"));
  const lines = (await new Response(plain).text()).trim().split("\n");
  return lines.flatMap((line) => JSON.parse(line).story?.head.id ?? []);
}

test("fingerprints of another engine are made anew", async () => {
  await fill();
  const file = await writeBackup(HEAD, {});
  await eraseLibrary();
  await restoreBackup({ ...restorer, engine: "newer" }, file);
  const texts = await (await library()).getAll("texts");
  assert.ok(texts.every(({ fingerprint }) => fingerprint[0] === 9));
});

test("a backup is known by what is in it", async () => {
  await fill();
  const file = await writeBackup(HEAD, {});
  assert.ok(await isBackup(new File([file], "2026-11-22.wireprint (1).gz")));
  assert.ok(!(await isBackup(await damaged(file, () => '{"id":"a","text":"b"}\n'))));
  assert.ok(!(await isBackup(await damaged(file, () => "hello"))));
  assert.ok(!(await isBackup(new File(["hello"], "2026-11-22.wireprint.gz"))));
  assert.ok(!(await isBackup(new Blob([]))));
});

test("a file that is cut, changed, newer or something else is refused", async () => {
  await fill();
  const file = await writeBackup(HEAD, {});
  const bad: [string, Blob | Promise<Blob>, string][] = [
    ["cut", file.slice(0, file.size - 40), "file"],
    ["changed", damaged(file, (text) => text.replace("one two three", "one two four!")), "file"],
    ["without its end", damaged(file, (text) => text.split("\n").slice(0, 2).join("\n")), "file"],
    ["with a line less", damaged(file, (text) => text.replace(/\n.*mine.*\n/, "\n")), "file"],
    ["no backup", damaged(file, () => '{"id":"a","text":"b"}\n'), "file"],
    ["no JSON", damaged(file, () => "hello"), "file"],
    ["no archive", new Blob(["hello"]), "file"],
    ["empty", new Blob([]), "file"],
  ];
  for (const [name, blob, code] of bad) {
    await assert.rejects(async () => checkBackup(await blob), { code }, name);
  }
  const next = await resummed(file, `"schema":${SCHEMA}`, `"schema":${SCHEMA + 1}`);
  await assert.rejects(checkBackup(next), { code: "newer-library" });
  const [first] = await (await library()).getAllKeys("stories");
  const odd = [
    ['"passages":[]', '"passages":{}'],
    ['"relation":"partial"', '"relation":"alike"'],
    ['"search":"tag:coast"', '"search":7'],
    // The core's numbers have 32 bits, and further stories must find room behind these.
    [`"id":${first}`, `"id":${2 ** 32 - 1}`],
  ] as const;
  for (const [from, to] of odd)
    await assert.rejects(checkBackup(await resummed(file, from, to)), { code: "file" }, to);
});

/** A backup with other content under right checksums. */
async function resummed(file: Blob, from: string, to: string): Promise<Blob> {
  const hex = async (text: string): Promise<string> => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return Buffer.from(digest).toString("hex");
  };
  const plain = file.stream().pipeThrough(new DecompressionStream("gzip"));
  const lines = (await new Response(plain).text()).replace(from, to).trim().split("\n");
  const last = JSON.parse(lines.pop() ?? "");
  const check = await hex(`\n${lines.join("\n")}\n`);
  return damaged(file, () => `${lines.join("\n")}\n${JSON.stringify({ ...last, check })}\n`);
}
