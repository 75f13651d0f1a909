/**
 * What one click leads to: page -> snapshot -> reading -> stored stories that share text -> marks,
 * report, library.
 *
 * Every step reads its input from where it is kept and can be begun again: a background that is
 * stopped between two steps finds the session still under way when it starts next, and goes through
 * the steps from the first under the same capture name, which the store recognises.
 */
import { privateStoreIsMemory } from "../browser.js";
import { knownOf, learnedIn, type Read, readPage, summaryOf } from "../capture/knowledge.js";
import { findRelated } from "../capture/related.js";
import { addressOf, storyOf } from "../capture/story.js";
import { inTurn } from "../capture/turn.js";
import { panicsSoFar, warmUp, withEngine } from "../engine/index.js";
import type { ClaimCheck, Reading } from "../messages/report.js";
import { asFailure, CodedError, type Result, wordsOf } from "../messages/result.js";
import type { Copy, Session, Settings, Stored } from "../messages/session.js";
import { ask } from "../messages/transport.js";
import { countStories } from "../store/catalogue.js";
import { readStories } from "../store/index.js";
import { isUnderWay } from "../verdict.js";
import { enter, hiddenIn, hide, removeSheet } from "./access.js";
import { showBadge } from "./badge.js";
import { archived } from "./companion.js";
import { getMuted, sift } from "./muting.js";
import { paint } from "./painting.js";
import { allSessions, dropSession, getSession, putSession } from "./sessions.js";
import { getSettings } from "./settings.js";
import { store } from "./storing.js";

/** A capture may be replaced by a later one of a page that rendered late, this long, in ms. */
const LATE = 8_000;
/** How much a story must have grown to be read again. */
const GROWTH = 1.2;

/** A tab that has loaded something this soon after a click is loading what was clicked on, in ms. */
const JUST_NOW = 1_000;

/** What this background is at in tabs: what was begun, if something was, and the end of it. */
const running = new Map<number, { begun?: string; done: Promise<void> }>();

/**
 * Why a page is read: the reader asked for it, or more is known of it now, `correct` where the stored
 * story follows, `judge` where only the verdict does.
 */
type Why = "click" | "correct" | "judge";

/** What a reading is of, where it is not what a click on the button is of. */
export type Begun = Pick<Session, "selection" | "keepsSelection" | "auto">;

/**
 * Begins to read a tab, or what `begun` says of it. A tab is read once at a time: what is begun twice is done
 * once, and something else after that.
 */
export function begin(tab: chrome.tabs.Tab, begun: Begun = {}): Promise<void> {
  const id = tab.id;
  if (id === undefined) return Promise.resolve();
  const name = JSON.stringify([tab.url, begun]);
  const present = running.get(id);
  if (present && present.begun !== name) return present.done.then(() => begin(tab, begun));
  warmUp();
  const session: Session = {
    tab: id,
    capture: crypto.randomUUID(),
    url: tab.url ?? "",
    tabTitle: tab.title ?? "",
    secret: tab.incognito,
    canCorrect: begun.selection === undefined && (!tab.incognito || privateStoreIsMemory()),
    startedAt: Date.now(),
    state: "reading",
    copies: [],
    events: [],
    marks: { shown: false, unplaced: [], unplacedPassages: [] },
    ...begun,
  };
  return alone(
    id,
    async () => {
      // What is put later is written later: the page need not wait for this.
      await Promise.all([putSession(session), carryOut(session)]);
    },
    name,
  );
}

/** Settled once this background has looked for what an earlier one left. */
let resumed: Promise<void> = Promise.resolve();

/** Takes up what an earlier background was stopped in. */
export function resume(): void {
  resumed = takeUp();
}

async function takeUp(): Promise<void> {
  for (const session of await allSessions()) {
    if (isUnderWay(session) && !running.has(session.tab))
      void alone(session.tab, () => carryOut(session));
  }
}

/** The session of a tab once no reading is under way. */
export async function settled(tab: number): Promise<Session | null> {
  await resumed;
  await running.get(tab)?.done;
  return getSession(tab);
}

