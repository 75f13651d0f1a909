/**
 * Which stories have which words: what a search asks first.
 *
 * A row per word and story would cost minutes for a hundred thousand stories. So words are posted in
 * segments of a thousand stories or more: each segment is cut by the words' first two letters into shelves of
 * a few kilobytes. A word, or the beginning of one, lies on the same shelf of every segment, and these
 * are one stretch of the database. Stories that are in no segment yet keep their words beside it, and
 * are looked through one by one; a change of many stories makes a segment of them at once.
 *
 * Taking the words of one story out of its segment would mean to write all its shelves anew. So a
 * directory says which stories a segment has and which of them have gone (they were deleted, or posted
 * again because their words changed); once these are the most of them, its shelves are swept.
 *
 * Scripts without spaces between words are posted by pairs of their characters, and lie on the shelf
 * of the first, so that one character finds all pairs that begin with it.
 */
import { grouped } from "../grouped.js";
import type { StoryHead, StoryText } from "../messages/session.js";
import { type FreshWords, library, type Records, storeError, type WordShelf } from "./schema.js";

/** Stories per segment, at least. */
export const SEGMENT = 1024;
const BUCKETS = 256;
/** Words are cut to this length: longer ones are no words. */
const LONGEST = 40;

/** The last is the sign of long vowels, which is of two scripts. */
const UNSPACED =
  "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\u30fc";
const PIECES = new RegExp(`[${UNSPACED}]+|[[\\p{L}\\p{N}\\p{M}]--[${UNSPACED}]]+`, "gv");
const UNSPACED_RUN = new RegExp(`^[${UNSPACED}]`, "v");
/** No such character comes before it (Thai is the first of these scripts). */
const FIRST_UNSPACED = 0xe00;

/** What folding only makes small, and rids of apostrophes: most texts in English. */
const PLAIN = /^[\t\n\r -~–—‘’“”]*$/;

/** Text as it is compared: without case, Latin accents, kinds of space or punctuation. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replace(/['’]/g, "");
  const letters = text.normalize("NFKD").replace(/[\u0300-\u036f\u00ad]/g, "");
  return letters.normalize("NFC").toLowerCase().replace(/['’]/g, "");
}

/** The words of a text, in its order. */
export function wordsOf(text: string): string[] {
  return fold(text).match(PIECES) ?? [];
}

/** Whether words are characters of a script without spaces, which must stand together. */
export function isUnspaced(word: string): boolean {
  return word.charCodeAt(0) >= FIRST_UNSPACED && UNSPACED_RUN.test(word);
}

/** What a word is posted under. */
export function termsOf(word: string): string[] {
  if (!isUnspaced(word)) return [word.slice(0, LONGEST)];
  const characters = Array.from(word);
  return characters.map((character, i) => character + (characters[i + 1] ?? ""));
}

/** What a story is found by. */
export function postedTexts(
  { title, site, byline, note }: Pick<StoryHead, "title" | "site" | "byline" | "note">,
  { text, extras }: Pick<StoryText, "text" | "extras">,
): string[] {
  return [title, site, byline, note, text, ...extras].filter((one) => one !== undefined);
}

/** What a story is posted under: terms, each once, with spaces between. */
export function postedUnder(...story: Parameters<typeof postedTexts>): string {
  const terms = new Set<string>();
  for (const text of postedTexts(...story))
    for (const word of wordsOf(text))
      if (word.length > LONGEST || isUnspaced(word))
        for (const term of termsOf(word)) terms.add(term);
      else terms.add(word);
  return [...terms].join(" ");
}

/** What the stories are posted under that a change has yet to post, by id. */
export type Unposted = Map<number, string>;

/** Stores in which words are posted. */
type Posting = Records & { unposted: Unposted };

/** Posts the words of a story that has none posted; `settleWords` must follow. */
export function post({ unposted }: Posting, id: number, words: string): void {
  unposted.set(id, words);
}

/**
 * Writes what was posted: as a segment with the stories that are in none, if they are many enough. Not
 * twice at the same time: both would give their segments the same number.
 */
export async function settleWords(stores: Posting): Promise<void> {
  const posted = Array.from(stores.unposted, ([id, words]) => ({ id, words }));
  stores.unposted.clear();
  if ((await stores.fresh.count()) + posted.length >= SEGMENT) await closeSegment(stores, posted);
  else await Promise.all(posted.map((one) => stores.fresh.put(one)));
}

