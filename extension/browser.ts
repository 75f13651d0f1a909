/**
 * The one file that knows Chrome from Firefox.
 *
 * Both browsers answer with promises under one name or the other, so `api` is all that most of the
 * extension needs. What differs is where the panel lives, who may be asked for closed shadow roots,
 * what a private window keeps, and how the extension's pages hear each other.
 */

type Api = typeof chrome;

const scope = globalThis as unknown as { browser?: Api; chrome?: Api };

/**
 * The extension interface of whichever browser this is. Elements that a page has named like it are
 * properties of the window, to Chrome's content scripts too; they have no functions of this name.
 */
export const api: Api = [scope.browser, scope.chrome].find(
  (one) => typeof one?.runtime?.sendMessage === "function",
) as Api;

/** Firefox's sidebar, absent from Chrome. */
interface Sidebar {
  open(): Promise<void>;
}

function sidebar(): Sidebar | undefined {
  return (api as unknown as { sidebarAction?: Sidebar }).sidebarAction;
}

/**
 * Opens the panel beside a tab. It must run in the tick of the reader's click: both browsers
 * refuse it once anything has been awaited.
 */
export function openPanel(tab: number): Promise<void> {
  return sidebar()?.open() ?? api.sidePanel.open({ tabId: tab });
}

/**
 * Whether what an extension stores from a private window stays in memory. Chrome gives private
 * windows an extension process and a database of their own, which end with the last such window;
 * Firefox shares one database, so there nothing may be stored.
 */
export function privateStoreIsMemory(): boolean {
  return sidebar() === undefined;
}

/**
 * A channel on which all pages of the extension and its background hear each other, where there is
 * one. Chrome keeps something of every message that goes to all and that nobody answers, for as long
 * as the page that heard it is open; of what goes over a channel it keeps nothing. In Firefox pages
 * in private windows have channels of their own, and would not hear the background.
 */
export function openChannel(name: string): BroadcastChannel | null {
  return (api.sidePanel as object | undefined) ? new BroadcastChannel(name) : null;
}

/**
 * The shadow root of an element that is no form (a field of which can pose as any property), closed ones
 * too where the browser allows it.
 */
export function shadowRootOf(element: Element): ShadowRoot | null {
  const own = (element as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot;
  if (own !== undefined) return own;
  // Chrome asks for an HTMLElement, and SVG or MathML elements cannot be hosts.
  const dom = (api as Api | undefined)?.dom as Api["dom"] | undefined;
  if (!dom) return element.shadowRoot;
  return element instanceof HTMLElement
    ? (dom.openOrClosedShadowRoot(element) as ShadowRoot | null)
    : null;
}

/** Opens the browser's own settings of an extension's keyboard shortcuts. */
export async function openShortcuts(): Promise<void> {
  const commands = api.commands as { openShortcutSettings?: () => Promise<void> };
  if (commands.openShortcutSettings) await commands.openShortcutSettings();
  else await api.tabs.create({ url: "chrome://extensions/shortcuts" });
}

/** Address of a file of the extension. */
export function fileUrl(path: string): string {
  return api.runtime.getURL(path);
}
