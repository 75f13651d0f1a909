// What the reader says of a block holds at once, on the site's other pages, after a restart, and
// elsewhere once it is exported and imported.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { violations } from "./axe.mjs";
import { lineOf, stage } from "./support.mjs";

const here = stage();
const PAGE = "osmere/storm-barrier-fails";
const WORDS = "The last time a large part of the lower city was emptied";

const kindOf = ({ reading }, words = WORDS) =>
  reading.blocks.find(({ text }) => text.startsWith(words))?.kind;
const indexOf = ({ reading }, words = WORDS) =>
  reading.blocks.findIndex(({ text }) => text.startsWith(words));
const sessionOf = ({ tab }) => here.desk.ask("settled", { tab });
const highlighted = (name) => [...(CSS.highlights.get(name) ?? [])].length;

async function openRead(page = PAGE) {
  const tab = await here.driver.open(here.page(page));
  return { tab, session: await here.desk.press(tab) };
}

/** Waits until a block is of a kind in the session of a tab. */
const becomes = (session, kind, words = WORDS) =>
  until(`the block is ${kind}`, async () => {
    const now = await sessionOf(session);
    return kindOf(now, words) === kind && now;
  });

test("a correction on a card holds at once: page, panel, story and library", async () => {
  const { tab, session } = await openRead();
  assert.equal(kindOf(session), "body");
  assert.ok(session.reading.text.includes(WORDS));
  // The story's own text has marks, and so cards, only where the reader asks for them.
  const settings = await here.desk.ask("settings", {});
  const off = settings.off.filter((kind) => kind !== "body");
  await here.desk.ask("changeSettings", { ...settings, off });
  const panel = await here.driver.extensionPage(`panel.html?tab=${session.tab}`);

  await tab.show();
  await until("the walk reaches the block", async () => {
    await here.desk.overlay(session.tab, "[aria-label='Next mark']", "click");
    const [spot] = await here.desk.overlay(session.tab, ".spot");
    return spot?.label.includes(WORDS);
  });
  await here.desk.overlay(session.tab, ".card select", "promo");
  const corrected = await becomes(session, "promo");
  assert.equal(corrected.capture, session.capture, "the same capture, read again");
  assert.ok(!corrected.reading.text.includes(WORDS), "it has left the story");
  assert.ok((await tab.evaluate(highlighted, "wpm-promo")) > 0);
  assert.ok(corrected.reading.blocks[indexOf(corrected)].why.includes("your correction"));
  await until("the panel says so", () =>
    panel.evaluate(() => document.querySelector(".corrected") !== null),
  );
  const [kept] = await here.desk.texts();
  assert.ok(!kept.text.includes(WORDS), "the library has the corrected story");
  assert.equal((await here.desk.stories()).length, 1);

  const [toast] = await here.desk.overlay(session.tab, ".toast");
  assert.match(toast.text, /Promotion/);
  await here.desk.ask("clear", { tab: session.tab });
  await here.desk.ask("paint", { tab: session.tab });
  await until(
    "marks are shown again without telling old news",
    async () => (await here.desk.overlay(session.tab, ".toast"))[0]?.text === "",
  );
  await here.desk.ask("correct", {
    tab: session.tab,
    block: indexOf(corrected),
    kind: "notice",
  });
  await becomes(session, "notice");
  await here.desk.overlay(session.tab, ".toast button", "click");
  await becomes(session, "promo");
  await here.desk.ask("forget", {
    ids: (await here.desk.ask("rules", {})).corrections.map(({ rule }) => rule.id),
  });
  await here.desk.ask("read", { tab: session.tab });
  const undone = await becomes(session, "body");
  assert.ok(undone.reading.text.includes(WORDS));
  await until("the panel forgets it", () =>
    panel.evaluate(() => document.querySelector(".corrected") === null),
  );
  assert.deepEqual((await here.desk.ask("rules", {})).corrections, []);
  await here.desk.ask("changeSettings", settings);
  await panel.close();
  await tab.close();
});

test("a correction outlives the background and holds when the page is opened again", async () => {
  const { tab, session } = await openRead();
  await here.desk.ask("correct", { tab: session.tab, block: indexOf(session), kind: "notice" });
  await tab.close();
  await here.driver.stopBackground();
  const again = await openRead();
  assert.equal(kindOf(again.session), "notice");
  await again.tab.close();
});

