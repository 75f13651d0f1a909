/**
 * All open tabs in one go. Reading a tab that was not clicked on needs the permission to read any
 * page; it is asked for at this moment, and given back when the tabs are read.
 */
import { signal } from "@preact/signals";
import { api } from "../../../browser.js";
import { askForEverywhere, usingEverywhere } from "../../../everywhere.js";
import { call } from "../../../messages/transport.js";
import { plural, t } from "../../../text.js";
import { attempt } from "../state.js";

interface Progress {
  read: number;
  stored: number;
  of: number;
}

const progress = signal<Progress | null>(null);

/** The button, and how far it has come. */
export function OpenTabs() {
  const now = progress.value;
  return (
    <>
      <p class="fine">{t("in_tabs_words")}</p>
      <button type="button" onClick={readAll} disabled={now !== null && now.read < now.of}>
        {t("in_tabs_read")}
      </button>
      {now && (
        <p role="status">
          {t("in_tabs_progress", now.read, now.of)} {plural("in_stored", now.stored)}
        </p>
      )}
    </>
  );
}

async function readAll(): Promise<void> {
  // First of all: browsers ask the reader only in the tick of the click.
  const isGranted = await askForEverywhere();
  if (!isGranted) return;
  await attempt(() =>
    usingEverywhere(async () => {
      const tabs = await api.tabs.query({ url: ["http://*/*", "https://*/*"], discarded: false });
      const open = tabs.flatMap(({ id, incognito }) => (id === undefined || incognito ? [] : [id]));
      let stored = 0;
      progress.value = { read: 0, stored, of: open.length };
      for (const [i, tab] of open.entries()) {
        await call("read", { tab });
        const session = await call("settled", { tab });
        const as = session.ok ? session.value?.stored?.as : undefined;
        if (as === "new" || as === "version") stored++;
        progress.value = { read: i + 1, stored, of: open.length };
      }
    }),
  );
}
