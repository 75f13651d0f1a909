// The sample newsroom: what every `expected.toml` promises must come out of the package. The keys
// are explained in tests/unit/newsroom.test.mjs.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { test } from "node:test";
import { parse } from "smol-toml";
import { newsroomPages } from "../../scripts/tour/pages.mjs";
import { visit } from "../../scripts/tour/tour.mjs";
import { at, stage } from "./support.mjs";

const here = stage({ packed: true });
const expected = new Map();
for (const file of await newsroomPages()) {
  const text = await fs.readFile(at("www/newsroom", file, "expected.toml"), "utf8");
  expected.set(file, parse(text));
}

let readings = new Map();
let pairs = [];
test("every page is read", async () => {
  const pages = [...expected.keys()].map((file) => ({ file, url: here.page(file) }));
  const tour = await visit(here.driver, pages);
  readings = new Map(tour.pages.map(({ file, reading }) => [file, reading]));
  pairs = tour.pairs;
});

const words = (text) => text.split(/\s+/u).filter(Boolean);
const folded = (text) => words(text).join(" ");
/** Times are compared as instants where both give a zone. */
const moment = (text) => (/T.*(Z|[+-]\d\d:\d\d)$/.test(text ?? "") ? Date.parse(text) : text);

for (const [file, promise] of expected) {
  test(`${file}: metadata`, () => {
    const reading = readings.get(file);
    for (const key of ["title", "site", "byline", "language", "truncated"]) {
      assert.equal(reading[key], promise[key], key);
    }
    assert.equal(moment(reading.published), moment(promise.published), "published");
    const agencies = reading.agencies.filter(({ role }) => role !== "publisher");
    assert.deepEqual(
      agencies.map(({ name }) => name),
      promise.agencies,
    );
  });

  test(`${file}: story`, () => {
    const reading = readings.get(file);
    const text = folded(reading.text);
    assert.equal(text.slice(0, promise.begins.length), promise.begins);
    assert.equal(text.slice(-promise.ends.length), promise.ends);
    assert.equal(words(text).length, promise.words);
    assert.deepEqual(
      reading.stories.map(({ title }) => title),
      promise.stories ?? [],
    );
  });

  test(`${file}: kinds`, () => {
    const { blocks } = readings.get(file);
    const wrong = promise.blocks.flatMap(({ text, kind }) => {
      const block = blocks.find((one) => one.text.startsWith(text));
      const found = block?.kind ?? "not there";
      return found === kind ? [] : [`${text}: ${found}, not ${kind}`];
    });
    assert.deepEqual(wrong, []);
  });

  test(`${file}: what it shares text with`, () => {
    const names = [file, ...(promise.stories ?? []).map((_, index) => `${file}#${index + 1}`)];
    const wanted = (promise.pairs ?? []).map(({ story, page, relation, cut }) =>
      line(story ? `${file}#${story}` : file, page, relation, cut),
    );
    const found = pairs
      .filter(({ relation }) => relation !== "same-event")
      .flatMap(({ a, b, relation, cut }) => [
        [a, b, relation, cut && (cut === "a" ? "this" : "other")],
        [b, a, relation, cut && (cut === "b" ? "this" : "other")],
      ])
      .filter(([own]) => names.includes(own))
      .map((pair) => line(...pair));
    assert.deepEqual(found.sort(), wanted.sort());
  });
}

function line(own, other, relation, cut) {
  return `${own} ${other} ${relation}${cut ? ` (${cut} is cut)` : ""}`;
}
