/**
 * Text as the core counts it: code points, and words. Reports speak of places in code points, which
 * JavaScript strings do not have; `slice` here does what `String.slice` would do if they had.
 */

/** The part of a text from one code point to another. */
export function slice(text: string, begin: number, end: number): string {
  return Array.from(text).slice(begin, end).join("");
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}ー]/gu;
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’.,\-\u2010\u2011][\p{L}\p{N}\p{M}]+)*/gu;

/** How many words a text has, for people; scripts without spaces count by character. */
export function countWords(text: string): number {
  const unspaced = text.match(UNSPACED)?.length ?? 0;
  const spaced = unspaced > 0 ? text.replace(UNSPACED, " ") : text;
  return unspaced + (spaced.match(WORD)?.length ?? 0);
}

/** A text cut to about so many characters, at a space where there is one. */
export function shorten(text: string, length: number): string {
  const all = Array.from(text);
  if (all.length <= length) return text;
  const cut = all.slice(0, length).join("");
  const space = cut.lastIndexOf(" ");
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}
