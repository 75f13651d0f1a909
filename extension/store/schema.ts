/**
 * The library's database. Stories are kept in three stores, so that lists never load texts: what a
 * list shows, the words with their fingerprint, and the whole page around them. Postings are packed
 * into shards by the core (a row per fingerprint would cost seconds, a shard costs milliseconds),
 * and the store only moves their bytes. An edge is what the core said of two stories.
 *
 * A sketch is what the core has learned from the stored pages of one site, or, as `STOCK`, which
 * sentences recur over sites; its bytes are the core's too. Corrections and packs are rules that the
 * reader has made or imported.
 *
 * Some things follow from the others and are kept for the sake of speed: the catalogue holds what
 * stories are filtered by, the totals how many are in it (`catalogue.ts`), the words hold which stories
 * have which words (`words.ts`).
 */
import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPObjectStore,
  type IDBPTransaction,
  openDB,
} from "idb";
import { grouped } from "../grouped.js";
import type { Pair } from "../messages/report.js";
import { CodedError, type FailureCode, wordsOf } from "../messages/result.js";
import type {
  Correction,
  KeptPack,
  StoredPage,
  StoryHead,
  StoryText,
} from "../messages/session.js";
import { derive, repost } from "./derive.js";

/** A shard of postings: bytes that only the core can read. */
export interface Shard {
  key: number;
  bytes: Uint8Array;
}

/** An edge: a pair under the ids of its stories. */
export interface Edge {
  /** Smaller and larger id. */
  ids: [number, number];
  pair: Pair;
}

/** What was learned from the stored pages of a site: bytes that only the core can read. */
export interface Sketch {
  site: string;
  bytes: Uint8Array;
}

/** A stretch of the catalogue: its entries, column by column. */
export interface CatalogueBlock {
  block: number;
  columns: Record<string, unknown[]>;
}

/**
 * A number that would have to be counted (browsers go through every record for it), the mark of the last
 * change, which is another after each, or when a backup was last restored.
 */
export interface Total {
  of: "stories" | "mark" | "restored";
  count: number;
}

/** The postings of some words in one segment of stories. */
export interface WordShelf {
  bucket: number;
  segment: number;
  /** Sorted and joined by spaces. */
  words: string;
  /** The stories of each, packed (`words.ts`). */
  ids: Uint8Array<ArrayBuffer>;
}

/** The words of a story that is in no segment yet, joined by spaces. */
export interface FreshWords {
  id: number;
  words: string;
}

/** A search that the reader has named. */
export interface Collection {
  name: string;
  search: string;
  at: number;
}

/** In place of a site: the sentences that recur over sites. */
export const STOCK = "*";

/** Something large that is being taken in, and how far it is. */
export interface Job {
  id: number;
  name: string;
  /** What is done with a backup that is restored; other files are imported. */
  restore?: "merge" | "replace";
  /** Whether what was there before is gone already. */
  isCleared?: boolean;
  at: number;
  /** Items that are behind it. */
  done: number;
  stored: number;
  present: number;
  /** What an archive told of stories that are here. */
  told?: number;
  /** What could not be taken in, by name. */
  troubles: Trouble[];
  state: "open" | "done";
}

/** The file of a job, kept until it is done, for a next attempt; apart, because it is written once. */
export interface JobFile {
  id: number;
  file: Blob;
}

/** An item that could not be taken in. */
export interface Trouble {
  item: string;
  /** What is wrong, as a key of the interface's words. */
  code: string;
  detail?: string;
}

/** The stores of the database. */
export interface Library extends DBSchema {
  stories: {
    key: number;
    value: StoryHead;
    indexes: { address: string; lastSeen: number; replacedBy: number };
  };
  texts: { key: number; value: StoryText };
  shards: { key: number; value: Shard };
  edges: { key: [number, number]; value: Edge; indexes: { ids: number } };
  pages: { key: number; value: StoredPage; indexes: { site: string } };
  sketches: { key: string; value: Sketch };
  corrections: { key: string; value: Correction };
  packs: { key: string; value: KeptPack };
  catalogue: { key: number; value: CatalogueBlock };
  totals: { key: Total["of"]; value: Total };
  words: { key: [number, number]; value: WordShelf };
  fresh: { key: number; value: FreshWords };
  collections: { key: string; value: Collection };
  jobs: { key: number; value: Job };
  files: { key: number; value: JobFile };
}

/** Their names. */
export const STORES = [
  "stories",
  "texts",
  "shards",
  "edges",
  "pages",
  "sketches",
  "corrections",
  "packs",
  "catalogue",
  "totals",
  "words",
  "fresh",
  "collections",
  "jobs",
  "files",
] as const;

type Name = (typeof STORES)[number];

/** The stores within a transaction that changes them. */
export type Stores = {
  [N in Name]: IDBPObjectStore<Library, Name[], N, "readwrite">;
};

/** The stores whose records have a form of their own; bytes of shards go over a shelf. */
export type Records = Omit<Stores, "shards">;

/** The database once it is open. */
export type Database = IDBPDatabase<Library>;

