/**
 * One read page: its snapshot's way back to the live text, the marks, the overlay, and their upkeep
 * while the page changes. All of it is undone by `clear`, which leaves the page as it was.
 */
import type { Painted, Painting, Target } from "../messages/calls.js";
import type { Kind } from "../messages/report.js";
import { CodedError } from "../messages/result.js";
import { findAgain, type Placed, place, type Stretch, stretches } from "./anchors.js";
import { legend } from "./legend.js";
import { Marks } from "./marks.js";
import { Overlay } from "./overlay.js";
import { Passages } from "./passages.js";
import { type Capture, takeSnapshot } from "./snapshot.js";

/** Mutations are answered once they pause for this long, in milliseconds. */
const SETTLE = 250;
/** On a page that never rests the pause grows up to this. */
const LONGEST_SETTLE = 4_000;
/** Narrower pages start with the legend folded. */
const ROOM_FOR_LEGEND = 1000;

/** What the reader does on the page that the background must know. */
export interface PageEvents {
  off(kinds: Kind[]): void;
  cleared(): void;
  placed(painted: Omit<Painted, "ms">): void;
}

/** A function that runs at most once per frame, however often it is called. */
function oncePerFrame(run: () => void): () => void {
  let frame = 0;
  return () => {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      run();
    });
  };
}

/** Documents that are not text have nothing to read. */
function refuseOthers(type: string): void {
  if (type === "application/pdf") throw new CodedError("pdf", type);
  if (/^(image|video|audio)\//.test(type)) throw new CodedError("not-text", type);
}

/** The page this content script stands in. */
export class Page {
  readonly #events: PageEvents;
  readonly #marks = new Marks();
  /** The way back from the last capture, and from the one that is painted. */
  #captured: Capture["texts"] = [];
  #texts: Capture["texts"] = [];
  #painting: Painting | null = null;
  #placed: (Placed | null)[] = [];
  #overlay: Overlay | null = null;
  #passages: Passages | null = null;
  #stop = new AbortController();

  constructor(events: PageEvents) {
    this.#events = events;
  }

  /** The page as it is now. */
  capture(): { snapshot: Capture["snapshot"]; ms: number } {
    refuseOthers(document.contentType);
    const start = performance.now();
    const { snapshot, texts } = this.#snapshot();
    this.#captured = texts;
    return { snapshot, ms: performance.now() - start };
  }

  /** Paints what the core made of the last capture. */
  paint(painting: Painting): Painted {
    const start = performance.now();
    this.clear();
    this.#painting = painting;
    this.#texts = this.#captured;
    this.#overlay = new Overlay(document);
    this.#passages = new Passages(this.#overlay);
    const painted = this.#paintAll();
    this.#addLegend();
    this.#keepUp(painted.unplaced.length);
    return { ...painted, ms: performance.now() - start };
  }

  /** Shows all kinds but these. */
  setOff(kinds: Kind[]): void {
    if (!this.#painting || !this.#overlay) return;
    this.#painting.off = kinds;
    this.#marks.show(kinds);
    this.#addLegend();
  }

  /** Scrolls to a block or passage. */
  jump(target: Target): boolean {
    if ("block" in target) {
      const placed = this.#placed[target.block];
      return placed ? this.#goTo(stretches(placed, 0, placed.text.length)) : false;
    }
    return this.#goTo(this.#passages?.follow(target.copy, target.passage) ?? []);
  }

  /** Scrolls to the next or previous shared passage. */
  step(by: 1 | -1): boolean {
    return this.#goTo(this.#passages?.step(by) ?? []);
  }

  /** Takes everything off the page. */
  clear(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#marks.clear();
    this.#overlay?.remove();
    this.#overlay = null;
    this.#passages = null;
    this.#painting = null;
    this.#placed = [];
  }

  #snapshot(): Capture {
    return takeSnapshot(document, location.href, true, this.#overlay?.host);
  }

  #paintAll(): Omit<Painted, "ms"> {
    const painting = this.#painting!;
    const { blocks } = painting;
    this.#placed = blocks.map(({ anchor, text }) =>
      anchor ? place(anchor, text, this.#texts) : null,
    );
    const lost = blocks.flatMap(({ anchor }, i) => (anchor && !this.#placed[i] ? [i] : []));
    if (lost.length > 0) {
      const { snapshot, texts } = this.#snapshot();
      const seen = texts.flatMap((text, i) => (snapshot.visible?.[i] && text?.deref()) || []);
      const found = findAgain(
        lost.map((i) => blocks[i]!.text),
        seen,
      );
      for (const [j, i] of lost.entries()) this.#placed[i] = found[j] ?? null;
    }
    this.#marks.paint(blocks, this.#placed, painting.off);
    return {
      unplaced: lost.filter((i) => !this.#placed[i]),
      unplacedPassages: this.#passages!.paint(painting, this.#placed),
    };
  }

  #addLegend(): void {
    const painting = this.#painting!;
    const root = this.#overlay!.root;
    const old = root.querySelector<HTMLElement>(".legend");
    const folded = old ? old.dataset.folded !== undefined : innerWidth < ROOM_FOR_LEGEND;
    old?.remove();
    root.append(
      legend(this.#marks.counts(), painting.off, this.#passages!.count, folded, {
        toggle: (kind, on) => {
          painting.off = on ? painting.off.filter((k) => k !== kind) : [...painting.off, kind];
          this.#marks.show(painting.off);
          this.#events.off(painting.off);
        },
        step: (by) => this.step(by),
        clear: () => {
          this.clear();
          this.#events.cleared();
        },
      }),
    );
  }

  /** Follows the page: boxes move with their text, and changed text is placed again. */
  #keepUp(unplaced: number): void {
    const { signal } = this.#stop;
    const relayout = oncePerFrame(() => this.#passages?.layout());
    const uncover = oncePerFrame(() => this.#passages?.uncover());
    addEventListener("resize", relayout, { signal });
    // The page's own scrolling moves the boxes with it; scrolling inside it does not.
    const scrolled = (event: Event): void => (event.target === document ? uncover() : relayout());
    addEventListener("scroll", scrolled, { signal, capture: true, passive: true });
    const sizes = new ResizeObserver(relayout);
    sizes.observe(document.documentElement);
    if (document.body) sizes.observe(document.body);

    let timer: ReturnType<typeof setTimeout> | undefined;
    let pause = SETTLE;
    let before = unplaced;
    const again = (): void => {
      const painted = this.#paintAll();
      const now = painted.unplaced.length;
      pause = now === before ? Math.min(2 * pause, LONGEST_SETTLE) : SETTLE;
      if (now !== before) this.#events.placed(painted);
      before = now;
    };
    const mutations = new MutationObserver((records) => {
      if (records.every((record) => this.#overlay?.isOwn(record))) return;
      clearTimeout(timer);
      timer = setTimeout(again, pause);
    });
    mutations.observe(document, { childList: true, characterData: true, subtree: true });

    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      sizes.disconnect();
      mutations.disconnect();
    });
  }

  #goTo(parts: Stretch[]): boolean {
    const first = parts[0];
    if (!first) return false;
    first.node.parentElement?.scrollIntoView({ block: "nearest", behavior: "instant" });
    const range = document.createRange();
    range.setStart(first.node, first.begin);
    range.setEnd(first.node, first.end);
    const { top, height } = range.getBoundingClientRect();
    if (height === 0) return false;
    const room = Math.max(80, (innerHeight - height) / 3);
    scrollBy({ top: top - room, behavior: "instant" });
    this.#passages?.layout();
    this.#passages?.flash(parts);
    return true;
  }
}
