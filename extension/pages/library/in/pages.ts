/** Saved pages: plain HTML, SingleFile's, and MHTML. */

import PostalMime from "postal-mime";
import type { Facts } from "../../../capture/brought.js";
import { decoded, type Item, instant, trouble } from "./items.js";

/** Characters of the head of a message, or of a part of one, at most. */
const HEAD = 16_384;

/** Parts of a message that are looked at, at most: a crafted one has millions. */
const PARTS = 5_000;

/** A page, with what the program that saved it wrote on top. */
export function pageItem(name: string, html: string, facts: Facts = {}): Item {
  const top = html.slice(0, 4_000);
  const url =
    facts.url ??
    top.match(/<!--\s*Page saved with SingleFile\s+url:\s*(\S+)/)?.[1] ??
    top.match(/<!--\s*saved from url=\(\d+\)(\S+)/)?.[1];
  const saved = top.match(/saved date:\s*([^\n]+?)(?:\s*\(|\n)/)?.[1];
  return { name, kind: "page", html, facts: { ...facts, url, at: facts.at ?? instant(saved) } };
}

/** A page and what it needs in one message, as browsers save it. */
export async function mhtmlItem(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Item> {
  const mail = await PostalMime.parse(bytes);
  const header = (key: string): string | undefined =>
    mail.headers.find((one) => one.key === key)?.value;
  const url = header("snapshot-content-location") ?? header("content-location");
  const html = (await pageIn(bytes, url)) ?? mail.html;
  if (!html) return trouble(name, "file", "no page in it");
  return pageItem(name, html, { url, at: instant(mail.date) });
}

/**
 * The page's own part of a message of many. The frames on the page are parts like it; and it is written in
 * the charset that the page states itself, of which the message says nothing.
 */
async function pageIn(
  bytes: Uint8Array<ArrayBuffer>,
  url: string | undefined,
): Promise<string | undefined> {
  // In this charset each byte is a character: what is found in the text is in the same place in the bytes.
  const text = new TextDecoder("latin1").decode(bytes);
  const headed = (from: number): number => {
    const end = text.slice(from, from + HEAD).match(/\r?\n\r?\n/);
    return end?.index === undefined ? text.length : from + end.index + end[0].length;
  };
  const [, mark] = text.slice(0, headed(0)).match(/boundary="?([^";\r\n]+)/i) ?? [];
  if (!mark) return undefined;
  let found: { head: string; begin: number; end: number } | undefined;
  let parts = 0;
  for (let at = text.indexOf(`--${mark}`); at >= 0 && parts < PARTS; parts++) {
    const next = text.indexOf(`--${mark}`, at + 1);
    const begin = headed(at);
    const head = text.slice(at, begin);
    if (/^Content-Type:\s*(text\/html|application\/xhtml)/im.test(head)) {
      const part = { head, begin, end: next < 0 ? text.length : next };
      const isOwn = head.match(/^Content-Location:\s*(\S+)/im)?.[1] === url;
      if (isOwn) found = part;
      found ??= part;
      if (isOwn) break;
    }
    at = next;
  }
  if (!found || found.begin > found.end) return undefined;
  const packing = found.head.match(/^Content-Transfer-Encoding:.*/im)?.[0] ?? "";
  const body = bytes.subarray(found.begin, found.end);
  const file = new Blob([`Content-Type: application/octet-stream\r\n${packing}\r\n\r\n`, body]);
  const { attachments } = await PostalMime.parse(await file.arrayBuffer());
  const content = attachments[0]?.content;
  if (!(content instanceof ArrayBuffer)) return undefined;
  return decoded(new Uint8Array(content), found.head.match(/charset="?([\w-]+)/i)?.[1]);
}
