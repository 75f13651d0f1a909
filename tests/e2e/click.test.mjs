// The main job: click, read, mark, store; a second page finds the first.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage();
const AGENCY_COPY = "courant/storm-gate-sticks";
const OTHER_COPY = "packet/storm-barrier-gate-jams";

const markup = () => document.documentElement.outerHTML;
const highlights = () => [...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0);

test("a click reads the page, marks it, shows it in the panel and stores the story", async () => {
  const tab = await here.driver.open(here.page(AGENCY_COPY));
  const before = await tab.evaluate(markup);
  const session = await here.desk.press(tab);

  assert.equal(session.state, "ready");
  assert.match(session.reading.text, /About 14,000 people were told to leave/);
  assert.equal(session.stored.as, "new");
  assert.ok(session.marks.shown);
  assert.ok((await tab.evaluate(highlights)) > 10, "kinds are painted");

  const [story] = await here.desk.stories();
  assert.equal(story.url, here.page(AGENCY_COPY));
  assert.equal((await here.desk.edges()).length, 0);

  const panel = await here.driver.panel();
  const shown = await until("the panel shows the story", () =>
    panel.evaluate(() => {
      const text = document.body.innerText;
      return text.includes("About 14,000 people were told to leave") && text;
    }),
  );
  assert.ok(shown.includes(session.reading.title ?? ""));

  await here.desk.ask("clear", { tab: session.tab });
  await until("the marks are gone", async () => (await tab.evaluate(highlights)) === 0);
  assert.equal(await tab.evaluate(markup), before, "clearing leaves the page as it was");
  await tab.close();
});

test("a second page finds the first, and the panel shows the passages", async () => {
  const tab = await here.driver.open(here.page(OTHER_COPY));
  const session = await here.desk.press(tab);
  assert.equal(session.copies.length, 1);
  const [{ story, pair }] = session.copies;
  assert.equal(story.url, here.page(AGENCY_COPY));
  assert.equal(pair.relation, "syndicated");
  assert.ok(pair.a_in_b >= 0.75 && pair.b_in_a >= 0.75);
  assert.ok(pair.passages.length > 0);

  const badge = await here.desk.page.evaluate(
    (id) => (globalThis.browser ?? globalThis.chrome).action.getBadgeText({ tabId: id }),
    session.tab,
  );
  assert.equal(badge, "1");
  // The number says it, and the button's title in words; the colour is the same for all.
  const title = await here.desk.page.evaluate(
    (id) => (globalThis.browser ?? globalThis.chrome).action.getTitle({ tabId: id }),
    session.tab,
  );
  assert.equal(title, "Wireprint: 1 stored copy of this story");
  const panel = await here.driver.panel();
  await until("the panel names the copy", () =>
    panel.evaluate((name) => document.body.innerText.includes(name), story.title ?? story.address),
  );

  // The older story is told in the library.
  const library = await here.driver.extensionPage(`library.html#${story.id}`);
  const told = await until("the library tells of the copy", () =>
    library.evaluate(() => document.querySelector(".later")?.innerText),
  );
  assert.ok(told.includes("1 copy found since"));
  assert.ok(told.includes(session.reading.title));
  await library.close();
  await tab.show();

  // A click on a passage scrolls the page to it.
  const top = await tab.evaluate(() => scrollY);
  const last = pair.passages.length - 1;
  const { placed } = await here.desk.ask("jump", {
    tab: session.tab,
    target: { copy: 0, passage: last },
  });
  assert.ok(placed);
  if (last > 0) {
    await until("the page has scrolled", async () => (await tab.evaluate(() => scrollY)) !== top);
  }
  await tab.close();
});

test("a page that is stored already is said to be, and not stored twice", async () => {
  const before = (await here.desk.stories()).length;
  const tab = await here.driver.open(here.page(AGENCY_COPY));
  const session = await here.desk.press(tab);
  assert.equal(session.stored.as, "again");
  assert.equal((await here.desk.stories()).length, before);
  assert.equal(session.copies.length, 1, "its copy is found, itself is not");
  await tab.close();
});

