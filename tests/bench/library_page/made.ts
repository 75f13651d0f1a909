/** Made stories, and a short way for them into a library. */
import { withEngine } from "../../../extension/engine/index.js";
import { changing } from "../../../extension/store/change.js";
import { type Draft, keepAll } from "../../../extension/store/index.js";
import { countWords } from "../../../extension/words.js";
import { nameOf, numbers, sentence } from "../speaker.js";

/** Stories that are stocked within one change. */
const STOCKED = 2_000;

/** The sentences of a story, half as long or twice as long as a news story usually is. */
function sentences(number: number): string[] {
  const random = numbers(number);
  const cast = Array.from({ length: 6 }, () => nameOf(random));
  return Array.from({ length: Math.floor(12 * 4 ** random()) }, () => sentence(random, cast));
}

/** A story as the lines of a file have it. */
interface Made {
  id: string;
  url: string;
  site: string;
  published: string;
  saved: string;
  title: string;
  body: string;
  language: string;
}

/**
 * A made story. One in ten is a copy of an earlier one, with a sentence in seven put
 * differently; one in twenty has four sentences of one.
 */
export function made(number: number, before = number): Made {
  const random = numbers(1e9 + number);
  const kind = random();
  const other = sentences(Math.floor(random() * before));
  let own = sentences(number);
  if (number > 0 && kind < 0.1)
    own = other.map((one) => (random() < 1 / 7 ? sentence(random, ["Ferrow"]) : one));
  else if (number > 0 && kind < 0.15) own.splice(2, 0, ...other.slice(4, 8));
  const site = `site${Math.floor(400 ** random())}.example`;
  const at = new Date(1_700_000_000_000 + number * 300_000).toISOString();
  return {
    ...{ id: String(number), url: `https://${site}/${number}`, site, published: at, saved: at },
    ...{ title: own[0] ?? "", body: own.join(" "), language: random() < 0.8 ? "en" : "de" },
  };
}

/**
 * Stores made stories without reading or relating them: they are found by their words and by their
 * text, as imported ones are, but nothing is said of what they share with one another.
 */
export async function stock(from: number, count: number): Promise<void> {
  await withEngine(async (engine) => {
    for (let first = from; first < from + count; first += STOCKED) {
      const length = Math.min(STOCKED, from + count - first);
      const drafts = Array.from({ length }, (_, i): Draft => {
        const { url, site, title, body, published, language, id } = made(first + i);
        const fingerprint = engine.fingerprint({ id, text: body, extras: [] });
        return {
          head: {
            ...{ address: url, url, site, title, published, language, agencies: [] },
            ...{ words: countWords(body), truncated: false, capture: id, engine: engine.version() },
          },
          text: { text: body, extras: [], fingerprint },
          pairs: [],
          at: Date.parse(published),
        };
      });
      await changing((stores) => keepAll(stores, engine, drafts, () => null));
    }
  });
}
