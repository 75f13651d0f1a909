/**
 * Two panes that scroll together: what a reader looks at in one is brought to the same height in the
 * other. Heights follow from the texts, not from the pixels: the letter at the reading line of one
 * pane is carried over to the other text, and that one's letter is put on its reading line.
 */
import type { Pair } from "../../messages/report.js";
import { carry, type Side } from "../components/alignment.js";
import { between, knownPlaces } from "../components/places.js";

/** Where readers look: this far down a pane. */
const READING_LINE = 0.3;

/** The panes of one comparison. */
export class Panes {
  readonly #pair: Pair;
  readonly #lengths: Record<Side, number>;
  readonly #panes: Partial<Record<Side, HTMLElement>> = {};
  /** The pane that the reader moves; the other one follows. */
  #leader: Side = "a";
  /** Whether they scroll together. */
  together = true;
  /** Called when a pane has moved. */
  moved: () => void = () => undefined;

  constructor(pair: Pair, lengths: Record<Side, number>) {
    this.#pair = pair;
    this.#lengths = lengths;
  }

  /** Takes a pane on. */
  attach(side: Side, pane: HTMLElement | null): void {
    if (!pane || this.#panes[side] === pane) return;
    this.#panes[side] = pane;
    const lead = (): void => {
      this.#leader = side;
    };
    for (const type of ["wheel", "touchstart", "pointerdown", "keydown", "focusin"] as const)
      pane.addEventListener(type, lead, { passive: true });
    pane.addEventListener("scroll", () => this.#scrolled(side), { passive: true });
  }

  /** Brings a letter of one text to the reading line, and what belongs to it in the other. */
  show(side: Side, letter: number): void {
    const other = side === "a" ? "b" : "a";
    this.#leader = side;
    this.#bring(side, letter);
    this.#bring(other, carry(this.#pair, side, letter));
  }

  /** What part of a text is in view, as two shares of its length. */
  inView(side: Side): [number, number] {
    const pane = this.#panes[side];
    if (!pane || pane.scrollHeight === 0) return [0, 1];
    const known = knownPlaces(pane, this.#lengths[side]);
    const share = (top: number): number => between(known, top, 1) / (this.#lengths[side] || 1);
    return [share(pane.scrollTop), share(pane.scrollTop + pane.clientHeight)];
  }

  #scrolled(side: Side): void {
    this.moved();
    const pane = this.#panes[side];
    if (!this.together || side !== this.#leader || !pane) return;
    const other = side === "a" ? "b" : "a";
    // At its ends a pane has no letter on the reading line: the ends belong together.
    const room = pane.scrollHeight - pane.clientHeight;
    if (pane.scrollTop <= 1) this.#scrollTo(other, 0);
    else if (pane.scrollTop >= room - 1) this.#scrollTo(other, Number.MAX_SAFE_INTEGER);
    else {
      const line = pane.scrollTop + READING_LINE * pane.clientHeight;
      const letter = between(knownPlaces(pane, this.#lengths[side]), line, 1);
      this.#bring(other, carry(this.#pair, side, letter));
    }
  }

  #bring(side: Side, letter: number): void {
    const pane = this.#panes[side];
    if (!pane) return;
    const top = between(knownPlaces(pane, this.#lengths[side]), letter, 0);
    this.#scrollTo(side, top - READING_LINE * pane.clientHeight);
  }

  #scrollTo(side: Side, top: number): void {
    this.#panes[side]?.scrollTo({ top, behavior: "instant" });
  }
}
