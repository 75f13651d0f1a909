// Every sentence that is used stands in every language, and none stands there unused.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { LANGUAGES, nameOf } from "../../extension/language.js";

const EXTENSION = path.resolve("extension");

async function sources(): Promise<string> {
  const names = await fs.readdir(EXTENSION, { recursive: true });
  const files = names.filter((name) => /\.(tsx?|json)$/.test(name) && !name.includes("_locales"));
  const texts = await Promise.all(
    files.map((name) => fs.readFile(path.join(EXTENSION, name), "utf8")),
  );
  return texts.join("\n");
}

async function locale(name: string): Promise<Record<string, { message: string }>> {
  const file = path.join(EXTENSION, "_locales", name, "messages.json");
  return JSON.parse(await fs.readFile(file, "utf8"));
}

const LOCALES = await fs.readdir(path.join(EXTENSION, "_locales"));
const CODE = await sources();

/** Keys that are named whole, and beginnings of keys that are put together. */
const WHOLE = new Set(
  [
    ...CODE.matchAll(
      /"((?:[a-z]+_)+[a-z]+|language|direction|words|passages|blocks|searched|meter)"|__MSG_(\w+)__/g,
    ),
  ].map(([, word, message]) => word ?? message ?? ""),
);
const BEGUN = [...CODE.matchAll(/`([a-z]+(?:_[a-z]+)*_)\$\{/g)].map(([, begin]) => begin ?? "");

test("every key that is used is there, in every language", async () => {
  for (const name of LOCALES) {
    const messages = await locale(name);
    const used = [...CODE.matchAll(/\b(t|plural)\(\s*"([a-z_]+)"/g)];
    assert.ok(used.length > 100);
    for (const [, call, key] of used) {
      const needed = call === "plural" ? `${key}_other` : (key ?? "");
      assert.ok(needed in messages, `${name} lacks ${needed}`);
    }
    for (const [, key] of CODE.matchAll(/__MSG_(\w+)__/g)) {
      assert.ok((key ?? "") in messages, `${name} lacks ${key}`);
    }
  }
});

test("every key is used", async () => {
  for (const key of Object.keys(await locale("en"))) {
    const stem = key.replace(/_(zero|one|two|few|many|other)$/, "");
    const used = WHOLE.has(key) || WHOLE.has(stem) || BEGUN.some((begin) => key.startsWith(begin));
    assert.ok(used, `${key} is never used`);
  }
});

test("all languages have the same sentences with the same places for values", async () => {
  const english = await locale("en");
  for (const name of LOCALES) {
    const messages = await locale(name);
    const own = new Intl.PluralRules(name).resolvedOptions().pluralCategories;
    for (const [key, { message }] of Object.entries(english)) {
      const stem = key.replace(/_one$/, "");
      if (stem !== key && !own.includes("one")) continue;
      assert.ok(key in messages, `${name} lacks ${key}`);
      const places = (text: string): string => [...new Set(text.match(/\$\d/g))].sort().join();
      if (!key.endsWith("_one")) assert.equal(places(messages[key]!.message), places(message), key);
    }
  }
});

test("every language there is can be chosen, under the name that it has for itself", async () => {
  assert.deepEqual([...LANGUAGES].sort(), LOCALES.toSorted());
  for (const name of LANGUAGES) {
    assert.equal((await locale(name)).language?.message, name);
    assert.notEqual(nameOf(name), name);
  }
});
