// Rules that the reader has made or imported: kept, replaced, exported, forgotten.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./library.js";
import type { Pack, PackRule } from "../../extension/messages/report.js";
import { eraseLibrary } from "../../extension/store/index.js";
import {
  forgetCorrections,
  keepCorrections,
  keepPack,
  ownPack,
  packsOf,
  readRules,
  removePack,
  usePack,
} from "../../extension/store/rules.js";

const rule = (id: string, kind: PackRule["kind"] = "promo"): PackRule => ({
  id,
  kind,
  site: "a.example",
  begins: `Words of ${id}`,
  examples: [],
  counterexamples: [],
});
const correction = (id: string, at: number, kind: PackRule["kind"] = "promo") => ({
  rule: rule(id, kind),
  words: `Words of ${id} and more`,
  at,
});
const pack = (name: string, ...rules: PackRule[]): Pack => ({
  format: "wireprint-rules",
  version: 1,
  name,
  rules,
});

beforeEach(() => eraseLibrary());

test("corrections are kept, the latest first; a second one of the same block replaces the first", async () => {
  assert.deepEqual(await keepCorrections([correction("one", 1)]), []);
  await keepCorrections([correction("two", 2)]);
  const replaced = await keepCorrections([correction("one", 3, "nav")]);
  assert.deepEqual(replaced, [correction("one", 1)]);
  const { corrections } = await readRules();
  assert.deepEqual(corrections, [correction("one", 3, "nav"), correction("two", 2)]);
  await forgetCorrections(["one"]);
  assert.deepEqual((await readRules()).corrections, [correction("two", 2)]);
});

test("pages are read with the corrections first, and the packs that are on", async () => {
  assert.deepEqual(packsOf(await readRules()), []);
  await keepPack(pack("ads", rule("a")), 1);
  await keepPack(pack("stamps", rule("s")), 2);
  await keepCorrections([correction("one", 3)]);
  const names = async () => packsOf(await readRules()).map(({ name }) => name);
  assert.deepEqual(await names(), ["own", "stamps", "ads"]);
  await usePack("stamps", false);
  assert.deepEqual(await names(), ["own", "ads"]);
  await removePack("ads");
  assert.deepEqual(await names(), ["own"]);
  await assert.rejects(usePack("ads", true), { code: "not-found" });
});

test("exported corrections are corrections again where they are imported", async () => {
  await keepCorrections([correction("one", 1), correction("two", 2)]);
  const exported = ownPack((await readRules()).corrections);
  await eraseLibrary();
  await keepPack(exported, 3);
  const { corrections, packs } = await readRules();
  assert.deepEqual(packs, []);
  const ids = corrections.map(({ rule: { id } }) => id);
  assert.deepEqual(ids.sort(), ["one", "two"]);
  assert.ok(corrections.every(({ words }) => words.startsWith("Words of")));
});

test("a pack of the same name is replaced", async () => {
  await keepPack(pack("ads", rule("a")), 1);
  await usePack("ads", false);
  await keepPack(pack("ads", rule("b"), rule("c")), 2);
  const { packs } = await readRules();
  assert.equal(packs.length, 1);
  assert.ok(packs[0]?.on);
  assert.deepEqual(
    packs[0]?.pack.rules.map(({ id }) => id),
    ["b", "c"],
  );
});
