/**
 * The library's database. Stories are kept in three stores, so that lists never load texts: what a
 * list shows, the words with their fingerprint, and the whole page around them. Postings are packed
 * into shards by the core (a row per fingerprint would cost seconds, a shard costs milliseconds),
 * and the store only moves their bytes. An edge is what the core said of two stories.
 *
 * A sketch is what the core has learned from the stored pages of one site, or, as `STOCK`, which
 * sentences recur over sites; its bytes are the core's too. Corrections and packs are rules that the
 * reader has made or imported.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Pair } from "../messages/report.js";
import { CodedError, type FailureCode, wordsOf } from "../messages/result.js";
import type {
  Correction,
  KeptPack,
  StoredPage,
  StoryHead,
  StoryText,
} from "../messages/session.js";

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

/** In place of a site: the sentences that recur over sites. */
export const STOCK = "*";

/** The stores of the database. */
export interface Library extends DBSchema {
  stories: {
    key: number;
    value: StoryHead;
    indexes: { address: string; lastSeen: number };
  };
  texts: { key: number; value: StoryText };
  shards: { key: number; value: Shard };
  edges: { key: [number, number]; value: Edge; indexes: { ids: number } };
  pages: { key: number; value: StoredPage; indexes: { site: string } };
  sketches: { key: string; value: Sketch };
  corrections: { key: string; value: Correction };
  packs: { key: string; value: KeptPack };
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
] as const;

/** The database once it is open. */
export type Database = IDBPDatabase<Library>;

/** One step per version of the schema; step n makes version n + 1. Steps are never edited. */
const STEPS: ((db: Database) => void)[] = [
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
];

let opening: Promise<Database> | null = null;

/** The database, opened once and brought up to the present schema. */
export function library(): Promise<Database> {
  opening ??= openDB<Library>("wireprint", STEPS.length, {
    upgrade(db, from) {
      for (const step of STEPS.slice(from)) step(db);
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
