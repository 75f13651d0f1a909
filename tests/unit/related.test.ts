// Which stored stories are fetched and compared for one that is looked up.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import "./library.js";
import { keepCaptures } from "../../extension/capture/keep.js";
import { findRelated } from "../../extension/capture/related.js";
import { withEngine } from "../../extension/engine/index.js";
import type { Reading, Story } from "../../extension/messages/report.js";
import { eraseLibrary } from "../../extension/store/index.js";

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

async function stored(texts: string[]): Promise<void> {
  await keepCaptures(
    texts.map((text, i) => ({
      name: `capture ${i}`,
      url: `https://site${i}.example/story`,
      reading: reading(`https://site${i}.example/story`, text),
      teaches: false,
      at: 1000 + i,
    })),
    async () => undefined,
  );
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
  const shared = NAMES.slice(0, 2);
  const own = (n: number): string[] => Array.from({ length: 16 }, (_, i) => `Own${n}of${i % 8}`);
  const text = (n: number): string => report(n, [...shared, ...own(n)]);
  await stored(Array.from({ length: 14 }, (_, i) => text(i + 1)));
  const { events, compared } = await findRelated(asked(text(0)), "https://own.example/story");
  assert.equal(events.length, 0);
  assert.equal(compared, await withEngine(({ patience }) => patience));
});
