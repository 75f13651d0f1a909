// Random sequences of captures, versions, deletions and what undoes them, with a database that gives
// up now and then, against a model. `WIREPRINT_SEQUENCES` sets how many; the first is `WIREPRINT_SEED`.

import { test } from "node:test";
import { core, related } from "./library.js";
import { runSequence } from "./sequences.js";

const COUNT = Number(process.env.WIREPRINT_SEQUENCES ?? 60);
const FIRST = Number(process.env.WIREPRINT_SEED ?? 1);

test("a library is what was done to it, whatever is interrupted", async () => {
  for (let seed = FIRST; seed < FIRST + COUNT; seed++) await runSequence(core, related, seed, 14);
});
