/**
 * Stories that come from elsewhere than the page in front of the reader (a file, an archive), made into
 * captures: read as pages and texts are, with what is told of them where the page itself tells nothing.
 */
import { withEngine } from "../engine/index.js";
import type { Reading, Snapshot } from "../messages/report.js";
import { CodedError } from "../messages/result.js";
import { readPage } from "./knowledge.js";
import type { Capture } from "./parts.js";

/** Words that a story must have, at least, where the core sees none in it. */
const LEAST_WORDS = 25;

/** What is told of a story where it comes from, beside its words. */
export interface Facts {
  url?: string | undefined;
  title?: string | undefined;
  byline?: string | undefined;
  published?: string | undefined;
  modified?: string | undefined;
  language?: string | undefined;
  site?: string | undefined;
  tags?: string[] | undefined;
  note?: string | undefined;
  /** When it was saved, in milliseconds since 1970. */
  at?: number | undefined;
}

/** A story, or the page that it stands on. */
export type Brought = { name: string; url: string; facts: Facts } & (
  | {
      kind: "snapshot";
      snapshot: Snapshot;
      /** Whether it is a page as its site has it, and not a story that was put into one. */
      isPage: boolean;
      /** What stands for the story where none is seen on the page. */
      words: string;
    }
  | { kind: "text" | "body"; text: string }
);

/** The capture of what was brought; throws where there is no story in it. */
export async function captureOf(item: Brought): Promise<Capture> {
  const { facts, url } = item;
  const name = crypto.randomUUID();
  const now = Date.now();
  const isPage = item.kind === "snapshot" && item.isPage;
  const reading = withFacts(await readItem(item, name), facts, isPage);
  if (!reading.text.trim()) throw new CodedError("no-story");
  return {
    name,
    url,
    reading,
    // Only whole pages show what recurs on a site.
    teaches: isPage && /^https?:/.test(url),
    at: facts.at ?? now,
    imported: now,
    ...(facts.tags?.length ? { tags: facts.tags } : {}),
    ...(facts.note ? { note: facts.note } : {}),
  };
}

async function readItem(item: Brought, name: string): Promise<Reading> {
  const { url, facts } = item;
  if (item.kind === "snapshot")
    return orWords((await readPage(item.snapshot, name, url)).reading, item.words);
  const text = item.kind === "text" && facts.title ? `${facts.title}\n${item.text}` : item.text;
  const reading = await withEngine((engine) => engine.readText(text, name, url));
  return item.kind === "body" ? { ...reading, text: item.text } : orWords(reading, item.text);
}

/** A reading, or where none of it was taken for a story, the words that the file gives as one. */
function orWords(reading: Reading, words: string): Reading {
  const isStory = words.split(/\s+/).length >= LEAST_WORDS;
  return reading.text || !isStory ? reading : { ...reading, text: words };
}

/** Places of which the core only guesses what a page says of itself. */
const GUESSED: readonly (string | undefined)[] = ["url", "text", undefined];

/** A reading with what the file tells; a whole page knows better what it states itself. */
function withFacts(reading: Reading, facts: Facts, isPage: boolean): Reading {
  const { title, byline, published, modified, language, site } = facts;
  const told = Object.entries({ title, byline, published, modified, language, site }).filter(
    ([field, value]) => value && (!isPage || GUESSED.includes(reading.sources[field])),
  );
  return { ...reading, ...Object.fromEntries(told) };
}
