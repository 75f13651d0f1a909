/** Tells by its first bytes what a file is, and gives what is in it. */
import { Gunzip } from "fflate";
import { type Chunks, chunksOf, linesOf } from "../../../lines.js";
import { asFailure, CodedError } from "../../../messages/result.js";
import { warcItems, zipItems } from "./archives.js";
import { bookmarkItems, csvItems, jsonItems, lineItem } from "./exports.js";
import { xmlItems } from "./feeds.js";
import { type Items, LARGEST, textOf, trouble } from "./items.js";
import { mhtmlItem, pageItem } from "./pages.js";

/** What gzip may unpack to, beside this many times its size: more is an attack. */
const ROOM = 200_000_000;
const RATIO = 100;

/** Bytes that tell what a file is: the title of a saved page may stand before it, packed for the post. */
const TOP = 16_384;

/** Lines of one file, at most. */
const LINES = 3_000_000;

/** Everything in a file. It never throws: what is wrong is an item, and so is that there is nothing. */
export async function* itemsOf(name: string, file: Blob): Items {
  let isEmpty = true;
  try {
    for await (const item of known(name, file)) {
      isEmpty = false;
      yield item;
    }
    if (isEmpty) yield trouble(name, "file", "nothing in it");
  } catch (thrown) {
    const { code, message } = asFailure(thrown, "file");
    yield trouble(name, code, message);
  }
}

async function* known(name: string, file: Blob): Items {
  if (file.size === 0) throw new CodedError("file", "empty");
  const top = new Uint8Array(await file.slice(0, TOP).arrayBuffer());
  if (starts(top, [0x50, 0x4b])) yield* zipItems(name, file, itemsOf);
  else if (starts(top, [0x1f, 0x8b])) yield* packedItems(name, file);
  else if (starts(top, [...new TextEncoder().encode("WARC/")]))
    yield* warcItems(name, chunksOf(file.stream()));
  else
    yield* textItems(
      name,
      file,
      new TextDecoder()
        .decode(top)
        .replace(/^\ufeff/, "")
        .trim(),
    );
}

async function* packedItems(name: string, file: Blob): Items {
  // Records of a WARC are packed one by one, so the parser unpacks them itself.
  if (/warc\.gz$/i.test(name)) yield* warcItems(name, chunksOf(file.stream()));
  else yield* lineItems(name, gunzipped(file));
}

async function* textItems(name: string, file: Blob, top: string): Items {
  if (/^\{/.test(top) && /\.(jsonl|ndjson|txt)$/i.test(name))
    yield* lineItems(name, chunksOf(file.stream()));
  else if (/^[[{]/.test(top)) yield* jsonItems(name, await textOf(file));
  else if (/^<!DOCTYPE NETSCAPE-Bookmark/i.test(top) || /<title>Pocket Export/i.test(top))
    yield* bookmarkItems(name, await textOf(file));
  else if (/^<(\?xml|rss|feed|opml|rdf)/i.test(top) && !/<html/i.test(top))
    yield* xmlItems(name, await textOf(file));
  else if (/^[\w-]+:/.test(top) && /^(MIME-Version|Content-Type):/im.test(top)) {
    if (file.size > LARGEST) throw new CodedError("too-big", name);
    yield await mhtmlItem(name, new Uint8Array(await file.arrayBuffer()));
  } else if (/\.csv$/i.test(name)) yield* csvItems(name, await textOf(file));
  else if (/^<|<html|<body|<!doctype html/i.test(top)) yield pageItem(name, await textOf(file));
  else if (/\.txt$/i.test(name)) {
    const text = await textOf(file);
    yield { name, kind: "text", text, facts: { url: `id:${name}` } };
  } else yield trouble(name, "file", "not a kind of file that can be taken in");
}

async function* lineItems(name: string, chunks: Chunks): Items {
  let number = 0;
  for await (const line of linesOf(chunks)) {
    if (++number > LINES) throw new CodedError("too-big", `more than ${LINES} lines`);
    if (line.trim()) yield lineItem(`${name}, line ${number}`, line);
  }
}

/** Unpacks gzip, also of several members, up to what can be meant. */
async function* gunzipped(file: Blob): Chunks {
  const room = ROOM + RATIO * file.size;
  let used = 0;
  let ready: Uint8Array<ArrayBuffer>[] = [];
  const gunzip = new Gunzip((data) => ready.push(data as Uint8Array<ArrayBuffer>));
  for await (const chunk of chunksOf(file.stream())) {
    // In small bites: what a bite unpacks to is in memory at once.
    for (let at = 0; at < chunk.length; at += 16_384) {
      gunzip.push(chunk.subarray(at, at + 16_384));
      for (const data of ready) {
        used += data.length;
        if (used > room) throw new CodedError("too-big", "it unpacks to more than can be meant");
        yield data;
      }
      ready = [];
    }
  }
  gunzip.push(new Uint8Array(), true);
  yield* ready;
}

function starts(bytes: Uint8Array, start: number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}
