/**
 * The one element that Wireprint adds to a page: a host without size, whose closed shadow root holds
 * the legend and the boxes around shared passages. The page can see that the host is there, not
 * what is in it. Removing the host removes everything.
 */

const SHEET = `
* { box-sizing: border-box; }
.boxes { position: absolute; inset: 0 auto auto 0; pointer-events: none; }
.box { position: absolute; border-radius: 2px; background: color-mix(in srgb, var(--c) 20%, transparent);
  border-block-end: 2px solid var(--c); }
.tag { position: absolute; inset: 0 auto auto 0; transform: translate(-60%, -80%); min-inline-size: 16px; padding: 0 4px; border-radius: 8px;
  background: var(--c); color: #fff; font: 600 11px/16px system-ui, sans-serif; text-align: center; }
.flash { position: absolute; border-radius: 4px; outline: 3px solid #d2481c; outline-offset: 2px;
  animation: flash 1.6s ease-out forwards; }
@keyframes flash { 60% { opacity: 1; } to { opacity: 0; } }
.legend { position: fixed; inset-block-end: 16px; inset-inline-end: 16px; inline-size: 348px; max-inline-size: calc(100vw - 32px); max-block-size: 50vh;
  display: flex; color-scheme: light dark; flex-direction: column; border-radius: 12px; overflow: hidden;
  font: 13px/1.4 system-ui, sans-serif; color: light-dark(#1d1c19, #ecebe7); background: light-dark(#ffffff, #1f2123);
  border: 1px solid light-dark(#0000001f, #ffffff2e); box-shadow: 0 1px 2px #0000001f, 0 8px 28px #00000033; }
.legend[data-folded] { inline-size: auto; }
.head { display: flex; align-items: center; gap: 2px; padding: 6px 6px 6px 14px; }
.head h2 { margin: 0; flex: 1; font: 600 13px/1.4 system-ui, sans-serif; white-space: nowrap; }
button { font: inherit; color: inherit; background: none; border: 0; border-radius: 8px; cursor: pointer; min-block-size: 28px; }
button:hover { background: light-dark(#00000010, #ffffff1c); }
button:focus-visible { outline: 2px solid light-dark(#0b6b74, #6cc7cf); outline-offset: -2px; }
.icon { inline-size: 28px; padding: 0; display: grid; place-items: center; }
.icon svg { inline-size: 16px; block-size: 16px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.kinds { display: grid; grid-template-columns: 1fr 1fr; list-style: none; margin: 0; padding: 0 6px 6px; overflow: auto; }
.kinds[hidden] { display: none; }
.kind { display: flex; align-items: center; gap: 8px; inline-size: 100%; min-block-size: 26px; padding: 1px 8px; text-align: start; }
.sample { flex: none; inline-size: 24px; text-align: center; font: 600 12px/20px ui-serif, Georgia, serif; }
.kind .name { flex: 1; min-inline-size: 0; }
.kind .count { font-variant-numeric: tabular-nums; color: light-dark(#5f5c55, #a9a69f); }
.kind[aria-pressed="false"] .name { color: light-dark(#5f5c55, #a9a69f); text-decoration: line-through; }
.kind[aria-pressed="false"] .sample { visibility: hidden; }
.shared { display: flex; align-items: center; gap: 2px; padding: 4px 6px 6px 14px; border-block-start: 1px solid light-dark(#00000014, #ffffff1f); }
.shared span { flex: 1; }
@media (prefers-reduced-motion: reduce) { .flash { animation: none; } }
@media (forced-colors: active) {
  .box { forced-color-adjust: none; background: transparent; border: 2px solid Highlight; }
  .tag { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  .kind .sample { forced-color-adjust: auto; }
}
@media print { .legend, .boxes { display: none; } }
`;

/** The host and its shadow root. */
export class Overlay {
  readonly root: ShadowRoot;
  readonly host: HTMLElement;

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
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    this.root.adoptedStyleSheets = [sheet];
    document.documentElement.append(this.host);
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
