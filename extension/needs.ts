/**
 * What the browser must have. The manifest keeps Wireprint out of browsers that are too old; but one
 * may call itself newer than it is, or somebody has switched a part of it off.
 */

/** What is looked at: the global names of a page. */
interface Scope {
  CSS?: { highlights?: unknown };
  navigator?: { locks?: unknown };
  WebAssembly?: unknown;
  CompressionStream?: unknown;
  indexedDB?: unknown;
}

const NEEDED: Record<string, (scope: Scope) => unknown> = {
  WebAssembly: ({ WebAssembly }) => WebAssembly,
  IndexedDB: ({ indexedDB }) => indexedDB,
  "Web Locks": ({ navigator }) => navigator?.locks,
  "Compression Streams": ({ CompressionStream }) => CompressionStream,
  "Custom Highlights": ({ CSS }) => CSS?.highlights,
};

/** The names of what this browser lacks. */
export function missing(scope: Scope = globalThis as Scope): string[] {
  return Object.keys(NEEDED).filter((name) => !NEEDED[name]?.(scope));
}
