/** What the bundler makes of the package that wasm-pack wrote. */
declare module "wireprint-glue" {
  /** The package's exports, with state of their own on every call. */
  export function glue(): typeof import("../../src/wasm/pkg/wireprint.js");
}
