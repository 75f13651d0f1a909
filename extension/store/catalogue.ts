/**
 * What stories are filtered and counted by, in a form that is read whole within milliseconds: one
 * entry per listed story, 256 entries per record, kept as columns (a hundred thousand heads
 * as objects take seconds to read, the same columns a tenth of that). It follows from the stories
 * and their edges and can be made anew from them at any time.
 *
 * A change only names the stories that it touched; their entries are written at its end, so that a
 * hundred edges cost one record and not a hundred. An edge adds a relation to what an entry has; only
 * where edges went are those that are left looked at again.
 */
import { grouped } from "../grouped.js";
import type { Pair, Relation } from "../messages/report.js";
import { CodedError } from "../messages/result.js";
import type { StoryHead } from "../messages/session.js";
import { RELATIONS } from "../verdict.js";
import { type CatalogueBlock, library, type Records, storeError } from "./schema.js";

/** What a story is found and counted by, beside its words. */
export interface Entry {
  id: number;
  /** When it was last and first seen, in milliseconds since 1970. */
  at: number;
  first: number;
  /** From when on its time is counted: when it was last seen, or taken in from a file. */
  since: number;
  site: string;
  author: string;
  language: string;
  /** The day it was published, as the page gave it; empty where it gave none. */
  published: string;
  agencies: string[];
  /** Its family in an archive; empty where none is known. */
  family: string;
  /** Relations to other stories, here or in an archive: bit n stands for `RELATIONS[n]`. */
  relations: number;
  tags: string[];
  pinned: boolean;
  noted: boolean;
  /** Whether its page tells of a correction, and whether its text took the place of another. */
  corrected: boolean;
  updated: boolean;
}

/** All listed stories, the latest seen first. */
export type Catalogue = Entry[];

/** How a change touched a story. */
interface Touch {
  /** Relations that came, or `null` where edges went. */
  relations: number | null;
  /** The head as it is now where that is known, whether it is another than before where it is not. */
  head: StoryHead | "changed" | "same";
}

/** Stories that a change touched, by id. */
export type Touched = Map<number, Touch>;

const FIELDS = [
  "id",
  "at",
  "first",
  "since",
  "site",
  "author",
  "language",
  "published",
  "agencies",
  "family",
  "relations",
  "tags",
  "pinned",
  "noted",
  "corrected",
  "updated",
] as const satisfies (keyof Entry)[];

/** Entries per record, as a power of two. */
const BLOCK_BITS = 8;

/** Reads all entries; `index` where they are damaged, or of another version. */
export async function readCatalogue(): Promise<Catalogue> {
  try {
    const blocks = await (await library()).getAll("catalogue");
    return blocks.flatMap(entriesOf).sort((one, other) => other.at - one.at || other.id - one.id);
  } catch (thrown) {
    throw storeError(thrown);
  }
}

/** How many stories are listed: without the versions that were replaced. */
export async function countStories(): Promise<number> {
  try {
    return (await (await library()).get("totals", "stories"))?.count ?? 0;
  } catch (thrown) {
    throw storeError(thrown);
  }
}

/** The relations of an entry, or of a story with these edges. */
export function relationBit({ relation }: Pick<Pair, "relation">): number {
  return 1 << RELATIONS.indexOf(relation);
}

/** Whether a story stands in a relation to another. */
export function hasRelation(entry: Pick<Entry, "relations">, relation: Relation): boolean {
  return (entry.relations & relationBit({ relation })) !== 0;
}

/** Notes that the head of a story changed, and what it is now; whoever changes it again notes that too. */
export function touch(touched: Touched, id: number, head: Touch["head"] = "changed"): void {
  touched.set(id, { relations: 0, ...touched.get(id), head });
}

/** Notes that a story got an edge. */
export function touchGot(touched: Touched, id: number, pair: Pick<Pair, "relation">): void {
  const { relations, head } = touched.get(id) ?? { relations: 0, head: "same" };
  const all = relations === null ? null : relations | relationBit(pair);
  touched.set(id, { relations: all, head });
}

/** Notes that a story lost an edge. */
export function touchLost(touched: Touched, id: number): void {
  touched.set(id, { head: "same", ...touched.get(id), relations: null });
}

/** Writes the entries of the stories that a change touched, and how many there are then. */
export async function catalogue(stores: Records, touched: Touched): Promise<void> {
  const blocks = grouped(touched.keys(), (id) => id >> BLOCK_BITS);
  const added = await Promise.all(
    Array.from(blocks, async ([block, ids]) => {
      const kept = await stores.catalogue.get(block);
      const entries = new Map((kept ? entriesOf(kept) : []).map((entry) => [entry.id, entry]));
      const before = entries.size;
      await Promise.all(ids.map((id) => enter(stores, entries, id, touched.get(id))));
      if (entries.size === 0) await stores.catalogue.delete(block);
      else await stores.catalogue.put(blockOf(block, [...entries.values()]));
      return entries.size - before;
    }),
  );
  const before = (await stores.totals.get("stories"))?.count ?? 0;
  const count = added.reduce((sum, one) => sum + one, before);
  if (count !== before) await stores.totals.put({ of: "stories", count });
}

/** Puts the entry of a story as it is now among those of its block, or takes it out. */
async function enter(
  stores: Records,
  entries: Map<number, Entry>,
  id: number,
  { relations: came, head: known }: Touch = { relations: null, head: "changed" },
): Promise<void> {
  const entry = entries.get(id);
  const relations = (entry?.relations ?? 0) | (came ?? 0);
  if (entry && known === "same" && came !== null) {
    entries.set(id, { ...entry, relations });
    return;
  }
  const head = typeof known === "string" ? await stores.stories.get(id) : known;
  if (!head || head.replacedBy !== undefined) entries.delete(id);
  else entries.set(id, entryOf(head, came === null ? await relationsOf(stores, id) : relations));
}

async function relationsOf(stores: Records, id: number): Promise<number> {
  const edges = await stores.edges.index("ids").getAll(id);
  return edges.reduce((bits, { pair }) => bits | relationBit(pair), 0);
}

/** The entry of a listed story. */
export function entryOf(head: StoryHead, relations: number): Entry {
  const { id, lastSeen, firstSeen, site, address, byline, language, published, agencies } = head;
  return {
    id,
    at: lastSeen,
    first: firstSeen,
    since: Math.max(lastSeen, head.imported ?? 0),
    site: site ?? URL.parse(address)?.hostname ?? "",
    author: byline ?? "",
    language: language ?? "",
    published: published?.slice(0, 10) ?? "",
    agencies: [...new Set(agencies.map(({ name }) => name))],
    family: head.archive?.family ?? "",
    relations: (head.archive?.relations ?? []).reduce(
      (bits, relation) => bits | relationBit({ relation }),
      relations,
    ),
    tags: head.tags ?? [],
    pinned: head.pinned ?? false,
    noted: Boolean(head.note),
    corrected: head.correction !== undefined,
    updated: head.version > 1,
  };
}

function blockOf(block: number, entries: Entry[]): CatalogueBlock {
  const columns = FIELDS.map((field) => [field, entries.map((entry) => entry[field])]);
  return { block, columns: Object.fromEntries(columns) };
}

function entriesOf({ block, columns }: CatalogueBlock): Entry[] {
  if (FIELDS.some((field) => columns[field]?.length !== columns.id?.length))
    throw new CodedError("index", `block ${block} of the catalogue is damaged`);
  return (columns.id ?? []).map(
    (_, i) => Object.fromEntries(FIELDS.map((field) => [field, columns[field]?.[i]])) as never,
  );
}
