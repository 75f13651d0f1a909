/**
 * Kinds painted in place, without touching the page: each kind is one `Highlight` in the registry
 * of the CSS Custom Highlight API, and the background inserts the style sheet that gives them their
 * lines. The page can see the registry, so it holds only what follows from the page itself; what
 * follows from the library is painted by `learned.ts` and `passages.ts`.
 */
import { DIMMED, highlightName, KINDS, mannerOf } from "../kinds.js";
import type { Painting } from "../messages/calls.js";
import type { Kind } from "../messages/report.js";
import type { Marking } from "../messages/session.js";
import { type Placed, stretches } from "./anchors.js";

type Block = Painting["blocks"][number];

/** Painted kinds of one page. */
export class Marks {
  readonly #ranges = new Map<Kind, StaticRange[]>();

  /** Paints the blocks that were placed. */
  paint(blocks: Block[], placed: (Placed | null)[], marking: Marking): void {
    this.#ranges.clear();
    for (const [i, block] of blocks.entries()) {
      const where = placed[i];
      if (!where) continue;
      for (const [kind, begin, end] of spansOf(aloneOf(block))) {
        const list = this.#ranges.get(kind) ?? [];
        for (const stretch of stretches(where, begin, end)) {
          list.push(
            new StaticRange({
              startContainer: stretch.node,
              startOffset: stretch.begin,
              endContainer: stretch.node,
              endOffset: stretch.end,
            }),
          );
        }
        this.#ranges.set(kind, list);
      }
    }
    this.show(marking);
  }

  /** Shows each kind in its manner. Of what is hidden, what could not be is dimmed. */
  show(marking: Marking): void {
    const dimmed: StaticRange[] = [];
    for (const kind of KINDS) {
      const ranges = this.#ranges.get(kind) ?? [];
      const manner = mannerOf(marking, kind);
      register(highlightName(kind), manner === "line" ? ranges : []);
      if (manner === "dim" || manner === "hide") dimmed.push(...ranges);
    }
    register(DIMMED, dimmed);
  }

  /** Takes every mark off. */
  clear(): void {
    this.#ranges.clear();
    for (const name of [...KINDS.map(highlightName), DIMMED]) CSS.highlights.delete(name);
  }
}

function register(name: string, ranges: StaticRange[]): void {
  if (ranges.length > 0) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

/** A block as it is by the page alone, which is all that the page may see of it. */
export function aloneOf(block: Block): Block {
  return block.alone ? { ...block, ...block.alone } : block;
}

/** The spans of a block by kind: its own, interrupted by marks of other kinds. */
export function spansOf(block: Pick<Block, "kind" | "text" | "marks">): [Kind, number, number][] {
  const length = Array.from(block.text).length;
  const spans: [Kind, number, number][] = [];
  let at = 0;
  for (const mark of [...(block.marks ?? [])].sort((a, b) => a.begin - b.begin)) {
    const begin = Math.max(at, mark.begin);
    if (begin >= mark.end) continue;
    if (begin > at) spans.push([block.kind, at, begin]);
    spans.push([mark.kind, begin, mark.end]);
    at = mark.end;
  }
  if (at < length) spans.push([block.kind, at, length]);
  return spans;
}
