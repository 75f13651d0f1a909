/**
 * The page as columns: the live producer of the core's `Snapshot`.
 *
 * The rules are those of `src/page/snapshot.rs`, and the native producer follows the same ones. One
 * walk without recursion visits the composed tree in preorder; what a page nests as deeply as it
 * likes costs an array entry per level. The text nodes are kept beside the columns, so that a place
 * in the snapshot can be found on the page again (`anchors.ts`).
 *
 * The page's own thread stands still meanwhile, so what costs most is asked for least: an element's
 * attributes by their names, which makes no object for each, and a closed shadow root, for which
 * Chrome takes as long as for all else that is looked at, only where there may be one.
 */
import { shadowRootOf } from "../browser.js";
import type { Snapshot } from "../messages/report.js";
import * as dom from "./dom.js";

const VERSION = 1;
const MAX_NODES = 250_000;
const MAX_TEXT = 5_000_000;
const MAX_VALUE = 1_000;
/** Names are numbered in 16 bits, so a page that invents them is cut here. */
const MAX_NAMES = 60_000;

const ATTRIBUTES = new Set(
  (
    "alt aria-hidden aria-label charset class content data-component data-testid datetime dir " +
    "hidden href http-equiv id itemprop itemscope itemtype lang name property rel role slot src " +
    "style title type width"
  ).split(" "),
);

const CHILDLESS = new Set(
  "audio canvas embed math noscript script select style svg template textarea video".split(" "),
);

/** Elements of HTML that may have a shadow root; any with a hyphen in its name may, too. */
const BOX = /^(article|aside|blockquote|body|div|footer|header|main|nav|section)$/;
const LINE = /^(h[1-6]|p|span)$/;

/** A snapshot, and the way back from its text nodes to the page's. */
export interface Capture {
  snapshot: Snapshot;
  /** Per node of the snapshot: the text node, if it is one. */
  texts: (Text | undefined)[];
}

/** What is left to visit at one level: siblings, the nodes assigned to a slot, a frame's body. */
interface Level {
  parent: number;
  next: Node | null;
  /** Nodes that follow `next` where they are not its siblings. */
  assigned?: Node[];
  at: number;
  visible: boolean;
}

/**
 * Takes a snapshot of a document; `live` adds what only a rendered page knows. `own` is the element
 * that Wireprint itself put on the page: it is not part of it.
 */
