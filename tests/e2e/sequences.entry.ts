// The sequences of `tests/unit/sequences.ts`, for a page of the extension to run on its own database.

import { core, related } from "../unit/drafts.js";
import { runSequence } from "../unit/sequences.js";

(globalThis as { runSequences?: (first: number, count: number) => Promise<string> }).runSequences =
  async (first, count) => {
    try {
      for (let seed = first; seed < first + count; seed++)
        await runSequence(core, related, seed, 14);
    } catch (thrown) {
      return String(thrown);
    }
    return "";
  };
