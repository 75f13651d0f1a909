/**
 * What the reader does not want to be told again: a pair of stories, a passage wherever it stands, or
 * everything from a source. Muting is a way of looking: the library keeps what it knows, and what
 * is muted can be heard again.
 */
import { api } from "../browser.js";
import type { Copy, Mute } from "../messages/session.js";
import { announce } from "../messages/transport.js";
import { mutePair, mutePassage, sourceOf } from "../mutes.js";
import { slice } from "../words.js";

const KEY = "muted";

/** Everything that is muted, the latest first. */
export async function getMuted(): Promise<Mute[]> {
  return ((await api.storage.local.get(KEY))[KEY] as Mute[] | undefined) ?? [];
}

/** Mutes something, or lets it be heard again. */
export async function setMuted(what: Mute, on: boolean): Promise<void> {
  const key = JSON.stringify(what);
  const others = (await getMuted()).filter((one) => JSON.stringify(one) !== key);
  await api.storage.local.set({ [KEY]: on ? [what, ...others] : others });
  announce({ news: "rules" });
}

/** Forgets all of it. */
export async function clearMuted(): Promise<void> {
  await api.storage.local.remove(KEY);
}

/** Tells muted copies from the others, and notes which passages of those are muted. */
export function sift(
  copies: Copy[],
  page: { address: string; text: string },
  muted: Mute[],
): { copies: Copy[]; muted: Copy[] } {
  const keys = new Set(muted.map((what) => JSON.stringify(what)));
  const has = (what: Mute): boolean => keys.has(JSON.stringify(what));
  const isMuted = ({ story, pair, muted: passages = [] }: Copy): boolean =>
    has(mutePair(page.address, story.address)) ||
    has({ source: sourceOf(story) }) ||
    (passages.length > 0 && passages.length === pair.passages.length);
  const noted = copies.map((copy): Copy => {
    const passages = copy.pair.passages.flatMap(({ a }, i) =>
      has(mutePassage(slice(page.text, ...a))) ? [i] : [],
    );
    return passages.length > 0 ? { ...copy, muted: passages } : copy;
  });
  return {
    copies: noted.filter((copy) => !isMuted(copy)),
    muted: noted.filter(isMuted),
  };
}
