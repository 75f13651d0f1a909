/**
 * One instance of the engine's module.
 *
 * The glue that wasm-bindgen writes keeps its instance in module variables and starts only once.
 * `wireprint-glue` is that glue as a function (the bundler wraps it), so that every start has
 * variables of its own and a stopped instance can be replaced.
 */
import { glue } from "wireprint-glue";
import type { Pair, Reading, Snapshot, Story } from "../messages/report.js";

interface Shard {
  key: number;
  bytes: Uint8Array;
}

/** The core, as seen from TypeScript. */
export interface WasmEngine {
  version(): string;
  read(snapshot: Snapshot, id: string): { reading: Reading; ms: number };
  readText(text: string, id: string, url?: string): Reading;
  fingerprint(story: Story): Uint8Array;
  plan(fingerprint: Uint8Array): Uint32Array;
  candidates(fingerprint: Uint8Array, shards: Shard[]): { story: number; shared: number }[];
  insert(story: number, fingerprint: Uint8Array, shards: Shard[]): Shard[];
  remove(story: number, fingerprint: Uint8Array, shards: Shard[]): Shard[];
  compare(a: Story, b: Story): Pair;
}

/** Starts a fresh instance from the module's bytes. */
export async function instantiate(bytes: () => Promise<Response>): Promise<WasmEngine> {
  const { default: init, Engine } = glue();
  await init({ module_or_path: bytes() });
  return new Engine();
}
