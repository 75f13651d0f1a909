/** The list of stories as a page shows it: newest first, found by their words. */
import type { StoryPage } from "../messages/calls.js";
import type { StoryHead } from "../messages/session.js";
import { isCopy } from "../verdict.js";
import { type Edge, library, storeError } from "./schema.js";

/**
 * A stretch of the list. A search finds stories whose title, outlet or text holds all its words;
 * words in quotation marks must stand together. Versions that were replaced are left out.
 */
export async function listStories(search: string, from: number, count: number): Promise<StoryPage> {
  const wanted = termsOf(search);
  try {
    const db = await library();
    const transaction = db.transaction(["stories", "texts", "edges"]);
    const edges = transaction.objectStore("edges").index("ids");
    const stories: StoryPage["stories"] = [];
    let found = 0;
    let total = 0;
    const texts = transaction.objectStore("texts");
    const newest = transaction.objectStore("stories").index("lastSeen");
    for (let at = await newest.openCursor(null, "prev"); at; at = await at.continue()) {
      const head = at.value;
      if (head.replacedBy !== undefined) continue;
      total++;
      let missing = wanted.filter((term) => !plain(titleLine(head)).includes(term));
      if (missing.length > 0) {
        const text = plain((await texts.get(head.id))?.text ?? "");
        missing = missing.filter((term) => !text.includes(term));
      }
      if (missing.length > 0) continue;
      if (found >= from && stories.length < count)
        stories.push({ ...head, later: laterCopies(head.id, await edges.getAll(head.id)).length });
      found++;
    }
    return { stories, found, total };
  } catch (thrown) {
    throw storeError(thrown);
  }
}

/** The stories captured after a story that turned out to be copies of it, as far as they are kept. */
export async function readLater(id: number): Promise<StoryHead[]> {
  try {
    const db = await library();
    const edges = await db.getAllFromIndex("edges", "ids", id);
    const heads = await Promise.all(
      laterCopies(id, edges).map((other) => db.get("stories", other)),
    );
    return heads.filter(
      (head) => head !== undefined && head.replacedBy === undefined,
    ) as StoryHead[];
  } catch (thrown) {
    throw storeError(thrown);
  }
}

function laterCopies(id: number, edges: Edge[]): number[] {
  return edges.flatMap(({ ids: [, later], pair }) => (later > id && isCopy(pair) ? [later] : []));
}

/** The terms of a search: words, and phrases in quotation marks. */
export function termsOf(search: string): string[] {
  return Array.from(search.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]|([^\s"“”„«»]+)/gu))
    .map(([, phrase, word]) => plain(phrase ?? word ?? "").trim())
    .filter((term) => term.length > 0);
}

function titleLine(head: StoryHead): string {
  return [head.title, head.site, head.address].filter(Boolean).join("\n");
}

/** Letters without case, accents of composition, or kinds of space. */
function plain(text: string): string {
  return text.normalize("NFKC").toLocaleLowerCase("en").replace(/\s+/gu, " ");
}
