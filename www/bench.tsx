/** The benchmarks as the repository has them: words and tables, with pictures of those that have one. */
import { useEffect, useRef } from "preact/hooks";
import { chartOf, type Rows } from "./charts.js";
import { Pages } from "./parts/pages.js";
import { type Section, Sections, show } from "./parts/site.js";

function Picture({ name, rows }: { name: string; rows: Rows }) {
  const place = useRef<HTMLElement>(null);
  const chart = chartOf(name, rows);
  useEffect(() => {
    if (!chart) return;
    // Its parts have names of their own, which say nothing to a reader.
    chart.svg.ariaHidden = "true";
    place.current?.replaceChildren(chart.svg);
  });
  return chart && <figure role="img" aria-label={chart.words} ref={place} />;
}

function BenchPage({ sections }: { sections: Section[] }) {
  return (
    <main>
      <Pages here="bench.html" />
      <h1>Measured</h1>
      <p>
        What Wireprint finds and what it costs, beside its peers on the same inputs. Each table says
        by which command it is made anew.
      </p>
      <Sections of={sections} picture={(name, rows) => <Picture name={name} rows={rows} />} />
    </main>
  );
}

void show("bench.json", (sections) => <BenchPage sections={sections} />);
