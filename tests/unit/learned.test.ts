// What is learned from stored pages: once per page, kept honest by deletions, carried over from
// older databases.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Draft } from "../../extension/store/index.js";
import {
  eraseLibrary,
  keep,
  readPages,
  removeStories,
  restoreStories,
} from "../../extension/store/index.js";
import { dropSketches, readSketches } from "../../extension/store/learned.js";
import { visibleText } from "../../extension/store/pages.js";
import { library } from "../../extension/store/schema.js";
import { core, draft, lesson, related, strangers } from "./library.js";

const SITE = "a.example";

/** A capture of a page of a site, with what there is to learn from it. */
async function capture(path: string, text: string, name: string, site = SITE): Promise<Draft> {
  return { ...draft(`https://${site}/${path}`, text, name), lesson: await lesson(site, text) };
}

/** The lengths of the texts that a site's sketch, and the one over sites, were made of. */
async function learned(site = SITE): Promise<{ site: number[]; stock: number[] }> {
  const sketches = await readSketches(site, core);
  return { site: [...(sketches.site ?? [])], stock: [...(sketches.stock ?? [])] };
}

beforeEach(() => eraseLibrary());

test("a stored page is learned from, for its site and over sites", async () => {
  await keep(core, await capture("1", "one", "c1"), strangers);
  await keep(core, await capture("2", "seven", "c2"), strangers);
  await keep(core, await capture("1", "elevenish", "c3", "b.example"), strangers);
  assert.deepEqual(await learned(), { site: [3, 5], stock: [3, 5, 9] });
  assert.deepEqual((await learned("b.example")).site, [9]);
});

test("a page is learned from once: not when it is seen again, written twice, or changed", async () => {
  await keep(core, await capture("1", "one", "c1"), strangers);
  await keep(core, await capture("1", "one", "c2"), strangers);
  await keep(core, await capture("1", "one and more", "c2"), related);
  await keep(core, await capture("1", "one and much more", "c2"), related);
  const stored = await keep(core, await capture("1", "one, corrected", "c3"), related);
  assert.equal(stored.as, "version");
  assert.deepEqual(await learned(), { site: [3], stock: [3] });
});

test("without a lesson, as in a private window, nothing is learned and no page kept", async () => {
  const stored = await keep(core, draft("https://a.example/1", "one", "c1"), strangers);
  assert.deepEqual(await learned(), { site: [], stock: [] });
  assert.ok("id" in stored);
  assert.deepEqual(await readPages([stored.id]), []);
});

test("a change that fails is not learned from", async () => {
  const broken = {
    ...core,
    learn: () => {
      throw new Error("stopped");
    },
  };
  await assert.rejects(keep(broken, await capture("1", "one", "c1"), strangers), /stopped/);
  assert.deepEqual(await learned(), { site: [], stock: [] });
});

test("a deletion is unlearned, and learned again when it is undone", async () => {
  await keep(core, await capture("1", "one", "c1"), strangers);
  const stored = await keep(core, await capture("2", "seven", "c2"), strangers);
  await keep(core, await capture("1", "elevenish", "c3", "b.example"), strangers);
  assert.ok("id" in stored);
  const removed = await removeStories(core, [stored.id]);
  assert.deepEqual(await learned(), { site: [3], stock: [3, 9] });
  assert.deepEqual((await learned("b.example")).site, [9]);
  await restoreStories(core, removed);
  assert.deepEqual(await learned(), { site: [3, 5], stock: [3, 5, 9] });
});

test("what was dropped is learned again from the pages, each story's latest version", async () => {
  await keep(core, await capture("1", "one", "c1"), strangers);
  await keep(core, await capture("1", "one, corrected", "c2"), related);
  await keep(core, await capture("2", "seven", "c3"), strangers);
  await dropSketches();
  assert.deepEqual(await learned(), { site: [14, 5], stock: [14, 5] });
});

test("a page whose bytes are damaged teaches nothing, and the others still do", async () => {
  const bad = await keep(core, await capture("1", "one", "c1"), strangers);
  await keep(core, await capture("2", "seven", "c2"), strangers);
  assert.ok("id" in bad);
  const db = await library();
  for (const bytes of [Uint8Array.of(1, 2, 3), await packed("{"), await packed('{"blocks":3}')]) {
    await db.put("pages", { id: bad.id, site: SITE, bytes });
    await dropSketches();
    assert.deepEqual(await learned(), { site: [5], stock: [5] });
    await assert.rejects(readPages([bad.id]), { code: "file" });
  }
  // So it is with one that only the core finds wrong.
  await db.put("pages", { id: bad.id, site: SITE, bytes: (await lesson(SITE, "odd")).page });
  await dropSketches();
  const picky: typeof core = {
    ...core,
    learn: (reading, ...rest) => {
      if (reading.text === "odd") throw { code: "value", message: "odd" };
      return core.learn(reading, ...rest);
    },
  };
  const sketches = await readSketches(SITE, picky);
  assert.deepEqual([[...(sketches.site ?? [])], [...(sketches.stock ?? [])]], [[5], [5]]);
});

async function packed(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

test("the page of a story is kept with everything that was visible", async () => {
  const stored = await keep(core, await capture("1", "Ünïcödé — 日本", "c1"), strangers);
  assert.ok("id" in stored);
  const [found] = await readPages([stored.id]);
  assert.equal(found && visibleText(found.page), "Ünïcödé — 日本");
});