test("a page that a script draws is read as it is rendered", async () => {
  const tab = await here.driver.open(here.page("brindle/night-watch"));
  const session = await here.desk.press(tab);
  assert.match(session.reading.text, /The sound came at twenty to six/);
  await tab.close();
});

test("text in open shadow roots is read", async () => {
  const tab = await here.driver.open(here.page("lantern/last-keeper"));
  const hosts = await tab.evaluate(
    () => [...document.querySelectorAll("*")].filter((element) => element.shadowRoot).length,
  );
  assert.ok(hosts > 0, "the page has shadow roots");
  const shadowed = await tab.evaluate(() => {
    const texts = [...document.querySelectorAll("*")].map((host) => {
      const root = host.shadowRoot;
      return root ? [...root.querySelectorAll("h2")].map((one) => one.textContent.trim()) : [];
    });
    return texts.flat()[0];
  });
  assert.ok(shadowed, "there are words in one of them");
  const session = await here.desk.press(tab);
  const words = (text) => text.replace(/\s+/gu, " ");
  const read = session.reading.blocks.map((block) => block.text).join("\n");
  assert.ok(read.includes(words(shadowed)), shadowed);
  await tab.close();
});

test("a frame of the same origin is part of the page, any other is not", async () => {
  const tab = await here.driver.open(here.page("lantern/last-keeper"));
  await tab.evaluate(async () => {
    const frame = (source) => {
      const element = document.createElement("iframe");
      // In a shadow root of the frame's own document, which takes the paragraph up.
      element.srcdoc = `<title>no</title><div><template shadowrootmode="open"><slot></slot></template>
        <p>${source} speaks of the lamp, the fog horn and the stairs.</p></div>`;
      if (source === "Another origin") element.sandbox = "";
      if (source === "A hidden frame") element.style.display = "none";
      return new Promise((resolve) => {
        element.onload = resolve;
        document.body.append(element);
      });
    };
    await Promise.all(["A frame of ours", "Another origin", "A hidden frame"].map(frame));
  });
  const session = await here.desk.press(tab);
  const read = session.reading.blocks.map((block) => block.text);
  const framed = read.filter((text) => text.includes("speaks of the lamp"));
  assert.deepEqual(framed, ["A frame of ours speaks of the lamp, the fog horn and the stairs."]);
  await tab.close();
});

test("the verdict is told while the story is still being stored", async () => {
  const hold = () =>
    new Promise((held) => {
      navigator.locks.request("wireprint-write", () => {
        held(true);
        return new Promise((release) => addEventListener("release", release, { once: true }));
      });
    });
  await here.desk.page.evaluate(hold);
  const tab = await here.driver.open(here.page("ledger/crews-head-to-coast"));
  await tab.show();
  const id = await until("the tab is in front", here.desk.front);
  await tab.press();
  const panel = await here.driver.extensionPage(`panel.html?tab=${id}`);
  const told = () =>
    panel.evaluate(() => ({
      verdict: document.querySelector("main .card:not([aria-busy], .invitation) h1")?.textContent,
      stored: document.querySelector(".stored")?.textContent ?? null,
    }));
  const early = await until("the verdict is there", async () => {
    const now = await told();
    return now.verdict && now;
  });
  assert.equal(early.stored, null, "nobody can have stored it");
  assert.equal((await here.desk.ask("session", { tab: id })).state, "judged");

  await here.desk.page.evaluate(() => window.dispatchEvent(new Event("release")));
  await until("that it is stored is told as well", async () => (await told()).stored);
  assert.equal((await told()).verdict, early.verdict);
  assert.equal((await here.desk.ask("settled", { tab: id })).stored.as, "new");
  await panel.close();
  await tab.close();
});
