/**
 * What a page leaves in the library, wherever it was read: its story, further stories on it, and what
 * there is to learn from it.
 */
import type { Engine } from "../engine/index.js";
import type { Reading, Relation, Story } from "../messages/report.js";
import type { Stored } from "../messages/session.js";
import { asOnlyWriter, type Change, changing, inTransaction } from "../store/change.js";
import { type Draft, type Kept, keepAll, type Relate } from "../store/index.js";
import type { Lesson } from "../store/learned.js";
import { packPage } from "../store/pages.js";
import { countWords } from "../words.js";
import { Held, hold, recall } from "./held.js";
import { withIndex } from "./indexed.js";
import { siteOf } from "./knowledge.js";
import { type Asked, type Finding, findNear, type Near } from "./related.js";
import { addressOf, furtherAddress, furtherStory, storyOf } from "./story.js";
import { inTurn } from "./turn.js";

/** A page that was read. */
export interface Capture {
  /** Name of the capture: what is carried out twice under one name is stored once. */
  name: string;
  url: string;
  reading: Reading;
  /** Stored stories that are related to its story. */
  related: Near[];
  /** Whether the page is one of its site's, from which the site can be learned. */
  teaches: boolean;
  /** When it was seen, in milliseconds since 1970. */
  at: number;
  /** What the reader added to it elsewhere. */
  tags?: string[];
  note?: string;
  /** Whether the reader has corrected what this capture found. */
  corrects?: boolean;
  /** When it was taken in from a file, if it was: then nobody has seen it now. */
  imported?: number;
}

/** Characters of a correction that are kept. */
const CORRECTION = 300;

/** Relations of two stories that are the same one. */
const WHOLE: readonly Relation[] = ["exact", "syndicated"];

/** Puts the stories of a page into the library; says what became of the first. */
export function keepCapture(capture: Capture): Promise<Stored> {
  const [main, ...further] = partsOf(capture);
  return withIndex(async (engine) => {
    const found = await findNear(engine, further.map(askedOf), new Held());
    const drafts = await Promise.all([
      draftOf(engine, main, capture.related, engine.fingerprint(main.story)),
      ...further.map((part, i) => draftFrom(engine, part, found[i])),
    ]);
    const [kept] = await changing((stores) => keepAll(stores, engine, drafts, relate(engine)));
    return kept ?? { as: "not", why: "no-story" };
  });
}

/**
 * Puts the stories of many pages into the library within one change, each related to what is there
 * and to those before it. `noted` runs in that change and is told what became of each page.
 */
export function keepCaptures(
  captures: Omit<Capture, "related">[],
  noted: (stores: Change, kept: Kept[]) => Promise<void>,
): Promise<Kept[]> {
  const all = captures.flatMap((capture) => partsOf({ ...capture, related: [] }));
  return inTurn(() =>
    withIndex((engine) =>
      // What was looked up still holds when it is written: nobody else writes between.
      asOnlyWriter(async () => {
        const held = await recall();
        const found = await findNear(engine, all.map(askedOf), held);
        const drafts = await Promise.all(all.map((part, i) => draftFrom(engine, part, found[i])));
        const { ofMains, mark, touched } = await inTransaction(async (stores) => {
          const kept = await keepAll(stores, engine, drafts, relate(engine));
          const ofMains = kept.filter((_, i) => all[i]?.isMain);
          await noted(stores, ofMains);
          return { ofMains, mark: stores.mark, touched: stores.touched };
        }, held.shards);
        hold(held, mark, touched.keys());
        return ofMains;
      }),
    ),
  );
}

/** A story of a page: its own, or a further full story as an aggregator has them. */
interface Part {
  capture: Capture;
  story: Story;
  head: Omit<Draft["head"], "engine" | "capture">;
  isMain: boolean;
}

/** The stories of a page, its own first; further ones have addresses of their own. */
function partsOf(capture: Capture): [Part, ...Part[]] {
  const { reading, name, url } = capture;
  const { site, language } = reading;
  const page = addressOf(reading, url);
  const further = reading.stories.map((one, index): Part => {
    const address = furtherAddress(page, index + 1);
    return {
      capture,
      story: furtherStory(reading, one, furtherAddress(name, index + 1)),
      head: {
        address,
        url: reading.url ?? url,
        agencies: [],
        words: countWords(one.text),
        truncated: false,
        ...given({ title: one.title, site, language }),
      },
      isMain: false,
    };
  });
  return [
    { capture, story: storyOf(reading, name), head: headOf(capture), isMain: true },
    ...further,
  ];
}

function askedOf({ story, head, capture }: Part): Asked {
  return { story, page: addressOf(capture.reading, capture.url), url: head.url };
}

function draftFrom(engine: Engine, part: Part, found?: Finding): Promise<Draft> {
  const { stored = [], before = [], fingerprint = new Uint8Array() } = found ?? {};
  return draftOf(engine, part, [...stored, ...before], fingerprint);
}

async function draftOf(
  engine: Engine,
  part: Part,
  related: Near[],
  fingerprint: Uint8Array,
): Promise<Draft> {
  const { capture, story, head, isMain } = part;
  const { at, corrects = false, imported, tags, note, teaches } = capture;
  const lesson = teaches && isMain ? await lessonOf(capture, related) : undefined;
  return {
    head: {
      ...head,
      ...{ engine: engine.version(), capture: story.id },
      ...(tags?.length ? { tags } : {}),
      ...(note ? { note } : {}),
      ...(imported ? { imported } : {}),
    },
    text: { text: story.text, extras: story.extras, fingerprint },
    pairs: related.map(({ pair }) => pair),
    at,
    corrects,
    ...(lesson ? { lesson } : {}),
  };
}

/** What there is to learn from a page. */
async function lessonOf({ reading, url }: Capture, related: Near[]): Promise<Lesson> {
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
function relate(engine: Engine): Relate {
  return ({ head, text: own }, { id, text, extras }) => {
    const { title, url, published, language, capture } = head;
    const about = given({ title, url, published, language });
    const story = { id: capture, text: own.text, extras: own.extras, ...about };
    const pair = engine.compare(story, { id: String(id), text, extras });
    return ["exact", "syndicated", "partial"].includes(pair.relation) ? pair : null;
  };
}

function headOf({ reading, url }: Capture): Part["head"] {
  const { title, site, byline, published, modified, language } = reading;
  return {
    address: addressOf(reading, url),
    url: reading.url ?? url,
    agencies: reading.agencies,
    words: countWords(reading.text),
    truncated: reading.truncated,
    ...given({ title, site, byline, published, modified, language }),
    ...given({ correction: correctionOf(reading) }),
  };
}

/** The beginning of what a page says of a correction to its text. */
function correctionOf({ blocks }: Reading): string | undefined {
  const notice = blocks.find(({ kind, detail }) => kind === "notice" && detail === "correction");
  return notice?.text.slice(0, CORRECTION);
}

/** The fields that are given, without the others. */
function given<K extends string>(fields: Record<K, string | undefined>): { [P in K]?: string } {
  const entries = Object.entries(fields).filter(([, value]) => value);
  return Object.fromEntries(entries) as { [P in K]?: string };
}
