/** What is said outside the extension's own pages, said again in a language just chosen. */
import { ask } from "../messages/transport.js";
import { nameButton, showBadge } from "./badge.js";
import { createMenus } from "./menus.js";
import { paint } from "./painting.js";
import { allSessions, putSession } from "./sessions.js";
import { forgetWords } from "./words.js";

/** Names the menus and the button, draws the controls of every marked page anew. */
export async function changeLanguage(): Promise<void> {
  forgetWords();
  await Promise.all([createMenus(), nameButton()]);
  for (const session of await allSessions()) {
    await showBadge(session.tab, session);
    if (!session.marks.shown) continue;
    await ask(session.tab, "clear", {});
    await putSession(await paint(session));
  }
}
