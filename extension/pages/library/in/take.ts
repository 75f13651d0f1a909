/** Takes one item into the library, the way that a click takes a page. */
import { keepCapture } from "../../../capture/keep.js";
import { readPage } from "../../../capture/knowledge.js";
import { findRelated } from "../../../capture/related.js";
import { addressOf, storyOf } from "../../../capture/story.js";
import { takeSnapshot } from "../../../content/snapshot.js";
import { withEngine } from "../../../engine/index.js";
import type { Reading } from "../../../messages/report.js";
import { CodedError } from "../../../messages/result.js";
import type { Facts, Item } from "./items.js";
import { parseMarkup } from "./markup.js";

/** Words that a file's story must have, at least, where the core sees none in it. */
const LEAST_WORDS = 25;

/** What became of an item: stored, or there already. */
export type Taken = "stored" | "present";

/** Stores what an item holds; throws where it holds no story. */
export async function take(item: Item): Promise<Taken> {
  const { facts } = item;
  if (item.kind === "trouble") throw new CodedError(item.code, item.detail);
  const name = crypto.randomUUID();
  const now = Date.now();
  // What has no address of its own is known by the name of its file.
  const url = facts.url ?? `file:///${encodeURIComponent(item.name)}`;
  const reading = told(await readItem(item, name, url), facts);
  if (!reading.text.trim()) throw new CodedError("no-story");
  const { copies, events } = await findRelated(storyOf(reading, name), addressOf(reading, url));
  const stored = await keepCapture({
    name,
    url,
    reading,
    related: [...copies, ...events],
    // Only whole pages show what recurs on a site.
    teaches: item.kind === "page" && /^https?:/.test(url),
    at: facts.at ?? now,
    imported: now,
    ...(facts.tags?.length ? { tags: facts.tags } : {}),
    ...(facts.note ? { note: facts.note } : {}),
  });
  return stored.as === "again" ? "present" : "stored";
}

async function readItem(
  item: Exclude<Item, { kind: "trouble" }>,
  name: string,
  url: string,
): Promise<Reading> {
  if (item.kind === "page") return readMarkup(parseMarkup(item.html, "text/html"), name, url);
  if (item.kind === "article") {
    const document = parseMarkup(item.text, "text/html");
    const words = paragraphsOf(document);
    frame(document, item.facts);
    return orWords(await readMarkup(document, name, url), words);
  }
  const { title } = item.facts;
  const text = item.kind === "text" && title ? `${title}\n${item.text}` : item.text;
  const reading = await withEngine((engine) => engine.readText(text, name, url));
  return item.kind === "body" ? { ...reading, text: item.text } : orWords(reading, item.text);
}

async function readMarkup(document: Document, name: string, url: string): Promise<Reading> {
  return (await readPage(takeSnapshot(document, url, false).snapshot, name, url)).reading;
}

/** A reading, or where none of it was taken for a story, the words that the file gives as one. */
function orWords(reading: Reading, words: string): Reading {
  const isStory = words.split(/\s+/).length >= LEAST_WORDS;
  return reading.text || !isStory ? reading : { ...reading, text: words };
}

/** The words of markup that holds nothing but a story. */
function paragraphsOf({ body }: Document): string {
  const paragraphs = [...body.querySelectorAll("p, li, blockquote, h2, h3")];
  const texts = paragraphs.filter(({ parentElement }) => !parentElement?.closest("li, blockquote"));
  const lines = (texts.length > 0 ? texts : [body]).map(({ textContent }) => textContent ?? "");
  return lines
    .map((line) => line.replace(/\s+/gu, " ").trim())
    .filter(Boolean)
    .join("\n\n");
}

/** Puts a story that came without a page into one, so that it is read as one. */
function frame(document: Document, { title }: Facts): void {
  const article = document.createElement("article");
  if (title) article.append(Object.assign(document.createElement("h1"), { textContent: title }));
  article.append(...document.body.childNodes);
  document.body.append(article);
}

/** A reading with what the file tells, where the page itself tells nothing, or stands for less. */
function told(reading: Reading, { title, byline, published, language, site }: Facts): Reading {
  const facts = { title, byline, published, language, site };
  const given = Object.entries(facts).filter(([, value]) => value);
  return { ...Object.fromEntries(given), ...withoutEmpty(reading) } as Reading;
}

function withoutEmpty(reading: Reading): Partial<Reading> {
  return Object.fromEntries(
    Object.entries(reading).filter(([, value]) => value !== undefined && value !== null),
  );
}
