/** How what is muted is named, alike where it is muted and where it is looked for. */
import type { Mute, StoryHead } from "./messages/session.js";

/** Characters by which a passage is known again. */
const LENGTH = 400;

/** Two stories, whichever of them is looked at. */
export function mutePair(one: string, other: string): Mute {
  return { pair: one < other ? [one, other] : [other, one] };
}

/** A passage by its words, whatever its case and spaces. */
export function mutePassage(words: string): Mute {
  const plain = words.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
  return { passage: Array.from(plain).slice(0, LENGTH).join("") };
}

/** The outlet of a story: its name, or where it is from. */
export function sourceOf({ site, url }: Pick<StoryHead, "site" | "url">): string {
  return site ?? URL.parse(url)?.hostname ?? url;
}
