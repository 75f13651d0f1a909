// A library for tests: a database in memory, and what is put into it.

import "fake-indexeddb/auto";
import type { Reading } from "../../extension/messages/report.js";
import type { Lesson } from "../../extension/store/learned.js";
import { packPage } from "../../extension/store/pages.js";

export * from "./drafts.js";

// Node has no Web Locks; one caller of a name after the other is all that is needed of them.
const last = new Map<string, Promise<unknown>>();
const locks = {
  request: <T>(name: string, run: () => Promise<T>): Promise<T> => {
    const before = last.get(name) ?? Promise.resolve();
    const next = before.then(run, run);
    last.set(
      name,
      next.catch(() => undefined),
    );
    return next;
  },
};
Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });

/** What there is to learn from a page whose one block is its text. */
export async function lesson(site: string, text: string): Promise<Lesson> {
  const url = `https://${site}/`;
  const reading: Reading = {
    id: url,
    version: 1,
    url,
    sources: {},
    confidence: 1,
    why: [],
    truncated: false,
    agencies: [],
    text,
    blocks: [{ kind: "body", text, why: [], confidence: 1, marks: [] }],
    stories: [],
    warnings: [],
  };
  return { site, reading, shared: [], page: await packPage(reading, url, []) };
}
