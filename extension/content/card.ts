/**
 * The card of a mark: what the block under the pointer is taken for, why, and how sure that is, with
 * the choice to say otherwise. It opens when the pointer rests on a mark, and stays while the pointer
 * is on the mark or on the card.
 *
 * No element of the page can be focused for a mark without touching the page, so the keyboard has a
 * spot of its own: one invisible button in the overlay that lies over the current mark. Arrow keys
 * move it from mark to mark, Tab goes into the card, Escape ends it.
 */
import { KINDS, lineOf, mannerOf, STORY_KINDS } from "../kinds.js";
import type { PaintedBlock } from "../messages/calls.js";
import type { Kind } from "../messages/report.js";
import { percent, t } from "../text.js";
import { joined, setRect } from "./boxes.js";
import { icon } from "./icons.js";
import { make } from "./overlay.js";
import type { Page } from "./page.js";
import { holds, type Pointer } from "./pointer.js";

/** How long the pointer rests on a mark before its card opens, in milliseconds. */
const REST = 350;
/** How long it may be on its way from the mark to the card. */
const WAY = 300;
/** Between a mark and its card, and between the card and the edge of the window, in pixels. */
const GAP = 6;
const EDGE = 8;

/** The card, and the spot that the keyboard moves. */
export class Card {
  readonly element: HTMLElement;
  readonly spot: HTMLButtonElement;
  readonly #page: Page;
  readonly #pointer: Pointer;
  readonly #stop = new AbortController();
  /** The block whose card is open. */
  #open: number | null = null;
  /** The line of it that the card stands at: under the pointer, or the first. */
  #line = 0;
  /** The block that it speaks of. */
  #filled: PaintedBlock | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #before: Element | null = null;

  constructor(page: Page, pointer: Pointer) {
    this.#page = page;
    this.#pointer = pointer;
    const attributes = { class: "card", id: "card", role: "group", lang: t("language") };
    this.element = make("div", attributes);
    this.element.hidden = true;
    this.spot = make("button", { class: "spot", type: "button", "aria-describedby": "card" });
    this.spot.hidden = true;
    this.#followPointer();
    this.#followKeys();
  }

  /** Moves to the next or previous mark. */
  next(by: 1 | -1): void {
    const marks = this.#marks();
    if (marks.length === 0) return;
    const at = this.#open === null ? this.#firstInView(marks) - by : marks.indexOf(this.#open);
    this.#goTo(marks, at + by);
  }

