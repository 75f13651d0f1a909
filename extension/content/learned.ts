/**
 * Marks whose kind follows from the reader's library ("seen on 14 of 15 stored pages of this
 * site"). The page must not learn what the library holds, so these are drawn in the overlay. Their
 * room cannot be taken away without the page's noticing: what would be hidden is covered.
 */
import { lineOf, mannerOf } from "../kinds.js";
import type { Painting } from "../messages/calls.js";
import type { Kind } from "../messages/report.js";
import type { Marking } from "../messages/session.js";
import { type Placed, stretches } from "./anchors.js";
import type { Shape } from "./boxes.js";
import { spansOf } from "./marks.js";
import { make } from "./overlay.js";

/** How much of the page's colour lies over words that are dimmed, or hidden. */
const VEIL = { dim: "64%", hide: "100%" };
/** Enough blanks to carry a line through the longest line of text. */
const BLANKS = "\u00a0".repeat(400);

/** The shapes of the marks that the library made. */
export function learnedShapes(
  blocks: Painting["blocks"],
  placed: (Placed | null)[],
  marking: Marking,
): Shape[] {
  return blocks.flatMap((block, i) => {
    const where = placed[i];
    if (!where || !block.alone) return [];
    return spansOf(block).flatMap(([kind, begin, end]) => {
      const parts = stretches(where, begin, end);
      const node = parts[0]?.node;
      const manner = mannerOf(marking, kind);
      if (!node || manner === "off") return [];
      const draw = manner === "line" ? line(kind) : veil(node, VEIL[manner]);
      return [{ stretches: parts, draw }];
    });
  });
}

function line(kind: Kind): () => HTMLElement {
  return () => {
    const blanks = make("span", {}, BLANKS);
    blanks.style.textDecoration = lineOf(kind);
    return make("div", { class: "line" }, blanks);
  };
}

function veil(node: Text, part: string): () => HTMLElement {
  const colour = `color-mix(in srgb, ${ground(node)} ${part}, transparent)`;
  return () => {
    const box = make("div", { class: "veil" });
    box.style.background = colour;
    return box;
  };
}

/** The colour that a text stands on. */
function ground(node: Text): string {
  for (let at = node.parentElement; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)) return backgroundColor;
  }
  return "Canvas";
}
