// The panel in states that a newsroom of sixteen pages does not bring about, on the gallery's stage.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { openGallery } from "../../scripts/lib/gallery.mjs";
import { stage } from "./support.mjs";

let gallery;
stage({
  prepare: async ({ driver, site }) => {
    gallery = await openGallery(driver, site.url);
  },
});

/** The panel in a state, with its text; what is evaluated runs in it. */
async function panel(state) {
  await gallery.show(`panel.html?state=${state}`, 400, 900);
  return gallery.inside;
}

const text = (selector) => document.querySelector(selector)?.textContent ?? "";
const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent);

test("no match says what was looked for, where, and what was found", async () => {
  const evaluate = await panel("none");
  const told = await evaluate(texts, ".searched dd");
  assert.match(told[0], /^\d+ words of the story below/);
  assert.equal(told[1], "1,284 stories stored on this device");
  assert.match(told[2], /^3 stories with words in common/);
  assert.ok((await evaluate(text, "#root .prose")).length > 100, "the text is shown");
});

test("the verdict is announced, and nothing but the verdict", async () => {
  const evaluate = await panel("copies");
  const verdict = await evaluate(text, "h1");
  assert.equal(await evaluate(text, "[role=status].unseen"), verdict);
  assert.equal(await evaluate(() => document.querySelectorAll("[aria-live]").length), 0);
});

test("the verdict says what this outlet changed of the text it worked from", async () => {
  const evaluate = await panel("copies");
  assert.match(await evaluate(text, ".card"), /Beside [^:]+’s text: .*another headline/);
});

test("of 200 copies twenty are shown, and twenty more at a time", async () => {
  const evaluate = await panel("many");
  const shown = () => evaluate(() => document.querySelectorAll(".copy").length);
  assert.equal(await shown(), 20);
  assert.match(await evaluate(text, "#copies"), /200/);
  await evaluate(() =>
    [...document.querySelectorAll("button")].find((one) => /180/.test(one.textContent)).click(),
  );
  await until("there are twenty more", async () => (await shown()) === 40);
});

for (const [state, words] of [
  ["first-run", "Try it with a sample story"],
  ["engine-error", "Read again"],
  ["store-failed", "The story was read, but the library could not be searched"],
  ["full", "no room left"],
  ["pdf", "This is a PDF"],
  ["browser-page", "This page cannot be read"],
  ["no-story", "There is no story on this page"],
  ["version", "See what changed"],
]) {
  test(`the state ${state} says what is the matter and what can be done`, async () => {
    const evaluate = await panel(state);
    const shown = await evaluate(() => document.body.innerText);
    assert.ok(shown.includes(words), `${words} in: ${shown.slice(0, 300)}`);
  });
}

test("what could not be done is said", async () => {
  // The stage's background answers to nothing that would read a page.
  const evaluate = await panel("none");
  assert.equal(await evaluate(text, ".toast"), "");
  await evaluate(() =>
    [...document.querySelectorAll("button")]
      .find((one) => one.textContent === "Read again")
      .click(),
  );
  await until(
    "it is said",
    async () => (await evaluate(text, ".toast")) === "Wireprint did not answer. Try again.",
  );
});

test("archived copies are plain links: an archive is asked by nobody but the reader", async () => {
  const evaluate = await panel("copies");
  const links = await evaluate(() =>
    [...document.querySelectorAll("a[href*=archive]")].map(({ href, rel }) => [href, rel]),
  );
  assert.ok(links.some(([href]) => href.startsWith("https://web.archive.org/web/*/https://")));
  for (const [, rel] of links) assert.match(rel, /noreferrer/);
  const loaded = await evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => new URL(name).hostname),
  );
  assert.deepEqual([...new Set(loaded)], ["127.0.0.1"]);
});
