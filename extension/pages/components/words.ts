/**
 * The words of a page, in the reader's language. They are read through a signal: when the reader
 * chooses another language, whatever shows words shows the new ones, and everything else stays as it
 * is: what is open, where the focus is, how far the page is scrolled.
 */
import { effect, signal } from "@preact/signals";
import { messagesOf } from "../../language.js";
import { call, onNews } from "../../messages/transport.js";
import { browserLookup, type Lookup, language, lookupIn, setLookup, t } from "../../text.js";

const lookup = signal<Lookup>(browserLookup);

/** Speaks the reader's language, now and whenever it changes. */
export async function startWords(): Promise<void> {
  setLookup((key, values) => lookup.value(key, values));
  onNews(({ news }) => {
    if (news === "settings") void follow();
  });
  await follow();
  effect(() => {
    document.documentElement.lang = language();
    document.documentElement.dir = t("direction");
  });
}

let followed: string | undefined;

async function follow(): Promise<void> {
  const answer = await call("settings", {});
  const chosen = answer.ok ? answer.value.language : undefined;
  if (chosen === followed) return;
  followed = chosen;
  lookup.value = chosen ? lookupIn(await messagesOf(chosen)) : browserLookup;
}
