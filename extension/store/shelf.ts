/**
 * The shards that one change works on. Each is read when it is first needed and written once, at the
 * end of the change, however many stories went into it: that is what makes many stories in one change
 * cheap, because each of them goes into a shard that others go into too.
 */
import type { Shard, Stores } from "./schema.js";

/** Shards by key; `undefined` for one that is known not to be there. */
export type Shards = Map<number, Shard | undefined>;

/** From so many shards on it is quicker to read all from the first to the last. */
const MANY = 500;

/** Reads shards that are not known yet. */
export async function readInto(
  known: Shards,
  keys: Iterable<number>,
  store: Pick<Stores["shards"], "get" | "getAll">,
): Promise<void> {
  const missing = Array.from(new Set(keys)).filter((key) => !known.has(key));
  if (missing.length < MANY) {
    const found = await Promise.all(missing.map((key) => store.get(key)));
    for (const [i, key] of missing.entries()) known.set(key, found[i]);
    return;
  }
  const range = IDBKeyRange.bound(Math.min(...missing), Math.max(...missing));
  const found = await store.getAll(range);
  for (const key of missing) known.set(key, undefined);
  for (const shard of found) known.set(shard.key, known.get(shard.key) ?? shard);
}

/** The known shards among these. */
export function knownOf(known: Shards, keys: Iterable<number>): Shard[] {
  return Array.from(keys, (key) => known.get(key)).filter((shard) => shard !== undefined);
}

/** The shards of a change. */
export class Shelf {
  readonly #store: Stores["shards"];
  readonly #known: Shards;
  readonly #changed = new Set<number>();

  /** `known` are shards that were read while nobody else could write. */
  constructor(store: Stores["shards"], known: Shards = new Map()) {
    this.#store = store;
    this.#known = known;
  }

  /** The shards that are there, of these. */
  async get(keys: Iterable<number>): Promise<Shard[]> {
    const wanted = Array.from(keys);
    await readInto(this.#known, wanted, this.#store);
    return knownOf(this.#known, wanted);
  }

  /** Puts shards in the place of what they were. */
  put(shards: Shard[]): void {
    for (const shard of shards) {
      this.#known.set(shard.key, shard);
      this.#changed.add(shard.key);
    }
  }

  /** Forgets all shards. */
  async clear(): Promise<void> {
    this.#known.clear();
    this.#changed.clear();
    await this.#store.clear();
  }

  /** Writes what was changed. */
  async flush(): Promise<void> {
    const changed = knownOf(this.#known, this.#changed);
    await Promise.all(changed.map((shard) => this.#store.put(shard)));
  }
}
