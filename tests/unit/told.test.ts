// What an archive tells comes back into the library: pairs and families, as the command line writes them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { draft, strangers } from "./library.js";

const MODULE = readFileSync("src/wasm/pkg/wireprint_bg.wasm");
Object.assign(globalThis, {
  chrome: { runtime: { getURL: (file: string) => file, sendMessage: async () => undefined } },
  fetch: async () => new Response(MODULE, { headers: { "content-type": "application/wasm" } }),
});
const { keepTold } = await import("../../extension/capture/told.js");
const { withEngine } = await import("../../extension/engine/index.js");
const { lineItem } = await import("../../extension/pages/library/in/exports.js");
const { jsonLines } = await import("../../extension/pages/library/out/lines.js");
const { checkLibrary } = await import("../../extension/store/check.js");
const { readCatalogue } = await import("../../extension/store/catalogue.js");
const { eraseLibrary, keep, readStories } = await import("../../extension/store/index.js");
const { parseQuery } = await import("../../extension/store/query.js");
const { library } = await import("../../extension/store/schema.js");
const { searchStories } = await import("../../extension/store/search.js");

const TEXT =
  "Nine boats were lost in the night of the storm, the harbour master of Osmere said on Monday. " +
  "The barrier across the bay had been closed two hours too late, he wrote to the council.";
const [A, B, C] = ["https://a.example/1", "https://b.example/1", "https://c.example/1"] as const;

/** Stores a story and says nothing of others. */
async function put(address: string, text: string): Promise<number> {
  const one = draft(address, text, address);
  const stored = await withEngine((engine) => {
    const fingerprint = engine.fingerprint({ id: address, text, extras: [] });
    return keep(engine, { ...one, text: { ...one.text, fingerprint } }, strangers);
  });
  assert.ok("id" in stored);
  return stored.id;
}

/** Takes lines in as a file has them; gives how much was noted. */
function tell(...lines: object[]): Promise<number> {
  const items = lines.map((line, i) => lineItem(`line ${i + 1}`, JSON.stringify(line)));
  return keepTold(
    items.map((item) => (item.kind === "told" ? item.told : assert.fail(JSON.stringify(item)))),
    {},
  );
}

async function find(words: string): Promise<number[]> {
  const { entries } = await searchStories(parseQuery(words), await readCatalogue());
  return entries.map(({ id }) => id).sort();
}

const faults = () => withEngine(async (engine) => (await checkLibrary(engine)).faults);
const pairOf = (a: string, b: string, relation = "exact") => ({
  ...{ a, b, relation, a_in_b: 1, b_in_a: 1, resemblance: 1, event_score: 1 },
  ...{ passages: [], edits: [], why: [] },
});

beforeEach(() => eraseLibrary());

test("two stories that are here are compared here, once", async () => {
  const [one, other] = [await put(A, TEXT), await put(B, TEXT)];
  assert.deepEqual(await find("relation:exact"), []);
  assert.equal(await tell(pairOf(B, A, "partial")), 1);
  const [edge] = await (await library()).getAll("edges");
  assert.deepEqual([edge?.ids, edge?.pair.relation], [[one, other], "exact"]);
  assert.ok(edge && edge.pair.passages.length > 0, "by the engine here, not by the file");
  assert.deepEqual(await find("relation:exact"), [one, other]);
  await tell(pairOf(A, B));
  assert.deepEqual(await (await library()).getAll("edges"), [edge]);
  assert.deepEqual(await faults(), []);
});

test("what an archive says wrongly of two stories that are here is not believed", async () => {
  await put(A, TEXT);
  await put(B, "The tide was low all week, and the children of Port Ellery built a fort of sand.");
  await tell(pairOf(A, B));
  assert.deepEqual(await (await library()).getAll("edges"), []);
});

test("a relation to a story that is not here is found by it", async () => {
  const one = await put(A, TEXT);
  assert.equal(await tell(pairOf(A, C, "syndicated"), pairOf(B, C, "partial")), 1);
  assert.deepEqual(await find("relation:syndicated"), [one]);
  assert.deepEqual(await find("relation:partial"), []);
  assert.deepEqual(await faults(), []);
});

test("stories of one family in the archive are found by its name", async () => {
  const [one, other] = [await put(A, TEXT), await put(B, "Something else, of the same family.")];
  const family = { family: C, stories: [C, A, B], representative: C, order: [C, A, B], events: [] };
  const alone = { ...family, family: A, stories: [A] };
  assert.equal(await tell(family, alone), 1);
  assert.deepEqual(await find(`family:${C}`), [one, other]);
  assert.deepEqual(await find(`family:${one}`), [one], "one that is here goes by its number");
  const [head] = await readStories([one]);
  assert.deepEqual(head?.head.archive, { family: C, size: 3 });
  assert.deepEqual(await faults(), []);
});

test("a library goes to the command line, and what that finds in an archive comes back", async () => {
  const one = await put(A, TEXT);
  const archived = { id: "wire-7", text: TEXT };
  const stories = `${jsonLines(await readStories([one]))}${JSON.stringify(archived)}\n`;
  const found = (command: string): object[] => {
    const options = ["run", "--quiet", "--all-features", "--", command];
    const lines = execFileSync("cargo", options, { input: stories, encoding: "utf8" });
    return lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  };
  assert.equal(await tell(...found("overlap")), 1);
  assert.deepEqual(await find("relation:exact"), [one]);
  assert.equal(await tell(...found("families")), 1);
  const [head] = await readStories([one]);
  assert.equal(head?.head.archive?.size, 2);
});
