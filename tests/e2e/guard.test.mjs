// What a page, or a lost background, must not be able to do: keep Wireprint out by a policy, make it
// call out, look into it, or make it lose a story.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { until } from "../../scripts/browsers/until.mjs";
import { at, BROWSER, stage } from "./support.mjs";

/** The strictest policy that still shows a page; sent with one page of the newsroom. */
const STRICT = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const GUARDED = "courant/storm-gate-sticks";
const here = stage({
  headers: (file) => (file.includes(GUARDED) ? { "content-security-policy": STRICT } : {}),
});

test("a page under the strictest policy is read and marked", async () => {
  const tab = await here.driver.open(here.page(GUARDED));
  const session = await here.desk.press(tab);
  assert.equal(session.state, "ready");
  assert.ok(session.reading.text.length > 1_000);
  const painted = await tab.evaluate(() => {
    const [name] = [...CSS.highlights.keys()];
    const [range] = [...CSS.highlights.get(name)];
    const element = range.startContainer.parentElement;
    const style = getComputedStyle(element, `::highlight(${name})`);
    return { count: CSS.highlights.size, line: style.textDecorationLine };
  });
  assert.ok(painted.count > 0);
  assert.match(painted.line, /underline|overline|line-through/);
  await tab.close();
});

test("a page of the browser itself cannot be read, and the panel says why", async () => {
  const tab = await here.driver.open(BROWSER === "firefox" ? "about:license" : "chrome://version/");
  const session = await here.desk.press(tab);
  assert.equal(session.state, "failed");
  assert.equal(session.error.code, "browser-page");
  assert.equal(session.stored, undefined);
  await tab.close();
});

test("a file on the device is read where the browser allows it; where not, it is said why", async () => {
  const { href } = pathToFileURL(at("www/newsroom/courant/storm-gate-sticks/index.html"));
  const tab = await here.driver.open(href);
  const session = await here.desk.press(tab);
  const isAllowed = await here.desk.page.evaluate(() =>
    (globalThis.browser ?? globalThis.chrome).extension.isAllowedFileSchemeAccess(),
  );
  // Firefox lets no setting stand in the way of a click.
  if (isAllowed || BROWSER === "firefox") {
    assert.equal(session.state, "ready", session.error?.message);
    assert.match(session.reading.title, /storm gate sticks/);
  } else {
    assert.deepEqual([session.state, session.error.code], ["failed", "file-access"]);
  }
  await tab.close();
});

test("a background that is stopped in the middle of a reading takes it up again", async () => {
  const tab = await here.driver.open(here.page("ledger/crews-head-to-coast"));
  // Much text, so that the reading is under way for as long as it takes to stop it.
  await tab.evaluate(() => {
    const story = document.querySelector("p").closest("div, article, section, main, body");
    for (let number = 0; number < 4_000; number++) {
      const line = document.createElement("p");
      line.textContent = `Line ${number}: the harbour master wrote ${number * 7} words that day.`;
      story.append(line);
    }
  });
  await tab.show();
  const id = await here.desk.front();
  const state = () =>
    here.desk.page.evaluate(async (key) => {
      const { storage } = globalThis.browser ?? globalThis.chrome;
      return (await storage.session.get(key))[key]?.state;
    }, `session:${id}`);
  await tab.press();
  await until("the reading has begun", async () => (await state()) === "reading");
  await here.driver.stopBackground();
  assert.equal(await state(), "reading", "it was stopped in the middle");

  const session = await until("the reading is done", async () => {
    const found = await here.desk.ask("settled", { tab: id });
    return found.state === "ready" && found;
  });
  assert.equal(session.stored.as, "new");
  const kept = (await here.desk.stories()).filter(({ url }) => url === session.reading.url);
  assert.equal(kept.length, 1);
  await tab.close();
});

test("a background that was stopped after one page finds it from the next", async () => {
  const first = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  await here.desk.press(first);
  await first.close();
  await here.driver.stopBackground();
  const second = await here.driver.open(here.page("packet/storm-barrier-gate-jams"));
  const { copies } = await here.desk.press(second);
  assert.ok(copies.some(({ story }) => story.url === here.page("osmere/storm-barrier-fails")));
  await second.close();
});

/** Ways of reaching an address that a server can see, each under a name of its own below it. */
const SEEN = ["sheet", "style", "fetch", "beacon", "image"];

