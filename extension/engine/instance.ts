/**
 * One instance of the engine's module.
 *
 * The glue that wasm-bindgen writes keeps its instance in module variables and starts only once.
 * `wireprint-glue` is that glue as a function (the bundler wraps it), so that every start has
 * variables of its own and a stopped instance can be replaced.
 */
import { glue } from "wireprint-glue";
import type { Engine } from "../../src/wasm/pkg/wireprint.js";

export type { Engine } from "../../src/wasm/pkg/wireprint.js";

/** Starts a fresh instance from the module's bytes. */
export async function instantiate(bytes: Promise<Response>): Promise<Engine> {
  const { default: init, Engine } = glue();
  await init({ module_or_path: bytes });
  return new Engine();
}
