// The library page: finding, narrowing, keeping, deleting; with the keyboard too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const PAGES = [
  "osmere/storm-barrier-fails",
  "harbour/fourteen-thousand-told-to-leave",
  "courant/storm-gate-sticks",
  "lantern/last-keeper",
];
/** Further stories that stand on these pages are stored too. */
const ALL = 7;

const here = stage();
let library;

/** The titles in the list, once there are so many. */
const titles = (count) =>
  until(`${count} stories are listed`, async () => {
    const found = await library.evaluate(() =>
      [...document.querySelectorAll(".row a")].map(({ textContent }) => textContent),
    );
    return found.length === count && !found.includes("…") && found;
  });

const search = (words) =>
  library.evaluate((value) => {
    const field = document.querySelector("input[type=search]");
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, words);

const click = (selector, words = "") =>
  until(`there is ${selector} ${words}`, () =>
    library.evaluate(
      (which, text) => {
        const all = [...document.querySelectorAll(which)];
        const found = all.find(({ textContent }) => textContent.includes(text));
        found?.click();
        return Boolean(found);
      },
      selector,
      words,
    ),
  );

test("stored stories are listed, the latest first, and found by words and phrases", async () => {
  for (const name of PAGES) {
    const tab = await here.driver.open(here.page(name));
    await here.desk.press(tab);
    await tab.close();
  }
  library = await here.driver.extensionPage("library.html");
  const all = await titles(ALL);
  await search("barometer");
  assert.deepEqual(await titles(1), [all[0]]);
  assert.match(await library.evaluate(() => location.search), /q=barometer/);
  await search('"keeper the last"');
  await titles(0);
  await search("");
  await titles(ALL);
});

test("facets count what is found and narrow it", async () => {
  await click(".facets button", "Osmere");
  await titles(1);
  assert.match(await library.evaluate(() => location.search), /q=/);
  await search("");
  await titles(ALL);
  await click(".facets button", "Some passages");
  const some = await library.evaluate(() => document.querySelectorAll(".row").length);
  assert.ok(some > 0);
  await search("");
});

test("a story is tagged, noted and pinned, and a search becomes a collection", async () => {
  const [first] = await titles(ALL);
  await click(".row a", first);
  await click(".reader button", "Tag");
  await library.evaluate(() => {
    document.querySelector(".asking input").value = "coast";
  });
  await click(".asking button[type=submit]");
  await click(".facets button", "coast");
  assert.deepEqual(await titles(1), [first]);
  await library.evaluate(() => {
    const note = document.querySelector(".reader textarea");
    note.value = "ask the harbour master";
    note.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await click(".reader button", "Pin");
  await until("everything is kept", async () => {
    const stories = await here.desk.stories();
    return stories.some(({ tags, note, pinned }) => tags?.[0] === "coast" && note && pinned);
  });
  await click(".facets button", "Keep this search");
  await library.evaluate(() => {
    document.querySelector(".asking input").value = "From the coast";
  });
  await click(".asking button[type=submit]");
  await search('is:pinned "harbour master"');
  assert.deepEqual(await titles(1), [first]);
  await click(".facets button", "From the coast");
  assert.equal(
    await library.evaluate(() => document.querySelector("input[type=search]").value),
    "tag:coast",
  );
  await search("");
});

test("chosen stories are deleted together, and come back with what they shared", async () => {
  await titles(ALL);
  const edges = await here.desk.edges();
  await library.evaluate(() => {
    for (const box of [...document.querySelectorAll(".row input")].slice(0, 3)) box.click();
  });
  await click(".chosen-bar button", "Delete");
  await titles(ALL - 3);
  assert.ok((await here.desk.edges()).length < edges.length);
  await click(".toast button");
  await titles(ALL);
  assert.deepEqual(await here.desk.edges(), edges);
});

test("what is not found any more is not chosen any more", async () => {
  await titles(ALL);
  await library.evaluate(() => {
    for (const box of document.querySelectorAll(".row input")) box.click();
  });
  await search("barometer");
  await until("one is chosen", () =>
    library.evaluate(
      () => document.querySelector(".chosen-bar strong")?.textContent === "1 story chosen",
    ),
  );
  await search("");
  await titles(ALL);
  await click(".chosen-bar button", "None");
});

test("the focus goes on to what is left when a control goes away", async () => {
  await library.show();
  await titles(ALL);
  const press = (selector, words) =>
    until(`${words} is pressed`, () =>
      library.evaluate(
        (which, text) => {
          const all = [...document.querySelectorAll(which)];
          const found = all.find(({ textContent }) => textContent.includes(text));
          found?.focus();
          found?.click();
          return Boolean(found);
        },
        selector,
        words,
      ),
    );
  const focused = () =>
    library.evaluate(() => document.activeElement?.textContent || document.activeElement?.type);
  await library.evaluate(() => document.querySelector(".row input").click());
  await press(".chosen-bar button", "Tag");
  await press(".asking button", "Cancel");
  await until("the question gives the focus back", async () => (await focused()) === "Tag");
  const [first] = await titles(ALL);
  await press(".chosen-bar button", "None");
  await until("it goes on in the list", async () => (await focused()) === first);
  await library.evaluate(() => document.querySelector(".row input").click());
  await press(".chosen-bar button", "Delete");
  await titles(ALL - 1);
  await until("the focus is somewhere", () =>
    library.evaluate(() => document.activeElement !== document.body),
  );
  await press(".toast button", "Undo");
  await titles(ALL);
});

test("a story that is not there any more is missed aloud", async () => {
  await library.evaluate(() => (location.hash = "#99999"));
  await until("the reader is told", () =>
    library.evaluate(() =>
      document.querySelector("[role=alert]")?.textContent.includes("not in the library any more"),
    ),
  );
  await library.evaluate(() => (location.hash = "#stories"));
});

test("a site is forgotten after a question, and nothing else", async () => {
  await click(".facets button", "Lantern");
  await titles(1);
  await click(".facets button", "Forget");
  await click(".asking button[type=submit]");
  await titles(ALL - 1);
  await click(".toast button");
  await titles(ALL);
});

test("the list is walked with the arrow keys, and a story opened with Enter", async () => {
  await library.show();
  const all = await titles(ALL);
  await library.evaluate(() => document.querySelector(".row a").focus());
  await library.key("ArrowDown");
  await until("the second row has the focus", () =>
    library.evaluate((title) => document.activeElement.textContent === title, all[1]),
  );
  const reached = await library.evaluate(() =>
    [...document.querySelectorAll(".row :is(a, input)")]
      .filter(({ tabIndex }) => tabIndex === 0)
      .map(({ textContent }) => textContent),
  );
  assert.deepEqual(reached, ["", all[1]], "Tab reaches one row, and then goes on");
  await library.key("Enter");
  await until("the story is open", () =>
    library.evaluate(
      (title) => document.querySelector(".reader h2")?.textContent === title,
      all[1],
    ),
  );
});

test("the list keeps a handful of rows, however many stories there are", async () => {
  // Entries are all that a list of many needs; heads come as rows come into view.
  await library.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("wireprint");
        opening.onsuccess = () => {
          const change = opening.result.transaction(["stories", "texts", "catalogue"], "readwrite");
          const stories = change.objectStore("stories");
          const texts = change.objectStore("texts");
          const blocks = change.objectStore("catalogue");
          stories.getAll().onsuccess = ({ target }) => {
            const head = target.result[0];
            for (let block = 1; block <= 20; block++) {
              const ids = Array.from({ length: 1024 }, (_, i) => block * 1024 + i);
              for (const id of ids) {
                stories.put({ ...head, id, title: `Made ${id}`, lastSeen: id });
                texts.put({ id, text: "made", extras: [], fingerprint: new Uint8Array() });
              }
              const fill = (value) => ids.map(() => value);
              blocks.put({
                block,
                columns: {
                  ...{ id: ids, at: ids, first: ids, since: ids, site: fill("made.example") },
                  ...{ author: fill(""), language: fill("en"), published: fill("2026-01-01") },
                  ...{ agencies: fill([]), relations: fill(0), tags: fill([]) },
                  ...{ pinned: fill(false), noted: fill(false) },
                  ...{ corrected: fill(false), updated: fill(false) },
                },
              });
            }
          };
          change.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          change.onerror = () => reject(change.error);
        };
      }),
  );
  await library.goto(`${here.driver.origin}library.html`);
  await until("all are counted", () =>
    library.evaluate(
      (count) => document.querySelector(".fine")?.textContent.includes(count),
      "20,48",
    ),
  );
  await library.evaluate(() => {
    const list = document.querySelector(".rows");
    list.scrollTop = list.scrollHeight / 2;
  });
  await until("the middle of the list is shown", () =>
    library.evaluate(() => {
      const rows = [...document.querySelectorAll(".row")];
      const middle = rows.find(
        (row) => Number(row.ariaPosInSet ?? row.getAttribute("aria-posinset")) > 10_000,
      );
      return rows.length < 60 && middle?.textContent.includes("Made");
    }),
  );
  // What changes a story leaves the reader's place in the list alone.
  const place = () => library.evaluate(() => document.querySelector(".rows").scrollTop);
  const before = await place();
  await library.evaluate(() => {
    const middle = [...document.querySelectorAll(".row")].find(
      (row) => Number(row.getAttribute("aria-posinset")) > 10_000,
    );
    middle.querySelector("input").click();
  });
  await click(".chosen-bar button", "Pin");
  await until("the row says that it is pinned", () =>
    library.evaluate(() => document.querySelector(".rows").textContent.includes("Pinned")),
  );
  assert.equal(await place(), before);
  await search("site:made.example before:2025-12");
  await titles(0);
});

test("the library says how much room it takes, and how sure that room is", async () => {
  const page = await here.driver.extensionPage("library.html#keeping");
  const room = await until("the room is measured", () =>
    page.evaluate(() => {
      const section = document.querySelector("[aria-labelledby=room]");
      const meter = section?.querySelector("meter");
      if (!meter) return false;
      const { value, max } = meter;
      return {
        value,
        max,
        words: section.textContent,
        asks: Boolean(section.querySelector("button")),
      };
    }),
  );
  await page.close();
  assert.ok(room.value > 0 && room.value < room.max);
  assert.match(room.words, /used on this device/);
  // A promise is only asked for on a click; one that was given is said.
  assert.equal(room.asks, !/keeps the library until you delete it/.test(room.words));
});
