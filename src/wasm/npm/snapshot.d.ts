import type { Snapshot } from "./types/Snapshot.js";

/**
 * A document as the columns that `Engine.read` takes.
 *
 * @param url the address it was read at.
 * @param live whether it is rendered, so that what is hidden can be left out.
 */
export declare function takeSnapshot(
  document: Document,
  url: string,
  live: boolean,
): { snapshot: Snapshot };
