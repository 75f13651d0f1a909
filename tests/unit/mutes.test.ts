// What the reader has muted: pairs whichever side is looked at, passages by their words, outlets.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Copy, Mute, Session } from "../../extension/messages/session.js";
import { mutePair, mutePassage, sourceOf } from "../../extension/mutes.js";
import { wrongMatch } from "../../extension/pages/panel/case.js";

const kept = new Map<string, unknown>();
const later = () => new Promise((resolve) => setTimeout(resolve));
Object.assign(globalThis, {
  chrome: {
    runtime: { sendMessage: async () => undefined },
    storage: {
      local: {
        get: async (key: string) => {
          const found = { [key]: kept.get(key) };
          await later();
          return found;
        },
        set: async (items: object) => {
          await later();
          for (const [key, value] of Object.entries(items)) kept.set(key, value);
        },
      },
    },
  },
});
const { clearMuted, getMuted, setMuted, sift } = await import(
  "../../extension/background/muting.js"
);

const TEXT = "Nine boats were lost. Nobody was hurt.";
const PAGE = { address: "https://here.example/1", text: TEXT };

const copy = (id: number, site: string, passages: [number, number][]): Copy =>
  ({
    story: { id, site, address: `https://${site}.example/${id}`, url: `https://${site}.example/` },
    pair: { passages: passages.map((a) => ({ a, b: a, quoted: false })) },
  }) as unknown as Copy;

const COPIES = [
  copy(1, "courant", [[0, 21]]),
  copy(2, "packet", [
    [0, 21],
    [22, 38],
  ]),
];
const ids = (copies: Copy[]): number[] => copies.map(({ story }) => story.id);

test("without anything muted every copy is told", () => {
  const { copies, muted } = sift(COPIES, PAGE, []);
  assert.deepEqual([ids(copies), ids(muted)], [[1, 2], []]);
});

test("a pair is muted from either side, and no other pair with it", () => {
  const what = mutePair(COPIES[0]!.story.address, PAGE.address);
  assert.deepEqual(what, mutePair(PAGE.address, COPIES[0]!.story.address));
  const { copies, muted } = sift(COPIES, PAGE, [what]);
  assert.deepEqual([ids(copies), ids(muted)], [[2], [1]]);
});

test("an outlet is muted with all its stories", () => {
  const { muted } = sift(COPIES, PAGE, [{ source: "packet" }]);
  assert.deepEqual(ids(muted), [2]);
  assert.equal(sourceOf({ url: "https://packet.example/2" }), "packet.example");
});

test("a passage is muted wherever its words stand; with all its passages so is the copy", () => {
  const what: Mute = mutePassage("NINE  boats were lost.");
  const { copies, muted } = sift(COPIES, PAGE, [what]);
  assert.deepEqual([ids(copies), ids(muted)], [[2], [1]]);
  assert.deepEqual(copies[0]?.muted, [0]);
});

test("a wrong match becomes a case with both texts and what was said of them", () => {
  const session = { url: PAGE.address, reading: { text: TEXT, title: "Boats" } };
  const { name, value } = wrongMatch(COPIES[0]!, session as unknown as Session, "Nine boats.");
  assert.equal(name, "wireprint-case-1.json");
  assert.equal(value.expected, "unrelated");
  assert.deepEqual(
    value.stories.map(({ body }) => body),
    [TEXT, "Nine boats."],
  );
  assert.deepEqual(value.got.passages, COPIES[0]!.pair.passages);
});

test("choices that are made at once are all kept, and forgetting forgets those before it", async () => {
  const one: Mute = { source: "packet" };
  const other: Mute = { source: "courant" };
  await Promise.all([setMuted([one], true), setMuted([other], true)]);
  assert.deepEqual(await getMuted(), [other, one]);
  await Promise.all([setMuted([one, other], false), setMuted([one], true)]);
  assert.deepEqual(await getMuted(), [one]);
  await Promise.all([setMuted([other], true), clearMuted()]);
  assert.deepEqual(await getMuted(), []);
});
