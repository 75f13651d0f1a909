// One core, two hosts: the module that ships and the native build read every sample page alike.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { glue } from "wireprint-glue";
import type { Snapshot } from "../../extension/messages/generated/Snapshot.js";
import { native } from "../native.mjs";

const URL = "https://news.example/";
/** Mathematical functions differ in their last bits from one host to the other. */
const PLACES = 4;

const files = readdirSync("www/newsroom", { recursive: true, encoding: "utf8" })
  .filter((name) => path.basename(name) === "index.html")
  .map((name) => path.join("www/newsroom", name));

const { default: init, Engine } = glue();
await init({ module_or_path: readFileSync("src/wasm/pkg/wireprint_bg.wasm") });
const engine = new Engine();

/** The columns as typed arrays, as a content script sends them. */
function typed(plain: Record<string, unknown>): Snapshot {
  const wide = ["nodeParent", "nodeText", "attrNode", "attrValue"];
  const narrow = ["nodeName", "attrName"];
  const entries = Object.entries(plain).map(([key, value]) => {
    if (wide.includes(key)) return [key, Uint32Array.from(value as number[])];
    if (narrow.includes(key)) return [key, Uint16Array.from(value as number[])];
    return [key, value];
  });
  return Object.fromEntries(entries);
}

const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, one) => (typeof one === "number" ? +one.toFixed(PLACES) : one)),
  );

test("both hosts read every sample page alike", () => {
  const pages = native(files, URL);
  assert.equal(pages.length, files.length);
  assert.ok(files.length >= 20);
  for (const [index, { snapshot, reading }] of pages.entries()) {
    const own = engine.read(typed(snapshot), reading.id).reading;
    assert.deepEqual(rounded(own), rounded(reading), files[index]);
  }
});
