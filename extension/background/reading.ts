/**
 * What one click leads to: page -> snapshot -> reading -> stored stories that share text -> marks,
 * report, library.
 *
 * Every step reads its input from where it is kept and can be begun again: a background that is
 * stopped between two steps finds the session still `reading` when it starts next, and goes through
 * the steps from the first under the same capture name, which the store recognises.
 */
import { privateStoreIsMemory } from "../browser.js";
import { type Engine, warmUp, withEngine } from "../engine/index.js";
import type { Painting } from "../messages/calls.js";
import type { Pair, Reading, Story } from "../messages/report.js";
import { asFailure, CodedError, type Result, wordsOf } from "../messages/result.js";
import type { Copy, Session, Stored, StoryText } from "../messages/session.js";
import { ask } from "../messages/transport.js";
import {
  countStories,
  type Draft,
  keep,
  readShards,
  readStories,
  reindex,
} from "../store/index.js";
import { byCloseness } from "../verdict.js";
import { countWords } from "../words.js";
import { addSheet, enter, removeSheet } from "./access.js";
import { showBadge } from "./badge.js";
import { allSessions, changeSession, dropSession, getSession, putSession } from "./sessions.js";
import { getSettings } from "./settings.js";
import { addressOf, asStory, furtherAddress, furtherStory, pageOf, storyOf } from "./story.js";

/** A capture may be replaced by a later one of a page that rendered late, this long, in ms. */
const LATE = 8_000;
/** How much a story must have grown to be read again. */
const GROWTH = 1.2;

/** A tab that has loaded something this soon after a click is loading what was clicked on, in ms. */
const JUST_NOW = 1_000;

/** Sessions that this background is at work on. */
const running = new Map<number, Promise<void>>();

/** Begins to read a tab, or a selection in it. A tab is read once at a time. */
export function begin(tab: chrome.tabs.Tab, selection?: string): Promise<void> {
  const id = tab.id;
  if (id === undefined) return Promise.resolve();
  warmUp();
  const session: Session = {
    tab: id,
    capture: crypto.randomUUID(),
    url: tab.url ?? "",
    tabTitle: tab.title ?? "",
    secret: tab.incognito,
    startedAt: Date.now(),
    state: "reading",
    copies: [],
    events: [],
    marks: { shown: false, unplaced: [], unplacedPassages: [] },
    ...(selection === undefined ? {} : { selection }),
  };
  return alone(id, async () => {
    await putSession(session);
    await carryOut(session);
  });
}

/** Settled once this background has looked for what an earlier one left. */
let resumed: Promise<void> = Promise.resolve();

/** Takes up what an earlier background was stopped in. */
export function resume(): void {
  resumed = takeUp();
}

async function takeUp(): Promise<void> {
  for (const session of await allSessions()) {
    if (session.state === "reading" && !running.has(session.tab))
      void alone(session.tab, () => carryOut(session));
  }
}

/** The session of a tab once no reading is under way. */
export async function settled(tab: number): Promise<Session | null> {
  await resumed;
  await running.get(tab);
  return getSession(tab);
}

/** Reads a page again that went on rendering; a story that grew replaces its capture. */
export async function readAgainIfGrown(tab: number): Promise<void> {
  const session = await settled(tab);
  if (session?.state !== "ready" || session.selection !== undefined) return;
  if (Date.now() - session.startedAt > LATE) return;
  await alone(tab, async () => {
    const { reading } = await look(session);
    if (reading.text.length < GROWTH * (session.reading?.text.length ?? 0) + 1) return;
    await carryOut(session);
  });
}

/** Paints what a session says on its page. */
export async function paint(session: Session): Promise<Session> {
  if (!session.reading || session.selection !== undefined) return session;
  await addSheet(session.tab);
  const painted = await ask(session.tab, "paint", await paintingOf(session));
  if (!painted.ok) return session;
  const { unplaced, unplacedPassages } = painted.value;
  return { ...session, marks: { shown: true, unplaced, unplacedPassages } };
}

/** Takes the marks off a tab's page. */
export async function clear(tab: number): Promise<void> {
  await ask(tab, "clear", {});
  await marksCleared(tab);
}

/** Takes note that no marks are on the page any more. */
export async function marksCleared(tab: number): Promise<void> {
  await removeSheet(tab);
  await changeSession(tab, (session) => ({
    ...session,
    marks: { ...session.marks, shown: false },
  }));
}

/** The page has gone: so has its session. */
export async function leave(tab: number): Promise<void> {
  await running.get(tab);
  await removeSheet(tab);
  await dropSession(tab);
  await showBadge(tab, null);
}

/** Asks the page of a session whether it is still there, after the tab has loaded something. */
export async function checkStill(tab: number): Promise<void> {
  const session = await settled(tab);
  if (!session) return;
  // Without a reading of the page there is no content script to ask, only the clock.
  const asked = session.reading && session.selection === undefined;
  const answer = asked ? await ask(tab, "ping", {}) : null;
  const gone = answer
    ? !answer.ok || withoutHash(answer.value.url) !== withoutHash(session.reading?.url ?? "")
    : Date.now() - session.startedAt > JUST_NOW;
  if (gone) await leave(tab);
}

function withoutHash(url: string): string {
  return url.split("#", 1)[0] ?? "";
}

/** Runs work on a tab unless work on it is under way; then that is waited for instead. */
function alone(tab: number, work: () => Promise<void>): Promise<void> {
  const present = running.get(tab);
  if (present) return present;
  const done = work()
    .catch((thrown: unknown) => console.error("Wireprint:", thrown))
    .finally(() => running.delete(tab));
  running.set(tab, done);
  return done;
}

