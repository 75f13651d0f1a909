// An archive beside the browser, asked through the program that keeps it. The browser's own question
// cannot be answered by a test, so the permission is in the manifest of this copy of the extension.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { at, DIST } from "../../scripts/lib/paths.mjs";
import { BROWSER, stage } from "./support.mjs";

const HOME = await fs.mkdtemp(path.join(os.tmpdir(), "wireprint-home-"));
const PROFILE = path.join(HOME, "profile");
const SHELF = path.join(HOME, "an archive");

/** What the command line runs in; the browser of this test gets another home. */
const env = { ...process.env };
const wireprint = (options, input = "") =>
  execFileSync("cargo", ["run", "--quiet", "--all-features", "--", ...options], {
    cwd: at("."),
    input,
    env,
  });

const here = stage({
  manifest: ({ optional_permissions: asked, permissions, ...rest }) => ({
    ...rest,
    permissions: [...permissions, ...asked],
  }),
  // Each browser looks for programs in a folder of its own.
  ...(BROWSER === "chromium" ? { profile: PROFILE } : {}),
  arrange: async () => {
    if (BROWSER === "firefox") process.env.HOME = HOME;
  },
  prepare: async ({ desk, page }) => {
    const stories = await Promise.all(
      ["courant/storm-gate-sticks", "squall/ferry-nice"].map(async (name) => {
        const html = await fs.readFile(path.join(DIST, `www/newsroom/${name}/index.html`), "utf8");
        return JSON.stringify({ id: name, url: page(name), html });
      }),
    );
    wireprint(["add", "--library", SHELF], stories.join("\n"));
    const id = await desk.page.evaluate(() => (globalThis.browser ?? globalThis.chrome).runtime.id);
    const into = {
      chromium: "profile/NativeMessagingHosts",
      firefox: ".mozilla/native-messaging-hosts",
    };
    wireprint([
      ...["companion", "--library", SHELF, "--install", BROWSER],
      ...["--extension", id, "--into", path.join(HOME, into[BROWSER])],
    ]);
  },
});

// After the browser has ended, which writes there.
after(() => fs.rm(HOME, { recursive: true, force: true, maxRetries: 5 }));

const textOf = (selector) => document.querySelector(selector)?.textContent ?? "";

test("the options page says what is in the archive", async () => {
  const options = await here.driver.extensionPage("options.html");
  await until("the archive has answered", async () =>
    (await options.evaluate(textOf, "section:has(> #companion)")).includes("which has 2 stories"),
  );
  await options.close();
});

test("a story is looked up in the archive, and what is found there can be added", async () => {
  const page = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  const { tab, archive, copies } = await here.desk.press(page);
  assert.deepEqual(copies, []);
  assert.equal(archive.stories, 2);
  assert.deepEqual(
    archive.related.map(({ id }) => id),
    ["courant/storm-gate-sticks"],
  );
  const panel = await here.driver.extensionPage(`panel.html?tab=${tab}`);
  await until("the verdict says so", async () =>
    (await panel.evaluate(textOf, "main > .card")).includes("1 story in the archive"),
  );
  await panel.evaluate(() =>
    [...document.querySelectorAll("section:has(> #archive) button")]
      .find(({ textContent }) => textContent === "Add to my library")
      .click(),
  );
  await until("it is a copy in the library", async () => {
    const session = await here.desk.ask("settled", { tab });
    return session.copies.some(({ story }) => story.url === here.page("courant/storm-gate-sticks"));
  });
  await until("it is listed once", () =>
    panel.evaluate(
      () =>
        document.querySelectorAll(".copy").length === 1 &&
        document.querySelector("section:has(> #copies) .copy") !== null,
    ),
  );
  await panel.close();
  await page.close();
});

test("without the archive the verdict stands, and the panel says what is missing", async () => {
  await fs.rename(SHELF, `${SHELF}.away`);
  try {
    const page = await here.driver.open(here.page("ledger/crews-head-to-coast"));
    const { tab, state, archive } = await here.desk.press(page);
    assert.equal(state, "ready");
    assert.equal(archive.error.code, "companion");
    const panel = await here.driver.extensionPage(`panel.html?tab=${tab}`);
    await until("the panel says so", async () =>
      (await panel.evaluate(textOf, "section:has(> #archive)")).includes("could not be asked"),
    );
    await panel.close();
    await page.close();
  } finally {
    await fs.rename(`${SHELF}.away`, SHELF);
  }
});
