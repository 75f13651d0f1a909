/** What stands where on a painted page: the block under a point, the room that a block takes up. */
import { mannerOf } from "../kinds.js";
import type { Kind } from "../messages/report.js";
import { stretches } from "./anchors.js";
import { rectsOf } from "./boxes.js";
import { parentOf } from "./dom.js";
import type { Page } from "./page.js";

/** How far beside a line of text the pointer is still on it, in pixels. */
const SLACK = 2;

/** A mark on the page: a block, or a span of another kind within one. */
export interface Marked {
  block: number;
  kind: Kind;
  /** The span, in code points of the block's text; without it the whole block. */
  span?: readonly [number, number];
}

/** Whether two marks are the same one. */
export function isSame(one: Marked | null, other: Marked): boolean {
  return one?.block === other.block && one.span?.[0] === other.span?.[0];
}

/** The way from the window to the blocks and back. */
export class Pointer {
  readonly #page: Page;
  /** The blocks that a text node is part of. */
  #blocks = new Map<Node, number[]>();
  #shadowRoots: ShadowRoot[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** Takes note of where the blocks stand now. */
  update(): void {
    this.#blocks.clear();
    const roots = new Set<ShadowRoot>();
    for (const [i, placed] of this.#page.placed.entries()) {
      for (const { node } of placed?.nodes ?? []) {
        this.#blocks.set(node, [...(this.#blocks.get(node) ?? []), i]);
        const root = node.getRootNode();
        if (root instanceof ShadowRoot) roots.add(root);
      }
    }
    this.#shadowRoots = [...roots];
  }

  /** The marks that can be seen, in the order of the page; a span comes before its block. */
  marked(): Marked[] {
    const { blocks, marking } = this.#page.painting;
    const isSeen = (kind: Kind): boolean => ["line", "dim"].includes(mannerOf(marking, kind));
    return blocks.flatMap(({ kind, marks }, block) => {
      if (!this.#page.placed[block]) return [];
      const spans = (marks ?? []).map((mark): Marked => {
        return { block, kind: mark.kind, span: [mark.begin, mark.end] };
      });
      return [...spans, { block, kind }].filter((mark) => isSeen(mark.kind));
    });
  }

  /** The mark whose words are under a point of the window. */
  markedAt(x: number, y: number): Marked | undefined {
    const caret = document.caretPositionFromPoint(x, y, { shadowRoots: this.#shadowRoots });
    const blocks = (caret && this.#blocks.get(caret.offsetNode)) ?? [];
    return this.marked().find(
      (mark) => blocks.includes(mark.block) && this.linesOf(mark).some((line) => holds(line, x, y)),
    );
  }

  /** The lines that a block, or a span of it, takes up in the window. */
  linesOf({ block, span }: Pick<Marked, "block" | "span">): DOMRect[] {
    const placed = this.#page.placed[block];
    if (!placed) return [];
    const [begin, end] = span ?? [0, Array.from(placed.text).length];
    return stretches(placed, begin, end).flatMap(rectsOf);
  }

  /**
   * The elements around a block that its path names, the innermost first; none where it has no path
   * or no place.
   */
  elementsOf(block: number): Element[] {
    const steps = this.#page.painting.blocks[block]?.path?.split(">").reverse() ?? [];
    const [own] = steps;
    const first = this.#page.placed[block]?.nodes[0]?.node;
    let at = first ? parentOf(first) : null;
    while (at && at.localName !== own?.split(/[.#]/, 1)[0]) at = parentOf(at);
    const found: Element[] = [];
    for (; at && found.length < steps.length; at = parentOf(at)) found.push(at);
    return found;
  }
}

/** Whether a point is on a line of text. */
export function holds({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean {
  return x >= left - SLACK && x <= right + SLACK && y >= top - SLACK && y <= bottom + SLACK;
}
