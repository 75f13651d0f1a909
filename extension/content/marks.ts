/**
 * Kinds painted in place, without touching the page: each kind is one `Highlight` in the registry
 * of the CSS Custom Highlight API, and the background inserts the style sheet that gives them their
 * lines. The page can see the registry, so it holds only what follows from the page itself; what
 * follows from the library is painted by `passages.ts`.
 */
import { highlightName, KINDS } from "../kinds.js";
import type { Painting } from "../messages/calls.js";
import type { Kind } from "../messages/report.js";
import { type Placed, stretches } from "./anchors.js";

/** Painted kinds of one page. */
export class Marks {
  readonly #highlights = new Map<Kind, Highlight>();
  readonly #counts = new Map<Kind, number>();

  /** Paints the blocks that were placed; kinds in `off` are kept ready but not shown. */
  paint(blocks: Painting["blocks"], placed: (Placed | null)[], off: readonly Kind[]): void {
    this.clear();
    const ranges = new Map<Kind, StaticRange[]>();
    for (const [i, block] of blocks.entries()) {
      this.#counts.set(block.kind, (this.#counts.get(block.kind) ?? 0) + 1);
      const where = placed[i];
      if (!where) continue;
      for (const [kind, begin, end] of spansOf(block)) {
        const list = ranges.get(kind) ?? [];
        for (const { node, ...span } of stretches(where, begin, end)) {
          list.push(
            new StaticRange({
              startContainer: node,
              startOffset: span.begin,
              endContainer: node,
              endOffset: span.end,
            }),
          );
        }
        ranges.set(kind, list);
      }
    }
    for (const [kind, list] of ranges) this.#highlights.set(kind, new Highlight(...list));
    this.show(off);
  }

  /** Shows every kind but those in `off`. */
  show(off: readonly Kind[]): void {
    for (const [kind, highlight] of this.#highlights) {
      if (off.includes(kind)) CSS.highlights.delete(highlightName(kind));
      else CSS.highlights.set(highlightName(kind), highlight);
    }
  }

  /** Blocks per kind, in the order of the vocabulary. */
  counts(): [Kind, number][] {
    return KINDS.flatMap((kind) => {
      const count = this.#counts.get(kind);
      return count ? [[kind, count] as [Kind, number]] : [];
    });
  }

  /** Takes every mark off. */
  clear(): void {
    for (const kind of KINDS) CSS.highlights.delete(highlightName(kind));
    this.#highlights.clear();
    this.#counts.clear();
  }
}

/** The spans of a block by kind: its own, interrupted by marks of other kinds. */
export function spansOf(
  block: Pick<Painting["blocks"][number], "kind" | "text" | "marks">,
): [Kind, number, number][] {
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
