// How many instructions the hot paths of the core take. They are the same on every day and, but for what
// a processor offers, on every machine, so they have a budget (tests/budgets.toml), as sizes and
// allocations do: it tells when a path has begun to do more than it did.

import fs from "node:fs/promises";
import { at } from "../lib/paths.mjs";
import { Problem, run } from "../lib/run.mjs";
import { valgrind } from "../setup/valgrind.mjs";

const EXAMPLE = ["--example", "hot_paths"];

/**
 * The instructions of each hot path (tests/bench/paths.rs), by its name.
 *
 * @param {"quick" | "release"} profile how the core is built: quickly, or as it ships.
 * @returns {Promise<Record<string, number> | undefined>} nothing where there is no Valgrind.
 */
export async function countInstructions(profile) {
  const program = await valgrind();
  if (!program) return undefined;
  await run("cargo", ["build", "--profile", profile, ...EXAMPLE]);
  const paths = at(`target/${profile}/examples/hot_paths`);
  const { stdout } = await run(paths, []);
  const counted = stdout
    .trim()
    .split("\n")
    .map(async (path) => [path, await count(path)]);
  return Object.fromEntries(await Promise.all(counted));

  async function count(path) {
    const { stderr } = await run(program, [
      ...["--tool=callgrind", "--callgrind-out-file=/dev/null"],
      ...["--collect-atstart=no", "--toggle-collect=hot_paths::counted*"],
      ...[paths, path],
    ]);
    const collected = Number(/Collected : (\d+)/.exec(stderr)?.[1]);
    if (!(collected > 0)) throw new Problem(`Valgrind counted nothing of ${path}:\n${stderr}`);
    return collected;
  }
}

/** Holds each path to its budget; a path without one fails. */
export async function instructionTests() {
  const counts = await countInstructions("quick");
  const tally = { passed: 0, failures: [] };
  if (!counts) {
    process.stderr.write("There is no Valgrind here: instructions are not counted.\n");
    return tally;
  }
  const { parse } = await import("smol-toml");
  const { instructions } = parse(await fs.readFile(at("tests/budgets.toml"), "utf8"));
  for (const [path, count] of Object.entries(counts)) {
    const most = instructions[path] ?? 0;
    // A budget that nobody comes near holds nothing.
    const holds = count <= most && 2 * count > most;
    const said = `${path}: ${count} instructions of ${most}`;
    if (holds) tally.passed++;
    else tally.failures.push(said);
    process.stderr.write(`  ${said}${holds ? "" : " ✖"}\n`);
  }
  return tally;
}
