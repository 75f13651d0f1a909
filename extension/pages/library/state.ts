/** What the library page shows: a stretch of the list, one story, and what was deleted last. */
import { signal } from "@preact/signals";
import type { OpenStory, StoryPage } from "../../messages/calls.js";
import type { Failure } from "../../messages/result.js";
import type { Removed } from "../../messages/session.js";
import { call, onNews } from "../../messages/transport.js";

/** Stories are listed in portions of this many. */
const PORTION = 50;

export const search = signal("");
export const list = signal<StoryPage | null>(null);
export const open = signal<OpenStory | null>(null);
export const chosen = signal<number[]>([]);
export const removed = signal<Removed | null>(null);
export const failure = signal<Failure | null>(null);
export const usage = signal<{ used: number; quota: number } | null>(null);

let count = PORTION;

/** Loads the list, and the story that the address names. */
export async function start(): Promise<void> {
  onNews((news) => {
    if (news.news === "library") void refresh();
  });
  addEventListener("hashchange", () => void openNamed());
  await Promise.all([refresh(), openNamed(), measure()]);
}

async function refresh(): Promise<void> {
  const asked = search.value;
  const answer = await call("stories", { search: asked, from: 0, count });
  if (asked !== search.value) return;
  if (answer.ok) list.value = answer.value;
  failure.value = answer.ok ? null : answer.error;
}

async function measure(): Promise<void> {
  const { usage: used, quota } = await navigator.storage.estimate();
  usage.value = used !== undefined && quota !== undefined ? { used, quota } : null;
}

async function openNamed(): Promise<void> {
  const id = Number(location.hash.slice(1));
  if (!Number.isInteger(id) || id === 0) {
    open.value = null;
    return;
  }
  const answer = await call("story", { id });
  open.value = answer.ok ? answer.value : null;
}

/** Looks for words. */
export function find(words: string): void {
  search.value = words;
  count = PORTION;
  void refresh();
}

/** Lists the next portion. */
export function more(): void {
  count += PORTION;
  void refresh();
}

/** Chooses a story to be compared, or no longer; the last two are kept. */
export function choose(id: number): void {
  chosen.value = chosen.value.includes(id)
    ? chosen.value.filter((other) => other !== id)
    : [...chosen.value, id].slice(-2);
}

/** Deletes a story; it can be put back until the next deletion. */
export async function remove(id: number): Promise<void> {
  const answer = await call("remove", { ids: [id] });
  if (answer.ok) removed.value = answer.value;
  else failure.value = answer.error;
  chosen.value = chosen.value.filter((other) => other !== id);
  if (open.value?.head.id === id) location.hash = "";
}

/** Puts the last deleted stories back. */
export async function undo(): Promise<void> {
  if (!removed.value) return;
  const answer = await call("restore", { removed: removed.value });
  if (answer.ok) removed.value = null;
  else failure.value = answer.error;
}
