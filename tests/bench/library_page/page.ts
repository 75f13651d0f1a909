/**
 * Fills a library with made stories and asks it, as the library page does. It runs as a page of the
 * extension, over the store that ships.
 */
import { type Catalogue, readCatalogue, touch } from "../../../extension/store/catalogue.js";
import { changing } from "../../../extension/store/change.js";
import { readHeads } from "../../../extension/store/list.js";
import { parseQuery } from "../../../extension/store/query.js";
import { library } from "../../../extension/store/schema.js";
import { countValues, searchStories } from "../../../extension/store/search.js";
import { post } from "../../../extension/store/words.js";

const PORTION = 512;

/** Numbers that follow from a seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let next = Math.imul(state ^ (state >>> 15), 1 | state);
    next = (next + Math.imul(next ^ (next >>> 7), 61 | next)) ^ next;
    return ((next ^ (next >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Words of a made language of so many words, the frequent ones first (Zipf). */
function speaker(random: () => number, size: number): () => string {
  const syllables = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split(" ");
  const words = Array.from({ length: size }, (_, i) => {
    let word = "";
    for (let rest = i + 20; rest > 0; rest = Math.floor(rest / 20)) word += syllables[rest % 20];
    return word;
  });
  return () => words[Math.floor(size ** random()) - 1] ?? "";
}

/** Adds made stories to the library, without what relates them; gives the seconds it took. */
async function fill(count: number): Promise<number> {
  const random = numbers(7 + (await (await library()).count("stories")));
  const word = speaker(random, 60_000);
  const start = performance.now();
  for (let from = 0; from < count; from += PORTION) {
    await changing(async (stores) => {
      for (let i = from; i < Math.min(count, from + PORTION); i++) {
        // Half as long or twice as long as a news story usually is.
        const length = Math.floor(200 * 4 ** random());
        const text = Array.from({ length }, word).join(" ");
        const site = `site${Math.floor(400 ** random())}.example`;
        const at = 1_700_000_000_000 + i * 60_000;
        const head = {
          ...{ address: `https://${site}/${i}`, url: `https://${site}/${i}`, site, agencies: [] },
          ...{ title: text.slice(0, 60), language: random() < 0.8 ? "en" : "de", words: length },
          ...{ published: new Date(at).toISOString(), truncated: false, capture: `${i}` },
          ...{ firstSeen: at, lastSeen: at, seen: 1, version: 1, engine: "bench" },
        };
        const id = await stores.stories.add(head as never);
        const body = { id, text, extras: [], fingerprint: new Uint8Array(360) };
        await stores.texts.put(body);
        await post(stores, { ...head, id }, body);
        touch(stores.touched, id);
      }
    });
  }
  return (performance.now() - start) / 1000;
}

async function timed<T>(work: () => Promise<T>): Promise<[ms: number, value: T]> {
  const start = performance.now();
  const value = await work();
  return [performance.now() - start, value];
}

/** What the page does when it opens, and searches of each kind; medians in milliseconds. */
async function measure(): Promise<Record<string, number>> {
  const [open, catalogue] = await timed(async (): Promise<Catalogue> => {
    const all = await readCatalogue();
    await readHeads(all.slice(0, 30).map(({ id }) => id));
    return all;
  });
  const [facets] = await timed(async () => {
    countValues(catalogue, ({ site }) => [site]);
    countValues(catalogue, ({ language }) => [language]);
  });
  const random = numbers(11);
  const text = async (): Promise<string> => {
    const id = Math.floor(random() * catalogue.length) + 1;
    return (await (await library()).get("texts", id))?.text ?? "";
  };
  const searches: Record<string, (words: string[]) => string> = {
    word: (words) => words[5] ?? "",
    words: (words) => words.slice(10, 13).join(" "),
    phrase: (words) => `"${words.slice(20, 26).join(" ")}"`,
    field: (words) => `${words[5]} site:site3.example after:2023-12-01`,
    frequent: () => "ba ce",
  };
  const figures: Record<string, number> = { stories: catalogue.length, open, facets };
  for (const [name, make] of Object.entries(searches)) {
    const times: number[] = [];
    for (let i = 0; i < 21; i++) {
      const search = make((await text()).split(" "));
      const [ms] = await timed(() => searchStories(parseQuery(search), catalogue));
      times.push(ms);
    }
    times.sort((a, b) => a - b);
    figures[name] = times[10] ?? 0;
    figures[`${name}95`] = times[19] ?? 0;
  }
  const { usage = 0 } = await navigator.storage.estimate();
  figures.megabytes = usage / 1e6;
  return figures;
}

Object.assign(globalThis, { fill, measure });
