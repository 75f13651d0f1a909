/**
 * What the inputs of calls must look like. TypeScript promises the shapes inside one build; a
 * message can come from an older page of the extension or, for content scripts, from a renderer
 * that a hostile page has taken over. So the background checks before it acts.
 */
import * as v from "valibot";
import { KINDS, MANNERS } from "../kinds.js";
import { LANGUAGES } from "../language.js";
import type { Calls, ContentCalls } from "./calls.js";
import { CodedError } from "./result.js";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const tab = v.object({ tab: count });
const nothing = v.object({});
const kinds = v.array(v.picklist(KINDS));
const target = v.union([v.object({ block: count }), v.object({ copy: count, passage: count })]);
const marking = {
  off: kinds,
  manner: v.partial(v.object(Object.fromEntries(KINDS.map((kind) => [kind, v.picklist(MANNERS)])))),
};
/** A place in the tree, and nothing else that a style sheet could hold. */
const place = v.pipe(v.string(), v.regex(/^:root(>:nth-child\(\d+\))+$/), v.maxLength(2_000));
const correction = { block: count, kind: v.picklist(KINDS) };
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const someWords = v.pipe(count, v.minValue(1), v.maxValue(200));
const thresholds = v.partial(
  v.strictObject({
    copy: share,
    gap: someWords,
    passage: someWords,
    total: someWords,
    quote: someWords,
    half_quote: someWords,
    event: share,
  }),
);
const line = v.pipe(v.string(), v.maxLength(2_000));
const mute = v.union([
  v.strictObject({ pair: v.tuple([line, line]) }),
  v.strictObject({ passage: line }),
  v.strictObject({ source: line }),
]);
const name = v.object({ name: v.string() });

const SCHEMAS: Record<keyof Calls | keyof ContentCalls, v.GenericSchema> = {
  session: tab,
  settled: tab,
  read: tab,
  paint: tab,
  clear: tab,
  jump: v.object({ tab: count, target }),
  // A page of the extension names the tab; a content script speaks for its own.
  correct: v.union([v.object({ tab: count, ...correction }), v.object(correction)]),
  undoCorrection: v.union([tab, nothing]),
  pick: tab,
  keepPrivate: tab,
  raw: tab,
  rules: nothing,
  forget: v.object({ ids: v.array(v.string()) }),
  exportRules: nothing,
  importPack: v.object({ text: v.pipe(v.string(), v.maxLength(2_000_000)) }),
  usePack: v.object({ name: v.string(), on: v.boolean() }),
  removePack: name,
  muted: nothing,
  mute: v.object({
    what: v.pipe(v.array(mute), v.maxLength(1_000)),
    on: v.boolean(),
    tab: v.optional(count),
  }),
  archive: nothing,
  keepArchived: v.object({ tab: count, number: count }),
  sample: nothing,
  story: v.object({ id: v.pipe(v.number(), v.integer()) }),
  latest: v.object({ count: v.pipe(count, v.maxValue(500)) }),
  count: nothing,
  family: v.object({ of: count }),
  network: nothing,
  compare: v.object({
    a: v.pipe(v.number(), v.integer()),
    b: v.pipe(v.number(), v.integer()),
    thresholds: v.optional(thresholds),
  }),
  erase: nothing,
  settings: nothing,
  changeSettings: v.object({
    off: v.nullish(marking.off),
    manner: v.nullish(marking.manner),
    withBoilerplate: v.nullish(v.boolean()),
    keepDays: v.nullish(v.pipe(count, v.minValue(1))),
    thresholds: v.nullish(thresholds),
    language: v.nullish(v.picklist(LANGUAGES)),
    auto: v.nullish(v.record(line, v.picklist(["badge", "store"]))),
  }),
  grown: nothing,
  left: v.object({ capture: line }),
  cleared: nothing,
  placed: v.object({
    unplaced: v.array(count),
    unplacedPassages: v.array(v.tuple([count, count])),
  }),
  marking: v.object(marking),
  hide: v.object({ places: v.pipe(v.array(place), v.maxLength(5_000)) }),
  article: v.object({ block: count, above: count }),
};

/**
 * The input of a call, less everything that its shape does not have: a handler never sees a field that
 * nobody checked. Throws `bad-call` where the shape is wrong.
 */
export function checked(name: string, input: unknown): unknown {
  const found = v.safeParse(SCHEMAS[name as keyof typeof SCHEMAS], input);
  if (!found.success) throw new CodedError("bad-call", name);
  return found.output;
}