test("corrections are listed, exported, forgotten, and come back with an import", async () => {
  const options = await here.driver.extensionPage("options.html");
  const rows = (count) =>
    until(`${count} corrections are listed`, () =>
      options.evaluate(
        (wanted) =>
          document.querySelectorAll("[aria-labelledby=corrections] .rule").length === wanted,
        count,
      ),
    );
  await rows(1);
  const pack = await here.desk.ask("exportRules", {});
  assert.equal(pack.format, "wireprint-rules");
  assert.equal(pack.rules.length, 1);

  await options.evaluate(() =>
    document.querySelector("[aria-labelledby=corrections] .rule button").click(),
  );
  await rows(0);
  const plain = await openRead();
  assert.equal(kindOf(plain.session), "body");
  await plain.tab.close();

  const choose = (text) =>
    options.evaluate((content) => {
      const input = document.querySelector("input[type=file]");
      const files = new DataTransfer();
      files.items.add(new File([content], "rules.json", { type: "application/json" }));
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }, text);
  const before = await here.desk.ask("rules", {});
  for (const bad of [
    "{",
    "{}",
    JSON.stringify({ ...pack, rules: [{ id: "x", kind: "nonsense" }] }),
  ]) {
    await choose(bad);
    await until("the page says what is wrong", () =>
      options.evaluate(() => document.querySelector(".trouble .fine")?.innerText.length > 5),
    );
    assert.deepEqual(await here.desk.ask("rules", {}), before, "nothing has changed");
    await choose(JSON.stringify({ ...pack, name: "empty", rules: [] }));
    await until("what was wrong is gone", () =>
      options.evaluate(() => document.querySelector(".trouble") === null),
    );
    await here.desk.ask("removePack", { name: "empty" });
  }
  await choose(JSON.stringify(pack));
  await rows(1);
  await options.close();
  const back = await openRead();
  assert.equal(kindOf(back.session), "notice");
  await here.desk.ask("forget", { ids: pack.rules.map(({ id }) => id) });
  await back.tab.close();
});

test("an imported pack holds while it is on", async () => {
  const words = "Get the day’s ten stories";
  const rules = [{ id: "ten", kind: "notice", begins: "Get the day’s ten" }];
  const text = JSON.stringify({ format: "wireprint-rules", version: 1, name: "Stamps", rules });
  const kind = async () => {
    const { tab, session } = await openRead();
    await tab.close();
    return kindOf(session, words);
  };
  assert.equal(await kind(), "promo");
  await here.desk.ask("importPack", { text });
  assert.equal(await kind(), "notice");
  await here.desk.ask("usePack", { name: "Stamps", on: false });
  assert.equal(await kind(), "promo");
  await here.desk.ask("removePack", { name: "Stamps" });
});

test("the reader points at the article with the keyboard, and can take it back", async () => {
  const { tab, session } = await openRead("courant/storm-gate-sticks");
  const text = session.reading.text;
  await here.desk.ask("pick", { tab: session.tab });
  await until(
    "the page asks for the article",
    async () => (await here.desk.overlay(session.tab, ".banner")).length === 1,
  );
  await tab.show();
  // Narrower and narrower: the frame ends at one paragraph.
  for (let step = 0; step < 4; step++) await tab.key("ArrowDown");
  await tab.key("Enter");
  const picked = await until("the article is another one", async () => {
    const now = await sessionOf(session);
    return now.corrected && now;
  });
  assert.ok(picked.reading.text.length > 0);
  assert.equal((await here.desk.overlay(session.tab, ".banner")).length, 0);
  const [{ rule }] = (await here.desk.ask("rules", {})).corrections;
  assert.equal(rule.kind, "body");
  assert.equal(rule.site, "courant.localhost");
  await here.desk.ask("undoCorrection", { tab: session.tab });
  await until(
    "the story is what it was",
    async () => (await sessionOf(session)).reading.text === text,
  );
  await tab.close();
});

test("the box that the mouse points at becomes the article; Escape leaves all as it was", async () => {
  const { tab, session } = await openRead();
  const start = async () => {
    await here.desk.ask("pick", { tab: session.tab });
    await until(
      "the page asks",
      async () => (await here.desk.overlay(session.tab, ".banner")).length === 1,
    );
    await tab.show();
  };
  await start();
  await tab.key("Escape");
  await until(
    "it asks no more",
    async () => (await here.desk.overlay(session.tab, ".banner")).length === 0,
  );
  assert.equal((await sessionOf(session)).corrected, undefined);

  await start();
  const [x, y] = await tab.evaluate(lineOf, "Tram drivers");
  await tab.point(x, y);
  await tab.key("ArrowDown");
  await tab.click(x, y);
  const picked = await until("the article is another one", async () => {
    const now = await sessionOf(session);
    return now.corrected && now;
  });
  assert.match(picked.reading.text, /Tram drivers to learn sign language/);
  assert.ok(!picked.reading.text.includes(WORDS));
  await here.desk.ask("undoCorrection", { tab: session.tab });
  await tab.close();
});

test("the settings and the panel with rules in them have no accessibility violation", async () => {
  const { tab, session } = await openRead();
  await here.desk.ask("correct", { tab: session.tab, block: indexOf(session), kind: "notice" });
  const rules = [{ id: "ten", kind: "notice", begins: "Get the day’s ten" }];
  const text = JSON.stringify({ format: "wireprint-rules", version: 1, name: "Stamps", rules });
  await here.desk.ask("importPack", { text });
  for (const [name, ready] of [
    ["options.html", ".rule"],
    [`panel.html?tab=${session.tab}`, ".kind details"],
  ]) {
    const page = await here.driver.extensionPage(name);
    await until("the page has its content", () =>
      page.evaluate((which) => {
        for (const details of document.querySelectorAll("details")) details.open = true;
        return document.querySelector(which) !== null;
      }, ready),
    );
    assert.deepEqual(await violations(page), [], name);
    await page.close();
  }
  await tab.close();
});
