// Two stories side by side: what was changed, folded texts, and panes that scroll together.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { handsOn } from "./files.mjs";
import { stage } from "./support.mjs";

const here = stage();
let link;

/** Reads two copies, and says where they are compared. */
async function readBoth() {
  const first = await here.driver.open(here.page("courant/storm-gate-sticks"));
  await here.desk.press(first);
  await first.close();
  const second = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  const { stored, copies } = await here.desk.press(second);
  await second.close();
  return `compare.html?a=${stored.id}&b=${copies[0].story.id}`;
}

async function open(more = "") {
  link ??= readBoth();
  const page = await here.driver.extensionPage((await link) + more);
  await until("both texts are there", () =>
    page.evaluate(() => document.querySelectorAll(".pane mark").length > 2),
  );
  return page;
}

const words = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent);
const press = (name) =>
  [...document.querySelectorAll("button")].find((one) => one.ariaLabel === name).click();
const choose = (name) =>
  [...document.querySelectorAll("label")].find((one) => one.textContent === name).click();

test("words that were changed are deleted on one side and inserted on the other", async () => {
  const page = await open();
  assert.ok((await page.evaluate(words, ".pane del")).includes("told reporters"));
  assert.ok((await page.evaluate(words, ".pane ins")).includes("said"));
  assert.match((await page.evaluate(words, ".pane .only")).join(" "), /Crane ship races the tide/);
  await page.close();
});

test("the way through the changes says which one it is, and the address leads back to it", async () => {
  const page = await open();
  await page.evaluate(press, "Next change");
  await page.evaluate(press, "Next change");
  const [status] = await page.evaluate(words, ".steps [role=status]");
  assert.match(status, /^2 of \d+ · /);
  assert.ok((await page.evaluate(() => location.hash)) === "#c2");
  await page.close();
  const again = await open("#c2");
  await until("the same change is current", async () => {
    return (await again.evaluate(words, ".steps [role=status]"))[0] === status;
  });
  await again.close();
});

test("where one pane is scrolled the other shows the words that belong there", async () => {
  const page = await open();
  const far = await page.evaluate(async () => {
    const [a, b] = document.querySelectorAll(".pane");
    a.dispatchEvent(new Event("wheel"));
    a.scrollTop = (a.scrollHeight - a.clientHeight) / 2;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const line = (pane) => pane.getBoundingClientRect().top + 0.3 * pane.clientHeight;
    const top = (pane, phrase) => {
      const mark = [...pane.querySelectorAll("mark")].filter((one) =>
        one.textContent.includes(phrase),
      )[0];
      return mark.getBoundingClientRect().top - line(pane);
    };
    // A sentence that both have, some way down.
    const phrase = "By early afternoon";
    return Math.abs(top(a, phrase) - top(b, phrase));
  });
  assert.ok(far < 60, `the same sentence stands ${far} pixels apart`);
  await page.close();
});

test("what is the same can be folded, opened again, or left out", async () => {
  const page = await open();
  const whole = await page.evaluate(() => document.querySelector(".pane").innerText.length);
  await page.evaluate(choose, "Fold what is the same");
  await until("paragraphs are folded", () =>
    page.evaluate(() => document.querySelectorAll(".pane .folded button").length > 0),
  );
  const folded = await page.evaluate(() => document.querySelector(".pane").innerText.length);
  assert.ok(folded < whole);
  await page.evaluate(() => document.querySelector(".pane .folded button").click());
  await until("one is open again", async () => {
    return (await page.evaluate(() => document.querySelector(".pane").innerText.length)) > folded;
  });
  await page.evaluate(choose, "Only differences");
  await until("only differences are left", async () => {
    const left = await page.evaluate(() => document.querySelector(".pane").innerText.length);
    return left < whole / 2;
  });
  assert.ok((await page.evaluate(words, ".pane del")).includes("told reporters"));
  assert.equal(
    await page.evaluate(() => new URLSearchParams(location.search).get("view")),
    "changes",
  );
  await page.close();
});

test("the map shows both texts at a glance, and a click on it goes there", async () => {
  const page = await open();
  const [bars, ribbons, ticks] = await page.evaluate(() =>
    [".all", ".ribbon", ".tick"].map((one) => document.querySelectorAll(`.minimap ${one}`).length),
  );
  assert.equal(bars, 2);
  assert.equal(
    ribbons,
    await page.evaluate(() => document.querySelectorAll(".pane [id^=a-]").length),
  );
  assert.ok(ticks > 0);
  await page.evaluate(() => {
    const map = document.querySelector(".minimap");
    const { left, top, height } = map.getBoundingClientRect();
    const place = { clientX: left + 2, clientY: top + 0.6 * height, bubbles: true };
    map.dispatchEvent(new MouseEvent("click", place));
  });
  await until("the text has come into view", () =>
    page.evaluate(() => document.querySelector(".pane").scrollTop > 0),
  );
  await page.close();
});

test("a comparison is saved as one file with both texts, and that needs nothing else", async () => {
  const page = await open();
  const { saved, click } = handsOn(() => page);
  const [file] = await saved(1, () => click("button", "Save as a file"));
  const html = Buffer.from(file, "base64").toString();
  assert.match(html, /<mark>/);
  for (const title of await page.evaluate(words, ".side h2"))
    assert.ok(html.includes(title.replaceAll("'", "&#39;")), title);
  assert.doesNotMatch(html, /<script|src=|href=/i);
  await page.close();
});

test("why two texts are said to be what they are is told in numbers and words", async () => {
  const page = await open();
  const reasons = await page.evaluate(words, ".reasons li");
  assert.ok(reasons.length >= 2, "there are reasons");
  assert.ok(
    reasons.some((reason) => /\d/.test(reason)),
    reasons.join(" | "),
  );
  await page.close();
});

test("two versions of a page are compared as versions", async () => {
  await link;
  const tab = await here.driver.open(here.page("courant/storm-gate-sticks"));
  await tab.evaluate(() => {
    const paragraphs = [...document.querySelectorAll("p")];
    const first = paragraphs.find(({ textContent }) => textContent.startsWith("About 14,000"));
    first.textContent += " The council said later that no date had been set for the repairs.";
  });
  const { stored } = await here.desk.press(tab);
  assert.equal(stored.as, "version");
  const page = await here.driver.extensionPage(`compare.html?a=${stored.pair.b}&b=${stored.id}`);
  await until("both versions are there", () =>
    page.evaluate(() => document.querySelectorAll(".pane mark").length > 1),
  );
  assert.deepEqual(await page.evaluate(words, "h1"), ["What changed from version 1 to version 2"]);
  assert.match((await page.evaluate(words, ".pane .only")).join(" "), /no date had been set/);
  await page.close();
  await tab.close();
});
