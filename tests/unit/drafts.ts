// What tests of the store put into it: a core whose answers can be counted on fingers, and stories.

import type { Pair } from "../../extension/messages/report.js";
import type { Core, Draft } from "../../extension/store/index.js";
import type { Shard } from "../../extension/store/schema.js";

const shard = (ids: number[]): Shard => ({
  key: 7,
  bytes: new Uint8Array(Uint32Array.from(ids).buffer),
});
/** The ids in the shard of the core below. */
export const idsIn = (shards: Shard[]): number[] =>
  Array.from(new Uint32Array(Uint8Array.from(shards[0]?.bytes ?? []).buffer));

/** A core whose one shard lists the ids that are in it, and whose sketches list lengths of texts. */
export const core: Core = {
  plan: () => Uint32Array.of(7),
  planInsert: () => Uint32Array.of(7),
  insert: (stories, _, shards) => [shard([...idsIn(shards), ...stories])],
  remove: (story, _, shards) => {
    const ids = idsIn(shards);
    return ids.includes(story) ? [shard(ids.filter((id) => id !== story))] : [];
  },
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
