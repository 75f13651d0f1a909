/**
 * Shared passages, painted in the overlay. That a passage is shared follows from the reader's
 * library, so the page must not be able to see it: boxes in the closed shadow root stand over the
 * lines of text, and are laid out again when the page scrolls, resizes or changes.
 *
 * Several stored copies often share the same words. A word is painted for the copy that stands
 * first in the panel; once the reader follows a passage of another copy, for that one alone.
 */
import { copyColour } from "../kinds.js";
import type { Painting } from "../messages/calls.js";
import { type Placed, type Stretch, stretches } from "./anchors.js";
import { make, type Overlay } from "./overlay.js";

interface Segment {
  copy: number;
  stretches: Stretch[];
}

/** The boxes of one page. */
export class Passages {
  readonly #overlay: Overlay;
  readonly #layer: HTMLElement;
  #painting: Painting = { blocks: [], copies: [], off: [] };
  #placed: (Placed | null)[] = [];
  #segments: Segment[] = [];
  #focus: number | null = null;
  #current = -1;
  /** The boxes that stand, each with the text it stands over. */
  #boxes: { box: HTMLElement; node: Text }[] = [];

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
    this.#layer = make("div", { class: "boxes", "aria-hidden": "true" });
    overlay.root.append(this.#layer);
  }

  /** Paints the passages of all copies; returns those of which nothing could be placed. */
  paint(painting: Painting, placed: (Placed | null)[]): [number, number][] {
    this.#painting = painting;
    this.#placed = placed;
    this.#select();
    return painting.copies.flatMap((copy, i) =>
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
    const span = this.#painting.copies[copy]?.spans[passage];
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

  /** Lays the boxes out where their text stands now. */
  layout(): void {
    const { x, y } = this.#overlay.origin();
    const boxes: HTMLElement[] = [];
    this.#boxes = [];
    for (const { copy, stretches: parts } of this.#segments) {
      const colour = copyColour(copy);
      let first = true;
      for (const part of parts) {
        for (const rect of rectsOf(part)) {
          const box = make("div", { class: "box" });
          box.style.setProperty("--c", colour);
          setRect(box, rect, x, y);
          if (first) box.append(make("div", { class: "tag" }, String(copy + 1)));
          first = false;
          boxes.push(box);
          this.#boxes.push({ box, node: part.node });
        }
      }
    }
    this.#layer.replaceChildren(...boxes);
    this.uncover();
  }

  /**
   * Hides boxes whose text is under something else: a box is above all of the page, so it would
   * shine through a bar that stays while the page scrolls.
   */
  uncover(): void {
    for (const { box, node } of this.#boxes) {
      const { left, top, bottom, width, height } = box.getBoundingClientRect();
      if (bottom < 0 || top > innerHeight) continue;
      const root = node.getRootNode() as Document | ShadowRoot;
      const above = root.elementFromPoint?.(left + width / 2, top + height / 2);
      const parent = node.parentElement;
      const seen = !above || !parent || parent.contains(above) || above.contains(parent);
      box.style.visibility = seen ? "" : "hidden";
    }
  }

  /** Draws the eye to stretches for a moment. */
  flash(parts: Stretch[]): void {
    const { x, y } = this.#overlay.origin();
    for (const rect of joined(parts.flatMap(rectsOf))) {
      const box = make("div", { class: "flash" });
      setRect(box, rect, x, y);
      this.#layer.append(box);
      setTimeout(() => box.remove(), 1700);
    }
  }

  /** Cuts the story into segments that each belong to one copy. */
  #select(): void {
    const { copies } = this.#painting;
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
    this.layout();
  }

  /** The stretches of a span of the story's text: it may run through several blocks. */
  #find(begin: number, end: number): Stretch[] {
    return this.#blocksOf(begin, end).flatMap(({ placed, from, to }) =>
      stretches(placed, Math.max(begin, from) - from, Math.min(end, to) - from),
    );
  }

  /** The placed blocks that a span of the story's text runs through, with their own spans. */
  #blocksOf(begin: number, end: number): { placed: Placed; from: number; to: number }[] {
    return this.#painting.blocks.flatMap(({ begin: from, end: to }, i) => {
      const placed = this.#placed[i];
      if (!placed || from === undefined || to === undefined) return [];
      return to <= begin || from >= end ? [] : [{ placed, from, to }];
    });
  }
}

function rectsOf({ node, begin, end }: Stretch): DOMRect[] {
  if (!node.isConnected || end > node.length) return [];
  const range = document.createRange();
  range.setStart(node, begin);
  range.setEnd(node, end);
  return [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
}

/** Lines that follow each other as one rectangle: a paragraph, mostly. */
function joined(rects: DOMRect[]): DOMRect[] {
  const all: DOMRect[] = [];
  for (const rect of rects) {
    const last = all.at(-1);
    const follows = last && rect.top < last.bottom + rect.height / 2 && rect.bottom > last.top;
    if (!follows) {
      all.push(rect);
      continue;
    }
    const left = Math.min(last.left, rect.left);
    const top = Math.min(last.top, rect.top);
    const right = Math.max(last.right, rect.right);
    const bottom = Math.max(last.bottom, rect.bottom);
    all[all.length - 1] = new DOMRect(left, top, right - left, bottom - top);
  }
  return all;
}

function setRect(box: HTMLElement, rect: DOMRect, x: number, y: number): void {
  box.style.left = `${rect.left - x}px`;
  box.style.top = `${rect.top - y}px`;
  box.style.width = `${rect.width}px`;
  box.style.height = `${rect.height}px`;
}
