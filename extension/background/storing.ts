/**
 * What a click leaves in the library: the page's story, further stories on it, and what there is to
 * learn from it.
 */
import { privateStoreIsMemory } from "../browser.js";
import { type Engine, withEngine } from "../engine/index.js";
import type { Pair, Reading, Relation, Story } from "../messages/report.js";
import { asFailure } from "../messages/result.js";
import type { Copy, Session, Stored, StoryText } from "../messages/session.js";
import { type Draft, keep } from "../store/index.js";
import type { Lesson } from "../store/learned.js";
import { packPage } from "../store/pages.js";
import { countWords } from "../words.js";
import { siteOf } from "./knowledge.js";
import { findRelated } from "./related.js";
import { addressOf, furtherAddress, furtherStory, storyOf } from "./story.js";

/** Relations of two stories that are the same one. */
const WHOLE: readonly Relation[] = ["exact", "syndicated"];

/** Puts the page's stories into the library, where that is wanted; says what became of the first. */
export async function store(session: Session): Promise<Stored> {
  const { reading, secret, selection, copies, events } = session;
  if (selection !== undefined) return { as: "not", why: "selection" };
  if (!reading?.text) return { as: "not", why: "no-story" };
  if (secret && !privateStoreIsMemory()) return { as: "not", why: "private" };
  // Edges to a library that could not be searched would be missing for ever.
  if (session.error) return { as: "failed", error: session.error };
  try {
    const story = storyOf(reading, session.capture);
    const related = [...copies, ...events];
    const stored = await put(headOf(session, reading), story, related, await lessonOf(session));
    await storeFurther(session, reading);
    return stored;
  } catch (thrown) {
    return { as: "failed", error: asFailure(thrown, "store") };
  }
}

/** Puts further full stories of a page, as an aggregator has them, under addresses of their own. */
async function storeFurther(session: Session, reading: Reading): Promise<void> {
  const { site, language } = reading;
  const page = addressOf(reading, session.url);
  for (const [index, further] of reading.stories.entries()) {
    const story = furtherStory(reading, further, session.capture);
    const { copies, events } = await findRelated(story, page);
    const head = {
      address: furtherAddress(page, index + 1),
      url: reading.url ?? session.url,
      agencies: [],
      words: countWords(further.text),
      truncated: false,
      capture: session.capture,
      ...given({ title: further.title, site, language }),
    };
    await put(head, story, [...copies, ...events]);
  }
}

/** What there is to learn from a page; of a private window nothing is learned. */
async function lessonOf(session: Session): Promise<Lesson | undefined> {
  const { reading, secret, url, copies } = session;
  if (!reading || secret) return undefined;
  const site = siteOf(url);
  // What goes round is no template. But words that pages of one site share, which are not the same
  // story, are just what is to be learned.
  const shared = copies
    .filter(({ story, pair }) => siteOf(story.url) !== site || WHOLE.includes(pair.relation))
    .flatMap(({ pair }) => pair.passages.map(({ a }) => a));
  return { site, reading, shared, page: await packPage(reading, url, shared) };
}

function put(
  head: Omit<Draft["head"], "engine">,
  story: Story,
  related: Copy[],
  lesson?: Lesson,
): Promise<Stored> {
  return withEngine((engine) =>
    keep(
      engine,
      {
        head: { ...head, engine: engine.version() },
        text: { text: story.text, extras: story.extras, fingerprint: engine.fingerprint(story) },
        pairs: related.map(({ pair }) => pair),
        at: Date.now(),
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

function headOf(session: Session, reading: Reading): Omit<Draft["head"], "engine"> {
  const { title, site, byline, published, modified, language } = reading;
  return {
    address: addressOf(reading, session.url),
    url: reading.url ?? session.url,
    agencies: reading.agencies,
    words: countWords(reading.text),
    truncated: reading.truncated,
    capture: session.capture,
    ...given({ title, site, byline, published, modified, language }),
  };
}

/** The fields that are given, without the others. */
function given<K extends string>(fields: Record<K, string | undefined>): { [P in K]?: string } {
  const entries = Object.entries(fields).filter(([, value]) => value);
  return Object.fromEntries(entries) as { [P in K]?: string };
}
