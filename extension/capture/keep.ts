/**
 * What a page leaves in the library, wherever it was read: its story, further stories on it, and what
 * there is to learn from it.
 */
import { type Engine, withEngine } from "../engine/index.js";
import type { Pair, Reading, Relation, Story } from "../messages/report.js";
import type { Copy, Stored, StoryText } from "../messages/session.js";
import { type Draft, keep } from "../store/index.js";
import type { Lesson } from "../store/learned.js";
import { packPage } from "../store/pages.js";
import { countWords } from "../words.js";
import { siteOf } from "./knowledge.js";
import { findRelated } from "./related.js";
import { addressOf, furtherAddress, furtherStory, storyOf } from "./story.js";

/** A page that was read. */
export interface Capture {
  /** Name of the capture: what is carried out twice under one name is stored once. */
  name: string;
  url: string;
  reading: Reading;
  /** Stored stories that are related to its story. */
  related: Copy[];
  /** Whether the page is one of its site's, from which the site can be learned. */
  teaches: boolean;
  /** When it was seen, in milliseconds since 1970. */
  at: number;
  /** What the reader added to it elsewhere. */
  tags?: string[];
  note?: string;
  /** When it was taken in from a file, if it was: then nobody has seen it now. */
  imported?: number;
}

/** Characters of a correction that are kept. */
const CORRECTION = 300;

/** Relations of two stories that are the same one. */
const WHOLE: readonly Relation[] = ["exact", "syndicated"];

/** Puts the stories of a page into the library; says what became of the first. */
export async function keepCapture(capture: Capture): Promise<Stored> {
  const { reading, name, related } = capture;
  const lesson = capture.teaches ? await lessonOf(capture) : undefined;
  const stored = await put(capture, headOf(capture), storyOf(reading, name), related, lesson);
  await keepFurther(capture);
  return stored;
}

/** Puts further full stories of a page, as an aggregator has them, under addresses of their own. */
async function keepFurther(capture: Capture): Promise<void> {
  const { reading, name, url } = capture;
  const { site, language } = reading;
  const page = addressOf(reading, url);
  for (const [index, further] of reading.stories.entries()) {
    const story = furtherStory(reading, further, name);
    const { copies, events } = await findRelated(story, page);
    const head = {
      address: furtherAddress(page, index + 1),
      url: reading.url ?? url,
      agencies: [],
      words: countWords(further.text),
      truncated: false,
      capture: name,
      ...given({ title: further.title, site, language }),
    };
    await put(capture, head, story, [...copies, ...events]);
  }
}

/** What there is to learn from a page. */
async function lessonOf({ reading, url, related }: Capture): Promise<Lesson> {
  const site = siteOf(url);
  // What goes round is no template. But words that pages of one site share, which are not the same
  // story, are just what is to be learned.
  const shared = related
    .filter(({ pair }) => pair.relation !== "same-event")
    .filter(({ story, pair }) => siteOf(story.url) !== site || WHOLE.includes(pair.relation))
    .flatMap(({ pair }) => pair.passages.map(({ a }) => a));
  return { site, reading, shared, page: await packPage(reading, url, shared) };
}

function put(
  { at, imported, tags, note }: Capture,
  head: Omit<Draft["head"], "engine">,
  story: Story,
  related: Copy[],
  lesson?: Lesson,
): Promise<Stored> {
  return withEngine((engine) =>
    keep(
      engine,
      {
        head: {
          ...head,
          engine: engine.version(),
          ...(tags?.length ? { tags } : {}),
          ...(note ? { note } : {}),
          ...(imported ? { imported } : {}),
        },
        text: { text: story.text, extras: story.extras, fingerprint: engine.fingerprint(story) },
        pairs: related.map(({ pair }) => pair),
        at,
        ...(lesson ? { lesson } : {}),
      },
      (stored) => relate(engine, story, stored),
    ),
  );
}

function relate(engine: Engine, story: Story, stored: StoryText): Pair | null {
  const { id, text, extras } = stored;
  const pair = engine.compare(story, { id: String(id), text, extras });
  return ["exact", "syndicated", "partial"].includes(pair.relation) ? pair : null;
}

function headOf({ reading, url, name }: Capture): Omit<Draft["head"], "engine"> {
  const { title, site, byline, published, modified, language } = reading;
  return {
    address: addressOf(reading, url),
    url: reading.url ?? url,
    agencies: reading.agencies,
    words: countWords(reading.text),
    truncated: reading.truncated,
    capture: name,
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
