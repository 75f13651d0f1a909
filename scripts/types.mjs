// Twins of the report types, generated from the Rust types: TypeScript by ts-rs, and JSON schemas of
// what the command line prints by schemars. `npm run types` writes them; `npm test` fails where the
// checked-in ones are stale.

import fs from "node:fs/promises";
import path from "node:path";
import { at } from "./lib/paths.mjs";
import { main, Problem, run } from "./lib/run.mjs";

const GENERATED = at("extension/messages/generated");

/** Writes the types to a folder, in place of what was there. */
export async function writeTypes(folder = GENERATED) {
  await fs.rm(folder, { recursive: true, force: true });
  await run("cargo", ["test", "--all-features", "--lib", "export_bindings"], {
    env: { TS_RS_EXPORT_DIR: folder, TS_RS_IMPORT_EXTENSION: "js" },
  });
}

/** Throws where the checked-in types differ from freshly written ones. */
export async function checkTypes(fresh) {
  const [now, then] = await Promise.all([contents(fresh), contents(GENERATED)]);
  const names = [...new Set([...now.keys(), ...then.keys()])].sort();
  const stale = names.filter((name) => now.get(name) !== then.get(name));
  if (stale.length > 0) {
    throw new Problem(`Stale generated types: ${stale.join(", ")}. Run 'npm run types'.`);
  }
}

async function contents(folder) {
  const names = await fs.readdir(folder).catch(() => []);
  const texts = await Promise.all(
    names.map((name) => fs.readFile(path.join(folder, name), "utf8")),
  );
  return new Map(names.map((name, index) => [name, texts[index]]));
}

/** Writes the schemas; a cargo test holds the checked-in ones against the types. */
async function writeSchemas() {
  await run("cargo", ["test", "--all-features", "--test", "schemas"], {
    env: { WIREPRINT_SCHEMAS: at("www/schemas") },
  });
}

if (process.argv[1] === at("scripts/types.mjs")) {
  main(async () => {
    await writeTypes();
    await writeSchemas();
  });
}
