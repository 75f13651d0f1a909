// Throws made input at the core until a time is up or something breaks.
//
//   npm run fuzz                      the targets there are
//   npm run fuzz -- compare 600       one target for ten minutes (one minute by default)
//
// The targets are laid out for cargo-fuzz, whose sanitizers need a nightly compiler. The core has no
// unsafe code for them to watch, so the coverage that guides libFuzzer is switched on by itself,
// which the stable compiler can do. What was found interesting is kept in `tests/fuzz/corpus`, an
// input that broke something in `tests/fuzz/artifacts`.

import fs from "node:fs/promises";
import path from "node:path";
import { at } from "./lib/paths.mjs";
import { ask, main, Problem, run, step } from "./lib/run.mjs";

const FOLDER = at("tests/fuzz");

/** What `cargo fuzz` passes to the compiler, less its sanitizers. */
const COVERAGE = [
  "--cfg=fuzzing",
  "-Cpasses=sancov-module",
  "-Cllvm-args=-sanitizer-coverage-level=4",
  "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
  "-Cllvm-args=-sanitizer-coverage-pc-table",
  "-Cllvm-args=-sanitizer-coverage-trace-compares",
  "-Ccodegen-units=1",
];

main(async () => {
  const names = (await fs.readdir(path.join(FOLDER, "targets"))).map(
    (file) => path.parse(file).name,
  );
  const [target, seconds = "60"] = process.argv.slice(2);
  if (!names.includes(target) || !/^\d+$/.test(seconds)) {
    throw new Problem(
      `npm run fuzz -- TARGET [SECONDS], with one of the targets ${names.join(", ")}.`,
    );
  }
  const host = (await ask("rustc", ["-vV"]))?.match(/^host: (.*)$/m)?.[1];
  if (!host) throw new Problem("There is no rustc: npm start sets it up.");
  await step("Building the fuzz target", () =>
    run(
      "cargo",
      [
        ...["build", "--release", "--bin", target, "--target", host],
        ...["--manifest-path", path.join(FOLDER, "Cargo.toml")],
      ],
      { env: { RUSTFLAGS: COVERAGE.join(" ") } },
    ),
  );
  const corpus = path.join(FOLDER, "corpus", target);
  const artifacts = path.join(FOLDER, "artifacts", target);
  for (const folder of [corpus, artifacts]) await fs.mkdir(folder, { recursive: true });
  const { stderr } = await run(
    path.join(FOLDER, "target", host, "release", target),
    [
      corpus,
      path.join(FOLDER, "seeds", target),
      `-max_total_time=${seconds}`,
      `-artifact_prefix=${artifacts}${path.sep}`,
      ...["-max_len=16384", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"],
    ],
    { show: true },
  );
  const runs = stderr.match(/number_of_executed_units:\s*(\d+)/)?.[1];
  process.stdout.write(`${target}: ${runs} executions in ${seconds} s, nothing broke\n`);
});
