/** The words of the extension in the language that the address asks for. */
import ar from "../../extension/_locales/ar/messages.json";
import de from "../../extension/_locales/de/messages.json";
import en from "../../extension/_locales/en/messages.json";
import es from "../../extension/_locales/es/messages.json";
import fr from "../../extension/_locales/fr/messages.json";
import ja from "../../extension/_locales/ja/messages.json";

import { lookupIn, type Messages } from "../../extension/text.js";

const LANGUAGES: Record<string, Messages> = { ar, de, en, es, fr, ja };
const lang = new URLSearchParams(location.search).get("lang") ?? "en";

/** Words by which the interface is set right, and not read. */
const SETTINGS = ["language", "direction", "name"];

/**
 * A sentence of the language; English where there is no such language. `keys` shows the names of the
 * sentences, for a layout that does not hang on their wording, and `keys-rtl` from right to left.
 */
export function getMessage(key: string, values: string[]): string {
  if (lang === "keys-rtl" && key === "direction") return "rtl";
  const filled = lookupIn(LANGUAGES[lang] ?? en)(key, values);
  if (SETTINGS.includes(key)) return filled;
  if (lang.startsWith("keys")) return [key.replaceAll("_", " "), ...values].join(" ");
  return lang === "long" ? lengthened(filled) : filled;
}

/** Words that grow as a translation may: by two fifths, with letters that stand high and deep. */
function lengthened(words: string): string {
  const marked = words.replace(/[aeou]/g, (letter) => `${letter}\u0302`);
  return `${marked} ${"ñandú ".repeat(Math.ceil((words.length * 0.4) / 6)).trim()}`;
}
