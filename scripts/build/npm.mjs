// The core as a package for npm: the module with its glue and types, the snapshot of a document, and
// the schemas. Its files stand as they are published.

import fs from "node:fs/promises";
import path from "node:path";
import { at, WASM_PACKAGE } from "../lib/paths.mjs";
import { bundle } from "./bundle.mjs";
import { version } from "./manifest.mjs";

const TYPES = at("extension/messages/generated");

/** Writes the package to a folder, in place of what was there; the engine must be built. */
export async function buildNpmPackage(out) {
  await fs.rm(out, { recursive: true, force: true });
  await fs.mkdir(path.join(out, "types"), { recursive: true });
  for (const name of ["wireprint.js", "wireprint_bg.wasm"])
    await fs.copyFile(path.join(WASM_PACKAGE, name), path.join(out, name));
  for (const name of await fs.readdir(at("src/wasm/npm")))
    await fs.copyFile(at("src/wasm/npm", name), path.join(out, name));
  for (const name of ["LICENSE-APACHE", "LICENSE-MIT"])
    await fs.copyFile(at(name), path.join(out, name));
  await fs.cp(at("www/schemas"), path.join(out, "schemas"), { recursive: true });

  const declared = await fs.readFile(path.join(WASM_PACKAGE, "wireprint.d.ts"), "utf8");
  const types = declared.replaceAll("../../../extension/messages/generated/", "./types/");
  await fs.writeFile(path.join(out, "wireprint.d.ts"), types);
  for (const name of await fs.readdir(TYPES)) {
    const { name: type } = path.parse(name);
    await fs.copyFile(path.join(TYPES, name), path.join(out, "types", `${type}.d.ts`));
  }
  await bundle({ snapshot: at("extension/content/snapshot.ts") }, out, "module");
  await fs.writeFile(path.join(out, "package.json"), `${await packageJson()}\n`);
}

async function packageJson() {
  const { name, description, license, type } = JSON.parse(
    await fs.readFile(at("package.json"), "utf8"),
  );
  const fields = {
    name,
    version: await version(),
    description,
    license,
    type,
    exports: {
      ".": { types: "./wireprint.d.ts", default: "./wireprint.js" },
      "./snapshot.js": { types: "./snapshot.d.ts", default: "./snapshot.js" },
      "./wireprint_bg.wasm": "./wireprint_bg.wasm",
      "./schemas/*": "./schemas/*",
    },
    sideEffects: false,
  };
  return JSON.stringify(fields, null, 2);
}
