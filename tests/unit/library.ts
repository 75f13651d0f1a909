// A library for tests: a database in memory, and a core whose answers can be counted on fingers.

import "fake-indexeddb/auto";
import type { Pair, Reading } from "../../extension/messages/report.js";
import type { Core, Draft } from "../../extension/store/index.js";
import type { Lesson } from "../../extension/store/learned.js";
import { packPage } from "../../extension/store/pages.js";
import type { Shard } from "../../extension/store/schema.js";

// Node has no Web Locks; one caller of a name after the other is all that is needed of them.
const last = new Map<string, Promise<unknown>>();
const locks = {
  request: <T>(name: string, run: () => Promise<T>): Promise<T> => {
    const before = last.get(name) ?? Promise.resolve();
    const next = before.then(run, run);
    last.set(
      name,
      next.catch(() => undefined),
    );
    return next;
  },
};
Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });

const shard = (ids: number[]): Shard => ({ key: 7, bytes: Uint8Array.from(ids) });
/** The ids in the shard of the core below. */
export const idsIn = (shards: Shard[]): number[] => Array.from(shards[0]?.bytes ?? []);

/** A core whose one shard lists the ids that are in it, and whose sketches list lengths of texts. */
export const core: Core = {
  plan: () => Uint32Array.of(7),
  planInsert: () => Uint32Array.of(7),
  insert: (story, _, shards) => [shard([...idsIn(shards), story])],
  remove: (story, _, shards) => [shard(idsIn(shards).filter((id) => id !== story))],
  learn: ({ text }, _, site, stock) => ({
    site: Uint8Array.from([...(site ?? []), text.length]),
    stock: Uint8Array.from([...(stock ?? []), text.length]),
  }),
};

/** A pair of two stories. */
export const pair = (a: string, b: string): Pair => ({
  a,
  b,
  relation: "partial",
  a_in_b: 0.5,
  b_in_a: 0.5,
  resemblance: 0.5,
  event_score: 0,
  passages: [],
  edits: [],
  why: [],
});

/** A story as a capture brings it. */
export function draft(address: string, text: string, capture: string, pairs: Pair[] = []): Draft {
  return {
    head: {
      address,
      url: address,
      title: `Title of ${address}`,
      agencies: [],
      words: 3,
      truncated: false,
      capture,
      engine: "test",
    },
    text: { text, extras: [], fingerprint: Uint8Array.of(1) },
    pairs,
    at: 1000,
  };
}

/** What the core says of texts that have nothing to do with each other, and of versions. */
export const strangers = (): null => null;
export const related = (): Pair => pair("x", "y");

/** What there is to learn from a page whose one block is its text. */
export async function lesson(site: string, text: string): Promise<Lesson> {
  const url = `https://${site}/`;
  const reading: Reading = {
    id: url,
    version: 1,
    url,
    sources: {},
    confidence: 1,
    why: [],
    truncated: false,
    agencies: [],
    text,
    blocks: [{ kind: "body", text, why: [], confidence: 1, marks: [] }],
    stories: [],
    warnings: [],
  };
  return { site, reading, shared: [], page: await packPage(reading, url, []) };
}
