/**
 * Which elements a kind that is hidden takes up. Nothing is touched: the background inserts a style
 * sheet that names them by their places in the tree, and takes it off again.
 *
 * An element is hidden where all of its text belongs to hidden blocks, the largest such element
 * first, so that boxes go with their frames. One that also holds a large picture stays, because it
 * may be the story's. Where a block is only a part of its element (lines between `<br>`s, a
 * shadow tree that style sheets do not reach) its words are dimmed instead.
 */
import { mannerOf } from "../kinds.js";
import type { Painting } from "../messages/calls.js";
import type { Marking } from "../messages/session.js";
import { isSpace, type Placed } from "./anchors.js";
import { below, dataOf, isRendered, numberOf, parentOf, rootOf } from "./dom.js";
import { aloneOf, spansOf } from "./marks.js";

/** A picture that takes up this share of the window's width is not an ornament. */
const LARGE = 0.4;
const PICTURES = "img, picture, video, iframe, canvas, object";

/** The elements that the hidden kinds take up. */
export function hiddenElements(
  blocks: Painting["blocks"],
  placed: (Placed | null)[],
  marking: Marking,
): Element[] {
  // Most readers hide nothing, and pages can have thousands of blocks.
  if (!Object.values(marking.manner).includes("hide")) return [];
  const hidden = new Set<Node>();
  const kept = new Set<Node>();
  for (const [i, block] of blocks.entries()) {
    const spans = spansOf(aloneOf(block));
    const hide = spans.every(([kind]) => mannerOf(marking, kind) === "hide");
    for (const { node, begin, end } of placed[i]?.nodes ?? []) {
      const data = dataOf(node);
      const whole = isBlank(data.slice(0, begin)) && isBlank(data.slice(end));
      (hide && whole ? hidden : kept).add(node);
    }
  }

  const known = new Map<Element, boolean>();
  const mayGo = (element: Element): boolean => {
    const may = known.get(element) ?? holdsNothingElse(element);
    known.set(element, may);
    return may;
  };
  function holdsNothingElse(element: Element): boolean {
    if (element === document.body || rootOf(element) !== document) return false;
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (hidden.has(text)) continue;
      if (kept.has(text) || (!isBlank(dataOf(text)) && isRendered(parentOf(text)!))) return false;
    }
    return below(element, PICTURES).every(
      (picture) => picture.getBoundingClientRect().width < LARGE * innerWidth,
    );
  }

  const found = new Set<Element>();
  for (const node of hidden) {
    let largest: Element | null = null;
    for (let at = parentOf(node); at && mayGo(at); at = parentOf(at)) largest = at;
    if (largest) found.add(largest);
  }
  return [...found];
}

function isBlank(text: string): boolean {
  return Array.from(text).every(isSpace);
}

/** The place of an element in the tree, as a selector; none where it has left the page. */
export function placeOf(element: Element): string[] {
  const steps: string[] = [];
  for (let at = element; at !== document.documentElement; ) {
    const parent = parentOf(at);
    if (!parent) return [];
    steps.push(`:nth-child(${numberOf(parent, at)})`);
    at = parent;
  }
  return [[":root", ...steps.reverse()].join(">")];
}
