// Stored pairs judged again by other thresholds: the last choice is the one that holds.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { core, draft, pair, strangers } from "./library.js";

const MODULE = readFileSync("src/wasm/pkg/wireprint_bg.wasm");
const kept = new Map<string, unknown>();
/** Waits before what is said to be kept; what is kept is so at once. */
let slow = async (_: object): Promise<void> => undefined;

const quiet = new Proxy({}, { get: () => async () => undefined });
Object.assign(globalThis, {
  fetch: async () => new Response(MODULE, { headers: { "content-type": "application/wasm" } }),
  chrome: {
    runtime: { getURL: (file: string) => file, sendMessage: async () => undefined },
    storage: {
      session: { get: async () => ({}) },
      local: {
        get: async (key: string) => (kept.has(key) ? { [key]: kept.get(key) } : {}),
        set: async (items: object) => {
          for (const [key, value] of Object.entries(items)) kept.set(key, value);
          await slow(items);
        },
        remove: async (key: string) => void kept.delete(key),
      },
      managed: { get: async () => ({}) },
    },
    i18n: { getMessage: (name: string) => name, getUILanguage: () => "en" },
    action: quiet,
    scripting: quiet,
    tabs: quiet,
  },
});
const { judgeAgain } = await import("../../extension/background/judging.js");
const { changeSettings } = await import("../../extension/background/settings.js");
const { keep } = await import("../../extension/store/index.js");
const { library } = await import("../../extension/store/schema.js");

const SENTENCES = [
  "Nine boats were lost in the night of the storm, the harbour master of Osmere said.",
  "The barrier across the bay had been closed two hours too late, he wrote to the council.",
  "Nobody was hurt, but four families sleep in the school until their roofs are mended.",
  "A spokeswoman for the ministry promised that the pumps would be looked at before spring.",
];
const WHOLE = SENTENCES.join("\n\n");
const HALF = SENTENCES.slice(0, 2).join("\n\n");

const relation = async () => (await (await library()).getAll("edges"))[0]?.pair.relation;

test("a choice that comes while an earlier one is carried out is the one that holds", async () => {
  const one = await keep(core, draft("https://a.example/1", HALF, "c1"), strangers);
  assert.ok("id" in one);
  const other = draft("https://b.example/1", WHOLE, "c2", [pair("c2", String(one.id))]);
  await keep(core, other, strangers);
  const judgedBy = async (thresholds: object) => {
    await changeSettings({ thresholds });
    await judgeAgain();
    return relation();
  };
  const usual = await judgedBy({});
  assert.notEqual(await judgedBy({ copy: 0.5 }), usual);

  // The later choice is noted while the pairs of the earlier are written, and it is some time before
  // its own work begins.
  const put = IDBObjectStore.prototype.put;
  let later: Promise<void> | undefined;
  IDBObjectStore.prototype.put = function (...args) {
    if (this.name === "edges" && !later) {
      const choice = changeSettings({ thresholds: {} });
      later = choice.then(judgeAgain);
    }
    return put.apply(this, args);
  };
  slow = (items) =>
    Object.values(items).includes(null)
      ? new Promise((resolve) => setTimeout(resolve, 100))
      : Promise.resolve();
  try {
    await judgeAgain();
    await later;
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  assert.equal(await relation(), usual);
  assert.ok(!kept.has("judging"), "nothing is left to be done");
});