/** Forgets the words of a story. */
export async function unpost(stores: Posting, id: number): Promise<void> {
  if (stores.unposted.delete(id)) return;
  if ((await stores.fresh.getKey(id)) !== undefined) return stores.fresh.delete(id);
  for (const { segment, ids } of await stores.words.getAll(everySegment(DIRECTORY))) {
    const { present, gone } = storiesOf(ids);
    if (!present.delete(id)) continue;
    gone.add(id);
    if (gone.size > present.size) await sweep(stores, segment, present);
    else await putDirectory(stores, segment, present, gone);
  }
}

/** Takes all words out of a segment but those of the stories that are present. */
async function sweep(
  { words }: Records,
  segment: number,
  present: ReadonlySet<number>,
): Promise<void> {
  await putDirectory({ words }, segment, present);
  await Promise.all(
    Array.from({ length: BUCKETS - 1 }, async (_, i) => {
      const shelf = await words.get([i + 1, segment]);
      if (!shelf) return;
      const left = new Map<string, number[]>(shelf.words.split(" ").map((word) => [word, []]));
      const lists = [...left.values()];
      unpack(shelf.ids, (list, id) => present.has(id) && lists[list]?.push(id));
      const kept = [...left].filter(([, ids]) => ids.length > 0);
      if (kept.length === 0) return words.delete([i + 1, segment]);
      const shelved = {
        words: kept.map(([word]) => word).join(" "),
        ids: pack(kept.map(([, ids]) => ids)),
      };
      await words.put({ ...shelf, ...shelved });
    }),
  );
}

/** Makes a segment of the stories that are in none, and of those that are posted. */
async function closeSegment(stores: Records, posted: FreshWords[]): Promise<void> {
  const last = await stores.words.openKeyCursor(everySegment(DIRECTORY), "prev");
  const segment = (last?.primaryKey[1] ?? 0) + 1;
  const fresh = [...(await stores.fresh.getAll()), ...posted];
  fresh.sort((one, other) => one.id - other.id);
  const shelves = shelve(fresh);
  await putDirectory(stores, segment, new Set(fresh.map(({ id }) => id)));
  await Promise.all(
    Array.from(shelves, ([bucket, shelf]) => stores.words.put({ bucket, segment, ...shelf })),
  );
  await stores.fresh.clear();
}

/** The shelves of a segment by bucket. */
function shelve(fresh: FreshWords[]): Map<number, Pick<WordShelf, "words" | "ids">> {
  const postings = new Map<string, number[]>();
  for (const { id, words } of fresh) {
    for (const word of words.split(" ")) {
      const ids = postings.get(word);
      if (ids) ids.push(id);
      else postings.set(word, [id]);
    }
  }
  const buckets = grouped([...postings.keys()].sort(), bucketOf);
  const shelves = Array.from(buckets, ([bucket, words]) => {
    const ids = pack(words.map((word) => postings.get(word) ?? []));
    return [bucket, { words: words.join(" "), ids }] as const;
  });
  return new Map(shelves);
}

/** A word as it is posted, or the beginning of one. */
export interface Term {
  term: string;
  beginning: boolean;
}

/** For each of some terms the stories that have it. All are looked up at once; they should be few. */
export async function storiesWith(terms: Term[]): Promise<Set<number>[]> {
  try {
    const transaction = (await library()).transaction(["words", "fresh"]);
    const words = transaction.objectStore("words");
    const read = new Map<number, Promise<WordShelf[]>>();
    for (const bucket of [DIRECTORY, ...terms.map(({ term }) => bucketOf(term))])
      if (!read.has(bucket)) read.set(bucket, words.getAll(everySegment(bucket)));
    const [fresh, ...all] = await Promise.all([
      transaction.objectStore("fresh").getAll(),
      ...read.values(),
    ]);
    const shelves = new Map([...read.keys()].map((bucket, i) => [bucket, all[i] ?? []]));
    const directory = shelves.get(DIRECTORY) ?? [];
    const gone = new Map(directory.map(({ segment, ids }) => [segment, goneOf(ids)]));
    const loose = fresh.map(({ id, words: own }) => ({ id, own: own.split(" ") }));
    return terms.map(({ term, beginning }) => {
      const hits = beginning
        ? (word: string) => word.startsWith(term)
        : (word: string) => word === term;
      const found = new Set<number>();
      for (const shelf of shelves.get(bucketOf(term)) ?? []) {
        const away = gone.get(shelf.segment);
        const lists = listsOf(shelf.words, { term, beginning });
        unpack(shelf.ids, (_, id) => !away?.has(id) && found.add(id), ...lists);
      }
      for (const { id, own } of loose) if (own.some(hits)) found.add(id);
      return found;
    });
  } catch (thrown) {
    throw storeError(thrown);
  }
}

