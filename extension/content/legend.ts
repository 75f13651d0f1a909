/**
 * The legend in the page's corner: which kinds are marked, how often, in which line; each a switch.
 * Below it the way through the shared passages, and the button that takes everything off.
 */
import { lineOf } from "../kinds.js";
import type { Kind } from "../messages/report.js";
import { plural, t } from "../text.js";
import { make } from "./overlay.js";

/** What the legend can ask for. */
export interface LegendActions {
  toggle(kind: Kind, on: boolean): void;
  step(by: 1 | -1): void;
  clear(): void;
}

const PATHS = {
  fold: "M3.5 6 8 10.5 12.5 6",
  close: "M4 4l8 8M12 4l-8 8",
  up: "M4 9.5 8 5.5l4 4",
  down: "M4 6.5l4 4 4-4",
};

/** Builds the legend; `folded` shows its head alone. */
export function legend(
  counts: [Kind, number][],
  off: readonly Kind[],
  passages: number,
  folded: boolean,
  actions: LegendActions,
): HTMLElement {
  const list = make("ul", { class: "kinds" });
  for (const [kind, count] of counts) list.append(make("li", {}, kindSwitch(kind, count)));
  const foot = make(
    "div",
    { class: "shared" },
    make("span", {}, plural("legend_passages", passages)),
    iconButton("up", t("legend_previous"), () => actions.step(-1)),
    iconButton("down", t("legend_next"), () => actions.step(1)),
  );
  const fold = iconButton("fold", t("legend_fold"), () => setFolded(!section.dataset.folded));
  const section = make(
    "section",
    { class: "legend", "aria-label": t("legend_title"), lang: t("language") },
    make(
      "div",
      { class: "head" },
      make("h2", {}, t("legend_title")),
      fold,
      iconButton("close", t("legend_clear"), actions.clear),
    ),
    list,
  );
  if (passages > 0) section.append(foot);

  function kindSwitch(kind: Kind, count: number): HTMLElement {
    const sample = make("span", { class: "sample", "aria-hidden": "true" }, "Aa");
    sample.style.textDecoration = lineOf(kind);
    const button = make(
      "button",
      { class: "kind", "aria-pressed": String(!off.includes(kind)) },
      sample,
      make("span", { class: "name" }, t(`kind_${kind}`)),
      make("span", { class: "count" }, count.toLocaleString(t("language"))),
    );
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      actions.toggle(kind, on);
    });
    return button;
  }

  function setFolded(value: boolean): void {
    if (value) section.dataset.folded = "yes";
    else delete section.dataset.folded;
    list.hidden = value;
    fold.setAttribute("aria-expanded", String(!value));
    fold.querySelector("svg")?.setAttribute("transform", value ? "rotate(180)" : "");
  }

  setFolded(folded);
  return section;
}

function iconButton(icon: keyof typeof PATHS, label: string, run: () => void): HTMLElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[icon]);
  svg.append(path);
  const button = make("button", { class: "icon", "aria-label": label, title: label }, svg);
  button.addEventListener("click", run);
  return button;
}
