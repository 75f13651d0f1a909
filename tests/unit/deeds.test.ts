// What the reader does on the library page: what fails is said, and nothing is lost by it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import type { Job } from "../../extension/store/schema.js";
import { draft, strangers } from "./library.js";

const MODULE = readFileSync("src/wasm/pkg/wireprint_bg.wasm");
/** The background, of which this page asks nothing but the reader's choices. */
const background = async ({ call }: { call: string }) =>
  call === "settings" ? { ok: true, value: {} } : undefined;
Object.assign(globalThis, {
  chrome: { runtime: { getURL: (file: string) => file, sendMessage: background } },
  fetch: async () => new Response(MODULE, { headers: { "content-type": "application/wasm" } }),
  location: { hash: "" },
});
// The page that takes files in can read documents; the files below hold none.
const property = { configurable: true, get: () => undefined };
const prototype = new Proxy({}, { getOwnPropertyDescriptor: () => property });
const KINDS = "Node Element CharacterData Document HTMLIFrameElement HTMLSlotElement";
for (const name of KINDS.split(" ")) Object.assign(globalThis, { [name]: { prototype } });
const { withEngine } = await import("../../extension/engine/index.js");
const { eraseLibrary, keep } = await import("../../extension/store/index.js");
const { writeBackup } = await import("../../extension/store/backup.js");
const { beginJob } = await import("../../extension/store/jobs.js");
const { library } = await import("../../extension/store/schema.js");
const state = await import("../../extension/pages/library/state.js");
const { run, running } = await import("../../extension/pages/library/in/jobs.js");
const { readItems } = await import("../../extension/pages/library/in/read.js");
const { take } = await import("../../extension/pages/library/in/take.js");
const { restore } = await import("../../extension/pages/library/in/restore.js");

/** Stores a story that the real core has read. */
async function put(address: string, text: string): Promise<number> {
  const one = draft(address, text, address);
  const stored = await withEngine((engine) => {
    const fingerprint = engine.fingerprint({ id: address, text, extras: [] });
    return keep(engine, { ...one, text: { ...one.text, fingerprint } }, strangers);
  });
  assert.ok("id" in stored);
  return stored.id;
}

/** Does something on a device that has no room left. */
async function withoutRoom(work: () => Promise<void>): Promise<void> {
  const { add, put: putRecord } = IDBObjectStore.prototype;
  const full = (): never => {
    throw new DOMException("full", "QuotaExceededError");
  };
  Object.assign(IDBObjectStore.prototype, { add: full, put: full });
  try {
    await work();
  } finally {
    Object.assign(IDBObjectStore.prototype, { add, put: putRecord });
  }
}

/** Puts a file on its way in. */
async function beginJobOf(file: Blob): Promise<Job> {
  const name = "lines.jsonl";
  const job = { name, at: 1, done: 0, stored: 0, present: 0, troubles: [], state: "open" as const };
  return { ...job, id: await beginJob(job, file) };
}

beforeEach(() => eraseLibrary());

test("a deletion that cannot be undone yet can be undone later, and the reader is told why", async () => {
  const id = await put("https://a.example/1", "The tide came in the night.");
  await state.remove([id]);
  assert.equal(state.catalogue.value?.length, 0);
  await withoutRoom(() => state.undo());
  assert.equal(state.failure.value?.code, "quota");
  assert.equal(state.removed.value?.stories.length, 1);
  await state.undo();
  assert.equal(state.failure.value, null);
  assert.equal(state.removed.value, null);
  assert.deepEqual(
    state.catalogue.value?.map((entry) => entry.id),
    [id],
  );
});

test("what went wrong is said until something else is done, whatever is read meanwhile", async () => {
  const id = await put("https://a.example/1", "The tide came in the night.");
  await withoutRoom(() => state.add([id], () => ({ pinned: true })));
  await state.fetchHeads([id]);
  assert.equal(state.failure.value?.code, "quota");
  await state.add([id], () => ({ pinned: true }));
  assert.equal(state.failure.value, null);
});

test("what is erased while a file goes in stays erased, and the file goes no further", async () => {
  const job = await beginJobOf(new Blob(["{}"]));
  const facts = { url: "https://a.example/1" };
  const item = { name: "one", ...facts, facts, kind: "body", text: "The tide came in." } as const;
  const once = await take(job, await readItems([item]), {});
  assert.equal(once.stored, 1);
  await eraseLibrary();
  await assert.rejects(
    take(once, await readItems([item, { ...item, url: "https://a.example/2" }]), {}),
    {
      code: "stopped",
    },
  );
  const db = await library();
  assert.deepEqual([await db.count("stories"), await db.count("jobs")], [0, 0]);
});

test("what an archive tells is counted beside the stories of its file", async () => {
  const url = "https://a.example/1";
  await put(url, "The tide came in the night.");
  const told = (a: string) => ({ name: a, told: { a, b: "wire-7", relation: "partial" as const } });
  const story = { name: "two", url: "https://a.example/2", facts: {}, kind: "body", text: "Fog." };
  const job = await beginJobOf(new Blob(["{}"]));
  const after = await take(
    job,
    await readItems([told(url), story as never, told("elsewhere")]),
    {},
  );
  assert.deepEqual([after.done, after.stored, after.told], [3, 1, 1]);
});

test("what is erased while a backup is restored stays erased", async () => {
  const db = await library();
  for (let i = 0; i < 250; i++)
    await db.put("collections", { name: `Coast ${i}`, search: "", at: 1 });
  const file = await writeBackup({ engine: "test", at: 1 }, {});
  await eraseLibrary();
  const job = { ...(await beginJobOf(file)), restore: "merge" as const };
  let erased: Promise<void> | undefined;
  const cut = restore(job, file, () => {
    erased ??= eraseLibrary();
    return true;
  });
  await assert.rejects(cut, { code: "stopped" });
  await erased;
  assert.deepEqual([await db.count("collections"), await db.count("jobs")], [0, 0]);
});

test("a job that fails before it has begun holds up no other", async () => {
  class Idle extends EventTarget {
    postMessage({ take: job }: { take?: Job }): void {
      if (!job) return;
      const data = { done: { ok: true, value: { job, settings: {} } } };
      this.dispatchEvent(Object.assign(new Event("message"), { data }));
    }
    terminate(): void {}
  }
  Object.assign(globalThis, { Worker: Idle });
  const { id } = await beginJobOf(new Blob(['{"id":"a","body":"The tide came in."}\n']));
  const { getAll } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.getAll = () => {
    throw new DOMException("unreadable", "UnknownError");
  };
  await run(id);
  IDBObjectStore.prototype.getAll = getAll;
  assert.equal(state.failure.value?.code, "store");
  assert.equal(running.value, null);
  await run(id);
  assert.equal((await (await library()).get("jobs", id))?.state, "done");
});
