/** What a list shows of stories that are in view, and which later ones turned out to be copies. */
import type { StoryHead } from "../messages/session.js";
import { isCopy } from "../verdict.js";
import { guarded } from "./change.js";
import { type Edge, library } from "./schema.js";

type Heads = { get(id: number): Promise<StoryHead | undefined> };

/** Stories by id, those that are there; `later` counts copies that were captured after them. */
export async function readHeads(ids: number[]): Promise<(StoryHead & { later: number })[]> {
  return guarded(async () => {
    const transaction = (await library()).transaction(["stories", "edges"]);
    const stories = transaction.objectStore("stories");
    const edges = transaction.objectStore("edges").index("ids");
    const found = await Promise.all(
      ids.map(async (id) => {
        const [head, own] = await Promise.all([stories.get(id), edges.getAll(id)]);
        return head ? [{ ...head, later: (await laterCopies(stories, id, own)).length }] : [];
      }),
    );
    return found.flat();
  });
}

/** The stories that were seen last. */
export async function readLatest(count: number): Promise<(StoryHead & { later: number })[]> {
  const ids: number[] = [];
  await guarded(async () => {
    const newest = (await library()).transaction("stories").store.index("lastSeen");
    for (
      let at = await newest.openCursor(null, "prev");
      at && ids.length < count;
      at = await at.continue()
    )
      if (at.value.replacedBy === undefined) ids.push(at.value.id);
  });
  return readHeads(ids);
}

/** The stories captured after a story that turned out to be copies of it, as far as they are kept. */
export async function readLater(id: number): Promise<StoryHead[]> {
  return guarded(async () => {
    const transaction = (await library()).transaction(["stories", "edges"]);
    const edges = await transaction.objectStore("edges").index("ids").getAll(id);
    return laterCopies(transaction.objectStore("stories"), id, edges);
  });
}

async function laterCopies(stories: Heads, id: number, edges: Edge[]): Promise<StoryHead[]> {
  const later = edges.filter(({ ids, pair }) => ids[1] > id && isCopy(pair));
  const heads = await Promise.all(later.map(({ ids }) => stories.get(ids[1])));
  const kept = heads.filter((head) => head !== undefined);
  return kept.filter(({ replacedBy }) => replacedBy === undefined);
}
