/** What exporters are given: stories with their words, and what the core said of pairs of them. */
import type { Pair } from "../../../messages/report.js";
import type { StoryHead, StoryText } from "../../../messages/session.js";
import { readEdges, readStories } from "../../../store/index.js";

/** A stored story. */
export interface Kept {
  head: StoryHead;
  text: StoryText;
}

/** Stories that are read at once. */
const PORTION = 200;

/** Stories by their ids, a portion at a time. */
export async function* portions(ids: number[]): AsyncGenerator<Kept[]> {
  for (let at = 0; at < ids.length; at += PORTION) yield readStories(ids.slice(at, at + PORTION));
}

/** Pairs of which one story, at least, is among these; each once. */
export async function pairsOf(ids: number[]): Promise<Pair[]> {
  const pairs = new Map<string, Pair>();
  for (let at = 0; at < ids.length; at += PORTION) {
    for (const { ids: both, pair } of await readEdges(ids.slice(at, at + PORTION)))
      pairs.set(both.join(), pair);
  }
  return [...pairs.values()];
}
