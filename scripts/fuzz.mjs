// Throws made input at the core and the importers until a time is up or something breaks.
//
//   npm run fuzz                      the targets there are
//   npm run fuzz -- compare 600       one target for ten minutes (one minute by default)
//   npm run fuzz -- importers 600     files that chance has changed, in a page of the extension
//
// The targets of the core are laid out for cargo-fuzz, whose sanitizers need a nightly compiler. The
// core has no unsafe code for them to watch, so the coverage that guides libFuzzer is switched on by
// itself, which the stable compiler can do. What was found interesting is kept in
// `tests/fuzz/corpus`, an input that broke something in `tests/fuzz/artifacts`; once it is mended it
// goes into `tests/fuzz/seeds`, which `tests/fuzzed.rs` runs as well. The importers take files by
// number (`tests/unit/mutants.ts`): one that breaks is named by it.

import fs from "node:fs/promises";
import path from "node:path";
import { openChromium } from "./browsers/chromium.mjs";
import { bundle } from "./build/bundle.mjs";
import { at, DIST } from "./lib/paths.mjs";
import { ask, main, Problem, run, step } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

const FOLDER = at("tests/fuzz");
const IMPORTERS = "importers";
/** Files that the page takes in before it is asked for more. */
const PORTION = 50;

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
  const files = await fs.readdir(path.join(FOLDER, "targets"));
  const names = [...files.map((file) => path.parse(file).name), IMPORTERS];
  const [target, seconds = "60"] = process.argv.slice(2);
  if (!names.includes(target) || !/^\d+$/.test(seconds)) {
    throw new Problem(
      `npm run fuzz -- TARGET [SECONDS], with one of the targets ${names.join(", ")}.`,
    );
  }
  const work = target === IMPORTERS ? fuzzImporters(seconds) : fuzzCore(target, seconds);
  process.stdout.write(`${target}: ${await work} executions in ${seconds} s, nothing broke\n`);
});

/** Runs a target of the core; how often it was run. */
async function fuzzCore(target, seconds) {
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
  return stderr.match(/number_of_executed_units:\s*(\d+)/)?.[1];
}

/** Has a page of the extension take files in; how many it took. */
async function fuzzImporters(seconds) {
  const { browsers } = await setup({ browsers: ["chromium"] });
  const out = at("target/importers");
  await bundle({ importers: path.join(FOLDER, "importers.entry.ts") }, out, "content");
  const source = await fs.readFile(path.join(out, "importers.js"), "utf8");
  const extension = path.join(DIST, "chrome");
  const driver = await openChromium({ program: browsers.chromium, extension });
  const end = performance.now() + Number(seconds) * 1000;
  try {
    const page = await driver.extensionPage("options.html");
    await page.evaluate(new Function(source));
    let done = 0;
    for (; performance.now() < end; done += PORTION) {
      const broken = await page.evaluate(
        (first, count) => globalThis.tryMutants(first, count),
        done + 1,
        PORTION,
      );
      if (broken) throw new Problem(broken);
    }
    return done;
  } finally {
    await driver.close();
  }
}
