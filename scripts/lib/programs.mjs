// Programs on this machine.

import fs from "node:fs/promises";
import path from "node:path";

/** The first of some names that is a program on the path, or of some other places. */
export async function programOf(names, places = []) {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  for (const candidate of [...candidates, ...places]) {
    if (await executable(candidate)) return candidate;
  }
  return undefined;
}

/** Whether a file can be run. */
export async function executable(file) {
  try {
    await fs.access(file, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
