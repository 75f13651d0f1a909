/**
 * Relations as a table. Cells come from pages, and table programs run what looks like a formula: such
 * a cell gets an apostrophe in front.
 */
import type { Pair } from "../../../messages/report.js";
import type { StoryHead } from "../../../messages/session.js";

const NAMES = [
  ...["a", "b", "relation", "cut", "a_in_b", "b_in_a", "resemblance", "passages"],
  ...["a_title", "b_title", "a_site", "b_site", "a_published", "b_published", "a_url", "b_url"],
];

/** A row for each pair, under a row of names. */
export function relationsCsv(pairs: Pair[], heads: ReadonlyMap<string, StoryHead>): string {
  const rows = pairs.map((pair) => {
    const [a, b] = [heads.get(pair.a), heads.get(pair.b)];
    return [
      ...[pair.a, pair.b, pair.relation, pair.cut],
      ...[pair.a_in_b, pair.b_in_a, pair.resemblance, pair.passages.length],
      ...[a?.title, b?.title, a?.site, b?.site, a?.published, b?.published, a?.url, b?.url],
    ];
  });
  return [NAMES, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number | undefined): string {
  if (typeof value === "number") return String(value);
  const safe = (value ?? "").replace(/^(?=[=+\-@\t\r])/, "'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
