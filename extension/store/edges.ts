/** Which stored stories share text with which: the edges of the library. */
import type { Pair } from "../messages/report.js";
import type { StoryHead } from "../messages/session.js";
import { touchLost } from "./catalogue.js";
import { changing, guarded } from "./change.js";
import { type Edge, library } from "./schema.js";

/** The pairs that stories stand in, each once. */
export async function pairsOf(ids: number[]): Promise<Pair[]> {
  return guarded(async () => {
    const edges = (await library()).transaction("edges").store.index("ids");
    const found = (await Promise.all(ids.map((id) => edges.getAll(id)))).flat();
    return [...new Map(found.map(({ ids: both, pair }) => [both.join(), pair])).values()];
  });
}

/** Stories and edges, up to so many of each; says whether that was all. */
export async function readNetwork(
  most: number,
): Promise<{ heads: StoryHead[]; pairs: Pair[]; all: boolean }> {
  return guarded(async () => {
    const db = await library();
    const [heads, edges, stories] = await Promise.all([
      db.getAll("stories", null, most),
      db.getAll("edges", null, most),
      db.count("stories"),
    ]);
    return {
      heads: heads.filter(({ replacedBy }) => replacedBy === undefined),
      pairs: edges.map(({ pair }) => pair),
      all: stories <= most && edges.length < most,
    };
  });
}

/** A stretch of all edges, behind one of them. */
export async function readEdges(after: Edge["ids"] | undefined, count: number): Promise<Edge[]> {
  return guarded(async () => {
    const behind = after && IDBKeyRange.lowerBound(after, true);
    return (await library()).getAll("edges", behind, count);
  });
}

/** Puts what the core says of pairs now in the place of what it said; edges that have gone stay away. */
export async function replacePairs(edges: Edge[]): Promise<void> {
  await changing(async (stores) => {
    for (const edge of edges)
      if ((await stores.edges.getKey(edge.ids)) !== undefined) {
        await stores.edges.put(edge);
        for (const id of edge.ids) touchLost(stores.touched, id);
      }
  });
}
