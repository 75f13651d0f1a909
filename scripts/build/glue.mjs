// The glue that wasm-bindgen writes keeps its one instance in module variables. The engine's host
// has to replace an instance that has panicked, so it imports `wireprint-glue` instead: the same
// code as a function, which has variables of its own on every call.

import fs from "node:fs/promises";
import path from "node:path";
import { transform } from "esbuild";
import { WASM_PACKAGE } from "../lib/paths.mjs";

/** An esbuild plugin that provides `wireprint-glue`. */
export const glue = {
  name: "wireprint-glue",
  setup(build) {
    build.onResolve({ filter: /^wireprint-glue$/ }, ({ path: name }) => ({
      path: name,
      namespace: "glue",
    }));
    build.onLoad({ filter: /.*/, namespace: "glue" }, async () => {
      const module = await fs.readFile(path.join(WASM_PACKAGE, "wireprint.js"), "utf8");
      const { code } = await transform(module, {
        format: "iife",
        globalName: "made",
        // The host always says where the module is, so the glue's own guess is never used.
        define: { "import.meta.url": "undefined" },
      });
      return { contents: `export function glue() {\n${code}\nreturn made;\n}\n`, loader: "js" };
    });
  },
};
