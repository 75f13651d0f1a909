/**
 * What the library is asked and told of stories. Every change is whole (`change.ts`). What the bytes
 * of shards mean is the core's business: its functions come in as `Core`, and they are synchronous,
 * so they can run inside a transaction.
 */
import type { Pair } from "../messages/report.js";
import { CodedError } from "../messages/result.js";
import type { Removed, Stored, StoryHead, StoryText } from "../messages/session.js";
import { touch, touchGot, touchLost } from "./catalogue.js";
import { type Change, changing, guarded } from "./change.js";
import { forgetSketches, type Learner, type Lesson, teach } from "./learned.js";
import { type Page, unpackPage } from "./pages.js";
import { type Edge, library, type Shard } from "./schema.js";
import { type Indexer, knownOf, readInto, type Shards } from "./shelf.js";
import { putInOrder, versionsBefore, withOlder } from "./versions.js";
import { post, postedUnder, unpost } from "./words.js";

/** What the store needs of the core. */
export interface Core extends Learner, Indexer {}

/** What the store itself says of a story. */
type Own = "id" | "version" | "firstSeen" | "lastSeen" | "seen" | "seenBy" | "replacedBy";

/** A story that is about to be stored. */
export interface Draft {
  head: Omit<StoryHead, Own>;
  text: Omit<StoryText, "id">;
  /** What the core says of it (as `a`) and of stored stories (as `b`, by id). */
  pairs: Pair[];
  /** What it is posted under, where that is known already (`words.ts`). */
  words?: string;
  /** What is learned from its page; not of a private window, nor twice of one page. */
  lesson?: Lesson;
  /** When it was seen. */
  at: number;
  /** Whether the reader has corrected what the capture found, which is the same page as before. */
  corrects?: boolean;
}

/** Makes the bytes that stand for a stored story in the index. */
export type Fingerprint = (head: StoryHead, text: StoryText) => Uint8Array;

/** What the core says of a draft (as `a`) and the text under its address; `null`: strangers. */
export type Relate = (draft: Draft, stored: StoryText) => Pair | null;

/** What became of a draft. */
export type Kept = Extract<Stored, { as: "new" | "again" | "version" }>;

/** The shards that are there, of those that the core asked for; others that are `known` are kept. */
export async function readShards(
  keys: Iterable<number>,
  known: Shards = new Map(),
): Promise<Shard[]> {
  return guarded(async () => {
    const wanted = Array.from(keys);
    await readInto(known, wanted, (await library()).transaction("shards").store);
    return knownOf(known, wanted);
  });
}

/** Stories by id, those that are there. */
export async function readStories(
  ids: Iterable<number>,
): Promise<{ head: StoryHead; text: StoryText }[]> {
  return guarded(async () => {
    const transaction = (await library()).transaction(["stories", "texts"]);
    const found = await Promise.all(
      Array.from(ids, async (id) => {
        const [head, text] = await Promise.all([
          transaction.objectStore("stories").get(id),
          transaction.objectStore("texts").get(id),
        ]);
        return head && text ? [{ head, text }] : [];
      }),
    );
    return found.flat();
  });
}

/** The pages of stories by id, those that are kept. */
export async function readPages(ids: number[]): Promise<{ id: number; page: Page }[]> {
  return guarded(async () => {
    const { store } = (await library()).transaction("pages");
    const kept = await Promise.all(ids.map((id) => store.get(id)));
    const found = kept.filter((page) => page !== undefined);
    return Promise.all(found.map(async ({ id, bytes }) => ({ id, page: await unpackPage(bytes) })));
  });
}

/**
 * Stores a story, or finds that it is there already.
 *
 * The same text under the same address was seen again; a related text is its next version, whose
 * postings take the place of the old one's; a capture that is written twice (it was begun again, or
 * the page went on rendering) replaces what it wrote before, but not what it only found, unless the
 * reader has corrected that. Where a page has rendered into the text that stood before, it was no
 * version.
 *
 * What comes from a file was seen by nobody now: a story that is there stays as it is, and a text that
 * is older than the present one becomes a version before it, as does one without a date where the present
 * one was seen by the reader.
 */
export async function keep(core: Core, draft: Draft, relate: Relate): Promise<Kept> {
  return changing((stores) => keepIn(stores, core, draft, relate));
}

/**
 * Stores many stories within one change, in their order. Pairs may name a story before them by its
 * capture, because it has no id yet.
 */
