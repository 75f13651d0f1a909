/** What the background answers to the extension's pages and to content scripts. */
import { api } from "../browser.js";
import { withEngine } from "../engine/index.js";
import type { Calls, ContentCalls } from "../messages/calls.js";
import { CodedError } from "../messages/result.js";
import { checkInput } from "../messages/schemas.js";
import type { Comparison } from "../messages/session.js";
import { announce, ask, type Handlers, serve } from "../messages/transport.js";
import { eraseLibrary, readStories, removeStories, restoreStories } from "../store/index.js";
import { listStories } from "../store/list.js";
import { begin, clear, leave, marksCleared, paint, readAgainIfGrown, settled } from "./reading.js";
import { sampleSession, sampleStory } from "./samples.js";
import { allSessions, changeSession, getSession, putSession } from "./sessions.js";
import { getSettings, putSettings } from "./settings.js";
import { asStory } from "./story.js";

type Sender = chrome.runtime.MessageSender;

const pages: Handlers<Calls, Sender> = {
  session: ({ tab }) => getSession(tab),
  settled: ({ tab }) => settled(tab),
  read: async ({ tab }) => {
    await begin(await api.tabs.get(tab));
    return {};
  },
  paint: async ({ tab }) => {
    const session = await getSession(tab);
    if (session) await putSession(await paint(session));
    return {};
  },
  clear: async ({ tab }) => {
    await clear(tab);
    return {};
  },
  jump: async ({ tab, target }) => {
    const answer = await ask(tab, "jump", { target });
    return answer.ok ? answer.value : { placed: false };
  },
  sample: () => sampleSession(),
  story: ({ id }) => oneStory(id),
  stories: ({ search, from, count }) => listStories(search, from, count),
  compare: ({ a, b }) => compare(a, b),
  remove: async ({ ids }) => {
    const removed = await withEngine((engine) => removeStories(engine, ids));
    announce({ news: "library" });
    return removed;
  },
  restore: async ({ removed }) => {
    await withEngine((engine) => restoreStories(engine, removed));
    announce({ news: "library" });
    return {};
  },
  erase: async () => {
    await eraseLibrary();
    announce({ news: "library" });
    return {};
  },
  settings: () => getSettings(),
  setSettings: async (settings) => {
    await putSettings(settings);
    const painted = (await allSessions()).filter(({ marks }) => marks.shown);
    await Promise.all(painted.map(({ tab }) => ask(tab, "off", { kinds: settings.off })));
    return {};
  },
};

const content: Handlers<ContentCalls, number> = {
  grown: async (_, tab) => {
    await readAgainIfGrown(tab);
    return {};
  },
  left: async (_, tab) => {
    await leave(tab);
    return {};
  },
  cleared: async (_, tab) => {
    await marksCleared(tab);
    return {};
  },
  placed: async ({ unplaced, unplacedPassages }, tab) => {
    await changeSession(tab, (session) => ({
      ...session,
      marks: { ...session.marks, unplaced, unplacedPassages },
    }));
    return {};
  },
  off: async ({ kinds }, tab) => {
    await putSettings({ ...(await getSettings()), off: kinds });
    const session = await getSession(tab);
    if (session) announce({ news: "session", tab });
    return {};
  },
};

/** Starts to answer. */
export function answerCalls(): void {
  serve(pages, content, checkInput);
}

async function oneStory(id: number): Promise<Calls["story"]["out"]> {
  if (id < 0) return sampleStory(id);
  const [found] = await readStories([id]);
  if (!found) throw new CodedError("not-found", String(id));
  return found;
}

async function compare(a: number, b: number): Promise<Comparison> {
  const [one, other] = await Promise.all([oneStory(a), oneStory(b)]);
  const pair = await withEngine((engine) =>
    engine.compare(asStory(one.head, one.text), asStory(other.head, other.text)),
  );
  return {
    a: { head: one.head, text: one.text.text },
    b: { head: other.head, text: other.text.text },
    pair,
  };
}
