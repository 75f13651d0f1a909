/**
 * What the reader adds to stored stories (tags, notes, pins, named searches), and what goes on its
 * own or at a word: stories that were kept long enough, and everything of one site.
 */
import type { Removed, StoryHead } from "../messages/session.js";
import { readCatalogue, touch } from "./catalogue.js";
import { changing, guarded } from "./change.js";
import { type Core, removeStories } from "./index.js";
import { matcher } from "./query.js";
import { type Collection, library } from "./schema.js";
import { versionsBefore } from "./versions.js";
import { post, postedUnder, unpost } from "./words.js";

/** What the reader may add to a story. */
export type Added = Pick<StoryHead, "tags" | "note" | "pinned">;

const DAY = 86_400_000;

/** Changes what the reader added to stories. */
export async function addTo(ids: number[], change: (head: StoryHead) => Added): Promise<void> {
  return changing(async (stores) => {
    for (const id of ids) {
      const [head, text] = await Promise.all([stores.stories.get(id), stores.texts.get(id)]);
      if (!head || !text) continue;
      const { tags, note, pinned, ...rest } = { ...head, ...change(head) };
      const changed: StoryHead = {
        ...rest,
        ...(tags?.length ? { tags } : {}),
        ...(note ? { note } : {}),
        ...(pinned ? { pinned } : {}),
      };
      await stores.stories.put(changed);
      if (head.note !== changed.note && head.replacedBy === undefined) {
        await unpost(stores, id);
        post(stores, id, postedUnder(changed, text));
      }
      touch(stores.touched, id);
    }
  });
}

/** All named searches, by name. */
export async function readCollections(): Promise<Collection[]> {
  return guarded(async () => (await library()).getAll("collections"));
}

/** Names a search; one of the same name is replaced. */
export async function keepCollection(collection: Collection): Promise<void> {
  return changing(async ({ collections }) => {
    await collections.put(collection);
  });
}

/** Forgets the name of a search; its stories stay. */
export async function dropCollection(name: string): Promise<void> {
  return changing(({ collections }) => collections.delete(name));
}

/**
 * Deletes what was last seen, taken in or restored so many days ago and has no pin, tag or note, nor has a
 * version before it; says how much it was.
 */
export async function retire(core: Core, days: number, now: number): Promise<number> {
  const db = await library();
  const restored = (await db.get("totals", "restored"))?.count ?? 0;
  if (restored >= now - days * DAY) return 0;
  const old = (await readCatalogue()).filter(
    ({ since, pinned, noted, tags }) =>
      since < now - days * DAY && !pinned && !noted && tags.length === 0,
  );
  const before = db.transaction("stories").store.index("replacedBy");
  const ids: number[] = [];
  for (const { id } of old) {
    const versions = await versionsBefore(before, id);
    if (!versions.some(isAddedTo)) ids.push(id);
  }
  return (await removeStories(core, ids)).stories.length;
}

/** Whether the reader has added something to a story. */
function isAddedTo({ tags, note, pinned }: StoryHead): boolean {
  return Boolean(pinned || note || tags?.length);
}

/** Deletes all stories that a search for a site lists, and the corrections made on it. */
export async function forgetSite(core: Core, site: string): Promise<Removed> {
  const listed = matcher({ words: [], phrases: [], fields: { site: [site] } });
  const entries = (await readCatalogue()).filter(listed);
  const ids = entries.map(({ id }) => id);
  const removed = await removeStories(core, ids);
  const pages = removed.stories.flatMap(({ page }) => page?.site ?? []);
  const hosts = new Set([site, ...entries.map((entry) => entry.site), ...pages]);
  await changing(async ({ corrections, sketches }) => {
    for (const { rule } of await corrections.getAll())
      if (rule.site && hosts.has(rule.site)) await corrections.delete(rule.id);
    await Promise.all(Array.from(hosts, (host) => sketches.delete(host)));
  });
  return removed;
}
