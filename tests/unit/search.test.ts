// Searches: words and their beginnings, phrases, fields, and what they cost where there are many.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { hasRelation, readCatalogue, touch } from "../../extension/store/catalogue.js";
import { changing } from "../../extension/store/change.js";
import { soundCatalogue } from "../../extension/store/derive.js";
import {
  type Draft,
  eraseLibrary,
  keep,
  keepAll,
  removeStories,
  restoreStories,
} from "../../extension/store/index.js";
import { addTo, forgetSite, retire } from "../../extension/store/keeping.js";
import { names, parseQuery, toggled, without } from "../../extension/store/query.js";
import { library } from "../../extension/store/schema.js";
import { countValues, searchStories } from "../../extension/store/search.js";
import { fold, post, postedIds, postedUnder } from "../../extension/store/words.js";
import { countWords } from "../../extension/words.js";
import { core, draft, pair, related, strangers } from "./library.js";

beforeEach(() => eraseLibrary());

async function put(address: string, text: string, more: Partial<Draft["head"]> = {}, at = 1000) {
  const one = draft(address, text, `capture of ${address}`);
  const stored = await keep(core, { ...one, head: { ...one.head, ...more }, at }, strangers);
  assert.ok("id" in stored);
  return stored.id;
}

const find = async (search: string): Promise<number[]> =>
  (await searchStories(parseQuery(search), await readCatalogue())).entries.map(({ id }) => id);

test("a search is words, phrases and fields; an address is words", () => {
  assert.deepEqual(
    parseQuery('storm "gate four" site:a.example tag:"to read" https://b.example/1'),
    {
      words: ["storm", "https://b.example/1"],
      phrases: ["gate four"],
      fields: { site: ["a.example"], tag: ["to read"] },
    },
  );
  const search = toggled('storm "gate four"', "tag", "to read");
  assert.ok(names(search, "tag", "To Read"));
  assert.equal(toggled(search, "tag", "to read"), 'storm "gate four"');
  assert.equal(without("storm after:2026-01-01 before:2026-02", "after"), "storm before:2026-02");
});

test("a text is folded alike whatever stands beside it", () => {
  const all = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code));
  for (const one of all.filter((one) => !/\p{M}/u.test(one)))
    assert.equal(fold(one), fold(`${one}|é`).slice(0, -2), `U+${one.charCodeAt(0).toString(16)}`);
});

test("all words must be there, each also as the beginning of a longer one", async () => {
  const tide = await put("https://a.example/1", "The tides came\nin the night, à Orléans.");
  const calm = await put("https://b.example/2", "No water at all");
  assert.deepEqual(await find("tide NIGHT"), [tide]);
  assert.deepEqual(await find("orleans"), [tide]);
  assert.deepEqual(await find("ide"), []);
  assert.deepEqual(await find("title"), [calm, tide]);
  assert.deepEqual(await find("water night"), []);
});

test("a phrase stands together, whatever is between its words", async () => {
  const tide = await put("https://a.example/1", "The tide came\nin, the night");
  await put("https://b.example/2", "In came the tide, night the");
  assert.deepEqual(await find('"came in the night"'), [tide]);
  assert.deepEqual(await find('"cam in"'), []);
});

test("scripts without spaces are found by any stretch", async () => {
  const gate = await put("https://a.example/1", "东京都的防潮闸门卡住了。");
  await put("https://b.example/2", "京东的都市");
  assert.deepEqual(await find("东京"), [gate]);
  assert.deepEqual(await find("闸门卡"), [gate]);
  assert.deepEqual(await find("都东"), []);
  // One character is enough, wherever in a run it stands.
  for (const one of ["闸", "东", "了"]) assert.ok((await find(one)).includes(gate), one);
  assert.deepEqual(await find("闸"), [gate]);
});

test("words of scripts without spaces are found beside digits and Latin letters", async () => {
  const one = await put("https://a.example/1", "5月1日北京消息：AI公司发布新模型");
  const two = await put(
    "https://b.example/2",
    "サッカー選手がニュースを読む。岸田首相は5日午前、到着した。",
  );
  for (const word of ["北京", "公司", "1日", "ai", "模型"])
    assert.deepEqual(await find(word), [one], word);
  for (const word of ["選手", "読む", "サッカー", '"首相は5日"', '"5日午前"'])
    assert.deepEqual(await find(word), [two], word);
  assert.deepEqual(await find('"首相は6日"'), []);
  assert.equal(countWords("5月1日 AI公司"), 7);
  assert.equal(countWords("It’s 3.5 km"), 3);
});

