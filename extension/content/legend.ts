/**
 * The legend in the page's corner: which kinds are marked, how often, in which line; each a switch
 * with a choice of manner. Below it the way through the marks and the shared passages, and above it
 * the button that takes everything off.
 */
import { inManner, KINDS, lineOf, MANNERS, mannerOf, switched } from "../kinds.js";
import type { Kind } from "../messages/report.js";
import type { Manner, Marking } from "../messages/session.js";
import { plural, t } from "../text.js";
import { icon } from "./icons.js";
import { inWords, make } from "./overlay.js";
import type { Page } from "./page.js";

/** Narrower pages start with the legend folded. */
const ROOM_FOR_LEGEND = 1000;

interface Row {
  element: HTMLElement;
  update(count: number): void;
}

/** The legend of one page. */
export class Legend {
  readonly element: HTMLElement;
  readonly #page: Page;
  readonly #list = make("ul", { class: "kinds" });
  readonly #passages = make("span", {});
  readonly #fold: HTMLElement;
  readonly #rows = new Map<Kind, Row>();

  constructor(page: Page, nextMark: () => void) {
    this.#page = page;
    this.#fold = icon("fold", t("legend_fold"), () => this.#setFolded(!this.#list.hidden));
    const clear = icon("close", t("legend_clear"), () => {
      page.clear();
      page.events.cleared();
    });
    this.element = make(
      "section",
      { class: "legend", "aria-label": t("legend_title"), ...inWords() },
      make("div", { class: "head" }, make("h2", {}, t("legend_title")), this.#fold, clear),
      this.#list,
      make(
        "div",
        { class: "foot" },
        make("span", {}, t("legend_marks")),
        icon("down", t("legend_next_mark"), nextMark),
      ),
      make(
        "div",
        { class: "foot" },
        this.#passages,
        icon("up", t("legend_previous"), () => page.step(-1)),
        icon("down", t("legend_next"), () => page.step(1)),
      ),
    );
    this.#setFolded(innerWidth < ROOM_FOR_LEGEND);
  }

  /** Says what is painted now; the rows stay, so that the focus stays where it is. */
  update(): void {
    const counts = new Map<Kind, number>();
    for (const { kind } of this.#page.painting.blocks)
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    for (const kind of KINDS) {
      const count = counts.get(kind) ?? 0;
      let row = this.#rows.get(kind);
      if (!row && count === 0) continue;
      if (!row) {
        row = this.#makeRow(kind);
        this.#rows.set(kind, row);
        const after = KINDS.slice(KINDS.indexOf(kind) + 1).find((other) => this.#rows.has(other));
        this.#list.insertBefore(row.element, (after && this.#rows.get(after)?.element) ?? null);
      }
      row.element.hidden = count === 0;
      row.update(count);
    }
    const { passages } = this.#page;
    this.#passages.textContent = plural("legend_passages", passages);
    for (const button of this.#passages.parentElement?.querySelectorAll("button") ?? [])
      button.disabled = passages === 0;
  }

  #choose(marking: Marking): void {
    this.#page.setMarking(marking);
    this.#page.events.marking(marking);
  }

  #makeRow(kind: Kind): Row {
    const marking = (): Marking => this.#page.painting.marking;
    const name = t(`kind_${kind}`);
    const sample = make("span", { class: "sample", "aria-hidden": "true" }, "Aa");
    const number = make("span", { class: "count" });
    const button = make(
      "button",
      { class: "kind" },
      sample,
      make("span", { class: "name" }, name),
      number,
    );
    button.addEventListener("click", () =>
      this.#choose(switched(marking(), kind, mannerOf(marking(), kind) === "off")),
    );
    const manner = make(
      "select",
      { class: "manner", "aria-label": t("manner_of", name) },
      ...MANNERS.map((one) => make("option", { value: one }, t(`manner_${one}`))),
    );
    manner.addEventListener("change", () =>
      this.#choose(inManner(marking(), kind, manner.value as Manner)),
    );
    const update = (count: number): void => {
      const now = mannerOf(marking(), kind);
      button.setAttribute("aria-pressed", String(now !== "off"));
      sample.dataset.manner = now;
      sample.style.textDecoration = now === "line" ? lineOf(kind) : "";
      number.textContent = count.toLocaleString(t("language"));
      manner.value = marking().manner[kind] ?? "line";
    };
    return { element: make("li", {}, button, manner), update };
  }

  #setFolded(folded: boolean): void {
    this.#list.hidden = folded;
    this.element.toggleAttribute("data-folded", folded);
    this.#fold.setAttribute("aria-expanded", String(!folded));
    this.#fold.querySelector("svg")?.setAttribute("transform", folded ? "rotate(180)" : "");
  }
}
