// Two hundred broken files, made from a seed: each names what is wrong with it, what is whole in it
// goes in, and nothing that was stored changes. (Markup needs a document: see tests/e2e.)

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync as packNatively } from "node:zlib";
import { gzipSync, zipSync } from "fflate";
import "./library.js";
import { itemsOf } from "../../extension/pages/library/in/formats.js";
import type { Item } from "../../extension/pages/library/in/items.js";
import { type Offered, readItems } from "../../extension/pages/library/in/read.js";
import { take } from "../../extension/pages/library/in/take.js";
import { beginJob } from "../../extension/store/jobs.js";
import { type Job, library } from "../../extension/store/schema.js";
import { bytes, dice, JOIN, type Kind, NAME, PARTS, story } from "./crafted.js";
import { tryMutant } from "./mutants.js";

const MODULE = readFileSync("src/wasm/pkg/wireprint_bg.wasm");
globalThis.fetch = async () =>
  new Response(MODULE, { headers: { "content-type": "application/wasm" } });

/** A broken file, and how many whole items it has at least. */
interface Broken {
  name: string;
  content: (string | Uint8Array)[];
  whole: number;
}

/** What can stand in a file where an item should. */
const ODD: Record<Kind, string[]> = {
  jsonl: [
    "{",
    "null",
    "[1]",
    '{"id":"x"}',
    '{"id":"x","body":7}',
    '"a"',
    "\u0000\u0001",
    "{'a':1}",
  ],
  csv: [",,", ",Lamp,", ',"a"b,', ',"",'],
  json: ["null", "7", "[]", "{}", '{"text":""}', '{"title":"T"}', '{"story":{}}'],
  feed: ["null", "3", '"x"', '{"authors":5}', '{"content_text":""}', '{"tags":{},"url":"u"}'],
  warc: [],
};

/** One part is put in place of another. */
function oddPart(kind: Kind, odd: string, at: number, count: number): Broken {
  const parts = Array.from({ length: count }, (_, n) => PARTS[kind](n));
  parts[at] = odd;
  return { name: `odd-${NAME[kind]}`, content: [JOIN[kind](parts)], whole: count - 1 };
}

/** The file ends inside an item. */
function cut(kind: Kind, at: number, count: number, packed: boolean): Broken {
  const parts = Array.from({ length: count }, (_, n) => PARTS[kind](n));
  if (packed) {
    const archive = gzipSync(bytes(JOIN[kind](parts)));
    return { name: `cut-${NAME[kind]}.gz`, content: [archive.slice(0, -30)], whole: 0 };
  }
  const all = JOIN[kind](parts.slice(0, at + 1));
  // A list in JSON is read as a whole or not at all.
  const whole = kind === "json" || kind === "feed" ? 0 : at;
  // A page without its end is a page; a record without its address is none.
  const missing = kind === "warc" ? (parts[at] ?? "").length - 30 : 20;
  return { name: `cut-${NAME[kind]}`, content: [all.slice(0, -missing)], whole };
}

/** A file that is not what its name says, or nothing at all. */
const STRANGE: Broken[] = [
  ["empty.jsonl", ""],
  ["picture.jsonl", `\u0089PNG\r\n\u001a\n${"\u0000".repeat(4000)}`],
  ["zeros.csv", "\u0000".repeat(4000)],
  ["words.bin", "no story at all"],
  ["brackets.json", "[".repeat(60_000)],
  ["braces.json", '{"a":'.repeat(20_000)],
  ["quotes.csv", '"'.repeat(5001)],
  ["header.csv", "url,title,text\n"],
  ["columns.csv", "a,b\n1,2\n"],
  ["feedless.json", '{"version":"https://jsonfeed.org/version/1.1"}'],
  ["feedodd.json", '{"version":"https://jsonfeed.org/version/1.1","items":{"a":1}}'],
  ["mail.mhtml", "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nno page"],
  ["mail2.mhtml", "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--x\r\n"],
  ["length.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\nHTTP"],
  ["head.warc", "WARC/1.0\r\n"],
  ["short.warc", "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 4000\r\n\r\nshort"],
  ["nothing.warc.gz", gzipSync(bytes(""))],
  ["wide.jsonl", Buffer.from(JSON.stringify({ id: "w", body: story(1) }), "utf16le")],
  ["zip.zip", "PK\u0003\u0004nothing"],
  ["hole.zip", zipSync({ "a.jsonl": bytes(PARTS.jsonl(1)) }).slice(0, 50)],
  ["bomb.jsonl.gz", packNatively(Buffer.alloc(60_000_000, "A"))],
  ["line.jsonl", `{"id":"x","body":"${"a".repeat(40_500_000)}`],
].map(([name, content]) => ({ name: name as string, content: [content as string], whole: 0 }));

