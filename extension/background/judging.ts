/**
 * Stored stories judged again, by other thresholds, from the texts that are kept: nothing is
 * captured anew. The pairs of the library are gone through in portions. How far it has come is kept,
 * so that a background that is stopped in between goes on where it was when it starts next.
 */

import { api } from "../browser.js";
import { asStory } from "../capture/story.js";
import { withEngine } from "../engine/index.js";
import { announce } from "../messages/transport.js";
import { readEdges, replacePairs } from "../store/edges.js";
import { readStories } from "../store/index.js";
import type { Edge } from "../store/schema.js";
import { reread } from "./reading.js";
import { allSessions } from "./sessions.js";
import { getSettings } from "./settings.js";

/** Pairs that are judged in one go. */
const PORTION = 100;

const KEY = "judging";
/** The last pair that was judged; null at the beginning. */
type Behind = Edge["ids"] | null;

/** Counts beginnings: choices that come later end the work for those before. */
let begun = 0;

/** Judges all stored pairs and the open pages again, by the thresholds as they are now. */
export async function judgeAgain(): Promise<void> {
  const mine = ++begun;
  await api.storage.local.set({ [KEY]: null satisfies Behind });
  await judgeFrom(null, mine);
}

/** Goes on with what an earlier background was stopped in; nothing where all was done. */
export async function judgeOn(): Promise<void> {
  const mine = ++begun;
  const behind = (await api.storage.local.get(KEY))[KEY] as Behind | undefined;
  if (behind !== undefined) await judgeFrom(behind, mine);
}

/** Judges the pairs behind one, unless a later choice begins meanwhile: then it also says how far. */
async function judgeFrom(from: Behind, mine: number): Promise<void> {
  let behind = from;
  const { thresholds } = await getSettings();
  for (;;) {
    const edges = await readEdges(behind ?? undefined, PORTION);
    const last = edges.at(-1);
    if (mine !== begun) return;
    if (!last) break;
    const known = await readStories(new Set(edges.flatMap(({ ids }) => ids)));
    const stories = new Map(known.map(({ head, text }) => [String(head.id), asStory(head, text)]));
    const judged = await withEngine((engine) =>
      edges.flatMap(({ ids, pair }) => {
        const [a, b] = [stories.get(pair.a), stories.get(pair.b)];
        return a && b ? [{ ids, pair: engine.compare(a, b, thresholds) }] : [];
      }),
    );
    if (mine !== begun) return;
    await replacePairs(judged);
    if (mine !== begun) return;
    behind = last.ids;
    await api.storage.local.set({ [KEY]: behind });
  }
  await api.storage.local.remove(KEY);
  announce({ news: "library" });
  for (const { tab, state } of await allSessions())
    if (state === "ready") await reread(tab, "judge");
}
