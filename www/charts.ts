/**
 * What of a benchmark's table is worth a picture: quality against cost beside the peers, and cost as
 * sizes grow. A chart has the same figures in words for whoever does not see it.
 */
import { axisX, axisY, dot, line, plot, text } from "@observablehq/plot";

/** A table's rows; the first is its head. */
export type Rows = string[][];

/** A picture of some rows. */
interface Chart {
  svg: SVGElement | HTMLElement;
  words: string;
}

interface Point {
  name: string;
  x: number;
  y: number;
}

interface Axes {
  x: string;
  y: string;
  /** Whether points of one name are joined. */
  joined?: boolean;
}

/** The number that a cell begins with. */
const number = (cell = ""): number => Number.parseFloat(cell.replaceAll(",", ""));
const last = (row: string[]): string => row.at(-1) ?? "";

/** What is drawn of each table, by the name of its benchmark. */
const CHARTS: Record<string, { axes: Axes; points(rows: Rows): Point[] }> = {
  extraction: {
    axes: { x: "milliseconds a page (median)", y: "mean F1 of all sets" },
    points: ([head = [], ...rows]) => {
      const [begin, end] = [2, head.indexOf("empty")];
      return rows
        .filter((row) => row[begin] !== "")
        .map((row) => {
          const scores = row.slice(begin, end).map(number);
          const sum = scores.reduce((one, other) => one + other, 0);
          return { name: row[0] ?? "", x: number(last(row)), y: sum / scores.length };
        });
    },
  },
  overlap: {
    axes: { x: "microseconds a pair", y: "copy F1" },
    points: ([, ...rows]) =>
      rows.map((row) => ({ name: row[0] ?? "", x: number(last(row)), y: number(row[2]) })),
  },
  growth: {
    axes: { x: "stories in the library", y: "milliseconds a query (median)", joined: true },
    points: ([, ...rows]) =>
      rows.map((row) => ({ name: "query", x: number(row[0]), y: number(row[4]) })),
  },
  "growth-page": {
    axes: { x: "nodes of a page", y: "milliseconds to read it (median)", joined: true },
    points: ([, ...rows]) =>
      rows.map((row) => ({ name: "read", x: number(row[0]), y: number(row[1]) })),
  },
  "growth-story": {
    axes: { x: "words of a story", y: "milliseconds (median)", joined: true },
    points: ([, ...rows]) =>
      rows.flatMap((row) => [
        { name: "fingerprint", x: number(row[0]), y: number(row[1]) },
        { name: "compare", x: number(row[0]), y: number(row[2]) },
      ]),
  },
  "growth-copies": {
    axes: { x: "stored copies of a story", y: "milliseconds (median)", joined: true },
    points: ([, ...rows]) =>
      rows.flatMap((row) => [
        { name: "look up", x: number(row[0]), y: number(row[1]) },
        { name: "and compare", x: number(row[0]), y: number(row[2]) },
      ]),
  },
  archive: {
    axes: { x: "stories in the archive", y: "seconds for all pairs", joined: true },
    points: ([, ...rows]) =>
      rows.map((row) => ({ name: row[0] ?? "", x: number(row[1]), y: number(row[2]) })),
  },
  "archive-caps": {
    axes: { x: "stories that may share a phrase", y: "related pairs found", joined: true },
    points: ([, ...rows]) =>
      rows.map((row) => ({ name: "found", x: number(row[0]), y: number(row[2]) })),
  },
};

/** Whether a cost is drawn by a size: one that grows evenly is then a straight line. */
const isCostBySize = ({ y, joined }: Axes): boolean =>
  joined === true && /^(milliseconds|seconds)/.test(y);

const spoken = (value: number): string => String(Number(value.toPrecision(4)));

/** The picture of a table, if there is one of it. */
export function chartOf(name: string, rows: Rows): Chart | null {
  const chart = CHARTS[name];
  const points = chart?.points(rows).filter(({ x, y }) => x > 0 && Number.isFinite(y)) ?? [];
  if (!chart || points.length < 2) return null;
  const { x, y, joined } = chart.axes;
  const of = { x: "x", y: "y" } as const;
  const names = new Set(points.map((point) => point.name));
  // A curve is named once, at its end.
  const named = joined
    ? [...names].map((one) => points.findLast((point) => point.name === one) as Point)
    : points;
  const byHeight = named.toSorted((one, other) => one.y - other.y);
  // Points are named below and above in turn, the ends of curves above but for the lowest.
  const isBelow = (place: number) => (joined ? place === 0 : place % 2 === 0);
  const label = { ...of, text: "name", textAnchor: "start", dx: 8, fill: "currentColor" } as const;
  const svg = plot({
    width: 760,
    height: 360,
    marginLeft: 56,
    marginRight: 150,
    marginBottom: 44,
    x: { type: "log", nice: true },
    y: { grid: true, nice: true, type: isCostBySize(chart.axes) ? "log" : "linear" },
    marks: [
      axisX({ label: x, ticks: 5, tickFormat: "~s" }),
      axisY({ label: y, ticks: 5 }),
      ...(joined ? [line(points, { ...of, z: "name", stroke: "var(--accent)" })] : []),
      dot(points, {
        ...of,
        r: 4,
        fill: (point: Point) => (/^wireprint/i.test(point.name) ? "var(--accent)" : "var(--soft)"),
      }),
      ...(names.size > 1
        ? [true, false].map((below) =>
            text(
              byHeight.filter((_, place) => isBelow(place) === below),
              { ...label, dy: below ? 7 : -7 },
            ),
          )
        : []),
    ],
  });
  // The page's policy takes no style but its own sheet's.
  for (const style of svg.querySelectorAll("style")) style.remove();
  const told = points.map((one) => `${one.name}: ${spoken(one.x)}, ${spoken(one.y)}`);
  return { svg, words: `${y} against ${x}. ${told.join("; ")}.` };
}