/** A transaction that brings the database up to another schema. */
type Upgrade = IDBPTransaction<Library, Name[], "versionchange">;

/** One step per version of the schema; step n makes version n + 1. Steps are never edited. */
const STEPS: ((db: Database, upgrade: Upgrade) => void | Promise<void>)[] = [
  (db) => {
    const stories = db.createObjectStore("stories", { keyPath: "id", autoIncrement: true });
    stories.createIndex("address", "address");
    stories.createIndex("lastSeen", "lastSeen");
    db.createObjectStore("texts", { keyPath: "id" });
    db.createObjectStore("shards", { keyPath: "key" });
    const edges = db.createObjectStore("edges", { keyPath: "ids" });
    edges.createIndex("ids", "ids", { multiEntry: true });
  },
  (db) => {
    db.createObjectStore("pages", { keyPath: "id" }).createIndex("site", "site");
    db.createObjectStore("sketches", { keyPath: "site" });
    db.createObjectStore("corrections", { keyPath: "rule.id" });
    db.createObjectStore("packs", { keyPath: "pack.name" });
  },
  (db) => {
    db.createObjectStore("catalogue", { keyPath: "block" });
    db.createObjectStore("words", { keyPath: ["bucket", "segment"] });
    db.createObjectStore("fresh", { keyPath: "id" });
    db.createObjectStore("collections", { keyPath: "name" });
    db.createObjectStore("jobs", { keyPath: "id", autoIncrement: true });
  },
  (_, upgrade) => {
    upgrade.objectStore("stories").createIndex("replacedBy", "replacedBy");
  },
  async (db, upgrade) => {
    const files = db.createObjectStore("files", { keyPath: "id" });
    const jobs = upgrade.objectStore("jobs");
    for (const { file, ...job } of (await jobs.getAll()) as (Job & JobFile)[]) {
      if (job.state === "open") await files.put({ id: job.id, file });
      await jobs.put(job);
    }
  },
  async (db, upgrade) => {
    const totals = db.createObjectStore("totals", { keyPath: "of" });
    const stories = upgrade.objectStore("stories");
    const replaced = await stories.index("replacedBy").count();
    await totals.put({ of: "stories", count: (await stories.count()) - replaced });
  },
  async (_, upgrade) => {
    // Nothing was told by an archive yet.
    const catalogue = upgrade.objectStore("catalogue");
    for (const { block, columns } of await catalogue.getAll()) {
      const family = (columns.id ?? []).map(() => "");
      await catalogue.put({ block, columns: { ...columns, family } });
    }
  },
  async (_, upgrade) => {
    // Blocks had a thousand entries, and a change writes anew those of all stories that it touches.
    const catalogue = upgrade.objectStore("catalogue");
    const large = await catalogue.getAll();
    await catalogue.clear();
    for (const { columns } of large) {
      const places = grouped(
        (columns.id ?? []).keys(),
        (place) => Number(columns.id?.[place]) >> 8,
      );
      for (const [block, own] of places) {
        const part = ([name, column]: [string, unknown[]]) => [name, own.map((at) => column[at])];
        const parts = Object.fromEntries(Object.entries(columns).map(part));
        await catalogue.put({ block, columns: parts });
      }
    }
  },
  () => {
    // Words of unspaced scripts that stood behind a digit or a Latin letter were posted as one.
  },
];

/** The first schema whose stories are in the catalogue, and that whose words are posted as they are now. */
const DERIVED_SINCE = 4;
const POSTED_SINCE = 9;

let opening: Promise<Database> | null = null;

/** The present schema. */
export const SCHEMA = STEPS.length;

/** The database, opened once and brought up to the present schema. */
export function library(): Promise<Database> {
  opening ??= openDB<Library>("wireprint", SCHEMA, {
    async upgrade(db, from, _to, transaction) {
      for (const step of STEPS.slice(from)) await step(db, transaction);
      if (from > 0 && from < POSTED_SINCE)
        await (from < DERIVED_SINCE ? derive : repost)(storesOf(transaction));
    },
    // Another context wants a newer schema, or the browser closed the database: let go of it.
    blocking: (_from, _to, event) => {
      (event.target as IDBDatabase).close();
      opening = null;
    },
    terminated: () => {
      opening = null;
    },
  }).catch((thrown: unknown) => {
    opening = null;
    throw storeError(thrown);
  });
  return opening;
}

/** The stores of a transaction that is over all of them. */
export function storesOf(
  transaction: IDBPTransaction<Library, Name[], "readwrite" | "versionchange">,
): Stores {
  const stores = STORES.map((name) => [name, transaction.objectStore(name)]);
  return Object.fromEntries(stores) as Stores;
}

/** An error of the database as one with a code. */
export function storeError(thrown: unknown): CodedError {
  if (thrown instanceof CodedError) return thrown;
  const name = thrown instanceof DOMException ? thrown.name : "";
  const codes: Record<string, FailureCode> = {
    QuotaExceededError: "quota",
    VersionError: "newer-library",
  };
  return new CodedError(codes[name] ?? "store", wordsOf(thrown));
}
