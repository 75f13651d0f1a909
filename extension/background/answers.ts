/** What the background answers to the extension's pages and to content scripts. */
import { api } from "../browser.js";
import { asStory } from "../capture/story.js";
import { withEngine } from "../engine/index.js";
import type { Calls, ContentCalls, OpenStory } from "../messages/calls.js";
import type { Thresholds } from "../messages/report.js";
import { CodedError } from "../messages/result.js";
import { checked } from "../messages/schemas.js";
import type { Comparison } from "../messages/session.js";
import { announce, ask, type Handlers, serve } from "../messages/transport.js";
import { countStories } from "../store/catalogue.js";
import { eraseLibrary, readStories } from "../store/index.js";
import { readLater, readLatest } from "../store/list.js";
import { readRules, removePack, usePack } from "../store/rules.js";
import { hide } from "./access.js";
import { archive, keepArchived } from "./companion.js";
import { familyOf, network } from "./families.js";
import { judgeAgain } from "./judging.js";
import { changeLanguage } from "./language.js";
import { clearMuted, getMuted, setMuted } from "./muting.js";
import { clear, marksCleared, paint, setMarking } from "./painting.js";
import { rawScores } from "./raw.js";
import { begin, keepPrivate, leave, readAgainIfGrown, reread, settled } from "./reading.js";
import { retireOld } from "./retiring.js";
import {
  correct,
  correctArticle,
  exportRules,
  forget,
  importPack,
  undoCorrection,
} from "./rules.js";
import { sampleSession, sampleStory } from "./samples.js";
import { changeSession, getSession, putSession } from "./sessions.js";
import { changeSettings, getSettings } from "./settings.js";

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
  correct: async ({ tab, block, kind }) => {
    await correct(tab, block, kind);
    return {};
  },
  undoCorrection: async ({ tab }) => {
    await undoCorrection(tab);
    return {};
  },
  pick: async ({ tab }) => {
    const session = await getSession(tab);
    if (session && !session.marks.shown) await putSession(await paint(session));
    await ask(tab, "pick", {});
    return {};
  },
  keepPrivate: async ({ tab }) => {
    await keepPrivate(tab);
    return {};
  },
  raw: ({ tab }) => rawScores(tab),
  rules: () => readRules(),
  forget: async ({ ids }) => {
    await forget(ids);
    return {};
  },
  exportRules: () => exportRules(),
  importPack: ({ text }) => importPack(text),
  usePack: async ({ name, on }) => {
    await usePack(name, on);
    announce({ news: "rules" });
    return {};
  },
  removePack: async ({ name }) => {
    await removePack(name);
    announce({ news: "rules" });
    return {};
  },
  muted: () => getMuted(),
  mute: async ({ what, on, tab }) => {
    // What is muted is kept on the disk, where nothing of a private window may go.
    if (tab !== undefined && (await getSession(tab))?.secret) throw new CodedError("bad-call");
    await setMuted(what, on);
    if (tab !== undefined) await reread(tab, "judge");
    return {};
  },
  archive: () => archive(),
  keepArchived: async ({ tab, number }) => {
    await keepArchived(number);
    await reread(tab, "judge");
    return {};
  },
  sample: () => sampleSession(),
  story: async ({ id }) => ({ ...(await oneStory(id)), later: await readLater(id) }),
  latest: ({ count }) => readLatest(count),
  count: async () => ({ stories: await countStories() }),
  family: ({ of }) => familyOf(of),
  network: () => network(),
  compare: ({ a, b, thresholds }) => compare(a, b, thresholds),
  erase: async () => {
    await Promise.all([eraseLibrary(), clearMuted()]);
    announce({ news: "library" });
    announce({ news: "rules" });
    return {};
  },
  settings: () => getSettings(),
  changeSettings: async (change) => {
    const before = await getSettings();
    const settings = await changeSettings(change);
    announce({ news: "settings" });
    if (change.language !== undefined) await changeLanguage();
    if (change.off || change.manner) await setMarking(settings);
    if (change.keepDays) await retireOld();
    const isMoved = JSON.stringify(before.thresholds) !== JSON.stringify(settings.thresholds);
    if (isMoved) await judgeAgain();
    return settings;
  },
};

const content: Handlers<ContentCalls, number> = {
  grown: async (_, tab) => {
    await readAgainIfGrown(tab);
    return {};
  },
  left: async ({ capture }, tab) => {
    await leave(tab, capture);
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
  marking: async (marking, tab) => {
    await changeSettings(marking);
    announce({ news: "settings" });
    await setMarking(marking, tab);
    return {};
  },
  hide: async ({ places }, tab) => {
    // A page whose marks were cleared in the meantime is left alone.
    if (places.length === 0 || (await getSession(tab))) await hide(tab, places);
    return {};
  },
  correct: async ({ block, kind }, tab) => {
    await correct(tab, block, kind);
    return {};
  },
  undoCorrection: async (_, tab) => {
    await undoCorrection(tab);
    return {};
  },
  article: async ({ block, above }, tab) => {
    await correctArticle(tab, block, above);
    return {};
  },
};

/** Starts to answer. */
export function answerCalls(): void {
  serve(pages, content, checked);
}

async function oneStory(id: number): Promise<Omit<OpenStory, "later">> {
  if (id < 0) return sampleStory(id);
  const [found] = await readStories([id]);
  if (!found) throw new CodedError("not-found", String(id));
  return found;
}

async function compare(a: number, b: number, tried?: Partial<Thresholds>): Promise<Comparison> {
  const [one, other] = await Promise.all([oneStory(a), oneStory(b)]);
  const thresholds = tried ?? (await getSettings()).thresholds;
  const pair = await withEngine((engine) =>
    engine.compare(asStory(one.head, one.text), asStory(other.head, other.text), thresholds),
  );
  return {
    a: { head: one.head, text: one.text.text },
    b: { head: other.head, text: other.text.text },
    pair,
  };
}
