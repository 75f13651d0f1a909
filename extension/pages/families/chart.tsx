/**
 * A chart, drawn by Plot as wide as there is room. It is for the eye: what it shows stands in a table
 * or list beside it, and its words are its name for those who do not see it.
 *
 * Plot puts a style sheet of its own into a picture, which the page's policy refuses; it is taken off
 * before the picture is attached, and `families.css` says how charts look, in every colour scheme.
 * Lines of writing that begin at the right have names at the right and values that grow to the left.
 */
import { type PlotOptions, plot } from "@observablehq/plot";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../text.js";
import { shorten } from "../../words.js";

/** Below this width names are short, and what may stand side by side stands one above the other. */
const NARROW = 640;
/** Room for names beside rows, and their length, in a narrow chart and in a wide one. */
const NAMES = { narrow: { room: 116, length: 16 }, wide: { room: 184, length: 26 } };

/** The room that a chart has. */
export interface Room {
  narrow: boolean;
  /** Where values begin: names stand there. */
  start: "left" | "right";
  /** A name as short as it must be. */
  name(words: string): string;
}

/** A chart with a row for each name. */
export function Chart(props: { words: string; draw(room: Room): PlotOptions }) {
  const { words, draw } = props;
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = place.current!;
    let drawn = 0;
    const paint = () => {
      const width = element.clientWidth;
      if (width === drawn || width === 0) return;
      drawn = width;
      element.replaceChildren(picture(width, draw));
    };
    // The observer is first told of the room a frame later: the chart comes with its table.
    paint();
    const watch = new ResizeObserver(paint);
    watch.observe(element);
    return () => watch.disconnect();
  }, [draw]);
  return (
    <figure class="chart">
      <div ref={place} role="img" aria-label={words} />
      <figcaption class="fine" aria-hidden="true">
        {words}
      </figcaption>
    </figure>
  );
}

function picture(width: number, draw: (room: Room) => PlotOptions): Element {
  const narrow = width < NARROW;
  const { room, length } = narrow ? NAMES.narrow : NAMES.wide;
  const start = t("direction") === "rtl" ? "right" : "left";
  const { x, y, ...options } = draw({ narrow, start, name: (words) => shorten(words, length) });
  const drawn = plot({
    className: "plot",
    width,
    marginLeft: start === "left" ? room : 24,
    marginRight: start === "right" ? room : 24,
    x: { label: null, reverse: start === "right", ...x },
    y: { label: null, axis: start, tickSize: 0, ...y },
    ...options,
  });
  for (const sheet of drawn.querySelectorAll("style")) sheet.remove();
  // Its parts have names of their own, which say nothing to a reader.
  drawn.ariaHidden = "true";
  return drawn;
}
