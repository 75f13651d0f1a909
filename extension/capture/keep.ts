/**
 * What a page leaves in the library, wherever it was read: its story, further stories on it, and what
 * there is to learn from it.
 */
import type { Engine } from "../engine/index.js";
import type { Relation, Thresholds } from "../messages/report.js";
import type { Stored } from "../messages/session.js";
import { asOnlyWriter, type Change, changing, inTransaction } from "../store/change.js";
import { type Draft, type Kept, keepAll, type Relate } from "../store/index.js";
import type { Lesson } from "../store/learned.js";
import { packPage } from "../store/pages.js";
import { Held, hold, recall } from "./held.js";
import { withIndex } from "./indexed.js";
import { siteOf } from "./knowledge.js";
import { type Capture, type Part, partsOf } from "./parts.js";
import { type Finding, findNear, type Near } from "./related.js";
import { about } from "./story.js";
import { inTurn } from "./turn.js";

/** Relations of two stories that are the same one. */
const WHOLE: readonly Relation[] = ["exact", "syndicated"];

/**
 * Puts the stories of a page into the library, given the stored ones that its own is related to by
 * the thresholds; says what became of that.
 */
export function keepCapture(
  capture: Capture,
  related: Near[],
  thresholds: Partial<Thresholds>,
): Promise<Stored> {
  return withIndex(async (engine) => {
    const [main, ...further] = partsOf(engine, capture);
    const found = await findNear(engine, further, new Held(), thresholds);
    const drafts = await Promise.all([
      draftOf(main, related),
      ...further.map((part, i) => draftOf(part, nearOf(found[i]))),
    ]);
    const relate = relating(engine, thresholds);
    const [kept] = await changing((stores) => keepAll(stores, engine, drafts, relate));
    return kept ?? { as: "not", why: "no-story" };
  });
}

/** From so many stories on a portion leaves its share of the index for the end: see `settleParts`. */
const MANY = 128;

/**
 * Puts the stories of many pages into the library within one change, each related, by the thresholds,
 * to what is there and to those before it. `noted` runs in that change and is told what became of each
 * page. After the last of several portions `settleParts` should follow: until then captures are slower.
 */
export function keepParts(
  parts: Part[],
  noted: (stores: Change, kept: Kept[]) => Promise<void>,
  thresholds: Partial<Thresholds>,
): Promise<Kept[]> {
  return inTurn(() =>
    withIndex((engine) =>
      // What was looked up still holds when it is written: nobody else writes between.
      asOnlyWriter(async () => {
        const held = await recall();
        const found = await findNear(engine, parts, held, thresholds);
        const drafts = await Promise.all(parts.map((part, i) => draftOf(part, nearOf(found[i]))));
        const settling = parts.length < MANY ? undefined : "few";
        const change = async (stores: Change) => {
          const kept = await keepAll(stores, engine, drafts, relating(engine, thresholds));
          const ofMains = kept.filter((_, i) => parts[i]?.isMain);
          await noted(stores, ofMains);
          return { ofMains, mark: stores.mark, touched: stores.touched };
        };
        const { ofMains, mark, touched } = await inTransaction(change, held.shards, settling);
        hold(held, mark, touched.keys());
        return ofMains;
      }),
    ),
  );
}

/** Has the index settle what portions have left. Where nobody does, each capture settles a little of it. */
export function settleParts(): Promise<void> {
  return withIndex((engine) => changing(({ shards }) => shards.settle(engine)));
}

function nearOf({ stored, before }: Finding = { stored: [], before: [], compared: 0 }): Near[] {
  return [...stored, ...before];
}

async function draftOf(part: Part, related: Near[]): Promise<Draft> {
  const { story, head, fingerprint, words, at, corrects = false } = part;
  const lesson = part.lesson && (await lessonOf(part.lesson, related));
  return {
    head,
    text: { text: story.text, extras: story.extras, fingerprint },
    words,
    pairs: related.map(({ pair }) => pair),
    at,
    corrects,
    ...(lesson && { lesson }),
  };
}

/** What there is to learn from a page. */
async function lessonOf(
  { reading, url }: NonNullable<Part["lesson"]>,
  related: Near[],
): Promise<Lesson> {
  const site = siteOf(url);
  // What goes round is no template. But words that pages of one site share, which are not the same
  // story, are just what is to be learned.
  const shared = related
    .filter(({ pair }) => pair.relation !== "same-event")
    .filter(({ story, pair }) => siteOf(story.url) !== site || WHOLE.includes(pair.relation))
    .flatMap(({ pair }) => pair.passages.map(({ a }) => a));
  return { site, reading, shared, page: await packPage(reading, url, shared) };
}

/** How a draft is related to the text that stands under its address. */
function relating(engine: Engine, thresholds: Partial<Thresholds>): Relate {
  return ({ head, text: own }, { id, text, extras }) => {
    const story = { id: head.capture, text: own.text, extras: own.extras, ...about(head) };
    const pair = engine.compare(story, { id: String(id), text, extras }, thresholds);
    return ["exact", "syndicated", "partial"].includes(pair.relation) ? pair : null;
  };
}
