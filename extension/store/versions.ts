/**
 * The texts that stood under one address, one after the other. Each but the last says by `replacedBy`
 * which one took its place; only the last is listed and found. They are in the order in which they
 * were seen, whatever the order in which they were stored: a file may bring an older text later.
 */
import type { StoryHead } from "../messages/session.js";
import { touch } from "./catalogue.js";
import { type Change, guarded } from "./change.js";
import { library } from "./schema.js";

/** The index of stories by what replaced them. */
type Replaced = { getAll(id: number): Promise<StoryHead[]> };

/** The versions before a story, the latest first. */
export async function versionsBefore(replaced: Replaced, id: number): Promise<StoryHead[]> {
  const before = new Map<number, StoryHead>();
  for (let next = [id]; next.length > 0; ) {
    const found = (await Promise.all(next.map((one) => replaced.getAll(one)))).flat();
    // Each once: records that came from a file can point in a ring.
    const fresh = found.filter((head) => head.id !== id && !before.has(head.id));
    for (const head of fresh) before.set(head.id, head);
    next = fresh.map((head) => head.id);
  }
  return [...before.values()].sort((one, other) => other.lastSeen - one.lastSeen);
}

/** The version that is listed in a story's place, which may be itself. */
export async function latestOf(
  stories: { get(id: number): Promise<StoryHead | undefined> },
  id: number,
): Promise<StoryHead | undefined> {
  let latest = await stories.get(id);
  for (let next = latest; next; ) {
    latest = next;
    next = next.replacedBy === undefined ? undefined : await stories.get(next.replacedBy);
  }
  return latest;
}

/** The versions before a story, for readers. */
export async function readVersions({ id }: StoryHead): Promise<StoryHead[]> {
  return guarded(async () => {
    const { store } = (await library()).transaction("stories");
    return versionsBefore(store.index("replacedBy"), id);
  });
}

/** Stories and the versions before them. */
export async function withOlder({ stories }: Change, ids: number[]): Promise<Set<number>> {
  const all = new Set(ids);
  for (const id of ids)
    for (const before of await versionsBefore(stories.index("replacedBy"), id)) all.add(before.id);
  return all;
}

/** Puts the versions of a story, the latest first, one after the other, and counts them anew. */
export async function putInOrder({ stories, touched }: Change, all: StoryHead[]): Promise<void> {
  for (const [i, head] of all.entries()) {
    const { replacedBy: _, ...rest } = head;
    const next = all[i - 1];
    const placed = { ...rest, version: all.length - i, ...(next && { replacedBy: next.id }) };
    if (placed.version === head.version && placed.replacedBy === head.replacedBy) continue;
    await stories.put(placed);
    touch(touched, head.id);
  }
}
