/** The words of the extension in the language that the address asks for. */
import ar from "../../extension/_locales/ar/messages.json";
import de from "../../extension/_locales/de/messages.json";
import en from "../../extension/_locales/en/messages.json";
import es from "../../extension/_locales/es/messages.json";
import fr from "../../extension/_locales/fr/messages.json";
import ja from "../../extension/_locales/ja/messages.json";

type Messages = Record<string, { message: string }>;

const LANGUAGES: Record<string, Messages> = { ar, de, en, es, fr, ja };
const lang = new URLSearchParams(location.search).get("lang") ?? "en";

/** A sentence of the language; English where there is no such language. */
export function getMessage(key: string, values: string[]): string {
  const words = (LANGUAGES[lang] ?? (en as Messages))[key]?.message ?? "";
  const filled = words.replace(/\$(\d)/g, (_, place) => values[Number(place) - 1] ?? "");
  return lang === "long" ? lengthened(key, filled) : filled;
}

/** Words that grow as a translation may: by two fifths, with letters that stand high and deep. */
function lengthened(key: string, words: string): string {
  if (["language", "direction", "name"].includes(key)) return words;
  const marked = words.replace(/[aeou]/g, (letter) => `${letter}\u0302`);
  return `${marked} ${"ñandú ".repeat(Math.ceil((words.length * 0.4) / 6)).trim()}`;
}
