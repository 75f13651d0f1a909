/** The permission to read a site's pages without a click: asked for and given back, site by site. */
import { api } from "../../browser.js";

const origins = (host: string): { origins: string[] } => ({ origins: [`*://${host}/*`] });

/** Asks the browser for a site; in the tick of the reader's click, or it refuses. */
export function askForSite(host: string): Promise<boolean> {
  return api.permissions.request(origins(host));
}

/** Gives the permission back; one that the browser's owner has fixed stays, and is not used. */
export async function giveSiteBack(host: string): Promise<void> {
  await api.permissions.remove(origins(host)).catch(() => false);
}