export function takeSnapshot(
  document: Document,
  url: string,
  live: boolean,
  own: Element | null = null,
): Capture {
  const names = ["#text"];
  const nameIndex = new Map([["#text", 0]]);
  const nodeName: number[] = [];
  const nodeParent: number[] = [];
  const nodeText: number[] = [];
  const attrNode: number[] = [];
  const attrName: number[] = [];
  const attrValue: number[] = [];
  const visible: number[] = [];
  const text: string[] = [];
  const values: string[] = [];
  const texts: Capture["texts"] = [];
  let units = 0;
  let truncated = false;

  const name = (word: string): number => {
    const known = nameIndex.get(word);
    if (known !== undefined) return known;
    nameIndex.set(word, names.length);
    return names.push(word) - 1;
  };

  // An element may be asked for on behalf of its parent, just before its own turn.
  let asked: Element | null = null;
  let answer = false;
  const isRendered = (element: Element): boolean => {
    if (element !== asked) answer = dom.isRendered(element);
    asked = element;
    return answer;
  };

  /**
   * Whether an element is rendered. One with `display: contents` (a slot, say) has no box of its own
   * and is as visible as what it stands in.
   */
  const isVisible = (element: Element, inherited: boolean): boolean =>
    isRendered(element) || (inherited && getComputedStyle(element).display === "contents");

  /**
   * Whether an element may have a closed shadow root. Its own children are then shown nowhere, but
   * for those that a slot takes; so an element of HTML is not suspected whose first child is shown,
   * nor a line of text, which are the most of a page.
   */
  const mayHide = (element: Element, tag: string, shown: boolean): boolean => {
    const isBox = BOX.test(tag);
    if (!isBox && !LINE.test(tag)) return tag.includes("-");
    let child = dom.firstOf(element);
    while (child && isBlank(child)) child = dom.nextOf(child);
    if (!child) return true;
    if (!shown) return false;
    return dom.typeOf(child) === Node.TEXT_NODE ? isBox : !isRendered(child as Element);
  };

  const isFull = (): boolean => nodeName.length >= MAX_NODES || names.length > MAX_NAMES;

  const push = (named: number, parent: number, length: number, shown: boolean): number => {
    nodeParent.push(parent);
    nodeText.push(length);
    if (live) visible.push(shown ? 1 : 0);
    return nodeName.push(named) - 1;
  };

  const pushAttributes = (node: number, element: Element): void => {
    for (const written of dom.attributeNamesOf(element)) {
      const key = written.toLowerCase();
      if (!ATTRIBUTES.has(key)) continue;
      const value = dom.attributeOf(element, written);
      if (value === null) continue;
      const kept = cut(value);
      attrNode.push(node);
      attrName.push(name(key));
      attrValue.push(kept.length);
      values.push(kept);
    }
  };

  /** Adds an element and returns the level of its children, if it has any to visit. */
  const enter = (element: Element, parent: number, inherited: boolean): Level | null => {
    const tag = dom.nameOf(element);
    const shown = live && isVisible(element, inherited);
    const node = push(name(tag), parent, 0, shown);
    pushAttributes(node, element);
    if (CHILDLESS.has(tag) && !(tag === "script" && isLinkedData(element))) return null;
    const level: Level = { parent: node, next: null, at: 0, visible: shown };
    if (tag === "iframe") {
      // A frame that is shown is part of what the reader sees, where the browser lets us look.
      const body = shown ? dom.bodyOfFrame(element) : null;
      return body && { ...level, next: body, assigned: [body], at: 1 };
    }
    // A frame's slots are of another class than ours, and what another language calls a slot is none.
    if (tag === "slot" && "assignedNodes" in element) {
      const assigned = dom.assignedTo(element as HTMLSlotElement);
      if (assigned.length > 0) return { ...level, next: assigned[0]!, assigned, at: 1 };
    }
    const closed = mayHide(element, tag, shown) ? shadowRootOf(element) : null;
    level.next = dom.firstOf(closed ?? dom.openRootOf(element) ?? element);
    return level.next ? level : null;
  };

  const stack: Level[] = [];
  const root = document.documentElement;
  const first = root && enter(root, 0, true);
  if (first) stack.push(first);
  while (stack.length > 0) {
    const level = stack[stack.length - 1]!;
    const node = level.next;
    if (!node) {
      stack.pop();
      continue;
    }
    level.next = level.assigned ? (level.assigned[level.at++] ?? null) : dom.nextOf(node);
    const type = dom.typeOf(node);
    if (type === Node.TEXT_NODE) {
      const data = dom.dataOf(node);
      if (data.length === 0) continue;
      if (isFull() || units + data.length > MAX_TEXT) {
        truncated = true;
        break;
      }
      units += data.length;
      text.push(data.toWellFormed());
      texts[push(0, level.parent, data.length, level.visible)] = node as Text;
    } else if (type === Node.ELEMENT_NODE && node !== own) {
      if (isFull()) {
        truncated = true;
        break;
      }
      const below = enter(node as Element, level.parent, level.visible);
      if (below) stack.push(below);
    }
  }

  const snapshot: Snapshot = {
    version: VERSION,
    url,
    names,
    nodeName: Uint16Array.from(nodeName),
    nodeParent: Uint32Array.from(nodeParent),
    nodeText: Uint32Array.from(nodeText),
    attrNode: Uint32Array.from(attrNode),
    attrName: Uint16Array.from(attrName),
    attrValue: Uint32Array.from(attrValue),
    text: text.join(""),
    values: values.join(""),
    truncated,
  };
  if (live) snapshot.visible = Uint8Array.from(visible);
  return { snapshot, texts };
}

/** The part of an attribute's value that is kept; a character is never cut in two. */
function cut(value: string): string {
  if (value.length <= MAX_VALUE) return value.toWellFormed();
  const splits = /[\ud800-\udbff]/.test(value.charAt(MAX_VALUE - 1));
  return value.slice(0, splits ? MAX_VALUE - 1 : MAX_VALUE).toWellFormed();
}

/** Whether a node is neither an element nor has words. */
function isBlank(node: Node): boolean {
  const type = dom.typeOf(node);
  return type === Node.TEXT_NODE ? dom.dataOf(node).trim() === "" : type !== Node.ELEMENT_NODE;
}

/** JSON-LD is the one script whose text is data. */
function isLinkedData(script: Element): boolean {
  const type = dom.attributeOf(script, "type");
  return type?.trim().toLowerCase() === "application/ld+json";
}
