// Ours and its peers over the same stories, side by side; the tables go to tests/bench/README.md.

import fs from "node:fs/promises";
import path from "node:path";
import { at, TOOLS } from "../lib/paths.mjs";
import { ask, Problem, run, step } from "../lib/run.mjs";
import { writeTable } from "./lib/table.mjs";

const FOLDER = at("tests/bench/overlap_peers");
const SETS = at("../shared/bench/overlap");
const SET = path.join(SETS, "synthetic");

/** Runs it. */
export async function bench() {
  if (!(await fs.stat(SET).catch(() => null))) {
    throw new Problem(`The stories are not there: ${SET}`);
  }
  const python = await peers();
  await step("Building ours", () =>
    run("cargo", ["build", "--release", "--example", "overlap_peers", "--bin", "wireprint"]),
  );
  const table = at("target/overlap_peers.md");
  await step("Judging in rounds", () =>
    run(
      python,
      [path.join(FOLDER, "run.py"), at("target/release/examples/overlap_peers"), SET, table],
      { show: true },
    ),
  );
  await writeTable("overlap", await fs.readFile(table, "utf8"));
  const sets = ["natural", "rewrites"].map((name) => `${name}=${path.join(SETS, name)}`);
  await step("Real coverage, all pairs", () =>
    run(python, [path.join(FOLDER, "real.py"), at("target/release/wireprint"), table, ...sets], {
      show: true,
    }),
  );
  await writeTable("overlap-real", await fs.readFile(table, "utf8"));
}

/** A Python with the peers in pinned versions, in a folder of its own that git ignores. */
async function peers() {
  const folder = path.join(TOOLS, "bench-overlap");
  const python = path.join(folder, "bin/python");
  const wanted = await fs.readFile(path.join(FOLDER, "requirements.txt"), "utf8");
  const there = ((await ask(python, ["-m", "pip", "freeze"])) ?? "").toLowerCase();
  if (wanted.split("\n").every((line) => there.includes(line))) return python;
  await step("Installing the peers", async () => {
    await run("python3", ["-m", "venv", folder]);
    await run(python, [
      ...["-m", "pip", "install", "--quiet", "-r"],
      path.join(FOLDER, "requirements.txt"),
    ]);
  });
  return python;
}
