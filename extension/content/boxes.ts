/**
 * Boxes over the page's text, in the overlay, where the page cannot see them. They are laid out
 * again when the page scrolls, resizes or changes, and hide while something covers their text.
 */
import type { Stretch } from "./anchors.js";
import { make, type Overlay } from "./overlay.js";

/** What is drawn over stretches of text. */
export interface Shape {
  stretches: Stretch[];
  /** Makes the box over one line of them; `first` is the one that carries a number. */
  draw(first: boolean): HTMLElement;
}

/** One layer of boxes. */
export class Boxes {
  readonly #overlay: Overlay;
  readonly #layer = make("div", { class: "boxes", "aria-hidden": "true" });
  #shapes: Shape[] = [];
  /** The boxes that stand, each with the text it stands over. */
  #boxes: { box: HTMLElement; node: Text }[] = [];

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
    overlay.root.append(this.#layer);
  }

  /** Draws these shapes instead of all others. */
  set(shapes: Shape[]): void {
    this.#shapes = shapes;
    this.layout();
  }

  /** Lays the boxes out where their text stands now. */
  layout(): void {
    const origin = this.#overlay.origin();
    this.#boxes = this.#shapes.flatMap(({ stretches, draw }) => {
      const lines = stretches.flatMap((part) => rectsOf(part).map((rect) => ({ part, rect })));
      return lines.map(({ part, rect }, i) => {
        const box = draw(i === 0);
        setRect(box, rect, origin);
        return { box, node: part.node };
      });
    });
    this.#layer.replaceChildren(...this.#boxes.map(({ box }) => box));
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
      const free = !above || !parent || above === this.#overlay.host;
      const seen = free || parent.contains(above) || above.contains(parent);
      box.style.visibility = seen ? "" : "hidden";
    }
  }

  /** Draws the eye to stretches for a moment. */
  flash(parts: Stretch[]): void {
    const origin = this.#overlay.origin();
    for (const rect of joined(parts.flatMap(rectsOf))) {
      const box = make("div", { class: "flash" });
      setRect(box, rect, origin);
      this.#layer.append(box);
      setTimeout(() => box.remove(), 1700);
    }
  }
}

/** The lines that a stretch of text takes up, in coordinates of the viewport. */
export function rectsOf({ node, begin, end }: Stretch): DOMRect[] {
  if (!node.isConnected || end > node.length) return [];
  const range = document.createRange();
  range.setStart(node, begin);
  range.setEnd(node, end);
  return [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
}

/** Lines that follow each other as one rectangle: a paragraph, mostly. */
export function joined(rects: DOMRect[]): DOMRect[] {
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

/** Puts an element over a rectangle of the viewport, measured from an origin. */
export function setRect(box: HTMLElement, rect: DOMRect, { x, y }: { x: number; y: number }): void {
  box.style.left = `${rect.left - x}px`;
  box.style.top = `${rect.top - y}px`;
  box.style.width = `${rect.width}px`;
  box.style.height = `${rect.height}px`;
}
