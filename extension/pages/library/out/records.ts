/** What exporters are given: stories with their words. */
import type { StoryHead, StoryText } from "../../../messages/session.js";
import { readStories } from "../../../store/index.js";

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
