// Everything that a build needs on a fresh machine; each part is a quick no-op when it is done.

import { at } from "./lib/paths.mjs";
import { main, Problem } from "./lib/run.mjs";
import { browser } from "./setup/browsers.mjs";
import { npmPackages } from "./setup/npm.mjs";
import { rustForWasm } from "./setup/rust.mjs";
import { wasmTools } from "./setup/wasm-tools.mjs";

/**
 * Sets up what is asked for.
 *
 * @param {{browsers?: ("chromium" | "firefox")[]}} [needs]
 * @returns {Promise<{rust: Record<string, string>, browsers: Record<string, string>}>} the
 *   environment in which Rust builds for wasm32, and the browsers' programs.
 */
export async function setup({ browsers = [] } = {}) {
  const [major] = process.versions.node.split(".").map(Number);
  if (major < 20) throw new Problem(`Node 20 or newer is needed; this is ${process.version}.`);
  await npmPackages();
  const rust = await rustForWasm();
  await wasmTools();
  const programs = {};
  for (const name of browsers) programs[name] = await browser(name);
  return { rust, browsers: programs };
}

if (process.argv[1] === at("scripts/setup.mjs")) {
  main(async () => {
    await setup({ browsers: ["chromium", "firefox"] });
  });
}
