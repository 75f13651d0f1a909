// Shows that tests guard what they say: takes defences out of a copy of the source, one at a time
// (`tests/mutations.toml`), and runs the one test that must then fail. A test that passes all the
// same, or that fails with the defence in place, is told.
//
//   npm run mutate                all of them
//   npm run mutate -- report      those whose defence has the word

import fs from "node:fs/promises";
import path from "node:path";
import { at, WASM_PACKAGE } from "./lib/paths.mjs";
import { main, Problem, run } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

const COPY = at("target/mutated");

main(async () => {
  await setup();
  const { parse } = await import("smol-toml");
  const { mutation } = parse(await fs.readFile(at("tests/mutations.toml"), "utf8"));
  const word = process.argv[2] ?? "";
  const asked = mutation.filter(({ defence }) => defence.includes(word));
  if (asked.length === 0) throw new Problem(`There is no defence with "${word}".`);
  await copySource();
  let survivors = 0;
  const standing = new Map();
  for (const one of asked) {
    if (!standing.has(one.test)) standing.set(one.test, await outcome(one.test));
    const before = standing.get(one.test);
    const after = before === "passes" ? await without(one) : "not tried";
    if (after !== "fails") survivors++;
    process.stdout.write(
      `${after === "fails" ? "guarded" : "NOT GUARDED"}: ${one.defence}\n` +
        `  ${one.test}\n  with the defence it ${before}, without it ${after}\n`,
    );
  }
  await fs.rm(COPY, { recursive: true, force: true });
  process.stdout.write(`${asked.length - survivors} guarded, ${survivors} not\n`);
  if (survivors > 0) process.exitCode = 1;
});

/** A copy of what git knows, beside the same packages and engine. */
async function copySource() {
  await fs.rm(COPY, { recursive: true, force: true });
  const { stdout } = await run("git", ["ls-files", "--cached", "--others", "--exclude-standard"]);
  for (const name of stdout.trim().split("\n")) {
    const exists = await fs.stat(at(name)).catch(() => null);
    if (exists) await fs.cp(at(name), path.join(COPY, name));
  }
  await fs.symlink(at("node_modules"), path.join(COPY, "node_modules"));
  await fs.cp(WASM_PACKAGE, path.join(COPY, "src/wasm/pkg"), { recursive: true });
}

/** What a test does in the copy: "passes", "fails", or "does not run". */
async function outcome(test) {
  const script = path.join(COPY, "scripts/test/one.mjs");
  const env = { CARGO_TARGET_DIR: at("target") };
  const { code } = await run(process.execPath, [script, test], { cwd: COPY, env, tolerate: true });
  return ["passes", "fails"][code] ?? "does not run";
}

/** What its test does while a defence is taken out. */
async function without({ file, find, replace, test }) {
  const place = path.join(COPY, file);
  const source = await fs.readFile(place, "utf8");
  if (source.split(find).length !== 2) throw new Problem(`Not once in ${file}: ${find}`);
  await fs.writeFile(
    place,
    source.replace(find, () => replace),
  );
  try {
    return await outcome(test);
  } finally {
    await fs.writeFile(place, source);
  }
}
