// The engine's host: a stopped engine is replaced, and what went wrong has a code.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const MODULE = readFileSync("src/wasm/pkg/wireprint_bg.wasm");
Object.assign(globalThis, {
  chrome: {
    runtime: {
      getURL: (file: string) => `chrome-extension://wireprint/${file}`,
      sendMessage: () => undefined,
    },
  },
  fetch: async () => new Response(MODULE, { headers: { "content-type": "application/wasm" } }),
});
const { withEngine } = await import("../../extension/engine/index.js");

test("there is one engine", async () => {
  const one = await withEngine((engine) => engine);
  assert.equal(await withEngine((engine) => engine), one);
  assert.match(one.version(), /^\d+\.\d+\.\d+$/);
});

test("a panic drops the engine; the next call has another that works", async () => {
  const one = await withEngine((engine) => engine);
  const panic = withEngine(() => {
    throw new WebAssembly.RuntimeError("unreachable");
  });
  await assert.rejects(panic, { code: "engine", message: "unreachable" });
  const other = await withEngine((engine) => engine);
  assert.notEqual(other, one);
  assert.ok(other.readText("One line.\nAnother line.", "x", undefined).blocks.length > 0);
});

test("what the core refuses has a code, and the engine stays", async () => {
  const one = await withEngine((engine) => engine);
  await assert.rejects(
    withEngine((engine) => engine.plan(Uint8Array.of(1, 2, 3))),
    { code: "index" },
  );
  assert.equal(await withEngine((engine) => engine), one);
});

test("errors of others pass through", async () => {
  const failing = withEngine(() => {
    throw new TypeError("not the engine's");
  });
  await assert.rejects(failing, TypeError);
});
