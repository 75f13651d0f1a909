/**
 * How each kind of block looks, on the page and in every list.
 *
 * Each kind has a line of its own (style, place, weight) besides its colour, so that no meaning
 * hangs on colour. The colours have a middle lightness: at least 3:1 against white and against
 * black, so one set serves light pages, dark pages and pages that are both.
 */
import type { Kind } from "./messages/report.js";
import type { Manner, Marking } from "./messages/session.js";

type LineStyle = "solid" | "dashed" | "dotted" | "double" | "wavy";
type LinePlace = "underline" | "overline" | "underline overline";

/** The line and colour of a kind. */
export interface Look {
  colour: string;
  style: LineStyle;
  place: LinePlace;
  /** Thickness in CSS pixels. */
  weight: number;
}

const look = (colour: string, style: LineStyle, place: LinePlace, weight = 2): Look => ({
  colour,
  style,
  place,
  weight,
});

/** Every kind's look, in the order of the vocabulary: the story first. */
export const LOOKS: Record<Kind, Look> = {
  title: look("#0e8a7d", "double", "underline", 4),
  summary: look("#0e8a7d", "dashed", "underline", 4),
  byline: look("#2b7fc4", "dotted", "underline", 4),
  date: look("#2b7fc4", "dotted", "underline overline", 1),
  body: look("#0e8a7d", "solid", "underline", 1),
  caption: look("#5b8a1f", "wavy", "underline", 1),
  credit: look("#d2481c", "solid", "underline", 3),
  notice: look("#b0700a", "double", "underline"),
  related: look("#8b62d3", "dashed", "underline"),
  otherstory: look("#c23f93", "double", "underline overline"),
  promo: look("#d6445e", "wavy", "underline"),
  share: look("#3f86a8", "dotted", "overline"),
  comments: look("#7c7f1d", "dashed", "overline"),
  tags: look("#3f8f55", "double", "overline"),
  bio: look("#2b7fc4", "solid", "overline"),
  ad: look("#d6445e", "solid", "underline overline"),
  nav: look("#7b818a", "dotted", "underline"),
  consent: look("#a06a4a", "dashed", "underline overline"),
  media: look("#8b62d3", "dotted", "underline overline"),
  other: look("#7b818a", "wavy", "underline overline", 1),
};

/** Every kind, in the order of the vocabulary. */
export const KINDS = Object.keys(LOOKS) as Kind[];

/** The kinds that are the story itself; the others are what stands around it. */
export const STORY_KINDS: readonly Kind[] = KINDS.slice(0, 6);

/** Kinds that are not painted until the reader asks: the story speaks for itself. */
export const OFF_AT_FIRST: readonly Kind[] = ["title", "summary", "body", "caption"];

/** The manners a kind can be marked in, the quietest last. */
export const MANNERS: readonly Manner[] = ["line", "dim", "hide"];

/** How a kind is marked, or that it is not. */
export function mannerOf({ off, manner }: Marking, kind: Kind): Manner | "off" {
  return off.includes(kind) ? "off" : (manner[kind] ?? "line");
}

/** The marking with a kind switched on or off. */
export function switched({ off, manner }: Marking, kind: Kind, on: boolean): Marking {
  const others = off.filter((other) => other !== kind);
  return { off: on ? others : [...others, kind], manner };
}

/** The marking with a kind on, in a manner. */
export function inManner(marking: Marking, kind: Kind, manner: Manner): Marking {
  return { ...switched(marking, kind, true), manner: { ...marking.manner, [kind]: manner } };
}

/** Colours of copies, in the order of the panel; a copy's number always stands beside its colour. */
export const COPY_COLOURS = [
  "#0b7480",
  "#9a4fc0",
  "#b35600",
  "#2f6fd0",
  "#b8336a",
  "#557a0f",
] as const;

/** The colour of the copy at an index. */
export function copyColour(index: number): string {
  return COPY_COLOURS[index % COPY_COLOURS.length] ?? COPY_COLOURS[0];
}

/** The name under which a kind's highlight stands in the page's registry. */
export function highlightName(kind: Kind): string {
  return `wpm-${kind}`;
}

/** The name under which everything dimmed stands there. */
export const DIMMED = "wpm-dim";

/** The value of `text-decoration` that draws a kind's line. */
export function lineOf(kind: Kind): string {
  const { place, style, colour, weight } = LOOKS[kind];
  return `${place} ${style} ${colour} ${weight}px`;
}

/** The style sheet that paints all kinds on a page. */
export function highlightSheet(): string {
  const rules = KINDS.map(
    (kind) =>
      `::highlight(${highlightName(kind)}) { text-decoration: ${lineOf(kind)}; ` +
      `background-color: color-mix(in srgb, ${LOOKS[kind].colour} 13%, transparent); }`,
  );
  const forced = KINDS.map(
    (kind) =>
      `::highlight(${highlightName(kind)}) { text-decoration-color: CanvasText; background-color: transparent; }`,
  );
  // A grey that is fainter than words should be, on light pages and on dark ones: the colour of the
  // words themselves is not to be had here.
  rules.push(`::highlight(${DIMMED}) { color: rgb(128 128 128 / 0.6); }`);
  forced.push(`::highlight(${DIMMED}) { color: GrayText; }`);
  return `${rules.join("\n")}\n@media (forced-colors: active) {\n${forced.join("\n")}\n}`;
}