test("values with marks of quotation are found as they are listed", async () => {
  const site = "Газета «Кит»";
  const id = await put("https://a.example/1", "one", { site });
  await put("https://b.example/1", "two", { site: "Газета" });
  const search = toggled("", "site", site);
  assert.deepEqual(await find(search), [id]);
  assert.ok(names(search, "site", site));
  assert.equal(toggled(search, "site", site), "");
});

test("fields: values of one are alternatives, different ones hold together", async () => {
  const a = await put("https://a.example/1", "one", {
    site: "a.example",
    language: "en-GB",
    byline: "By Ada Quill",
    published: "2026-03-01T10:00:00Z",
    agencies: [{ name: "Osmere News", role: "whole", evidence: [], where: "credit" }] as never,
  });
  const b = await put("https://b.example/1", "two", {
    site: "b.example",
    language: "de",
    published: "2026-04-02",
    correction: "An earlier version named the wrong gate.",
  });
  assert.deepEqual(await find("is:corrected"), [b]);
  assert.deepEqual(await find("site:a.example site:b.example"), [b, a]);
  assert.deepEqual(await find("site:a.example lang:de"), []);
  assert.deepEqual(await find("lang:en"), [a]);
  assert.deepEqual(await find("author:quill"), [a]);
  assert.deepEqual(await find('agency:"osmere news"'), [a]);
  assert.deepEqual(await find("after:2026-03-02"), [b]);
  assert.deepEqual(await find("before:2026-03"), [a]);
  await addTo([b], () => ({ tags: ["to read"], pinned: true, note: "a lighthouse" }));
  assert.deepEqual(await find('tag:"to read" is:pinned is:noted'), [b]);
  assert.deepEqual(await find("lighthouse"), [b]);
  await addTo([b], () => ({ tags: [], pinned: false, note: "" }));
  assert.deepEqual(await find("is:pinned"), []);
  assert.deepEqual(await find("lighthouse"), []);
  const sites = countValues(await readCatalogue(), ({ site }) => [site]);
  assert.deepEqual(sites, [
    ["a.example", 1],
    ["b.example", 1],
  ]);
});

test("relations and families follow edges, also when stories go and come back", async () => {
  const a = await put("https://a.example/1", "one");
  const copy = draft("https://b.example/1", "two", "c2", [
    { ...pair("new", String(a)), relation: "syndicated" },
  ]);
  const stored = await keep(core, copy, strangers);
  assert.ok("id" in stored);
  const c = await put("https://c.example/1", "three");
  const both = new Set([a, stored.id]);
  assert.deepEqual(new Set(await find("relation:syndicated")), both);
  assert.deepEqual(new Set(await find(`family:${a}`)), both);
  assert.deepEqual(await find(`family:${c}`), [c]);
  const removed = await removeStories(core, [stored.id]);
  assert.deepEqual(await find("relation:syndicated"), []);
  assert.deepEqual(await find("two"), []);
  await restoreStories(core, removed);
  assert.deepEqual(new Set(await find("relation:syndicated")), both);
  assert.deepEqual(await find("two"), [stored.id]);
  const entry = (await readCatalogue()).find(({ id }) => id === a);
  assert.ok(entry && hasRelation(entry, "syndicated") && !hasRelation(entry, "exact"));
});

test("a version takes over what the reader added, and its words the old one's place", async () => {
  const id = await put("https://a.example/1", "the old lighthouse");
  await addTo([id], () => ({ tags: ["coast"], note: "mine", pinned: true }));
  const next = await keep(core, draft("https://a.example/1", "the new tower", "c9"), related);
  assert.ok(next.as === "version");
  assert.deepEqual(await find("tag:coast is:pinned is:updated"), [next.id]);
  assert.deepEqual(await find("is:corrected"), []);
  assert.deepEqual(await find("lighthouse"), []);
  assert.deepEqual(await find("tower"), [next.id]);
});

