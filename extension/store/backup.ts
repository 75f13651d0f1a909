/**
 * The whole library as one file.
 *
 * A backup is gzip over lines of JSON: a head that names the format and the schema, one line per
 * story (with its words and its page) and per other record, and an end that says how many there are.
 * After every few lines and at the end stands a checksum over everything before it, so that a file
 * that was cut or changed is known before anything is written. What follows from the records (the
 * index, the catalogue, what was learned of sites) is not in it and is made anew (`restore.ts`).
 */

import * as v from "valibot";
import { fromBase64, toBase64 } from "../bytes.js";
import { chunksOf, linesOf, streamOf } from "../lines.js";
import { CodedError } from "../messages/result.js";
import { asOnlyWriter, type Change } from "./change.js";
import { isLine, type Line } from "./forms.js";
import { type Edge, library, SCHEMA } from "./schema.js";

/** The format of the file; a newer one is refused, and so is a newer schema. */
const FORMAT = 1;
/** Lines between two checksums. */
const CHECKED = 200;
/** Records that are read at once. */
const PORTION = 100;

/** Stores whose records stand in a backup as they are. */
const PLAIN = ["corrections", "packs", "collections"] as const;

/** What a backup says of itself. */
export interface BackupHead {
  "wireprint-backup": number;
  schema: number;
  engine: string;
  at: number;
}

/** Writes a backup; `count` is told how many records are written. Nobody else writes meanwhile. */
export function writeBackup(
  head: Pick<BackupHead, "engine" | "at">,
  settings: Record<string, unknown>,
  count: (records: number) => void = () => undefined,
): Promise<Blob> {
  return asOnlyWriter(async () => {
    const source = lines({ "wireprint-backup": FORMAT, schema: SCHEMA, ...head }, settings, count);
    const stream = streamOf(source).pipeThrough(new CompressionStream("gzip"));
    return new Response(stream).blob();
  });
}

