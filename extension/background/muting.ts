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

/** Mutes all of this, or lets it be heard again. */
export function setMuted(what: Mute[], on: boolean): Promise<void> {
  const keys = new Set(what.map((one) => JSON.stringify(one)));
  return changeMuted((muted) => {
    const others = muted.filter((one) => !keys.has(JSON.stringify(one)));
    return on ? [...what, ...others] : others;
  });
}

/** Forgets all of it. */
export function clearMuted(): Promise<void> {
  return changeMuted(() => []);
}

/** Changes are made one after the other, each of what the one before left. */
let last: Promise<unknown> = Promise.resolve();

function changeMuted(change: (muted: Mute[]) => Mute[]): Promise<void> {
  const next = last.then(async () => {
    await api.storage.local.set({ [KEY]: change(await getMuted()) });
    announce({ news: "rules" });
  });
  last = next.catch(() => undefined);
  return next;
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
