/** Who ran a family's text when: a chart, and a list that says everything it shows. */
import { dodgeY, dot, dotX, gridX, ruleY } from "@observablehq/plot";
import type { Copied } from "../../messages/session.js";
import { sourceOf } from "../../mutes.js";
import { language, t } from "../../text.js";
import { day, later, published } from "../components/dates.js";
import { Chart, type Room } from "./chart.js";

/** Stories that have rows with names in the chart, at most; more of them are a heap of dots. */
const NAMED = 40;
const ROW = 22;
/** The heights of the time's axis, and of a heap of dots. */
const AXIS = 36;
const HEAP = 160;
const DOT = 5;
const DAY = 86_400_000;

/** When a member appeared: by its page, or else when it was first seen. */
export function timeOf({ head }: Copied): number {
  const parsed = Date.parse(head.published ?? "");
  return Number.isNaN(parsed) ? head.firstSeen : parsed;
}

/** Members of a family in the order in which they appeared. */
export function Timeline({ members }: { members: Copied[] }) {
  const times = members.map(timeOf);
  const [first, last] = [times[0]!, times.at(-1)!];
  return (
    <>
      {last > first && (
        <Chart
          words={t("families_chart", day(first), day(last))}
          draw={(room) => chart(members, room)}
        />
      )}
      <ol class="timeline">
        {members.map((member, i) => {
          const { head } = member;
          return (
            <li key={head.id}>
              <span class="when">
                {head.published ? published(head.published) : t("no_date")}
                <span class="fine">{times[i]! > first ? later(times[i]! - first) : ""}</span>
              </span>
              <span>
                <strong>{sourceOf(head)}</strong>{" "}
                <a href={`library.html#${head.id}`} dir="auto">
                  {head.title ?? head.address}
                </a>
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function chart(members: Copied[], { narrow, name }: Room) {
  const times = members.map(timeOf);
  const [first, last] = [times[0]!, times.at(-1)!];
  const ticks = narrow ? [first, last] : 6;
  const x = { type: "time", ticks, tickFormat: timeWords(last - first) } as const;
  const grid = gridX({ ticks, className: "grid" });
  if (members.length > NAMED) {
    const heap = dotX(times, dodgeY({ anchor: "middle", r: DOT, className: "dot" }));
    return { height: HEAP + AXIS, x, y: { axis: null }, marks: [grid, heap] };
  }
  const rows = members.map((_, row) => row);
  const y = (_: unknown, row: number): number => row;
  return {
    height: members.length * ROW + AXIS,
    marginTop: ROW / 2,
    x,
    y: {
      type: "point",
      domain: rows,
      tickFormat: (row: number) => name(sourceOf(members[row]!.head)),
    } as const,
    marks: [
      grid,
      ruleY(times, { x1: first, x2: (time: number) => time, y, className: "reach" }),
      dot(times, { x: (time: number) => time, y, r: DOT, className: "dot" }),
    ],
  };
}

/** How moments of a span of time are told apart. */
function timeWords(span: number): (time: Date) => string {
  const parts: Intl.DateTimeFormatOptions =
    span < 2 * DAY
      ? { weekday: "short", hour: "numeric", minute: "2-digit" }
      : { day: "numeric", month: "short", ...(span > 300 * DAY ? { year: "numeric" } : {}) };
  const format = new Intl.DateTimeFormat(language(), parts);
  return (time) => format.format(time);
}
