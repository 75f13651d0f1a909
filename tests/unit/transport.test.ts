// Who is heard: a message counts by the class of its sender, whatever it says of itself.

import assert from "node:assert/strict";
import { test } from "node:test";

type Heard = (message: unknown, sender: object, reply: (answer: unknown) => void) => unknown;

const ORIGIN = "chrome-extension://own/";
const listeners: Heard[] = [];
Object.assign(globalThis, {
  chrome: {
    runtime: {
      id: "own",
      getURL: (name: string) => ORIGIN + name,
      sendMessage: () => Promise.resolve(),
      onMessage: {
        addListener: (heard: Heard) => listeners.push(heard),
        removeListener: (heard: Heard) => listeners.splice(listeners.indexOf(heard), 1),
      },
    },
  },
});
// The browser is looked for when the module is loaded.
const { onNews, serve } = await import("../../extension/messages/transport.js");

const BACKGROUND = { id: "own", url: `${ORIGIN}background.js` };
const PAGE = { id: "own", url: `${ORIGIN}library.html`, tab: { id: 1 }, frameId: 0 };
const CONTENT = { id: "own", url: "https://a.example/", tab: { id: 2 }, frameId: 0 };
const FRAME = { ...CONTENT, frameId: 7 };
const OTHER = { id: "another", url: "chrome-extension://another/" };

/** What is answered to a message; nothing where nobody hears it. */
const answer = (message: unknown, sender: object) =>
  new Promise((resolve) => {
    const heard = listeners.map((listener) => listener(message, sender, resolve));
    if (!heard.includes(true)) resolve(undefined);
  });

test("news come from the extension itself: content scripts and others announce nothing", () => {
  const heard: object[] = [];
  const stop = onNews((news) => heard.push(news));
  for (const sender of [CONTENT, FRAME, OTHER])
    for (const listener of listeners) listener({ news: "library" }, sender, () => undefined);
  assert.deepEqual(heard, []);
  for (const sender of [BACKGROUND, PAGE])
    for (const listener of listeners) listener({ news: "library" }, sender, () => undefined);
  assert.equal(heard.length, 2);
  stop();
  assert.equal(listeners.length, 0);
});

test("a sender has the calls of its class and no others", async () => {
  const pages = { stories: () => "stories" } as never;
  const content = { cleared: (_: unknown, tab: number) => `cleared ${tab}` } as never;
  serve(pages, content, (_, input) => input);
  const ask = async (name: string, sender: object) => {
    const said = (await answer({ call: name, input: {} }, sender)) as
      | { ok: boolean; value?: unknown; error?: { code: string } }
      | undefined;
    return said && (said.ok ? said.value : said.error?.code);
  };
  assert.equal(await ask("stories", PAGE), "stories");
  assert.equal(await ask("cleared", CONTENT), "cleared 2");
  assert.equal(await ask("stories", CONTENT), "bad-call");
  assert.equal(await ask("cleared", PAGE), "bad-call");
  assert.equal(await ask("cleared", FRAME), "bad-call");
  assert.equal(await ask("toString", PAGE), "bad-call");
  assert.equal(await ask("stories", OTHER), undefined);
});
