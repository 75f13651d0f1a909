/**
 * Reads items on their way into the library, the way that a click reads a page. It needs nothing of what
 * goes in before them, so it is done ahead, by a worker of its own (`reader.ts`).
 */
import { captureOf } from "../../../capture/brought.js";
import { type Part, partsOf } from "../../../capture/parts.js";
import { withEngine } from "../../../engine/index.js";
import { asFailure, type Failure } from "../../../messages/result.js";
import type { Told } from "../../../store/archive.js";
import type { Parsed } from "./parse.js";

/** An item on its way in, or why it is none. */
export type Offered = Parsed | { name: string; failure: Failure };

/** An item that was read: the stories of its page, what an archive tells, or why it is neither. */
export type Read = { name: string } & ({ page: Part[] } | { told: Told } | { failure: Failure });

/** Reads items, in their order. */
export async function readItems(items: Offered[]): Promise<Read[]> {
  const read: Read[] = [];
  for (const item of items) {
    if ("failure" in item || "told" in item) {
      read.push(item);
      continue;
    }
    try {
      const capture = await captureOf(item);
      const page = await withEngine((engine) => partsOf(engine, capture));
      read.push({ name: item.name, page });
    } catch (thrown) {
      read.push({ name: item.name, failure: asFailure(thrown, "engine") });
    }
  }
  return read;
}