/** Tries to reach an address in every way that a page has. */
async function callOut(address) {
  const link = (rel, name = rel) => {
    const element = Object.assign(document.createElement("link"), { rel });
    element.href = `${address}/${name}`;
    document.head.append(element);
  };
  const ways = {
    prefetch: () => link("prefetch"),
    preconnect: () => link("preconnect"),
    sheet: () => link("stylesheet", "sheet"),
    style: () => {
      const element = document.createElement("div");
      document.body.append(element);
      element.style.width = element.style.height = "9px";
      element.style.backgroundImage = `url("${address}/style")`;
      element.getBoundingClientRect();
    },
    fetch: () => fetch(`${address}/fetch`, { mode: "no-cors" }),
    beacon: () => navigator.sendBeacon(`${address}/beacon`),
    image: () =>
      new Promise((resolve, reject) => {
        const image = new Image();
        image.onload = resolve;
        image.onerror = reject;
        image.src = `${address}/image`;
      }),
    socket: () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${address.replace("http", "ws")}/socket`);
        socket.onopen = resolve;
        socket.onerror = reject;
      }),
  };
  for (const way of Object.values(ways)) {
    try {
      await way();
    } catch {
      // Refused, as it should be.
    }
  }
}

test("neither the extension's pages nor its background can reach another origin", async () => {
  const called = (from) => here.site.asked.filter((name) => name.startsWith(`/leak-${from}`));

  const tab = await here.driver.open(here.page("packet/storm-barrier-gate-jams"));
  await here.desk.page.evaluate(callOut, `${here.site.url}leak-page`);
  await here.driver.inBackground(async (address) => {
    await fetch(address, { mode: "no-cors" }).catch(() => {});
  }, `${here.site.url}leak-background`);
  // An ordinary page can. It was asked last, so what came of the others would have come by now.
  await tab.show();
  await tab.evaluate(callOut, `${here.site.url}leak-control`);
  await until("the test sees calls", () =>
    SEEN.every((way) => called("control").includes(`/leak-control/${way}`)),
  );
  await tab.close();
  assert.deepEqual([...called("page"), ...called("background")], []);
});

test("a page finds no file of the extension", async () => {
  const tab = await here.driver.open(here.page("packet/storm-barrier-gate-jams"));
  for (const file of ["manifest.json", "wireprint_bg.wasm", "panel.html", "panel.css"]) {
    const reached = await tab.evaluate(
      (address) =>
        fetch(address).then(
          () => true,
          () => false,
        ),
      here.driver.origin + file,
    );
    assert.equal(reached, false, file);
  }
  await tab.close();
});

test("what follows from the library is out of the page's sight", async () => {
  const copy = await here.driver.open(here.page("packet/storm-barrier-gate-jams"));
  await here.desk.press(copy);
  await copy.close();
  const tab = await here.driver.open(here.page("osmere/storm-barrier-fails"));
  const session = await here.desk.press(tab);
  assert.ok(session.copies.length > 0, "there are copies to show");
  const hosts = await tab.evaluate(() =>
    [...document.documentElement.children]
      .filter((element) => !["HEAD", "BODY"].includes(element.tagName))
      .map((element) => ({
        open: element.shadowRoot !== null,
        text: element.textContent,
        // What overflows would tell how far down the lowest passage stands.
        size: [element.scrollWidth, element.scrollHeight, element.offsetHeight],
      })),
  );
  assert.deepEqual(hosts, [{ open: false, text: "", size: [0, 0, 0] }]);
  await tab.close();
});

test("while a page of the extension writes, a click waits for its turn to write", async () => {
  const { page } = here.desk;
  await here.desk.ask("erase", {});
  await page.evaluate(() => {
    const wait = () => new Promise((resolve) => addEventListener("end", resolve, { once: true }));
    void navigator.locks.request("wireprint-write", wait);
  });
  const tab = await here.driver.open(here.page("courant/storm-gate-sticks"));
  await tab.show();
  const id = await here.desk.front();
  await tab.press();
  await until("the click waits in line", () =>
    page.evaluate(async () => {
      const { pending } = await navigator.locks.query();
      return pending.some(({ name }) => name === "wireprint-write");
    }),
  );
  assert.equal((await here.desk.stories()).length, 0);
  await page.evaluate(() => dispatchEvent(new Event("end")));
  const { stored } = await here.desk.ask("settled", { tab: id });
  assert.equal(stored.as, "new");
  await tab.close();
});

test("a panic of the core in the middle of a capture: another engine, the capture kept, the reader told", async () => {
  const tab = await here.driver.open(here.page("ledger/crews-head-to-coast"));
  await here.driver.inBackground(panicking, 1);
  const session = await here.desk.press(tab);
  assert.equal(session.state, "ready");
  assert.equal(session.restarted, true);
  assert.ok("id" in session.stored);
  const { stories } = await here.desk.ask("count", {});
  const panel = await here.driver.panel();
  await until("the reader is told", () =>
    panel.evaluate(() => document.querySelector(".restarted")?.textContent.includes("engine")),
  );
  // Where it panics whatever is done, that is told; and the next click finds an engine that works.
  await here.driver.inBackground(panicking, 100);
  const failed = await here.desk.press(tab);
  assert.deepEqual([failed.state, failed.error.code], ["failed", "engine"]);
  await until("the reader is told", () =>
    panel.evaluate(() => document.querySelector("main").textContent.includes("engine")),
  );
  await here.driver.inBackground(panicking, 0);
  const again = await here.desk.press(tab);
  assert.deepEqual([again.state, again.restarted, again.stored.as], ["ready", false, "again"]);
  assert.equal((await here.desk.ask("count", {})).stories, stories);
  await tab.close();
});

/** For the background to run: so many times the core panics when it looks at the clock. */
function panicking(times) {
  const scope = globalThis.window ?? globalThis;
  const { WebAssembly, performance, Performance } = scope;
  let left = times;
  performance.now = () => {
    if (left > 0 && new scope.Error().stack.includes("wasm")) {
      left--;
      throw new WebAssembly.RuntimeError("unreachable");
    }
    return Performance.prototype.now.call(performance);
  };
}
