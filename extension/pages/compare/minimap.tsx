/**
 * Both texts at a glance: two bars as long as the texts, ribbons where passages stand in both, ticks
 * where words were changed, and what is in view. It is for the pointer and the eye; everything it
 * shows and does is also to be had from the texts and the buttons above them.
 */
import type { Pair } from "../../messages/report.js";
import { changesOf, type Side } from "../components/alignment.js";

/** The drawing is this wide and high; it is stretched to its place. */
const WIDTH = 64;
const HEIGHT = 1000;
const BAR = 14;

/** The map of a comparison. */
export function Minimap(props: {
  pair: Pair;
  lengths: Record<Side, number>;
  inView: Record<Side, [number, number]>;
  go(side: Side, letter: number): void;
}) {
  const { pair, lengths, inView, go } = props;
  const longest = Math.max(lengths.a, lengths.b, 1);
  const y = (letter: number): number => (letter / longest) * HEIGHT;
  const left: Record<Side, number> = { a: 0, b: WIDTH - BAR };
  const press = (event: MouseEvent): void => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const side = event.clientX - box.left < box.width / 2 ? "a" : "b";
    const isMirrored = getComputedStyle(event.currentTarget as Element).direction === "rtl";
    const other = side === "a" ? "b" : "a";
    go(isMirrored ? other : side, ((event.clientY - box.top) / box.height) * longest);
  };
  return (
    <div class="minimap" aria-hidden="true" onClick={press}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {(["a", "b"] as const).map((side) => (
          <rect key={side} class="all" x={left[side]} width={BAR} height={y(lengths[side])} />
        ))}
        {pair.passages.map(({ a, b, quoted }, i) => (
          <polygon
            key={i}
            class={quoted ? "ribbon quoted" : "ribbon"}
            points={`0,${y(a[0])} ${BAR},${y(a[0])} ${WIDTH - BAR},${y(b[0])} ${WIDTH},${y(b[0])} ${WIDTH},${y(b[1])} ${WIDTH - BAR},${y(b[1])} ${BAR},${y(a[1])} 0,${y(a[1])}`}
          />
        ))}
        {changesOf(pair).map((index) =>
          (["a", "b"] as const).map((side) => {
            const [from, to] = pair.edits[index]?.[side] ?? [0, 0];
            if (from >= to) return null;
            return (
              <rect
                key={`${side}${index}`}
                class="tick"
                x={left[side]}
                y={y(from)}
                width={BAR}
                height={Math.max(4, y(to) - y(from))}
              />
            );
          }),
        )}
        {(["a", "b"] as const).map((side) => {
          const [from, to] = inView[side].map((share) => y(share * lengths[side])) as [
            number,
            number,
          ];
          return (
            <rect
              key={side}
              class="view"
              x={left[side] + 1}
              y={from}
              width={BAR - 2}
              height={Math.max(0, to - from)}
            />
          );
        })}
      </svg>
    </div>
  );
}
