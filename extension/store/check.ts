/**
 * Looks whether the library is whole: every story has its words, everything that points at a story
 * finds it, and all that follows from the stories (the catalogue, the words, the index) is there. What
 * follows can be made anew, so nearly every fault can be mended.
 */
import { type Catalogue, countStories, entryOf, readCatalogue, relationBit } from "./catalogue.js";
import { changing, guarded } from "./change.js";
import { derive } from "./derive.js";
import { type Core, type Fingerprint, reindex } from "./index.js";
import { type Edge, library } from "./schema.js";
import { knownOf, readInto, type Shards } from "./shelf.js";
import { postedIds } from "./words.js";

/** Something that is not as it should be. */
export interface Fault {
  what: "text" | "edge" | "page" | "version" | "catalogue" | "words" | "index" | "file";
  /** The story, edge or job that it was seen at. */
  at: string;
}

/** Stories whose postings are looked at, spread over the whole library. */
const POSTED = 1_000;

/** Looks through the library; gives the number of its stories, and what is wrong. */
export async function checkLibrary(core: Core): Promise<{ stories: number; faults: Fault[] }> {
  return guarded(async () => {
    const db = await library();
    const faults: Fault[] = [];
    const fault = (what: Fault["what"], at: unknown): void => {
      faults.push({ what, at: String(at) });
    };
    const [heads, texts, pages, edges] = await Promise.all([
      db.getAll("stories"),
      db.getAllKeys("texts"),
      db.getAllKeys("pages"),
      db.getAll("edges"),
    ]);
    const ids = new Set(heads.map(({ id }) => id));
    const worded = new Set(texts);
    for (const { id, replacedBy } of heads) {
      if (!worded.has(id)) fault("text", id);
      if (replacedBy !== undefined && !ids.has(replacedBy)) fault("version", id);
    }
    for (const id of texts) if (!ids.has(id)) fault("text", id);
    for (const id of pages) if (!ids.has(id)) fault("page", id);
    for (const edge of edges) if (!edge.ids.every((id) => ids.has(id))) fault("edge", edge.ids);

    const listed = heads.filter(({ replacedBy }) => replacedBy === undefined);
    const relations = relationsOf(edges);
    const entries = new Map((await entriesOrNone()).map((entry) => [entry.id, entry]));
    const posted = await postedIds();
    for (const head of listed) {
      const wanted = JSON.stringify(entryOf(head, relations.get(head.id) ?? 0));
      if (JSON.stringify(entries.get(head.id)) !== wanted) fault("catalogue", head.id);
      if (!posted.has(head.id)) fault("words", head.id);
    }
    for (const count of [entries.size, await countStories()])
      if (count !== listed.length) fault("catalogue", count);

    const step = Math.max(1, Math.ceil(listed.length / POSTED));
    const shards: Shards = new Map();
    for (const { id } of listed.filter((_, i) => i % step === 0))
      if (!(await isIndexed(core, id, shards))) fault("index", id);

    const files = new Set(await db.getAllKeys("files"));
    for (const { id, state } of await db.getAll("jobs"))
      if (files.has(id) !== (state === "open")) fault("file", id);
    return { stories: heads.length, faults };
  });
}

/** Makes anew what follows from the stories, and forgets what points at none. */
export async function mendLibrary(core: Core, fingerprint: Fingerprint): Promise<void> {
  await changing(async (stores) => {
    const ids = new Set(await stores.stories.getAllKeys());
    const worded = new Set(await stores.texts.getAllKeys());
    const gone = [...ids].filter((id) => !worded.has(id));
    for (const id of gone) {
      ids.delete(id);
      await stores.stories.delete(id);
    }
    for (const id of worded) if (!ids.has(id)) await stores.texts.delete(id);
    for (const id of await stores.pages.getAllKeys())
      if (!ids.has(id)) await stores.pages.delete(id);
    for (const both of await stores.edges.getAllKeys())
      if (!both.every((id) => ids.has(id))) await stores.edges.delete(both);
    for (const head of await stores.stories.getAll()) {
      const { replacedBy, ...rest } = head;
      if (replacedBy !== undefined && !ids.has(replacedBy)) await stores.stories.put(rest);
    }
    await derive(stores);
  });
  await reindex(core, fingerprint);
}

async function entriesOrNone(): Promise<Catalogue> {
  // A catalogue that cannot be read has no entries, and that is told of each story.
  return readCatalogue().catch(() => []);
}

function relationsOf(edges: Edge[]): Map<number, number> {
  const relations = new Map<number, number>();
  for (const { ids, pair } of edges)
    for (const id of ids) relations.set(id, (relations.get(id) ?? 0) | relationBit(pair));
  return relations;
}

/** Whether the index has a story: only then is there something to take out of it. */
async function isIndexed(core: Core, id: number, shards: Shards): Promise<boolean> {
  const db = await library();
  const text = await db.get("texts", id);
  if (!text) return true;
  try {
    const keys = core.plan(text.fingerprint);
    await readInto(shards, keys, db.transaction("shards").store);
    const known = knownOf(shards, keys);
    return keys.length <= 1 || core.remove(id, text.fingerprint, known).length > 0;
  } catch {
    return false;
  }
}
