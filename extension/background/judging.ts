/**
 * Stored stories judged again, by other thresholds, from the texts that are kept: nothing is
 * captured anew. The pairs of the library are gone through in portions, so that a background that is
 * stopped in between leaves a library whose pairs are all whole, some by the old thresholds.
 */

import { asStory } from "../capture/story.js";
import { withEngine } from "../engine/index.js";
import type { Thresholds } from "../messages/report.js";
import { announce } from "../messages/transport.js";
import { readEdges, replacePairs } from "../store/edges.js";
import { readStories } from "../store/index.js";
import { reread } from "./reading.js";
import { allSessions } from "./sessions.js";

/** Pairs that are judged in one go. */
const PORTION = 100;

/** Judges all stored pairs and the open pages again. */
export async function judgeAgain(thresholds: Partial<Thresholds> | undefined): Promise<void> {
  let after: [number, number] | undefined;
  for (;;) {
    const edges = await readEdges(after, PORTION);
    if (edges.length === 0) break;
    const known = await readStories(new Set(edges.flatMap(({ ids }) => ids)));
    const stories = new Map(known.map(({ head, text }) => [String(head.id), asStory(head, text)]));
    const judged = await withEngine((engine) =>
      edges.flatMap(({ ids, pair }) => {
        const [a, b] = [stories.get(pair.a), stories.get(pair.b)];
        return a && b ? [{ ids, pair: engine.compare(a, b, thresholds) }] : [];
      }),
    );
    await replacePairs(judged);
    after = edges.at(-1)!.ids;
  }
  announce({ news: "library" });
  for (const { tab, state } of await allSessions())
    if (state === "ready") await reread(tab, (session) => session);
}
