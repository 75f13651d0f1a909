// What the blocks of a page are and whose text the story is, beside the peers: these know a story's text
// and nothing else, so they are asked for that alone; the tables go to tests/bench/README.md. The blocks
// of the pages are labelled with their kinds, and so is the agency that supplied each story.

import fs from "node:fs/promises";
import path from "node:path";
import { at } from "../lib/paths.mjs";
import { Problem, run, step } from "../lib/run.mjs";
import * as peers from "./lib/peers.mjs";
import { writeTable } from "./lib/table.mjs";

const FOLDER = at("target/bench-kinds");

/** Runs it. */
export async function bench() {
  await peers.needPages();
  await fs.rm(FOLDER, { recursive: true, force: true });
  await fs.mkdir(FOLDER, { recursive: true });
  await step("Building ours", () => run("cargo", ["build", "--release", "--bin", "wireprint"]));
  const ours = [at("target/release/wireprint"), "read"];
  const { texts, each } = await kinds(ours);
  await writeTable("kinds", texts);
  await writeTable("kinds-each", each);
  await writeTable("provenance", await provenance(ours));
}

/** Each kind's F1 by words; of the peers, that of the story's text. */
async function kinds(ours) {
  const pages = await unpacked("kinds");
  const readings = await peers.over(pages, ours);
  const { macro_f1, story_f1, ...each } = await scored("kinds", peers.OURS, readings);
  const texts = [[peers.OURS, each.body, macro_f1, story_f1]];
  const readers = Object.entries(await peers.readers());
  for (const [name, command] of readers.filter(([name]) => name !== peers.OURS)) {
    const lines = await step(name, () => peers.over(pages, command));
    const asBody = ({ id, text }) => ({
      id,
      blocks: text.split("\n").map((line) => ({ kind: "body", text: line })),
    });
    texts.push([name, (await scored("kinds", name, lines.map(asBody))).body]);
  }
  const show = (f1) => (f1 === undefined ? "" : f1.toFixed(3));
  return {
    texts: [
      "|  | story's text, F1 | all kinds, macro-F1 | story against boilerplate, F1 |",
      "| --- | --- | --- | --- |",
      ...texts.map(([name, ...marks]) => row([name, ...[0, 1, 2].map((at) => show(marks[at]))])),
    ].join("\n"),
    each: [
      row(Object.keys(each)),
      row(Object.keys(each).map(() => "---")),
      row(Object.values(each).map(show)),
    ].join("\n"),
  };
}

/** The agencies found, beside those that a page names anywhere at all. */
async function provenance(ours) {
  const pages = await unpacked("wire");
  const readings = await peers.over(pages, ours);
  const { default: agencies } = await import(path.join(peers.SHARED, "wire/agencies.json"), {
    with: { type: "json" },
  });
  const named = readings.map(({ id, blocks }) => {
    const text = ` ${blocks.map((block) => block.text).join(" ")} `.replaceAll(
      /[^\p{L}\p{N}.]/gu,
      " ",
    );
    const names = ({ name, full_name, aliases }) => [name, full_name, ...aliases];
    const found = agencies.filter((one) => names(one).some((name) => text.includes(` ${name} `)));
    return { id, agencies: found.map(({ name }) => ({ name, evidence: [name] })) };
  });
  const rows = [];
  for (const [name, lines] of [
    [peers.OURS, readings],
    ["every agency that the page names", named],
  ]) {
    const { precision, recall, f1, exact, evidence } = await scored("wire", name, lines);
    const marks = [precision, recall, f1, exact, evidence].map((mark) => mark.toFixed(3));
    rows.push(row([name, ...marks]));
  }
  return [
    "|  | precision | recall | F1 | pages all right | right ones with their evidence |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

const row = (cells) => `| ${cells.join(" | ")} |`;

/** The labelled pages of a set, as a file of lines. */
async function unpacked(set) {
  const file = path.join(FOLDER, `${set}.jsonl`);
  const packed = path.join(peers.SHARED, set, "dev/pages.jsonl.gz");
  await run("sh", ["-c", 'gunzip -c "$0" > "$1"', packed, file]);
  return file;
}

/** What the scorer of a set says of somebody's readings of it. */
async function scored(set, name, readings) {
  const file = path.join(FOLDER, `${set} ${name}.jsonl`);
  await fs.writeFile(file, readings.map((one) => JSON.stringify(one)).join("\n"));
  const folder = path.join(peers.SHARED, set);
  const scorer = path.join(folder, `score_${set}.py`);
  const { stdout } = await run("python3", [
    scorer,
    path.join(folder, "dev/gold.json"),
    file,
    "--json",
  ]);
  if (!stdout) throw new Problem(`The scorer of ${set} does not judge ${name}.`);
  return JSON.parse(stdout);
}
