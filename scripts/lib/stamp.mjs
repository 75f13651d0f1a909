// Stamps: work whose inputs have not changed is not done again. A stamp is a file that holds the
// hash of the inputs which the finished work was made from.

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { ROOT } from "./paths.mjs";

/** All files below a folder (or the file itself), sorted, as absolute paths. */
export async function filesBelow(place, skip = []) {
  const stat = await fs.stat(place).catch(() => undefined);
  if (!stat) return [];
  if (stat.isFile()) return [place];
  const entries = await fs.readdir(place, { withFileTypes: true });
  const found = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = path.join(place, entry.name);
    if (skip.includes(full)) continue;
    if (entry.isDirectory()) found.push(...(await filesBelow(full, skip)));
    else found.push(full);
  }
  return found;
}

/**
 * A hash over files' names and contents and over further words. Names are relative to the checkout:
 * a copy of it holds the same work.
 */
export async function hashOf(files, words = []) {
  const hash = createHash("sha256");
  for (const file of files) {
    hash
      .update(path.relative(ROOT, file))
      .update("\0")
      .update(await fs.readFile(file))
      .update("\0");
  }
  return hash.update(words.join("\0")).digest("hex");
}

/** Does the work unless `stamp` already holds `hash`; says whether it did. */
export async function unlessStamped(stamp, hash, work) {
  const old = await fs.readFile(stamp, "utf8").catch(() => "");
  if (old === hash) return false;
  await fs.rm(stamp, { force: true });
  await work();
  await fs.mkdir(path.dirname(stamp), { recursive: true });
  await fs.writeFile(stamp, hash);
  return true;
}
