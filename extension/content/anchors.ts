/**
 * From a place in the core's report back to the page.
 *
 * A block's anchor names the text nodes that make it up; the block's text is their data with white
 * space folded. Folding only ever changes white space, so a place is found by counting the other
 * characters: the n-th non-space code point of the block is the n-th of its nodes. Before anything
 * is painted those characters are compared, and a block that reads differently now is unplaced,
 * never guessed. Offsets in reports count code points; only this file turns them into the DOM's
 * UTF-16 units.
 */
import type { Anchor } from "../messages/report.js";
import { dataOf } from "./dom.js";

/** A stretch of one text node, in UTF-16 units. */
export interface Stretch {
  node: Text;
  begin: number;
  end: number;
}

/** A block found on the page: where each of its non-space characters stands. */
export interface Placed {
  /** Per text node: how many non-space code points come before it. */
  nodes: { node: Text; begin: number; end: number; before: number }[];
  /** The block's text, as the report has it. */
  text: string;
}

/** Unicode `White_Space`, as the core folds it; JavaScript's `\s` differs in two characters. */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
const SPACES = new RegExp(`${SPACE.source}+`, "gu");

/** Whether a character is white space. */
export function isSpace(character: string): boolean {
  return SPACE.test(character);
}

/** How many code points of a text are not white space. */
function countInk(text: string): number {
  let count = 0;
  for (const character of text) if (!isSpace(character)) count++;
  return count;
}

/** Finds a block on the page, or `null` where the page no longer reads as it did. */
export function place(anchor: Anchor, text: string, texts: (Text | undefined)[]): Placed | null {
  const nodes: Placed["nodes"] = [];
  let ink = "";
  let before = 0;
  for (let i = 0; i < anchor.nodes.length; i++) {
    const node = texts[anchor.nodes[i]!];
    if (!node?.isConnected) return null;
    const data = dataOf(node);
    const begin = i === 0 ? anchor.begin : 0;
    const end = i === anchor.nodes.length - 1 ? anchor.end : data.length;
    const part = data.slice(begin, end).toWellFormed();
    nodes.push({ node, begin, end, before });
    ink += part.replace(SPACES, "");
    before += countInk(part);
  }
  return ink === text.replace(SPACES, "") ? { nodes, text } : null;
}

/**
 * The stretches of the page that a span of a block covers, one per text node, without the space at
 * either end. The span is in code points of the block's text.
 */
export function stretches(placed: Placed, begin: number, end: number): Stretch[] {
  const characters = Array.from(placed.text);
  const from = countInk(characters.slice(0, begin).join(""));
  const to = from + countInk(characters.slice(begin, end).join(""));
  const found: Stretch[] = [];
  for (const [i, part] of placed.nodes.entries()) {
    const after = placed.nodes[i + 1]?.before ?? Number.POSITIVE_INFINITY;
    if (after <= from) continue;
    if (part.before >= to) break;
    const stretch = within(part, from - part.before, to - part.before);
    if (stretch) found.push(stretch);
  }
  return found;
}

/** The part of a node from its `from`-th to before its `to`-th non-space code point. */
function within(part: Placed["nodes"][number], from: number, to: number): Stretch | null {
  const data = dataOf(part.node);
  let unit = part.begin;
  let ink = 0;
  let first = -1;
  let last = -1;
  while (unit < part.end && ink < to) {
    const character = String.fromCodePoint(data.codePointAt(unit) ?? 0);
    const next = unit + character.length;
    if (!isSpace(character)) {
      if (ink >= from) {
        if (first < 0) first = unit;
        last = next;
      }
      ink++;
    }
    unit = next;
  }
  return first < 0 ? null : { node: part.node, begin: first, end: last };
}

/** A shorter text, in UTF-16 units without space, is found again only where it stands once. */
const UNMISTAKABLE = 24;

/**
 * Finds blocks whose text nodes were replaced, as pages do that render themselves anew: by their
 * words, in document order. What stands in several places and is short is not guessed at.
 */
export function findAgain(lost: string[], texts: Text[]): (Placed | null)[] {
  const inks = texts.map((node) => dataOf(node).toWellFormed().replace(SPACES, ""));
  const starts: number[] = [];
  let length = 0;
  for (const ink of inks) {
    starts.push(length);
    length += ink.length;
  }
  const page = inks.join("");
  let from = 0;
  return lost.map((text) => {
    const ink = text.replace(SPACES, "");
    let at = page.indexOf(ink, from);
    if (at < 0) at = page.indexOf(ink);
    if (at < 0 || ink === "") return null;
    if (ink.length < UNMISTAKABLE && page.indexOf(ink) !== page.lastIndexOf(ink)) return null;
    from = at + ink.length;
    const nodes: Placed["nodes"] = [];
    let before = 0;
    for (let i = starts.findLastIndex((start) => start <= at); i < texts.length; i++) {
      const start = starts[i]!;
      if (start >= from) break;
      const [first, last] = [Math.max(0, at - start), Math.min(inks[i]!.length, from - start)];
      if (first >= last) continue;
      const node = texts[i]!;
      const data = dataOf(node);
      nodes.push({ node, begin: unitOf(data, first), end: unitOf(data, last - 1) + 1, before });
      before += countInk(inks[i]!.slice(first, last));
    }
    return { nodes, text };
  });
}

/** Where the n-th unit that is not white space stands. */
function unitOf(data: string, n: number): number {
  let ink = 0;
  for (let unit = 0; unit < data.length; unit++) {
    if (!isSpace(data.charAt(unit)) && ink++ === n) return unit;
  }
  return data.length;
}
