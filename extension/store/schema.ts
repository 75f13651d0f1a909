/**
 * The library's database. Stories are kept in two stores, so that lists never load texts: what a
 * list shows, and the words with their fingerprint. Postings are packed into shards by the core
 * (a row per fingerprint would cost seconds, a shard costs milliseconds), and the store only moves
 * their bytes. An edge is what the core said of two stories.
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import type { Pair } from "../messages/report.js";
import { CodedError, type FailureCode, wordsOf } from "../messages/result.js";
import type { StoryHead, StoryText } from "../messages/session.js";

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
}

/** The database once it is open. */
export type Database = IDBPDatabase<Library>;

type Upgrade = IDBPTransaction<
  Library,
  ("stories" | "texts" | "shards" | "edges")[],
  "versionchange"
>;

/** One step per version of the schema; step n makes version n + 1. Steps are never edited. */
const STEPS: ((db: Database, transaction: Upgrade) => void)[] = [
  (db) => {
    const stories = db.createObjectStore("stories", { keyPath: "id", autoIncrement: true });
    stories.createIndex("address", "address");
    stories.createIndex("lastSeen", "lastSeen");
    db.createObjectStore("texts", { keyPath: "id" });
    db.createObjectStore("shards", { keyPath: "key" });
    const edges = db.createObjectStore("edges", { keyPath: "ids" });
    edges.createIndex("ids", "ids", { multiEntry: true });
  },
];

let opening: Promise<Database> | null = null;

/** The database, opened once and brought up to the present schema. */
export function library(): Promise<Database> {
  opening ??= openDB<Library>("wireprint", STEPS.length, {
    upgrade(db, from, _to, transaction) {
      for (const step of STEPS.slice(from)) step(db, transaction as Upgrade);
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
