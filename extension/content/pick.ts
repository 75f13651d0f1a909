/**
 * Pointing at the article: the reader moves over the page, the box that would be the article is
 * framed, a click or Enter takes it. Only boxes that the core can name again on the site's other
 * pages are offered: those on the path of a block.
 */
import { t } from "../text.js";
import { icon } from "./icons.js";
import { inWords, make } from "./overlay.js";
import type { Page } from "./page.js";
import type { Pointer } from "./pointer.js";

/** An article is a box with so many blocks that are at least so long, where there is one. */
const PARAGRAPHS = 3;
const PARAGRAPH = 80;

/** One pointing, from its banner to its end. */
export class Picker {
  readonly #page: Page;
  readonly #pointer: Pointer;
  readonly #ended: () => void;
  readonly #stop = new AbortController();
  readonly #frame = make("div", { class: "frame" });
  readonly #catch = make("div", { class: "catch", tabindex: "-1" });
  readonly #banner: HTMLElement;
  /** The blocks that have a path, with the boxes around them. */
  readonly #boxes: { block: number; elements: Element[] }[];
  #at = 0;
  #above = 0;

  constructor(page: Page, pointer: Pointer, ended: () => void) {
    this.#page = page;
    this.#pointer = pointer;
    this.#ended = ended;
    this.#boxes = page.painting.blocks.flatMap((_, block) => {
      const elements = pointer.elementsOf(block);
      return elements.length > 0 ? [{ block, elements }] : [];
    });
    this.#banner = make(
      "div",
      { class: "banner", role: "dialog", "aria-label": t("pick_title"), ...inWords() },
      make("p", {}, t(this.#boxes.length > 0 ? "pick_how" : "pick_none")),
      icon("close", t("pick_cancel"), () => this.stop()),
    );
    page.overlay.root.append(this.#catch, this.#frame, this.#banner);
    const { signal } = this.#stop;
    this.#catch.addEventListener("pointermove", (event) => this.#point(event), { signal });
    this.#catch.addEventListener("click", () => this.#take(), { signal });
    addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    const first = this.#boxes.findIndex(
      ({ block }) => page.painting.blocks[block]?.kind === "body",
    );
    this.#aim(Math.max(0, first));
    this.#catch.focus({ preventScroll: true });
  }

  /** Ends it, with nothing taken. */
  stop(): void {
    this.#stop.abort();
    for (const element of [this.#catch, this.#frame, this.#banner]) element.remove();
    this.#ended();
  }

  /** Puts the frame around the box. */
  layout(): void {
    const element = this.#boxes[this.#at]?.elements[this.#above];
    this.#frame.hidden = !element;
    if (!element) return;
    const { left, top, width, height } = element.getBoundingClientRect();
    Object.assign(this.#frame.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
  }

  #point({ clientX: x, clientY: y }: PointerEvent): void {
    this.#catch.style.pointerEvents = "none";
    const under = document.elementFromPoint(x, y);
    this.#catch.style.pointerEvents = "";
    if (!under) return;
    const near = this.#boxes
      .map(({ elements }, i) => ({ i, own: elements[0]! }))
      .filter(({ own }) => own.contains(under) || under.contains(own))
      .map(({ i, own }) => ({ i, far: distance(own.getBoundingClientRect(), y) }))
      .sort((one, other) => one.far - other.far)[0];
    if (near && near.i !== this.#at) this.#aim(near.i);
  }

  /** Aims at the smallest box around a block that reads like an article. */
  #aim(at: number): void {
    this.#at = at;
    const elements = this.#boxes[at]?.elements ?? [];
    const long = this.#boxes.filter(
      ({ block }) => this.#page.painting.blocks[block]!.text.length >= PARAGRAPH,
    );
    const fits = elements.findIndex(
      (element) =>
        long.filter(({ elements: [own] }) => own && element.contains(own)).length >= PARAGRAPHS,
    );
    this.#above = fits < 0 ? elements.length - 1 : fits;
    this.layout();
  }

  #key(event: KeyboardEvent): void {
    const count = this.#boxes[this.#at]?.elements.length ?? 0;
    const keys: Record<string, () => void> = {
      Escape: () => this.stop(),
      Enter: () => this.#take(),
      ArrowUp: () => {
        this.#above = Math.min(count - 1, this.#above + 1);
      },
      ArrowDown: () => {
        this.#above = Math.max(0, this.#above - 1);
      },
      ArrowRight: () => this.#aim(Math.min(this.#boxes.length - 1, this.#at + 1)),
      ArrowLeft: () => this.#aim(Math.max(0, this.#at - 1)),
    };
    const run = keys[event.key];
    // A key that the page has made up is not the reader's.
    if (!run || !event.isTrusted || event.composedPath().includes(this.#banner)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    run();
    this.#show();
  }

  /** Brings what the keyboard aims at into view. */
  #show(): void {
    const box = this.#boxes[this.#at];
    if (this.#stop.signal.aborted || !box) return;
    const [line] = this.#pointer.linesOf(box);
    if (line && (line.top < 60 || line.bottom > innerHeight))
      scrollBy({ top: line.top - innerHeight / 3, behavior: "instant" });
    this.layout();
  }

  #take(): void {
    const box = this.#boxes[this.#at];
    const above = this.#above;
    this.stop();
    if (box) this.#page.events.article(box.block, above);
  }
}

function distance({ top, bottom }: DOMRect, y: number): number {
  return Math.max(0, top - y, y - bottom);
}