test("a story that is captured again or corrected is found by what the reader noted", async () => {
  const id = await put("https://a.example/1", "the old lighthouse");
  await addTo([id], () => ({ note: "ring the keeper" }));
  const again = draft("https://a.example/1", "the old tower", "capture of https://a.example/1");
  const kept = await keep(core, { ...again, words: "the old tower", corrects: true }, related);
  assert.deepEqual(kept, { as: "new", id });
  for (const word of ["tower", "keeper"]) assert.deepEqual(await find(word), [id], word);
  assert.deepEqual(await find("lighthouse"), []);
  const next = { ...draft("https://a.example/1", "the old mill", "c9"), words: "the old mill" };
  const version = await keep(core, next, related);
  assert.ok(version.as === "version");
  for (const word of ["mill", "keeper"]) assert.deepEqual(await find(word), [version.id], word);
});

/** Puts many stories of few words into the library in few changes. */
async function putMany(count: number): Promise<number> {
  const id = await put("https://a.example/0", "common");
  const [head] = await (await library()).getAll("stories");
  assert.ok(head);
  for (let from = 1; from < count; from += 1023)
    await changing(async (stores) => {
      for (let i = from; i < Math.min(count, from + 1023); i++) {
        const next = { ...head, id: id + i, address: `https://a.example/${i}` };
        const text = `common n${i}x${i === 3 ? " 防潮闸门" : ""}`;
        const own = { id: id + i, text, extras: [], fingerprint: Uint8Array.of(1) };
        await stores.stories.put(next);
        await stores.texts.put(own);
        post(stores, id + i, postedUnder(next, own));
        touch(stores.touched, id + i);
      }
    });
  return id;
}

test("a change may bring more stories than a segment has", async () => {
  const drafts = Array.from({ length: 2200 }, (_, n) =>
    draft(`https://a.example/${n}`, `common n${n}x`, `c${n}`),
  );
  const kept = await changing((stores) => keepAll(stores, core, drafts, strangers));
  assert.deepEqual(await postedIds(), new Set(kept.map(({ id }) => id)));
  for (const n of [0, 1023, 1024, 2199]) assert.deepEqual(await find(`n${n}x`), [kept[n]?.id]);
  assert.equal((await find("common")).length, 2200);
});

test("words of more than a thousand stories lie in segments, and stay found", async () => {
  const id = await putMany(1100);
  const db = await library();
  assert.equal(await db.count("fresh"), 1100 - 1024);
  assert.ok((await db.count("words")) < 256 + 1);
  assert.equal((await find("common")).length, 1100);
  assert.deepEqual(await find("n7x"), [id + 7]);
  assert.equal((await find("n109")).length, 11);
  // A beginning of several words on one shelf, and of more in segment and beside it.
  assert.equal((await find("n10")).length, 1 + 10 + 100);
  for (const some of ["闸", "闸门", "门"]) assert.deepEqual(await find(some), [id + 3], some);
});

test("words leave a segment too: of a note that was cleared, of stories that were rewritten or go", async () => {
  const id = await putMany(1030);
  const known = await readCatalogue();
  const still = async (word: string): Promise<number[]> =>
    (await searchStories(parseQuery(word), known)).entries.map((entry) => entry.id);
  assert.deepEqual(await still("n7x"), [id + 7]);
  await addTo([id + 7], () => ({ note: "ring Ada" }));
  assert.deepEqual(await still("ada n7x"), [id + 7]);
  await addTo([id + 7], () => ({ note: "" }));
  assert.deepEqual(await still("ada"), []);
  assert.deepEqual(await still("n7x"), [id + 7]);
  // The first story of all is written again by its capture.
  await put("https://a.example/0", "rewritten");
  assert.ok(!(await still("common")).includes(id));
  assert.deepEqual(await still("rewritten"), [id]);
  const gone = known.map((entry) => entry.id).filter((one) => one > id + 20 && one < id + 1000);
  const removed = await removeStories(core, gone.slice(0, 100));
  assert.deepEqual(await still(`n${(gone[0] ?? 0) - id}x`), []);
  await restoreStories(core, removed);
  assert.equal((await still("common")).length, 1029);
  await removeStories(core, gone);
  assert.equal((await still("common")).length, 1029 - gone.length);
  // Most of the segment has gone, and its words with them.
  const shelves = await (await library()).getAll("words");
  assert.ok(!shelves.some(({ words }) => words.split(" ").includes("n100x")));
  assert.ok(shelves.some(({ words }) => words.split(" ").includes("n5x")));
  assert.deepEqual(await still("n5x"), [id + 5]);
  assert.deepEqual(await still("n1011x"), [id + 1011]);
  await removeStories(core, await (await library()).getAllKeys("stories"));
  assert.deepEqual(await (await library()).getAll("words"), []);
});

