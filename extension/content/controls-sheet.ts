/** The style of the reader's controls, in the overlay's shadow root. */
export const CONTROLS_SHEET = `
.legend, .card, .toast p, .banner { color-scheme: light dark; font: 13px/1.4 system-ui, sans-serif;
  --soft: light-dark(#5f5c55, #a9a69f); --rule: light-dark(#00000014, #ffffff1f); --accent: light-dark(#0b6b74, #6cc7cf);
  color: light-dark(#1d1c19, #ecebe7); background: light-dark(#ffffff, #1f2123);
  border: 1px solid light-dark(#0000001f, #ffffff2e); box-shadow: 0 1px 2px #0000001f, 0 8px 28px #00000033; }
p, ul { margin: 0; padding: 0; list-style: none; }
[hidden] { display: none !important; }
button, select { font: inherit; color: inherit; background: none; border: 0; border-radius: 8px; cursor: pointer; min-block-size: 28px; }
button:hover, select:hover { background: light-dark(#00000010, #ffffff1c); }
button:focus-visible, select:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
option, optgroup { color: light-dark(#1d1c19, #ecebe7); background: light-dark(#ffffff, #1f2123); }
button:disabled { opacity: 0.4; cursor: default; background: none; }
.icon { flex: none; inline-size: 28px; padding: 0; display: grid; place-items: center; }
.icon svg { inline-size: 16px; block-size: 16px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.sample { flex: none; inline-size: 24px; text-align: center; font: 600 12px/20px ui-serif, Georgia, serif; }
.fine { font-size: 12px; color: var(--soft); }

.legend { position: fixed; inset-block-end: 16px; inset-inline-end: 16px; inline-size: 292px; max-inline-size: calc(100vw - 32px); max-block-size: 60vh;
  display: flex; flex-direction: column; border-radius: 12px; overflow: hidden; }
.head { display: flex; align-items: center; gap: 2px; padding: 6px 6px 6px 14px; }
.head h2, .head p { margin: 0; flex: 1; min-inline-size: 0; }
.head h2 { font: 600 13px/1.4 system-ui, sans-serif; }
.legend[data-folded] { inline-size: auto; }
.kinds { padding: 0 6px 6px; overflow: auto; }
.kinds li { display: flex; align-items: center; }
.kind { display: flex; align-items: center; gap: 8px; flex: 1; min-inline-size: 0; padding: 1px 8px; text-align: start; }
.kind .name { flex: 1; min-inline-size: 0; }
.kind .count { font-variant-numeric: tabular-nums; color: var(--soft); }
.kind[aria-pressed="false"] .name { color: var(--soft); text-decoration: line-through; }
.kind[aria-pressed="false"] ~ .manner { visibility: hidden; }
.sample[data-manner="off"] { visibility: hidden; }
.sample[data-manner="dim"] { opacity: 0.4; }
.sample[data-manner="hide"] { border: 1px dashed var(--soft); border-radius: 4px; color: transparent; line-height: 16px; }
.manner { flex: none; inline-size: 72px; padding: 0 2px; font-size: 12px; color: var(--soft); }
.foot { display: flex; align-items: center; gap: 2px; padding: 2px 6px 2px 14px; border-block-start: 1px solid var(--rule); }
.foot span { flex: 1; }

.spot { position: fixed; padding: 0; background: none !important; border-radius: 4px; pointer-events: none; }
.spot:focus { outline: 3px solid #0b6b74; outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
.card { position: fixed; inline-size: 300px; max-inline-size: calc(100vw - 16px); max-block-size: calc(100vh - 16px); overflow: auto;
  border-radius: 12px; padding-block-end: 10px; }
.card .head { gap: 8px; padding-inline-start: 10px; overflow-wrap: anywhere; }
.card > :not(.head) { margin-inline: 14px; }
.why { display: grid; gap: 2px; }
.why li { padding-inline-start: 12px; text-indent: -12px; overflow-wrap: anywhere; }
.why li::before { content: "–"; display: inline-block; inline-size: 12px; text-indent: 0; color: var(--soft); }
.card .fine { margin-block-start: 6px; }
.choice { display: flex; align-items: center; gap: 8px; margin-block-start: 8px; padding-block-start: 8px; border-block-start: 1px solid var(--rule); }
.choice span { flex: none; font-weight: 600; }
.choice select { flex: 1; min-inline-size: 0; padding-inline: 8px; border: 1px solid var(--soft); }

.toast { position: fixed; inset-block-end: 16px; inset-inline-start: 16px; max-inline-size: min(420px, calc(100vw - 32px)); }
.toast p { display: flex; align-items: center; gap: 12px; padding: 8px 8px 8px 14px; border-radius: 12px; }
.toast button { padding-inline: 12px; font-weight: 600; color: var(--accent); }

.catch { position: fixed; inset: 0; cursor: crosshair; outline: 0; }
.frame { position: fixed; pointer-events: none; border-radius: 6px; outline: 3px solid #0e8a7d; outline-offset: 3px; box-shadow: 0 0 0 200vmax #0000006b; }
.banner { position: fixed; inset-block-start: 16px; inset-inline: 0; margin-inline: auto; inline-size: fit-content; max-inline-size: calc(100vw - 32px);
  display: flex; align-items: center; gap: 12px; padding: 8px 8px 8px 16px; border-radius: 12px; }

@media (forced-colors: active) {
  .spot:focus, .frame { outline-color: Highlight; }
}
@media print { .legend, .card, .toast, .spot { display: none; } }
`;
