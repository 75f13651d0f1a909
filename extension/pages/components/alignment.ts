/**
 * Two texts cut into what a reader compares. Each side is a list of paragraphs, each paragraph a
 * list of pieces, and a piece is in both texts, changed, or only on this side. What is shared and
 * what was changed is the core's word (`passages` and `edits` of a pair); here it is only laid out.
 *
 * The two sides rarely have the same length, so places are carried from one text to the other by
 * the points that are known to belong together: the ends of passages and of the changes in them.
 */
import type { Edit, Pair } from "../../messages/report.js";
import { countWords } from "../../words.js";

/** One of the two texts of a pair. */
export type Side = "a" | "b";

/** A stretch of one text that is one thing to the other text. */
export interface Piece {
  text: string;
  /** Where it begins, in code points of the text. */
  begin: number;
  /** The passage it lies in; none where it stands on this side only. */
  passage?: {
    index: number;
    /** Whether it is quoted speech. */
    quoted: boolean;
    first: boolean;
  };
  /** The change it is, as an index into the pair's edits. */
  edit?: number;
}

/** A paragraph in pieces. */
export interface Paragraph {
  begin: number;
  pieces: Piece[];
  words: number;
  /** Whether all of it stands in the other text, word for word. */
  same: boolean;
}

/** Edits that are changes of words at a place, not of what stands around or of the order. */
const IN_TEXT: readonly Edit["type"][] = [
  "number",
  "name",
  "attribution",
  "rewritten",
  "dropped",
  "added",
];

/** The changes of words that have a place in the text, in the order of the first text. */
export function changesOf(pair: Pair): number[] {
  return pair.edits
    .flatMap(({ type, a, b }, index) => (IN_TEXT.includes(type) && (a || b) ? [index] : []))
    .sort((one, other) => placeOf(pair, one) - placeOf(pair, other));
}

/** Where a change stands in the first text; one that is only in the second, where it would stand. */
function placeOf(pair: Pair, index: number): number {
  const { a, b } = pair.edits[index]!;
  return a?.[0] ?? carry(pair, "b", b?.[0] ?? 0);
}

/** The changes that stand around the text: headline, byline, dateline, credits. */
export function frameOf(pair: Pair): Edit[] {
  const around: readonly Edit["type"][] = ["headline", "dateline", "byline", "credit"];
  return pair.edits.filter(({ type }) => around.includes(type));
}

/** One text in paragraphs. */
export function paragraphsOf(text: string, pair: Pair, side: Side): Paragraph[] {
  const letters = Array.from(text);
  const passages = owners(
    letters.length,
    pair.passages.map((passage) => passage[side]),
  );
  const edits = owners(
    letters.length,
    pair.edits.map((edit) => (IN_TEXT.includes(edit.type) ? edit[side] : undefined)),
  );
  const met = new Set<number>();
  const paragraphs: Paragraph[] = [];
  for (const [from, to] of lines(letters)) {
    const pieces: Piece[] = [];
    const inQuotation = quotations(letters.slice(from, to));
    for (let begin = from; begin < to; ) {
      const index = passages[begin]!;
      let edit = edits[begin]!;
      let end = begin + 1;
      // What stands on this side only is one piece: there is nothing in it to be told apart.
      for (; end < to && passages[end] === index; end++) {
        if (index >= 0 && edits[end] !== edit) break;
        if (index >= 0 && inQuotation[end - from] !== inQuotation[begin - from]) break;
        edit = Math.max(edit, edits[end]!);
      }
      const quoted = pair.passages[index]?.quoted || inQuotation[begin - from] === 1;
      pieces.push({
        text: letters.slice(begin, end).join(""),
        begin,
        ...(index < 0 ? {} : { passage: { index, quoted, first: !met.has(index) } }),
        ...(edit < 0 ? {} : { edit }),
      });
      met.add(index);
      begin = end;
    }
    paragraphs.push({
      begin: from,
      pieces,
      words: countWords(letters.slice(from, to).join("")),
      same: pieces.every(({ passage, edit, text: words }) =>
        passage ? edit === undefined : countWords(words) === 0,
      ),
    });
  }
  return paragraphs;
}

