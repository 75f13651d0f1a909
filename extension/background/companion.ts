/**
 * An archive on this computer, too large for a browser: the `wireprint companion` keeps it in a folder
 * and tells which of its stories share text with the one that was read. Browsers call this native
 * messaging. The reader allows it on the options page and takes it back there; the browser starts the
 * program for each question and ends it with the answer.
 *
 * What goes to the program is the story, and never one of a private window. What comes back is checked
 * as any message is, and shown as text.
 */
import * as v from "valibot";
import { api } from "../browser.js";
import { captureOf } from "../capture/brought.js";
import { keepParts } from "../capture/keep.js";
import { partsOf } from "../capture/parts.js";
import { addressOf, pageOf, storyOf } from "../capture/story.js";
import { withEngine } from "../engine/index.js";
import type { Reading } from "../messages/report.js";
import { asFailure, CodedError, wordsOf } from "../messages/result.js";
import type { Archived, ArchivedStory, Session, Settings } from "../messages/session.js";
import { announce } from "../messages/transport.js";
import { RELATIONS } from "../verdict.js";
import { getSettings } from "./settings.js";

/** The name under which the browser knows the program. */
const NAME = "wireprint.companion";
/** How long an answer may take, in milliseconds. */
const PATIENCE = 5_000;
/** Related stories in an answer, at most. */
const MOST = 50;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const span = v.tuple([count, count]);
const words = v.optional(v.string());
const named = { id: v.string(), title: words, url: words, series: words, published: words };
const pair = v.looseObject({
  relation: v.picklist(RELATIONS),
  a_in_b: share,
  b_in_a: share,
  cut: v.optional(v.picklist(["a", "b"])),
  passages: v.array(v.looseObject({ a: span, b: span, quoted: v.boolean() })),
});
const related = v.object({ number: count, ...named, pair });

const ANSWERS = {
  hello: v.object({ version: v.string(), stories: count }),
  related: v.object({
    stories: count,
    more: count,
    related: v.pipe(v.array(related), v.maxLength(MOST)),
  }),
  story: v.object({ ...named, language: words, text: v.string() }),
};
type Answers = { [K in keyof typeof ANSWERS]: v.InferOutput<(typeof ANSWERS)[K]> };

const answered = v.union([
  v.object({ ok: v.literal(true), value: v.unknown() }),
  v.object({ ok: v.literal(false), error: v.object({ message: v.string() }) }),
]);

/** The archive that there is; null where the reader has given no leave to ask. */
export async function archive(): Promise<Answers["hello"] | null> {
  return (await mayAsk()) ? ask("hello", {}) : null;
}

/** What the archive has of a session's story; null where there is nothing to ask, or no leave to. */
export async function archived(
  session: Session,
  reading: Reading,
  settings: Promise<Settings>,
): Promise<Archived | null> {
  if (session.secret || !reading.text) return null;
  try {
    if (!(await mayAsk())) return null;
    const { thresholds = {} } = await settings;
    const story = storyOf(reading, session.capture);
    const found = await ask("related", { story, thresholds });
    const own = [addressOf(reading, session.url), pageOf({ address: session.url })];
    const others = found.related.filter(({ url = "" }) => !own.includes(pageOf({ address: url })));
    return { ...found, related: others as ArchivedStory[] };
  } catch (thrown) {
    return { error: asFailure(thrown, "companion") };
  }
}

/** Stores a story of the archive as one from a file is stored. */
export async function keepArchived(number: number): Promise<void> {
  const { id, text, series: site, ...about } = await ask("story", { number });
  const url = about.url ?? `id:${id}`;
  const facts = { ...about, site };
  const capture = await captureOf({ name: id, url, facts, kind: "body", text });
  const parts = await withEngine((engine) => partsOf(engine, capture));
  const { thresholds = {} } = await getSettings();
  await keepParts(parts, async () => undefined, thresholds);
  announce({ news: "library" });
}

function mayAsk(): Promise<boolean> {
  return api.permissions.contains({ permissions: ["nativeMessaging"] });
}

/** Asks the program, and checks what it answers. */
async function ask<K extends keyof Answers>(call: K, input: object): Promise<Answers[K]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), PATIENCE);
  });
  try {
    const said = await Promise.race([api.runtime.sendNativeMessage(NAME, { call, input }), late]);
    const answer = v.parse(answered, said);
    if (!answer.ok) throw new Error(answer.error.message);
    return v.parse(ANSWERS[call], answer.value) as Answers[K];
  } catch (thrown) {
    throw new CodedError("companion", wordsOf(thrown));
  } finally {
    clearTimeout(timer);
  }
}
