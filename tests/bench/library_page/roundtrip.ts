/**
 * Fills a library, has it saved as a backup and another one restored from that, and makes one number of
 * all that a backup is of. It runs as a page of the extension, over all that ships.
 */
import { fromBase64, toBase64 } from "../../../extension/bytes.js";
import { withEngine } from "../../../extension/engine/index.js";
import { begin, jobs } from "../../../extension/pages/library/in/jobs.js";
import { writeBackup } from "../../../extension/store/backup.js";
import { checkLibrary } from "../../../extension/store/check.js";
import { eraseLibrary } from "../../../extension/store/index.js";
import { library } from "../../../extension/store/schema.js";
import { made, stock } from "./made.js";

/** The stores whose records a backup holds. */
const STORES = ["stories", "texts", "edges", "pages", "collections"] as const;
/** Records that are read at once. */
const PORTION = 500;
/** Bytes that go over to the driver at once. */
const PIECE = 4 << 20;

let backup = new Blob();
let pieces: Uint8Array<ArrayBuffer>[] = [];

/** Brings made stories in as a file of lines, so that they are related too. */
async function fill(from: number, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, i) => JSON.stringify(made(from + i)));
  await taken(new File([lines.join("\n")], "made.jsonl"));
}

/** Saves the library; gives the seconds that it took, and in how many pieces it can be fetched. */
async function save(): Promise<{ seconds: number; bytes: number; pieces: number }> {
  const start = performance.now();
  const engine = await withEngine((one) => one.version());
  backup = await writeBackup({ engine, at: Date.now() }, {});
  const seconds = (performance.now() - start) / 1000;
  return { seconds, bytes: backup.size, pieces: Math.ceil(backup.size / PIECE) };
}

async function piece(number: number): Promise<string> {
  const part = backup.slice(number * PIECE, (number + 1) * PIECE);
  return toBase64(new Uint8Array(await part.arrayBuffer()));
}

async function give(base64: string): Promise<void> {
  pieces.push(fromBase64(base64));
}

/** Restores what was given in the place of what is there; gives the seconds that it took. */
async function restore(): Promise<number> {
  const file = new File(pieces, "backup.wireprint.gz");
  pieces = [];
  const start = performance.now();
  await taken(file, "replace");
  return (performance.now() - start) / 1000;
}

async function taken(file: File, how?: "replace"): Promise<void> {
  await begin([file], how);
  const job = jobs.value.find(({ name }) => name === file.name);
  if (job?.state !== "done" || job.troubles.length > 0)
    throw new Error(`${file.name}: ${job?.state} ${JSON.stringify(job?.troubles[0])}`);
}

/** One number for all records, and how many there are; fails where the library is not whole. */
async function hash(): Promise<{ hash: string; records: number }> {
  const { faults } = await withEngine(checkLibrary);
  if (faults.length > 0) throw new Error(`faults: ${JSON.stringify(faults.slice(0, 3))}`);
  const db = await library();
  let sum = new Uint8Array(32);
  let records = 0;
  for (const store of STORES) {
    for (let after: IDBKeyRange | null = null; ; ) {
      const [keys, values] = await Promise.all([
        db.getAllKeys(store, after, PORTION),
        db.getAll(store, after, PORTION),
      ]);
      const last = keys.at(-1);
      if (last === undefined) break;
      records += keys.length;
      const text = new TextEncoder().encode(JSON.stringify([store, values], inOrder));
      const both = new Uint8Array([...sum, ...new Uint8Array(await digest(text))]);
      sum = new Uint8Array(await digest(both));
      after = IDBKeyRange.lowerBound(last, true);
    }
  }
  return { hash: Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join(""), records };
}

const digest = (bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> =>
  crypto.subtle.digest("SHA-256", bytes);

/** Fields in one order, whoever wrote them; bytes as text. */
function inOrder(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return toBase64(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

Object.assign(globalThis, { stock, fill, save, piece, give, restore, erase: eraseLibrary, hash });
