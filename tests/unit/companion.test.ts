// The archive on this computer as the background asks it: by leave only, and not to be trusted blindly.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import type { Reading } from "../../extension/messages/report.js";
import type { Session, Settings } from "../../extension/messages/session.js";

let allowed = true;
let asked: [string, { call: string; input: Record<string, unknown> }][] = [];
let answer: () => Promise<unknown>;
Object.assign(globalThis, {
  chrome: {
    permissions: { contains: async () => allowed },
    runtime: {
      sendMessage: async () => undefined,
      sendNativeMessage: (name: string, question: { call: string; input: object }) => {
        asked.push([name, question as never]);
        return answer();
      },
    },
  },
});
const { archive, archived } = await import("../../extension/background/companion.js");

const PAGE = "https://ledger.example/storm";
const TEXT = "Nine boats were lost in the storm. Nobody was hurt.";
const reading = { id: PAGE, url: PAGE, text: TEXT, blocks: [] } as unknown as Reading;
const session = { tab: 7, capture: "one", url: PAGE, secret: false } as Session;
const settings = Promise.resolve({ thresholds: { passage: 20 } } as unknown as Settings);
const ask = (now = session) => archived(now, reading, settings);

const pair = { relation: "partial", a_in_b: 1, b_in_a: 0.5, passages: [], edits: [] };
const found = (number: number, url: string) => ({ number, id: `id-${number}`, url, pair });
const says = (value: unknown) => async () => ({ ok: true, value });

beforeEach(() => {
  allowed = true;
  asked = [];
  answer = says({ stories: 9, more: 2, related: [found(4, "https://packet.example/1")] });
});

test("the story that was read is looked up by the reader's thresholds", async () => {
  assert.deepEqual(await ask(), {
    stories: 9,
    more: 2,
    related: [found(4, "https://packet.example/1")],
  });
  const [[name, { call, input }] = assert.fail("nothing was asked")] = asked;
  assert.deepEqual([name, call], ["wireprint.companion", "related"]);
  assert.equal((input.story as { text: string }).text, TEXT);
  assert.deepEqual(input.thresholds, { passage: 20 });
});

test("without leave nothing is asked", async () => {
  allowed = false;
  assert.equal(await ask(), null);
  assert.equal(await archive(), null);
  assert.deepEqual(asked, []);
});

test("nothing of a private window goes to the program", async () => {
  assert.equal(await ask({ ...session, secret: true }), null);
  assert.deepEqual(asked, []);
});

test("the page itself is no copy of itself", async () => {
  answer = says({
    stories: 9,
    more: 0,
    related: [found(4, `${PAGE}#top`), found(5, "https://b/")],
  });
  const told = await ask();
  assert.deepEqual(told && "related" in told && told.related.map(({ number }) => number), [5]);
});

test("an answer of another shape is none, and the verdict stands", async () => {
  const wrong: unknown[] = [
    undefined,
    { stories: -1, more: 0, related: [] },
    { stories: 9, more: 0, related: [{ ...found(4, PAGE), number: "4" }] },
    { stories: 9, more: 0, related: [{ ...found(4, PAGE), pair: { ...pair, relation: "owned" } }] },
    { stories: 9, more: 0, related: Array.from({ length: 51 }, () => found(4, PAGE)) },
  ];
  for (const value of wrong) {
    answer = says(value);
    const told = await ask();
    assert.equal(told && "error" in told && told.error.code, "companion", JSON.stringify(value));
  }
  for (const said of [null, "yes", { ok: false, error: { message: "no library there" } }]) {
    answer = async () => said;
    const told = await ask();
    assert.ok(told && "error" in told, JSON.stringify(said));
  }
  answer = () => Promise.reject(new Error("Specified native messaging host not found."));
  await assert.rejects(archive(), { code: "companion", message: /not found/ });
});

test("a program that does not answer is waited for only so long", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    answer = () => new Promise(() => undefined);
    const waiting = ask();
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    mock.timers.tick(5_000);
    assert.deepEqual(await waiting, {
      error: { code: "companion", message: "no answer in time" },
    });
  } finally {
    mock.timers.reset();
  }
});
