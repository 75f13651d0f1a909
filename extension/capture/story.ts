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

/** A further story on the page of a reading, as the core compares it. */
export function furtherStory(
  { url, language }: Reading,
  { title, text }: Reading["stories"][number],
  id: string,
): Story {
  return { id, text, extras: [], ...about({ title, url, language }) };
}

/** A stored story, as the core compares it. */
export function asStory(head: StoryHead, { text, extras }: StoryText): Story {
  return { id: String(head.id), text, extras, ...about(head) };
}

/** What is known about a story beside its words. */
export function about(from: {
  title?: string | undefined;
  url?: string | undefined;
  published?: string | undefined;
  language?: string | undefined;
}): Pick<Story, "title" | "url" | "published" | "language"> {
  return {
    ...(from.title ? { title: from.title } : {}),
    ...(from.url ? { url: from.url } : {}),
    ...(from.published ? { published: from.published } : {}),
    ...(from.language ? { language: from.language } : {}),
  };
}

/** The address a story is known by; a page of no web address (a file, say) goes by where it was read. */
export function addressOf(reading: Pick<Reading, "address" | "url">, url: string): string {
  return reading.address ?? (reading.url ?? url).split("#", 1)[0] ?? url;
}

/** The address of the nth further story on a page, counted from 1. */
export function furtherAddress(page: string, number: number): string {
  return `${page}#${number}`;
}

/** The address of the page that a stored story stands on. */
export function pageOf({ address }: Pick<StoryHead, "address">): string {
  return address.split("#", 1)[0] ?? address;
}
