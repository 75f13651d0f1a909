/**
 * Moves the calls of `calls.ts` over the browser's messages.
 *
 * Every answer is a `Result`, so a caller never catches: a background that was stopped halfway, a
 * page that has gone and a refusal all arrive as failures. A server runs only the calls of the
 * sender's class: the extension's own pages and content scripts have different maps, and a content
 * script speaks for its own tab only.
 */
import { api, fileUrl, openChannel } from "../browser.js";
import type { Calls, ContentCalls, News, PageCalls } from "./calls.js";
import { asFailure, failed, ok, type Result } from "./result.js";

type Sender = chrome.runtime.MessageSender;

/** Functions that answer the calls of a map. They throw; the server makes failures of it. */
export type Handlers<T extends { [K in keyof T]: { in: unknown; out: unknown } }, From> = {
  [K in keyof T]: (input: T[K]["in"], from: From) => T[K]["out"] | Promise<T[K]["out"]>;
};

interface Call {
  call: string;
  input: unknown;
}

function isCall(message: unknown): message is Call {
  return typeof message === "object" && message !== null && "call" in message && "input" in message;
}

async function send<T>(answer: Promise<Result<T> | undefined>): Promise<Result<T>> {
  try {
    return (await answer) ?? failed("no-answer");
  } catch (thrown) {
    return { ok: false, error: asFailure(thrown, "no-answer") };
  }
}

/** Asks the background, from a page of the extension. */
export function call<K extends keyof Calls>(
  name: K,
  input: Calls[K]["in"],
): Promise<Result<Calls[K]["out"]>> {
  return send(api.runtime.sendMessage({ call: name, input }));
}

/** Tells the background, from a content script. */
export function tell<K extends keyof ContentCalls>(
  name: K,
  input: ContentCalls[K]["in"],
): Promise<Result<ContentCalls[K]["out"]>> {
  return send(api.runtime.sendMessage({ call: name, input }));
}

/** Asks the content script in a tab's page. */
export function ask<K extends keyof PageCalls>(
  tab: number,
  name: K,
  input: PageCalls[K]["in"],
): Promise<Result<PageCalls[K]["out"]>> {
  return send(api.tabs.sendMessage(tab, { call: name, input }, { frameId: 0 }));
}

/**
 * Where news go, from the first that this page tells or wants to hear. It is one for a page, so that
 * none hears its own.
 */
let channel: BroadcastChannel | null | undefined;

function newsChannel(): BroadcastChannel | null {
  if (channel === undefined) channel = openChannel("news");
  return channel;
}

/** Tells every open page of the extension; nobody need be listening. */
export function announce(news: News): void {
  const to = newsChannel();
  if (to) to.postMessage(news);
  else api.runtime.sendMessage(news).catch(() => undefined);
}

/** Calls back for everything the background announces; returns the way to stop. */
export function onNews(listener: (news: News) => void): () => void {
  const from = newsChannel();
  if (from) {
    const heard = ({ data }: MessageEvent<News>): void => listener(data);
    from.addEventListener("message", heard);
    return () => from.removeEventListener("message", heard);
  }
  const heard = (message: unknown, sender: Sender): undefined => {
    // A content script of ours can speak to this page too, but what it says is no news.
    if (sender.id !== api.runtime.id || (sender.tab && !isPage(sender))) return;
    if (typeof message === "object" && message !== null && "news" in message)
      listener(message as News);
  };
  api.runtime.onMessage.addListener(heard);
  return () => api.runtime.onMessage.removeListener(heard);
}

async function answer(run?: () => unknown): Promise<Result<unknown>> {
  if (!run) return failed("bad-call");
  try {
    return ok(await run());
  } catch (thrown) {
    return { ok: false, error: asFailure(thrown, "store") };
  }
}

/** Whether a message comes from a page of the extension, be it in a tab or not. */
function isPage(sender: Sender): boolean {
  return sender.url?.startsWith(fileUrl("")) ?? false;
}

/** The handler of a name, never one that an object inherits. */
function own<H extends object>(handlers: H, name: string): H[keyof H] | undefined {
  return Object.hasOwn(handlers, name) ? handlers[name as keyof H] : undefined;
}

/** Answers in the background; `checked` gives the input that a handler may see, or throws. */
export function serve(
  pages: Handlers<Calls, Sender>,
  content: Handlers<ContentCalls, number>,
  checked: (name: string, input: unknown) => unknown,
): void {
  api.runtime.onMessage.addListener((message: unknown, sender: Sender, reply) => {
    if (!isCall(message) || sender.id !== api.runtime.id) return false;
    const { call: name } = message;
    const input = (): unknown => checked(name, message.input);
    const tab = sender.tab?.id;
    let run: (() => unknown) | undefined;
    if (isPage(sender)) {
      const handler = own(pages, name) as ((i: unknown, s: Sender) => unknown) | undefined;
      if (handler) run = () => handler(input(), sender);
    } else if (tab !== undefined && sender.frameId === 0) {
      const handler = own(content, name) as ((i: unknown, t: number) => unknown) | undefined;
      if (handler) run = () => handler(input(), tab);
    }
    void answer(run).then(reply);
    return true;
  });
}

/** Answers the background in a content script. */
export function serveBackground(handlers: Handlers<PageCalls, null>): void {
  api.runtime.onMessage.addListener((message: unknown, sender: Sender, reply) => {
    if (!isCall(message) || sender.id !== api.runtime.id || sender.tab) return false;
    const handler = own(handlers, message.call) as ((i: unknown, n: null) => unknown) | undefined;
    void answer(handler && (() => handler(message.input, null))).then(reply);
    return true;
  });
}
