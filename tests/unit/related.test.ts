// Which stored stories are fetched and compared for one that is looked up.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import "./library.js";
import { keepParts, settleParts } from "../../extension/capture/keep.js";
import { partsOf } from "../../extension/capture/parts.js";
import { findRelated } from "../../extension/capture/related.js";
import { withEngine } from "../../extension/engine/index.js";
import type { Reading, Story, Thresholds } from "../../extension/messages/report.js";
import { readEdges } from "../../extension/store/edges.js";
import { eraseLibrary, type Kept, removeStories } from "../../extension/store/index.js";
import { library } from "../../extension/store/schema.js";

const MODULE = readFileSync("src/wasm/pkg/wireprint_bg.wasm");
globalThis.fetch = async () =>
  new Response(MODULE, { headers: { "content-type": "application/wasm" } });

const NAMES = ["Ellery", "Orme", "Ferrow", "Northmere", "Tarn", "Veldhaven"];
const MATTER = ["ferry", "ferry", "lifeboat", "rudder", "passengers", "passengers"];

/** A report of the nth reporter: the words of the event, each time in another order and among others. */
function report(n: number, event: string[]): string {
  const words = event.map((word, i) => ({ word, place: ((n + 7) * (i + 3) * 7919) % 1009 }));
  words.sort((one, other) => one.place - other.place);
  return `${words.map(({ word }, i) => `${word} x${n}y${i}`).join(" ")} on 4 March.`;
}

/** Stores stories as one portion of an import; of the `from`th site on, each of a site of its own. */
async function stored(
  texts: string[],
  from = 0,
  thresholds: Partial<Thresholds> = {},
): Promise<Kept[]> {
  const parts = await withEngine((engine) =>
    texts.flatMap((text, i) =>
      partsOf(engine, {
        name: `capture ${from + i}`,
        url: `https://site${from + i}.example/story`,
        reading: reading(`https://site${from + i}.example/story`, text),
        teaches: false,
        at: 1000 + from + i,
      }),
    ),
  );
  return keepParts(parts, async () => undefined, thresholds);
}

function reading(url: string, text: string): Reading {
  return {
    ...{ id: url, version: 1, url, published: "2031-03-05", text, sources: {}, confidence: 1 },
    ...{ why: [], truncated: false, agencies: [], blocks: [], stories: [], warnings: [] },
  };
}

const asked = (text: string): Story => ({ id: "asked", text, extras: [], published: "2031-03-05" });

beforeEach(() => eraseLibrary());

test("all reports of an event are found, however many they are", async () => {
  const event = [...NAMES, ...NAMES, ...MATTER];
  await stored(Array.from({ length: 14 }, (_, i) => report(i + 1, event)));
  const { events } = await findRelated(asked(report(0, event)), "https://own.example/story");
  assert.equal(events.length, 14);
});

test("of stories that only share names the most likely are fetched, and no more", async () => {
  const own = (n: number): string[] => Array.from({ length: 16 }, (_, i) => `Own${n}of${i % 8}`);
  // The month is in all of them. Two keys in common are little, three are more: `src/library/related.rs`.
  for (const [names, fetched] of [
    [1, 3],
    [2, 8],
  ] as const) {
    await eraseLibrary();
    const text = (n: number): string => report(n, [...NAMES.slice(0, names), ...own(n)]);
    await stored(Array.from({ length: 14 }, (_, i) => text(i + 1)));
    const { events, compared } = await findRelated(asked(text(0)), "https://own.example/story");
    assert.equal(events.length, 0);
    assert.equal(compared, fetched);
  }
});

test("portions leave a part of the index for the end, where it is settled", async () => {
  const words = (n: number): string[] => Array.from({ length: 500 }, (_, i) => `w${n}x${i * i}`);
  const texts = Array.from({ length: 700 }, (_, n) => words(n).join(" "));
  // The record of the newest postings, behind those of the slices.
  const newest = async () => (await (await library()).get("shards", 4096))?.bytes.length ?? 0;
  await stored(texts.slice(0, 350));
  await stored(texts.slice(350), 350);
  assert.ok((await newest()) > 400_000);
  const found = async () =>
    (await findRelated(asked(texts[5] ?? ""), "https://own.example/")).copies;
  const before = await found();
  assert.equal(before.length, 1);
  await settleParts();
  assert.ok((await newest()) < 100);
  assert.deepEqual(await found(), before);
});

/** How often records of a store were asked for by their keys while something ran. */
async function asks(store: string, run: () => Promise<unknown>): Promise<number> {
  const { get } = IDBObjectStore.prototype;
  let count = 0;
  IDBObjectStore.prototype.get = function (...key) {
    if (this.name === store) count++;
    return get.apply(this, key);
  };
  try {
    await run();
  } finally {
    IDBObjectStore.prototype.get = get;
  }
  return count;
}

test("what one portion has read holds for the next, unless somebody else has written between", async () => {
  const own = (n: number): string[] => Array.from({ length: 16 }, (_, i) => `Own${n}of${i % 8}`);
  const text = (n: number): string => report(n, [...NAMES.slice(0, 2), ...own(n)]);
  const [first] = await stored([text(0)]);
  assert.ok(first);
  const cold = await asks("texts", () => stored([text(1)], 1));
  assert.ok(cold > 0);
  const warm = await asks("texts", () => stored([text(2)], 2));
  // The story that came last has not been read yet, the one before it has.
  assert.equal(warm, 1);

  await withEngine((engine) => removeStories(engine, [first.id]));
  const copy = `${text(0)} It was said again.`;
  await stored([copy], 4);
  const edges = await readEdges(undefined, 100);
  assert.deepEqual(
    edges.filter(({ ids }) => ids.includes(first.id)),
    [],
  );
});

test("what is taken in is related by the thresholds that the reader has chosen", async () => {
  const letters = (i: number) => String.fromCharCode(97 + (i % 20), 97 + Math.floor(i / 20));
  const words = (name: string) =>
    Array.from({ length: 60 }, (_, i) => `${name}${letters(i)}`).join(" ");
  const texts = [`${words("a")} ${words("shared")}`, `${words("shared")} ${words("b")}`];
  const edges = () => readEdges(undefined, 100);
  await stored(texts, 0, { passage: 100, total: 100 });
  assert.deepEqual(await edges(), []);
  await eraseLibrary();
  await stored(texts);
  assert.equal((await edges()).length, 1);
});