/** The lists of a word on a shelf, or of all that begin with it: from one, to before another. */
function listsOf(words: string, { term, beginning }: Term): [from: number, to: number] {
  const all = ` ${words} `;
  const sought = beginning ? ` ${term}` : ` ${term} `;
  let at = all.indexOf(sought);
  if (at < 0) return [0, 0];
  let from = 0;
  for (let space = 0; space < at; space = all.indexOf(" ", space + 1)) from++;
  let to = from;
  // They are sorted, so these follow one another.
  for (; all.startsWith(sought, at); at = all.indexOf(" ", at + 1)) to++;
  return [from, to];
}

/** All stories that have words. */
export async function postedIds(): Promise<Set<number>> {
  const db = await library();
  const found = new Set(await db.getAllKeys("fresh"));
  for (const { ids } of await db.getAll("words", everySegment(DIRECTORY)))
    for (const id of storiesOf(ids).present) found.add(id);
  return found;
}

/** In place of a bucket: the stories of every segment. */
const DIRECTORY = 0;

/** Writes down which stories a segment has, and which of those that it had have gone. */
async function putDirectory(
  { words }: Pick<Records, "words">,
  segment: number,
  present: ReadonlySet<number>,
  gone: ReadonlySet<number> = new Set(),
): Promise<void> {
  const lists = [present, gone].map((ids) => [...ids].sort((one, other) => one - other));
  if (present.size === 0) await words.delete([DIRECTORY, segment]);
  else await words.put({ bucket: DIRECTORY, segment, words: "", ids: pack(lists) });
}

function storiesOf(directory: Uint8Array): { present: Set<number>; gone: Set<number> } {
  const [present, gone] = [new Set<number>(), new Set<number>()];
  unpack(directory, (list, id) => (list === 0 ? present : gone).add(id));
  return { present, gone };
}

/** Only those that have gone: of all stories a set takes longer than a search may. */
function goneOf(directory: Uint8Array): Set<number> {
  const gone = new Set<number>();
  unpack(directory, (list, id) => list === 1 && gone.add(id));
  return gone;
}

/** A bucket holds all words with the same beginning, so that beginnings can be asked for. */
function bucketOf(word: string): number {
  const first = word.codePointAt(0) ?? 0;
  const second = isUnspaced(word) ? 0 : (word.codePointAt(1) ?? 0);
  return 1 + ((first * 31 + second) % (BUCKETS - 1));
}

function everySegment(bucket: number): IDBKeyRange {
  return IDBKeyRange.bound([bucket, 0], [bucket, Number.POSITIVE_INFINITY]);
}

/** Lists of ascending numbers as bytes: how many, then the steps, seven bits per byte. */
function pack(lists: number[][]): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  const write = (number: number): void => {
    let rest = number;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  };
  for (const list of lists) {
    write(list.length);
    let before = 0;
    for (const id of list) {
      write(id - before);
      before = id;
    }
  }
  return Uint8Array.from(bytes);
}

/** Calls back for every number of packed lists, or of some of them, with the place of its list. */
function unpack(
  bytes: Uint8Array,
  visit: (list: number, id: number) => unknown,
  from = 0,
  to = Number.POSITIVE_INFINITY,
): void {
  let at = 0;
  const read = (): number => {
    let number = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++] ?? 0;
      number += (byte % 128) * scale;
      if (byte < 128) return number;
    }
  };
  for (let list = 0; list < to && at < bytes.length; list++) {
    let left = read();
    // The last byte of a number is the one below 128.
    if (list < from) for (; left > 0 && at < bytes.length; at++) left -= Number(bytes[at]! < 128);
    let id = 0;
    for (; left > 0; left--) {
      id += read();
      visit(list, id);
    }
  }
}
