/** What the bundler makes of the package that wasm-pack wrote. */
declare module "wireprint-glue" {
  /** The package's exports, with state of their own on every call. */
  export function glue(): {
    default(input: { module_or_path: Promise<Response> }): Promise<unknown>;
    Engine: new () => import("./instance.js").WasmEngine;
  };
}