export async function keepAll(
  stores: Change,
  core: Core,
  drafts: Draft[],
  relate: Relate,
): Promise<Kept[]> {
  const captures = new Set(drafts.map(({ head }) => head.capture));
  const taken = await takenAddresses(stores, drafts);
  const all: Promise<Kept>[] = [];
  let waiting: Promise<Kept>[] = [];
  for (const draft of drafts) {
    const { address } = draft.head;
    const stored = draft.pairs.filter(({ b }) => !captures.has(b));
    const isFree = !taken.has(address);
    if (!isFree || draft.lesson) {
      // It must find what those before it have written and learned.
      await Promise.all(waiting);
      waiting = [];
    }
    const kept = (isFree ? addNew : keepIn)(stores, core, { ...draft, pairs: stored }, relate);
    // Awaited below; until then nobody hears of a failure.
    kept.catch(() => undefined);
    // Ids are given in the order of the drafts.
    if (!isFree) await kept;
    taken.add(address);
    waiting.push(kept);
    all.push(kept);
  }
  const done = await Promise.all(all);
  const ids = new Map(drafts.map(({ head }, i) => [head.capture, String(done[i]?.id)]));
  const among = drafts.flatMap(({ pairs }, i) => {
    const a = done[i];
    if (!a || a.as === "again") return [];
    return pairs.flatMap((pair) => {
      const b = ids.get(pair.b);
      return b ? [{ ...pair, a: String(a.id), b }] : [];
    });
  });
  await putEdges(stores, among);
  return done;
}

/** The addresses of drafts under which there are stories. */
async function takenAddresses({ stories }: Change, drafts: Draft[]): Promise<Set<string>> {
  const known = stories.index("address");
  const addresses = [...new Set(drafts.map(({ head }) => head.address))];
  const counts = await Promise.all(addresses.map((address) => known.count(address)));
  return new Set(addresses.filter((_, i) => counts[i]));
}

async function addNew(stores: Change, core: Core, draft: Draft): Promise<Kept> {
  const { id } = await add(stores, core, draft, { version: 1 }, false);
  return { as: "new", id };
}

async function keepIn(stores: Change, core: Core, given: Draft, relate: Relate): Promise<Kept> {
  const heads = await stores.stories.index("address").getAll(given.head.address);
  const present = heads.filter((head) => head.replacedBy === undefined);
  // A clock may have been set back: what is seen now is no earlier than what was seen before.
  const at = Math.max(given.at, ...present.map(({ lastSeen }) => lastSeen));
  const draft = given.head.imported === undefined ? { ...given, at } : given;
  const { capture } = draft.head;
  const own = present.find(
    (head) => head.capture === capture || (draft.corrects && head.seenBy === capture),
  );
  if (own) {
    const before = await stores.stories.index("replacedBy").getAll(own.id);
    const same = await withText(stores, before, draft);
    return same ? goBack(stores, core, draft, own, same) : rewrite(stores, core, draft, own);
  }
  for (const head of present) {
    const text = await stores.texts.get(head.id);
    if (!text) continue;
    if (text.text === draft.text.text) return seenAgain(stores, core, head, draft);
    const pair = relate(draft, text);
    if (!pair) continue;
    const isLearned = (await stores.pages.getKey(head.id)) !== undefined;
    if (draft.head.imported !== undefined) {
      const before = await versionsBefore(stores.stories.index("replacedBy"), head.id);
      const same = await withText(stores, before, draft);
      if (same) return asSeen(same);
      const isUndated = draft.at >= draft.head.imported && head.imported === undefined;
      if (draft.at < head.lastSeen || isUndated) {
        const place = { version: 1, replacedBy: head.id };
        const at = Math.min(draft.at, head.lastSeen - 1);
        const older = await add(stores, core, { ...draft, at }, place, isLearned);
        const all = [...before, older].sort((one, other) => other.lastSeen - one.lastSeen);
        await putInOrder(stores, [head, ...all]);
        return { as: "version", id: older.id, version: all.length - all.indexOf(older), pair };
      }
    }
    const version = head.version + 1;
    const { id } = await add(stores, core, withAdded(draft, head), { version }, isLearned);
    await replace(stores, core, head, id);
    return { as: "version", id, version, pair };
  }
  return addNew(stores, core, draft);
}

