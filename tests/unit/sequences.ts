// Random sequences of what is done to a library, held against a model of it: a plain map from
// addresses to the texts that they had. Now and then the database gives up in the middle, and then
// the change must not have happened at all.

import type { Pair } from "../../extension/messages/report.js";
import type { Removed } from "../../extension/messages/session.js";
import { countStories } from "../../extension/store/catalogue.js";
import { checkLibrary } from "../../extension/store/check.js";
import { soundCatalogue } from "../../extension/store/derive.js";
import {
  type Core,
  eraseLibrary,
  keep,
  readStories,
  removeStories,
  restoreStories,
} from "../../extension/store/index.js";
import { addTo } from "../../extension/store/keeping.js";
import { parseQuery } from "../../extension/store/query.js";
import { searchStories } from "../../extension/store/search.js";
import { draft } from "./drafts.js";

/** What the model knows of a story: the texts under its address, the present one last. */
interface Known {
  id: number;
  texts: string[];
  seen: number;
  tag?: string;
}

/** The words that texts are made of: few, so that searches find several. */
const WORDS = ["kelp", "sluice", "harbour", "ledger", "foghorn", "tern"];

/** Numbers between 0 and 1 that a seed decides (mulberry32, by Tommy Ettinger). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Has the database give up at one of its next writes: it ends the transaction, or refuses the one
 * write and leaves it to the library to end the rest. Returns the way back.
 */
function interrupt(nth: number, ends: boolean): () => void {
  const prototype = IDBObjectStore.prototype;
  const put = prototype.put;
  let count = 0;
  prototype.put = function (this: IDBObjectStore, ...given: Parameters<IDBObjectStore["put"]>) {
    const isNow = ++count === nth;
    if (isNow && !ends) throw new DOMException("made to fail", "UnknownError");
    const request = put.apply(this, given);
    const { transaction } = this;
    if (isNow) queueMicrotask(() => transaction.abort());
    return request;
  };
  return () => {
    prototype.put = put;
  };
}

const same = (found: unknown, wanted: unknown, what: string): void => {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${what}: ${one} instead of ${other}`);
};

/** Carries out one sequence; throws where the library is not what the model says. */
export async function runSequence(
  core: Core,
  relate: () => Pair | null,
  seed: number,
  steps: number,
): Promise<void> {
  const random = dice(seed);
  const pick = <T>(from: T[]): T => from[Math.floor(random() * from.length)] as T;
  const model = new Map<string, Known>();
  const undone: { removed: Removed; model: [string, Known][] }[] = [];
  await eraseLibrary();
  let capture = 0;

  const text = (): string => Array.from({ length: 3 }, () => pick(WORDS)).join(" ");
  const DEEDS: (() => [() => Promise<unknown>, () => void])[] = [
    () => {
      const address = `https://a.example/${Math.floor(random() * 8)}`;
      const words = text();
      const known = model.get(address);
      let id = 0;
      return [
        async () => {
          const stored = await keep(core, draft(address, words, `c${++capture}`), relate);
          if ("id" in stored) id = stored.id;
        },
        () => {
          if (known?.texts.at(-1) === words) known.seen++;
          else if (known) Object.assign(known, { id, texts: [...known.texts, words], seen: 1 });
          else model.set(address, { id, texts: [words], seen: 1 });
        },
      ];
    },
    () => {
      const some = [...model].filter(() => random() < 0.3);
      let removed: Removed;
      return [
        async () => {
          removed = await removeStories(
            core,
            some.map(([, { id }]) => id),
          );
        },
        () => {
          for (const [address] of some) model.delete(address);
          if (some.length > 0) undone.push({ removed, model: some });
        },
      ];
    },
    () => {
      // What came under the same address meanwhile would stand beside what is put back.
      const at = undone.findIndex(({ model: gone }) => gone.every(([one]) => !model.has(one)));
      const last = undone[at];
      return [
        async () => last && (await restoreStories(core, last.removed)),
        () => {
          if (!last) return;
          undone.splice(at, 1);
          for (const [address, known] of last.model) model.set(address, known);
        },
      ];
    },
    () => {
      const one = model.size > 0 ? pick([...model.values()]) : undefined;
      const tag = pick(["quay", "later"]);
      return [
        async () => one && (await addTo([one.id], (head) => ({ ...head, tags: [tag] }))),
        () => one && Object.assign(one, { tag }),
      ];
    },
  ];

  for (let step = 0; step < steps; step++) {
    const [deed, follow] = pick(DEEDS)();
    const undo = random() < 0.25 ? interrupt(1 + Math.floor(random() * 6), random() < 0.5) : null;
    let failed = false;
    await deed()
      .catch((thrown: { code?: string }) => {
        if (!undo || thrown.code !== "store") throw thrown;
        failed = true;
      })
      .finally(() => undo?.());
    if (!failed) follow();
    await compare(core, model, `seed ${seed}, step ${step}`);
  }
}

/** Holds the library against the model. */
async function compare(core: Core, model: Map<string, Known>, where: string): Promise<void> {
  const { faults, stories } = await checkLibrary(core);
  same(faults, [], `${where}: faults`);
  same(await countStories(), model.size, `${where}: stories`);
  const versions = [...model.values()].reduce((sum, { texts }) => sum + texts.length, 0);
  same(stories, versions, `${where}: versions`);
  for (const [address, { id, texts, seen, tag }] of model) {
    const [found] = await readStories([id]);
    const { head, text } = found ?? {};
    same(
      [head?.address, text?.text, head?.version, head?.seen, head?.tags ?? []],
      [address, texts.at(-1), texts.length, seen, tag ? [tag] : []],
      `${where}: ${address}`,
    );
  }
  const catalogue = await soundCatalogue();
  for (const word of WORDS) {
    const { entries } = await searchStories(parseQuery(word), catalogue);
    const wanted = [...model.values()].filter(({ texts }) => texts.at(-1)?.includes(word));
    same(
      entries.map(({ id }) => id).sort((one, other) => one - other),
      wanted.map(({ id }) => id).sort((one, other) => one - other),
      `${where}: stories with ${word}`,
    );
  }
}
