// What an organisation has decided goes before the reader's choices, one by one, and outlives them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";

const kept: Record<string, unknown> = {};
let policy: Record<string, unknown> | null = null;
Object.assign(globalThis, {
  chrome: {
    runtime: { sendMessage: () => undefined },
    storage: {
      local: {
        get: async (key: string) => ({ [key]: kept[key] }),
        set: async (change: object) => void Object.assign(kept, change),
      },
      managed: {
        get: async () => {
          if (policy) return policy;
          throw new Error("Managed storage manifest not found");
        },
      },
    },
  },
});
const { LANGUAGES } = await import("../../extension/language.js");
const { changeSettings, getSettings } = await import("../../extension/background/settings.js");

beforeEach(() => {
  policy = null;
  for (const key of Object.keys(kept)) delete kept[key];
});

test("without a policy all is the reader's choice", async () => {
  const settings = await changeSettings({ keepDays: 30, auto: { "lamp.example": "store" } });
  assert.deepEqual([settings.keepDays, settings.auto], [30, { "lamp.example": "store" }]);
  assert.deepEqual(settings.decided, []);
});

test("what is decided holds against the reader's choice, which comes back without it", async () => {
  await changeSettings({ keepDays: 30, language: "fr", auto: { "lamp.example": "store" } });
  policy = { auto: false, keepDays: 365, language: "de", off: ["nav"] };
  const decided = await changeSettings({ keepDays: 90 });
  assert.deepEqual(decided.auto, {});
  assert.deepEqual([decided.keepDays, decided.language, decided.off], [365, "de", ["nav"]]);
  assert.deepEqual(decided.decided.toSorted(), ["auto", "keepDays", "language", "off"]);
  policy = null;
  const { auto, keepDays, language } = await getSettings();
  assert.deepEqual([auto, keepDays, language], [{ "lamp.example": "store" }, 90, "fr"]);
});

test("what makes no sense is passed over, and the rest holds", async () => {
  policy = { auto: "never", keepDays: -3, language: "tlh", off: ["everything"], colour: "red" };
  assert.deepEqual((await getSettings()).decided, []);
  policy = { auto: true, keepDays: 0.5, language: "ja" };
  const { decided, language } = await getSettings();
  assert.deepEqual([decided, language], [["language"], "ja"]);
});

test("Chrome is told of the choices that there are, and administrators too", () => {
  const { properties } = JSON.parse(readFileSync("extension/manifest/managed.json", "utf8"));
  assert.deepEqual(Object.keys(properties), ["auto", "keepDays", "language", "off"]);
  assert.deepEqual(properties.language.enum.toSorted(), LANGUAGES.toSorted());
  const told = readFileSync("extension/POLICY.md", "utf8");
  for (const name of Object.keys(properties)) assert.ok(told.includes(`| \`${name}\` |`), name);
});
