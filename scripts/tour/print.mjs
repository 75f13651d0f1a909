// A tour for people: one paragraph a page, then the table of related pairs.

/** The words of a text, as a reader counts them. */
const words = (text) => text.split(/\s+/u).filter(Boolean).length;
const percent = (share) => `${Math.round(share * 100)} %`;

/** The tour as text. */
export function tourText({ pages, pairs }) {
  return `${pages.map(pageText).join("\n")}\n${pairsText(pairs)}`;
}

function pageText({ file, reading }) {
  const agencies = reading.agencies.map(({ name, role }) =>
    role === "whole" ? name : `${name} (${role})`,
  );
  const origin = [reading.site ?? "outlet not given", agencies.join(", ") || "no agency named"];
  const counts = new Map();
  for (const block of reading.blocks) {
    if (block.begin !== undefined) continue;
    counts.set(block.kind, (counts.get(block.kind) ?? 0) + words(block.text));
  }
  const around = [...counts].sort(([, a], [, b]) => b - a).map(([kind, n]) => `${kind} ${n}`);
  const further = reading.stories.length > 0 ? `, ${reading.stories.length} further stories` : "";
  return [
    `${file}`,
    `  ${reading.title ?? "(no title)"}`,
    `  ${origin.join(" · ")}`,
    `  story ${words(reading.text)} words${reading.truncated ? ", cut off" : ""}${further}`,
    `  around it: ${around.join(", ") || "nothing"}`,
    "",
  ].join("\n");
}

const ORDER = ["exact", "syndicated", "partial", "shared-quotes", "same-event"];

function pairsText(pairs) {
  if (pairs.length === 0) return "No two of these stories share text.\n";
  const sorted = [...pairs].sort(
    (x, y) =>
      ORDER.indexOf(x.relation) - ORDER.indexOf(y.relation) || y.resemblance - x.resemblance,
  );
  const rows = sorted.map((pair) => [
    pair.relation + (pair.cut ? ` (${pair.cut} is cut)` : ""),
    percent(pair.a_in_b),
    percent(pair.b_in_a),
    String(pair.passages.length),
    pair.a,
    pair.b,
  ]);
  const head = ["relation", "a in b", "b in a", "passages", "a", "b"];
  return table([head, ...rows]);
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd();
  return `${rows.map(line).join("\n")}\n`;
}