/** Words in quotation marks, as languages set them. */
const QUOTATION =
  /“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|»[^«»]+«|「[^「」]+」|"[^"]+"|‘[^‘’]+(?:’(?=\p{L})[^‘’]+)*’/gu;
/** Fewer words in quotation marks are a name or a title. */
const SPOKEN = 4;

/** For each letter of a paragraph whether it is quoted speech, for the eye; scores have the core's word. */
function quotations(letters: string[]): Uint8Array {
  const found = new Uint8Array(letters.length);
  const text = letters.join("");
  for (const { 0: words, index } of text.matchAll(QUOTATION)) {
    if (countWords(words) < SPOKEN) continue;
    const begin = Array.from(text.slice(0, index)).length;
    found.fill(1, begin, begin + Array.from(words).length);
  }
  return found;
}

/** For each letter the span that it lies in, the shortest where spans overlap; -1 for none. */
function owners(length: number, spans: ([number, number] | undefined)[]): Int32Array {
  const found = new Int32Array(length).fill(-1);
  const sized = spans
    .flatMap((span, index) => (span ? [{ span, index }] : []))
    .sort((one, other) => size(other.span) - size(one.span));
  for (const { span, index } of sized) found.fill(index, span[0], span[1]);
  return found;
}

const size = ([begin, end]: [number, number]): number => end - begin;

/** The lines of a text that hold anything, as spans. */
function lines(letters: string[]): [number, number][] {
  const spans: [number, number][] = [];
  let from = 0;
  for (let at = 0; at <= letters.length; at++) {
    if (at < letters.length && letters[at] !== "\n") continue;
    if (at > from) spans.push([from, at]);
    from = at + 1;
  }
  return spans;
}

/** A place in one text as the place in the other that belongs to it. */
export function carry(pair: Pair, from: Side, place: number): number {
  const to = from === "a" ? "b" : "a";
  let below: [number, number] = [0, 0];
  let above: [number, number] | undefined;
  for (const point of pointsOf(pair)) {
    const here = point[from];
    if (here <= place && here >= below[0]) below = [here, point[to]];
    if (here > place && (!above || here < above[0])) above = [here, point[to]];
  }
  if (!above || above[1] < below[1]) return below[1];
  return below[1] + ((place - below[0]) / (above[0] - below[0])) * (above[1] - below[1]);
}

const points = new WeakMap<Pair, Record<Side, number>[]>();

/** The points of both texts that are known to belong together. */
function pointsOf(pair: Pair): Record<Side, number>[] {
  const known = points.get(pair);
  if (known) return known;
  const inPassage = ({ a, b }: Edit): boolean =>
    pair.passages.some(
      (passage) => a && b && a[0] >= passage.a[0] && a[1] <= passage.a[1] && b[0] >= passage.b[0],
    );
  const spans = [
    ...pair.passages,
    ...pair.edits.filter((edit) => IN_TEXT.includes(edit.type) && inPassage(edit)),
  ];
  const found = spans.flatMap(({ a, b }) =>
    a && b
      ? [
          { a: a[0], b: b[0] },
          { a: a[1], b: b[1] },
        ]
      : [],
  );
  points.set(pair, found);
  return found;
}

/** What became of a paragraph in another text. */
export type Fate = "kept" | "changed" | "cut";

/** Of this share of its words a paragraph must stand in the other text, or it was cut. */
const KEPT = 0.5;

/** What became of each paragraph of the first text in the second. */
export function fatesOf(text: string, pair: Pair): { begin: number; words: string; fate: Fate }[] {
  return paragraphsOf(text, pair, "a").map(({ begin, pieces, words, same }) => {
    const shared = pieces.reduce(
      (sum, piece) => sum + (piece.passage ? countWords(piece.text) : 0),
      0,
    );
    const kept = shared >= KEPT * words;
    return {
      begin,
      words: pieces.map((piece) => piece.text).join(""),
      fate: same ? "kept" : kept ? "changed" : "cut",
    };
  });
}
