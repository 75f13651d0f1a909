/**
 * What the records of a backup must look like. A file can come from anywhere, so nothing of it is put
 * into the library that has another form; what only the core can judge (rules, pages) it is asked.
 */
import * as v from "valibot";
import type {
  Correction,
  KeptPack,
  StoredPage,
  StoryHead,
  StoryText,
} from "../messages/session.js";
import { RELATIONS } from "../verdict.js";
import type { Collection, Edge } from "./schema.js";

/** What a line of a backup holds. */
export type Line =
  | { story: { head: StoryHead; text: StoryText; page?: StoredPage } }
  | { edge: Edge }
  | { in: "corrections"; record: Correction }
  | { in: "packs"; record: KeptPack }
  | { in: "collections"; record: Collection }
  | { settings: Record<string, unknown> };

/** The largest number of a story: the core's have 32 bits, and there must be room for those to come. */
const LARGEST_ID = 2 ** 30;

const id = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LARGEST_ID));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const time = v.pipe(v.number(), v.finite());
const share = v.pipe(v.number(), v.finite());
const span = v.tuple([count, count]);
const bytes = v.instance(Uint8Array);
const text = v.string();
const words = v.optional(text);

const head = v.looseObject({
  ...{ id, address: text, url: text, capture: text, engine: text, version: count },
  ...{ firstSeen: time, lastSeen: time, seen: count, words: count, truncated: v.boolean() },
  ...{ title: words, site: words, byline: words, published: words, modified: words },
  ...{ language: words, correction: words, note: words, seenBy: words },
  ...{ tags: v.optional(v.array(text)), pinned: v.optional(v.boolean()) },
  ...{ imported: v.optional(time), replacedBy: v.optional(id) },
  agencies: v.array(
    v.looseObject({ name: text, role: text, evidence: v.array(text), where: text }),
  ),
});

const pair = v.looseObject({
  ...{ a: text, b: text, relation: v.picklist(RELATIONS), event_date: words },
  ...{ a_in_b: share, b_in_a: share, resemblance: share, event_score: share },
  passages: v.array(v.looseObject({ a: span, b: span, quoted: v.boolean() })),
  edits: v.array(v.looseObject({ type: text, weight: v.number() })),
  why: v.array(text),
});

const LINE = v.union([
  v.object({
    story: v.object({
      head,
      text: v.looseObject({ id, text, extras: v.array(text), fingerprint: bytes }),
      page: v.optional(v.object({ id, site: text, bytes })),
    }),
  }),
  v.object({ edge: v.object({ ids: v.tuple([id, id]), pair }) }),
  v.object({
    in: v.literal("corrections"),
    record: v.object({ rule: v.looseObject({ id: text }), words: text, at: time }),
  }),
  v.object({
    in: v.literal("packs"),
    record: v.object({ pack: v.looseObject({ name: text }), on: v.boolean(), at: time }),
  }),
  v.object({
    in: v.literal("collections"),
    record: v.object({ name: text, search: text, at: time }),
  }),
  v.object({ settings: v.looseObject({}) }),
]);

/** Whether a value has the form of a line. */
export function isLine(value: unknown): value is Line {
  return v.is(LINE, value);
}
