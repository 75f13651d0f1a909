// What a page can try against the extension once the reader has pressed the button on it, and what a
// renderer that a page has taken over can say in the content script's name.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../../scripts/browsers/until.mjs";
import { stage } from "./support.mjs";

const here = stage();
const PAGE = "osmere/storm-barrier-fails";
const COPY = "packet/storm-barrier-gate-jams";

/** Runs something in the page's own world, where drivers do not always run what they are given. */
const inPage = (tab, work) =>
  tab.evaluate((source) => {
    const script = document.createElement("script");
    script.textContent = `(${source})()`;
    document.documentElement.append(script);
    script.remove();
  }, String(work));

/** Opens a sample page, lets it prepare its attack, and presses the button. */
async function pressUnder(attack) {
  const tab = await here.driver.open(here.page(PAGE));
  if (attack) await inPage(tab, attack);
  const session = await here.desk.press(tab);
  return { tab, session };
}

const gist = ({ state, reading, marks }) => ({
  state,
  blocks: reading?.blocks.map(({ kind, text }) => [kind, text]),
  shown: marks.shown,
  unplaced: marks.unplaced,
});

/** What each page does before the button is pressed; what is read must be as if it had not. */
const ATTACKS = {
  "element names that the scripts use as variables of their own": () => {
    for (const name of ["wireprint", "browser", "chrome", "navigation", "CSS", "api"]) {
      const element = document.createElement("form");
      element.id = name;
      element.setAttribute("name", name);
      element.hidden = true;
      document.body.append(element);
    }
  },
  "a variable that poses as an earlier injection": () => {
    window.wireprint = { alive: () => true, stop() {}, page: { capture: () => ({}) } };
  },
  "replaced natives of the document": () => {
    const refuse = () => {
      throw new Error("replaced");
    };
    for (const name of ["createRange", "createElement", "createTreeWalker", "elementFromPoint"])
      Document.prototype[name] = refuse;
    Element.prototype.attachShadow = refuse;
    Element.prototype.checkVisibility = refuse;
    Range.prototype.setStart = refuse;
    window.getComputedStyle = refuse;
    window.MutationObserver = refuse;
    window.ResizeObserver = refuse;
    window.requestAnimationFrame = refuse;
    window.WeakRef = refuse;
    for (const name of ["firstChild", "nextSibling", "nodeType", "parentElement"])
      Object.defineProperty(Node.prototype, name, { get: refuse });
  },
  "replaced highlights": () => {
    const refuse = () => {
      throw new Error("replaced");
    };
    HighlightRegistry.prototype.set = refuse;
    HighlightRegistry.prototype.delete = refuse;
    window.Highlight = refuse;
  },
  "a polluted prototype of all objects": () => {
    for (const name of ["call", "input", "then", "tab", "id", "anchor", "kind", "news"]) {
      // Not enumerable: this is an attack on whoever looks a name up, not on loops.
      Object.defineProperty(Object.prototype, name, { configurable: true, value: "polluted" });
    }
  },
  "a proxy in place of its own variables": () => {
    const trap = new Proxy(() => {}, {
      get: () => trap,
      apply: () => {
        throw new Error("trapped");
      },
    });
    for (const name of ["wireprint", "browser", "chrome"])
      Object.defineProperty(window, name, { configurable: true, value: trap });
  },
};

/** What the page is read as when it does nothing to its own world. */
let plain;
async function readPlain() {
  const { tab, session } = await pressUnder(null);
  await tab.close();
  return gist(session);
}

for (const [name, attack] of Object.entries(ATTACKS)) {
  test(name, async () => {
    plain ??= await readPlain();
    const { tab, session } = await pressUnder(attack);
    assert.deepEqual(gist(session), plain);
    await here.desk.ask("clear", { tab: session.tab });
    await tab.close();
  });
}

test("a page that never rests is read, and goes on as before", async () => {
  const { tab, session } = await pressUnder(() => {
    const storm = document.createElement("aside");
    document.body.append(storm);
    let count = 0;
    window.rounds = 0;
    const rage = () => {
      for (let i = 0; i < 200; i++) storm.textContent = `Count ${count++}`;
      window.rounds++;
      setTimeout(rage);
    };
    rage();
  });
  assert.equal(session.state, "ready");
  const rounds = () => tab.evaluate(() => (window.wrappedJSObject ?? window).rounds);
  const before = await rounds();
  await until("the page goes on", async () => (await rounds()) > before + 50);
  await here.desk.ask("clear", { tab: session.tab });
  await tab.close();
});

