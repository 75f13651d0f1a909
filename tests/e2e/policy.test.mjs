// What a newsroom's administrator decides for all its readers, by the browsers' own policies: Chromium's
// in a file of the system, Firefox's beside the program (extension/POLICY.md).

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { BROWSER, drawn, programFor, stage } from "./support.mjs";

const POLICY = { auto: false, keepDays: 77, language: "de", off: ["nav"], colour: "red" };
const SYSTEM = "/etc/chromium/policies/managed";
const made = [];

const skip =
  BROWSER === "chromium" && process.getuid?.() !== 0 ? "only root may write a policy" : false;
const here = skip ? undefined : stage({ manifest: (same) => same, arrange: decide });
after(() => Promise.all(made.map((file) => fs.rm(file, { recursive: true, force: true }))));

/** Puts the policy where the browser will look for it; for Firefox, beside a copy of the program. */
async function decide(extension) {
  if (BROWSER === "chromium") {
    const id = idOf(extension);
    const file = path.join(SYSTEM, `wireprint-${id}.json`);
    await fs.mkdir(SYSTEM, { recursive: true });
    await fs.writeFile(file, JSON.stringify({ "3rdparty": { extensions: { [id]: POLICY } } }));
    made.push(file);
    return undefined;
  }
  const program = await fs.realpath(await programFor(BROWSER));
  const copy = await fs.mkdtemp(path.join(os.tmpdir(), "wireprint-firefox-"));
  made.push(copy);
  await fs.cp(path.dirname(program), copy, { recursive: true });
  const { browser_specific_settings: own } = JSON.parse(
    await fs.readFile("extension/manifest/firefox.json", "utf8"),
  );
  const policies = { "3rdparty": { Extensions: { [own.gecko.id]: POLICY } } };
  const folder = path.join(copy, "distribution");
  // In some packages it is a link, which would lead out of the copy to what all of the machine share.
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder);
  await fs.writeFile(path.join(folder, "policies.json"), JSON.stringify({ policies }));
  return path.join(copy, path.basename(program));
}

/** The name that Chromium gives to an extension in a folder. */
function idOf(folder) {
  const digest = createHash("sha256").update(folder).digest("hex").slice(0, 32);
  return [...digest].map((digit) => "abcdefghijklmnop"[Number.parseInt(digit, 16)]).join("");
}

test("what an administrator decides is so, and the reader is told", { skip }, async () => {
  const settings = await until("the policy is known", async () => {
    const now = await here.desk.ask("settings", {});
    return now.decided.length > 0 && now;
  });
  assert.deepEqual(settings.decided.toSorted(), ["auto", "keepDays", "language", "off"]);
  const changed = await here.desk.ask("changeSettings", { keepDays: 30, auto: { a: "store" } });
  assert.deepEqual([changed.keepDays, changed.auto, changed.off], [77, {}, ["nav"]]);

  const options = await here.driver.extensionPage("options.html");
  await drawn(options);
  const shown = await options.evaluate(() => ({
    lang: document.documentElement.lang,
    told: [...document.querySelectorAll(".decidable p")].map((one) => one.textContent),
    language: document.querySelector("select[aria-labelledby=language]").matches(":disabled"),
    kinds: [...document.querySelectorAll(".switch input")].every((one) => one.disabled),
  }));
  const told = "Das hat Ihre Organisation festgelegt.";
  assert.deepEqual(shown, { lang: "de", told: [told, told, told], language: true, kinds: true });
});

test("a site that is not to be read by itself is not offered for it", { skip }, async () => {
  const tab = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  await here.desk.press(tab);
  const panel = await here.driver.extensionPage(`panel.html?tab=${await here.desk.front()}`);
  await drawn(panel);
  const words = await panel.evaluate(() => document.body.textContent);
  assert.doesNotMatch(words, /ohne Klick/);
});
