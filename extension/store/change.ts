/**
 * One change of the library: a transaction over all its stores under one lock, so that a background
 * that is stopped halfway leaves the library as it was, and two tabs never write at once.
 */
import type { IDBPObjectStore } from "idb";
import { type Library, library, STORES, storeError } from "./schema.js";

type Name = (typeof STORES)[number];

/** The stores within a change. */
export type Stores = {
  [N in Name]: IDBPObjectStore<Library, Name[], N, "readwrite">;
};

/** Runs a change as the only writer, all or nothing. */
export function changing<T>(change: (stores: Stores) => Promise<T>): Promise<T> {
  return alone(() => inTransaction(change));
}

/** Runs something while nobody else writes. It may wait for other things than the database. */
export function alone<T>(run: () => Promise<T>): Promise<T> {
  return navigator.locks.request("wireprint-write", () => guarded(run));
}

/** One transaction, for those who are alone. */
export async function inTransaction<T>(change: (stores: Stores) => Promise<T>): Promise<T> {
  const transaction = (await library()).transaction([...STORES], "readwrite");
  const stores = Object.fromEntries(STORES.map((name) => [name, transaction.objectStore(name)]));
  // Awaited below on both ways; without this an abort would also be reported as unhandled.
  transaction.done.catch(() => undefined);
  try {
    const value = await change(stores as unknown as Stores);
    await transaction.done;
    return value;
  } catch (thrown) {
    try {
      transaction.abort();
    } catch {
      // The failed request has aborted it already.
    }
    throw thrown;
  }
}

/** Runs something whose failures in the database become errors with a code. */
export async function guarded<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    if (thrown instanceof DOMException) throw storeError(thrown);
    throw thrown;
  }
}