/** Deletes stories with their versions and everything that points at them; returns what undoes it. */
export async function removeStories(core: Core, ids: number[]): Promise<Removed> {
  return changing(async (stores) => {
    const removed: Removed = { stories: [], pairs: [] };
    for (const id of await withOlder(stores, ids)) {
      const { stories, pairs } = await remove(stores, core, id);
      removed.stories.push(...stories);
      removed.pairs.push(...pairs);
    }
    return removed;
  });
}

/** Deletes one story and everything that points at it. */
async function remove(stores: Change, core: Core, id: number): Promise<Removed> {
  const [head, text, page] = await Promise.all([
    stores.stories.get(id),
    stores.texts.get(id),
    stores.pages.get(id),
  ]);
  if (!head || !text) return { stories: [], pairs: [] };
  if (head.replacedBy === undefined) await unindex(stores, core, text);
  const pairs = await dropEdges(stores, id);
  await unpost(stores, id);
  await Promise.all([stores.stories.delete(id), stores.texts.delete(id), stores.pages.delete(id)]);
  if (page) await forgetSketches(stores, page.site);
  return { stories: [{ head, text, ...(page ? { page } : {}) }], pairs };
}

/** Puts deleted stories back under their old ids. */
export async function restoreStories(core: Core, removed: Removed): Promise<void> {
  return changing(async (stores) => {
    for (const story of removed.stories) await putBack(stores, core, story);
    await putEdges(stores, removed.pairs);
  });
}

/** Puts a story as it was once stored; under another id where its own is taken. Returns the id. */
export async function putBack(
  stores: Change,
  core: Core,
  { head: old, text: oldText, page }: Removed["stories"][number],
): Promise<number> {
  const { id: oldId, ...rest } = old;
  const isTaken = (await stores.stories.getKey(oldId)) !== undefined;
  // The database gives an id to a record that has none.
  const id = await stores.stories.add((isTaken ? rest : old) as StoryHead);
  const [head, text] = [
    { ...old, id },
    { ...oldText, id },
  ];
  await stores.texts.put(text);
  if (page) {
    await stores.pages.put({ ...page, id });
    await forgetSketches(stores, page.site);
  }
  await list(stores, core, head, text);
  return id;
}

/** Has a story replaced by another version: it is found no more. */
export async function replace(
  stores: Change,
  core: Core,
  head: StoryHead,
  replacedBy: number,
): Promise<void> {
  const text = await stores.texts.get(head.id);
  if (text) await unindex(stores, core, text);
  await stores.stories.put({ ...head, replacedBy });
  await unpost(stores, head.id);
  touch(stores.touched, head.id);
}

/** Deletes everything: stories, what was learned from them, corrections and packs. */
export async function eraseLibrary(): Promise<void> {
  return changing(async (stores) => {
    const { mark: _, ...all } = stores;
    await Promise.all(Object.values(all).map((store) => store.clear()));
  });
}

/**
 * Makes the whole index anew from the stored texts, for when the core's format has changed or bytes
 * were damaged. `fingerprint` is the core's.
 */
export async function reindex(core: Core, fingerprint: Fingerprint): Promise<void> {
  return changing(async (stores) => {
    await stores.shards.clear();
    for (const head of await stores.stories.getAll()) {
      const old = await stores.texts.get(head.id);
      if (!old) continue;
      const text = { ...old, fingerprint: fingerprint(head, old) };
      await stores.texts.put(text);
      if (head.replacedBy === undefined) await index(stores, core, text);
    }
  });
}

/** A draft with what the reader added to the version before it; its words follow, as a note is among them. */
function withAdded({ words: _, ...draft }: Draft, before: StoryHead): Draft {
  return { ...draft, head: { ...addedTo(before), ...draft.head } };
}

/** What the reader added to a story. */
function addedTo({ tags, note, pinned }: StoryHead): Pick<StoryHead, "tags" | "note" | "pinned"> {
  return { ...(tags && { tags }), ...(note && { note }), ...(pinned && { pinned }) };
}

async function add(
  stores: Change,
  core: Core,
  draft: Draft,
  place: Pick<StoryHead, "version" | "replacedBy">,
  isLearned: boolean,
): Promise<StoryHead> {
  const { head, at } = draft;
  // The database gives the id, so the record is added without one.
  const fresh = { ...head, ...place, firstSeen: at, lastSeen: at, seen: 1 };
  const id = await stores.stories.add(fresh as StoryHead);
  await fill(stores, core, draft, { ...fresh, id });
  await teach(stores, core, id, draft.lesson, isLearned);
  return { ...fresh, id };
}