/** Reads a page again that went on rendering; a story that grew replaces its capture. */
export async function readAgainIfGrown(tab: number): Promise<void> {
  const session = await settled(tab);
  if (session?.state !== "ready" || session.selection !== undefined) return;
  if (Date.now() - session.startedAt > LATE) return;
  await alone(tab, async () => {
    const hidden = await hiddenIn(tab);
    const { reading } = await look(session);
    if (reading.text.length >= GROWTH * (session.reading?.text.length ?? 0) + 1)
      await carryOut(session);
    else await hide(tab, hidden);
  });
}

/** Reads a tab's page again as it was when it was last looked at, because more is known of it now. */
export async function reread(
  tab: number,
  why: Exclude<Why, "click">,
  change: (session: Session) => Session = (session) => session,
): Promise<void> {
  await afterwards(tab, async (session) => {
    if (session.reading) await carryOut(change(session), why);
  });
}

/** Stores the story of a private window after all, because the reader asks for it. */
export async function keepPrivate(tab: number): Promise<void> {
  await afterwards(tab, async (session) => {
    if (session.state !== "ready" || !session.secret) return;
    const asked: Session = { ...session, keepsSecret: true };
    await putSession({ ...asked, stored: await inTurn(() => store(asked)) });
  });
}

/**
 * The page has gone: so has its session, or that of one capture. Word of a page comes late on a busy
 * machine, and a click on the page that came instead has begun a session of its own.
 */
export async function leave(tab: number, capture?: string): Promise<void> {
  await running.get(tab)?.done;
  if (capture !== undefined) {
    const now = await getSession(tab);
    if (now?.capture !== capture || running.has(tab)) return;
  }
  await end(tab);
}

/** Takes everything of a session off a tab. All at once: what comes next finds nothing half done. */
async function end(tab: number): Promise<void> {
  await Promise.all([removeSheet(tab), hide(tab, []), dropSession(tab), showBadge(tab, null)]);
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
  if (gone) await leave(tab, session.capture);
}

function withoutHash(url: string): string {
  return url.split("#", 1)[0] ?? "";
}

/** Runs work on a tab unless work on it is under way; then that is waited for instead. */
function alone(tab: number, work: () => Promise<void>, begun?: string): Promise<void> {
  const present = running.get(tab);
  if (present) return present.done;
  const done = work()
    .catch((thrown: unknown) => console.error("Wireprint:", thrown))
    .finally(() => running.delete(tab));
  running.set(tab, { done, ...(begun !== undefined && { begun }) });
  return done;
}

/** Runs work on a tab's session, if it has one, after all that is under way there. */
async function afterwards(tab: number, work: (session: Session) => Promise<void>): Promise<void> {
  for (;;) {
    const session = await settled(tab);
    // Others have waited for the same end, and one of them was first.
    if (running.has(tab)) continue;
    if (session) await alone(tab, () => work(session));
    return;
  }
}

/**
 * All steps, from a session that is being read to one that is ready or has failed. Where the engine
 * panics in their midst, they are begun once more with another: most panics do not come again.
 */
async function carryOut(session: Session, why: Why = "click"): Promise<void> {
  const before = panicsSoFar();
  let ended = await goThrough({ ...session, restarted: false }, why);
  if (panicsSoFar() > before) ended = await goThrough({ ...session, restarted: true }, why);
  try {
    await putSession(ended);
  } catch (thrown) {
    const error = { code: "too-large" as const, message: wordsOf(thrown) };
    await putSession({ ...session, state: "failed", error });
  }
  await showBadge(session.tab, ended.state === "ready" ? ended : null);
}

