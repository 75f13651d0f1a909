/** What a click leaves in the library, where anything may be left. */
import { privateStoreIsMemory } from "../browser.js";
import { keepCapture } from "../capture/keep.js";
import { asFailure } from "../messages/result.js";
import type { Session, Stored } from "../messages/session.js";
import { announce } from "../messages/transport.js";

/** Puts the page's stories into the library, where that is wanted; says what became of the first. */
export async function store(session: Session): Promise<Stored> {
  const { reading, secret, selection, auto, capture, url, copies, events, muted = [] } = session;
  if (selection !== undefined) return { as: "not", why: "selection" };
  if (!reading?.text) return { as: "not", why: "no-story" };
  if (auto === "badge") return { as: "not", why: "auto" };
  if (secret && !privateStoreIsMemory()) return { as: "not", why: "private" };
  // Edges to a library that could not be searched would be missing for ever.
  if (session.error) return { as: "failed", error: session.error };
  try {
    const stored = await keepCapture({
      name: capture,
      url,
      reading,
      related: [...copies, ...events, ...muted],
      // Of a private window nothing is learned.
      teaches: !secret,
      at: Date.now(),
    });
    announce({ news: "library" });
    return stored;
  } catch (thrown) {
    return { as: "failed", error: asFailure(thrown, "store") };
  }
}
