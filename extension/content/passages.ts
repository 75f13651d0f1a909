/**
 * Shared passages, painted in the overlay. That a passage is shared follows from the reader's
 * library, so the page must not be able to see it: boxes in the closed shadow root stand over the
 * lines of text.
 *
 * Several stored copies often share the same words. A word is painted for the copy that stands
 * first in the panel; once the reader follows a passage of another copy, for that one alone.
 */
import { copyColour } from "../kinds.js";
import type { Painting } from "../messages/calls.js";
import { type Placed, type Stretch, stretches } from "./anchors.js";
import type { Boxes, Shape } from "./boxes.js";
import { make } from "./overlay.js";

interface Segment {
  copy: number;
  stretches: Stretch[];
}

/** The passages of one page. */
export class Passages {
  readonly #boxes: Boxes;
  #blocks: Painting["blocks"] = [];
  #copies: Painting["copies"] = [];
  #placed: (Placed | null)[] = [];
  #segments: Segment[] = [];
  #focus: number | null = null;
  #current = -1;

  constructor(boxes: Boxes) {
    this.#boxes = boxes;
  }

  /** Paints the passages of all copies; returns those of which nothing could be placed. */
  paint({ blocks, copies }: Painting, placed: (Placed | null)[]): [number, number][] {
    this.#blocks = blocks;
    this.#copies = copies;
    this.#placed = placed;
    this.#select();
    return copies.flatMap((copy, i) =>
      copy.spans.flatMap((span, j): [number, number][] =>
        this.#blocksOf(...span).length === 0 ? [[i, j]] : [],
      ),
    );
  }

  /** How many separate passages are painted. */
  get count(): number {
    return this.#segments.length;
  }

  /** The stretches of one passage, and its copy's passages alone from now on. */
  follow(copy: number, passage: number): Stretch[] {
    const span = this.#copies[copy]?.spans[passage];
    if (!span) return [];
    this.#focus = copy;
    this.#select();
    return this.#find(...span);
  }

  /** The next or previous passage on the page, round its ends. */
  step(by: 1 | -1): Stretch[] {
    const count = this.#segments.length;
    if (count === 0) return [];
    this.#current = this.#current < 0 && by < 0 ? count - 1 : (this.#current + by + count) % count;
    return this.#segments[this.#current]?.stretches ?? [];
  }

  /** Cuts the story into segments that each belong to one copy. */
  #select(): void {
    const copies = this.#copies;
    const end = Math.max(0, ...copies.flatMap((copy) => copy.spans.map((span) => span[1])));
    const owner = new Int32Array(end).fill(-1);
    for (let i = copies.length - 1; i >= 0; i--) {
      if (this.#focus !== null && this.#focus !== i) continue;
      for (const [from, to] of copies[i]!.spans) owner.fill(i, from, to);
    }
    this.#segments = [];
    this.#current = -1;
    for (let from = 0; from < end; ) {
      let to = from + 1;
      while (to < end && owner[to] === owner[from]) to++;
      const copy = owner[from]!;
      const parts = copy < 0 ? [] : this.#find(from, to);
      if (parts.length > 0) this.#segments.push({ copy, stretches: parts });
      from = to;
    }
    this.#boxes.set(this.#segments.map(shapeOf));
  }

  /** The stretches of a span of the story's text: it may run through several blocks. */
  #find(begin: number, end: number): Stretch[] {
    return this.#blocksOf(begin, end).flatMap(({ placed, from, to }) =>
      stretches(placed, Math.max(begin, from) - from, Math.min(end, to) - from),
    );
  }

  /** The placed blocks that a span of the story's text runs through, with their own spans. */
  #blocksOf(begin: number, end: number): { placed: Placed; from: number; to: number }[] {
    return this.#blocks.flatMap(({ begin: from, end: to }, i) => {
      const placed = this.#placed[i];
      if (!placed || from === undefined || to === undefined) return [];
      return to <= begin || from >= end ? [] : [{ placed, from, to }];
    });
  }
}

function shapeOf({ copy, stretches: parts }: Segment): Shape {
  const colour = copyColour(copy);
  return {
    stretches: parts,
    draw: (first) => {
      const box = make("div", { class: "box" });
      box.style.setProperty("--c", colour);
      if (first) box.append(make("div", { class: "tag" }, String(copy + 1)));
      return box;
    },
  };
}
