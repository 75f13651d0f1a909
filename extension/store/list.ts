/** What a list shows of stories that are in view, and which later ones turned out to be copies. */
import type { StoryHead } from "../messages/session.js";
import { isCopy } from "../verdict.js";
import { guarded } from "./change.js";
import { type Edge, library } from "./schema.js";

/** Stories by id, those that are there; `later` counts copies that were captured after them. */
export async function readHeads(ids: number[]): Promise<(StoryHead & { later: number })[]> {
  return guarded(async () => {
    const transaction = (await library()).transaction(["stories", "edges"]);
    const edges = transaction.objectStore("edges").index("ids");
    const found = await Promise.all(
      ids.map(async (id) => {
        const [head, own] = await Promise.all([
          transaction.objectStore("stories").get(id),
          edges.getAll(id),
        ]);
        return head ? [{ ...head, later: laterCopies(id, own).length }] : [];
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
    const db = await library();
    const edges = await db.getAllFromIndex("edges", "ids", id);
    const heads = await Promise.all(
      laterCopies(id, edges).map((other) => db.get("stories", other)),
    );
    return heads
      .filter((head) => head !== undefined)
      .filter(({ replacedBy }) => replacedBy === undefined);
  });
}

function laterCopies(id: number, edges: Edge[]): number[] {
  return edges.flatMap(({ ids: [, later], pair }) => (later > id && isCopy(pair) ? [later] : []));
}
