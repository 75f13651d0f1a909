/**
 * What other programs write when asked for everything: wallabag and Omnivore (JSON with full text),
 * Readwise Reader, Pocket and Instapaper (tables or lists of links), and JSON Lines with the names of
 * passim (`id`, `series`, `text`) or our own. The pairs and
 * families that our command line finds in an archive are lines too.
 */
import type { Facts } from "../../../capture/brought.js";
import { CodedError } from "../../../messages/result.js";
import type { Told } from "../../../store/archive.js";
import { RELATIONS } from "../../../verdict.js";
import { readCsv } from "./csv.js";
import { articleItem, bodyItem, jsonFeedItems } from "./feeds.js";
import { type Item, type Items, instant, isoDate, LARGEST, linkOnly, trouble } from "./items.js";
import { parseMarkup } from "./markup.js";

type Json = Record<string, unknown>;

/** Stories of a family that are looked for, at most. */
const KIN = 10_000;

/** A story of JSON Lines. */
export function lineItem(name: string, line: string): Item {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (thrown) {
    return trouble(name, "file", (thrown as Error).message);
  }
  if (!isObject(json)) return trouble(name, "file", "not an object");
  const { html, text, body } = json;
  const told = toldOf(json);
  if (told) return { name, kind: "told", facts: {}, told };
  const id = word(json.id) ?? name;
  const facts = factsOf(json);
  // Without an address it is known by its id, so that it is not stored twice.
  if (!facts.url) facts.url = `id:${id}`;
  if (typeof html === "string" && html.length <= LARGEST)
    return { name: id, kind: "page", html, facts };
  const words = typeof body === "string" ? body : text;
  if (typeof words !== "string" || !words.trim()) return trouble(id, "no-story");
  // Where a series is named the text is a story, and no page to be read: see `out/lines.ts`.
  const isStory = words === body || typeof json.series === "string";
  return { name: id, kind: isStory ? "body" : "text", text: words, facts };
}

/** What a line of an archive tells: a pair of `wireprint overlap`, a family of `wireprint families`. */
function toldOf({ a, b, relation, family, stories }: Json): Told | null {
  const known = RELATIONS.find((one) => one === relation);
  if (typeof a === "string" && typeof b === "string" && known) return { a, b, relation: known };
  if (typeof family !== "string" || !Array.isArray(stories)) return null;
  return { family, stories: given(stories).slice(0, KIN) };
}

/** A JSON file: one story, a list of them, a feed. */
export async function* jsonItems(name: string, text: string): Items {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    yield trouble(name, "file", (thrown as Error).message);
    return;
  }
  if (isObject(json) && String(json.version).includes("jsonfeed.org")) {
    yield* jsonFeedItems(name, json);
    return;
  }
  const entries = Array.isArray(json) ? json : [json];
  for (const [i, entry] of entries.entries()) {
    const place = `${name}, entry ${i + 1}`;
    if (!isObject(entry)) yield trouble(place, "file", "not an object");
    else if (isObject(entry.story))
      yield trouble(place, "file", "a backup is restored, not imported");
    else yield entryItem(place, entry);
  }
}

function entryItem(place: string, entry: Json): Item {
  const facts = factsOf(entry);
  facts.url ??= `id:${word(entry.id) ?? place}`;
  const html = word(entry.content) ?? word(entry.html) ?? word(entry.highlights_html);
  const plain = word(entry.text) ?? word(entry.body);
  if (html?.includes("<")) return articleItem(facts, html);
  if (plain ?? html) return bodyItem(facts, plain ?? html ?? "");
  return /^id:/.test(facts.url)
    ? trouble(place, "no-story")
    : linkOnly(facts.title ?? facts.url, facts);
}

/** The names under which programs give the same facts. */
function factsOf(json: Json): Facts {
  const published = word(json.published) ?? word(json.published_at) ?? word(json.publishedAt);
  const date = published ?? word(json.date);
  const authors = json.published_by ?? json.authors ?? json.author;
  // Name by name: what is nested without an end cannot be joined as it is.
  const byline = Array.isArray(authors) ? given(authors).join(", ") : word(authors);
  const tags = json.tags ?? json.labels;
  return {
    url: word(json.url) ?? word(json.originalArticleUrl) ?? word(json.given_url),
    title: word(json.title) ?? word(json.resolved_title),
    byline: word(json.byline) ?? byline,
    published: isoDate(date),
    modified: isoDate(word(json.modified)),
    language: word(json.language) ?? word(json.lang),
    site: word(json.site) ?? word(json.series) ?? word(json.domain_name) ?? word(json.siteName),
    tags: Array.isArray(tags) ? given(tags) : undefined,
    note: word(json.note),
    at: instant(word(json.saved) ?? word(json.created_at) ?? word(json.savedAt)),
  };
}

/** Those of some names that are words, or have a name. */
function given(names: unknown[]): string[] {
  const all = names.map((one) => word(one) ?? (isObject(one) ? nameOf(one) : undefined));
  return all.filter((one) => one !== undefined);
}

function nameOf({ label, name }: Json): string | undefined {
  return word(label) ?? word(name);
}

/** A table: Pocket, Instapaper, Readwise, or any with an address or a text. */
export async function* csvItems(name: string, text: string): Items {
  let number = 1;
  for (const row of readCsv(text)) {
    number++;
    if (!["url", "text", "html", "content", "document url"].some((key) => key in row))
      throw new CodedError("file", "no table with addresses or texts");
    const tags = (row.tags ?? row["document tags"] ?? "").replace(/^\[|\]$/g, "").split(/[|,;]/);
    const facts: Facts = {
      url: row.url || row["document url"] || undefined,
      title: row.title || row["document title"] || undefined,
      byline: row.author || row["document author"] || undefined,
      published: isoDate(row.published || row["published date"]),
      at: instant(row.time_added || row.timestamp || row["saved date"] || row["added at"]),
      tags: tags.map((tag) => tag.trim().replace(/^'|'$/g, "")).filter(Boolean),
      note: row.note || row["document note"] || undefined,
    };
    const words = row.text || row.html || row.content || "";
    const place = `${name}, row ${number}`;
    const known = { ...facts, url: facts.url ?? `id:${row.id || place}` };
    if (words.includes("<")) yield articleItem(known, words);
    else if (words) yield bodyItem(known, words);
    else if (facts.url) yield linkOnly(facts.title ?? facts.url, facts);
    else yield trouble(place, "no-story");
  }
  if (number === 1) throw new CodedError("file", "no table with addresses or texts");
}

/** A list of links as browsers and Pocket write it. */
export async function* bookmarkItems(name: string, html: string): Items {
  const all = parseMarkup(html, "text/html").querySelectorAll("a[href]");
  const links = [...all].filter((link) => /^https?:/.test(link.getAttribute("href") ?? ""));
  if (links.length === 0) yield trouble(name, "file", "no link in it");
  for (const link of links) {
    const url = link.getAttribute("href") ?? "";
    const tags = link.getAttribute("tags")?.split(",").filter(Boolean);
    const facts = { url, title: link.textContent?.trim(), tags };
    yield linkOnly(facts.title || url, facts);
  }
}

function word(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() ? value.trim() : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
