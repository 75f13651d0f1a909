/** The toolbar button: how many copies are stored, as a number and in words. */
import { api } from "../browser.js";
import type { Session } from "../messages/session.js";
import { plural, t } from "../text.js";
import { copiesOf } from "../verdict.js";
import { useWords } from "./words.js";

/** Shows a session on its tab's button; without one the button is as at first. */
export async function showBadge(tab: number, session: Session | null): Promise<void> {
  await useWords();
  const copies = session?.state === "ready" ? copiesOf(session).length : 0;
  const title =
    session?.state === "ready" && session.reading?.text
      ? plural("badge_title", copies)
      : t("action_title");
  try {
    await api.action.setBadgeBackgroundColor({ tabId: tab, color: "#55606b" });
    await api.action.setBadgeTextColor({ tabId: tab, color: "#ffffff" });
    await api.action.setBadgeText({ tabId: tab, text: copies > 0 ? String(copies) : "" });
    await api.action.setTitle({ tabId: tab, title });
  } catch {
    // The tab was closed in the meantime.
  }
}

/** Names the button where no page was read; browsers forget it when they end. */
export async function nameButton(): Promise<void> {
  await useWords();
  await api.action.setTitle({ title: t("action_title") });
}
