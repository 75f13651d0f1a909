/**
 * One read page: its snapshot's way back to the live text, the marks, the overlay, and their upkeep
 * while the page changes. What is seen of it is undone by `clear`, which leaves the page as it was; what the
 * last look at it saw is kept for marks that are wanted again, until the page is left.
 */
import type { Painted, Painting, Target } from "../messages/calls.js";
import type { Kind } from "../messages/report.js";
import { CodedError } from "../messages/result.js";
import type { Marking } from "../messages/session.js";
import { findAgain, type Placed, place, type Stretch, stretches } from "./anchors.js";
import { Boxes } from "./boxes.js";
import { learnedShapes } from "./learned.js";
import { Marks } from "./marks.js";
import { Overlay } from "./overlay.js";
import { Passages } from "./passages.js";
import { type Capture, takeSnapshot } from "./snapshot.js";

/** Mutations are answered once they pause for this long, in milliseconds. */
const SETTLE = 250;
/** On a page that never rests the pause grows up to this. */
const LONGEST_SETTLE = 4_000;
/** What the reader does on the page that the background must know. */
export interface PageEvents {
  marking(marking: Marking): void;
  cleared(): void;
  placed(painted: Omit<Painted, "ms">): void;
  hide(places: string[]): void;
  correct(block: number, kind: Kind): void;
  undoCorrection(): void;
  article(block: number, above: number): void;
}

/** The reader's controls over the marks, which are injected once there are marks. */
export interface Controls {
  /** Something else is painted, or in another manner. */
  update(): void;
  /** The page's tree has changed this moment; what is painted is looked after a little later. */
  changed(): void;
  /** The page has moved under the controls. */
  layout(): void;
  /** Puts the focus on the next mark. */
  nextMark(): void;
  /** Lets the reader point at the article. */
  pick(): void;
  /** Lets go of the page. */
  remove(): void;
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
  readonly events: PageEvents;
  readonly #marks = new Marks();
  /** The last capture, and the way back from the one that is painted. */
  #capture: Capture | null = null;
  #texts: Capture["texts"] = [];
  #painting: Painting | null = null;
  #placed: (Placed | null)[] = [];
  #overlay: Overlay | null = null;
  /** Layers of the overlay: marks that the library made, and above them shared passages. */
  #layers: Boxes[] = [];
  #passages: Passages | null = null;
  #controls: Controls | null = null;
  #stop = new AbortController();

  constructor(events: PageEvents) {
    this.events = events;
  }

  /** The page as it is now, or as it was when it was last looked at. */
  capture(anew: boolean): { snapshot: Capture["snapshot"]; ms: number } {
    refuseOthers(document.contentType);
    const start = performance.now();
    if (anew || !this.#capture) this.#capture = this.#snapshot();
    return { snapshot: this.#capture.snapshot, ms: performance.now() - start };
  }

  /** Paints what the core made of the last capture. */
  paint(painting: Painting): Painted {
    const start = performance.now();
    this.#painting = painting;
    this.#texts = this.#capture?.texts ?? [];
    if (!this.#overlay) {
      this.#overlay = new Overlay(document);
      this.#layers = [new Boxes(this.#overlay), new Boxes(this.#overlay)];
    }
    this.#passages = new Passages(this.#layers[1]!);
    const painted = this.#paintAll();
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#keepUp(painted.unplaced.length);
    this.#controls?.update();
    return { ...painted, ms: performance.now() - start };
  }

  /** Marks kinds in another way. */
  setMarking(marking: Marking): void {
    if (!this.#painting) return;
    this.#painting.marking = marking;
    this.#marks.show(marking);
    this.#showLearned();
    this.#controls?.update();
  }

  /** Takes on the reader's controls; there is one set of them. */
  attach(make: (page: Page) => Controls): void {
    if (this.#overlay) this.#controls ??= make(this);
  }

  /** The controls, while there are marks. */
  get controls(): Controls | null {
    return this.#controls;
  }

  /** What the controls are drawn in. */
  get overlay(): Overlay {
    return this.#overlay!;
  }

  /** What is painted. */
  get painting(): Painting {
    return this.#painting!;
  }

  /** How many separate shared passages there are. */
  get passages(): number {
    return this.#passages?.count ?? 0;
  }

  /** Where each block stands on the page, as far as it was found. */
  get placed(): (Placed | null)[] {
    return this.#placed;
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
    this.#controls?.remove();
    this.#controls = null;
    this.#marks.clear();
    this.#overlay?.remove();
    this.#overlay = null;
    this.#passages = null;
    this.#layers = [];
    this.#painting = null;
    this.#placed = [];
    this.#texts = [];
  }

  /** Takes everything off a page that has become another one, and lets go of its nodes. */
  leave(): void {
    this.clear();
    if (this.#capture) this.#capture = { ...this.#capture, texts: [] };
  }

  #snapshot(): Capture {
    return takeSnapshot(document, location.href, true, this.#overlay?.host);
  }

  #paintAll(): Omit<Painted, "ms"> {
    const painting = this.#painting!;
    this.#place(painting.blocks);
    this.#marks.paint(painting.blocks, this.#placed, painting.marking);
    this.#showLearned();
    return {
      unplaced: this.#unplaced(),
      unplacedPassages: this.#passages!.paint(painting, this.#placed),
    };
  }

  /** Finds every block on the page; those whose text nodes were replaced by their words. */
  #place(blocks: Painting["blocks"]): void {
    this.#placed = blocks.map(({ anchor, text }) =>
      anchor ? place(anchor, text, this.#texts) : null,
    );
    const lost = this.#unplaced();
    if (lost.length > 0) {
      const { snapshot, texts } = this.#snapshot();
      const seen = texts.flatMap((text, i) => (snapshot.visible?.[i] && text) || []);
      const found = findAgain(
        lost.map((i) => blocks[i]!.text),
        seen,
      );
      for (const [j, i] of lost.entries()) this.#placed[i] = found[j] ?? null;
    }
  }

  #unplaced(): number[] {
    return this.#painting!.blocks.flatMap(({ anchor }, i) =>
      anchor && !this.#placed[i] ? [i] : [],
    );
  }

  #showLearned(): void {
    const { blocks, marking } = this.#painting!;
    this.#layers[0]!.set(learnedShapes(blocks, this.#placed, marking));
  }

  /** Follows the page: boxes move with their text, and changed text is placed again. */
  #keepUp(unplaced: number): void {
    const { signal } = this.#stop;
    const relayout = oncePerFrame(() => {
      for (const layer of this.#layers) layer.layout();
      this.#controls?.layout();
    });
    const uncover = oncePerFrame(() => {
      for (const layer of this.#layers) layer.uncover();
      this.#controls?.layout();
    });
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
      if (now !== before) this.events.placed(painted);
      before = now;
      this.#controls?.update();
    };
    const mutations = new MutationObserver((records) => {
      if (records.every((record) => this.#overlay?.isOwn(record))) return;
      this.#controls?.changed();
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
    for (const layer of this.#layers) layer.layout();
    this.#layers[1]?.flash(parts);
    return true;
  }
}
