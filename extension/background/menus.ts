/** The context menus: read this page, look a selection up or store it, open the library. */
import { api, fileUrl, openPanel } from "../browser.js";
import { t } from "../text.js";
import { begin } from "./reading.js";
import { useWords } from "./words.js";

/** Opens the library page. */
export function openLibrary(): void {
  void api.tabs.create({ url: fileUrl("library.html") });
}

/** Makes the menus; browsers keep them, so this is done once per installed version and language. */
export async function createMenus(): Promise<void> {
  await useWords();
  await api.contextMenus.removeAll();
  api.contextMenus.create({ id: "page", contexts: ["page"], title: t("menu_page") });
  api.contextMenus.create({
    id: "selection",
    contexts: ["selection"],
    title: t("menu_selection"),
  });
  api.contextMenus.create({
    id: "keep-selection",
    contexts: ["selection"],
    title: t("menu_keep_selection"),
  });
  api.contextMenus.create({ id: "library", contexts: ["action"], title: t("menu_library") });
}

/** Does what a menu says. */
export function runMenu(info: chrome.contextMenus.OnClickData, tab?: chrome.tabs.Tab): void {
  if (info.menuItemId === "library") openLibrary();
  else if (tab?.id !== undefined) {
    void openPanel(tab.id).catch(() => undefined);
    const { menuItemId, selectionText } = info;
    const isPage = menuItemId === "page" || selectionText === undefined;
    const keepsSelection = menuItemId === "keep-selection";
    void begin(tab, isPage ? {} : { selection: selectionText, keepsSelection });
  }
}
