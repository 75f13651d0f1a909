/**
 * Stories as JSON Lines, with the names of passim: `id`, `series` and `text`. A story goes by its address,
 * which means the same in every library, so that what others tell of it finds it again. It always names a
 * series: that says that its text is a story, and no page to be read.
 */
import type { Kept } from "./records.js";

/** A line for each story. */
export function jsonLines(stories: Kept[]): string {
  return stories.map((story) => `${JSON.stringify(lineOf(story))}\n`).join("");
}

function lineOf({ head, text }: Kept): Record<string, unknown> {
  const { site, url, address, title, byline, published, modified, language, agencies } = head;
  const { tags, note, pinned, firstSeen, version } = head;
  return {
    ...{ id: address, series: site ?? "", text: text.text },
    ...{ title, url, canonical: address, byline, published, modified, language, version },
    agencies: agencies.map(({ name, role }) => ({ name, role })),
    saved: new Date(firstSeen).toISOString(),
    ...{ tags, note, pinned },
  };
}
