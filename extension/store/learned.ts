/**
 * What was learned from stored pages: one sketch per site, and one of sentences that recur over
 * sites. A page is learned from once, in the transaction that stores it.
 *
 * A sketch counts and cannot subtract, so a deletion drops the site's sketch and the one over sites.
 * They are learned again from the pages that are left when they are next needed: those of a site
 * all, of the library the latest.
 */
import type { Reading } from "../messages/report.js";
import { asOnlyWriter, changing, guarded, inTransaction } from "./change.js";
import { readingOf, unpackPage } from "./pages.js";
import { library, type Records, STOCK } from "./schema.js";

/** How many pages are learned from again, at most: of one site, and over sites. */
const AGAIN = { site: 500, stock: 200 };

/** The two sketches that a page is read with, and learned into. */
export interface Sketches {
  site?: Uint8Array;
  stock?: Uint8Array;
}

/** What is learned from a page. */
interface Learned {
  reading: Reading;
  /** Spans of its story that stand in stored stories too. */
  shared: [number, number][];
}

/** What there is to learn from one page. */
export interface Lesson extends Learned {
  /** Host of the page. */
  site: string;
  /** The page, packed. */
  page: Uint8Array<ArrayBuffer>;
}

/** What learning needs of the core: the sketches with one more page counted. */
export interface Learner {
  learn(
    reading: Reading,
    shared: [number, number][],
    site?: Uint8Array,
    stock?: Uint8Array,
  ): Required<Sketches>;
}

/** Keeps the page of a story, and learns from it unless that was done when it was first kept. */
export async function teach(
  stores: Records,
  core: Learner,
  id: number,
  lesson: Lesson | undefined,
  isLearned?: boolean,
): Promise<void> {
  if (!lesson) return;
  const { site, reading, shared, page } = lesson;
  const before = isLearned ?? (await stores.pages.getKey(id)) !== undefined;
  await stores.pages.put({ id, site, bytes: page });
  if (before) return;
  const [own, stock] = await Promise.all([stores.sketches.get(site), stores.sketches.get(STOCK)]);
  const learned = core.learn(reading, shared, own?.bytes, stock?.bytes);
  await stores.sketches.put({ site, bytes: learned.site });
  await stores.sketches.put({ site: STOCK, bytes: learned.stock });
}

/** Drops the sketches that a page of a site has gone into. */
export async function forgetSketches(stores: Records, site: string): Promise<void> {
  await Promise.all([stores.sketches.delete(site), stores.sketches.delete(STOCK)]);
}

/** Drops all sketches, for when the core's format has changed or bytes were damaged. */
export async function dropSketches(): Promise<void> {
  return changing(({ sketches: kept }) => kept.clear());
}

/** The sketches that a page of a site is read with; those that were dropped are learned again. */
export async function readSketches(site: string, core: Learner): Promise<Sketches> {
  return guarded(async () => {
    const transaction = (await library()).transaction(["sketches", "pages"]);
    const kept = transaction.objectStore("sketches");
    const pages = transaction.objectStore("pages");
    // Whether there is one, not how many: browsers go through every record to count them.
    const [own, stock, ofSite, any] = await Promise.all([
      kept.get(site),
      kept.get(STOCK),
      pages.index("site").getKey(site),
      pages.openKeyCursor(),
    ]);
    const isMissing = (!own && ofSite !== undefined) || (!stock && any !== null);
    return isMissing ? learnAgain(site, core) : sketches(own?.bytes, stock?.bytes);
  });
}

/** Learns the sketches that are missing from the stored pages, the earliest first. */
function learnAgain(site: string, core: Learner): Promise<Sketches> {
  return asOnlyWriter(async () => {
    const db = await library();
    const [own, stock] = await Promise.all([db.get("sketches", site), db.get("sketches", STOCK)]);
    const learned = sketches(own?.bytes, stock?.bytes);
    if (!own) {
      const ids = await db.getAllKeysFromIndex("pages", "site", site);
      for (const page of await latest(ids, AGAIN.site)) {
        const next = withPage(core, page, learned.site);
        if (next) learned.site = next.site;
      }
    }
    if (!stock) {
      const ids = await db.getAllKeys("pages");
      // The core counts a sentence once per site, so each page goes in with its own site's sketch.
      const bySite = new Map<string, Uint8Array>();
      for (const page of await latest(ids, AGAIN.stock)) {
        const known = bySite.get(page.site);
        const next = withPage(core, page, known, learned.stock);
        if (!next) continue;
        bySite.set(page.site, next.site);
        learned.stock = next.stock;
      }
    }
    await inTransaction(async (stores) => {
      if (learned.site) await stores.sketches.put({ site, bytes: learned.site });
      if (learned.stock) await stores.sketches.put({ site: STOCK, bytes: learned.stock });
    });
    return learned;
  });
}

/** Sketches with one more page counted; `null` where the core refuses it: it teaches nothing then. */
function withPage(
  core: Learner,
  { reading, shared }: Learned,
  site?: Uint8Array,
  stock?: Uint8Array,
): Required<Sketches> | null {
  try {
    return core.learn(reading, shared, site, stock);
  } catch (thrown) {
    // What the core refuses is an object with a code; a panic is an error.
    if (thrown instanceof Error) throw thrown;
    return null;
  }
}

/** The latest stored pages among these, without the versions that were replaced. */
async function latest(ids: number[], count: number): Promise<(Learned & { site: string })[]> {
  const db = await library();
  const found = await Promise.all(
    ids.slice(-count).map(async (id) => {
      const [head, page] = await Promise.all([db.get("stories", id), db.get("pages", id)]);
      if (!page || head?.replacedBy !== undefined) return [];
      // A page whose bytes were damaged teaches nothing; the others still do.
      const unpacked = await unpackPage(page.bytes).catch(() => null);
      if (!unpacked) return [];
      return [{ site: page.site, reading: readingOf(unpacked), shared: unpacked.shared }];
    }),
  );
  return found.flat();
}

function sketches(site?: Uint8Array, stock?: Uint8Array): Sketches {
  return { ...(site ? { site } : {}), ...(stock ? { stock } : {}) };
}