  /** Closes the card, and ends the way through the marks. */
  close(): void {
    clearTimeout(this.#timer);
    const inside = this.#page.overlay.root.activeElement;
    this.#open = null;
    this.element.hidden = true;
    if (inside && (inside === this.spot || this.element.contains(inside)))
      (this.#before as HTMLElement | null)?.focus({ preventScroll: true });
    this.spot.hidden = true;
    this.#before = null;
  }

  /** The page is painted anew: an open card says what its block is now. */
  update(): void {
    if (this.#open === null) return;
    const isThere = this.#marks().includes(this.#open);
    if (isThere && this.#page.painting.blocks[this.#open] === this.#filled) this.#lay();
    else if (!isThere || this.spot.hidden) this.close();
    else this.#goTo(this.#marks(), this.#marks().indexOf(this.#open));
  }

  /** The page has moved. */
  layout(): void {
    if (this.#open !== null) this.#lay();
  }

  /** Lets go of the page. */
  stop(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  /** The blocks that have a mark on the page, in its order. */
  #marks(): number[] {
    const { blocks, marking } = this.#page.painting;
    return blocks.flatMap(({ kind }, i) =>
      this.#page.placed[i] && ["line", "dim"].includes(mannerOf(marking, kind)) ? [i] : [],
    );
  }

  #firstInView(marks: number[]): number {
    const found = marks.findIndex((i) =>
      this.#pointer.linesOf(i).some(({ top, bottom }) => bottom > 0 && top < innerHeight),
    );
    return Math.max(0, found);
  }

  #followPointer(): void {
    const { signal } = this.#stop;
    const { root, host } = this.#page.overlay;
    const rest = (event: PointerEvent): void => {
      if (event.pointerType === "touch" || root.activeElement === this.spot) return;
      if (event.composedPath().includes(host)) {
        // On the card itself it stays open; a choice may be open over the page as well.
        clearTimeout(this.#timer);
        return;
      }
      const { clientX: x, clientY: y } = event;
      const open = this.#open;
      if (open !== null && this.#pointer.linesOf(open).some((line) => holds(line, x, y))) {
        clearTimeout(this.#timer);
        return;
      }
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#rested(x, y), open === null ? REST : WAY);
    };
    addEventListener("pointermove", rest, { signal, capture: true, passive: true });
    const leave = (): void => {
      clearTimeout(this.#timer);
    };
    document.addEventListener("pointerleave", leave, { signal });
    const end = (event: KeyboardEvent): void => {
      if (event.key === "Escape") this.close();
    };
    addEventListener("keydown", end, { signal, capture: true });
    addEventListener(
      "pointerdown",
      (event) => {
        if (!event.composedPath().includes(host)) this.close();
      },
      { signal, capture: true },
    );
  }

  #rested(x: number, y: number): void {
    // A reader who is in the middle of a choice is left alone.
    if (this.element.contains(this.#page.overlay.root.activeElement)) return;
    const block = this.#pointer.blockAt(x, y);
    if (block === undefined || !this.#marks().includes(block)) {
      if (this.#open !== null) this.close();
      return;
    }
    const line = this.#pointer.linesOf(block).findIndex((rect) => holds(rect, x, y));
    this.#show(block, Math.max(0, line));
  }

  #followKeys(): void {
    this.spot.addEventListener("keydown", (event) => {
      const marks = this.#marks();
      const at = marks.indexOf(this.#open ?? -1);
      const to = {
        ArrowDown: at + 1,
        ArrowRight: at + 1,
        ArrowUp: at - 1,
        ArrowLeft: at - 1,
        Home: 0,
        End: marks.length - 1,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.#goTo(marks, to);
    });
  }

  /** Puts the spot over a mark, round the ends of the page, and opens its card. */
  #goTo(marks: number[], at: number): void {
    const block = marks[(at + marks.length) % marks.length]!;
    this.#before ??= document.activeElement;
    this.#page.placed[block]?.nodes[0]?.node.parentElement?.scrollIntoView({
      block: "nearest",
      behavior: "instant",
    });
    const [first] = this.#pointer.linesOf(block);
    if (first && (first.top < EDGE || first.bottom > innerHeight * 0.7))
      scrollBy({ top: first.top - innerHeight / 3, behavior: "instant" });
    this.spot.hidden = false;
    this.#show(block, 0);
    const { kind, text } = this.#page.painting.blocks[block]!;
    const number = ((at + marks.length) % marks.length) + 1;
    const words = t("card_spot", number, marks.length, t(`kind_${kind}`), text.slice(0, 120));
    this.spot.setAttribute("aria-label", words);
    this.spot.focus({ preventScroll: true });
  }

  #show(block: number, line: number): void {
    this.#open = block;
    this.#line = line;
    this.#fill(block);
    this.element.hidden = false;
    this.#lay();
  }

  #fill(block: number): void {
    const { blocks, canCorrect } = this.#page.painting;
    this.#filled = blocks[block]!;
    const { kind, detail, why, confidence, alone } = this.#filled;
    const sample = make("span", { class: "sample", "aria-hidden": "true" }, "Aa");
    sample.style.textDecoration = lineOf(kind);
    const name = make("strong", {}, t(`kind_${kind}`));
    const finer = detail ? ` · ${t(`detail_${detail.replace("-", "_")}`)}` : "";
    const reasons = why.map((reason) => make("li", {}, reason));
    this.element.setAttribute("aria-label", t(`kind_${kind}`));
    this.element.replaceChildren(
      make(
        "div",
        { class: "head" },
        sample,
        make("p", {}, name, finer),
        icon("close", t("card_close"), () => this.close()),
      ),
      make("ul", { class: "why" }, ...reasons),
      make("p", { class: "fine" }, t("card_sure", percent(confidence))),
    );
    if (alone) this.element.append(make("p", { class: "fine" }, t("card_learned")));
    if (canCorrect) this.element.append(this.#choice(block, kind));
  }

  /** "Not so?" with the kinds to choose from. */
  #choice(block: number, kind: Kind): HTMLElement {
    const option = (one: Kind): HTMLOptionElement =>
      make("option", { value: one, ...(one === kind ? { selected: "" } : {}) }, t(`kind_${one}`));
    const isStory = (one: Kind): boolean => STORY_KINDS.includes(one);
    const select = make(
      "select",
      {},
      make("optgroup", { label: t("around_story") }, ...KINDS.filter(isStory).map(option)),
      make(
        "optgroup",
        { label: t("around_title") },
        ...KINDS.filter((one) => !isStory(one)).map(option),
      ),
    );
    select.addEventListener("change", () => this.#page.events.correct(block, select.value as Kind));
    return make("label", { class: "choice" }, make("span", {}, t("correct_label")), select);
  }

  /** Puts the card below its line, or above it where there is more room, and the spot over the mark. */
  #lay(): void {
    const lines = this.#pointer.linesOf(this.#open!);
    const line = lines[this.#line] ?? lines[0];
    if (!line || line.bottom < 0 || line.top > innerHeight) {
      if (this.spot.hidden) this.close();
      return;
    }
    const { width, height } = this.element.getBoundingClientRect();
    const below = line.bottom + GAP;
    const fits = below + height + EDGE <= innerHeight || line.top < innerHeight / 2;
    const top = fits ? below : line.top - GAP - height;
    const left = Math.max(EDGE, Math.min(line.left, innerWidth - width - EDGE));
    this.element.style.left = `${left}px`;
    this.element.style.top = `${Math.max(EDGE, top)}px`;
    const [room] = joined(lines);
    if (room) setRect(this.spot, room, { x: 0, y: 0 });
  }
}
