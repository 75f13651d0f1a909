/** Work that needs the index, which may have to be made anew first. */
import { type Engine, withEngine } from "../engine/index.js";
import { CodedError } from "../messages/result.js";
import { reindex } from "../store/index.js";
import { asStory } from "./story.js";

/**
 * Runs something with the engine. Where the index does not fit it (it is damaged, or of another
 * version), it is made anew from the stored texts, and the work begun again, once.
 */
export async function withIndex<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  try {
    return await withEngine(work);
  } catch (thrown) {
    if (!(thrown instanceof CodedError && thrown.code === "index")) throw thrown;
    await withEngine((engine) =>
      reindex(engine, (head, text) => engine.fingerprint(asStory(head, text))),
    );
    return withEngine(work);
  }
}