/** Goes through the steps once. */
async function goThrough(session: Session, why: Why): Promise<Session> {
  const start = performance.now();
  let ready: Session;
  let painting: Promise<Session>;
  let archive: ReturnType<typeof archived>;
  try {
    const settings = getSettings();
    // Awaited once there is something to judge; until then nobody hears of a failure.
    settings.catch(() => undefined);
    const { reading, read, ms } = await look(session, why === "click");
    const looked = performance.now();
    archive = archived(session, reading, settings);
    [ready, painting] = await inTurn(async () => {
      const found = await judge(session, reading, settings);
      const ended = performance.now();
      const judged: Session = {
        ...session,
        reading,
        ...found,
        state: "judged",
        ms: { ...ms, compare: ended - looked, total: ended - start },
      };
      // One that is too large to be kept is found to be so in the end.
      if (why === "click") await putSession(judged).catch(() => undefined);
      // Nobody but the page asks for this, so the verdict does not wait for it.
      if (read) judged.alone = await learnedIn(read);
      // Painting waits for nobody, and nobody waits in turn for a page that does not answer. A page
      // that was read by itself stays as it is until the reader asks for marks, and one whose marks
      // were cleared stays without.
      const isPainted = why === "click" ? !session.auto : session.marks.shown;
      const paints = isPainted ? paint(judged) : Promise.resolve(judged);
      const stored = await storedAs(judged, why);
      return [{ ...judged, stored, state: "ready" }, paints] as const;
    });
  } catch (thrown) {
    return { ...session, state: "failed", error: asFailure(thrown, "engine") };
  }
  const { marks } = await painting;
  const site = await summaryOf(session.url).catch(() => undefined);
  return { ...ready, marks, archive: await archive, ...(site ? { site } : {}) };
}

/**
 * What the library has of a session. What the reader corrects is corrected there too, unless it was
 * deleted meanwhile; a verdict alone changes nothing in it.
 */
async function storedAs(session: Session, why: Why): Promise<Stored> {
  const before = session.stored;
  if (why === "click" || !before) return store(session);
  if (why === "judge" || !("id" in before)) return before;
  const isThere = (await readStories([before.id])).length > 0;
  const stored = isThere ? await store(session, true) : before;
  return stored.as === "failed" ? stored : before;
}

/** What was seen of a page: its reading, and how long that took. */
interface Seen {
  reading: Reading;
  /** What the reading was made of; a selection is none of a page. */
  read?: Read;
  ms: { snapshot: number; read: number };
}

/** Sees the page (or takes the selection) and reads it. */
async function look(session: Session, anew = true): Promise<Seen> {
  const { tab, url, capture, selection } = session;
  if (selection !== undefined) {
    const start = performance.now();
    const reading = await withEngine((engine) => engine.readText(selection, capture, url));
    // What the reader selected is the text, whatever the core makes of its lines.
    return {
      reading: { ...reading, text: selection },
      ms: { snapshot: 0, read: performance.now() - start },
    };
  }
  // The library is asked while the content script is on its way.
  const known = knownOf(url);
  known.catch(() => undefined);
  // What is hidden now must be seen, or it would be taken for hidden by the page.
  await Promise.all([enter(tab, url), anew ? hide(tab, []) : undefined]);
  const { snapshot, ms } = unwrap(await ask(tab, "capture", { anew, capture }));
  const read = await readPage(snapshot, capture, url, known);
  return { reading: read.reading, read, ms: { snapshot: ms, read: read.ms } };
}

/** Finds the stored stories that share text, and says how. */
async function judge(
  session: Session,
  reading: Reading,
  settings: Promise<Settings>,
): Promise<Pick<Session, "copies" | "muted" | "events" | "searched" | "checks" | "error">> {
  if (!reading.text) return { copies: [], events: [] };
  try {
    const address = addressOf(reading, session.url);
    const { thresholds } = await settings;
    const [found, stories, muted] = await Promise.all([
      findRelated(storyOf(reading, session.capture), address, thresholds),
      countStories(),
      getMuted(),
    ]);
    const { events, compared } = found;
    const checks = await check(reading, found.copies);
    const heard = sift(found.copies, { address, text: reading.text }, muted);
    return { ...heard, events, searched: { stories, compared }, checks };
  } catch (thrown) {
    // The reading stands; that the library could not be asked is said beside it.
    return { copies: [], events: [], error: asFailure(thrown, "store") };
  }
}

/** Holds what the page says of its own text against the stored stories that share text with it. */
function check(reading: Reading, copies: Copy[]): Promise<ClaimCheck[]> {
  const others = copies.map(({ story, pair }) => {
    const { id, words, agencies, published } = story;
    return {
      story: { id: String(id), words, agencies, ...(published ? { published } : {}) },
      pair,
    };
  });
  return withEngine((engine) => engine.checkClaims(reading, others));
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, message } = result.error;
  throw new CodedError(code === "no-answer" ? "page-gone" : code, message);
}
