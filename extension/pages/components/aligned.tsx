/**
 * A text with its shared passages: each a button with the number of the passage, so that the eye
 * and the keyboard find its counterpart in the other text. Passages do not overlap within a text;
 * where the core's would, the later one begins where the earlier ends.
 */
import type { Pair } from "../../messages/report.js";
import { t } from "../../text.js";
import { slice } from "../../words.js";

interface Piece {
  text: string;
  passage?: { index: number; quoted: boolean };
}

/** Cuts a text at its passages. */
export function piecesOf(text: string, passages: Pair["passages"], side: "a" | "b"): Piece[] {
  const end = Array.from(text).length;
  const spans = passages
    .map((passage, index) => ({ span: passage[side], index, quoted: passage.quoted }))
    .sort((one, other) => one.span[0] - other.span[0]);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { span, index, quoted } of spans) {
    const from = Math.max(at, span[0]);
    if (from >= span[1]) continue;
    if (from > at) pieces.push({ text: slice(text, at, from) });
    pieces.push({ text: slice(text, from, span[1]), passage: { index, quoted } });
    at = span[1];
  }
  if (at < end) pieces.push({ text: slice(text, at, end) });
  return pieces;
}

/** One side of a comparison. */
export function AlignedText(props: {
  text: string;
  pair: Pair;
  side: "a" | "b";
  current: number | null;
  lang?: string | undefined;
  choose(passage: number): void;
}) {
  const { text, pair, side, current, choose } = props;
  return (
    <div class="prose aligned" lang={props.lang} dir="auto">
      {piecesOf(text, pair.passages, side).map((piece, i) =>
        piece.passage === undefined ? (
          <span key={i}>{piece.text}</span>
        ) : (
          <mark
            key={i}
            id={`${side}-${piece.passage.index}`}
            class={piece.passage.quoted ? "quoted" : undefined}
            aria-current={current === piece.passage.index ? "true" : undefined}
          >
            <button
              type="button"
              class="number"
              aria-label={t("compare_passage", piece.passage.index + 1)}
              onClick={() => piece.passage && choose(piece.passage.index)}
            >
              {piece.passage.index + 1}
            </button>
            {piece.text}
          </mark>
        ),
      )}
    </div>
  );
}
