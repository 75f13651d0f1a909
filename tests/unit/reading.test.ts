// What becomes of a tab's session when its page goes, and of a page over which the engine panics.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import "./library.js";
import type { Reading } from "../../extension/messages/report.js";
import type { Session } from "../../extension/messages/session.js";

const MODULE = readFileSync("src/wasm/pkg/wireprint_bg.wasm");
const TAB = 7;
const PAGE = "https://ledger.example/storm";
const TEXT = "Nine boats were lost in the storm. Nobody was hurt.";

const kept = new Map<string, unknown>();
/** What the page is asked, and what it says to that. */
let answer: () => Promise<unknown>;

/** Every call of the browser that answers with nothing. */
const quiet = new Proxy({}, { get: () => async () => undefined });
Object.assign(globalThis, {
  fetch: async () => new Response(MODULE, { headers: { "content-type": "application/wasm" } }),
  chrome: {
    runtime: { getURL: (file: string) => `chrome-extension://wireprint/${file}`, ...quiet },
    storage: {
      session: {
        get: async (key: string) => ({ [key]: kept.get(key) }),
        set: async (items: object) => {
          for (const [key, value] of Object.entries(items)) kept.set(key, value);
        },
        remove: async (key: string) => void kept.delete(key),
      },
      local: { get: async () => ({}) },
      managed: { get: async () => ({}) },
    },
    tabs: { sendMessage: () => answer() },
    i18n: { getMessage: (name: string) => name, getUILanguage: () => "en" },
    action: quiet,
    scripting: quiet,
  },
});
Object.assign(chrome.runtime, { sendMessage: async () => undefined });
const { begin, checkStill, leave, reread } = await import("../../extension/background/reading.js");
const { getSession, putSession } = await import("../../extension/background/sessions.js");
const { store } = await import("../../extension/background/storing.js");
const { countStories } = await import("../../extension/store/catalogue.js");
const { eraseLibrary } = await import("../../extension/store/index.js");

const reading: Reading = {
  ...{ id: PAGE, version: 1, url: PAGE, text: TEXT, sources: {}, confidence: 1, why: [] },
  ...{ truncated: false, agencies: [], blocks: [], stories: [], warnings: [] },
};
const session: Session = {
  ...{ tab: TAB, capture: "one", url: PAGE, tabTitle: "", secret: false, canCorrect: true },
  ...{ startedAt: Date.now(), state: "ready", reading, copies: [], events: [] },
  marks: { shown: false, unplaced: [], unplacedPassages: [] },
};

const noPage = (): Promise<never> =>
  Promise.reject(new Error("Could not establish connection. Receiving end does not exist."));

beforeEach(async () => {
  kept.clear();
  await eraseLibrary();
});

test("a page that has gone takes its session along", async () => {
  await putSession(session);
  answer = noPage;
  await checkStill(TAB);
  assert.equal(await getSession(TAB), null);
});

test("a click while the page before is still asked for keeps the session that it began", async () => {
  await putSession(session);
  answer = async () => {
    // A page of the browser is read, or not, without the help of one.
    await begin({ id: TAB, url: "chrome://version/", incognito: false } as chrome.tabs.Tab);
    return noPage();
  };
  await checkStill(TAB);
  assert.equal((await getSession(TAB))?.error?.code, "browser-page");
});

test("a page is kept though the engine panics over what is stored, each time that it is asked", async () => {
  const error = { code: "engine", message: "unreachable" } as const;
  const once = await store({ ...session, error, restarted: false });
  assert.deepEqual(once, { as: "failed", error });
  const again = await store({ ...session, error, restarted: true });
  assert.equal(again.as, "new");
  assert.equal(await countStories(), 1);
});

test("a page is not kept beside a library that could not be read", async () => {
  const error = { code: "store", message: "The database is damaged." } as const;
  const stored = await store({ ...session, error, restarted: true });
  assert.deepEqual(stored, { as: "failed", error });
});

test("what is begun while something else is read is read after it, and the same only once", async () => {
  const tab = { id: TAB, url: PAGE } as chrome.tabs.Tab;
  const texts = ["Nine boats were lost in the storm.", "Seven lambs were born in one night."];
  const captures = new Set<string>();
  const first = begin(tab, { selection: texts[0] ?? "" });
  assert.equal(begin(tab, { selection: texts[0] ?? "" }), first);
  await Promise.all([
    first.then(async () => captures.add((await getSession(TAB))?.reading?.text ?? "")),
    begin(tab, { selection: texts[1] ?? "" }),
  ]);
  captures.add((await getSession(TAB))?.reading?.text ?? "");
  assert.deepEqual([...captures], texts);
});

test("late word of a page that has gone leaves the session of the page that came instead", async () => {
  await putSession(session);
  await leave(TAB, "the capture before");
  assert.equal((await getSession(TAB))?.capture, session.capture);
  await leave(TAB, session.capture);
  assert.equal(await getSession(TAB), null);
});

test("what is asked of a page at once is done one after the other, and all of it", async () => {
  await putSession(session);
  answer = noPage;
  const change = (by: Partial<Session>) =>
    reread(TAB, "judge", (now) => ({ ...now, ...by, state: "ready" }));
  await Promise.all([change({ tabTitle: "told" }), change({ canCorrect: false })]);
  const { tabTitle, canCorrect } = (await getSession(TAB)) ?? {};
  assert.deepEqual({ tabTitle, canCorrect }, { tabTitle: "told", canCorrect: false });
});
