/**
 * One change of the library: a transaction over all its stores under one lock, so that a background
 * that is stopped halfway leaves the library as it was, and two tabs never write at once. What
 * follows from the stories (the catalogue, the index, the words) follows in the same transaction, at
 * its end: a change of many stories writes it once.
 */
import type { Settling } from "../messages/report.js";
import { catalogue, type Touched } from "./catalogue.js";
import { library, type Records, STORES, storeError, storesOf } from "./schema.js";
import { type Shards, Shelf } from "./shelf.js";
import { settleWords, type Unposted } from "./words.js";

/**
 * The stores within a change; shards go over the shelf, entries that were `touched` and words that are
 * `unposted` follow at its end, and the `mark` stays in the library until the next change leaves another.
 */
export type Change = Records & {
  shards: Shelf;
  touched: Touched;
  unposted: Unposted;
  mark: number;
};

/** The mark of the last change, if there was one. */
export async function lastMark(): Promise<number | undefined> {
  return guarded(async () => (await (await library()).get("totals", "mark"))?.count);
}

/** Runs a change as the only writer, all or nothing; `settling` as `shelf.ts` has it. */
export function changing<T>(
  change: (stores: Change) => Promise<T>,
  settling?: Settling,
): Promise<T> {
  return asOnlyWriter(() => inTransaction(change, undefined, settling));
}

/** Runs something while nobody else writes. It may wait for other things than the database. */
export function asOnlyWriter<T>(run: () => Promise<T>): Promise<T> {
  return navigator.locks.request("wireprint-write", () => guarded(run));
}

/** One transaction, for the only writer; `known` are shards that it has read as such (`shelf.ts`). */
export async function inTransaction<T>(
  change: (stores: Change) => Promise<T>,
  known?: Shards,
  settling?: Settling,
): Promise<T> {
  const transaction = (await library()).transaction([...STORES], "readwrite");
  const all = storesOf(transaction);
  const shards = new Shelf(all.shards, known, settling);
  const followers = { touched: new Map(), unposted: new Map() };
  const stores = { ...all, shards, ...followers, mark: Math.random() };
  // Awaited below on both ways; without this an abort would also be reported as unhandled.
  transaction.done.catch(() => undefined);
  try {
    const value = await change(stores);
    await stores.shards.flush();
    await catalogue(all, stores.touched);
    await settleWords(stores);
    await all.totals.put({ of: "mark", count: stores.mark });
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