function make(): Broken[] {
  const throwDice = dice(7);
  const files = [...STRANGE];
  const kinds = Object.keys(PARTS) as Kind[];
  for (let round = 0; files.length < 210; round++) {
    for (const kind of kinds) {
      const count = 2 + throwDice(5);
      const at = throwDice(count);
      for (const odd of round < 3 ? ODD[kind] : []) files.push(oddPart(kind, odd, at, count));
      files.push(cut(kind, at, count, false), cut(kind, at, count, true));
    }
  }
  return files;
}

/** The items of a file. */
async function read({ name, content }: Broken): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of itemsOf(name, new Blob(content as BlobPart[]))) items.push(item);
  return items;
}

/** Everything that is stored but the jobs. */
async function contents(): Promise<unknown[][]> {
  const db = await library();
  return Promise.all(["stories", "texts"].map((name) => db.getAll(name as "stories")));
}

async function bringIn(name: string, items: Offered[]): Promise<Job> {
  const job = { name, at: 1, done: 0, stored: 0, present: 0, troubles: [], state: "open" as const };
  return take({ ...job, id: await beginJob(job, new Blob()) }, await readItems(items), {});
}

/** An item as the page hands it to the importer. */
function offered(item: Item): Offered {
  const { name, facts } = item;
  if (item.kind === "trouble")
    return { name, failure: { code: item.code, message: item.detail ?? "" } };
  assert.ok(item.kind === "text" || item.kind === "body", `${name} needs a document`);
  return { name, facts, kind: item.kind, url: facts.url ?? `file:///${name}`, text: item.text };
}

test("two hundred broken files: what is wrong is named, the rest is whole", async () => {
  const files = make();
  assert.ok(files.length >= 200, String(files.length));
  for (const file of files) {
    const items = await read(file);
    const troubles = items.flatMap((item) => (item.kind === "trouble" ? [item] : []));
    assert.ok(troubles.length > 0, `${file.name}: nothing is wrong in it`);
    for (const { name, code } of troubles) {
      assert.ok(name, file.name);
      assert.ok(["file", "too-big", "no-story", "link-only"].includes(code), `${name}: ${code}`);
    }
    const whole = items.length - troubles.length;
    assert.ok(whole >= file.whole, `${file.name}: ${whole} of ${file.whole} are whole`);
  }
});

test("broken files change nothing that is stored, and their whole items go in", async () => {
  const own = { name: "own", kind: "body" as const, text: story(900), facts: { url: "id:own" } };
  assert.equal((await bringIn("own", [offered(own)])).stored, 1);
  const before = await contents();
  for (const file of make().slice(STRANGE.length, STRANGE.length + 60)) {
    const items = (await read(file)).filter(({ kind }) => kind !== "page" && kind !== "article");
    const job = await bringIn(file.name, items.map(offered));
    assert.equal(job.done, items.length, file.name);
    assert.equal(job.done, job.stored + job.present + job.troubles.length, file.name);
    for (const { item, code } of job.troubles) assert.ok(item && code, file.name);
  }
  const after = await contents();
  for (const [i, records] of after.entries())
    assert.deepEqual(records.slice(0, 1), before[i], "what was stored is as it was");
  assert.ok((after[0]?.length ?? 0) > 5);
});

// More of them, and those that need a document: `npm run fuzz -- importers`.
test("files that chance has changed are read, or it is said why not", async () => {
  for (let seed = 1; seed <= 200; seed++) await tryMutant(seed);
});
