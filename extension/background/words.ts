/** The background's words, in the reader's language: those it says itself, and those for pages. */
import { messagesOf } from "../language.js";
import { browserLookup, lookupIn, type Messages, setLookup } from "../text.js";
import { getSettings } from "./settings.js";

let words: Promise<Messages | null> | null = null;

/** Speaks the reader's language from here on, and gives its words; null where it is the browser's. */
export function useWords(): Promise<Messages | null> {
  words ??= find();
  return words;
}

/** The reader has chosen another language. */
export function forgetWords(): void {
  words = null;
}

async function find(): Promise<Messages | null> {
  const { language } = await getSettings();
  const found = language ? await messagesOf(language) : null;
  setLookup(found ? lookupIn(found) : browserLookup);
  return found;
}
