/** Shares of several things, each with a bar: what an outlet's stories are made of. */
import { barX, type PlotOptions, ruleX, text } from "@observablehq/plot";
import { percent, t } from "../../text.js";
import { Chart, type Room } from "./chart.js";

const ROW = 20;
/** Room above the bars of a share for its name. */
const HEAD = 30;

/** A thing that has shares, by their names; one that is not known is left out. */
export interface Shared {
  name: string;
  shares: Record<string, number | undefined>;
}

/** A chart of some things' shares. They have the same names in each. */
export function SharesChart({ of, words }: { of: Shared[]; words: string }) {
  return <Chart words={words} draw={(room) => chart(of, room)} />;
}

function chart(things: Shared[], { narrow, start, name }: Room): PlotOptions {
  const measures = Object.keys(things[0]!.shares);
  const bars = things.flatMap(({ shares }, row) =>
    measures.map((measure) => ({ row, measure, share: shares[measure] })),
  );
  const facet = narrow ? "fy" : "fx";
  const away = start === "left" ? 1 : -1;
  const anchor = { textAnchor: start === "left" ? "start" : "end" } as const;
  const rows = { y: "row", x: "share", [facet]: "measure" };
  const height = things.length * ROW + HEAD;
  return {
    height: narrow ? height * measures.length : height,
    marginTop: HEAD,
    marginBottom: 0,
    // Beside a whole bar its number has room too.
    x: { domain: [0, 1.2], axis: null },
    y: {
      type: "band",
      domain: things.map((_, row) => row),
      padding: 0.3,
      tickFormat: (row: number) => name(things[row]!.name),
    },
    [facet]: {
      domain: measures,
      reverse: !narrow && start === "right",
      padding: narrow ? HEAD / height : 0.14,
      ...{ axis: null, label: null },
    },
    marks: [
      barX(
        bars.filter(({ share }) => share !== undefined),
        { ...rows, className: "bar" },
      ),
      ruleX([0], { className: "base" }),
      text(bars, {
        ...rows,
        ...anchor,
        text: ({ share }) => (share === undefined ? t("network_unknown") : percent(share)),
        x: ({ share }) => share ?? 0,
        dx: 4 * away,
        className: "value",
      }),
      text(measures, {
        ...anchor,
        [facet]: (measure: string) => measure,
        text: (measure: string) => t(measure),
        frameAnchor: `top-${start}`,
        dy: -HEAD / 2,
        className: "measure",
      }),
    ],
  };
}
