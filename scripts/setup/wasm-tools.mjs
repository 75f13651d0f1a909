// wasm-pack and the wasm-bindgen command line, built into `.tools/bin`.
//
// wasm-pack would fetch wasm-bindgen as a binary from the open internet; building it from the
// crate registry needs one source less and gives the version that the crate is pinned to.

import fs from "node:fs/promises";
import path from "node:path";
import { at, TOOLS } from "../lib/paths.mjs";
import { ask, Problem, run, step } from "../lib/run.mjs";

const WASM_PACK = "0.15.1";

/** The tools run for a second or two in every build: to build them fast matters more. */
const QUICK = {
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "16",
  CARGO_PROFILE_RELEASE_LTO: "off",
  CARGO_PROFILE_RELEASE_OPT_LEVEL: "1",
  RUSTFLAGS: "",
};

/** Makes sure that both tools are there in the pinned versions. */
export async function wasmTools() {
  await tool("wasm-pack", "wasm-pack", WASM_PACK, ["--locked"]);
  // Its lock file can name yanked crates, so the newest fitting ones are taken.
  await tool("wasm-bindgen", "wasm-bindgen-cli", await bindgenVersion(), []);
}

async function tool(binary, crate, version, extra) {
  const found = await ask(path.join(TOOLS, "bin", binary), ["--version"]);
  if (found?.split(" ")[1] === version) return;
  const target = path.join(TOOLS, "target");
  await step(`Building ${crate} ${version} (a few minutes, once)`, () =>
    run(
      "cargo",
      [
        ...["install", crate, "--version", version, "--root", TOOLS, "--bin", binary],
        ...["--target-dir", target, "--force", "--no-track", ...extra],
      ],
      { env: QUICK },
    ),
  );
  await fs.rm(target, { recursive: true, force: true });
}

async function bindgenVersion() {
  const lock = await fs.readFile(at("Cargo.lock"), "utf8");
  const version = lock.match(/name = "wasm-bindgen"\nversion = "([^"]+)"/)?.[1];
  if (!version) throw new Problem("Cargo.lock does not name wasm-bindgen.");
  return version;
}
