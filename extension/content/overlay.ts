/**
 * The one element that Wireprint adds to a page: a host without size, whose closed shadow root holds
 * the boxes over the text and the reader's controls. The page can see that the host is there, not
 * what is in it: what overflows the host would show in its scroll size, so the layer of boxes is
 * contained. Removing the host removes everything.
 */
import { t } from "../text.js";

const SHEET = `
* { box-sizing: border-box; }
.boxes { position: absolute; inset: 0 auto auto 0; pointer-events: none; contain: layout; }
.box { position: absolute; border-radius: 2px; background: color-mix(in srgb, var(--c) 20%, transparent);
  border-block-end: 2px solid var(--c); }
.tag { position: absolute; inset: 0 auto auto 0; transform: translate(-60%, -80%); min-inline-size: 16px; padding: 0 4px; border-radius: 8px;
  background: var(--c); color: #fff; font: 600 11px/16px system-ui, sans-serif; text-align: center; }
.flash { position: absolute; border-radius: 4px; outline: 3px solid #d2481c; outline-offset: 2px;
  animation: flash 1.6s ease-out forwards; }
@keyframes flash { 60% { opacity: 1; } to { opacity: 0; } }
.line { position: absolute; container-type: size; overflow-x: clip; white-space: nowrap; color: transparent; background: #7b818a21; }
.line span { font: 80cqb/100cqb system-ui, sans-serif; }
.veil { position: absolute; }
@media (prefers-reduced-motion: reduce) { .flash { animation: none; } }
@media (forced-colors: active) {
  .box { forced-color-adjust: none; background: transparent; border: 2px solid Highlight; }
  .tag { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  .line { forced-color-adjust: none; }
}
@media print { .boxes { display: none; } }
`;

/** The host and its shadow root. */
export class Overlay {
  readonly root: ShadowRoot;
  readonly host: HTMLElement;
  readonly #sheets: CSSStyleSheet[] = [];

  constructor(document: Document) {
    this.host = document.createElement("div");
    // The page's own style sheets may speak of every div; important declarations here win.
    const style: Record<string, string> = {
      all: "initial",
      position: "absolute",
      top: "0",
      left: "0",
      width: "0",
      height: "0",
      "z-index": "2147483647",
    };
    for (const [property, value] of Object.entries(style))
      this.host.style.setProperty(property, value, "important");
    this.root = this.host.attachShadow({ mode: "closed" });
    this.adopt(SHEET);
    document.documentElement.append(this.host);
  }

  /** Adds style rules to the root. */
  adopt(rules: string): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    // Firefox lets a content script set the list, not read or change it.
    this.#sheets.push(sheet);
    this.root.adoptedStyleSheets = this.#sheets;
  }

  /** Where the host stands, in coordinates of the viewport: the origin of every box. */
  origin(): { x: number; y: number } {
    const { x, y } = this.host.getBoundingClientRect();
    return { x, y };
  }

  /** Whether a mutation is only the host coming or going. */
  isOwn(record: MutationRecord): boolean {
    return [...record.addedNodes, ...record.removedNodes].every((node) => node === this.host);
  }

  /** Takes the host off the page. */
  remove(): void {
    this.host.remove();
  }
}

/** Attributes of an element that holds words of the interface, whatever language the page is in. */
export function inWords(): { lang: string; dir: string } {
  return { lang: t("language"), dir: t("direction") };
}

/** Makes an element with attributes, listeners and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
