/**
 * Getting to a page: the content script and its style sheet go in after a click, and where they
 * cannot, the reason has a name.
 */
import { api } from "../browser.js";
import { highlightSheet } from "../kinds.js";
import { CodedError, type FailureCode, wordsOf } from "../messages/result.js";

const STORES = ["chromewebstore.google.com", "addons.mozilla.org", "microsoftedge.microsoft.com"];
const OWN_SCHEMES = ["chrome-extension:", "moz-extension:"];
const READABLE_SCHEMES = ["http:", "https:", "file:", "blob:", "data:"];

/** Why an address cannot be read, as far as the address tells. */
export function unreadable(address: string | undefined): FailureCode | null {
  const url = address ? URL.parse(address) : null;
  if (!url) return null;
  if (url.protocol === "chrome-error:") return "error-page";
  if (OWN_SCHEMES.includes(url.protocol)) return "extension-page";
  if (!READABLE_SCHEMES.includes(url.protocol)) return "browser-page";
  const store =
    STORES.includes(url.hostname) ||
    (url.hostname === "chrome.google.com" && url.pathname.startsWith("/webstore"));
  return store ? "store-page" : null;
}

/** Why the browser refused to let the content script in. */
function refusal(address: string | undefined, message: string): FailureCode {
  const url = address ? URL.parse(address) : null;
  if (/error page/i.test(message)) return "error-page";
  if (/gallery|webstore/i.test(message)) return "store-page";
  if (/chrome:\/\/|about:/i.test(message)) return "browser-page";
  if (url?.protocol === "file:") return "file-access";
  if (url?.pathname.toLowerCase().endsWith(".pdf")) return "pdf";
  if (/no tab with id|was removed|invalid tab/i.test(message)) return "page-gone";
  return "no-access";
}

/**
 * What a click grants reaches the page's process by another way than the script that relies on it,
 * and on a busy machine the script can be there first. So a refusal is final only after these, in
 * milliseconds.
 */
const PAUSES = [50, 200, 500];

/** Puts the content script into a tab's page; injecting it again is harmless. */
export async function enter(tab: number, address: string | undefined): Promise<void> {
  const known = unreadable(address);
  if (known) throw new CodedError(known, address);
  for (const pause of [...PAUSES, null]) {
    try {
      await inject(tab, "content.js");
      return;
    } catch (thrown) {
      const code = refusal(address, wordsOf(thrown));
      const isFinal = pause === null || !(await mayCome(code));
      if (isFinal) throw new CodedError(code, wordsOf(thrown));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** Whether the browser may yet let in what it has refused. */
async function mayCome(code: FailureCode): Promise<boolean> {
  if (code === "file-access") return api.extension.isAllowedFileSchemeAccess();
  return code === "no-access";
}

/** Puts the reader's controls over the marks of a tab's page. */
export async function addControls(tab: number): Promise<void> {
  // Where the page has gone in the meantime there is nothing to control.
  await inject(tab, "controls.js").catch(() => undefined);
}

async function inject(tab: number, file: string): Promise<void> {
  await api.scripting.executeScript({ target: { tabId: tab }, files: [file] });
}

const sheet = (tab: number): chrome.scripting.CSSInjection => ({
  target: { tabId: tab },
  css: highlightSheet(),
  origin: "AUTHOR",
});

/** Gives the highlights of a tab's page their lines; false where the page has gone. */
export async function addSheet(tab: number): Promise<boolean> {
  await removeSheet(tab);
  return api.scripting.insertCSS(sheet(tab)).then(
    () => true,
    () => false,
  );
}

/** Takes the style sheet off again; a page that has gone took it along. */
export async function removeSheet(tab: number): Promise<void> {
  await api.scripting.removeCSS(sheet(tab)).catch(() => undefined);
}

const keyOf = (tab: number): string => `hidden:${tab}`;
/** Sheets are changed one after the other, or one of them would stay. */
let lastChange: Promise<unknown> = Promise.resolve();

/** The places whose room is taken away in a tab's page. */
export async function hiddenIn(tab: number): Promise<string[]> {
  const key = keyOf(tab);
  return ((await api.storage.session.get(key))[key] as string[] | undefined) ?? [];
}

const hidingSheet = (places: string[]): string =>
  places.length > 0 ? `${places.join(",\n")} { display: none !important; }` : "";

/**
 * Takes the room of these places in a tab's page away, and gives all others theirs back. The places are
 * noted, because a sheet can be removed only by its own words. It is the reader's, so that no rule of the
 * page is stronger.
 */
export function hide(tab: number, places: string[]): Promise<void> {
  const change = async (): Promise<void> => {
    const key = keyOf(tab);
    const old = hidingSheet(await hiddenIn(tab));
    const css = hidingSheet(places);
    if (css === old) return;
    const target = { tabId: tab };
    await api.storage.session.set({ [key]: places });
    if (css) await api.scripting.insertCSS({ target, css, origin: "USER" });
    // A page that has gone took its sheets along.
    if (old) {
      await api.scripting.removeCSS({ target, css: old, origin: "USER" }).catch(() => undefined);
    }
    if (!css) await api.storage.session.remove(key);
  };
  const done = lastChange.then(change, change);
  lastChange = done.catch(() => undefined);
  return done;
}
