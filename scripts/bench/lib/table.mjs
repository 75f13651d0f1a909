// The tables of tests/bench/README.md, each between two comments that name its benchmark.

import fs from "node:fs/promises";
import { at } from "../../lib/paths.mjs";
import { Problem } from "../../lib/run.mjs";

const FILE = at("tests/bench/README.md");

/** Puts a freshly measured table in the place of the old one. */
export async function writeTable(name, table) {
  const text = await fs.readFile(FILE, "utf8");
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Problem(`${FILE} has no place for the table ${name}.`);
  const place = from + begin.length;
  await fs.writeFile(FILE, `${text.slice(0, place)}\n${table.trim()}\n${text.slice(to)}`);
}
