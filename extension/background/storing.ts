/** What a click leaves in the library, where anything may be left. */
import { privateStoreIsMemory } from "../browser.js";
import { keepCapture } from "../capture/keep.js";
import type { Reading } from "../messages/report.js";
import { asFailure } from "../messages/result.js";
import type { Session, Stored } from "../messages/session.js";
import { announce } from "../messages/transport.js";
import { getSettings } from "./settings.js";

/**
 * Puts the page's stories into the library, where that is wanted; says what became of the first. What
 * the reader has corrected is written in the place of what the capture found.
 */
export async function store(session: Session, corrects = false): Promise<Stored> {
  const { secret, keepsSecret, selection, keepsSelection, auto, capture, url } = session;
  const { copies, events, muted = [] } = session;
  if (selection !== undefined && !keepsSelection) return { as: "not", why: "selection" };
  const reading = selection === undefined ? session.reading : ofSelection(session);
  if (!reading?.text) return { as: "not", why: "no-story" };
  if (auto === "badge") return { as: "not", why: "auto" };
  if (secret && !keepsSecret && !privateStoreIsMemory()) return { as: "not", why: "private" };
  // Edges to a library that could not be searched would be missing for ever. They are where the engine
  // panics over what is stored each time that it is asked: then the page is what can be kept.
  const isLost = session.restarted && session.error?.code === "engine";
  if (session.error && !isLost) return { as: "failed", error: session.error };
  try {
    // Of a private window nothing is learned, and a selection is no page.
    const teaches = !secret && selection === undefined;
    const { thresholds = {} } = await getSettings();
    const stored = await keepCapture(
      { name: capture, url, reading, teaches, at: Date.now(), corrects },
      [...copies, ...events, ...muted],
      thresholds,
    );
    announce({ news: "library" });
    return stored;
  } catch (thrown) {
    return { as: "failed", error: asFailure(thrown, "store") };
  }
}

/** Words of a selection by which its place is found again. */
const PLACE = 6;

/** A selection as a story of its own: under an address that leads to its place on the page. */
function ofSelection({ reading, selection = "", url, tabTitle }: Session): Reading | undefined {
  if (!reading) return undefined;
  const place = selection.trim().split(/\s+/).slice(0, PLACE).join(" ");
  const address = `${url.split("#", 1)[0]}#:~:text=${encodeURIComponent(place)}`;
  return { ...reading, url: address, address, title: tabTitle, stories: [] };
}
