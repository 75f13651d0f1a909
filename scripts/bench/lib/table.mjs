// The tables of tests/bench/README.md, each between two comments that name its benchmark.

import fs from "node:fs/promises";
import os from "node:os";
import { at } from "../../lib/paths.mjs";
import { Problem } from "../../lib/run.mjs";

const FILE = at("tests/bench/README.md");

/**
 * Puts freshly measured rows into a table, in the place of those that have the same first cells; others
 * stay. Rows stand in the order of these cells, the last of them first, as numbers.
 */
export async function writeRows(name, head, rows, cells) {
  const place = (row) => row.split(" | ").slice(0, cells);
  const { [name]: old } = tablesOf(await fs.readFile(FILE, "utf8"));
  const kept = (old?.[0] === head[0] ? old.slice(head.length) : []).filter(
    (row) => !rows.some((one) => String(place(one)) === String(place(row))),
  );
  const ordered = [...kept, ...rows].sort(
    (one, other) => Number(place(one).at(-1)) - Number(place(other).at(-1)),
  );
  await writeTable(name, [...head, ...ordered].join("\n"));
}

/** The lines of each table of a text, by the name of its benchmark. */
export function tablesOf(text) {
  const found = text.matchAll(/<!-- ([\w-]+) -->\n([\s\S]*?)<!-- \/\1 -->/g);
  return Object.fromEntries(
    [...found].map(([, name, lines]) => [
      name,
      lines.split("\n").filter((line) => line.startsWith("|")),
    ]),
  );
}

/** When and on what machine this is. */
function stated() {
  const [{ model = "a processor" } = {}, ...others] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const machine = `${others.length + 1} cores of ${model.trim()}, ${memory} GB`;
  return `${new Date().toISOString().slice(0, 10)}: ${machine}, ${os.type()}, Node ${process.versions.node}`;
}

/** Puts a freshly measured table in the place of the old one, with when and where it was measured. */
export async function writeTable(name, table) {
  const text = await fs.readFile(FILE, "utf8");
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Problem(`${FILE} has no place for the table ${name}.`);
  const place = from + begin.length;
  await fs.writeFile(
    FILE,
    `${text.slice(0, place)}\n${table.trim()}\n\nMeasured ${stated()}.\n${text.slice(to)}`,
  );
}
