/**
 * The card of a mark: what the block under the pointer is taken for, why, and how sure that is, with
 * the choice to say otherwise. It opens when the pointer rests on a mark, and stays while the pointer
 * is on the mark or on the card.
 *
 * No element of the page can be focused for a mark without touching the page, so the keyboard has a
 * spot of its own: one invisible button in the overlay that lies over the current mark. Arrow keys
 * move it from mark to mark, Tab goes into the card, Escape ends it.
 */
import { onDecision } from "../choosing.js";
import { KINDS, lineOf, STORY_KINDS } from "../kinds.js";
import type { PaintedBlock } from "../messages/calls.js";
import type { Kind } from "../messages/report.js";
import { percent, t } from "../text.js";
import { shorten, slice } from "../words.js";
import { joined, setRect } from "./boxes.js";
import { icon } from "./icons.js";
import { inWords, make } from "./overlay.js";
import type { Page } from "./page.js";
import { holds, isSame, type Marked, type Pointer } from "./pointer.js";

/** How long the pointer rests on a mark before its card opens, in milliseconds. */
const REST = 350;
/** How long it may be on its way from the mark to the card. */
const WAY = 300;
/** Between a mark and its card, and between the card and the edge of the window, in pixels. */
const GAP = 6;
const EDGE = 8;
/** Characters of a mark that are read out. */
const LABEL = 120;

/** The card, and the spot that the keyboard moves. */
export class Card {
  readonly element: HTMLElement;
  readonly spot: HTMLButtonElement;
  readonly #page: Page;
  readonly #pointer: Pointer;
  readonly #stop = new AbortController();
  /** The mark whose card is open. */
  #open: Marked | null = null;
  /** The line of it that the card stands at: under the pointer, or the first. */
  #line = 0;
  /** The block that it speaks of. */
  #filled: PaintedBlock | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #before: Element | null = null;

  constructor(page: Page, pointer: Pointer) {
    this.#page = page;
    this.#pointer = pointer;
    const attributes = { class: "card", id: "card", role: "group", ...inWords() };
    this.element = make("div", attributes);
    this.element.hidden = true;
    this.spot = make("button", { class: "spot", type: "button", "aria-describedby": "card" });
    this.spot.hidden = true;
    this.#followPointer();
    this.#followKeys();
  }

  /** Moves to the next or previous mark. */
  next(by: 1 | -1): void {
    const marked = this.#pointer.marked();
    if (marked.length === 0) return;
    const at = this.#open ? this.#indexIn(marked) : this.#firstInView(marked) - by;
    this.#goTo(marked, at + by);
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
    if (!this.#open) return;
    const marked = this.#pointer.marked();
    const at = this.#indexIn(marked);
    if (at >= 0 && this.#page.painting.blocks[this.#open.block] === this.#filled) this.#lay();
    else if (at < 0 || this.spot.hidden) this.close();
    else this.#goTo(marked, at);
  }

  /** The page has moved. */
  layout(): void {
    if (this.#open) this.#lay();
  }

  /** Lets go of the page. */
  stop(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  /** Where the mark whose card is open stands among the marks; -1 where it is none any more. */
  #indexIn(marked: Marked[]): number {
    return marked.findIndex((mark) => isSame(this.#open, mark));
  }

  #firstInView(marked: Marked[]): number {
    const found = marked.findIndex((mark) =>
      this.#pointer.linesOf(mark).some(({ top, bottom }) => bottom > 0 && top < innerHeight),
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
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#rested(x, y), this.#open ? WAY : REST);
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
    const mark = this.#pointer.markedAt(x, y);
    if (mark && isSame(this.#open, mark)) return;
    if (!mark) {
      if (this.#open) this.close();
      return;
    }
    const line = this.#pointer.linesOf(mark).findIndex((rect) => holds(rect, x, y));
    this.#show(mark, Math.max(0, line));
  }

  #followKeys(): void {
    this.spot.addEventListener("keydown", (event) => {
      const marked = this.#pointer.marked();
      const at = this.#indexIn(marked);
      const to = {
        ArrowDown: at + 1,
        ArrowRight: at + 1,
        ArrowUp: at - 1,
        ArrowLeft: at - 1,
        Home: 0,
        End: marked.length - 1,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.#goTo(marked, to);
    });
  }

  /** Puts the spot over a mark, round the ends of the page, and opens its card. */
  #goTo(marked: Marked[], at: number): void {
    const index = (at + marked.length) % marked.length;
    const mark = marked[index]!;
    this.#before ??= document.activeElement;
    this.#page.placed[mark.block]?.nodes[0]?.node.parentElement?.scrollIntoView({
      block: "nearest",
      behavior: "instant",
    });
    const [first] = this.#pointer.linesOf(mark);
    if (first && (first.top < EDGE || first.bottom > innerHeight * 0.7))
      scrollBy({ top: first.top - innerHeight / 3, behavior: "instant" });
    this.spot.hidden = false;
    this.#show(mark, 0);
    const text = slice(this.#page.painting.blocks[mark.block]!.text, ...(mark.span ?? [0, LABEL]));
    const kind = t(`kind_${mark.kind}`);
    const words = t("card_spot", index + 1, marked.length, kind, shorten(text, LABEL));
    this.spot.setAttribute("aria-label", words);
    this.spot.focus({ preventScroll: true });
  }

  #show(mark: Marked, line: number): void {
    this.#open = mark;
    this.#line = line;
    this.#fill(mark);
    this.element.hidden = false;
    this.#lay();
  }

  #fill({ block, kind, span }: Marked): void {
    const { blocks, canCorrect } = this.#page.painting;
    this.#filled = blocks[block]!;
    const { kind: whole, detail, confidence, alone } = this.#filled;
    const sample = make("span", { class: "sample", "aria-hidden": "true" }, "Aa");
    sample.style.textDecoration = lineOf(kind);
    const name = make("strong", {}, t(`kind_${kind}`));
    const finer = detail && !span ? ` · ${t(`detail_${detail.replace("-", "_")}`)}` : "";
    this.element.setAttribute("aria-label", t(`kind_${kind}`));
    this.element.replaceChildren(
      make(
        "div",
        { class: "head" },
        sample,
        make("p", {}, name, finer),
        icon("close", t("card_close"), () => this.close()),
      ),
    );
    const fine = (words: string): HTMLElement => make("p", { class: "fine" }, words);
    if (span) {
      this.element.append(fine(t("card_within", t(`kind_${whole}`))));
      return;
    }
    const reasons = this.#filled.reasons.map(({ words, lang }) =>
      make("li", { dir: "auto", ...(lang ? { lang } : {}) }, words),
    );
    this.element.append(
      make("ul", { class: "why" }, ...reasons),
      fine(t("card_sure", percent(confidence))),
    );
    if (alone) this.element.append(fine(t("card_learned")));
    if (canCorrect) this.element.append(this.#choice(block, kind));
  }

  /** "Not so?" with the kinds to choose from. */
  #choice(block: number, kind: Kind): HTMLElement {
    const option = (one: Kind): HTMLOptionElement =>
      make("option", { value: one, ...(one === kind ? { selected: "" } : {}) }, t(`kind_${one}`));
    const isStory = (one: Kind): boolean => STORY_KINDS.includes(one);
    const select = make(
      "select",
      { title: t("choose_enter") },
      make("optgroup", { label: t("around_story") }, ...KINDS.filter(isStory).map(option)),
      make(
        "optgroup",
        { label: t("around_title") },
        ...KINDS.filter((one) => !isStory(one)).map(option),
      ),
    );
    onDecision(select, (one) => this.#page.events.correct(block, one as Kind));
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
