/** One fiction for all the pages of the gallery that a window shows in frames: it is read once. */
import { type Fiction, readFiction } from "./newsroom.js";

interface Sharing {
  fiction?: Promise<Fiction>;
}

/** The fiction of the window that a page stands in; a page that stands alone has its own. */
export function fiction(): Promise<Fiction> {
  const above = parent as unknown as Sharing;
  above.fiction ??= readFiction("../");
  return above.fiction;
}

/** Reads the fiction in this window, for the pages in its frames; `site` leads to the playground. */
export function shareFiction(site: string): void {
  (globalThis as Sharing).fiction = readFiction(site);
}
