/**
 * The reader's controls over the marks of a page: the legend, the card of a mark, pointing at the
 * article, and hiding. This is a script of its own, injected once there are marks, so that nothing
 * of it stands between a click and the marks.
 */
import type { Painting } from "../messages/calls.js";
import type { Kind } from "../messages/report.js";
import { lookupIn, setLookup, t } from "../text.js";
import { Card } from "./card.js";
import { CONTROLS_SHEET } from "./controls-sheet.js";
import { hiddenElements, placeOf } from "./hiding.js";
import { icon } from "./icons.js";
import { injected } from "./injected.js";
import { Legend } from "./legend.js";
import { inWords, make } from "./overlay.js";
import type { Controls, Page } from "./page.js";
import { Picker } from "./pick.js";
import { Pointer } from "./pointer.js";

/** How long the page says what was corrected; the panel goes on saying it. */
const SAID = 12_000;

class ReaderControls implements Controls {
  readonly #page: Page;
  readonly #pointer: Pointer;
  readonly #legend: Legend;
  readonly #card: Card;
  readonly #toast = make("div", { class: "toast", role: "status" });
  #picker: Picker | null = null;
  #hidden: Element[] = [];
  #places = "";
  #painting: Painting;
  #saying: ReturnType<typeof setTimeout> | undefined;

  constructor(page: Page) {
    // Controls in another language are others: the background has these cleared first.
    const { words } = page.painting;
    if (words) setLookup(lookupIn(words));
    this.#page = page;
    this.#pointer = new Pointer(page);
    // A correction is said when it is made, not whenever the marks are shown again.
    this.#painting = page.painting;
    const { root } = page.overlay;
    page.overlay.adopt(CONTROLS_SHEET);
    this.#legend = new Legend(page, () => this.#card.next(1));
    this.#card = new Card(page, this.#pointer);
    root.append(this.#card.spot, this.#card.element, this.#legend.element, this.#toast);
    // The page's own shortcuts are not meant where the reader types into Wireprint.
    for (const type of ["keydown", "keyup", "keypress"] as const)
      root.addEventListener(type, (event) => event.stopPropagation());
    this.update();
  }

  update(): void {
    this.#pointer.update();
    this.#legend.update();
    this.#card.update();
    if (this.#page.painting !== this.#painting) {
      this.#painting = this.#page.painting;
      // Whether anything is hidden now depends on how the page was looked at: say it in any case.
      this.#places = "";
      this.#sayCorrected(this.#painting.corrected);
    }
    this.#hide();
  }

  changed(): void {
    // What is hidden is hidden by its place, and must not become the place of something else.
    this.#report();
  }

  layout(): void {
    this.#card.layout();
    this.#picker?.layout();
  }

  nextMark(): void {
    this.#card.next(1);
  }

  pick(): void {
    this.#picker?.stop();
    this.#card.close();
    this.#legend.element.hidden = true;
    this.#toast.replaceChildren();
    this.#picker = new Picker(this.#page, this.#pointer, () => {
      this.#picker = null;
      this.#legend.element.hidden = false;
    });
  }

  remove(): void {
    this.#picker?.stop();
    this.#card.stop();
    clearTimeout(this.#saying);
  }

  #hide(): void {
    const { blocks, marking } = this.#page.painting;
    this.#hidden = hiddenElements(blocks, this.#page.placed, marking);
    this.#report();
  }

  #report(): void {
    const places = this.#hidden.flatMap(placeOf);
    const words = JSON.stringify(places);
    if (words === this.#places) return;
    this.#places = words;
    this.#page.events.hide(places);
  }

  /** Says what was corrected, with the way back. */
  #sayCorrected(kind: Kind | undefined): void {
    const quiet = (): void => this.#toast.replaceChildren();
    quiet();
    clearTimeout(this.#saying);
    if (!kind) return;
    const undo = make("button", {}, t("correct_undo"));
    undo.addEventListener("click", () => this.#page.events.undoCorrection());
    const words = t("correct_done", t(`kind_${kind}`));
    const close = icon("close", t("card_close"), quiet);
    this.#toast.append(make("p", inWords(), words, undo, close));
    this.#saying = setTimeout(quiet, SAID);
  }
}

injected()?.page.attach((page) => new ReaderControls(page));