/** All steps, from a session that is being read to one that is ready or has failed. */
async function carryOut(session: Session): Promise<void> {
  const start = performance.now();
  let ready: Session;
  try {
    const seen = await look(session);
    const looked = performance.now();
    ready = { ...session, ...(await judge(session, seen.reading)), state: "ready" };
    const ended = performance.now();
    ready.ms = { ...seen.ms, compare: ended - looked, total: ended - start };
  } catch (thrown) {
    const error = asFailure(thrown, "engine");
    await putSession({ ...session, state: "failed", error });
    await showBadge(session.tab, null);
    return;
  }
  const [painted, stored] = await Promise.all([paint(ready), store(ready)]);
  ready = { ...painted, stored };
  await showBadge(ready.tab, ready);
  try {
    await putSession(ready);
  } catch (thrown) {
    const error = { code: "too-large" as const, message: wordsOf(thrown) };
    await putSession({ ...session, state: "failed", error });
  }
}

/** Sees the page (or takes the selection) and reads it. */
async function look(
  session: Session,
): Promise<{ reading: Reading; ms: { snapshot: number; read: number } }> {
  const { selection } = session;
  if (selection !== undefined) {
    const start = performance.now();
    const reading = await withEngine((engine) =>
      engine.readText(selection, session.capture, session.url),
    );
    // What the reader selected is the text, whatever the core makes of its lines.
    return {
      reading: { ...reading, text: selection },
      ms: { snapshot: 0, read: performance.now() - start },
    };
  }
  await enter(session.tab, session.url);
  const { snapshot, ms } = unwrap(await ask(session.tab, "capture", {}));
  const read = await withEngine((engine) => engine.read(snapshot, session.capture));
  return { reading: read.reading, ms: { snapshot: ms, read: read.ms } };
}

/** Finds the stored stories that share text, and says how. */
async function judge(
  session: Session,
  reading: Reading,
): Promise<Pick<Session, "reading" | "copies" | "events" | "searched" | "error">> {
  if (!reading.text) return { reading, copies: [], events: [] };
  try {
    const [{ copies, events, compared }, stories] = await Promise.all([
      withIndex(() =>
        findRelated(storyOf(reading, session.capture), addressOf(reading, session.url)),
      ),
      countStories(),
    ]);
    return { reading, copies, events, searched: { stories, compared } };
  } catch (thrown) {
    // The reading stands; that the library could not be asked is said beside it.
    return { reading, copies: [], events: [], error: asFailure(thrown, "store") };
  }
}

/** Runs something on the index; one that does not fit the engine is made anew, once. */
async function withIndex<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (thrown) {
    if (!(thrown instanceof CodedError && thrown.code === "index")) throw thrown;
    await withEngine((engine) =>
      reindex(engine, (head, text) => engine.fingerprint(asStory(head, text))),
    );
    return use();
  }
}

/** Stored stories that are related to a story; others on its own page are not compared. */
async function findRelated(
  story: Story,
  page: string,
): Promise<{ copies: Copy[]; events: Copy[]; compared: number }> {
  return withEngine(async (engine) => {
    const fingerprint = engine.fingerprint(story);
    const shards = await readShards(engine.plan(fingerprint));
    const candidates = engine.candidates(fingerprint, shards).map(({ story: id }) => id);
    const others = (await readStories(candidates)).filter(({ head }) => pageOf(head) !== page);
    const related = others
      .map(({ head, text }) => ({ story: head, pair: engine.compare(story, asStory(head, text)) }))
      .filter(({ pair }) => pair.relation !== "unrelated")
      .sort(byCloseness);
    return {
      copies: related.filter(({ pair }) => pair.relation !== "same-event"),
      events: related.filter(({ pair }) => pair.relation === "same-event"),
      compared: others.length,
    };
  });
}

/** Puts the page's stories into the library, where that is wanted; says what became of the first. */
async function store(session: Session): Promise<Stored> {
  const { reading, secret, selection, copies, events } = session;
  if (selection !== undefined) return { as: "not", why: "selection" };
  if (!reading?.text) return { as: "not", why: "no-story" };
  if (secret && !privateStoreIsMemory()) return { as: "not", why: "private" };
  // Edges to a library that could not be searched would be missing for ever.
  if (session.error) return { as: "failed", error: session.error };
  try {
    const story = storyOf(reading, session.capture);
    const stored = await put(headOf(session, reading), story, [...copies, ...events]);
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

function put(head: Omit<Draft["head"], "engine">, story: Story, related: Copy[]): Promise<Stored> {
  return withEngine((engine) =>
    keep(
      engine,
      {
        head: { ...head, engine: engine.version() },
        text: { text: story.text, extras: story.extras, fingerprint: engine.fingerprint(story) },
        pairs: related.map(({ pair }) => pair),
        at: Date.now(),
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

async function paintingOf({ reading, copies }: Session): Promise<Painting> {
  const { off } = await getSettings();
  return {
    off,
    blocks: (reading?.blocks ?? []).map(({ kind, text, anchor, begin, end, marks }) => ({
      kind,
      text,
      anchor,
      begin,
      end,
      marks,
    })) as Painting["blocks"],
    copies: copies.map(({ story, pair }) => ({
      title: story.title ?? story.address,
      spans: pair.passages.map((passage) => passage.a),
    })),
  };
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, message } = result.error;
  throw new CodedError(code === "no-answer" ? "page-gone" : code, message);
}
