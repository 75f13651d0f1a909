/**
 * An item as the importer takes it: markup needs a document, which only a page has, so it is parsed
 * here and goes on as a snapshot.
 */
import type { Brought, Facts } from "../../../capture/brought.js";
import { takeSnapshot } from "../../../content/snapshot.js";
import type { Snapshot } from "../../../messages/report.js";
import { CodedError } from "../../../messages/result.js";
import type { Told } from "../../../store/archive.js";
import type { Item } from "./items.js";
import { parseMarkup } from "./markup.js";

/** An item that needs no document any more. */
export type Parsed = Brought | { name: string; told: Told };

/** Parses an item; throws where it is one that could not be read. */
export function parse(item: Item): Parsed {
  const { name, facts } = item;
  if (item.kind === "trouble") throw new CodedError(item.code, item.detail);
  if (item.kind === "told") return { name, told: item.told };
  // What has no address of its own is known by the name of its file.
  const url = facts.url ?? `file:///${encodeURIComponent(name)}`;
  const common = { name, url, facts };
  if (item.kind === "page") {
    const document = parseMarkup(item.html, "text/html");
    return { ...common, kind: "snapshot", ...snapshotOf(document, url), isPage: true, words: "" };
  }
  if (item.kind === "article") {
    const document = parseMarkup(item.text, "text/html");
    const words = paragraphsOf(document);
    frame(document, facts);
    return { ...common, kind: "snapshot", ...snapshotOf(document, url), isPage: false, words };
  }
  return { ...common, kind: item.kind, text: item.text };
}

function snapshotOf(document: Document, url: string): { snapshot: Snapshot } {
  return { snapshot: takeSnapshot(document, url, false).snapshot };
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
