/**
 * What the library page shows. It reads the store itself: the catalogue stays in this page's memory
 * while it is open, heads and texts are fetched for what is in view.
 *
 * The address says all of it (`?q=` the search, `#12` the story, `#in` and so on another view), so
 * every state can be linked to and gone back to.
 */
import { computed, signal } from "@preact/signals";
import { withIndex } from "../../capture/indexed.js";
import type { OpenStory } from "../../messages/calls.js";
import { asFailure, type Failure, unwrap } from "../../messages/result.js";
import type { Removed, StoryHead } from "../../messages/session.js";
import { announce, call, onNews } from "../../messages/transport.js";
import type { Catalogue } from "../../store/catalogue.js";
import { soundCatalogue } from "../../store/derive.js";
import { removeStories, restoreStories } from "../../store/index.js";
import { type Added, addTo, forgetSite, readCollections } from "../../store/keeping.js";
import { readHeads } from "../../store/list.js";
import { parseQuery } from "../../store/query.js";
import type { Collection } from "../../store/schema.js";
import { type Found, searchStories } from "../../store/search.js";
import { readVersions } from "../../store/versions.js";

/** The parts of the page. */
export const VIEWS = ["stories", "in", "out", "keeping"] as const;

/** A part of the page. */
export type View = (typeof VIEWS)[number];

export const view = signal<View>("stories");
export const search = signal("");
export const catalogue = signal<Catalogue | null>(null);
export const found = signal<Found | null>(null);
export const open = signal<(OpenStory & { versions: StoryHead[] }) | null>(null);
export const chosen = signal<ReadonlySet<number>>(new Set());
export const removed = signal<Removed | null>(null);
export const collections = signal<Collection[]>([]);
/** Heads of stories that were in view, by id. */
export const heads = signal<ReadonlyMap<number, StoryHead & { later: number }>>(new Map());

/** Why what the reader asked for last was not done, and why the library cannot be read. */
const undone = signal<Failure | null>(null);
const unread = signal<Failure | null>(null);

/** What is wrong, until something else is asked for, or the library can be read again. */
export const failure = computed(() => undone.value ?? unread.value);

/** The story that is open, by its id. */
export const current = computed(() => open.value?.head.id);

/** Follows the address, and the news of other pages. */
export async function start(): Promise<void> {
  onNews((news) => {
    if (news.news === "library") void refresh();
  });
  addEventListener("hashchange", () => {
    undone.value = null;
    void follow();
  });
  search.value = new URLSearchParams(location.search).get("q") ?? "";
  await Promise.all([refresh(), follow()]);
}

/** Does what the reader asks for; what goes wrong is shown until the next thing is asked for. */
export function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  undone.value = null;
  return goOn(work);
}

/** Goes on with something that was asked for; what went wrong before stays shown. */
export async function goOn<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    undone.value = asFailure(thrown, "store");
    return undefined;
  }
}

/** Reads for what is shown; what goes wrong is shown until reading works again. */
export async function look<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    const value = await work();
    unread.value = null;
    return value;
  } catch (thrown) {
    unread.value = asFailure(thrown, "store");
    return undefined;
  }
}

/** Does something that changes the library, and tells every page. */
export async function change<T>(work: () => Promise<T>): Promise<T | undefined> {
  const value = await attempt(work);
  announce({ news: "library" });
  await refresh();
  return value;
}

let refreshing: Promise<void> | null = null;
let isStale = false;

/** Reads the catalogue again, and searches in it; news that come meanwhile are taken in at the end, once. */
export function refresh(): Promise<void> {
  isStale = true;
  refreshing ??= readAgain().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function readAgain(): Promise<void> {
  while (isStale) {
    isStale = false;
    await look(async () => {
      [catalogue.value, collections.value] = await Promise.all([
        soundCatalogue(),
        readCollections(),
      ]);
      heads.value = new Map();
      await run();
    });
  }
}

async function run(): Promise<void> {
  const asked = search.value;
  const all = catalogue.value;
  if (!all) return;
  const answer = await searchStories(parseQuery(asked), all);
  if (asked !== search.value || all !== catalogue.value) return;
  found.value = answer;
  // What is not in view is not chosen: nothing is done to stories that the reader does not see.
  const listed = new Set(answer.entries.map(({ id }) => id));
  if ([...chosen.value].some((id) => !listed.has(id)))
    chosen.value = new Set([...chosen.value].filter((id) => listed.has(id)));
}

async function follow(): Promise<void> {
  const name = location.hash.slice(1);
  view.value = VIEWS.find((one) => one === name) ?? "stories";
  const id = Number(name);
  if (!Number.isInteger(id) || id === 0) {
    open.value = null;
    return;
  }
  const story = await goOn(async () => unwrap(await call("story", { id })));
  const versions = story && (await look(() => readVersions(story.head)));
  open.value = story ? { ...story, versions: versions ?? [] } : null;
}

/** Searches. */
export function find(words: string): void {
  search.value = words;
  const address = new URL(location.href);
  if (words) address.searchParams.set("q", words);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  void look(run);
}

/** Fetches the heads of stories that came into view. */
export async function fetchHeads(ids: number[]): Promise<void> {
  const missing = ids.filter((id) => !heads.value.has(id));
  if (missing.length === 0) return;
  const fetched = await look(() => readHeads(missing));
  if (!fetched) return;
  heads.value = new Map([...heads.value, ...fetched.map((head) => [head.id, head] as const)]);
}

/** Chooses stories to do something with, or no longer. */
export function choose(ids: number[], on: boolean): void {
  const next = new Set(chosen.value);
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  chosen.value = next;
}

/** Deletes stories; they can be put back until the next deletion. */
export async function remove(ids: number[]): Promise<void> {
  const gone = await change(() => withIndex((engine) => removeStories(engine, ids)));
  wasRemoved(gone);
}

/** Deletes everything of a site. */
export async function forget(site: string): Promise<void> {
  wasRemoved(await change(() => withIndex((engine) => forgetSite(engine, site))));
}

function wasRemoved(gone: Removed | undefined): void {
  if (!gone) return;
  removed.value = gone;
  if (gone.stories.some(({ head }) => head.id === current.value)) location.hash = "";
}

/** Puts the last deleted stories back. */
export async function undo(): Promise<void> {
  const gone = removed.value;
  if (!gone) return;
  await change(async () => {
    await withIndex((engine) => restoreStories(engine, gone));
    removed.value = null;
  });
}

/** Changes what the reader added to stories. */
export async function add(ids: number[], what: (head: StoryHead) => Added): Promise<void> {
  await change(() => addTo(ids, what));
  if (current.value !== undefined && ids.includes(current.value)) await follow();
}
