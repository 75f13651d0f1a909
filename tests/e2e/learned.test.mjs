// What the library teaches: blocks that recur over the stored pages of a site, scores with and
// without boilerplate, claims that stored stories bear out or not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage();
const SITE = ["squall/ferry-nice", "squall/gnome-mans-land", "squall/wall-or-nothing"];

/** Words that the site puts into every story, where only its other pages tell what they are. */
const STANDING =
  "The tide clock on the old customs house is wound every evening by whoever passes last, and it has not been wrong by more than a minute since the winter when the mole was rebuilt.";

async function read(page, { standing = false } = {}) {
  const tab = await here.driver.open(here.page(page));
  if (standing) await tab.evaluate(addParagraph, STANDING);
  const session = await here.desk.press(tab);
  return { tab, session };
}

/** For a page to run: puts a paragraph below the first one of its story. */
function addParagraph(words) {
  const first = document.querySelector(".bd > .p");
  const added = first.cloneNode(true);
  added.firstElementChild.textContent = words;
  first.after(added);
}

const RECURS = /\bon \d+ of \d+\b/;
const recurring = ({ reading }) =>
  reading.blocks.filter(({ why }) => why.some((reason) => RECURS.test(reason)));

test("on the third page of a site, blocks are known from the stored pages before it", async () => {
  for (const page of SITE.slice(0, 2)) {
    const { tab, session } = await read(page, { standing: true });
    assert.deepEqual(recurring(session), [], page);
    await tab.close();
  }
  const { tab, session } = await read(SITE[2]);
  assert.ok(recurring(session).length > 0);
  assert.equal(session.site.pages, 3);
  assert.ok(session.site.boilerplate > 0 && session.site.boilerplate < session.site.words);

  const panel = await here.driver.extensionPage(`panel.html?tab=${session.tab}`);
  const reason = recurring(session)[0].why.find((one) => RECURS.test(one));
  await until("the panel gives the reason", () =>
    panel.evaluate((words) => {
      for (const details of document.querySelectorAll(".kind details")) details.open = true;
      return document.body.innerText.includes(words);
    }, reason),
  );
  await panel.close();
  await tab.close();
});

test("what only the library tells of a block is shown to the reader, not to the page", async () => {
  const { tab, session } = await read(SITE[2], { standing: true });
  const index = session.reading.blocks.findIndex(({ text }) => text === STANDING);
  const { kind } = session.reading.blocks[index];
  assert.equal(session.alone[index].kind, "body", "the page alone does not tell");
  assert.notEqual(kind, "body");
  assert.ok(!session.reading.text.includes(STANDING), "it has left the story");
  const names = await tab.evaluate(
    (words) =>
      [...CSS.highlights].flatMap(([name, ranges]) =>
        [...ranges].some(({ startContainer }) => startContainer.data === words) ? [name] : [],
      ),
    STANDING,
  );
  assert.ok(!names.includes(`wpm-${kind}`), "the page sees nothing of it");
  const lines = await here.desk.overlay(session.tab, ".boxes .line");
  assert.ok(lines.length > 0, "the reader does");
  await tab.close();
});

test("a deleted page is unlearned", async () => {
  const stories = await here.desk.stories();
  const { id } = stories.find(({ url }) => url === here.page(SITE[0]));
  const library = await here.driver.extensionPage(`library.html#${id}`);
  const press = (selector) =>
    until(`there is ${selector}`, () =>
      library.evaluate((which) => {
        const button = document.querySelector(which);
        button?.click();
        return button !== null;
      }, selector),
    );
  await press(".row[aria-current] input");
  await until("it is chosen, and deleted", () =>
    library.evaluate(() => {
      const button = [...document.querySelectorAll(".chosen-bar button")].at(2);
      button?.click();
      return button !== undefined;
    }),
  );
  await until("it is gone", async () => (await here.desk.stories()).every((one) => one.id !== id));
  const { tab, session } = await read(SITE[2]);
  assert.equal(session.site.pages, 2);
  await press(".toast button");
  await until("it is back", async () => (await here.desk.stories()).some((one) => one.id === id));
  const again = await here.desk.press(tab);
  assert.equal(again.site.pages, 3);
  await library.close();
  await tab.close();
});

