/** Dates as people say them, in the language of the words around them. */
import { language, plural } from "../../text.js";

/** A published date: the day, and the time where the page gave one. */
export function published(date: string): string {
  const hasTime = date.includes("T");
  const parsed = new Date(date);
  if (Number.isNaN(parsed.getTime())) return date;
  return parsed.toLocaleString(language(), {
    dateStyle: "medium",
    ...(hasTime ? { timeStyle: "short" } : { timeZone: "UTC" }),
  });
}

/**
 * Whether a story was published before or after another, where the dates tell: two instants by the
 * millisecond, otherwise by the day. A time without its zone is no instant.
 */
export function orderOf(one?: string, other?: string): "before" | "after" | null {
  if (!one || !other) return null;
  const instants = [one, other].every((date) => /T.*(Z|[+-]\d\d:\d\d)$/.test(date));
  const [a, b] = [one, other].map((date) => Date.parse(instants ? date : date.slice(0, 10)));
  if (a === undefined || b === undefined || !(a < b || a > b)) return null;
  return a < b ? "before" : "after";
}

/** The day of an instant, in milliseconds since 1970. */
export function day(at: number): string {
  return new Date(at).toLocaleDateString(language(), { dateStyle: "medium" });
}

/** How much later, in the largest unit that fits. */
export function later(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return plural("later_minutes", minutes);
  const hours = Math.round(minutes / 60);
  return hours < 48 ? plural("later_hours", hours) : plural("later_days", Math.round(hours / 24));
}
