/**
 * Finds stories: by their fields in the catalogue, by their words in the segments, and, where words
 * must stand together, in their texts.
 */
import type { Catalogue, Entry } from "./catalogue.js";
import { guarded } from "./change.js";
import { matcher, type Query } from "./query.js";
import { library } from "./schema.js";
import {
  fold,
  isUnspaced,
  postedTexts,
  storiesWith,
  type Term,
  termsOf,
  wordsOf,
} from "./words.js";

/** Terms that are looked up at once, of words that a story must have. */
const AT_ONCE = 8;
/**
 * Terms of runs that are looked up first: a passage may have hundreds of words, and two of its longest,
 * which are its rarest, mostly leave so few stories that reading these is quicker than looking up more.
 */
const LONGEST_FIRST = 2;
const FEW = 100;

/** Texts that are looked through for a phrase, at most: more take longer than a reader waits. */
const TEXTS = 3_000;

/** What a search finds. */
export interface Found {
  entries: Catalogue;
  /** Stories that have the words of a phrase and were not looked into, because they are too many. */
  unread: number;
}

/** Searches a catalogue. */
export async function searchStories(query: Query, catalogue: Catalogue): Promise<Found> {
  const family = query.fields.family && (await familiesOf(query.fields.family.map(Number)));
  let entries = catalogue.filter(matcher(query, family));
  const words = query.words.flatMap(wordsOf);
  const terms = words
    .filter((word) => !isUnspaced(word))
    .map((term) => ({ term, beginning: true }));
  await narrow(terms, AT_ONCE, 0);
  const ofRuns = new Set([...words.filter(isUnspaced), ...query.phrases.flatMap(wordsOf)]);
  const longest = [...ofRuns].flatMap(termsOfRun).sort((a, b) => b.term.length - a.term.length);
  await narrow(longest, LONGEST_FIRST, FEW);
  const runs = [...query.phrases, ...words.filter(isUnspaced)].map(asRun);
  if (runs.length === 0) return { entries, unread: 0 };
  const read = await holding(entries.slice(0, TEXTS), runs);
  return { entries: read, unread: Math.max(0, entries.length - TEXTS) };

  /** Keeps the entries that have the terms, some at first and then more at once, until few enough are left. */
  async function narrow(looked: Term[], first: number, enough: number): Promise<void> {
    let from = 0;
    for (let atOnce = first; from < looked.length && entries.length > enough; ) {
      const having = await storiesWith(looked.slice(from, from + atOnce).map(spread));
      entries = entries.filter(({ id }) => having.every((stories) => stories.has(id)));
      from += atOnce;
      atOnce = Math.min(2 * atOnce, AT_ONCE);
    }
  }
}

/** One letter begins too many words, and they lie on different shelves; a character does not. */
function spread({ term, beginning }: Term): Term {
  return { term, beginning: beginning && (term.length > 1 || isUnspaced(term)) };
}

/** What a word that must stand together with others is looked up by. */
function termsOfRun(word: string): Term[] {
  const terms = termsOf(word);
  // The last character of an unspaced run is posted alone only where a text's run ends with it.
  const whole = isUnspaced(word) && terms.length > 1 ? terms.slice(0, -1) : terms;
  const isLone = isUnspaced(word) && terms.length === 1;
  return whole.map((term) => ({ term, beginning: isLone }));
}

/** The entries whose texts hold all runs of words. */
async function holding(entries: Entry[], runs: string[]): Promise<Entry[]> {
  const glances = runs.map(glanceFor);
  return guarded(async () => {
    const transaction = (await library()).transaction(["stories", "texts"]);
    const found = await Promise.all(
      entries.map(async (entry) => {
        const [head, text] = await Promise.all([
          transaction.objectStore("stories").get(entry.id),
          transaction.objectStore("texts").get(entry.id),
        ]);
        if (!head || !text) return [];
        const texts = postedTexts(head, text).map(fold);
        const holds = (run: string, i: number): boolean =>
          texts.some((one) => glances[i]?.test(one) && asRun(one).includes(run));
        return runs.every(holds) ? [entry] : [];
      }),
    );
    return found.flat();
  });
}

/**
 * Finds a run's words in a folded text in their order, with no letter between them. Every text that holds
 * the run passes, and few others do: cutting a text into its words takes ten times as long.
 */
function glanceFor(run: string): RegExp {
  return new RegExp(run.trim().replaceAll(" ", "[^\\p{L}\\p{N}\\p{M}]*"), "u");
}

/** A text in which a run of words can be looked for; words of unspaced scripts have no borders. */
function asRun(text: string): string {
  const words = wordsOf(text);
  const border = (word = ""): string => (isUnspaced(word) ? "" : " ");
  return border(words[0]) + words.join(" ") + border(words.at(-1));
}

/** Stories that are joined by the text they share as a whole, beginning at some. */
async function familiesOf(ids: number[]): Promise<Set<number>> {
  return guarded(async () => {
    const family = new Set(ids.filter(Number.isSafeInteger));
    const edges = (await library()).transaction("edges").store.index("ids");
    for (const id of family) {
      for (const { ids: both, pair } of await edges.getAll(id)) {
        if (pair.relation === "exact" || pair.relation === "syndicated")
          for (const other of both) family.add(other);
      }
    }
    return family;
  });
}

/** How often each value of a field occurs, the most frequent first. */
export function countValues(
  entries: Catalogue,
  valuesOf: (entry: Entry) => readonly string[],
): [value: string, count: number][] {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    for (const value of valuesOf(entry)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
