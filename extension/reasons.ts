/**
 * Reasons in the reader's words. The core gives each as a code with values, and each code has its
 * sentence in `_locales`. A report that was stored before there were codes has the core's own English
 * sentences alone; they are shown as they are, marked as English.
 */
import type { Reason } from "./messages/report.js";
import { language, percent, plural, t } from "./text.js";

/** What the core has judged. */
interface Judged {
  why: string[];
  reasons?: Reason[];
}

/** A reason in words, with their language where it is not the reader's. */
export interface ReasonWords {
  words: string;
  lang?: "en";
}

/** How the keys begin that name a code's first value, which is a word of the core's vocabulary. */
const NAMED: Partial<Record<Reason["code"], string>> = {
  names: "kind",
  changed: "change",
  "only-one": "change",
};
/** Codes whose values are shares in percent. */
const SHARES: Reason["code"][] = ["each-holds", "alike-reports"];
/** Codes whose values are days. */
const DAYS: Reason["code"][] = ["dated-first", "same-day", "looks-back", "other-days"];

/** Why something was judged so. */
export function reasonsOf({ why, reasons = [] }: Judged): ReasonWords[] {
  if (reasons.length === 0) return why.map((words) => ({ words, lang: "en" }));
  return reasons.map((reason) => ({ words: wordsOf(reason) }));
}

/** One reason in the reader's words. */
export function wordsOf({ code, values = [] }: Reason): string {
  const key = `reason_${code.replaceAll("-", "_")}`;
  const name = NAMED[code];
  const [first, ...rest] = values.map((value, i) => {
    if (typeof value === "number") return SHARES.includes(code) ? percent(value / 100) : value;
    if (name && i === 0) return t(`${name}_${value}`);
    return DAYS.includes(code) ? dayWords(value) : value;
  });
  if (first === undefined) return t(key);
  return typeof first === "number" ? plural(key, first, ...rest) : t(key, first, ...rest);
}

/** A day as the core gives it: an instant, a date, or `--06-05` where no year is known. */
function dayWords(day: string): string {
  const [date = "", time] = day.split("T");
  const hasYear = !date.startsWith("--");
  const parsed = new Date(hasYear ? day : date.replace("-", "2000"));
  if (Number.isNaN(parsed.getTime())) return day;
  const parts = hasYear
    ? { dateStyle: "medium" as const }
    : ({ month: "long", day: "numeric" } as const);
  return parsed.toLocaleDateString(language(), { ...parts, ...(time ? {} : { timeZone: "UTC" }) });
}
