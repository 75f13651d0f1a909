/**
 * The engine: the core as WebAssembly, in the extension's own origin (pages may forbid it in
 * theirs). There is one; it starts when it is first needed. A panic leaves its memory in no state
 * to go on with, so the instance is dropped and the next call starts another.
 */
import { CodedError, wordsOf } from "../messages/result.js";
import { type Engine, instantiate } from "./instance.js";

export type { Engine } from "./instance.js";

let starting: Promise<Engine> | null = null;
let panics = 0;

/** How often the engine has panicked, and was dropped. */
export function panicsSoFar(): number {
  return panics;
}

/** Starts the engine if it is not running, so that a later call need not wait. */
export function warmUp(): void {
  void running().catch(() => undefined);
}

function running(): Promise<Engine> {
  // Beside the script, because a worker of the extension cannot ask where its files are.
  const module = new URL("wireprint_bg.wasm", import.meta.url);
  starting ??= instantiate(fetch(module)).catch((thrown: unknown) => {
    starting = null;
    throw new CodedError("engine", wordsOf(thrown));
  });
  return starting;
}

/** Runs something with the engine; its faults become errors with the code `engine`, `index` or `pack`. */
export async function withEngine<T>(use: (engine: Engine) => T | Promise<T>): Promise<T> {
  const engine = await running();
  try {
    return await use(engine);
  } catch (thrown) {
    if (thrown instanceof WebAssembly.RuntimeError) {
      starting = null;
      panics++;
    }
    const fault = faultOf(thrown);
    if (fault) throw new CodedError(fault, wordsOf(thrown));
    throw thrown;
  }
}

/** What a panic is, or an error that the core threw as `{ code, message }`; others are not its own. */
function faultOf(thrown: unknown): "engine" | "index" | "pack" | null {
  if (thrown instanceof WebAssembly.RuntimeError) return "engine";
  if (thrown instanceof Error || typeof thrown !== "object" || thrown === null) return null;
  const code = "code" in thrown ? thrown.code : "";
  if (code === "pack") return code;
  return code === "format" ? "index" : "engine";
}