test("a page that takes the marks off, or the overlay, loses them and harms nothing else", async () => {
  const { tab, session } = await pressUnder(null);
  await inPage(tab, () => {
    CSS.highlights.clear();
    for (const element of [...document.documentElement.children])
      if (!["HEAD", "BODY"].includes(element.tagName)) element.remove();
  });
  assert.equal((await here.desk.ask("settled", { tab: session.tab })).state, "ready");
  await here.desk.ask("clear", { tab: session.tab });
  await here.desk.ask("paint", { tab: session.tab });
  const hosts = () =>
    tab.evaluate(() => document.documentElement.children.length - 2 + CSS.highlights.size);
  await until("the marks are there again", async () => (await hosts()) > 1);
  await tab.close();
});

test("a page cannot pass for another site's page by the address it calls its own", async () => {
  const first = await here.driver.open(here.page(COPY));
  await here.desk.press(first);
  await first.close();
  const before = await here.desk.stories();
  const victim = before.find(({ url }) => url === here.page(COPY));

  const tab = await here.driver.open(here.page(PAGE));
  await tab.evaluate((address) => {
    for (const link of document.querySelectorAll("link[rel=canonical], script")) link.remove();
    const link = document.createElement("link");
    link.rel = "canonical";
    link.href = address;
    document.head.append(link);
  }, victim.address);
  const session = await here.desk.press(tab);
  assert.equal(session.reading.canonical, victim.address);
  const after = await here.desk.stories();
  assert.equal(
    after.filter(({ replacedBy }) => replacedBy !== undefined).length,
    before.filter(({ replacedBy }) => replacedBy !== undefined).length,
    "no stored story was replaced",
  );
  assert.ok(session.copies.some(({ story }) => story.id === victim.id));
  await tab.close();
});

test("words of a page are words in the panel: no markup, no change of direction beyond them", async () => {
  const title = "1 < 2 &lt;img src=x onerror=top.hit=1&gt; \u202eeltit\u2066 & more";
  const { tab, session } = await pressUnder(null);
  await tab.evaluate((words) => {
    for (const element of document.querySelectorAll("h1, title")) element.textContent = words;
    for (const element of document.querySelectorAll("meta[property], script")) element.remove();
  }, title);
  await here.desk.ask("read", { tab: session.tab });
  await here.desk.ask("settled", { tab: session.tab });
  const panel = await here.driver.panel();
  const shown = await until("the panel shows the title", () =>
    panel.evaluate(() => {
      const headline = document.querySelector(".headline");
      const own = headline?.textContent.includes("eltit") && headline;
      return (
        own && {
          children: own.querySelectorAll("img, b").length,
          hit: globalThis.hit ?? null,
          isolated: getComputedStyle(own).unicodeBidi,
        }
      );
    }),
  );
  assert.deepEqual(shown, { children: 0, hit: null, isolated: "isolate" });
  await tab.close();
});

/** Runs something in the content script's world of a tab, as a renderer that was taken over could. */
const asContentScript = (tab, work, frames, ...args) =>
  here.desk.page.evaluate(
    async (id, source, allFrames, given) => {
      const { scripting } = globalThis.browser ?? globalThis.chrome;
      const results = await scripting.executeScript({
        target: { tabId: id, allFrames },
        args: [source, given, allFrames],
        func: (name, inputs, framed) => {
          if (framed && self === top) return null;
          const { runtime } = globalThis.browser ?? globalThis.chrome;
          return Promise.all(
            inputs.map(([call, input]) =>
              runtime.sendMessage({ call, input }).then(
                (answer) => answer ?? name,
                (error) => String(error),
              ),
            ),
          );
        },
      });
      return results.map(({ frameId, result }) => ({ frameId, result }));
    },
    tab,
    work,
    frames,
    args,
  );

