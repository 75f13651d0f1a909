/** Archives: WARC as crawlers write it, and ZIP (WACZ, or a folder of saved pages). */
import { Unzip, UnzipInflate } from "fflate";
import { WARCParser, type WARCRecord } from "warcio";
import { type Chunks, chunksOf } from "../../../lines.js";
import { asFailure, CodedError, wordsOf } from "../../../messages/result.js";
import { decoded, type Items, instant, LARGEST, trouble } from "./items.js";
import { pageItem } from "./pages.js";

/** What an archive may unpack to, beside this many times its size: more is an attack. */
const ROOM = 200_000_000;
const RATIO = 100;

/** How the parser can unpack what a server sent. */
const UNPACKED = ["", "identity", "gzip", "x-gzip", "deflate"];

/** How often a WARC's parser may ask for more behind the end, which it does a few times in any file. */
const ASKED_BEHIND = 1_000;

/** The pages of a WARC file, packed or not. */
export async function* warcItems(name: string, chunks: Chunks): Items {
  const parser = new WARCParser(withEnd(chunks));
  let isEmpty = true;
  for (let number = 1; ; number++) {
    let record: WARCRecord | null;
    try {
      record = await parser.parse();
    } catch (thrown) {
      yield trouble(`${name}, record ${number}`, "file", wordsOf(thrown));
      return;
    }
    if (!record) {
      if (isEmpty) yield trouble(name, "file", "no page in it");
      return;
    }
    const url = record.warcTargetURI ?? "";
    if (!record.warcType || (record.warcType === "response" && !(record.warcContentLength > 0))) {
      isEmpty = false;
      yield trouble(`${name}, record ${number}`, "file", "its head is broken");
      continue;
    }
    if (record.warcType !== "response" || !isPage(record)) continue;
    isEmpty = false;
    try {
      if (record.warcContentLength > LARGEST) throw new CodedError("too-big", url);
      const packing = record.httpHeaders?.headers.get("content-encoding")?.trim() ?? "";
      if (!UNPACKED.includes(packing.toLowerCase())) throw new CodedError("file", packing);
      const bytes = await record.readFully(true);
      const charset = typeOf(record).match(/charset=["']?([\w-]+)/i)?.[1];
      const at = instant(record.warcDate);
      yield pageItem(url || `${name}, record ${number}`, decoded(bytes, charset), { url, at });
    } catch (thrown) {
      const { code, message } = asFailure(thrown, "file");
      yield trouble(url || `${name}, record ${number}`, code, message);
    }
  }
}

/**
 * Chunks whose end cannot be overlooked. The parser passes over a record by asking for more until it has
 * as much as the record's head says, which a file that breaks off never has.
 */
function withEnd(chunks: Chunks): AsyncIterable<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  let asked = 0;
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    const result = await source.next();
    if (result.done && ++asked > ASKED_BEHIND)
      throw new CodedError("file", "it breaks off in a record");
    return result;
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

function isPage(record: WARCRecord): boolean {
  const status = record.httpHeaders?.statusCode ?? 0;
  return status === 200 && /html/i.test(typeOf(record));
}

function typeOf(record: WARCRecord): string {
  return record.httpHeaders?.headers.get("content-type") ?? "";
}

/** The files in a ZIP archive, one after the other, by a function for each. */
export async function* zipItems(
  name: string,
  file: Blob,
  itemsOf: (name: string, file: Blob) => Items,
): Items {
  const room = ROOM + RATIO * file.size;
  let used = 0;
  let isEmpty = true;
  let whole: { name: string; parts: Uint8Array<ArrayBuffer>[] }[] = [];
  let failure: unknown;
  const unzip = new Unzip((entry) => {
    if (!isWanted(entry.name)) {
      // What is never started would be kept for later.
      entry.ondata = () => undefined;
      entry.start();
      return;
    }
    isEmpty = false;
    const parts: Uint8Array<ArrayBuffer>[] = [];
    entry.ondata = (error, data, final) => {
      failure ??= error;
      used += data?.length ?? 0;
      if (used > room) failure ??= new CodedError("too-big", entry.name);
      if (failure) return entry.terminate();
      parts.push(data as Uint8Array<ArrayBuffer>);
      if (final) whole.push({ name: entry.name, parts });
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  try {
    for await (const chunk of chunksOf(file.stream())) {
      unzip.push(chunk);
      if (failure) break;
      const now = whole;
      whole = [];
      for (const { name: inside, parts } of now) yield* itemsOf(inside, new Blob(parts));
    }
    if (!failure) unzip.push(new Uint8Array(), true);
  } catch (thrown) {
    failure ??= thrown;
  }
  if (failure) {
    const { code, message } = asFailure(failure, "file");
    yield trouble(name, code, message);
  } else if (isEmpty) yield trouble(name, "file", "no page in it");
}

/** Whether a file in an archive can hold stories; a WACZ has an index and a screenshot as well. */
function isWanted(name: string): boolean {
  return /\.(warc|warc\.gz|x?html?|mhtml?|jsonl|csv)$/i.test(name) && !/(^|\/)pages\//.test(name);
}
