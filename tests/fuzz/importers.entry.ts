// The importers against files that chance has changed, for a page of the extension to run.

import { parse } from "../../extension/pages/library/in/parse.js";
import { tryMutant } from "../unit/mutants.js";

(globalThis as { tryMutants?: (first: number, count: number) => Promise<string> }).tryMutants =
  async (first, count) => {
    try {
      for (let seed = first; seed < first + count; seed++) await tryMutant(seed, parse);
    } catch (thrown) {
      return String(thrown);
    }
    return "";
  };
