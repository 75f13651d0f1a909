// Where things are. Everything that the scripts make lies inside the checkout.

import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(fileURLToPath(import.meta.url), "../../..");

/** Joins parts onto the root of the checkout. */
export const at = (...parts) => path.join(ROOT, ...parts);

export const TOOLS = at(".tools");
export const DIST = at("dist");
export const WASM_PACKAGE = at("src/wasm/pkg");
