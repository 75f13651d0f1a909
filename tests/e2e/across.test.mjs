// A library goes from Chromium to Firefox and back by its backup, and stays what it is.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { openDesk } from "../../scripts/browsers/desk.mjs";
import { until } from "../../scripts/browsers/until.mjs";
import { handsOn } from "./files.mjs";
import { BROWSER, openBrowser } from "./support.mjs";

/** Both browsers take part, so it is enough to go round from one of them. */
const skip = BROWSER !== "chromium" && "it is tested from Chromium";
const sides = {};

before(async () => {
  if (skip) return;
  for (const name of ["chromium", "firefox"]) {
    const driver = await openBrowser(name);
    const library = await driver.extensionPage("library.html#in");
    sides[name] = { driver, library, desk: await openDesk(driver), ...handsOn(() => library) };
    await until("files can be chosen", () =>
      library.evaluate(() => document.querySelector(".drop-field input") !== null),
    );
  }
});
after(() => Promise.all(Object.values(sides).map(({ driver }) => driver.close())));

/** A story of our own, with characters that are easily lost. */
const story = (number) =>
  [
    `The ferry to Ferrow stayed in harbour for the ${number}th morning, and the queue on the quay`,
    `had grown to ${number + 40} lorries by noon. Émile Ødegård, who keeps the harbour's log, wrote`,
    `“wind\u00a0${number}” into it — 潮が高い 🌊 — and went home to his supper before it was dark.`,
  ].join(" ");

/** One number for all that a backup is of. */
async function hash({ desk }) {
  const all = [];
  for (const store of ["stories", "texts", "edges", "pages", "collections"])
    all.push(await desk.records(store));
  assert.ok(all[0].length > 0);
  const sorted = (_, value) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash("sha256").update(JSON.stringify(all, sorted)).digest("hex");
}

const show = (side, view) =>
  side.library.evaluate((name) => {
    location.hash = name;
  }, view);

async function backUp(side) {
  await show(side, "out");
  const [file] = await side.saved(1, () => side.click("button", "Save a backup"));
  return file;
}

async function restore(side, name, base64) {
  await show(side, "in");
  await until("files can be chosen", () =>
    side.library.evaluate(() => document.querySelector(".drop-field input") !== null),
  );
  await side.give([{ name, base64 }]);
  await side.click(".asking button", "Replace");
  assert.deepEqual((await side.done(name)).troubles, []);
}

test("a library goes from one browser to the other and back, and stays what it is", {
  skip,
}, async () => {
  const { chromium, firefox } = sides;
  const page = `<!doctype html><html lang="en"><title>Ferry</title><article><h1>Ferry waits</h1>
    <p>${story(1)}</p><p>${story(2)}</p></article></html>`;
  const lines = Array.from({ length: 60 }, (_, n) => {
    const body = `${story(n)} ${story(n + 100)}`;
    return JSON.stringify({ id: `f${n}`, body, tags: ["sea"], title: `“${n}”` });
  });
  await chromium.give([
    { name: "lines.jsonl", text: lines.join("\n") },
    { name: "page.html", text: page },
  ]);
  assert.equal((await chromium.done("lines.jsonl")).stored, 60);
  assert.equal((await chromium.done("page.html")).stored, 1);
  const own = await hash(chromium);
  const muted = [{ source: "Halden Courier" }, { passage: "the ferry to ferrow" }];
  await chromium.desk.ask("mute", { what: muted, on: true });
  await firefox.desk.ask("mute", { what: [{ source: "Orme Herald" }], on: true });
  await firefox.desk.ask("changeSettings", { withBoilerplate: true, keepDays: 900 });
  await restore(firefox, "there.wireprint.gz", await backUp(chromium));
  assert.equal(await hash(firefox), own);
  // The reader's choices come last, behind the library.
  await until("what was muted is in the place of what is", async () => {
    const now = await firefox.desk.ask("muted", {});
    return JSON.stringify(now) === JSON.stringify(muted);
  });
  const { withBoilerplate, keepDays } = await firefox.desk.ask("settings", {});
  assert.deepEqual([withBoilerplate, keepDays], [false, undefined]);
  const back = await backUp(firefox);
  await chromium.desk.ask("erase", {});
  await restore(chromium, "back.wireprint.gz", back);
  assert.equal(await hash(chromium), own);
});
