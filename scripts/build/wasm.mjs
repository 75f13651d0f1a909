// The engine: Rust to WebAssembly by wasm-pack, then binaryen's optimiser.

import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { at, ROOT, TOOLS, WASM_PACKAGE } from "../lib/paths.mjs";
import { ask, run, step } from "../lib/run.mjs";
import { filesBelow, hashOf, unlessStamped } from "../lib/stamp.mjs";

/** What the optimiser may assume of a browser; all of it older than the oldest we run in. */
const FEATURES = [
  "simd",
  "bulk-memory",
  "bulk-memory-opt",
  "mutable-globals",
  "nontrapping-float-to-int",
  "sign-ext",
  "reference-types",
  "multivalue",
];

/**
 * Builds `src/wasm/pkg` unless it is up to date.
 *
 * @param {Record<string, string>} rust the environment in which Rust builds for wasm32.
 */
export async function buildWasm(rust) {
  const env = { ...process.env, ...rust };
  const sources = await filesBelow(at("src"), [WASM_PACKAGE]);
  const compiler = (await ask("rustc", ["-vV"], { env: rust })) ?? "";
  const hash = await hashOf(
    [
      ...[at("Cargo.toml"), at("Cargo.lock"), at("build.rs"), at("scripts/build/wasm.mjs")],
      ...sources,
    ],
    [compiler],
  );
  await unlessStamped(path.join(WASM_PACKAGE, ".stamp"), hash, () =>
    step("Building the engine", async () => {
      await compile(env);
      await optimise(path.join(WASM_PACKAGE, "wireprint_bg.wasm"));
    }),
  );
}

async function compile(env) {
  const sysroot = (await ask("rustc", ["--print", "sysroot"], { env })) ?? "";
  const cargoHome = env.CARGO_HOME ?? path.join(os.homedir(), ".cargo");
  // Panic messages carry file names; the same source must give the same bytes in any folder.
  const renamed = [`${ROOT}=.`, `${cargoHome}=cargo`, `${sysroot}=rust`];
  const flags = [
    "-Ctarget-feature=+simd128",
    ...renamed.map((pair) => `--remap-path-prefix=${pair}`),
  ];
  await run(
    path.join(TOOLS, "bin/wasm-pack"),
    [
      ...["build", ROOT, "--release", "--target", "web", "--mode", "no-install", "--no-pack"],
      ...["--out-dir", WASM_PACKAGE, "--out-name", "wireprint"],
      ...["--", "--locked", "--no-default-features"],
    ],
    {
      env: {
        ...env,
        PATH: `${path.join(TOOLS, "bin")}:${env.PATH}`,
        // The private toolchain and the usual one must not share object files.
        CARGO_TARGET_DIR: at("target/wasm"),
        CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f"),
      },
    },
  );
}

async function optimise(module) {
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  const smaller = `${module}.opt`;
  await run(at("node_modules/.bin/wasm-opt"), [
    "-O3",
    ...["--converge", "--strip-producers", "--strip-target-features"],
    ...features,
    module,
    "-o",
    smaller,
  ]);
  await fs.rename(smaller, module);
}
