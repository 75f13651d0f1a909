/** The keyboard shortcuts as they are now, and where one is missing or doubled, that it is. */
import { signal } from "@preact/signals";
import { api, openShortcuts } from "../../browser.js";
import { t } from "../../text.js";
import { Section } from "../components/parts.js";

type Command = chrome.commands.Command;

/** What each command does; the browser's own description of it is in the browser's language. */
const WORDS: Record<string, string> = {
  _execute_action: "command_read",
  "toggle-marks": "command_marks",
  "next-match": "command_next",
  "previous-match": "command_previous",
  "next-mark": "command_mark",
  library: "command_library",
};

const shortcuts = signal<Command[]>([]);
const suggested = signal<Record<string, string>>({});

/** Asks the browser for the shortcuts. */
export async function startShortcuts(): Promise<void> {
  const { commands } = api.runtime.getManifest() as {
    commands?: Record<string, { suggested_key?: { default?: string } }>;
  };
  suggested.value = Object.fromEntries(
    Object.entries(commands ?? {}).map(([name, { suggested_key: key }]) => [
      name,
      key?.default ?? "",
    ]),
  );
  shortcuts.value = await api.commands.getAll();
}

/** What is wrong with a shortcut: it is doubled, or what we suggest was taken. */
function conflictOf({ name, shortcut }: Command): string | null {
  if (shortcut) {
    const same = shortcuts.value.filter((other) => other.shortcut === shortcut);
    return same.length > 1 ? t("shortcut_doubled") : null;
  }
  const wanted = suggested.value[name ?? ""];
  return wanted ? t("shortcut_taken", wanted) : null;
}

/** The list of shortcuts. */
export function Shortcuts() {
  return (
    <Section id="shortcuts" title={t("options_shortcuts")}>
      <dl class="shortcuts">
        {shortcuts.value.map((command) => {
          const { name = "", shortcut } = command;
          const conflict = conflictOf(command);
          return (
            <div key={name}>
              <dt>{t(WORDS[name] ?? name)}</dt>
              <dd>
                {shortcut ? <kbd>{shortcut}</kbd> : t("options_no_shortcut")}
                {conflict && <span class="conflict">{conflict}</span>}
              </dd>
            </div>
          );
        })}
      </dl>
      <button type="button" class="quiet" onClick={openShortcuts}>
        {t("options_shortcuts_change")}
      </button>
    </Section>
  );
}
