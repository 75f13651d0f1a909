/**
 * The stage of the gallery: stands in for the browser's extension interface, so that the extension's
 * own pages, as they ship, run in a plain web page and show every state they can be in. It is loaded
 * before the page's script. `?state=` names the state, `lang`, `theme` how it is shown.
 */
import { answers } from "./answers.js";
import { getMessage } from "./words.js";

const asked = new URLSearchParams(location.search);
const theme = asked.get("theme");
if (theme) document.documentElement.style.colorScheme = theme;

const listening = { addListener: () => undefined, removeListener: () => undefined };
const shortcuts = [
  { name: "_execute_action", shortcut: "Alt+Shift+E" },
  { name: "toggle-marks", shortcut: "Alt+Shift+M" },
  { name: "next-match", shortcut: "" },
  { name: "library", shortcut: "Alt+Shift+M" },
];

/** Calls without an answer so far: while there are any, the page has not filled itself. */
let unanswered = 0;

/** Answers as the background does: later, with a copy. */
async function answer(message: unknown): Promise<unknown> {
  const { call, input } = message as { call: string; input: unknown };
  document.documentElement.dataset.unanswered = String(++unanswered);
  const found = structuredClone(await answers(asked.get("state") ?? "copies", call, input));
  document.documentElement.dataset.unanswered = String(--unanswered);
  return found;
}

const stand = {
  i18n: { getMessage },
  runtime: {
    id: "gallery",
    getManifest: () => ({
      commands: { "next-match": { suggested_key: { default: "Alt+Shift+J" } } },
    }),
    getURL: (file: string) => new URL(file, location.href).href,
    onMessage: listening,
    sendMessage: answer,
  },
  windows: { getCurrent: async () => ({ id: 1 }) },
  tabs: { query: async () => [{ id: 1 }], onActivated: listening },
  commands: { getAll: async () => shortcuts },
  permissions: {
    getAll: async () => ({ origins: ["https://courant.example/*"] }),
    request: async () => true,
    remove: async () => true,
    onAdded: listening,
    onRemoved: listening,
  },
  storage: { onChanged: listening, local: { get: async () => ({}), set: async () => undefined } },
};
Object.defineProperty(globalThis, "browser", { value: stand });
