/**
 * The language of the interface: the browser's, or one that the reader has chosen.
 *
 * A browser gives an extension the words of one language only, and that cannot be changed while it
 * runs. So the words of a chosen language are read from the extension's own files. The background
 * and the pages do so; a content script, which can read none of them, is given its words with what it
 * is to paint.
 */
import { fileUrl } from "./browser.js";
import type { Messages } from "./text.js";

/** The languages that the interface speaks; each has a folder in `_locales`. */
export const LANGUAGES = ["en", "de", "fr", "es", "ja", "ar"] as const;

/** One of them. */
export type Language = (typeof LANGUAGES)[number];

/** The words of a language. */
export async function messagesOf(language: Language): Promise<Messages> {
  return (await fetch(fileUrl(`_locales/${language}/messages.json`))).json();
}

/** What a language calls itself. */
export function nameOf(language: string): string {
  return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
}
