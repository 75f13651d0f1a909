/**
 * One change of the library: a transaction over all its stores under one lock, so that a background
 * that is stopped halfway leaves the library as it was, and two tabs never write at once. What
 * follows from the stories (the catalogue) follows in the same transaction.
 */
import { catalogue, type Touched } from "./catalogue.js";
import { library, STORES, type Stores, storeError, storesOf } from "./schema.js";

export type { Stores } from "./schema.js";

/** The stores within a change, and the stories whose entries must follow it. */
export type Change = Stores & { touched: Touched };

/** Runs a change as the only writer, all or nothing. */
export function changing<T>(change: (stores: Change) => Promise<T>): Promise<T> {
  return alone(() => inTransaction(change));
}

/** Runs something while nobody else writes. It may wait for other things than the database. */
export function alone<T>(run: () => Promise<T>): Promise<T> {
  return navigator.locks.request("wireprint-write", () => guarded(run));
}

/** One transaction, for those who are alone. */
export async function inTransaction<T>(change: (stores: Change) => Promise<T>): Promise<T> {
  const transaction = (await library()).transaction([...STORES], "readwrite");
  const stores: Change = { ...storesOf(transaction), touched: new Map() };
  // Awaited below on both ways; without this an abort would also be reported as unhandled.
  transaction.done.catch(() => undefined);
  try {
    const value = await change(stores);
    await catalogue(stores, stores.touched);
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
