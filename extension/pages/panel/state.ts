/**
 * What the panel shows: the session of the tab beside it. The panel keeps nothing of its own; when
 * the background announces a change, or another tab comes to the front, it asks again.
 */
import { batch, signal } from "@preact/signals";
import { api } from "../../browser.js";
import type { Calls, Target } from "../../messages/calls.js";
import type { Kind, Raw } from "../../messages/report.js";
import type { Failure } from "../../messages/result.js";
import type { Mute, Session, Settings, SettingsChange } from "../../messages/session.js";
import { call, onNews } from "../../messages/transport.js";
import { isUnderWay } from "../../verdict.js";

/** The session that is shown; `undefined` until the background has answered for the first time. */
export const session = signal<Session | null | undefined>(undefined);
/** The reader's choices. */
export const settings = signal<Settings>({
  off: [],
  manner: {},
  withBoilerplate: false,
  decided: [],
});
/** Scores of the copies over everything visible, by story. */
export const raw = signal<Record<number, Raw>>({});
/** How many stories the library holds. */
export const stored = signal(0);
/** A place that was asked for and is no longer on the page. */
export const missed = signal<string | null>(null);
/** Why the last thing that the reader wanted was not done; null where it was. */
export const failure = signal<Failure | null>(null);

let tab: number | undefined;
let sample = false;
/** Counts what was asked for: a later answer says all that an earlier one would. */
let asking = 0;

/** Begins to follow the tab in front, or the one that the address of the panel names. */
export async function start(): Promise<void> {
  const named = new URLSearchParams(location.search).get("tab");
  if (named) tab = Number(named);
  else {
    const { id: own } = await api.windows.getCurrent();
    const [front] = await api.tabs.query({ active: true, currentWindow: true });
    tab = front?.id;
    api.tabs.onActivated.addListener(({ tabId, windowId }) => {
      if (windowId !== own) return;
      tab = tabId;
      sample = false;
      failure.value = null;
      void refresh();
    });
  }
  onNews((news) => {
    if (news.news === "session" && news.tab !== tab) return;
    // A click on a page puts the samples away.
    if (news.news === "session") sample = false;
    if (news.news === "session" && news.session) void show(news.session);
    else void refresh();
  });
  await refresh();
}

/** Asks the background for everything that is shown. */
async function refresh(): Promise<void> {
  if (tab === undefined || sample) return;
  const asked = tab;
  const mine = ++asking;
  const others = Promise.all([call("settings", {}), call("count", {})]);
  const found = await call("session", { tab: asked });
  if (mine === asking) void show(found.ok ? found.value : session.peek());
  const [choices, stories] = await others;
  batch(() => {
    if (choices.ok) settings.value = choices.value;
    if (stories.ok) stored.value = stories.value.stories;
  });
}

/** Shows a session, as it is now and as it will be at its end. */
async function show(now: Session | null | undefined): Promise<void> {
  if (tab === undefined || now === undefined) return;
  const asked = tab;
  const mine = ++asking;
  batch(() => {
    session.value = now;
    missed.value = null;
  });
  if (now && isUnderWay(now)) await untilSettled(asked, mine);
  await fetchRaw(asked, mine);
}

/** Asks for what takes longer than the verdict may. */
async function fetchRaw(asked: number, mine: number): Promise<void> {
  if (mine !== asking) return;
  const answer = session.value?.copies.length ? await call("raw", { tab: asked }) : null;
  if (mine === asking) raw.value = answer?.ok ? answer.value : {};
}

/** Waits for a reading to end; asking wakes a background that was stopped in the middle of it. */
async function untilSettled(asked: number, mine: number): Promise<void> {
  for (let tries = 0; tries < 10 && mine === asking; tries++) {
    const answer = await call("settled", { tab: asked });
    if (!answer.ok || (answer.value && isUnderWay(answer.value))) continue;
    if (mine === asking) session.value = answer.value;
    return;
  }
}

/** Has something done that the reader wants; where it was not, the reader is told why. */
async function want<K extends keyof Calls>(
  name: K,
  input: Calls[K]["in"],
): Promise<Calls[K]["out"] | undefined> {
  const answer = await call(name, input);
  failure.value = answer.ok ? null : answer.error;
  return answer.ok ? answer.value : undefined;
}

/** Reads the page again. */
export async function readAgain(): Promise<void> {
  if (tab !== undefined) await want("read", { tab });
}

/** Shows or clears the marks on the page. */
export async function showMarks(show: boolean): Promise<void> {
  if (tab !== undefined) await want(show ? "paint" : "clear", { tab });
}

/** Takes on other choices. */
export async function changeSettings(change: SettingsChange): Promise<void> {
  const changed = await want("changeSettings", change);
  if (changed) settings.value = changed;
}

/** Says what a block is. */
export async function correct(block: number, kind: Kind): Promise<void> {
  if (tab !== undefined) await want("correct", { tab, block, kind });
}

/** Takes the last correction back. */
export async function undoCorrection(): Promise<void> {
  if (tab !== undefined) await want("undoCorrection", { tab });
}

/** Lets the reader point at the article on the page. */
export async function pick(): Promise<void> {
  if (tab !== undefined) await want("pick", { tab });
}

/** Stores the story of a private window after all. */
export async function keepPrivate(): Promise<void> {
  if (tab !== undefined) await want("keepPrivate", { tab });
}

/** Stores a story of the archive on this computer. */
export async function keepArchived(number: number): Promise<void> {
  if (tab !== undefined) await want("keepArchived", { tab, number });
}

/** Scrolls the page to a place; `words` say what it was if it is no longer there. */
export async function jump(target: Target, words: string): Promise<void> {
  if (tab === undefined || sample) return;
  const answer = await call("jump", { tab, target });
  missed.value = answer.ok && answer.value.placed ? null : words;
}

/** Mutes all of this, or lets it be heard again. */
export async function mute(what: Mute[], on: boolean): Promise<void> {
  if (tab !== undefined) await want("mute", { what, on, tab });
}

/** Shows the bundled samples instead of a page. */
export async function showSample(): Promise<void> {
  sample = true;
  asking++;
  const answer = await call("sample", {});
  if (answer.ok) session.value = answer.value;
  else sample = false;
}

/** Goes back from the samples to the page. */
export async function leaveSample(): Promise<void> {
  sample = false;
  await refresh();
}
