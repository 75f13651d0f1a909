/**
 * The shards that one change works on. Each is read when it is first needed and written once, at the
 * end of the change, however many stories went into it, and the stories that came go in all at once:
 * that is what makes many stories in one change cheap, because they go into the same shards.
 */
import type { Settling } from "../messages/report.js";
import type { Shard, Stores } from "./schema.js";

/** Shards by key; `undefined` for one that is known not to be there. */
export type Shards = Map<number, Shard | undefined>;

/** What the core makes of shards. */
export interface Indexer {
  plan(fingerprint: Uint8Array): Uint32Array;
  planInsert(stories: Uint32Array, settling?: Settling): Uint32Array;
  insert(
    stories: Uint32Array,
    fingerprints: Uint8Array[],
    shards: Shard[],
    settling?: Settling,
  ): Shard[];
  remove(story: number, fingerprint: Uint8Array, shards: Shard[]): Shard[];
}

/** Stories that wait to go in at once, at most. */
const WAITING = 4096;

/** Bytes of the newest postings that single captures leave at most, and a little more. */
const MUCH = 400_000;

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
  readonly #settling: Settling | undefined;
  readonly #changed = new Set<number>();
  /** Fingerprints of the stories that are to go in, by id. */
  #waiting = new Map<number, Uint8Array>();
  #core: Indexer | undefined;
  /** The end of all that is done to shards: one thing after the other, each with what that before left. */
  #last = Promise.resolve();

  /**
   * `known` are shards that were read while nobody else could write. After changes whose `settling` is
   * `few` somebody should `settle`: until then the record of the newest postings is large.
   */
  constructor(store: Stores["shards"], known: Shards = new Map(), settling?: Settling) {
    this.#store = store;
    this.#known = known;
    this.#settling = settling;
  }

  /** Has a story found by its fingerprint from the end of the change on. */
  async add(core: Indexer, id: number, fingerprint: Uint8Array): Promise<void> {
    this.#core = core;
    this.#waiting.set(id, fingerprint);
    if (this.#waiting.size >= WAITING) await this.#insert();
  }

  /** Has a story found no more. */
  remove(core: Indexer, id: number, fingerprint: Uint8Array): Promise<void> {
    return this.#next(async () => {
      if (this.#waiting.delete(id)) return;
      this.put(core.remove(id, fingerprint, await this.#get(core.plan(fingerprint))));
    });
  }

  /** Settles what changes before it have left, if that is much. */
  settle(core: Indexer): Promise<void> {
    return this.#next(async () => {
      // Where no story goes in, the record of the newest postings is the only one.
      const [newest] = await this.#get(core.planInsert(new Uint32Array()));
      if (newest && newest.bytes.length > MUCH) await this.#give(core, new Map(), "all");
    });
  }

  /** Puts in the stories that wait. */
  #insert(): Promise<void> {
    return this.#next(async () => {
      const [core, stories] = [this.#core, this.#waiting];
      if (!core || stories.size === 0) return;
      this.#waiting = new Map();
      await this.#give(core, stories, this.#settling);
    });
  }

  async #give(core: Indexer, stories: Map<number, Uint8Array>, settling?: Settling): Promise<void> {
    const ids = Uint32Array.from(stories.keys());
    const shards = await this.#get(core.planInsert(ids, settling));
    this.put(core.insert(ids, [...stories.values()], shards, settling));
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(step);
    return this.#last;
  }

  /** The shards that are there, of these. */
  async #get(keys: Iterable<number>): Promise<Shard[]> {
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
    this.#waiting.clear();
    this.#known.clear();
    this.#changed.clear();
    await this.#store.clear();
  }

  /** Writes what was changed. */
  async flush(): Promise<void> {
    await this.#insert();
    const changed = knownOf(this.#known, this.#changed);
    await Promise.all(changed.map((shard) => this.#store.put(shard)));
  }
}