test("a phrase is found among many stories that have its words in another order", async () => {
  const drafts = Array.from({ length: 250 }, (_, n) =>
    draft(
      `https://a.example/${n}`,
      n === 77 ? "the tide takes all" : "all tide, the takes",
      `c${n}`,
    ),
  );
  const kept = await changing((stores) => keepAll(stores, core, drafts, strangers));
  assert.deepEqual(await find('"the tide takes all"'), [kept[77]?.id]);
  assert.deepEqual(await find('"tide takes, all"'), [kept[77]?.id]);
  assert.equal((await find('"the takes"')).length, 249);
  assert.deepEqual(await find('"the tide takes none"'), []);
});

test("a damaged catalogue is made anew, and with it what it says of relations", async () => {
  const a = await put("https://a.example/1", "one");
  const copy = draft("https://b.example/1", "two", "c2", [pair("new", String(a))]);
  await keep(core, copy, strangers);
  const db = await library();
  const before = await readCatalogue();
  const [block] = await db.getAll("catalogue");
  assert.ok(block);
  await db.put("catalogue", { ...block, columns: { ...block.columns, site: [] } });
  await assert.rejects(readCatalogue(), { code: "index" });
  assert.deepEqual(await soundCatalogue(), before);
  assert.equal((await find("relation:partial two")).length, 1);
});

test("stories go when they were kept long enough, but not those that the reader marked", async () => {
  const DAY = 86_400_000;
  await put("https://a.example/1", "old", {}, 1 * DAY);
  const marked = await put("https://b.example/1", "old too", {}, 2 * DAY);
  await addTo([marked], () => ({ pinned: true }));
  const young = await put("https://c.example/1", "young", {}, 95 * DAY);
  const imported = { imported: 95 * DAY };
  const taken = await put("https://d.example/1", "old, taken in lately", imported, 1 * DAY);
  const noted = await put("https://e.example/1", "noted once", {}, 3 * DAY);
  await addTo([noted], () => ({ note: "mine" }));
  const later = { ...draft("https://e.example/1", "noted once, changed", "c9"), at: 4 * DAY };
  const version = await keep(core, later, related);
  assert.ok(version.as === "version");
  await addTo([version.id], ({ note: _, ...rest }) => rest);
  // What a backup has brought back counts from then on.
  const restored = async (count: number) =>
    (await library()).put("totals", { of: "restored", count });
  await restored(90 * DAY);
  assert.equal(await retire(core, 30, 100 * DAY), 0);
  await restored(1 * DAY);
  assert.equal(await retire(core, 30, 100 * DAY), 1);
  assert.deepEqual(await find(""), [young, version.id, marked, taken]);
});

test("a site is forgotten with its versions and its corrections, and no other", async () => {
  const id = await put("https://a.example/1", "one two", { site: "a.example" });
  await keep(core, { ...draft("https://a.example/1", "one two three", "c5"), at: 5 }, related);
  const other = await put("https://b.example/1", "other", { site: "b.example" });
  await (await library()).put("corrections", {
    rule: { id: "r1", kind: "promo", site: "a.example" } as never,
    words: "",
    at: 0,
  });
  // As the reader has typed it: what is listed goes.
  const removed = await forgetSite(core, "A.Example");
  assert.deepEqual(removed.stories.map(({ head }) => head.id).sort(), [id, id + 1]);
  assert.deepEqual(await find(""), [other]);
  assert.equal(await (await library()).count("corrections"), 0);
});
