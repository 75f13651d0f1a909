// Reasons in the reader's words: every code has its sentence in every language, with its values.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { test } from "node:test";
import { LANGUAGES } from "../../extension/language.js";
import type { Reason } from "../../extension/messages/report.js";
import { reasonsOf, wordsOf } from "../../extension/reasons.js";
import { lookupIn, type Messages, percent, setLookup } from "../../extension/text.js";

/** Every code with the core's own sentence, in which `{}` stands for a value. */
const CODES = [
  ...(await fs.readFile("src/report/reason.rs", "utf8")).matchAll(/^ {4}(\w+): "(.*)",$/gm),
].map(([, name = "", words = ""]) => ({
  code: name.replaceAll(/(?<!^)[A-Z]/g, "-$&").toLowerCase() as Reason["code"],
  places: words.split("{}").length - 1,
}));

async function speak(language: string): Promise<Messages> {
  const file = `extension/_locales/${language}/messages.json`;
  const messages: Messages = JSON.parse(await fs.readFile(file, "utf8"));
  setLookup(lookupIn(messages));
  return messages;
}

/** Values that stand out. */
const COUNTS = [11, 22, 33, 44];

test("every code says its values in every language, in that language's own sentence", async () => {
  assert.ok(CODES.length > 90, `${CODES.length} codes`);
  for (const language of LANGUAGES) {
    const messages = await speak(language);
    for (const { code, places } of CODES) {
      const key = `reason_${code.replaceAll("-", "_")}`;
      const found = Object.keys(messages).filter((name) =>
        new RegExp(`^${key}(_one|_other)?$`).test(name),
      );
      assert.ok(found.length > 0, `${language} lacks ${key}`);
      const words = wordsOf({ code, values: COUNTS.slice(0, places) });
      assert.doesNotMatch(words, /reason_|\$\d|undefined/, `${language} ${code}`);
      for (const value of COUNTS.slice(0, places)) {
        const told = [value.toLocaleString(language), percent(value / 100)];
        assert.ok(
          told.some((one) => words.includes(one)),
          `${language} ${code}: ${words}`,
        );
      }
      for (const name of found.filter((one) => !one.endsWith("_one"))) {
        const told = new Set(messages[name]!.message.match(/\$\d/g));
        assert.equal(told.size, places, `${language} ${name}`);
      }
    }
  }
});

test("counts pick their form, shares are percents, days and words of the core are the reader's", async () => {
  await speak("en");
  const one = { code: "left-out-names", values: [1] } as const;
  assert.equal(wordsOf({ ...one, values: [1] }), "1 passage left out: names alone");
  assert.equal(wordsOf({ ...one, values: [2] }), "2 passages left out: names alone");
  assert.equal(
    wordsOf({ code: "each-holds", values: [75] }),
    "each text holds at least 75% of the other",
  );
  assert.equal(
    wordsOf({ code: "same-day", values: ["2031-06-05"] }),
    "another copy appeared on the same day: Jun 5, 2031",
  );
  await speak("de");
  assert.equal(
    wordsOf({ code: "names", values: ["nav"] }),
    "die Namen der Seite darum herum sprechen für: Navigation",
  );
  assert.equal(
    wordsOf({ code: "changed", values: ["headline", "Flut", "Sturm"] }),
    "Überschrift: „Flut“ und „Sturm“",
  );
  assert.equal(
    wordsOf({ code: "other-days", values: ["--06-05", "2031-03-01"] }),
    "von verschiedenen Tagen: einer ist vom 5. Juni, der andere vom 01.03.2031",
  );
  assert.equal(wordsOf({ code: "undated", values: [1] }), "1 Artikel hat gar kein Datum");
});

test("a report from before there were codes is told in the core's own words, marked as English", async () => {
  await speak("ja");
  assert.deepEqual(reasonsOf({ why: ["is a date and little else"] }), [
    { words: "is a date and little else", lang: "en" },
  ]);
  assert.deepEqual(reasonsOf({ why: ["your correction"], reasons: [{ code: "corrected" }] }), [
    { words: "あなたの訂正" },
  ]);
});
