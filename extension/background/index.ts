/**
 * The background: the listeners, all of them registered while this file is first run, because the
 * browser stops the background when it is idle and starts it again for each event.
 */
import { api, openPanel } from "../browser.js";
import { giveEverywhereBack } from "../everywhere.js";
import { ask } from "../messages/transport.js";
import { answerCalls } from "./answers.js";
import { readByItself } from "./auto.js";
import { nameButton } from "./badge.js";
import { judgeOn } from "./judging.js";
import { createMenus, openLibrary, runMenu } from "./menus.js";
import { clear, paint } from "./painting.js";
import { begin, checkStill, leave, resume } from "./reading.js";
import { retireOld } from "./retiring.js";
import { getSession, putSession } from "./sessions.js";

answerCalls();

api.runtime.onInstalled.addListener(() => void Promise.all([createMenus(), nameButton()]));
api.contextMenus?.onClicked.addListener(runMenu);

api.action.onClicked.addListener((tab) => {
  // First of all and without waiting for anything: both browsers open the panel only in the tick
  // of the click.
  if (tab.id !== undefined) void openPanel(tab.id).catch(() => undefined);
  void begin(tab);
});

api.commands?.onCommand.addListener((command, tab) => {
  if (command === "library") openLibrary();
  else if (tab?.id !== undefined) void runCommand(command, tab.id);
});

api.tabs.onUpdated.addListener((id, change, tab) => {
  if (change.status === "complete") void checkStill(id).then(() => readByItself(tab));
});

api.tabs.onRemoved.addListener((tab) => {
  void leave(tab);
  void giveEverywhereBack();
});

api.runtime.onStartup.addListener(() => {
  void giveEverywhereBack();
  void nameButton();
});

resume();
void judgeOn();
void retireOld().catch((thrown: unknown) => console.error("Wireprint:", thrown));

async function runCommand(command: string, tab: number): Promise<void> {
  if (command === "next-match") await ask(tab, "step", { by: 1 });
  if (command === "previous-match") await ask(tab, "step", { by: -1 });
  if (command === "next-mark") await ask(tab, "mark", {});
  if (command !== "toggle-marks") return;
  const session = await getSession(tab);
  if (!session) return;
  if (session.marks.shown) await clear(tab);
  else await putSession(await paint(session));
}
