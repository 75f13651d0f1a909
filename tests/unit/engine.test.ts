// The engine as a host sees it: the module that ships, loaded from its bytes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { glue } from "wireprint-glue";
import type { Pair } from "../../extension/messages/generated/Pair.js";
import type { Snapshot } from "../../extension/messages/generated/Snapshot.js";
import type { Story } from "../../extension/messages/generated/Story.js";
import type { Engine, Shard } from "../../src/wasm/pkg/wireprint.js";

const BYTES = readFileSync("src/wasm/pkg/wireprint_bg.wasm");

async function start(): Promise<Engine> {
  const { default: init, Engine } = glue();
  await init({ module_or_path: BYTES });
  return new Engine();
}

const PARAGRAPHS = [
  "The lighthouse at Cold Point will be lit again on Friday after eleven dark winters, the harbour office said.",
  "Volunteers carried the new lamp up two hundred and nine steps because the hoist had been sold for scrap.",
  "Fishermen asked for the light back after three boats ran on to the same sandbank within a month.",
  "The office will pay for the current, and the village school will read the meter every Monday morning.",
];

function story(id: string, paragraphs: string[]): Story {
  return { id, text: paragraphs.join("\n\n"), extras: [] };
}

/** `<html><body><p>` around each text, as a content script would send it. */
function page(texts: string[]): Snapshot {
  const nodeName = [1, 2];
  const nodeParent = [0, 0];
  const nodeText = [0, 0];
  for (const text of texts) {
    const paragraph = nodeName.length;
    nodeName.push(3, 0);
    nodeParent.push(1, paragraph);
    nodeText.push(0, text.length);
  }
  return {
    version: 1,
    url: "https://news.example/cold-point",
    names: ["#text", "html", "body", "p"],
    nodeName: Uint16Array.from(nodeName),
    nodeParent: Uint32Array.from(nodeParent),
    nodeText: Uint32Array.from(nodeText),
    attrNode: new Uint32Array(),
    attrName: new Uint16Array(),
    attrValue: new Uint32Array(),
    text: texts.join(""),
    values: "",
    truncated: false,
  };
}

test("a page's columns become a reading, each block with its place on the page", async () => {
  const engine = await start();
  const begin = performance.now();
  const { reading, ms } = engine.read(page(PARAGRAPHS), "cold-point");
  const around = performance.now() - begin;
  assert.equal(reading.id, "cold-point");
  assert.equal(reading.url, "https://news.example/cold-point");
  assert.deepEqual(
    reading.blocks.map((block) => block.text),
    PARAGRAPHS,
  );
  assert.deepEqual(reading.blocks[1]?.anchor?.nodes, [5]);
  assert.ok(ms > 0 && ms <= around, `${ms} ms of ${around}`);
});

test("a column of optional visibility hides what is not rendered", async () => {
  const engine = await start();
  const snapshot = page(PARAGRAPHS);
  const visible = new Uint8Array(snapshot.nodeName.length).fill(1);
  visible.fill(0, 4, 6);
  const { reading } = engine.read({ ...snapshot, visible }, "hidden");
  assert.deepEqual(
    reading.blocks.map((block) => block.text),
    PARAGRAPHS.filter((_, index) => index !== 1),
  );
});

test("what is not a snapshot is refused by a code and the name of the column", async () => {
  const engine = await start();
  const good = page(PARAGRAPHS);
  const refused = (bad: unknown): unknown => {
    try {
      engine.read(bad as Snapshot, "bad");
    } catch (thrown) {
      return thrown;
    }
    return undefined;
  };
  assert.deepEqual(refused({ ...good, nodeName: [1, 2, 3] }), {
    code: "value",
    message: "`nodeName` is missing or of another type",
  });
  assert.equal((refused({ ...good, version: 99 }) as { code: string }).code, "snapshot");
  assert.equal(
    (refused({ ...good, nodeText: new Uint32Array(2) }) as { code: string }).code,
    "snapshot",
  );
  assert.equal((refused(null) as { code: string }).code, "value");
});

test("a lone surrogate and characters beyond the basic plane keep their places", async () => {
  const engine = await start();
  const texts = ["Before \ud800 after the break, and on it goes.", "Then 😀 comes a second line."];
  const { reading } = engine.read(page(texts), "odd");
  assert.deepEqual(
    reading.blocks.map((block) => block.text),
    ["Before \ufffd after the break, and on it goes.", "Then 😀 comes a second line."],
  );
});