test("a content script that was taken over can ask for nothing that is the reader's", async () => {
  const { tab, session } = await pressUnder(null);
  const before = await here.desk.stories();
  const own = session.tab;
  const wanted = [
    ["stories", { search: "", from: 0, count: 10 }],
    ["story", { id: before[0].id }],
    ["session", { tab: own }],
    ["compare", { a: before[0].id, b: before[0].id }],
    ["remove", { ids: before.map(({ id }) => id) }],
    ["erase", {}],
    ["rules", {}],
    ["exportRules", {}],
    ["importPack", { text: "{}" }],
    ["changeSettings", { off: [], manner: {}, withBoilerplate: true }],
    ["constructor", {}],
    ["__proto__", {}],
    ["toString", {}],
    // Its own calls in a shape that is not theirs.
    ["hide", { places: ["body { background: url(https://a.example/) } :root"] }],
    ["correct", { block: 0, kind: "no-kind" }],
    ["placed", { unplaced: ["0"], unplacedPassages: [] }],
    ["article", { block: -1, above: 0 }],
  ];
  const [{ result }] = await asContentScript(own, "no answer", false, ...wanted);
  for (const [at, [name]] of wanted.entries())
    assert.equal(result[at].error?.code, "bad-call", `${name}: ${JSON.stringify(result[at])}`);
  assert.deepEqual(await here.desk.stories(), before);
  await tab.close();
});

test("a frame on the page speaks for nobody", async () => {
  const tab = await here.driver.open(here.page(PAGE));
  await tab.evaluate(async () => {
    const frame = document.createElement("iframe");
    frame.src = location.href;
    await new Promise((resolve) => {
      frame.onload = resolve;
      document.body.append(frame);
    });
  });
  const session = await here.desk.press(tab);
  const results = await asContentScript(session.tab, "no answer", true, ["cleared", {}]);
  const frames = results.filter(({ frameId }) => frameId !== 0);
  assert.ok(frames.length > 0, "the frame was reached");
  for (const { result } of frames) assert.equal(result[0].error?.code, "bad-call");
  assert.ok((await here.desk.ask("session", { tab: session.tab })).marks.shown);
  await tab.close();
});

test("a page has no way to call the extension", async () => {
  const tab = await here.driver.open(here.page(PAGE));
  await inPage(tab, () => {
    const { runtime } = window.chrome ?? window.browser ?? {};
    document.body.dataset.reach = [typeof runtime?.sendMessage, typeof runtime?.connect].join(" ");
  });
  assert.equal(await tab.evaluate(() => document.body.dataset.reach), "undefined undefined");
  await tab.close();
});

test("before the button is pressed a page has nothing of the extension in it", async () => {
  const tab = await here.driver.open(here.page(PAGE));
  const seen = await tab.evaluate(() => ({
    highlights: CSS.highlights.size,
    strangers: document.documentElement.children.length - 2,
    adopted: document.adoptedStyleSheets.length,
  }));
  assert.deepEqual(seen, { highlights: 0, strangers: 0, adopted: 0 });
  await tab.close();
});

test("a page that goes away while it is read leaves nothing under its name", async () => {
  const tab = await here.driver.open(here.page(PAGE));
  await tab.show();
  const id = await here.desk.front();
  await tab.press();
  await tab.goto(here.page("squall/ferry-nice"));
  const session = await here.desk.ask("settled", { tab: id });
  assert.notEqual(session?.state, "reading");
  if (session?.state === "ready") assert.equal(session.reading.url, here.page(PAGE));
  for (const { url, title } of await here.desk.stories())
    assert.ok(!url.includes("ferry-nice"), `${title} under the next page's address`);
  await tab.close();
});

/** Documents without an ordinary address. */
const ODD = {
  "a blob": (html) => URL.createObjectURL(new Blob([html], { type: "text/html" })),
  "a data address": (html) => `data:text/html,${encodeURIComponent(html)}`,
};

test("documents without an address of their own are read, or it is said why not", async (t) => {
  const html = `<title>Tide tables moved</title><h1>Tide tables moved</h1>${"<p>The harbour office has moved the tide tables from the quay to the Customs Canal, where the lamps are better and the wind is less.</p>".repeat(4)}`;
  for (const [name, make] of Object.entries(ODD)) {
    await t.test(name, async () => {
      const base = await here.driver.open(here.page(PAGE));
      const address = await base.evaluate(
        (source, given) => new Function(`return (${source})`)()(given),
        String(make),
        html,
      );
      const tab = await here.driver.open(address);
      const session = await here.desk.press(tab);
      if (session.state === "ready") assert.match(session.reading.text, /tide tables/);
      else assert.match(session.error.code, /^(no-access|browser-page)$/);
      await tab.close();
      await base.close();
    });
  }
});
