// TypeScript to what a browser loads: one readable file per entry point, never minified, so that
// a reviewer can read what ships.

import fs from "node:fs/promises";
import path from "node:path";
import { at } from "../lib/paths.mjs";

/** The oldest browsers that the manifests allow. */
const BROWSERS = ["chrome148", "firefox149"];

/**
 * Bundles entry points.
 *
 * @param {Record<string, string>} entries name of the output to source file.
 * @param {string} outdir
 * @param {"content" | "module" | "node"} host what loads them: a page as content script, the
 *   browser as module, or Node.js in a test.
 */
export async function bundle(entries, outdir, host) {
  // Loaded here and not above, because the npm packages may be fetched only after this file is.
  const { build } = await import("esbuild");
  const { glue } = await import("./glue.mjs");
  const hosts = {
    content: { format: "iife", target: BROWSERS },
    module: { format: "esm", target: BROWSERS },
    node: { format: "esm", platform: "node", packages: "external", target: "node20" },
  };
  await build({
    entryPoints: entries,
    outdir,
    bundle: true,
    charset: "utf8",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "inline",
    logLevel: "warning",
    plugins: [glue],
    ...hosts[host],
  });
}

/** The extension's pages: each folder in `extension/pages` that has an `index.tsx`. */
export async function pageNames() {
  const folder = at("extension/pages");
  const names = (await fs.readdir(folder)).sort();
  const isPage = await Promise.all(
    names.map((name) => exists(path.join(folder, name, "index.tsx"))),
  );
  return names.filter((_, index) => isPage[index]);
}

async function exists(file) {
  return (await fs.stat(file).catch(() => undefined)) !== undefined;
}
