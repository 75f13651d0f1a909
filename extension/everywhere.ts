/**
 * The permission to read any page, which the library asks for while it reads all open tabs, and which
 * is given back when they are read. Whoever uses it holds a lock, so that the background can tell a
 * page that was closed in the middle from one that is still at it.
 */
import { api } from "./browser.js";

const ORIGINS = { origins: ["http://*/*", "https://*/*"] };
const LOCK = "wireprint-everywhere";

/** Asks the browser; in the tick of the reader's click, or it refuses. */
export function askForEverywhere(): Promise<boolean> {
  return api.permissions.request(ORIGINS);
}

/** Does what needs the permission, and gives it back. */
export async function usingEverywhere(work: () => Promise<void>): Promise<void> {
  await navigator.locks.request(LOCK, work).finally(giveBack);
}

/** Gives the permission back where nobody uses it. */
export async function giveEverywhereBack(): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const isHeld = held.some(({ name }) => name === LOCK);
  if (!isHeld && (await api.permissions.contains(ORIGINS))) await giveBack();
}

async function giveBack(): Promise<void> {
  // What a policy has given for good stays.
  await api.permissions.remove(ORIGINS).catch(() => undefined);
}
