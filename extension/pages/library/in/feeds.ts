/** Feeds with full text: RSS, Atom and JSON Feed, as files. */
import type { Facts } from "../../../capture/brought.js";
import { type Item, type Items, instant, isoDate, linkOnly, trouble } from "./items.js";
import { firstOf, parseMarkup, textIn } from "./markup.js";

/** Words below which an entry is a pointer to a story, not the story. */
const LEAST_WORDS = 60;

/** The entries of a feed, or the links of a list of feeds. */
export async function* xmlItems(name: string, xml: string): Items {
  const root = parseMarkup(xml, "application/xml").documentElement;
  if (root.querySelector("parsererror") || root.nodeName === "parsererror") {
    yield trouble(name, "file", root.textContent?.slice(0, 200));
    return;
  }
  if (root.nodeName.toLowerCase() === "opml") {
    for (const outline of root.querySelectorAll("outline")) {
      const url = outline.getAttribute("xmlUrl") ?? outline.getAttribute("url") ?? undefined;
      const title = outline.getAttribute("text") ?? undefined;
      if (url) yield linkOnly(title ?? url, { url, title });
    }
    return;
  }
  const entries = [...root.querySelectorAll("item, entry")];
  if (entries.length === 0) yield trouble(name, "file", "no feed");
  const channel = firstOf(root, "channel") ?? root;
  const site = textIn(channel, "title");
  const language = textIn(channel, "language") ?? root.getAttribute("xml:lang") ?? undefined;
  for (const [i, entry] of entries.entries())
    yield entryItem(entry, { site, language }, `${name}, entry ${i + 1}`);
}

function entryItem(entry: Element, common: Facts, place: string): Item {
  const links = [...entry.children].filter(({ nodeName }) => nodeName === "link");
  const link = links.find((one) => (one.getAttribute("rel") ?? "alternate") === "alternate");
  const url = link?.getAttribute("href") ?? textIn(entry, "link", "guid", "id") ?? `id:${place}`;
  const author = firstOf(entry, "author");
  const published = textIn(entry, "pubdate", "published", "dc:date", "updated");
  const facts: Facts = {
    ...common,
    url,
    title: titleOf(entry),
    byline:
      textIn(entry, "dc:creator") ??
      (author && (textIn(author, "name") ?? textIn(entry, "author"))),
    published: isoDate(published),
    at: instant(published),
    tags: [...entry.children]
      .filter(({ nodeName }) => nodeName === "category")
      .map((one) => one.getAttribute("term") ?? one.textContent?.trim() ?? "")
      .filter(Boolean),
  };
  const content = firstOf(entry, "content:encoded", "content", "description", "summary");
  const isMarkup = content?.getAttribute("type") === "xhtml";
  const text = isMarkup ? new XMLSerializer().serializeToString(content!) : content?.textContent;
  return articleItem(facts, text ?? "");
}

/** An entry's title: many programs pack it as markup, some twice. */
function titleOf(entry: Element): string | undefined {
  const title = textIn(entry, "title");
  const isMarkup =
    firstOf(entry, "title")?.getAttribute("type") === "html" || /&#?\w+;/.test(title ?? "");
  if (!title || !isMarkup) return title;
  return parseMarkup(title, "text/html").body.textContent?.trim() || title;
}

/** The entries of a JSON Feed. */
export async function* jsonFeedItems(name: string, feed: Record<string, unknown>): Items {
  const text = (value: unknown): string | undefined =>
    typeof value === "string" && value ? value : undefined;
  const items: unknown[] = Array.isArray(feed.items) ? feed.items : [];
  if (items.length === 0) yield trouble(name, "file", "no entries");
  for (const [i, given] of items.entries()) {
    if (typeof given !== "object" || given === null) {
      yield trouble(`${name}, entry ${i + 1}`, "file", "not an object");
      continue;
    }
    const entry: Record<string, unknown> = { ...given };
    const authors: unknown[] = Array.isArray(entry.authors) ? entry.authors : [entry.author];
    const names = authors.flatMap((one) => text((one as { name?: unknown } | null)?.name) ?? []);
    const facts: Facts = {
      url: text(entry.url) ?? `id:${text(entry.id) ?? `${name}, entry ${i + 1}`}`,
      title: text(entry.title),
      byline: names.join(", ") || undefined,
      published: isoDate(text(entry.date_published)),
      at: instant(text(entry.date_published)),
      site: text(feed.title),
      language: text(entry.language) ?? text(feed.language),
      tags: Array.isArray(entry.tags) ? entry.tags.filter((tag) => typeof tag === "string") : [],
    };
    const html = text(entry.content_html);
    const plain = text(entry.content_text) ?? "";
    yield html ? articleItem(facts, html) : bodyItem(facts, plain);
  }
}

/** A story as markup; where there are too few words it is a link. */
export function articleItem(facts: Facts, html: string): Item {
  const name = nameOf(facts);
  const words = parseMarkup(html, "text/html").body.textContent ?? "";
  if (words.split(/\s+/).length < LEAST_WORDS && words.length < 4 * LEAST_WORDS)
    return linkOnly(name, facts);
  return { name, facts, kind: "article", text: html };
}

/** A story as plain words; where there are too few it is a link. */
export function bodyItem(facts: Facts, text: string): Item {
  const name = nameOf(facts);
  if (text.split(/\s+/).length < LEAST_WORDS && text.length < 4 * LEAST_WORDS)
    return linkOnly(name, facts);
  return { name, facts, kind: "body", text };
}

function nameOf({ title, url }: Facts): string {
  return title ?? url ?? "?";
}
