/**
 * What was read of the library for one portion of an import and holds for the next one too: shards, and the
 * stories that others were compared with. Every change leaves its mark in the library (`store/change.ts`);
 * where the last mark is not that of the change after which this was held, somebody else has written
 * since, and everything is read anew.
 */
import type { StoryHead, StoryText } from "../messages/session.js";
import { lastMark } from "../store/change.js";
import { readStories } from "../store/index.js";
import type { Shards } from "../store/shelf.js";

/** A stored story with its words. */
export interface StoredStory {
  head: StoryHead;
  text: StoryText;
}

/** Characters of stories that are held, at most; those that were asked for last stay. */
const MOST = 32_000_000;

/** Shards and stories that were read. */
export class Held {
  readonly shards: Shards = new Map();
  readonly #stories = new Map<number, StoredStory>();
  #length = 0;

  /** Stories by id, those that are there. */
  async stories(ids: ReadonlySet<number>): Promise<Map<number, StoredStory>> {
    const found = new Map<number, StoredStory>();
    for (const id of ids) {
      const story = this.#take(id);
      if (story) found.set(id, story);
    }
    const missing = [...ids].filter((id) => !found.has(id));
    if (missing.length > 0)
      for (const story of await readStories(missing)) found.set(story.head.id, story);
    for (const [id, story] of found) {
      // Another question may have put it there meanwhile.
      this.#take(id);
      this.#stories.set(id, story);
      this.#length += story.text.text.length;
    }
    for (const id of this.#stories.keys()) {
      if (this.#length <= MOST) break;
      this.#take(id);
    }
    return found;
  }

  /** Forgets stories that were changed. */
  forget(ids: Iterable<number>): void {
    for (const id of ids) this.#take(id);
  }

  #take(id: number): StoredStory | undefined {
    const story = this.#stories.get(id);
    if (story && this.#stories.delete(id)) this.#length -= story.text.text.length;
    return story;
  }
}

let last: { held: Held; mark: number } | undefined;

/** What still holds; for the only writer, who must `hold` it again after what was written. */
export async function recall(): Promise<Held> {
  const known = last;
  last = undefined;
  return known && known.mark === (await lastMark()) ? known.held : new Held();
}

/** Holds what was read, after a change with this mark which touched some stories. */
export function hold(held: Held, mark: number, touched: Iterable<number>): void {
  held.forget(touched);
  last = { held, mark };
}
