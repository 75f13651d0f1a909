/** A reading, a stored record and the core's idea of a story: one made into the other. */
import type { Reading, Story } from "../messages/report.js";
import type { StoryHead, StoryText } from "../messages/session.js";

/** The story of a reading, as the core compares it. */
export function storyOf(reading: Reading, id: string): Story {
  const extras = reading.blocks
    .filter(({ kind }) => kind === "credit" || kind === "notice")
    .map(({ text }) => text);
  return { id, text: reading.text, extras, ...about(reading) };
}

/** A stored story, as the core compares it. */
export function asStory(head: StoryHead, { text, extras }: StoryText): Story {
  return { id: String(head.id), text, extras, ...about(head) };
}

function about(from: {
  title?: string;
  url?: string;
  published?: string;
  language?: string;
}): Pick<Story, "title" | "url" | "published" | "language"> {
  return {
    ...(from.title ? { title: from.title } : {}),
    ...(from.url ? { url: from.url } : {}),
    ...(from.published ? { published: from.published } : {}),
    ...(from.language ? { language: from.language } : {}),
  };
}

/** The address a story is known by: what the page calls its own, or where it was read. */
export function addressOf(reading: Pick<Reading, "canonical" | "url">, url: string): string {
  return reading.canonical ?? (reading.url ?? url).split("#", 1)[0] ?? url;
}
