/**
 * One text of a comparison. What is in both texts is a mark with the number of its passage, so that
 * the eye and the keyboard find its counterpart; a word that was changed is deleted on one side and
 * inserted on the other; what stands here only is left plain, with a line beside it.
 */
import type { Pair } from "../../messages/report.js";
import { plural, t } from "../../text.js";
import { countWords } from "../../words.js";
import { type Paragraph, type Piece, paragraphsOf, type Side } from "./alignment.js";

/** How much of two texts is shown: everything, or less of what is the same. */
export type View = "whole" | "folded" | "changes";

/** Unchanged words that stay on either side of a change where only changes are shown. */
const CONTEXT = 8;

/** What is shown, and what the reader is looking at. */
export interface Looking {
  view: View;
  /** The current passage and the current change. */
  passage: number | null;
  edit: number | null;
  /** Paragraphs that were unfolded, by where they begin. */
  open: readonly number[];
}

/** One side of a comparison. */
export function AlignedText(props: {
  text: string;
  pair: Pair;
  side: Side;
  looking: Looking;
  lang?: string | undefined;
  choose(passage: number): void;
  unfold(begins: number[]): void;
}) {
  const { text, pair, side, looking, lang, choose, unfold } = props;
  const groups = grouped(paragraphsOf(text, pair, side), looking);
  return (
    <div class="prose aligned" lang={lang} dir="auto" data-view={looking.view}>
      {groups.map((group) => {
        const [first] = group.paragraphs;
        if (!first) return null;
        return group.folded ? (
          <FoldedParagraphs
            key={first.begin}
            paragraphs={group.paragraphs}
            unfold={looking.view === "folded" ? unfold : undefined}
          />
        ) : (
          <p key={first.begin} dir="auto">
            {(looking.view === "changes" ? trimmed(first.pieces) : first.pieces).map((piece) => (
              <PieceOf key={piece.begin} piece={piece} {...{ side, looking, choose }} />
            ))}
          </p>
        );
      })}
    </div>
  );
}

interface Group {
  folded: boolean;
  paragraphs: Paragraph[];
}

/** Neighbouring paragraphs that are folded as one group; every other as a group of its own. */
function grouped(paragraphs: Paragraph[], { view, open }: Looking): Group[] {
  const groups: Group[] = [];
  for (const paragraph of paragraphs) {
    const folded = view !== "whole" && paragraph.same && !open.includes(paragraph.begin);
    const last = groups.at(-1);
    if (folded && last?.folded) last.paragraphs.push(paragraph);
    else groups.push({ folded, paragraphs: [paragraph] });
  }
  return groups;
}

function FoldedParagraphs(props: {
  paragraphs: Paragraph[];
  unfold: ((begins: number[]) => void) | undefined;
}) {
  const { paragraphs, unfold } = props;
  const words = paragraphs.reduce((sum, paragraph) => sum + paragraph.words, 0);
  const begins = paragraphs.map(({ begin }) => begin);
  const text = plural("compare_same", words);
  return (
    <p class="folded" data-begin={begins[0]}>
      {unfold ? (
        <button type="button" class="quiet" onClick={() => unfold(begins)}>
          {text}
        </button>
      ) : (
        <span>{text}</span>
      )}
    </p>
  );
}

/** The pieces of a changed paragraph with long unchanged stretches cut short. */
function trimmed(pieces: Piece[]): Piece[] {
  return pieces.map((piece, i) => {
    const plain = piece.passage && piece.edit === undefined;
    if (!plain || countWords(piece.text) <= 2 * CONTEXT + 2) return piece;
    const words = piece.text.split(/(?<=\s)/u);
    const head = i === 0 ? [] : words.slice(0, CONTEXT);
    const tail = i === pieces.length - 1 ? [] : words.slice(-CONTEXT);
    return { ...piece, text: `${head.join("").trimEnd()} … ${tail.join("")}` };
  });
}

function PieceOf(props: {
  piece: Piece;
  side: Side;
  looking: Looking;
  choose(passage: number): void;
}) {
  const { piece, side, looking, choose } = props;
  const { text, begin, passage, edit } = piece;
  const current = edit !== undefined && edit === looking.edit ? "true" : undefined;
  if (!passage) {
    return (
      <span class="only" data-begin={begin} data-edit={edit} aria-current={current}>
        {text}
      </span>
    );
  }
  const Changed = side === "a" ? "del" : "ins";
  return (
    <mark
      data-begin={begin}
      class={passage.quoted ? "quoted" : undefined}
      aria-current={passage.index === looking.passage ? "true" : undefined}
    >
      {passage.first && (
        <button
          type="button"
          class="number"
          id={`${side}-${passage.index}`}
          aria-label={t("compare_passage", passage.index + 1)}
          onClick={() => choose(passage.index)}
        >
          {passage.index + 1}
        </button>
      )}
      {edit === undefined ? (
        text
      ) : (
        <Changed data-edit={edit} aria-current={current}>
          {text}
        </Changed>
      )}
    </mark>
  );
}
