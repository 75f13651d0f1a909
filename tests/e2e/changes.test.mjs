// A page does not stand still: it renders late, renders itself anew, and becomes another page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage();
const STORY = "osmere/storm-barrier-fails";

/** Marked stretches whose text is still on the page. */
const standing = () =>
  [...CSS.highlights.values()]
    .flatMap((highlight) => [...highlight])
    .filter((range) => range.startContainer.isConnected).length;

async function openRead(story = STORY) {
  const tab = await here.driver.open(here.page(story));
  return { tab, session: await here.desk.press(tab) };
}

/** A stored story, less the bytes that drivers do not hand on. */
const storyOf = (number) =>
  here.desk.page.evaluate(async (id) => {
    const { runtime } = globalThis.browser ?? globalThis.chrome;
    const { value } = await runtime.sendMessage({ call: "story", input: { id } });
    return { replacedBy: value.head.replacedBy, text: value.text.text };
  }, number);

const sessionOf = (session) => here.desk.ask("session", { tab: session.tab });

test("marks find their text again when the page renders itself anew", async () => {
  const { tab } = await openRead();
  const before = await tab.evaluate(standing);
  await tab.evaluate(() => {
    const { body } = document;
    body.replaceChildren(...[...body.childNodes].map((node) => node.cloneNode(true)));
  });
  // Very short texts that stand in several places are not guessed at.
  await until("most marks stand again", async () => (await tab.evaluate(standing)) >= before * 0.9);
  await tab.close();
});

test("text that is gone is listed as unplaced", async () => {
  const { tab, session } = await openRead();
  assert.deepEqual((await sessionOf(session)).marks.unplaced, []);
  const words = session.reading.blocks.findLast(({ kind }) => kind === "body").text.slice(0, 30);
  await tab.evaluate((begin) => {
    for (const node of document.querySelectorAll("p"))
      if (node.textContent.trim().startsWith(begin)) node.remove();
  }, words);
  const { marks } = await until("the block is listed", async () => {
    const now = await sessionOf(session);
    return now.marks.unplaced.length > 0 && now;
  });
  const lost = marks.unplaced.map((i) => session.reading.blocks[i].text);
  assert.ok(lost.some((text) => text.startsWith(words)));
  const panel = await here.driver.extensionPage(`panel.html?tab=${session.tab}`);
  const listed = await until("the panel names it", () =>
    panel.evaluate(
      () =>
        [...document.querySelectorAll(".fold")].find((one) =>
          /no longer on the page/.test(one.textContent),
        )?.textContent,
    ),
  );
  assert.ok(listed.includes(words));
  await panel.close();
  await tab.close();
});

/** Lets a page render further paragraphs; gives its session once they have been read. */
async function grow({ tab, session }) {
  await tab.evaluate(() => {
    const last = [...document.querySelectorAll("p")].findLast((p) => p.textContent.length > 150);
    for (let i = 0; i < 12; i++) {
      const more = last.cloneNode();
      more.textContent = `Late paragraph ${i}: the harbour office read the gauge again, found it a hand higher than an hour before, and sent the second shift of volunteers to the Customs Canal with lamps.`;
      last.after(more);
    }
  });
  return until("the page has been read again", async () => {
    const now = await sessionOf(session);
    return /Late paragraph 3/.test(now.reading?.text) && now.state === "ready" && now;
  });
}

test("a story that grows while the page renders replaces its capture", async () => {
  const opened = await openRead("ledger/crews-head-to-coast");
  assert.equal(opened.session.stored.as, "new");
  const stories = (await here.desk.stories()).length;
  const grown = await grow(opened);
  assert.equal(grown.capture, opened.session.capture);
  assert.equal((await here.desk.stories()).length, stories, "a replacement, not another story");
  await opened.tab.close();
});

test("a story that was there before grows into a version, and stays as it was", async () => {
  const opened = await openRead();
  const { stored } = opened.session;
  assert.equal(stored.as, "again");
  const before = await storyOf(stored.id);
  await grow(opened);
  const after = await storyOf(stored.id);
  assert.ok(after.replacedBy);
  assert.equal(after.text, before.text);
  await opened.tab.close();
});

test("a page that becomes another one without a navigation loses its marks", async () => {
  const { tab, session } = await openRead();
  assert.ok((await tab.evaluate(standing)) > 0);
  await tab.evaluate(() => history.pushState({}, "", "?another"));
  await until("the session is gone", async () => (await sessionOf(session)) === null);
  assert.equal(await tab.evaluate(standing), 0);
  await tab.close();
});

test("a page that comes back from the browser's cache has no stale marks and no stale session", async () => {
  const { tab, session } = await openRead();
  assert.ok((await tab.evaluate(standing)) > 0);
  await tab.goto(here.page("monitor/cost-of-a-loan"));
  await until("the session is gone", async () => (await sessionOf(session)) === null);
  await tab.evaluate(() => history.back());
  await until("the page is back", () =>
    tab.evaluate(() => /barrier fails to close/.test(document.title)),
  );
  assert.equal(await tab.evaluate(standing), 0);
  assert.equal(await sessionOf(session), null);
  // A click reads it as ever.
  const again = await here.desk.press(tab);
  assert.equal(again.state, "ready");
  assert.ok((await tab.evaluate(standing)) > 0);
  await tab.close();
});

test("a page that is read again while marked does not read its own legend", async () => {
  const { tab, session } = await openRead();
  await here.desk.ask("read", { tab: session.tab });
  const again = await sessionOf(session);
  assert.notEqual(again.capture, session.capture);
  const texts = ({ reading }) => reading.blocks.map(({ text }) => text);
  assert.deepEqual(texts(again), texts(session));
  await tab.close();
});
