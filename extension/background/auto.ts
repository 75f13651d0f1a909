/**
 * Sites whose pages are read without a click. The reader names a site, and the browser asks for its
 * permission, which can be taken back at any time; without it nothing here can run. At first only
 * the badge tells what is known. Whether stories are also stored is a choice of its own.
 */
import { api } from "../browser.js";
import { begin, settled } from "./reading.js";
import { getSettings } from "./settings.js";

/** Reads a page that has loaded, where its site is read by itself. */
export async function readByItself(tab: chrome.tabs.Tab): Promise<void> {
  const { hostname, protocol } = URL.parse(tab.url ?? "") ?? { hostname: "", protocol: "" };
  if (!/^https?:$/.test(protocol) || tab.incognito) return;
  const auto = (await getSettings()).auto?.[hostname];
  if (!auto || tab.id === undefined) return;
  // The reader has had it read, or it was read before the reader followed a link within it.
  const session = await settled(tab.id);
  if (session && session.state !== "failed") return;
  if (await api.permissions.contains({ origins: [`*://${hostname}/*`] }))
    await begin(tab, { auto });
}
