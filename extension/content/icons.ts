/** Buttons that show a drawing and say a name. */
import { make } from "./overlay.js";

const PATHS = {
  fold: "M3.5 6 8 10.5 12.5 6",
  close: "M4 4l8 8M12 4l-8 8",
  up: "M4 9.5 8 5.5l4 4",
  down: "M4 6.5l4 4 4-4",
};

/** A button with a drawing. */
export function icon(name: keyof typeof PATHS, label: string, run: () => void): HTMLElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  const button = make("button", { class: "icon", "aria-label": label, title: label }, svg);
  button.addEventListener("click", run);
  return button;
}
