/**
 * Words of the interface. Every sentence stands whole in `_locales`; numbers and names are put in by
 * the browser's own substitution, and a count picks its sentence by the plural class of the
 * language the sentences are in.
 */
import { api } from "./browser.js";

/** Gives a sentence by its key, with values put in; nothing where there is no such sentence. */
export type Lookup = (key: string, values: string[]) => string;

/** The sentences of one language, as a folder of `_locales` keeps them. */
export type Messages = Record<string, { message: string }>;

/** The words of the browser's language, or of English where it is not translated. */
export const browserLookup: Lookup = (key, values) => api.i18n.getMessage(key, values);

/** The words of one language, whatever the browser's is. */
export function lookupIn(messages: Messages): Lookup {
  return (key, values) =>
    (messages[key]?.message ?? "").replace(
      /\$(\d)/g,
      (_, place) => values[Number(place) - 1] ?? "",
    );
}

let lookup = browserLookup;

/** Puts another source of words in place. */
export function setLookup(other: Lookup): void {
  lookup = other;
}

/** The language of the words, which may differ from the browser's where it is not translated. */
export function language(): string {
  return lookup("language", []) || "en";
}

/** A sentence; the key itself where it is missing, so that a gap is seen. */
export function t(key: string, ...values: (string | number)[]): string {
  return lookup(key, values.map(worded)) || key;
}

/** What went wrong, and what the reader can do. */
export function failureWords({ code }: { code: string }): string {
  return t(`failure_${code.replaceAll("-", "_")}`);
}

/** What a language makes of numbers: costly to make, and a panel asks for it hundreds of times. */
const manners = new Map<string, { plurals: Intl.PluralRules; numbers: Intl.NumberFormat }>();

function manner(): { plurals: Intl.PluralRules; numbers: Intl.NumberFormat } {
  const of = language();
  const known = manners.get(of);
  if (known) return known;
  const made = { plurals: new Intl.PluralRules(of), numbers: new Intl.NumberFormat(of) };
  manners.set(of, made);
  return made;
}

/** A sentence about a count, which is its first value; one that suits every count has no forms. */
export function plural(key: string, count: number, ...values: (string | number)[]): string {
  const form = manner().plurals.select(count);
  const all = [count, ...values].map(worded);
  return lookup(`${key}_${form}`, all) || lookup(`${key}_other`, all) || lookup(key, all) || key;
}

function worded(value: string | number): string {
  return typeof value === "number" ? manner().numbers.format(value) : isolated(value);
}

/** Letters that run from right to left, and characters that turn direction. */
const TURNING = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Bidi_Control}]/u;

/** A name within a sentence, whose direction ends where the name does. */
function isolated(words: string): string {
  const turns = TURNING.test(words) || lookup("direction", []) === "rtl";
  return turns && words ? `\u2068${words}\u2069` : words;
}

/**
 * A share between 0 and 1 in whole percent; what is not all is never rounded up to all. Without the
 * marks of direction that come with it in some languages: they would turn the sentence that it begins.
 */
export function percent(share: number): string {
  const whole = share < 1 ? Math.min(99, Math.round(share * 100)) : 100;
  const words = (whole / 100).toLocaleString(language(), { style: "percent" });
  return words.replace(/\p{Bidi_Control}/gu, "");
}

/** Names in a row, joined as the language joins them; none turns what stands between them. */
export function listed(names: string[]): string {
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(names.map(isolated));
}
