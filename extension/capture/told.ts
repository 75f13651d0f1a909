/** Puts what an archive tells into the library, judged by the engine and the thresholds: see `store/archive.ts`. */
import { withEngine } from "../engine/index.js";
import type { Thresholds } from "../messages/report.js";
import { noteTold, type Told } from "../store/archive.js";
import { changing } from "../store/change.js";
import { asStory } from "./story.js";

/** Notes it in one change; gives how much of it is of stories that are here. */
export function keepTold(told: Told[], thresholds: Partial<Thresholds>): Promise<number> {
  return withEngine((engine) =>
    changing((stores) =>
      noteTold(stores, told, (a, b) => {
        const pair = engine.compare(asStory(a.head, a.text), asStory(b.head, b.text), thresholds);
        return pair.relation === "unrelated" ? null : pair;
      }),
    ),
  );
}
