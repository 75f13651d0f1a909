// The browser's own process is killed at thrown moments while pages are stored and a file goes in.
// Whatever was told to be stored is there afterwards, and the library is whole.
//
// Twice in a test run, in Chromium; as often as one likes, in either browser, with
// `npm run kill -- 50 firefox`.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { openDesk } from "../../scripts/browsers/desk.mjs";
import { serve } from "../../scripts/browsers/serve.mjs";
import { until } from "../../scripts/browsers/until.mjs";
import { DIST } from "../../scripts/lib/paths.mjs";
import { newsroomUrl } from "../../scripts/tour/pages.mjs";
import { BROWSER, openBrowser } from "./support.mjs";

const KILLS = Number(process.env.WIREPRINT_KILLS ?? 2);
const skip =
  BROWSER !== "chromium" && !process.env.WIREPRINT_KILLS && "a test run kills Chromium alone";
const SEED = Number(process.env.WIREPRINT_SEED ?? 1);
/** The longest that a browser is left alone, in milliseconds. */
const LONGEST = 4_000;
const PAGES = ["osmere/storm-barrier-fails", "courant/storm-gate-sticks", "lantern/last-keeper"];
/** Lines of the file that goes in: more than go in between two kills. */
const LINES = 6_000;

let profile;
let site;
/** What was told to be stored: ids of stories, and how many lines of the file. */
const told = { ids: new Set(), done: 0 };

/** Numbers that look thrown, and follow from a seed. */
let state = SEED;
const dice = (below) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

const line = (number) =>
  JSON.stringify({
    id: `kill-${number}`,
    body: Array.from({ length: 90 }, (_, i) =>
      ((number * 7_919 + i * i * 131) % 99_991).toString(36),
    ).join(" "),
  });

before(async () => {
  profile = await fs.mkdtemp(path.join(os.tmpdir(), "wireprint-kill-"));
  site = await serve(path.join(DIST, "www"));
});
after(async () => {
  await site?.close();
  if (profile) await fs.rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** Records of one store of the library, without files. */
const records = (page, store) =>
  page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("wireprint");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction(name).objectStore(name).getAll();
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result);
          };
        };
      }),
    store,
  );

/** What the library page says when it is asked to look at itself. */
async function selfCheck(driver) {
  const page = await driver.extensionPage("library.html#keeping");
  await until("it can be checked", () =>
    page.evaluate(() => {
      const button = document.querySelector("[aria-labelledby=check] button:not(:disabled)");
      button?.click();
      return Boolean(button);
    }),
  );
  const words = await until("it was checked", () =>
    page.evaluate(
      () => document.querySelector("[aria-labelledby=check] [role=status]")?.textContent,
    ),
  );
  await page.close();
  return words;
}

/** Brings the file in, or goes on with it. */
async function goIn(page, isFirst) {
  if (isFirst) {
    await until("files can be chosen", () =>
      page.evaluate(() => document.querySelector(".drop-field input") !== null),
    );
    const lines = Array.from({ length: LINES }, (_, i) => line(i)).join("\n");
    await page.evaluate((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "kill.jsonl"));
      const input = document.querySelector(".drop-field input");
      input.files = transfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }, lines);
    return;
  }
  await until("it can go on, or is done", () =>
    page.evaluate(() => {
      const job = document.querySelector(".job");
      const button = [...(job?.querySelectorAll("button") ?? [])].find(
        ({ textContent }) => textContent === "Go on",
      );
      button?.click();
      return Boolean(button) || job?.dataset.state === "done";
    }),
  );
}

/** Stores pages and reads how far the file is, until the browser is gone. */
async function work(driver, desk, library, isGone) {
  for (let n = dice(PAGES.length); !isGone(); n++) {
    const tab = await driver.open(newsroomUrl(site.url, PAGES[n % PAGES.length]));
    await tab.show();
    const id = await desk.front();
    await tab.press();
    // Nothing is waited for that a browser which is gone would never bring.
    while (!isGone()) {
      const session = await desk.ask("settled", { tab: id });
      const isRead = session && session.state !== "reading";
      if (isRead && "id" in (session.stored ?? {})) told.ids.add(session.stored.id);
      if (isRead) break;
    }
    await tab.close();
    const [job] = await records(library, "jobs");
    told.done = Math.max(told.done, job?.done ?? 0);
  }
}

test(`nothing that was told to be stored is lost when the browser is killed ${KILLS} times`, {
  skip,
}, async () => {
  for (let kill = 0; kill <= KILLS; kill++) {
    const driver = await openBrowser(BROWSER, undefined, profile);
    const place = `after ${kill} kills, seed ${SEED}`;
    assert.match(await selfCheck(driver), /Faults: 0\./, place);
    const desk = await openDesk(driver);
    const heads = await desk.stories();
    const ids = new Set(heads.map(({ id }) => id));
    for (const id of told.ids) assert.ok(ids.has(id), `${place}: story ${id} is lost`);
    const lines = heads.filter(({ url }) => url.startsWith("id:kill-"));
    assert.ok(lines.length >= told.done, `${place}: ${lines.length} of ${told.done} lines`);
    // None twice, either.
    assert.equal(new Set(lines.map(({ url }) => url)).size, lines.length, place);
    if (kill === KILLS) {
      await driver.close();
      break;
    }
    const library = await driver.extensionPage("library.html#in");
    const [job] = await records(library, "jobs");
    if (job) assert.equal(lines.length, job.stored, `${place}: the job knows how far it is`);
    await goIn(library, !job);
    let isGone = false;
    // Its calls fail, or are never answered, once the browser is gone.
    work(driver, desk, library, () => isGone).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, dice(LONGEST)));
    isGone = true;
    await driver.kill();
  }
});
