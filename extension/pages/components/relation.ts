/** A relation in words, seen from the story on the left (`a`) or, in the panel, on the page. */
import type { Pair } from "../../messages/report.js";
import { t } from "../../text.js";

/** What two stories are to each other. */
export function relationWords({ relation, cut }: Pick<Pair, "relation" | "cut">): string {
  if (relation === "partial" && cut)
    return t(cut === "a" ? "relation_cut_here" : "relation_cut_there");
  return t(`relation_${relation.replace("-", "_")}`);
}
