/**
 * What an archive tells of stories that are here. The command line, DuckDB and Spark compare more than a
 * browser holds; the pairs and families that they write come back as a file, and are noted at the
 * stories that they name, which go by their addresses.
 *
 * Two stories that are both here are compared here: that the archive names them is only the reason to
 * look. Of a pair with one side here the relation is noted, of a family its name and size. To note
 * the same again changes nothing.
 */
import type { Pair, Relation } from "../messages/report.js";
import type { StoryHead, StoryText } from "../messages/session.js";
import { touch, touchGot } from "./catalogue.js";
import type { Change } from "./change.js";

/** What a line of an archive tells: how two stories are related, or which are of one family. */
export type Told = { a: string; b: string; relation: Relation } | Kin;

/** A family of an archive. */
interface Kin {
  family: string;
  stories: string[];
}

/** A stored story with its words. */
interface Stored {
  head: StoryHead;
  text: StoryText;
}

/** How two stored stories are related; `null`: not at all. */
export type Judge = (a: Stored, b: Stored) => Pair | null;

/** Notes what an archive tells; gives how much of it is of stories that are here. */
export async function noteTold(stores: Change, told: Told[], judge: Judge): Promise<number> {
  let noted = 0;
  for (const one of told)
    if (await ("family" in one ? noteFamily(stores, one) : notePair(stores, one, judge))) noted++;
  return noted;
}

/** A family of one is none. */
async function noteFamily(stores: Change, { family, stories }: Kin): Promise<boolean> {
  const ids = stories.length > 1 ? await Promise.all(stories.map((one) => idOf(stores, one))) : [];
  const here = ids.filter((id) => id !== undefined);
  for (const id of here) await note(stores, id, { family, size: stories.length });
  return here.length > 0;
}

async function notePair(
  stores: Change,
  { a, b, relation }: Exclude<Told, Kin>,
  judge: Judge,
): Promise<boolean> {
  const [one, other] = await Promise.all([idOf(stores, a), idOf(stores, b)]);
  if (one !== undefined && other !== undefined) {
    await join(stores, one, other, judge);
    return true;
  }
  const here = one ?? other;
  if (here === undefined) return false;
  const known = (await stores.stories.get(here))?.archive?.relations ?? [];
  if (!known.includes(relation)) await note(stores, here, { relations: [...known, relation] });
  return true;
}

/** Puts what the core says of two stories between them, where nothing was said before. */
async function join(stores: Change, one: number, other: number, judge: Judge): Promise<void> {
  if (one === other) return;
  const ids: [number, number] = one < other ? [one, other] : [other, one];
  if ((await stores.edges.getKey(ids)) !== undefined) return;
  const [a, b] = await Promise.all(ids.map((id) => read(stores, id)));
  const pair = a && b && judge(a, b);
  if (!pair) return;
  await stores.edges.put({ ids, pair });
  for (const id of ids) touchGot(stores.touched, id, pair);
}

async function read({ stories, texts }: Change, id: number): Promise<Stored | undefined> {
  const [head, text] = await Promise.all([stories.get(id), texts.get(id)]);
  return head && text && { head, text };
}

/** The story that is listed under an address. */
async function idOf({ stories }: Change, address: string): Promise<number | undefined> {
  const found = await stories.index("address").getAll(address);
  return found.find(({ replacedBy }) => replacedBy === undefined)?.id;
}

async function note(stores: Change, id: number, what: StoryHead["archive"]): Promise<void> {
  const head = await stores.stories.get(id);
  if (!head) return;
  await stores.stories.put({ ...head, archive: { ...head.archive, ...what } });
  touch(stores.touched, id);
}
