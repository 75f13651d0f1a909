/** Scores over everything that is visible, boilerplate and all, beside those over the stories. */
import { withEngine } from "../engine/index.js";
import type { Raw } from "../messages/report.js";
import { readPages } from "../store/index.js";
import { visibleText } from "../store/pages.js";
import { getSession } from "./sessions.js";

/** Copies that are scored so, at most. */
const COPIES = 20;

/** The scores of a tab's closest copies whose pages are kept, by story. */
export async function rawScores(tab: number): Promise<Record<number, Raw>> {
  const session = await getSession(tab);
  if (!session?.reading) return {};
  const own = visibleText(session.reading);
  const ids = session.copies.slice(0, COPIES).map(({ story }) => story.id);
  const pages = await readPages(ids);
  return withEngine((engine) =>
    Object.fromEntries(
      pages.map(({ id, page }) => [id, engine.raw(own, visibleText(page))] as const),
    ),
  );
}