async function rewrite(stores: Change, core: Core, draft: Draft, old: StoryHead): Promise<Kept> {
  const text = await stores.texts.get(old.id);
  if (!text) throw new CodedError("store", `story ${old.id} has lost its text`);
  await unindex(stores, core, text);
  await unpost(stores, old.id);
  await dropEdges(stores, old.id);
  // What the page said before and says no more is gone; what the store and the reader said of it stays.
  const { title, site, byline, published, modified, language, correction, ...own } = old;
  const head = { ...own, ...draft.head, capture: old.capture, lastSeen: draft.at };
  await stores.stories.put(head);
  // The reader may have added a note, by which it is found too.
  const { words: _, ...fresh } = draft;
  await fill(stores, core, fresh, head);
  await teach(stores, core, old.id, draft.lesson);
  return { as: "new", id: old.id };
}

/** Takes a version away again and has the one before it, which the draft is, in its place. */
async function goBack(
  stores: Change,
  core: Core,
  draft: Draft,
  version: StoryHead,
  before: StoryHead,
): Promise<Kept> {
  await remove(stores, core, version.id);
  const { replacedBy: _, tags, note, pinned, ...own } = before;
  const head = { ...own, ...addedTo(version) };
  await stores.stories.put(head);
  const { words: __, ...fresh } = draft;
  await fill(stores, core, fresh, head);
  return seenAgain(stores, core, head, draft);
}

async function fill(stores: Change, core: Core, draft: Draft, head: StoryHead): Promise<void> {
  const { id } = head;
  const text = { ...draft.text, id };
  const pairs = draft.pairs.map((pair) => ({ ...pair, a: String(id) }));
  await Promise.all([
    stores.texts.put(text),
    list(stores, core, head, text, draft.words),
    putEdges(stores, pairs),
  ]);
}

async function seenAgain(stores: Change, core: Core, head: StoryHead, draft: Draft): Promise<Kept> {
  const { imported, capture } = draft.head;
  if (imported !== undefined || head.seenBy === capture) return asSeen(head);
  const { id, seen } = head;
  await stores.stories.put({ ...head, lastSeen: draft.at, seen: seen + 1, seenBy: capture });
  touch(stores.touched, id);
  await teach(stores, core, id, draft.lesson);
  return asSeen(head);
}

function asSeen({ id, firstSeen, lastSeen, seen }: StoryHead): Kept {
  return { as: "again", id, firstSeen, lastSeen, seen };
}

/** The one of some stories that has the text of a draft. */
async function withText(
  { texts }: Change,
  heads: StoryHead[],
  { head: { words }, text }: Draft,
): Promise<StoryHead | undefined> {
  for (const head of heads)
    if (head.words === words && (await texts.get(head.id))?.text === text.text) return head;
  return undefined;
}

/** Has a story found by its words and by its text, unless another took its place. */
async function list(
  stores: Change,
  core: Core,
  head: StoryHead,
  text: StoryText,
  words?: string,
): Promise<void> {
  touch(stores.touched, head.id, head);
  if (head.replacedBy !== undefined) return;
  await index(stores, core, text);
  post(stores, head.id, words ?? postedUnder(head, text));
}

function index({ shards }: Change, core: Core, { id, fingerprint }: StoryText): Promise<void> {
  return shards.add(core, id, fingerprint);
}

function unindex({ shards }: Change, core: Core, { id, fingerprint }: StoryText): Promise<void> {
  return shards.remove(core, id, fingerprint);
}

/** Keeps what the core said of pairs of stories. */
export async function putEdges(stores: Change, pairs: Pair[]): Promise<void> {
  const edges = pairs.map((pair): Edge => {
    const [a, b] = [Number(pair.a), Number(pair.b)];
    return { ids: a < b ? [a, b] : [b, a], pair };
  });
  for (const { ids, pair } of edges) for (const id of ids) touchGot(stores.touched, id, pair);
  await Promise.all(edges.map((edge) => stores.edges.put(edge)));
}

async function dropEdges(stores: Change, id: number): Promise<Pair[]> {
  const edges = await stores.edges.index("ids").getAll(id);
  await Promise.all(edges.map((edge) => stores.edges.delete(edge.ids)));
  for (const { ids } of edges) for (const other of ids) touchLost(stores.touched, other);
  touch(stores.touched, id);
  return edges.map((edge) => edge.pair);
}