test("a text's lines are its blocks", async () => {
  const engine = await start();
  const reading = engine.readText(PARAGRAPHS.join("\n"), "text", "https://news.example/cold.txt");
  assert.deepEqual(
    reading.blocks.map((block) => block.text),
    PARAGRAPHS,
  );
});

/** Keeps shards as a store would. */
class Store {
  readonly #shards = new Map<number, Uint8Array>();

  read(keys: Iterable<number>): Shard[] {
    return [...keys].flatMap((key) => {
      const bytes = this.#shards.get(key);
      return bytes ? [{ key, bytes }] : [];
    });
  }

  write(shards: Shard[]): void {
    for (const { key, bytes } of shards) this.#shards.set(key, bytes);
  }
}

test("a stored story is found again by a lifted passage, until it is taken out", async () => {
  const engine = await start();
  const store = new Store();
  const whole = engine.fingerprint(story("whole", PARAGRAPHS));
  const stories = Uint32Array.of(7);
  store.write(engine.insert(stories, [whole], store.read(engine.planInsert(stories))));

  const lifted = engine.fingerprint(story("lifted", PARAGRAPHS.slice(1, 3)));
  const look = () => engine.candidates([lifted], store.read(engine.plan(lifted)))[0] ?? [];
  assert.equal(look()[0]?.story, 7);
  assert.ok((look()[0]?.shared ?? 0) > 0);

  store.write(engine.remove(7, whole, store.read(engine.plan(whole))));
  assert.deepEqual(look(), []);
});

/** A candidate that shares text. */
const CANDIDATE = { story: 1, shared: 1, alike: 0, rare: 0, first: true };

test("damaged bytes are refused by a code", async () => {
  const engine = await start();
  const bytes = engine.fingerprint(story("whole", PARAGRAPHS)).slice();
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  assert.throws(
    () => engine.plan(bytes),
    (thrown) => (thrown as { code: string }).code === "format",
  );
});

test("found stories are compared, and those that are not related are left out", async () => {
  const engine = await start();
  const lifted = story("lifted", PARAGRAPHS.slice(1, 3));
  const other = story("other", ["A bakery in Northmere won a prize for its rye bread on Sunday."]);
  const found = [story("whole", PARAGRAPHS), other].map((story) => ({
    candidate: CANDIDATE,
    story,
  }));
  const [pair, ...rest] = engine.related(lifted, found);
  assert.deepEqual([pair?.a, pair?.b, pair?.relation], ["lifted", "whole", "partial"]);
  assert.deepEqual(rest, []);
  // The same as comparing the two.
  assert.deepEqual(pair, engine.compare(lifted, story("whole", PARAGRAPHS)));
});

test("thresholds can be set, and stored stories judged again by them", async () => {
  const engine = await start();
  const [whole, lifted] = [story("whole", PARAGRAPHS), story("lifted", PARAGRAPHS.slice(1, 3))];
  assert.equal(engine.compare(whole, lifted).relation, "partial");
  const strict = { passage: 99, total: 99, event: 1 };
  assert.equal(engine.compare(whole, lifted, strict).relation, "unrelated");
  assert.equal(engine.compare(whole, lifted, { copy: 0.3 }).relation, "syndicated");
  assert.deepEqual(engine.related(whole, [{ candidate: CANDIDATE, story: lifted }], strict), []);
});

test("two stories are compared, and copies make a family", async () => {
  const engine = await start();
  const [a, b] = [story("a", PARAGRAPHS), story("b", PARAGRAPHS)];
  const pair: Pair = engine.compare(a, b);
  assert.equal(pair.relation, "exact");
  assert.equal(pair.a_in_b, 1);
  const heads = [a, b].map(({ id }) => ({ id, words: 76 }));
  const families = engine.families(heads, [pair]);
  assert.deepEqual(
    families.map((family) => family.stories),
    [["a", "b"]],
  );
});

test("an instance that is replaced leaves the other one as it was", async () => {
  const [first, second] = [await start(), await start()];
  first.free();
  assert.match(second.version(), /^\d+\.\d+\.\d+$/);
});
