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

/** The day of an instant, in milliseconds since 1970. */
export function day(at: number): string {
  return new Date(at).toLocaleDateString(language(), { dateStyle: "medium" });
}
