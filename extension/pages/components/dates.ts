/** Dates as people say them, in the language of the words around them. */
import { language } from "../../text.js";

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
 * millisecond, otherwise by the day.
 */
export function orderOf(one?: string, other?: string): "before" | "after" | null {
  if (!one || !other) return null;
  const instants = one.includes("T") && other.includes("T");
  const [a, b] = [one, other].map((date) => Date.parse(instants ? date : date.slice(0, 10)));
  if (a === undefined || b === undefined || !(a < b || a > b)) return null;
  return a < b ? "before" : "after";
}

/** The day of an instant, in milliseconds since 1970. */
export function day(at: number): string {
  return new Date(at).toLocaleDateString(language(), { dateStyle: "medium" });
}
