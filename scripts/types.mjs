// TypeScript twins of the report types, generated from the Rust types by ts-rs.
//
//   npm run types              writes them to extension/messages/generated
//   npm run types -- --check   fails where what is there differs from what would be written

import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { at } from "./lib/paths.mjs";
import { main, Problem, run } from "./lib/run.mjs";

const GENERATED = at("extension/messages/generated");

/** Writes the types to a folder, in place of what was there. */
export async function writeTypes(folder = GENERATED) {
  await fs.rm(folder, { recursive: true, force: true });
  await run("cargo", ["test", "--features", "types", "--lib", "export_bindings"], {
    env: { TS_RS_EXPORT_DIR: folder, TS_RS_IMPORT_EXTENSION: "js" },
  });
}

/** Throws where the generated types are not what the Rust types say. */
export async function checkTypes() {
  const fresh = await fs.mkdtemp(path.join(os.tmpdir(), "wireprint-types-"));
  try {
    await writeTypes(fresh);
    const [now, then] = await Promise.all([contents(fresh), contents(GENERATED)]);
    const names = [...new Set([...now.keys(), ...then.keys()])].sort();
    const differing = names.filter((name) => now.get(name) !== then.get(name));
    if (differing.length > 0) {
      throw new Problem(
        `The generated types are stale: ${differing.join(", ")}. Run \`npm run types\`.`,
      );
    }
    return names.length;
  } finally {
    await fs.rm(fresh, { recursive: true, force: true });
  }
}

async function contents(folder) {
  const names = await fs.readdir(folder).catch(() => []);
  const texts = await Promise.all(
    names.map((name) => fs.readFile(path.join(folder, name), "utf8")),
  );
  return new Map(names.map((name, index) => [name, texts[index]]));
}

if (process.argv[1] === at("scripts/types.mjs")) {
  main(async () => {
    if (process.argv.includes("--check")) await checkTypes();
    else await writeTypes();
  });
}