async function* lines(
  head: BackupHead,
  settings: Record<string, unknown>,
  count: (records: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const sum = new Sum();
  const encoder = new TextEncoder();
  let records = 0;
  let portion = [JSON.stringify(head)];
  const checked = async (last?: object): Promise<Uint8Array<ArrayBuffer>> => {
    const check = await sum.over(portion);
    const written = encoder.encode(
      `${portion.join("\n")}\n${JSON.stringify({ ...last, check })}\n`,
    );
    portion = [];
    return written;
  };
  for await (const line of allRecords({ settings })) {
    portion.push(JSON.stringify(line, packed));
    count(++records);
    if (portion.length >= CHECKED) yield checked();
  }
  yield checked({ end: records });
}

/** All records, a portion at a time, so that the library is never in memory as a whole. */
async function* allRecords(first: Line): AsyncGenerator<Line> {
  yield first;
  const db = await library();
  for (let after = 0; ; ) {
    const transaction = db.transaction(["stories", "texts", "pages"]);
    const range = IDBKeyRange.lowerBound(after, true);
    const heads = await transaction.objectStore("stories").getAll(range, PORTION);
    const ids = heads.map((head) => head.id);
    const [texts, pages] = await Promise.all([
      Promise.all(ids.map((one) => transaction.objectStore("texts").get(one))),
      Promise.all(ids.map((one) => transaction.objectStore("pages").get(one))),
    ]);
    for (const [i, head] of heads.entries()) {
      const [own, page] = [texts[i], pages[i]];
      if (own) yield { story: { head, text: own, ...(page ? { page } : {}) } };
    }
    if (heads.length < PORTION) break;
    after = ids.at(-1) ?? after;
  }
  for (let range: IDBKeyRange | null = null; ; ) {
    const edges: Edge[] = await db.getAll("edges", range, PORTION);
    for (const edge of edges) yield { edge };
    const last = edges.at(-1);
    if (!last || edges.length < PORTION) break;
    range = IDBKeyRange.lowerBound(last.ids, true);
  }
  for (const name of PLAIN) {
    for (const record of await db.getAll(name)) yield { in: name, record: record as never };
  }
}

/** Whether a file begins as a backup does, whatever its name: browsers change the names of second copies. */
export async function isBackup(file: Blob): Promise<boolean> {
  try {
    for await (const line of unpackedLines(file)) return isHead(parsed(line));
  } catch {
    // It is packed otherwise, or holds something else.
  }
  return false;
}

/** Checks a whole backup, without writing anything; says what it is. */
export async function checkBackup(file: Blob): Promise<{ head: BackupHead; records: number }> {
  let records = 0;
  let found: BackupHead | undefined;
  for await (const { head } of readBackup(file)) {
    if (head) found = head;
    else records++;
  }
  if (!found) throw new CodedError("file", "empty");
  return { head: found, records };
}

/** Deletes everything that a backup is of, and what follows from it: all but files on their way in. */
export async function clearRecords(stores: Change): Promise<void> {
  const { touched: _, mark: __, jobs: ___, files: ____, ...records } = stores;
  await Promise.all(Object.values(records).map((store) => store.clear()));
}

/** The lines of a backup, each after what stands before it was checked by form and by sum. */
export async function* readBackup(file: Blob): AsyncGenerator<{ head?: BackupHead; line?: Line }> {
  const sum = new Sum();
  let portion: string[] = [];
  let records = 0;
  let isEnded = false;
  let isFirst = true;
  for await (const raw of unpackedLines(file)) {
    if (isEnded) throw new CodedError("file", "there is more behind the end");
    const value = parsed(raw);
    if (isFirst && !isHead(value)) throw new CodedError("file", "not a Wireprint backup");
    if (!isCheck(value)) {
      portion.push(raw);
      if (portion.length > 2 * CHECKED) throw new CodedError("file", "a checksum is missing");
      isFirst = false;
      continue;
    }
    if (value.check !== (await sum.over(portion))) throw new CodedError("file", "damaged");
    for (const one of portion.map(parsed)) {
      if (isHead(one)) yield { head: known(one) };
      else {
        records++;
        if (!isLine(one)) throw new CodedError("file", `record ${records} is none`);
        yield { line: one };
      }
    }
    portion = [];
    isEnded = value.end !== undefined;
    if (isEnded && value.end !== records) throw new CodedError("file", "records are missing");
  }
  if (!isEnded) throw new CodedError("file", "the end is missing");
}

function unpackedLines(file: Blob): AsyncGenerator<string> {
  return linesOf(chunksOf(file.stream().pipeThrough(new DecompressionStream("gzip"))));
}

function known(head: BackupHead): BackupHead {
  if (head["wireprint-backup"] > FORMAT || head.schema > SCHEMA)
    throw new CodedError("newer-library", `schema ${head.schema}`);
  return head;
}

function isHead(value: unknown): value is BackupHead {
  const schema = v.looseObject({ "wireprint-backup": v.number(), schema: v.number() });
  return v.is(schema, value);
}

function isCheck(value: unknown): value is { check: string; end?: number } {
  return v.is(v.object({ check: v.string(), end: v.optional(v.number()) }), value);
}

/** A line as a value; bytes stand in it as base64. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line, (_, value) =>
      typeof value === "object" && value !== null && typeof value.$bytes === "string"
        ? fromBase64(value.$bytes)
        : value,
    );
  } catch {
    throw new CodedError("file", "not a Wireprint backup");
  }
}

function packed(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { $bytes: toBase64(value) } : value;
}

/** A checksum that goes on: SHA-256 of the sum before and the lines since. */
class Sum {
  #sum = "";

  async over(portion: string[]): Promise<string> {
    const data = new TextEncoder().encode(`${this.#sum}\n${portion.join("\n")}\n`);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
    this.#sum = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return this.#sum;
  }
}
