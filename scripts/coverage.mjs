// Which lines of the core the Rust tests run: a table by room, and one that names the files with the
// most lines that no test runs.
//
//   npm run coverage              fails below the share that is asked for
//   npm run coverage -- text/     and lists the lines of these files that no test runs
//
// The compiler counts in this package alone, so dependencies are those of every other test run. The
// lines of tests are no lines of the core. What runs only in a browser (`src/wasm`) is tested there.

import fs from "node:fs/promises";
import path from "node:path";
import { at } from "./lib/paths.mjs";
import { ask, main, Problem, run, step } from "./lib/run.mjs";

/** The share of lines that tests must run. */
const ASKED = 0.9;
/** Files that are named: those with the most lines left out. */
const NAMED = 12;

const OUT = at("target/coverage");
const TESTS = ["test", "--all-features", "--lib", "--bins", "--test", "*"];

main(async () => {
  const llvm = await llvmTools();
  await fs.rm(OUT, { recursive: true, force: true });
  const programs = await step("Building the tests", builtPrograms);
  await step("Running the tests", async () => {
    for (const { file, isTest } of programs)
      if (isTest) await run(file, [], { env: counting(), show: true });
  });
  const counts = (await fs.readdir(OUT)).map((name) => path.join(OUT, name));
  const profile = path.join(OUT, "all.profdata");
  await run(llvm("llvm-profdata"), ["merge", "--sparse", ...counts, "-o", profile]);
  const objects = programs.flatMap(({ file }) => ["--object", file]);
  const shown = ["--instr-profile", profile, ...objects, "--sources", at("src")];
  const { stdout } = await run(llvm("llvm-cov"), ["export", "--format=lcov", ...shown]);
  const files = await Promise.all(stdout.split("end_of_record").slice(0, -1).map(linesOf));
  const [word] = process.argv.slice(2);
  for (const { name, lines } of word ? files.filter((file) => file.name.includes(word)) : [])
    for (const [line, count] of lines) if (count === 0) process.stdout.write(`${name}:${line}\n`);
  print("room", byRoom(files));
  print("file", files.sort((a, b) => b.count - b.covered - (a.count - a.covered)).slice(0, NAMED));
  const [all] = print("all", [sum("src", files)]);
  if (all.covered / all.count < ASKED) throw new Problem(`Less than ${ASKED * 100} % of lines.`);
});

/** How the compiler counts, and where each test writes what it counted. */
function counting() {
  return {
    RUSTC_WORKSPACE_WRAPPER: at("scripts/coverage/instrumented"),
    // One file serves several processes in turn.
    LLVM_PROFILE_FILE: path.join(OUT, "%4m.profraw"),
    TS_RS_EXPORT_DIR: at("target/types"),
  };
}

/** The compiler's own tools: counts are in a format of its version. */
async function llvmTools() {
  const library = await ask("rustc", ["--print", "target-libdir"]);
  const folder = path.join(library ?? "", "../bin");
  const isThere = await fs.stat(path.join(folder, "llvm-cov")).catch(() => null);
  if (!isThere) throw new Problem("llvm-cov is missing: rustup component add llvm-tools");
  return (name) => path.join(folder, name);
}

/** The tests, and the program that some of them run: what it runs counts as well. */
async function builtPrograms() {
  const wanted = [...TESTS, "--no-run", "--message-format=json"];
  const { stdout } = await run("cargo", wanted, { env: counting() });
  const messages = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return messages
    .filter(({ executable }) => executable)
    .map(({ executable: file, profile: { test: isTest } }) => ({ file, isTest }));
}

/** A file of the core, and how often each of its lines was run; the tests in it are left out. */
async function linesOf(record) {
  const file = record.match(/^SF:(.*)$/m)[1];
  const source = await fs.readFile(file, "utf8");
  const tests = source.search(/^#\[cfg\(test\)\]\nmod tests \{/m);
  const own = tests < 0 ? source : source.slice(0, tests);
  const end = path.basename(file) === "tests.rs" ? 0 : own.split("\n").length;
  const all = [...record.matchAll(/^DA:(\d+),(\d+)/gm)].map((found) => found.slice(1).map(Number));
  const lines = all.filter(([line]) => line <= end);
  const covered = lines.filter(([, count]) => count > 0).length;
  return { name: path.relative(at("src"), file), lines, count: lines.length, covered };
}

function byRoom(files) {
  const roomOf = ({ name }) => (name.includes("/") ? name.split("/")[0] : ".");
  const rooms = [...new Set(files.map(roomOf))];
  return rooms.map((room) =>
    sum(
      room,
      files.filter((file) => roomOf(file) === room),
    ),
  );
}

function sum(name, files) {
  const total = (of) => files.reduce((all, file) => all + file[of], 0);
  return { name, count: total("count"), covered: total("covered") };
}

function print(what, rows) {
  process.stdout.write(`${what.padEnd(32)}  lines  not run  share\n`);
  for (const { name, count, covered } of rows) {
    const share = `${((100 * covered) / Math.max(count, 1)).toFixed(1)} %`;
    const cells = [String(count).padStart(5), String(count - covered).padStart(7), share];
    process.stdout.write(`${name.padEnd(32)}  ${cells.join("  ")}\n`);
  }
  return rows;
}
