/** Saved pages: plain HTML, SingleFile's, and MHTML. */

import PostalMime from "postal-mime";
import type { Facts } from "../../../capture/brought.js";
import { type Item, instant, trouble } from "./items.js";

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
  if (!mail.html) return trouble(name, "file", "no page in it");
  const header = (key: string): string | undefined =>
    mail.headers.find((one) => one.key === key)?.value;
  const url = header("snapshot-content-location") ?? header("content-location");
  return pageItem(name, mail.html, { url, at: instant(mail.date) });
}