test("copies are scored without boilerplate and with it; the reader chooses what is shown", async () => {
  await (await read("courant/storm-gate-sticks")).tab.close();
  const { tab, session } = await read("osmere/storm-barrier-fails");
  const [{ story, pair }] = session.copies;
  const raw = (await here.desk.ask("raw", { tab: session.tab }))[story.id];
  for (const share of [raw.a_in_b, raw.b_in_a]) assert.ok(share > 0 && share < 1);
  assert.ok(raw.a_in_b < pair.a_in_b, "boilerplate dilutes a copy");

  const panel = await here.driver.extensionPage(`panel.html?tab=${session.tab}`);
  const shares = () =>
    panel.evaluate(() => ({
      shown: [...document.querySelectorAll(".copy:first-child .share-number")].map(
        (one) => one.innerText,
      ),
      other: document.querySelector(".other-score")?.innerText ?? "",
    }));
  const without = await until("both scores are there", async () => {
    const now = await shares();
    return now.other && now;
  });
  await panel.evaluate(() => document.querySelector(".choice input").click());
  const withIt = await until("the scores have changed places", async () => {
    const now = await shares();
    return now.shown[0] !== without.shown[0] && now;
  });
  assert.ok(without.other.includes(withIt.shown[0]));
  assert.ok(withIt.other.includes(without.shown[0]));
  assert.ok((await here.desk.ask("settings", {})).withBoilerplate);
  await panel.evaluate(() => document.querySelector(".choice input").click());
  await panel.close();
  await tab.close();
});

test("a claim of the page is held against the agency's own text, and the panel says what came of it", async () => {
  const own = await here.driver.open(here.page("harbour/fourteen-thousand-told-to-leave"));
  // The agency puts the text on a page of its own.
  await own.evaluate(() => {
    for (const script of document.querySelectorAll("script[type='application/ld+json']"))
      script.remove();
    document.querySelector("meta[property='og:site_name']").content = "Halden News Agency";
  });
  const agency = await here.desk.press(own);
  assert.ok(agency.reading.agencies.some(({ role }) => role === "publisher"));
  await own.close();
  const tab = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  const said = "Except for the headline, this story has not been edited by Osmere Today staff.";
  await tab.evaluate((words) => {
    const note = document.querySelector("p.note");
    note.textContent = `This report comes straight from the feed of the Halden News Agency. ${words}`;
  }, said);
  const session = await here.desk.press(tab);
  assert.equal(session.checks.length, 1);
  const [{ claim, outcome, reasons, against }] = session.checks;
  assert.equal(claim, said);
  assert.equal(outcome, "fails");
  assert.equal(against, String(agency.stored.id));
  const panel = await here.driver.extensionPage(`panel.html?tab=${session.tab}`);
  const checked = await until("the panel has the outcome", () =>
    panel.evaluate(() => {
      const part = document.querySelector(".checked");
      const told = part && [...part.querySelectorAll(".reasons li")];
      return part && { outcome: part.dataset.outcome, told: told.map((one) => one.innerText) };
    }),
  );
  const [hint] = await panel.evaluate(() =>
    [...document.querySelectorAll("[aria-labelledby=origin] .hint")].map((one) => one.innerText),
  );
  assert.match(hint, /^The byline names Osmere Today Web Desk, not Halden News Agency/);
  assert.equal(checked.outcome, outcome);
  assert.equal(checked.told.length, reasons.length);
  for (const [i, { values = [] }] of reasons.entries()) {
    const [kind, ...words] = values;
    for (const value of typeof kind === "number" ? [kind] : words)
      assert.ok(checked.told[i].includes(String(value)), `${checked.told[i]}: ${value}`);
  }
  assert.match(checked.told[0], /changes? beside the headline$/);
  await panel.close();
  await tab.close();
});
